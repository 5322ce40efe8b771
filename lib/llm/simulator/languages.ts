import { english } from "@/lib/llm/simulator/languages/english";
import { french } from "@/lib/llm/simulator/languages/french";
import { german } from "@/lib/llm/simulator/languages/german";
import type { ForeignLexicon, Language, Lexicon } from "@/lib/llm/simulator/languages/lexicon";
import { spanish } from "@/lib/llm/simulator/languages/spanish";

export type { Language, Lexicon, MatterPhrases } from "@/lib/llm/simulator/languages/lexicon";

const foreign: Record<Exclude<Language, "english">, ForeignLexicon> = { german, spanish, french };

/** Words in which the languages are told apart; more are not read. */
const WORDS_READ = 400;
const LEAST_SHARE = 0.15;
/** One small word alone says nothing: "no" is English too. */
const LEAST_WORDS = 2;

const englishWords = new Set(
  "the and is not i we you with for on please have my a to of it in was are this that what when where would your but can".split(
    " ",
  ),
);

/** The tables of a language. */
export function lexiconOf(language: Language): Lexicon {
  return foreignLexiconOf(language) ?? english;
}

/** What is particular to a language other than English; null for English. */
export function foreignLexiconOf(language: Language): ForeignLexicon | null {
  return language === "english" ? null : foreign[language];
}

/**
 * The language of a text, by the small words in it. English where no other is plainly more likely:
 * a few foreign words do not make a foreign email.
 *
 * @example
 * languageOf("Guten Tag, wo ist meine Bestellung 4812? Ich warte noch."); // => "german"
 * languageOf("Where is my order?"); // => "english"
 */
export function languageOf(text: string): Language {
  const words =
    text
      .slice(0, 20 * WORDS_READ)
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.slice(0, WORDS_READ) ?? [];
  const share = (common: ReadonlySet<string>) => {
    const found = words.filter((word) => common.has(word)).length;
    return found < LEAST_WORDS ? 0 : found / words.length;
  };
  let best: Language = "english";
  let bestShare = Math.max(LEAST_SHARE, share(englishWords));
  for (const language of ["german", "spanish", "french"] as const) {
    const found = share(foreign[language].commonWords);
    if (found > bestShare) {
      best = language;
      bestShare = found;
    }
  }
  return best;
}

/** Every sentence of the tables that the corpus does not hold, its places left out. */
export function spokenPhrases(): string[] {
  return [english.extras, ...Object.values(foreign)]
    .flatMap(textsIn)
    .map((text) => text.replace(/\{\w+\}/g, ""));
}

/** The texts in a tree of tables. Names of keys and patterns are none. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.includes(" ") ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

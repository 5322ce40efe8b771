import { nameKey, nameWords, startsName } from "@/lib/engine/rewriting/name-key";
import {
  calendarAndLanguages,
  commonWords,
  germanSentenceWords,
  roleWords,
} from "@/lib/engine/rewriting/name-words";
import { statedNames } from "@/lib/engine/rewriting/stated-names";
import type { TrainingText } from "@/lib/engine/rewriting/training-text";
import { visitWords } from "@/lib/engine/rewriting/word-hashes";

/** What training texts tell about names. Every word is a key as `nameKey` makes it. */
export interface NameEvidence {
  /** Words of names that are stated as such: names even where they are words as well. */
  stated: ReadonlySet<string>;
  /** Words that were seen capitalised inside a sentence: names unless they are ordinary as well. */
  capitalised: ReadonlySet<string>;
  /** Two neighbouring words of one name, joined by a blank. */
  pairs: ReadonlySet<string>;
  /** Those of the words above, and their plural or singular, that were seen in lower case. */
  ordinary: ReadonlySet<string>;
}

// Inside a sentence: behind a word or a comma on the same line. What opens a sentence is capitalised anyway.
// The look behind comes second, since few characters are capitals.
const INSIDE_SENTENCE = /\p{Lu}(?<=[\p{L}\p{N},][ \t]\p{Lu})[\p{L}\p{M}'-]*(?:[ \t]\p{Lu}[\p{L}\p{M}'-]*)*/gu;
const PRONOUN = /^i'/;

const FEWEST_WORDS_OF_PROSE = 4;
/** A text with a greater share of capitalised words than this inside its sentences writes titles or nouns, not names. */
const CAPITALISED_SHARE = 0.25;
const CAPITALISED_COUNT = 8;
const CHARACTERS_PER_WORD = 6;
const CHARACTERS_FOR_LANGUAGE = 1000;

/**
 * Whether a word is one of the language rather than only a name, as "will" and "order" are.
 *
 * @param key From `nameKey`.
 * @param ordinary Further words that were seen in lower case.
 * @example
 * isOrdinaryWord("will", new Set()); // => true
 * isOrdinaryWord("maria", new Set()); // => false
 */
export function isOrdinaryWord(key: string, ordinary: ReadonlySet<string>): boolean {
  return formsOf(key).some(
    (form) =>
      ordinary.has(form) || commonWords.has(form) || roleWords.has(form) || calendarAndLanguages.has(form),
  );
}

/** A word with and without a plural s. */
const formsOf = (key: string): string[] => (key.endsWith("s") ? [key, key.slice(0, -1)] : [key, `${key}s`]);

/**
 * The names in training texts and how sure one can be of each.
 *
 * Stated names come from `statedNames`. Words that are merely capitalised inside a sentence count as long
 * as nothing marks them as ordinary: the same word in lower case, the lists of common words, an acronym,
 * a text that capitalises its nouns or titles.
 *
 * @param texts Training texts, folded by `foldText`; their order does not matter.
 * @example
 * [...nameEvidence([{ kind: "sender", text: "Maria Lopez <m@example.com>" }]).pairs]; // => ["maria lopez"]
 */
export function nameEvidence(texts: readonly TrainingText[]): NameEvidence {
  const readable = texts.map(({ kind, text }) => ({ kind, text: withoutWeb(text) }));
  const stated = readable.flatMap(({ kind, text }) => statedNames(kind, text));
  const prose = readable.filter(({ kind }) => kind !== "sender").map(({ text }) => text);
  const sequences = [...new Set(prose.flatMap(capitalisedSequences))].map(sequenceKeys);

  const ordinary = seenInLowerCase(prose, new Set([...stated, ...sequences].flat()));
  const unusual = (key: string) => !isOrdinaryWord(key, ordinary);
  return {
    stated: new Set(stated.flat().filter((key) => !calendarAndLanguages.has(key))),
    capitalised: new Set(sequences.flat().filter((key) => key.length > 2)),
    pairs: new Set([...stated, ...sequences.filter((words) => words.some(unusual))].flatMap(pairsOf)),
    ordinary,
  };
}

function pairsOf(name: readonly string[]): string[] {
  return name.slice(1).map((key, index) => `${name[index]} ${key}`);
}

/** Parts of addresses are no words, least of all ordinary ones. */
function withoutWeb(text: string): string {
  if (!/@|:\/\/|www\./i.test(text)) return text;
  return text.replace(/[^\s<>]+/g, (run) => (/@|:\/\/|^www\./i.test(run) ? " " : run));
}

/** Runs of capitalised words inside the sentences of a text; none where its capitals tell nothing. */
function capitalisedSequences(text: string): string[] {
  const sequences: string[] = text.match(INSIDE_SENTENCE) ?? [];
  const capitals = sequences.reduce((sum, sequence) => sum + sequence.split(/[ \t]/).length, 0);
  const words = text.length / CHARACTERS_PER_WORD;
  if (capitals >= CAPITALISED_COUNT && capitals > words * CAPITALISED_SHARE) return [];
  return sequences.length > 0 && isGerman(text) ? [] : sequences;
}

function sequenceKeys(sequence: string): string[] {
  return (
    nameWords(sequence)
      // Acronyms and shouting are capitalised for other reasons.
      .filter((word) => word !== word.toUpperCase())
      .map(nameKey)
      .filter((key) => !roleWords.has(key) && !PRONOUN.test(key))
  );
}

/** German capitalises every noun, which then tells nothing about names. */
function isGerman(text: string): boolean {
  return new Set(text.slice(0, CHARACTERS_FOR_LANGUAGE).match(germanSentenceWords)).size > 1;
}

interface SoughtForm {
  form: string;
  second: number;
}

/** Greetings and signatures stand on short lines and may hold names in lower case: they vouch for no word. */
function seenInLowerCase(texts: readonly string[], keys: ReadonlySet<string>): Set<string> {
  const sought = new Map<number, SoughtForm>();
  for (const form of [...keys].flatMap(formsOf)) {
    visitWords(form, (first, second) => sought.set(first, { form, second }));
  }
  const seen = new Set<string>();
  for (const text of texts) addSeen(text, sought, seen);
  return seen;
}

function addSeen(text: string, sought: ReadonlyMap<number, SoughtForm>, seen: Set<string>): void {
  let lineEnd = -1;
  let count = 0;
  let found: string[] = [];
  const closeLine = () => {
    if (count >= FEWEST_WORDS_OF_PROSE) for (const form of found) seen.add(form);
    count = 0;
    found = [];
  };
  visitWords(text, (first, second, start) => {
    if (start > lineEnd) {
      closeLine();
      const next = text.indexOf("\n", start);
      lineEnd = next < 0 ? text.length : next;
    }
    count++;
    const hit = sought.get(first);
    if (hit?.second === second && !startsName(text.charAt(start))) found.push(hit.form);
  });
  closeLine();
}

import { isOrdinaryWord, type NameEvidence } from "@/lib/engine/rewriting/name-evidence";
import { nameKey, nameWordPattern, startsName } from "@/lib/engine/rewriting/name-key";

interface PlacedWord {
  text: string;
  key: string;
  start: number;
  end: number;
  capitalised: boolean;
  /** Capitalised for itself: behind a word or a comma, and not in a line that capitalises most words. */
  insideSentence: boolean;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const BEHIND_WORD = /[\p{L}\p{N}\p{M},'][ \t]*-?$/u;
const MOST_WORDS_OF_NAME = 4;
const TITLE_SHARE = 0.6;
const TITLE_WORDS = 3;

function placedWords(text: string): PlacedWord[] {
  const placed: PlacedWord[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const matches = [...line.matchAll(nameWordPattern)];
    const capitals = matches.filter(([word]) => startsName(word)).length;
    const isTitle = matches.length >= TITLE_WORDS && capitals >= matches.length * TITLE_SHARE;
    for (const match of matches) {
      const [word] = match;
      placed.push({
        text: word,
        key: nameKey(word),
        start: offset + match.index,
        end: offset + match.index + word.length,
        capitalised: startsName(word),
        insideSentence: !isTitle && BEHIND_WORD.test(line.slice(Math.max(0, match.index - 8), match.index)),
      });
    }
    offset += line.length + 1;
  }
  return placed;
}

/** What the owner wrote: names of theirs, and words that they use as words. */
export interface OwnedWords {
  names: ReadonlySet<string>;
  ordinary: ReadonlySet<string>;
}

/**
 * Words of the owner's texts: those with a capital are theirs to use as names, the others are ordinary.
 * Texts of up to 4 words, such as the value of a variable, are names throughout.
 *
 * @param texts Folded texts (`foldText`), e.g. the baseline and the values of its variables.
 * @example
 * [...ownedWords(["you answer for Fernhill"]).names]; // => ["fernhill"]
 */
export function ownedWords(texts: readonly string[]): OwnedWords {
  const names = new Set<string>();
  const ordinary = new Set<string>();
  for (const words of texts.map(placedWords)) {
    const isName = words.length <= MOST_WORDS_OF_NAME;
    for (const { key, capitalised, insideSentence } of words) {
      if (!capitalised) ordinary.add(key);
      // "Will you …" at the start of a sentence makes nobody's name the owner's.
      else if (isName || insideSentence || !isOrdinaryWord(key, new Set())) names.add(key);
    }
  }
  return { names, ordinary };
}

/**
 * Names of training texts that a text repeats.
 *
 * Two neighbouring words of one name are found in any case, or with capitals where one of them is an
 * ordinary word too. A single word is found with a capital; one
 * that is an ordinary word too ("Will", "Rose"), or was never stated to be a name, only inside a
 * sentence, where nothing else asks for the capital. Names that the owner uses are not found.
 *
 * @param text Folded text (`foldText`).
 * @param evidence From `nameEvidence`.
 * @param owned From {@link ownedWords}.
 * @returns Each name once, as the text spells it, in order.
 * @example
 * copiedNames(
 *   "Greet Maria, and say when it will come.",
 *   { stated: new Set(["maria", "will"]), capitalised: new Set(), pairs: new Set(), ordinary: new Set() },
 *   { names: new Set(), ordinary: new Set() },
 * ); // => ["Maria"]
 */
export function copiedNames(text: string, evidence: NameEvidence, owned: OwnedWords): string[] {
  const words = placedWords(text);
  const ordinary = new Set([...evidence.ordinary, ...owned.ordinary]);
  const found = words.map((word) => isCopied(word, evidence, owned, ordinary));
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    if (next === undefined || !evidence.pairs.has(`${word.key} ${next.key}`)) continue;
    if (!touching(text, word, next)) continue;
    if (owned.names.has(word.key) && owned.names.has(next.key)) continue;
    // "Mark price changes" says nothing about a Mark Price.
    const isCased = word.capitalised && next.capitalised;
    if (!isCased && [word, next].some(({ key }) => isOrdinaryWord(key, ordinary))) continue;
    found[index] = true;
    found[index + 1] = true;
  }
  return [...new Set([...spansOf(text, words, found), ...unspacedNames(text, evidence, owned)])];
}

/** Where words are not parted by blanks, a name is found inside a longer run. */
function unspacedNames(text: string, { stated }: NameEvidence, owned: OwnedWords): string[] {
  return [...stated]
    .filter((name) => UNSPACED.test(name) && text.includes(name))
    .filter((name) => ![...owned.names].some((own) => own.includes(name)))
    .sort();
}

function isCopied(
  { key, capitalised, insideSentence }: PlacedWord,
  { stated, capitalised: seenCapitalised }: NameEvidence,
  owned: OwnedWords,
  ordinary: ReadonlySet<string>,
): boolean {
  if (!capitalised || owned.names.has(key)) return false;
  if (stated.has(key)) return insideSentence || !isOrdinaryWord(key, ordinary);
  return seenCapitalised.has(key) && insideSentence && !isOrdinaryWord(key, ordinary);
}

function touching(text: string, word: PlacedWord, next: PlacedWord): boolean {
  return /^(?:[ \t]+|-|\.[ \t]+)?$/.test(text.slice(word.end, next.start));
}

function spansOf(text: string, words: readonly PlacedWord[], found: readonly boolean[]): string[] {
  const spans = new Map<string, string>();
  for (let first = 0; first < words.length; first++) {
    const begin = words[first];
    if (!found[first] || begin === undefined) continue;
    let end = begin;
    for (let next = words[first + 1]; next !== undefined && found[first + 1]; next = words[first + 1]) {
      if (!touching(text, end, next)) break;
      end = next;
      first++;
    }
    const span = text.slice(begin.start, end.end).replace(/'s?$/i, "");
    if (!spans.has(nameKey(span))) spans.set(nameKey(span), span);
  }
  return [...spans.values()];
}

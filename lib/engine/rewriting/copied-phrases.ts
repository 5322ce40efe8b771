import { foldText } from "@/lib/engine/rewriting/folded-text";
import { HashPairs, visitWords } from "@/lib/engine/rewriting/word-hashes";

/** A run of this many words in common is copying rather than coincidence. */
export const COPIED_RUN_WORDS = 8;

// Odd, so that no word of the window is lost modulo 2^32.
const FIRST_BASE = 0x01000193;
const SECOND_BASE = 0x9e3779b1;
const FIRST_DROP = power(FIRST_BASE, COPIED_RUN_WORDS - 1);
const SECOND_DROP = power(SECOND_BASE, COPIED_RUN_WORDS - 1);

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

/** Calls back for each run of 8 words with its hashes and where its first and its last word start. */
function visitRuns(
  text: string,
  visit: (first: number, second: number, from: number, to: number) => void,
): void {
  const window = Array.from({ length: COPIED_RUN_WORDS }, () => ({ first: 0, second: 0, start: 0 }));
  let count = 0;
  let first = 0;
  let second = 0;
  visitWords(text, (wordFirst, wordSecond, start) => {
    const oldest = window[count % COPIED_RUN_WORDS];
    if (oldest === undefined) return;
    // The oldest word leaves, the others move up by one power, the new one comes in.
    first = (Math.imul(first - Math.imul(oldest.first, FIRST_DROP), FIRST_BASE) + wordFirst) | 0;
    second = (Math.imul(second - Math.imul(oldest.second, SECOND_DROP), SECOND_BASE) + wordSecond) | 0;
    oldest.first = wordFirst;
    oldest.second = wordSecond;
    oldest.start = start;
    count++;
    const opening = window[count % COPIED_RUN_WORDS];
    if (count >= COPIED_RUN_WORDS && opening !== undefined) visit(first, second, opening.start, start);
  });
}

/**
 * Every run of 8 words of some texts, to be looked up by {@link copiedPhrases}.
 *
 * Case, punctuation, apostrophes, zero-width characters and compatibility forms do not count; a hyphen
 * parts words. In Chinese and Japanese each character counts as a word.
 *
 * @param texts Texts from `foldText`; no run reaches from one into the next.
 * @see Karp & Rabin, "Efficient randomized pattern-matching algorithms" (1987)
 * @example
 * phraseRuns(["The GREEN tent, last week - and it has not come."]).size; // => 3
 */
export function phraseRuns(texts: readonly string[]): HashPairs {
  const runs = new HashPairs(texts.reduce((sum, text) => sum + text.length / 5, 0));
  for (const text of texts) visitRuns(text, (first, second) => runs.add(first, second));
  return runs;
}

/**
 * What a text has in common, word for word, with training texts and not with its owner's.
 *
 * @param text The text under suspicion.
 * @param training Runs that count as copied, from {@link phraseRuns}.
 * @param owned Runs that do not.
 * @returns Each passage of 8 or more copied words once, at its full length, in order, as
 *   the text has it but on one line.
 * @example
 * copiedPhrases("Say: A b c d, e f g h i!", phraseRuns(["a b c d e f g h i"]), phraseRuns([])); // => ["A b c d, e f g h i"]
 */
export function copiedPhrases(text: string, training: HashPairs, owned: HashPairs): string[] {
  const plain = foldText(text);
  const passages: { from: number; to: number }[] = [];
  visitRuns(plain, (first, second, from, to) => {
    if (!training.has(first, second) || owned.has(first, second)) return;
    const last = passages.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else passages.push({ from, to });
  });
  return [...new Set(passages.map(({ from, to }) => passage(plain, from, to)))];
}

function passage(plain: string, from: number, lastWord: number): string {
  const end = /^[\p{L}\p{N}\p{M}']+/u.exec(plain.slice(lastWord))?.[0].length ?? 1;
  return plain.slice(from, lastWord + end).replace(/\s+/g, " ");
}

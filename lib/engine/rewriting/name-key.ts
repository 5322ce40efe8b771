import { foldCase } from "@/lib/engine/rewriting/folded-text";

/** Letters with marks and inner apostrophes; hyphens part a double name into its two. */
export const nameWordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{N}\p{M}]+)*/gu;

const PLAIN_WORD = /^[a-z]+$/;

/**
 * The words of which a name can consist.
 *
 * @param text Text from `foldText`.
 * @example
 * nameWords("Anne-Marie O'Brien"); // => ["Anne", "Marie", "O'Brien"]
 */
export function nameWords(text: string): string[] {
  return text.match(nameWordPattern) ?? [];
}

/**
 * A word as names are compared: without case, marks of letters ("López" equals "Lopez") and a possessive s.
 *
 * @example
 * nameKey("López's"); // => "lopez"
 */
export function nameKey(word: string): string {
  if (PLAIN_WORD.test(word)) return word;
  return foldCase(word).normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC").replace(/'s?$/, "");
}

/**
 * Whether a word begins with a capital, or is of a script without case.
 *
 * @example
 * startsName("Maria"); // => true
 * startsName("order"); // => false
 */
export function startsName(word: string): boolean {
  const [first = ""] = word;
  const lower = first.toLowerCase();
  return first !== lower || lower === first.toUpperCase();
}

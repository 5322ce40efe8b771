// Scripts written without blanks: each character stands for itself, which needs no dictionary and is
// therefore the same in every browser and on every server. Thai, Lao and Khmer runs stay whole.
const UNSPACED = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}])`;
const INNER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`;
/** Letters and digits, joined by an apostrophe or hyphen, or by a dot or comma before digits ("don't", "3.50"). */
const WORD_SOURCE = `[${UNSPACED}]\\p{M}*|${LETTER}${INNER}*(?:['’\\-]${INNER}+|[.,]\\p{N}+)*`;

const WORD = new RegExp(WORD_SOURCE, "gu");
const TOKEN = new RegExp(`(${WORD_SOURCE})|\\s+|[\\s\\S]`, "gu");

/**
 * Words of a text in any script, as written.
 *
 * A word is a run of letters, digits and marks; apostrophes and hyphens inside it belong to it, and so
 * do the dots and commas of a number; a Chinese or Japanese character is a word of its own.
 *
 * @param text Any text.
 * @returns The words in order; punctuation, symbols and white space are left out.
 * @see Unicode Standard Annex 44, general categories L, N and M
 * @example
 * words("Don't pay 3.50 – it's free!"); // => ["Don't", "pay", "3.50", "it's", "free"]
 */
export function words(text: string): string[] {
  return text.match(WORD) ?? [];
}

/**
 * Number of words of a text, as `words` counts them.
 *
 * @example
 * countWords("Dear Ada,"); // => 2
 */
export function countWords(text: string): number {
  return words(text).length;
}

/**
 * A text cut into words, runs of white space and single other characters, with nothing left out.
 *
 * @param text Any text.
 * @returns Pieces whose concatenation is `text`.
 * @example
 * splitTokens("Hi Ada!"); // => ["Hi", " ", "Ada", "!"]
 */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

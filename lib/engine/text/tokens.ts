// Scripts written without blanks: each character with its marks stands for itself, which needs no
// dictionary and is therefore the same in every browser and on every server.
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\u30fc\uff70\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const UNSPACED_LETTER = `(?:(?=[\\p{L}\\p{N}])[${UNSPACED}])`;
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}])`;
// Soft hyphen, (non-)joiners and word joiner stand inside words; the zero-width space stands between them.
const JOINER = "\\u00ad\\u200c\\u200d\\u2060";
const INNER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}]|[\\p{M}${JOINER}])`;
/**
 * Letters and digits, joined by an apostrophe, hyphen or middle dot, or by a dot or comma before digits
 * ("don't", "3.50"). A joiner counts only where a letter follows, so that no word ends in one unseen.
 */
const WORD_SOURCE = `${UNSPACED_LETTER}\\p{M}*|${LETTER}${INNER}*(?:['’\\-\u2010\u2011·]${LETTER}${INNER}*|[.,]\\p{N}${INNER}*)*`;

const PICTOGRAPH =
  "\\p{Extended_Pictographic}[\\ufe0e\\ufe0f\\u20e3\\p{Emoji_Modifier}\\u{e0020}-\\u{e007f}]*";
/** An emoji as one reads it: a flag, or pictographs glued by zero-width joiners, with colour and style. */
export const EMOJI_SOURCE = `\\p{Regional_Indicator}{2}|${PICTOGRAPH}(?:\\u200d${PICTOGRAPH})*`;

const WORD = new RegExp(WORD_SOURCE, "gu");
const TOKEN = new RegExp(`${WORD_SOURCE}|\\s+|${EMOJI_SOURCE}|[\\s\\S]\\p{M}*`, "gu");

/**
 * Words of a text in any script, as written.
 *
 * A word is a run of letters, digits and marks; apostrophes and hyphens inside it belong to it, and so
 * do the dots and commas of a number, soft hyphens and joiners. In Chinese, Japanese, Thai, Lao, Khmer
 * and Burmese, which put no blanks between words, a letter with its marks is a word of its own.
 *
 * @param text Any text.
 * @returns The words in order; punctuation, symbols and white space are left out.
 * @see Unicode Standard Annex 29, "Word Boundaries"; Annex 44, general categories L, N and M
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
 * A text cut into words, runs of white space, emoji and single other characters, with nothing left out.
 *
 * @param text Any text.
 * @returns Pieces whose concatenation is `text`.
 * @example
 * splitTokens("Hi Ada!"); // => ["Hi", " ", "Ada", "!"]
 */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

const SINGLE_QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g;
const DASHES = /[\u2010-\u2015\u2212]/g;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/**
 * A text without the differences that a reader does not see: compatibility forms (NFKC), zero-width
 * characters and soft hyphens, curly quotes, the kinds of dashes. Case and white space stay.
 *
 * @see Unicode Standard Annex 15, normalization form KC; property Default_Ignorable_Code_Point
 * @example
 * foldText("\uff2daria\u200b\u2019s"); // => "Maria's"
 */
export function foldText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII.
  if (/^[\u0000-\u007f]*$/.test(text)) return text.replaceAll("`", "'");
  return text
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, "-");
}

/**
 * A text without regard to case; by way of upper case, so that "ß" equals "SS" and "ς" equals "Σ".
 *
 * @example
 * foldCase("Straße"); // => "strasse"
 */
export function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

/**
 * A text without the given characters at its end. Takes one pass, unlike a pattern that ends in `$`.
 *
 * @example
 * withoutEnd("Really?!", ".!?"); // => "Really"
 */
export function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

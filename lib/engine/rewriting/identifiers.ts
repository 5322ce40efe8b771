import { foldCase, withoutEnd } from "@/lib/engine/rewriting/folded-text";

/** What points to one person, order or place of the web. */
export type IdentifierKind = "address" | "url" | "phone" | "number";

export interface Identifier {
  kind: IdentifierKind;
  /** Same key, same thing: spelling aside. */
  key: string;
  /** As it stands in the text. */
  text: string;
  start: number;
  end: number;
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu;
const URL = /(?:https?:\/\/|www\.)[^\s<>"')\]]+/giu;
const PHONE = /(?:\+|\(|(?<![\p{L}\p{N}])\d)[\d \t()./-]{5,25}\d(?![\p{L}\p{N}])/gu;
const TOKEN = /[\p{L}\p{N}]+(?:[-_/.,:][\p{L}\p{N}]+)*/gu;

const TOKEN_PART = /[\p{L}\p{N}_/.,:-]/u;
const LONGEST_PREFIX = 64;

const PHONE_DIGITS = { least: 7, most: 15 };
/** National and international forms of a phone number share their last digits. */
const COMPARED_PHONE_DIGITS = 7;
const NUMBER_DIGITS = 4;
const CODE_CHARACTERS = 4;

const digitsOf = (text: string) => text.replace(/\D/g, "");
const isDate = (text: string) =>
  /^(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4})$/.test(text.trim());
// A bare year and a round thousand are more often chance than copies.
const isCommonNumber = (digits: string) => /^(?:19|20)\d\d$|^[1-9]\d{0,2}(?:000)+$/.test(digits);

/**
 * E-mail addresses, URLs, phone numbers, and order or account numbers of a text.
 *
 * A number counts from 4 digits on; so do codes such as "INV-42" or "B7K9", and dates with a year.
 * Years, round thousands, times ("10:30"), and amounts with a unit ("250ml") are no identifiers.
 *
 * @param text Text from `foldText`.
 * @returns Identifiers in order of their start within one kind; a code that holds a number of 4 or more
 *   digits yields both, so that the number alone is recognised.
 * @example
 * identifiersOf("Order WX-4812 by Ann@Example.com").map(({ kind, key }) => `${kind} ${key}`);
 * // => ["address ann@example.com", "number wx4812", "number 4812"]
 */
export function identifiersOf(text: string): Identifier[] {
  return [...addresses(text), ...urls(text), ...phones(text), ...numbers(text)];
}

function found(kind: IdentifierKind, key: string, text: string, start: number): Identifier {
  return { kind, key, text, start, end: start + text.length };
}

function addresses(plain: string): Identifier[] {
  if (!plain.includes("@")) return [];
  return Array.from(plain.matchAll(ADDRESS), (match) =>
    found("address", foldCase(match[0]), match[0], match.index),
  );
}

function urls(plain: string): Identifier[] {
  if (!plain.includes("://") && !/www\./i.test(plain)) return [];
  return Array.from(plain.matchAll(URL), (match) => {
    const text = withoutEnd(match[0], ".,;:!?");
    const key = withoutEnd(
      foldCase(text)
        .replace(/^https?:\/\//, "")
        .replace(/^www\./, ""),
      "/",
    );
    return found("url", key, text, match.index);
  });
}

function phones(plain: string): Identifier[] {
  const matches = Array.from(plain.matchAll(PHONE), (match) => ({ text: match[0], start: match.index }));
  return matches.flatMap(({ text, start }) => {
    const digits = digitsOf(text);
    if (digits.length < PHONE_DIGITS.least || digits.length > PHONE_DIGITS.most || isDate(text)) return [];
    return [found("phone", digits.slice(-COMPARED_PHONE_DIGITS), text, start)];
  });
}

/** The tokens with a digit, found from the digit: most of a text has none. */
function numberedTokens(plain: string): { token: string; start: number }[] {
  const tokens: { token: string; start: number }[] = [];
  let done = 0;
  for (const { index } of plain.matchAll(/\d+/g)) {
    if (index < done) continue;
    let start = index;
    while (start > done && index - start < LONGEST_PREFIX && TOKEN_PART.test(plain.charAt(start - 1)))
      start--;
    TOKEN.lastIndex = start;
    // Double marks part tokens, so the first from here on need not be the one with the digit.
    for (let match = TOKEN.exec(plain); match !== null; match = TOKEN.exec(plain)) {
      done = match.index + match[0].length;
      if (done <= index) continue;
      tokens.push({ token: match[0], start: match.index });
      break;
    }
  }
  return tokens;
}

function numbers(plain: string): Identifier[] {
  const identifiers: Identifier[] = [];
  for (const { token, start } of numberedTokens(plain)) {
    const keys = new Set<string>();
    const whole = foldCase(token).replace(/[^\p{L}\p{N}]/gu, "");
    const digits = digitsOf(token);
    if (isCode(token) || (digits.length >= NUMBER_DIGITS + 2 && !isCommonNumber(digits))) keys.add(whole);
    for (const run of token.match(/\d+/g) ?? []) {
      if (run.length >= NUMBER_DIGITS && !isCommonNumber(run) && !isDate(token)) keys.add(run);
    }
    for (const key of keys) identifiers.push(found("number", key, token, start));
  }
  return identifiers;
}

/** Letters before digits, or several changes between the two; "10am", "250ml" and "30-day" are none. */
function isCode(token: string): boolean {
  const joined = /^\p{Lu}{1,6}[-_/.]?\d{2,}/u.test(token) && token.length >= CODE_CHARACTERS;
  return (
    joined ||
    token
      .split(/[-_/.,:]/)
      .some(
        (part) =>
          part.length >= CODE_CHARACTERS &&
          (part.match(/\d/g) ?? []).length >= 2 &&
          /\p{L}/u.test(part) &&
          !/^\d+\p{L}+$/u.test(part),
      )
  );
}

/**
 * The host of a URL's key, e.g. "track.example.com".
 *
 * @example
 * hostOf("track.example.com/a/1"); // => "track.example.com"
 */
export function hostOf(urlKey: string): string {
  return urlKey.split(/[/?#]/)[0] ?? urlKey;
}

/** Traits of an English email that an edit can bring in or take out. */
interface Trait {
  /** With its article: "a date", "the sign-off". */
  name: string;
  pattern: RegExp;
}

const MONTH =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
const DAY = "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?";

// Order is that of the summary. Each pattern is linear: no nested repetition over user text.
const traits: readonly Trait[] = [
  {
    name: "a date",
    pattern: new RegExp(
      `\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{2,4}|${DAY} (?:of )?${MONTH}|${MONTH} ${DAY}|${WEEKDAY}|tomorrow)\\b`,
      "gi",
    ),
  },
  { name: "a time", pattern: /\b(?:[01]?\d|2[0-3])(?::[0-5]\d(?: ?[ap]m)?|(?: ?[ap]m))\b/gi },
  {
    name: "an amount of money",
    pattern: /[$€£¥]\s?\d[\d,.]{0,12}|\b\d[\d,.]{0,12}\s?(?:dollars|euros|pounds|USD|EUR|GBP)\b/gi,
  },
  {
    name: "an apology",
    pattern: /\b(?:sorry|apolog(?:y|ies|i[sz]e|i[sz]ing)|(?:we|I) (?:deeply |sincerely )?regret)\b/gi,
  },
  { name: "thanks", pattern: /\b(?:thank you|thanks|grateful|(?:we|I)(?: really)? appreciate)\b/gi },
  {
    name: "a next step",
    pattern:
      /\b(?:next steps?|(?:I|we)(?: will|['’]ll) (?!be (?:happy|glad))\w+|please (?:reply|send|let|confirm|call|contact|choose|click|share|sign|return))\b/gi,
  },
  { name: "a link", pattern: /\bhttps?:\/\/\S+/gi },
  { name: "a list", pattern: /^[ \t]*(?:[-*•]|\d{1,2}[.)])[ \t]+\S/gm },
  { name: "a question", pattern: /\?(?=\s|$)/g },
  {
    name: "a sign-off",
    pattern:
      /^(?:(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards|sincerely|yours (?:sincerely|faithfully|truly)|cheers|best|all the best)[,.!]?[ \t]*$/gim,
  },
];

const GREETING = /^(?:dear|hello|hi|hey|greetings|good (?:morning|afternoon|evening))\b/i;
const GREETING_BY_NAME =
  /^(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)),?[ \t]+(?!(?:there|all|team|everyone|everybody|sir|madam|customer|valued|friend)\b)\p{L}/iu;

type Greeting = "none" | "plain" | "by name";

function greetingOf(text: string): Greeting {
  const opening = text.trimStart();
  if (!GREETING.test(opening)) return "none";
  return GREETING_BY_NAME.test(opening) ? "by name" : "plain";
}

function describeGreeting(before: string, after: string): string[] {
  const old = greetingOf(before);
  const now = greetingOf(after);
  if (old === now) return [];
  if (now === "none") return ["removed the greeting"];
  if (now === "by name") return ["added a greeting by name"];
  return [old === "none" ? "added a greeting" : "took the name out of the greeting"];
}

function occurrences(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).map((match) => match.trim().toLowerCase());
}

/**
 * Which traits of an English email an edit added, removed or changed, in plain language.
 *
 * @param before The old text.
 * @param after The new text.
 * @returns Phrases such as "added a date" or "removed an apology"; a trait both texts have in equal
 *   number, or more often than once, is not mentioned, except a date, time or amount with another value.
 * @example
 * describeTraits("Sorry for the delay.", "It ships on Monday."); // => ["added a date", "removed an apology"]
 */
export function describeTraits(before: string, after: string): string[] {
  const phrases = describeGreeting(before, after);
  for (const { name, pattern } of traits) {
    const old = occurrences(before, pattern);
    const now = occurrences(after, pattern);
    if (old.length === 0 && now.length > 0) phrases.push(`added ${name}`);
    else if (old.length > 0 && now.length === 0) phrases.push(`removed ${name}`);
    else if (isFact(name) && old.length === now.length && old.some((value, i) => value !== now[i])) {
      phrases.push(`changed ${name}`);
    }
  }
  return phrases;
}

function isFact(name: string): boolean {
  return name === "a date" || name === "a time" || name === "an amount of money";
}

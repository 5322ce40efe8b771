import type { Reading } from "@/lib/engine/text/features/reading";
import { isTitleOrGreeting } from "@/lib/engine/text/letter";
import { words } from "@/lib/engine/text/tokens";

/** Words with a capital that name nobody. */
const ordinary = new Set(
  "I I'm I'll I've I'd OK Sir Madam Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer Damen Herren Team Customer".split(
    " ",
  ),
);

const CAPITALISED = /^\p{Lu}[\p{L}\p{M}'’-]*$/u;
const SENTENCE_START = /[.!?:…"“„«([-]\s*$/u;

/** A line of one to three capitalised words, as a name stands under a sign-off. */
const nameLine = (line: string): string[] => {
  const parts = line.length > 60 ? [] : words(line);
  return parts.length <= 3 && parts.every((word) => CAPITALISED.test(word)) && !/[.!?,:]\s*$/.test(line)
    ? parts
    : [];
};

/**
 * Words of a text that are most likely names of people, places or products.
 *
 * Those are words with a capital inside a sentence, after a title or greeting, and in a short line of
 * their own. In German, where every noun has a capital, only the last two.
 *
 * @param reading The text, taken apart.
 * @returns Each name once, as written. Dates and weekdays are none.
 * @example
 * [...listNames(readReply("I asked Ada about Fernhill on Monday."))]; // => ["Ada", "Fernhill"]
 */
export function listNames({ text, language, facts }: Reading): Set<string> {
  const names = new Set<string>();
  const dateWords = new Set(facts.dates.flatMap(words));
  const add = (word: string) => {
    if (!ordinary.has(word) && !isTitleOrGreeting(word) && !dateWords.has(word.toLowerCase()))
      names.add(word);
  };
  for (const line of text.split("\n")) {
    nameLine(line).forEach(add);
    let end = 0;
    let previous = "";
    for (const word of words(line)) {
      const start = line.indexOf(word, end);
      const gap = line.slice(Math.max(end, start - 4), start);
      const isInside = end > 0 && !SENTENCE_START.test(gap) && language !== "de";
      if (CAPITALISED.test(word) && (isInside || isTitleOrGreeting(previous))) add(word);
      previous = word;
      end = start + word.length;
    }
  }
  return names;
}

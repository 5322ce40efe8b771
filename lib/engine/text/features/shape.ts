import type { FeatureDefinition } from "@/lib/engine/text/features/definition";
import { per } from "@/lib/engine/text/features/reading";
import {
  countEmoji,
  countExclamationMarks,
  countListItems,
  countMarkdown,
  countPlaceholders,
  countQuestions,
  countQuotedLines,
} from "@/lib/engine/text/patterns/marks";

const WINDOW_WORDS = 50;

const lettersOf = (word: string): number => Array.from(word).length;

const shareOf = (list: readonly string[], fits: (word: string) => boolean): number => {
  let count = 0;
  for (const word of list) if (fits(word)) count += 1;
  return per(count, list.length);
};

const isInCapitals = (word: string): boolean =>
  word.length > 1 && word === word.toUpperCase() && /\p{Lu}[^\p{Lu}]*\p{Lu}/u.test(word);

/** Paragraphs are blocks of lines between blank lines. */
const countParagraphs = (body: string): number =>
  body.split(/\n[ \t\r]*\n/).filter((block) => block.trim() !== "").length;

/**
 * Mean share of different words over all windows of 50 words, so that length does not count.
 *
 * @param plain Words in lower case.
 * @returns 0 to 1; the plain share where the text is shorter than a window, 0 for no words.
 * @see Covington & McFall, "Cutting the Gordian Knot: The Moving-Average Type-Token Ratio" (2010)
 * @example
 * movingTypeTokenRatio(["the", "more", "the", "better"]); // => 0.75
 */
export function movingTypeTokenRatio(plain: readonly string[]): number {
  const width = Math.min(WINDOW_WORDS, plain.length);
  const counts = new Map<string, number>();
  let sum = 0;
  for (const [i, word] of plain.entries()) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    const leaving = i >= width ? plain[i - width] : undefined;
    if (leaving !== undefined) {
      const left = (counts.get(leaving) ?? 0) - 1;
      if (left === 0) counts.delete(leaving);
      else counts.set(leaving, left);
    }
    if (i >= width - 1) sum += counts.size;
  }
  const windows = plain.length - width + 1;
  return width === 0 ? 0 : sum / (windows * width);
}

/** How long a reply is and how it looks. */
export const shapeFeatures: readonly FeatureDefinition[] = [
  {
    id: "words",
    label: "Words",
    unit: "words",
    more: "are longer",
    less: "are shorter",
    read: ({ written }) => written.length,
  },
  {
    id: "sentences",
    label: "Sentences",
    unit: "sentences",
    more: "have more sentences",
    less: "have fewer sentences",
    read: ({ sentences }) => sentences.length,
  },
  {
    id: "wordsPerSentence",
    label: "Words per sentence",
    unit: "words",
    more: "use longer sentences",
    less: "use shorter sentences",
    read: ({ bodyWords, sentences }) => per(bodyWords.length, sentences.length),
  },
  {
    id: "paragraphs",
    label: "Paragraphs",
    unit: "count",
    more: "have more paragraphs",
    less: "have fewer paragraphs",
    read: ({ letter }) => countParagraphs(letter.body),
  },
  {
    id: "charactersPerWord",
    label: "Characters per word",
    unit: "characters",
    more: "use longer words",
    less: "use shorter words",
    read: ({ written }) =>
      per(
        written.reduce((sum, word) => sum + lettersOf(word), 0),
        written.length,
      ),
  },
  {
    id: "jargon",
    label: "Words of ten letters or more",
    unit: "share",
    more: "use many very long words",
    less: "avoid very long words and jargon",
    read: ({ written }) => shareOf(written, (word) => lettersOf(word) >= 10),
  },
  {
    // LIX = words per sentence + 100 × share of words of more than six letters; it needs no syllables
    // and was made for many languages. Björnsson, "Readability of Newspapers in 11 Languages" (1983).
    id: "readingDifficulty",
    label: "Reading difficulty (LIX)",
    unit: "count",
    more: "are harder to read",
    less: "are easier to read",
    read: ({ bodyWords, sentences }) =>
      per(bodyWords.length, sentences.length) + 100 * shareOf(bodyWords, (word) => lettersOf(word) > 6),
  },
  {
    id: "wordVariety",
    label: "Variety of words",
    unit: "share",
    more: "vary their words",
    less: "repeat their words",
    read: ({ plain }) => movingTypeTokenRatio(plain),
  },
  {
    id: "questions",
    label: "Questions",
    unit: "count",
    more: "ask questions",
    less: "do not ask questions",
    read: ({ text }) => countQuestions(text),
  },
  {
    id: "exclamationMarks",
    label: "Exclamation marks",
    unit: "count",
    more: "use exclamation marks",
    less: "avoid exclamation marks",
    read: ({ text }) => countExclamationMarks(text),
  },
  {
    id: "listItems",
    label: "List items",
    unit: "count",
    more: "use lists",
    less: "do not use lists",
    read: ({ text }) => countListItems(text),
  },
  {
    id: "markdown",
    label: "Headings and other Markdown",
    unit: "count",
    more: "use headings and bold text",
    less: "are plain text without Markdown",
    read: ({ text }) => countMarkdown(text),
  },
  {
    id: "quotedLines",
    label: "Quoted lines",
    unit: "count",
    more: "quote the email",
    less: "do not quote the email",
    read: ({ text }) => countQuotedLines(text),
  },
  {
    id: "capitals",
    label: "Words in capitals",
    unit: "share",
    more: "write words in capitals",
    less: "do not write words in capitals",
    read: ({ written }) => shareOf(written, isInCapitals),
  },
  {
    id: "emoji",
    label: "Emoji",
    unit: "count",
    more: "use emoji",
    less: "do not use emoji",
    read: ({ text }) => countEmoji(text),
  },
  {
    id: "placeholders",
    label: "Placeholders left in",
    unit: "count",
    more: "leave placeholders to fill in",
    less: "leave no placeholders",
    read: ({ text }) => countPlaceholders(text),
  },
];

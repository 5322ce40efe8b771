import { countDurations } from "@/lib/engine/text/facts";
import type { FeatureDefinition } from "@/lib/engine/text/features/definition";
import { per } from "@/lib/engine/text/features/reading";
import { explanationPhrases, furtherHelpPhrases } from "@/lib/engine/text/patterns/courtesy";
import { countNextSteps } from "@/lib/engine/text/patterns/next-steps";
import { countPhrases } from "@/lib/engine/text/phrases";

const shareRepeated = (wanted: ReadonlySet<string>, plain: readonly string[]): number => {
  const given = new Set(plain);
  let shared = 0;
  for (const word of wanted) if (given.has(word)) shared += 1;
  return per(shared, wanted.size);
};

/** What a reply says: steps, facts, reasons, and how much of the email it takes up. */
export const contentFeatures: readonly FeatureDefinition[] = [
  {
    id: "nextSteps",
    label: "Next steps",
    unit: "count",
    more: "state a next step",
    less: "do not state a next step",
    read: ({ plain }) => countNextSteps(plain),
  },
  {
    id: "furtherHelp",
    label: "Offers of further help",
    unit: "count",
    more: "offer further help",
    less: "do not offer further help",
    read: ({ plain }) => countPhrases(plain, furtherHelpPhrases),
  },
  {
    id: "explanations",
    label: "Reasons given",
    unit: "count",
    more: "explain why",
    less: "do not explain why",
    read: ({ plain }) => countPhrases(plain, explanationPhrases),
  },
  {
    id: "dates",
    label: "Dates and days",
    unit: "count",
    more: "name a date",
    less: "do not name a date",
    read: ({ facts }) => facts.dates.length,
  },
  {
    id: "times",
    label: "Times of day",
    unit: "count",
    more: "name a time of day",
    less: "do not name a time of day",
    read: ({ facts }) => facts.times.length,
  },
  {
    id: "durations",
    label: "Durations",
    unit: "count",
    more: "say how long something takes",
    less: "do not say how long something takes",
    read: ({ text }) => countDurations(text),
  },
  {
    id: "amounts",
    label: "Amounts of money",
    unit: "count",
    more: "name an amount of money",
    less: "do not name an amount of money",
    read: ({ facts }) => facts.amounts.length,
  },
  {
    id: "numbers",
    label: "Other numbers",
    unit: "count",
    more: "give numbers",
    less: "give no numbers",
    read: ({ facts }) => facts.numbers.length,
  },
  {
    id: "links",
    label: "Links",
    unit: "count",
    more: "include a link",
    less: "do not include a link",
    read: ({ facts }) => facts.links.length,
  },
  {
    id: "contactData",
    label: "Contact data",
    unit: "count",
    more: "give an email address or a telephone number",
    less: "give no email address or telephone number",
    read: ({ facts }) => facts.contacts.length,
  },
  {
    id: "emailWords",
    label: "Words of the email taken up",
    unit: "share",
    more: "take up the words of the email",
    less: "do not repeat the words of the email",
    read: ({ plain }, email) => shareRepeated(email.words, plain),
  },
  {
    // Whether a question was answered cannot be decided from words; whether it was taken up can.
    id: "questionWords",
    label: "Words of the email's questions taken up",
    unit: "share",
    more: "take up the questions of the email",
    less: "do not repeat the questions of the email",
    read: ({ plain }, email) => shareRepeated(email.questionWords, plain),
  },
];

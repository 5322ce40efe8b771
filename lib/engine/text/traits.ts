import type { Facts } from "@/lib/engine/text/facts";
import { type Reading, readReply } from "@/lib/engine/text/features/reading";
import { listNames } from "@/lib/engine/text/names";
import { apologyPhrases, empathyPhrases, thanksPhrases } from "@/lib/engine/text/patterns/courtesy";
import {
  countEmoji,
  countListItems,
  countPlaceholders,
  countQuestions,
} from "@/lib/engine/text/patterns/marks";
import { countNextSteps } from "@/lib/engine/text/patterns/next-steps";
import {
  countShortForms,
  formalPhrases,
  informalPhrases,
  readAddress,
} from "@/lib/engine/text/patterns/register";
import { positivePhrases } from "@/lib/engine/text/patterns/stance";
import { countPhrases } from "@/lib/engine/text/phrases";
import { words } from "@/lib/engine/text/tokens";
import type { DiffSegment } from "@/lib/engine/text/word-diff";

/** Signs of warmth: empathy, thanks, positive words, emoji. Apologies are told on their own. */
const warmth = ({ plain, text }: Reading): number =>
  countPhrases(plain, empathyPhrases) +
  countPhrases(plain, thanksPhrases) +
  countPhrases(plain, positivePhrases) +
  countEmoji(text);

/** Signs of formality less signs of ease; the way the reader is addressed counts as one sign. */
const formality = ({ plain, written, language }: Reading): number =>
  countPhrases(plain, formalPhrases) -
  countPhrases(plain, informalPhrases) -
  countShortForms(plain) +
  readAddress(plain, written, language);

function describeTone(before: Reading, after: Reading): string[] {
  const phrases: string[] = [];
  const warmer = warmth(after) - warmth(before);
  if (warmer !== 0) phrases.push(warmer > 0 ? "warmer" : "less warm");
  const moreFormal = formality(after) - formality(before);
  if (moreFormal !== 0) phrases.push(moreFormal > 0 ? "more formal" : "less formal");
  return phrases;
}

function describeGreeting(before: Reading, after: Reading): string[] {
  const old = before.letter.greeting;
  const now = after.letter.greeting;
  if (old === now) return [];
  if (now === "none") return ["removed the greeting"];
  if (now === "by name") return ["added a greeting by name"];
  return [old === "none" ? "added a greeting" : "took the name out of the greeting"];
}

/** Members of one list that the other lacks, each as often as it is lacking. */
function missingFrom(other: readonly string[], list: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const value of other) left.set(value, (left.get(value) ?? 0) + 1);
  return list.filter((value) => {
    const count = left.get(value) ?? 0;
    left.set(value, count - 1);
    return count <= 0;
  });
}

const factNames: readonly { kind: keyof Facts; name: string }[] = [
  { kind: "dates", name: "a date" },
  { kind: "times", name: "a time" },
  { kind: "amounts", name: "an amount of money" },
  { kind: "numbers", name: "a number" },
  { kind: "links", name: "a link" },
  { kind: "contacts", name: "contact data" },
];

function describeFacts(before: Facts, after: Facts): string[] {
  return factNames.flatMap(({ kind, name }) => {
    const lost = missingFrom(after[kind], before[kind]).length;
    const gained = missingFrom(before[kind], after[kind]).length;
    if (lost > 0 && gained > 0) return [`changed ${name}`];
    if (gained > 0) return [`added ${name}`];
    return lost > 0 ? [`removed ${name}`] : [];
  });
}

/** A name is changed where, in one place, a name gave way to another. */
function describeNames(before: Reading, after: Reading, segments: readonly DiffSegment[]): string[] {
  const old = listNames(before);
  const now = listNames(after);
  const isChanged = segments.some(({ kind, text }, i) => {
    const next = segments[i + 1];
    if (kind !== "removed" || next?.kind !== "added") return false;
    return words(text).some((word) => old.has(word)) && words(next.text).some((word) => now.has(word));
  });
  return isChanged ? ["changed a name"] : [];
}

const counted: readonly { name: string; count: (reading: Reading) => number }[] = [
  { name: "an apology", count: ({ plain }) => countPhrases(plain, apologyPhrases) },
  { name: "thanks", count: ({ plain }) => countPhrases(plain, thanksPhrases) },
  { name: "a next step", count: ({ plain }) => countNextSteps(plain) },
  { name: "a list", count: ({ text }) => Number(countListItems(text) > 0) },
  { name: "a question", count: ({ text }) => countQuestions(text) },
  { name: "a placeholder", count: ({ text }) => countPlaceholders(text) },
  { name: "a sign-off", count: ({ letter }) => Number(letter.hasSignOff) },
];

function describeCounts(before: Reading, after: Reading): string[] {
  return counted.flatMap(({ name, count }) => {
    const gain = count(after) - count(before);
    if (gain === 0) return [];
    return [gain > 0 ? `added ${name}` : `removed ${name}`];
  });
}

/**
 * What an edit did to the tone, the facts and the parts of an email, in plain language.
 *
 * Knows English, German, Spanish and French. Tone is a difference of counts: one sign of warmth or
 * formality more is "warmer" or "more formal". "Changed a date" means that a value went and another came;
 * of what both texts have in equal number nothing is said.
 *
 * @param before The old text.
 * @param after The new text.
 * @param segments Their word-level difference, for telling which names changed place.
 * @returns Phrases: tone first, then greeting, facts, names and parts.
 * @example
 * describeTraits("Sorry for the delay.", "It ships on Monday.", []); // => ["added a date", "removed an apology"]
 */
export function describeTraits(before: string, after: string, segments: readonly DiffSegment[]): string[] {
  const old = readReply(before);
  const now = readReply(after);
  return [
    ...describeTone(old, now),
    ...describeGreeting(old, now),
    ...describeFacts(old.facts, now.facts),
    ...describeNames(old, now, segments),
    ...describeCounts(old, now),
  ];
}

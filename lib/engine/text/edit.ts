import { countWords, words } from "@/lib/engine/text/tokens";
import { describeTraits } from "@/lib/engine/text/traits";
import { type DiffSegment, diffWords } from "@/lib/engine/text/word-diff";

export interface EditAnalysis {
  /** Share of the words that changed, 0 (no word) to 1 (every word). */
  ratio: number;
  /** Words of the old text that are gone. */
  removedWords: number;
  /** Words of the new text that were not there. */
  addedWords: number;
  segments: DiffSegment[];
  /** What the edit did, in plain language, the most telling first; empty for equal texts. */
  summary: string[];
}

/** Differences of fewer words than this are not worth calling shorter or longer. */
const NOTABLE_LENGTH_WORDS = 3;

interface WordCounts {
  removed: number;
  added: number;
  /** Words replaced by others in the same place. */
  replaced: number;
  /** Σ over the changes of the larger side: a replaced word counts once, not twice. */
  changed: number;
}

function countChanges(segments: readonly DiffSegment[]): WordCounts {
  const total: WordCounts = { removed: 0, added: 0, replaced: 0, changed: 0 };
  let removed = 0;
  let added = 0;
  const closeChange = () => {
    total.removed += removed;
    total.added += added;
    total.replaced += Math.min(removed, added);
    total.changed += Math.max(removed, added);
    removed = 0;
    added = 0;
  };
  for (const { kind, text } of segments) {
    if (kind === "removed") removed += countWords(text);
    else if (kind === "added") added += countWords(text);
    else closeChange();
  }
  closeChange();
  return total;
}

const inWords = (count: number): string => `${count} ${count === 1 ? "word" : "words"}`;

const sameWords = (before: string, after: string): boolean =>
  words(before).sort().join(" ") === words(after).sort().join(" ");

function describeEdit(
  before: string,
  after: string,
  segments: readonly DiffSegment[],
  { removed, added, replaced, changed }: WordCounts,
): string[] {
  if (before === after) return [];
  const written = countWords(after);
  if (before.trim() === "" && written > 0) return [`wrote ${inWords(written)} from nothing`];
  if (after.trim() === "" && before.trim() !== "") return ["removed everything"];

  const summary: string[] = [];
  const growth = added - removed;
  if (growth <= -NOTABLE_LENGTH_WORDS) summary.push(`shorter by ${inWords(-growth)}`);
  if (growth >= NOTABLE_LENGTH_WORDS) summary.push(`longer by ${inWords(growth)}`);
  summary.push(...describeTraits(before, after, segments));
  if (replaced > 0) summary.push(`reworded ${inWords(replaced)}`);
  if (summary.length > 0) return summary;

  if (changed === 0) return ["changed punctuation or spacing only"];
  if (removed === added && sameWords(before, after)) return [`moved ${inWords(removed)}`];
  if (added > 0) summary.push(`added ${inWords(added)}`);
  if (removed > 0) summary.push(`removed ${inWords(removed)}`);
  return summary;
}

/**
 * What a person changed in a draft.
 *
 * The ratio is Σ max(words removed, words added) over the places that changed, divided by the word
 * count of the longer text and kept at most 1: a replaced word counts once, one that was only removed
 * or only added counts once. Words are compared as written; punctuation and spacing do not count.
 * Where neither text has a word, the ratio is 0 for equal texts and 1 otherwise. For long texts
 * with more than 1,000 edits (see `diffWords`) the ratio is an upper bound.
 *
 * @param before The draft.
 * @param after The text the person sent.
 * @returns Ratio (dimensionless), counts in words, segments for display and a summary. The summary
 *   names tone, facts, greetings, apologies and the like in English, German, Spanish and French, and
 *   length, numbers, lists, links, questions and rewording in any language.
 * @see diffWords
 * @see describeTraits
 * @example
 * analyzeEdit("Hi Ada, see you.", "Dear Ada, see you.").ratio; // => 0.25
 */
export function analyzeEdit(before: string, after: string): EditAnalysis {
  const segments = diffWords(before, after);
  const counts = countChanges(segments);
  const longer = Math.max(countWords(before), countWords(after));
  const changedShare = longer === 0 ? Number(before !== after) : Math.min(1, counts.changed / longer);
  return {
    ratio: changedShare,
    removedWords: counts.removed,
    addedWords: counts.added,
    segments,
    summary: describeEdit(before, after, segments, counts),
  };
}

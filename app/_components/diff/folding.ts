import { countWords } from "@/lib/engine/text/tokens";
import type { DiffSegment } from "@/lib/engine/text/word-diff";

/** A stretch of a diff as shown: as it is, or put away behind a button. */
export type FoldedSegment = DiffSegment | { kind: "folded"; text: string; words: number };

/** Words kept in sight on either side of a change. */
const CONTEXT_WORDS = 12;
/** A stretch is worth a button from this many hidden words on. */
const LEAST_HIDDEN_WORDS = 12;

/** Index behind the `count`-th word, counted by white space so that no word is cut. */
function afterWords(text: string, count: number): number {
  const word = /\S+\s*/g;
  for (let seen = 0; seen < count && word.exec(text) !== null; seen++);
  return word.lastIndex;
}

/** Index at which the last `count` words begin. */
function beforeWords(text: string, count: number): number {
  const starts = [...text.matchAll(/\S+/g)].map(({ index }) => index);
  return starts.at(-count) ?? 0;
}

/**
 * Puts long unchanged stretches of a diff away, keeping 12 words of context beside each change.
 *
 * @param segments Result of `diffWords`.
 * @returns Segments whose texts, joined, are those of the input. A diff without a change is not folded.
 */
export function foldUnchanged(segments: readonly DiffSegment[]): FoldedSegment[] {
  if (segments.every(({ kind }) => kind === "same")) return [...segments];

  return segments.flatMap((segment, index): FoldedSegment[] => {
    if (segment.kind !== "same") return [segment];
    const from = index === 0 ? 0 : afterWords(segment.text, CONTEXT_WORDS);
    const to = index === segments.length - 1 ? segment.text.length : beforeWords(segment.text, CONTEXT_WORDS);
    const hidden = from < to ? segment.text.slice(from, to) : "";
    const words = countWords(hidden);
    if (words < LEAST_HIDDEN_WORDS) return [segment];

    const parts: FoldedSegment[] = [
      { kind: "same", text: segment.text.slice(0, from) },
      { kind: "folded", text: hidden, words },
      { kind: "same", text: segment.text.slice(to) },
    ];
    return parts.filter(({ text }) => text !== "");
  });
}

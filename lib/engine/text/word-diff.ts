import { diffArrays } from "diff";
import { splitTokens } from "@/lib/engine/text/tokens";

export interface DiffSegment {
  kind: "same" | "removed" | "added";
  text: string;
}

/** What is compared (`core`) and the white space after it, which only follows along. */
interface Piece {
  core: string;
  gap: string;
}

/**
 * The most insertions and deletions looked for at each granularity. The work grows with its square,
 * so this number, and not the size of the texts, bounds the time; a clock would make results differ.
 */
const MAX_EDITS = 1500;

/**
 * White space is no piece of its own: there is so much of it that lining it up would win over lining
 * up words. Both texts begin with an empty core that carries their leading white space.
 */
function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [{ core: "", gap: "" }];
  for (const token of splitTokens(text)) {
    const last = pieces.at(-1);
    if (last && token.trim() === "") last.gap += token;
    else pieces.push({ core: token, gap: "" });
  }
  return pieces;
}

function splitLines(text: string): Piece[] {
  return (text.match(/[^\n]*\n|[^\n]+/g) ?? []).map((core) => ({ core, gap: "" }));
}

/** Number of equal pieces at the start, or at the end, of two lists. */
function countCommon(
  before: readonly Piece[],
  after: readonly Piece[],
  limit: number,
  fromEnd: boolean,
): number {
  let count = 0;
  while (count < limit) {
    const at = fromEnd ? -1 - count : count;
    if (before.at(at)?.core !== after.at(at)?.core) break;
    count += 1;
  }
  return count;
}

/** Changes between two lists of cores as runs of a length; null if there are too many. */
function diffCores(
  before: readonly Piece[],
  after: readonly Piece[],
): { kind: DiffSegment["kind"]; count: number }[] | null {
  const shorter = Math.min(before.length, after.length);
  const start = countCommon(before, after, shorter, false);
  const end = countCommon(before, after, shorter - start, true);
  const coresOf = (pieces: readonly Piece[]) =>
    pieces.slice(start, pieces.length - end).map(({ core }) => core);

  const changes = diffArrays(coresOf(before), coresOf(after), { maxEditLength: MAX_EDITS });
  if (!changes) return null;
  return [
    { kind: "same", count: start },
    ...changes.map(({ added, removed, count }) => ({
      kind: added ? ("added" as const) : removed ? ("removed" as const) : ("same" as const),
      count,
    })),
    { kind: "same", count: end },
  ];
}

function diffPieces(before: readonly Piece[], after: readonly Piece[]): DiffSegment[] | null {
  const runs = diffCores(before, after);
  if (!runs) return null;
  const segments: DiffSegment[] = [];
  const put = (kind: DiffSegment["kind"], text: string) => segments.push({ kind, text });
  let i = 0;
  let j = 0;
  for (const { kind, count } of runs) {
    for (let k = 0; k < count; k++) {
      const old = kind === "added" ? undefined : before[i++];
      const now = kind === "removed" ? undefined : after[j++];
      if (old && now) {
        put("same", old.core);
        if (old.gap === now.gap) put("same", old.gap);
        else {
          put("removed", old.gap);
          put("added", now.gap);
        }
      } else if (old) put("removed", old.core + old.gap);
      else if (now) put("added", now.core + now.gap);
    }
  }
  return segments;
}

/** Joins neighbours, puts what was removed first within a change, and leaves common white space out of it. */
function tidy(parts: readonly DiffSegment[]): DiffSegment[] {
  const segments: DiffSegment[] = [];
  let removed = "";
  let added = "";
  const putSame = (text: string) => {
    const last = segments.at(-1);
    if (text === "") return;
    if (last?.kind === "same") last.text += text;
    else segments.push({ kind: "same", text });
  };
  const closeChange = () => {
    const gap = removed.slice(removed.trimEnd().length);
    const isShared = gap !== "" && gap === added.slice(added.trimEnd().length);
    const change: DiffSegment[] = [
      { kind: "removed", text: isShared ? removed.trimEnd() : removed },
      { kind: "added", text: isShared ? added.trimEnd() : added },
    ];
    segments.push(...change.filter(({ text }) => text !== ""));
    if (isShared) putSame(gap);
    removed = "";
    added = "";
  };

  for (const { kind, text } of parts) {
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else if (text !== "") {
      closeChange();
      putSame(text);
    }
  }
  closeChange();
  return segments;
}

/**
 * Word-level difference of two texts, for display and for counting.
 *
 * Words and single punctuation marks are compared as written; white space follows them. Texts that
 * differ by more than 1,500 of these are compared by lines, and texts that differ by more than 1,500
 * lines as one replacement; 200 kB therefore takes well under a second whatever it holds.
 *
 * @param before The old text.
 * @param after The new text.
 * @returns Segments in order. Same + removed spells `before`, same + added spells `after`; within one
 *   change what was removed comes first. No segment is empty and no two neighbours share a kind.
 * @see Myers, "An O(ND) difference algorithm and its variations" (1986)
 * @example
 * diffWords("Hi Ada", "Dear Ada");
 * // => [{ kind: "removed", text: "Hi" }, { kind: "added", text: "Dear" }, { kind: "same", text: " Ada" }]
 */
export function diffWords(before: string, after: string): DiffSegment[] {
  return tidy(
    diffPieces(splitPieces(before), splitPieces(after)) ??
      diffPieces(splitLines(before), splitLines(after)) ?? [
        { kind: "removed", text: before },
        { kind: "added", text: after },
      ],
  );
}

import { alignTokens } from "@/lib/engine/text/alignment";
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

/** Equal texts get equal numbers, so that lining up compares numbers. */
function numberCores(...lists: readonly (readonly Piece[])[]): number[][] {
  const numbers = new Map<string, number>();
  return lists.map((pieces) =>
    pieces.map(({ core }) => {
      const number = numbers.get(core) ?? numbers.size;
      numbers.set(core, number);
      return number;
    }),
  );
}

function diffPieces(before: readonly Piece[], after: readonly Piece[]): DiffSegment[] {
  const [old = [], now = []] = numberCores(before, after);
  const segments: DiffSegment[] = [];
  const put = (kind: DiffSegment["kind"], text: string) => segments.push({ kind, text });
  let i = 0;
  let j = 0;
  const putChanges = (oldEnd: number, nowEnd: number) => {
    for (const { core, gap } of before.slice(i, oldEnd)) put("removed", core + gap);
    for (const { core, gap } of after.slice(j, nowEnd)) put("added", core + gap);
  };
  for (const [oldAt, nowAt] of alignTokens(old, now)) {
    putChanges(oldAt, nowAt);
    const { core = "", gap: oldGap = "" } = before[oldAt] ?? {};
    const { gap: nowGap = "" } = after[nowAt] ?? {};
    put("same", core);
    if (oldGap === nowGap) put("same", oldGap);
    else {
      put("removed", oldGap);
      put("added", nowGap);
    }
    i = oldAt + 1;
    j = nowAt + 1;
  }
  putChanges(before.length, after.length);
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
 * Words, emoji and single punctuation marks are compared as written; white space follows them. The
 * difference is the smallest up to 1,000 edits; beyond, long texts are lined up by what is unmistakable in
 * both (see `alignTokens`) and places too different to compare are one replacement. The work is bounded
 * whatever the texts hold: 200 kB take well under a second.
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
  return tidy(diffPieces(splitPieces(before), splitPieces(after)));
}

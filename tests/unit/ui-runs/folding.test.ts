import { describe, expect, it } from "vitest";
import { foldUnchanged } from "@/app/_components/diff/folding";
import { type DiffSegment, diffWords } from "@/lib/engine/text/word-diff";

/** `w1 w2 … wn ` with a blank after each word. */
const numbered = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `w${from + index} `).join("");

describe("foldUnchanged", () => {
  it("folds the beginning, the middle and the end, and keeps 12 words beside each change", () => {
    const segments: DiffSegment[] = [
      { kind: "same", text: numbered(1, 40) },
      { kind: "removed", text: "old " },
      { kind: "added", text: "new " },
      { kind: "same", text: numbered(1, 50) },
      { kind: "added", text: "more " },
      { kind: "same", text: numbered(1, 30) },
    ];

    expect(foldUnchanged(segments)).toEqual([
      { kind: "folded", text: numbered(1, 28), words: 28 },
      { kind: "same", text: numbered(29, 40) },
      { kind: "removed", text: "old " },
      { kind: "added", text: "new " },
      { kind: "same", text: numbered(1, 12) },
      { kind: "folded", text: numbered(13, 38), words: 26 },
      { kind: "same", text: numbered(39, 50) },
      { kind: "added", text: "more " },
      { kind: "same", text: numbered(1, 12) },
      { kind: "folded", text: numbered(13, 30), words: 18 },
    ]);
  });

  it.each([
    {
      case: "35 words between two changes, of which only 11 would hide",
      segments: [
        { kind: "added", text: "a " },
        { kind: "same", text: numbered(1, 35) },
        { kind: "added", text: "b " },
      ],
    },
    { case: "texts without a change, however long", segments: [{ kind: "same", text: numbered(1, 500) }] },
    { case: "a full replacement", segments: [{ kind: "removed", text: numbered(1, 100) }] },
    { case: "no segment", segments: [] },
  ] satisfies { case: string; segments: DiffSegment[] }[])("leaves $case as it is", ({ segments }) => {
    expect(foldUnchanged(segments)).toEqual(segments);
  });

  it("loses no character", () => {
    const before = `${numbered(1, 90)}\n\n  keep — this.\n${numbered(200, 260)}`;
    const after = `Start. ${numbered(1, 60)}${numbered(63, 90)}\n\n  keep — this!\n${numbered(200, 260)}`;
    const segments = diffWords(before, after);
    const folded = foldUnchanged(segments);

    expect(folded.map(({ text }) => text).join("")).toBe(segments.map(({ text }) => text).join(""));
    expect(folded.some(({ kind }) => kind === "folded")).toBe(true);
  });
});

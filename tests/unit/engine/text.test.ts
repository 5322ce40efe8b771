import { describe, expect, it } from "vitest";
import { hashToUnit } from "@/lib/engine/random";
import { analyzeEdit } from "@/lib/engine/text/edit";
import { levenshtein } from "@/lib/engine/text/levenshtein";
import { countWords, splitTokens, words } from "@/lib/engine/text/tokens";
import { diffWords } from "@/lib/engine/text/word-diff";

describe("words", () => {
  it.each([
    { text: "Don't pay 3.50 – it's free!", expected: ["Don't", "pay", "3.50", "it's", "free"] },
    { text: "Reply.Now,please", expected: ["Reply", "Now", "please"] },
    { text: "well-known -- dash", expected: ["well-known", "dash"] },
    { text: "Привет, naïve Zoë", expected: ["Привет", "naïve", "Zoë"] },
    { text: "e\u0301tude", expected: ["e\u0301tude"] },
    { text: "नमस्ते दुनिया", expected: ["नमस्ते", "दुनिया"] },
    { text: "東京タワー", expected: ["東", "京", "タ", "ワ", "ー"] },
    { text: "👍 …", expected: [] },
    { text: "", expected: [] },
  ])("of $text", ({ text, expected }) => {
    expect(words(text)).toEqual(expected);
    expect(countWords(text)).toBe(expected.length);
    expect(splitTokens(text).join("")).toBe(text);
  });
});

describe("diffWords", () => {
  it.each([
    { case: "equal texts", before: "a b", after: "a b", expected: [["same", "a b"]] },
    { case: "two empty texts", before: "", after: "", expected: [] },
    {
      case: "one word replaced",
      before: "Hi Ada",
      after: "Dear Ada",
      expected: [
        ["removed", "Hi"],
        ["added", "Dear"],
        ["same", " Ada"],
      ],
    },
    {
      case: "two neighbours replaced, as one change",
      before: "please call me today",
      after: "please write us today",
      expected: [
        ["same", "please "],
        ["removed", "call me"],
        ["added", "write us"],
        ["same", " today"],
      ],
    },
    { case: "everything new", before: "", after: "x", expected: [["added", "x"]] },
    {
      case: "a line break added",
      before: "a b",
      after: "a\nb",
      expected: [
        ["same", "a"],
        ["removed", " "],
        ["added", "\n"],
        ["same", "b"],
      ],
    },
  ])("of $case", ({ before, after, expected }) => {
    expect(diffWords(before, after).map(({ kind, text }) => [kind, text])).toEqual(expected);
  });

  it("spells both texts, with no empty segment and no two alike in a row", () => {
    const vocabulary = ["a", "bb", " ", " ", "\n", ",", "é", "東", "👍", "c-d"];
    const textOf = (trial: number, side: string) =>
      Array.from({ length: 30 }, (_, i) => vocabulary[Math.floor(hashToUnit(trial, side, i) * 10)]).join("");
    for (let trial = 0; trial < 300; trial++) {
      const before = textOf(trial, "before");
      const after = textOf(trial, "after");
      const segments = diffWords(before, after);
      const spell = (without: string) =>
        segments
          .filter(({ kind }) => kind !== without)
          .map(({ text }) => text)
          .join("");
      expect(spell("added")).toBe(before);
      expect(spell("removed")).toBe(after);
      expect(segments.every(({ text }) => text !== "")).toBe(true);
      expect(segments.some(({ kind }, i) => kind === segments[i + 1]?.kind)).toBe(false);
    }
  });
});

describe("analyzeEdit", () => {
  it.each([
    { case: "no change", before: "a b c d", after: "a b c d", ratio: 0, removed: 0, added: 0 },
    {
      case: "one of four words replaced",
      before: "a b c d",
      after: "a b c x",
      ratio: 0.25,
      removed: 1,
      added: 1,
    },
    { case: "half removed", before: "a b c d", after: "a b", ratio: 0.5, removed: 2, added: 0 },
    { case: "doubled", before: "a b", after: "a b c d", ratio: 0.5, removed: 0, added: 2 },
    { case: "everything replaced", before: "a b", after: "x y", ratio: 1, removed: 2, added: 2 },
    {
      case: "moved to the other end, kept at most 1",
      before: "a b c",
      after: "c x y",
      ratio: 1,
      removed: 2,
      added: 2,
    },
    { case: "punctuation only", before: "a b.", after: "a, b!", ratio: 0, removed: 0, added: 0 },
    { case: "from nothing", before: "", after: "a b", ratio: 1, removed: 0, added: 2 },
    { case: "to nothing", before: "a b", after: "", ratio: 1, removed: 2, added: 0 },
    { case: "both empty", before: "", after: "", ratio: 0, removed: 0, added: 0 },
    { case: "symbols without words", before: "👍", after: "👎", ratio: 1, removed: 0, added: 0 },
  ])("measures $case", ({ before, after, ratio, removed, added }) => {
    const edit = analyzeEdit(before, after);
    expect(edit.ratio).toBeCloseTo(ratio, 12);
    expect([edit.removedWords, edit.addedWords]).toEqual([removed, added]);
    expect(analyzeEdit(after, before).ratio).toBeCloseTo(ratio, 12);
  });

  it.each([
    { case: "no change", before: "Hi", after: "Hi", expected: [] },
    {
      case: "a date instead of an apology",
      before: "Sorry for the delay.",
      after: "It ships on 3 March.",
      expected: ["added a date", "removed an apology", "reworded 4 words"],
    },
    {
      case: "a greeting by name",
      before: "Hello,\nyour parcel left.",
      after: "Hello Maria,\nyour parcel left.",
      expected: ["added a greeting by name"],
    },
    {
      case: "a greeting and a next step",
      before: "Your parcel left.",
      after: "Hi,\nYour parcel left. Please reply if it is broken.",
      expected: ["longer by 7 words", "added a greeting", "added a next step"],
    },
    {
      case: "another date",
      before: "It arrives on Monday.",
      after: "It arrives on Tuesday.",
      expected: ["changed a date", "reworded 1 word"],
    },
    {
      case: "shortening",
      before: "one two three four five",
      after: "one five",
      expected: ["shorter by 3 words"],
    },
    { case: "one word", before: "It left", after: "It just left", expected: ["added 1 word"] },
    { case: "a word less", before: "It just left", after: "It left", expected: ["removed 1 word"] },
    {
      case: "punctuation",
      before: "It left",
      after: "It left!",
      expected: ["changed punctuation or spacing only"],
    },
    { case: "writing from nothing", before: "", after: "Dear Ada", expected: ["wrote 2 words from nothing"] },
    { case: "removing all", before: "Dear Ada", after: " ", expected: ["removed everything"] },
    {
      case: "another language",
      before: "Guten Tag Frau Kaya",
      after: "Guten Morgen Frau Kaya",
      expected: ["reworded 1 word"],
    },
    {
      case: "the verb may, which is no month",
      before: "You know",
      after: "You may know",
      expected: ["added 1 word"],
    },
  ])("tells $case", ({ before, after, expected }) => {
    expect(analyzeEdit(before, after).summary).toEqual(expected);
  });

  const noise = (side: string, pieces: number) =>
    Array.from({ length: pieces }, (_, i) => `w${Math.floor(hashToUnit(side, i) * 5000)}`);
  it.each([
    { case: "unrelated words", before: noise("a", 33_000).join(" "), after: noise("b", 33_000).join(" ") },
    { case: "unrelated lines", before: noise("a", 33_000).join("\n"), after: noise("b", 33_000).join("\n") },
    { case: "no blanks", before: "a".repeat(200_000), after: "?".repeat(200_000) },
    { case: "symbols", before: "- ".repeat(100_000), after: " \n".repeat(100_000) },
  ])("takes 200 kB of $case within bounds", ({ before, after }) => {
    const startedAt = performance.now();
    const edit = analyzeEdit(before, after);
    // Takes about 0.3 s on an idle machine; the bound leaves room for a busy machine and still catches a quadratic slip.
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(edit.ratio).toBeGreaterThan(0.9);
  });

  it("finds what stayed between parts too different to compare", () => {
    const kept = noise("kept", 300).join("\n");
    const before = `${noise("a", 4000).join(" ")}\n${kept}\n${noise("c", 4000).join(" ")}`;
    const after = `${noise("b", 4000).join(" ")}\n${kept}\n${noise("d", 4000).join(" ")}`;
    const same = analyzeEdit(before, after).segments.filter(({ kind }) => kind === "same");
    expect(same.map(({ text }) => text.trim())).toContain(kept);
  });
});

describe("levenshtein", () => {
  it("counts code points, not UTF-16 units", () => {
    expect(levenshtein("👍", "👎")).toEqual({ distance: 1, similarity: 0 });
    expect(levenshtein("", "")).toEqual({ distance: 0, similarity: 1 });
  });
});

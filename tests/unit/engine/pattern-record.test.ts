import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergePatterns, normalizeInstruction } from "@/lib/engine/rewriting/pattern-merging";
import {
  assertPatterns,
  overallMeanReward,
  type Pattern,
  updatePattern,
} from "@/lib/engine/rewriting/pattern-record";

const base: Pattern = {
  id: "p1",
  situation: "late parcel",
  instruction: "Name the new date.",
  evidence: ["f1"],
  meanReward: null,
  uses: 0,
  enabled: true,
  embedding: null,
};
const pattern = (changes: Partial<Pattern>): Pattern => ({ ...base, ...changes });

describe("updatePattern", () => {
  it.each([
    { case: "a first use", before: {}, reward: 0.4, meanReward: 0.4, uses: 1 },
    { case: "a third use", before: { meanReward: 0.5, uses: 2 }, reward: 0.8, meanReward: 0.6, uses: 3 },
    { case: "a reward of 0", before: { meanReward: 1, uses: 1 }, reward: 0, meanReward: 0.5, uses: 2 },
    {
      case: "nothing measured",
      before: { meanReward: 0.5, uses: 2 },
      reward: null,
      meanReward: 0.5,
      uses: 2,
    },
    { case: "nothing measured ever", before: {}, reward: null, meanReward: null, uses: 0 },
  ])("counts $case", ({ before, reward, meanReward, uses }) => {
    const after = updatePattern(pattern(before), { reward, evidence: [] });
    expect(after.uses).toBe(uses);
    if (meanReward === null) expect(after.meanReward).toBeNull();
    else expect(after.meanReward).toBeCloseTo(meanReward, 12);
  });

  it("adds evidence once", () => {
    expect(updatePattern(base, { reward: null, evidence: ["f2", "f1", "f2"] }).evidence).toEqual([
      "f1",
      "f2",
    ]);
  });

  it("does not drift in 300,000 uses", () => {
    const rewards = [0.1, 0.7, 0.3];
    let current: Pattern = base;
    for (let use = 0; use < 300_000; use++) {
      current = updatePattern(current, { reward: rewards[use % 3] ?? null, evidence: [] });
    }
    expect(Math.abs((current.meanReward ?? 0) - 1.1 / 3)).toBeLessThan(1e-13);
  });

  it("is the mean of all rewards, in any order", () => {
    const reward = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(reward, { minLength: 1, maxLength: 30 }), (rewards) => {
        const meanAfter = (list: number[]) =>
          list.reduce<Pattern>(
            (current, each) => updatePattern(current, { reward: each, evidence: [] }),
            base,
          ).meanReward;
        const expected = rewards.reduce((sum, each) => sum + each, 0) / rewards.length;
        expect(meanAfter(rewards)).toBeCloseTo(expected, 12);
        expect(meanAfter([...rewards].reverse())).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe("overallMeanReward", () => {
  it.each([
    { case: "no patterns", patterns: [], expected: null },
    { case: "patterns never used", patterns: [base], expected: null },
    {
      // (1 · 1 + 3 · 0.2) / 4
      case: "patterns weighed by their uses",
      patterns: [
        pattern({ id: "a", meanReward: 1, uses: 1 }),
        pattern({ id: "b", meanReward: 0.2, uses: 3 }),
        pattern({ id: "c" }),
      ],
      expected: 0.4,
    },
  ])("is $expected for $case", ({ patterns, expected }) => {
    const mean = overallMeanReward(patterns);
    if (expected === null) expect(mean).toBeNull();
    else expect(mean).toBeCloseTo(expected, 12);
  });
});

describe("normalizeInstruction", () => {
  it.each([
    { case: "case and end", a: "Name the DATE.", b: "name the date" },
    { case: "blanks and lines", a: " name\n the\u00a0 date ", b: "name the date" },
    { case: "compatibility forms", a: "ｎａｍｅ the ﬁrst date", b: "name the first date" },
    { case: "curly quotes", a: "don’t say “soon”", b: 'don\'t say "soon"' },
    { case: "a soft hyphen and a zero-width space", a: "na\u00adme the\u200b date", b: "name the date" },
    { case: "an ellipsis", a: "name the date …", b: "name the date" },
    { case: "a full stop in Chinese", a: "写日期。", b: "写日期" },
  ])("ignores $case", ({ a, b }) => {
    expect(normalizeInstruction(a)).toBe(b);
  });

  it.each([
    { case: "a negation", a: "apologise", b: "do not apologise" },
    { case: "a variable", a: "greet {{name}}", b: "greet name" },
    { case: "a question mark", a: "ask why?", b: "ask why" },
  ])("keeps $case", ({ a, b }) => {
    expect(normalizeInstruction(a)).not.toBe(normalizeInstruction(b));
  });
});

describe("mergePatterns", () => {
  const embedding = { model: "m", vector: [1, 0] };
  it.each<{ case: string; patterns: Pattern[]; kept: Partial<Pattern>[]; mergedIds: string[][] }>([
    { case: "nothing", patterns: [], kept: [], mergedIds: [] },
    {
      case: "leaves different instructions alone, by id",
      patterns: [pattern({ id: "b", instruction: "Be brief." }), pattern({ id: "a", embedding })],
      kept: [{ id: "a", embedding }, { id: "b" }],
      mergedIds: [[], []],
    },
    {
      case: "adds uses, weighs means, unites evidence",
      patterns: [
        pattern({
          id: "b",
          meanReward: 0.2,
          uses: 3,
          evidence: ["f2", "f1"],
          instruction: "name the new date",
        }),
        pattern({ id: "a", meanReward: 1, uses: 1, evidence: ["f1", "f3"], embedding }),
      ],
      kept: [
        {
          id: "a",
          instruction: "Name the new date.",
          meanReward: 0.4,
          uses: 4,
          evidence: ["f1", "f3", "f2"],
          embedding,
        },
      ],
      mergedIds: [["b"]],
    },
    {
      case: "never used, either of them",
      patterns: [pattern({ id: "a" }), pattern({ id: "b" })],
      kept: [{ id: "a", meanReward: null, uses: 0 }],
      mergedIds: [["b"]],
    },
    {
      case: "lists different situations and drops the vector of one of them",
      patterns: [
        pattern({ id: "a", embedding }),
        pattern({ id: "b", situation: "broken parcel", embedding }),
        pattern({ id: "c" }),
      ],
      kept: [{ id: "a", situation: "late parcel\nbroken parcel", embedding: null }],
      mergedIds: [["b", "c"]],
    },
    {
      case: "keeps off what a person switched off",
      patterns: [pattern({ id: "a" }), pattern({ id: "b", enabled: false })],
      kept: [{ id: "a", enabled: false }],
      mergedIds: [["b"]],
    },
  ])("$case", ({ patterns, kept, mergedIds }) => {
    const merged = mergePatterns(patterns);
    expect(merged.map((entry) => entry.mergedIds)).toEqual(mergedIds);
    expect(merged.map((entry) => entry.pattern)).toMatchObject(kept);
  });

  const drawn = fc.array(
    fc.record({
      instruction: fc.constantFrom("Be brief.", "be  brief", "Name the date", "NAME THE DATE!"),
      situation: fc.constantFrom("late", "broken", "late\nbroken"),
      uses: fc.integer({ min: 0, max: 9 }),
      sixteenths: fc.integer({ min: 0, max: 16 }),
      enabled: fc.boolean(),
    }),
    { maxLength: 10 },
  );

  it("does not depend on the order, loses no use, and has nothing left to do the second time", () => {
    fc.assert(
      fc.property(drawn, (rows) => {
        const patterns = rows.map(({ sixteenths, uses, ...rest }, i) =>
          pattern({
            ...rest,
            id: `p${i}`,
            uses,
            meanReward: uses === 0 ? null : sixteenths / 16,
            evidence: [`f${i}`],
          }),
        );
        const merged = mergePatterns(patterns);
        expect(mergePatterns([...patterns].reverse())).toEqual(merged);
        const once = merged.map((entry) => entry.pattern);
        expect(mergePatterns(once).map((entry) => entry.pattern)).toEqual(once);
        const uses = (list: Pattern[]) => list.reduce((sum, each) => sum + each.uses, 0);
        expect(uses(once)).toBe(uses(patterns));
        expect(once.flatMap((each) => each.evidence).sort()).toEqual(
          patterns.flatMap((each) => each.evidence).sort(),
        );
      }),
    );
  });
});

describe("bad input", () => {
  it.each([
    { case: "no id", patterns: [pattern({ id: "" })], message: "id" },
    { case: "an id twice", patterns: [base, base], message: "p1 is there twice" },
    { case: "half a use", patterns: [pattern({ uses: 0.5, meanReward: 0.5 })], message: "uses of p1" },
    { case: "negative uses", patterns: [pattern({ uses: -1, meanReward: 0.5 })], message: "uses of p1" },
    { case: "a mean without uses", patterns: [pattern({ meanReward: 0.5 })], message: "meanReward of p1" },
    { case: "uses without a mean", patterns: [pattern({ uses: 2 })], message: "meanReward of p1" },
    { case: "a mean above 1", patterns: [pattern({ uses: 2, meanReward: 2 })], message: "meanReward of p1" },
    {
      case: "a NaN mean",
      patterns: [pattern({ uses: 2, meanReward: Number.NaN })],
      message: "meanReward of p1",
    },
  ])("$case is refused", ({ patterns, message }) => {
    for (const call of [assertPatterns, overallMeanReward, mergePatterns]) {
      expect(() => call(patterns)).toThrow(RangeError);
      expect(() => call(patterns)).toThrow(message);
    }
  });

  it.each([{ reward: -0.1 }, { reward: 1.1 }, { reward: Number.NaN }, { reward: Number.POSITIVE_INFINITY }])(
    "a reward of $reward is refused",
    ({ reward }) => {
      expect(() => updatePattern(base, { reward, evidence: [] })).toThrow(/reward must lie/);
    },
  );
});

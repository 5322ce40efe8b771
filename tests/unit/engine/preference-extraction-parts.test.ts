import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupByChange } from "@/lib/engine/preference/grouping";
import { median, quantile } from "@/lib/engine/preference/quantiles";
import { rankCorrelation } from "@/lib/engine/preference/rank-correlation";
import {
  conflictStatement,
  preferenceStatement,
  readable,
  sizePhrase,
  targetPhrase,
} from "@/lib/engine/preference/statement";
import type { ReplyFeature } from "@/lib/engine/text/features";

describe("quantile", () => {
  it.each([
    { case: "one value", values: [7], share: 0.9, expected: 7 },
    { case: "the lowest", values: [3, 1, 2], share: 0, expected: 1 },
    { case: "the highest", values: [3, 1, 2], share: 1, expected: 3 },
    { case: "between two values", values: [10, 20], share: 0.25, expected: 12.5 },
    { case: "numbers, not their decimal names", values: [100, 9, 20], share: 0, expected: 9 },
    { case: "no values", values: [], share: 0.5, expected: null },
  ])("is $expected for $case", ({ values, share, expected }) => {
    expect(quantile(values, share)).toBe(expected);
  });

  it("takes the mean of the two in the middle", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it.each([
    { case: "a NaN", values: [Number.NaN], share: 0.5, message: "values must be finite" },
    { case: "a share above 1", values: [1], share: 1.1, message: "share must lie from 0 to 1" },
  ])("refuses $case", ({ values, share, message }) => {
    expect(() => quantile(values, share)).toThrow(message);
  });
});

describe("rankCorrelation", () => {
  it.each([
    { case: "the same order", x: [1, 5, 9, 100], y: [2, 3, 4, 5], expected: 1 },
    { case: "the opposite order", x: [1, 2, 3], y: [9, 8, 7], expected: -1 },
    // 1 − 6 · (0 + 1 + 1) / (3 · 8)
    { case: "one swap of three", x: [1, 2, 3], y: [1, 3, 2], expected: 0.5 },
    // Ranks 1.5, 1.5, 3 against 1, 2, 3: 1.5 / √(1.5 · 2)
    { case: "a tie", x: [4, 4, 5], y: [1, 2, 3], expected: 1.5 / Math.sqrt(3) },
    {
      case: "ties in the last bit only",
      x: [0.3 - 0.1, 0.4 - 0.2, 0.5],
      y: [1, 2, 3],
      expected: 1.5 / Math.sqrt(3),
    },
    { case: "two pairs", x: [1, 2], y: [1, 2], expected: null },
    { case: "a side that does not vary", x: [1, 1, 1], y: [1, 2, 3], expected: null },
  ])("is $expected for $case", ({ x, y, expected }) => {
    const found = rankCorrelation(x, y);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 12);
  });

  it.each([
    { case: "unequal lengths", x: [1, 2, 3], y: [1], message: "x and y must be equally many, got 3 and 1" },
    { case: "an infinity", x: [1, 2, 3], y: [1, Infinity, 2], message: "y must be finite" },
  ])("refuses $case", ({ x, y, message }) => {
    expect(() => rankCorrelation(x, y)).toThrow(message);
  });

  it("sees ranks alone, and both sides alike", () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 12 }), (pairs) => {
        const [x, y] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
        const found = rankCorrelation(x, y);
        expect(rankCorrelation(y, x)).toBe(found);
        expect(
          rankCorrelation(
            x.map((a) => a ** 3 + 7),
            y,
          ),
        ).toBe(found);
      }),
    );
  });
});

describe("groupByChange", () => {
  const groups = (...lists: number[][]) =>
    groupByChange(lists, (list) => list).map(({ leader, members }) => [
      lists.indexOf(leader),
      members.length,
    ]);

  it.each([
    {
      case: "the same order",
      lists: [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
      ],
      expected: [[0, 1]],
    },
    {
      case: "the opposite order",
      lists: [
        [1, 2, 3, 4],
        [8, 7, 6, 5],
      ],
      expected: [[0, 1]],
    },
    {
      case: "unrelated orders",
      lists: [
        [1, 2, 3, 4],
        [2, 4, 1, 3],
      ],
      expected: [
        [0, 0],
        [1, 0],
      ],
    },
    {
      case: "a change that never varies",
      lists: [
        [1, 2, 3, 4],
        [1, 1, 1, 1],
      ],
      expected: [
        [0, 0],
        [1, 0],
      ],
    },
    // The third follows the second, not the first, and joins it although the first came earlier.
    {
      case: "two groups",
      lists: [
        [1, 2, 3, 4],
        [2, 4, 1, 3],
        [20, 40, 10, 30],
      ],
      expected: [
        [0, 0],
        [1, 1],
      ],
    },
  ])("$case", ({ lists, expected }) => {
    expect(groups(...lists)).toEqual(expected);
  });
});

describe("words for numbers", () => {
  it.each([
    { value: 42.4, expected: "42" },
    { value: 1234.5, expected: "1235" },
    { value: 9.99, expected: "10" },
    { value: 0.3 - 0.1, expected: "0.2" },
    { value: 0, expected: "0" },
  ])("$value reads $expected", ({ value, expected }) => {
    expect(readable(value)).toBe(expected);
  });

  it.each([
    { size: 42, unit: "words", expected: "42 words" },
    { size: 1, unit: "words", expected: "1 word" },
    { size: 2, unit: "count", expected: "2" },
    { size: 0.125, unit: "share", expected: "13 percentage points" },
    { size: 1.5, unit: "per 100 words", expected: "1.5 per 100 words" },
    { size: 1, unit: "yes or no", expected: null },
  ] as const)("a difference of $size $unit reads $expected", ({ size, unit, expected }) => {
    expect(sizePhrase(size, unit)).toBe(expected);
  });

  it.each([
    { low: 60.2, high: 90, unit: "words", expected: "60 to 90" },
    { low: 3, high: 3, unit: "sentences", expected: "3" },
    { low: 0.05, high: 0.1, unit: "share", expected: "5 to 10 %" },
    { low: 1, high: 2.5, unit: "per 100 words", expected: "1 to 2.5 per 100 words" },
  ] as const)("a target from $low to $high in $unit reads $expected", ({ low, high, unit, expected }) => {
    expect(targetPhrase({ low, high, emails: 8 }, unit)).toBe(expected);
  });
});

describe("sentences", () => {
  const dates: ReplyFeature = {
    id: "dates",
    label: "Dates",
    unit: "count",
    more: "name a date",
    less: "do not name a date",
  };

  it("name every source that decided a vote", () => {
    expect(
      preferenceStatement({
        feature: dates,
        direction: "more",
        votesFor: 9,
        votes: 11,
        decidedBy: ["edit", "choice", "verdict"],
        medianChange: 1,
        target: { low: 1, high: 2, emails: 9 },
      }),
    ).toBe(
      "People prefer replies that name a date: 9 of 11 edits, choices and verdicts point that way, by a median of 1. Dates in what they sent: about 1 to 2.",
    );
  });

  it("agree with the number of people on each side of a conflict", () => {
    const camp = (reviewer: string) => ({ reviewer, votesFor: 4, votes: 5 });
    expect(conflictStatement(dates, { less: [camp("ann"), camp("cat")], more: [camp("bob")] })).toBe(
      "Reviewers disagree: ann (4 of 5) and cat (4 of 5) prefer replies that do not name a date, bob (4 of 5) replies that name a date.",
    );
  });
});

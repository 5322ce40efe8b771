import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseMerge } from "@/lib/engine/search/merging";
import { paretoFront } from "@/lib/engine/search/pareto-front";
import type { ScoreMatrix } from "@/lib/engine/search/score-matrix";

type Scores = (number | null)[][];

/** Candidates a, b, c, … and cases 1, 2, 3, … */
const matrixOf = (scores: Scores): ScoreMatrix => ({
  candidateIds: scores.map((_, i) => String.fromCharCode(97 + i)),
  caseKeys: (scores[0] ?? []).map((_, i) => String(i + 1)),
  scores,
});

const permuted = <T>(items: readonly T[], order: readonly number[]): T[] =>
  order.flatMap((i) => items.slice(i, i + 1));
const withCasesIn = (
  { candidateIds, caseKeys, scores }: ScoreMatrix,
  order: readonly number[],
): ScoreMatrix => ({
  candidateIds,
  caseKeys: permuted(caseKeys, order),
  // Null is a score that is missing, not a place that is.
  scores: scores.map((row) => order.map((i) => row[i] ?? null)),
});
const withCandidatesIn = (
  { candidateIds, caseKeys, scores }: ScoreMatrix,
  order: readonly number[],
): ScoreMatrix => ({
  candidateIds: permuted(candidateIds, order),
  caseKeys,
  scores: permuted(scores, order),
});

/** Scores in tenths, so that ties are frequent, with an order of candidates and one of cases. */
const anyMatrix = fc
  .record({ candidates: fc.integer({ min: 1, max: 5 }), cases: fc.integer({ min: 1, max: 6 }) })
  .chain(({ candidates, cases }) => {
    const score = fc.option(
      fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      { freq: 8 },
    );
    const row = fc.array(score, { minLength: cases, maxLength: cases });
    const orderOf = (n: number) => fc.shuffledSubarray([...Array(n).keys()], { minLength: n });
    return fc.record({
      matrix: fc.array(row, { minLength: candidates, maxLength: candidates }).map(matrixOf),
      candidateOrder: orderOf(candidates),
      caseOrder: orderOf(cases),
    });
  });

const shifted = (matrix: ScoreMatrix, by: number): ScoreMatrix => ({
  ...matrix,
  scores: matrix.scores.map((row) => row.map((score) => (score === null ? null : score + by))),
});

describe("paretoFront", () => {
  it.each([
    {
      case: "each is best somewhere",
      scores: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      front: ["a", "b"],
      dominated: [],
    },
    {
      case: "one is nowhere worse and once better",
      scores: [
        [0.5, 0.5],
        [0.5, 0.6],
      ],
      front: ["b"],
      dominated: [{ candidateId: "a", by: ["b"] }],
    },
    {
      case: "equal rows",
      scores: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      front: ["a", "b"],
      dominated: [],
    },
    {
      case: "decimals equal but for their last bit",
      scores: [[0.1 + 0.2], [0.3]],
      front: ["a", "b"],
      dominated: [],
    },
    {
      case: "second everywhere, dominated by nobody alone",
      scores: [
        [0.9, 0.1],
        [0.1, 0.9],
        [0.8, 0.8],
      ],
      front: ["a", "b", "c"],
      dominated: [],
    },
    {
      case: "dominated by several",
      scores: [
        [0.3, 0.4],
        [0.4, 0.3],
        [0.2, 0.2],
      ],
      front: ["a", "b"],
      dominated: [{ candidateId: "c", by: ["a", "b"] }],
    },
    {
      case: "a missing answer counts below 0",
      scores: [
        [0, 0.5],
        [null, 0.5],
      ],
      front: ["a"],
      dominated: [{ candidateId: "b", by: ["a"] }],
    },
    {
      case: "a missing answer does not outweigh a lead",
      scores: [
        [0, 0.5],
        [null, 0.6],
      ],
      front: ["a", "b"],
      dominated: [],
    },
    { case: "nobody answered", scores: [[null], [null]], front: ["a", "b"], dominated: [] },
  ])("$case", ({ scores, front, dominated }) => {
    expect(paretoFront(matrixOf(scores))).toMatchObject({ front, dominated });
  });

  it("tells the best of each case with ties, and how much each candidate covers", () => {
    const { cases, coverage } = paretoFront(
      matrixOf([
        [0.9, 0.5, null, null],
        [0.2, 0.5, 0.1, null],
        [0.3, 0.4, null, null],
      ]),
    );
    expect(cases).toEqual([
      { caseKey: "1", score: 0.9, candidateIds: ["a"] },
      { caseKey: "2", score: 0.5, candidateIds: ["a", "b"] },
      { caseKey: "3", score: 0.1, candidateIds: ["b"] },
      { caseKey: "4", score: null, candidateIds: [] },
    ]);
    expect(coverage).toEqual([
      { candidateId: "a", answered: 2, best: 2, aloneBest: 1, bestShare: 2 / 3 },
      { candidateId: "b", answered: 3, best: 2, aloneBest: 1, bestShare: 2 / 3 },
      { candidateId: "c", answered: 2, best: 0, aloneBest: 0, bestShare: 0 },
    ]);
  });

  it("has no share of no answers, and nobody of nobody", () => {
    expect(paretoFront(matrixOf([[null]])).coverage).toMatchObject([
      { answered: 0, best: 0, bestShare: null },
    ]);
    expect(paretoFront({ candidateIds: [], caseKeys: [], scores: [] })).toEqual({
      front: [],
      dominated: [],
      cases: [],
      coverage: [],
    });
  });

  it("does not depend on the order of cases or candidates, nor on a constant added to all scores", () => {
    fc.assert(
      fc.property(anyMatrix, ({ matrix, candidateOrder, caseOrder }) => {
        const { front, dominated } = paretoFront(matrix);
        expect(paretoFront(withCasesIn(matrix, caseOrder))).toMatchObject({ front, dominated });
        expect(paretoFront(shifted(matrix, 0.7))).toMatchObject({ front, dominated });
        expect(paretoFront(withCandidatesIn(matrix, candidateOrder)).front.sort()).toEqual([...front].sort());
        // Everybody is on the front or behind somebody who is.
        expect(front.length + dominated.length).toBe(matrix.candidateIds.length);
        expect(dominated.filter(({ by }) => by.length === 0)).toEqual([]);
      }),
    );
  });
});

describe("chooseMerge", () => {
  it("takes the pair that covers most, with what each wins and the gain", () => {
    const choice = chooseMerge(
      matrixOf([
        [1, 0, 0.5, 0.2],
        [0, 1, 0.5, 0.4],
        [0.7, 0.7, 0.7, 0.1],
      ]),
      0.05,
    );
    // a and b: (1 + 1 + 0.5 + 0.4) / 4 = 0.725; a and c: 0.65; b and c: 0.7. b alone has 0.475.
    expect(choice).toEqual({
      reason: null,
      pair: {
        candidateIds: ["a", "b"],
        cases: 4,
        ceiling: 0.725,
        betterMean: 0.475,
        gain: 0.25,
        firstWins: ["1"],
        secondWins: ["2", "4"],
        ties: ["3"],
      },
    });
  });

  it("counts only cases that everybody answered", () => {
    const choice = chooseMerge(
      matrixOf([
        [1, 0, 1],
        [0, 1, null],
        [0.1, 0.1, 0],
      ]),
      0.05,
    );
    expect(choice.pair).toMatchObject({ candidateIds: ["a", "b"], cases: 2, ceiling: 1, betterMean: 0.5 });
  });

  it.each([
    {
      case: "the greater gain of equal ceilings",
      scores: [
        [0.8, 0.8],
        [0.8, 0.6],
        [0.6, 0.8],
      ],
      minGain: 0.01,
      pair: ["b", "c"],
    },
    {
      case: "the first of equal pairs",
      scores: [
        [1, 0],
        [0, 1],
        [1, 0],
        [0, 1],
      ],
      minGain: 0.01,
      pair: ["a", "b"],
    },
    {
      case: "a gain that is the margin exactly",
      scores: [
        [0.5, 0.2],
        [0.2, 0.5],
      ],
      minGain: 0.15,
      pair: ["a", "b"],
    },
    {
      case: "0.3 of 0.3 in decimals",
      scores: [
        [0.6, 0],
        [0, 0.6],
      ],
      minGain: 0.1 + 0.2,
      pair: ["a", "b"],
    },
  ])("takes $case", ({ scores, minGain, pair }) => {
    expect(chooseMerge(matrixOf(scores), minGain).pair?.candidateIds).toEqual(pair);
  });

  it.each([
    {
      case: "a gain just under the margin",
      scores: [
        [0.5, 0.2],
        [0.2, 0.5],
      ],
      minGain: 0.151,
      gain: 0.15,
    },
    {
      case: "one that is nowhere worse",
      scores: [
        [0.9, 0.9],
        [0.1, 0.9],
      ],
      minGain: 0,
      gain: 0,
    },
    { case: "twins", scores: [[0.4], [0.4]], minGain: 0, gain: 0 },
  ])("takes no pair for $case", ({ scores, minGain, gain }) => {
    expect(chooseMerge(matrixOf(scores), minGain)).toMatchObject({
      pair: null,
      reason: "not_complementary",
      best: { gain },
    });
  });

  it.each([
    { case: "one candidate", scores: [[0.5]] },
    { case: "no candidate", scores: [] },
    {
      case: "no case in common",
      scores: [
        [0.5, null],
        [null, 0.5],
      ],
    },
  ])("lacks data for $case", ({ scores }) => {
    expect(chooseMerge(matrixOf(scores), 0)).toEqual({ pair: null, reason: "insufficient_data" });
  });

  it("does not depend on the order of cases, nor its gain on the order of candidates or a constant", () => {
    fc.assert(
      fc.property(anyMatrix, ({ matrix, candidateOrder, caseOrder }) => {
        const found = chooseMerge(matrix, 0.1);
        const reordered = chooseMerge(withCasesIn(matrix, caseOrder), 0.1);
        expect(reordered.pair?.candidateIds).toEqual(found.pair?.candidateIds);
        const others = [
          chooseMerge(withCandidatesIn(matrix, candidateOrder), 0.1),
          chooseMerge(shifted(matrix, 0.7), 0.1),
        ];
        for (const other of others) {
          expect(other.reason).toBe(found.reason);
          if (found.pair) expect(other.pair?.gain).toBeCloseTo(found.pair.gain, 9);
        }
      }),
    );
  });
});

describe("both", () => {
  it.each([
    {
      case: "a candidate named twice",
      matrix: { candidateIds: ["a", "a"], caseKeys: ["1"], scores: [[1], [1]] },
      message: "candidateIds",
    },
    {
      case: "a case named twice",
      matrix: { candidateIds: ["a"], caseKeys: ["1", "1"], scores: [[1, 1]] },
      message: "caseKeys",
    },
    {
      case: "a row too few",
      matrix: { candidateIds: ["a", "b"], caseKeys: ["1"], scores: [[1]] },
      message: "one row per candidate, got 1 for 2",
    },
    {
      case: "a score too few",
      matrix: { candidateIds: ["a"], caseKeys: ["1", "2"], scores: [[1]] },
      message: "scores of a must be one per case, got 1 for 2",
    },
    {
      case: "a NaN",
      matrix: { candidateIds: ["a"], caseKeys: ["1"], scores: [[Number.NaN]] },
      message: "scores must be finite",
    },
    {
      case: "an infinity",
      matrix: { candidateIds: ["a"], caseKeys: ["1"], scores: [[Number.POSITIVE_INFINITY]] },
      message: "scores must be finite",
    },
  ])("refuse $case", ({ matrix, message }) => {
    expect(() => paretoFront(matrix)).toThrow(message);
    expect(() => chooseMerge(matrix, 0)).toThrow(RangeError);
  });

  it("chooseMerge refuses a margin below 0", () => {
    expect(() => chooseMerge(matrixOf([[1], [0]]), -0.1)).toThrow("minGain");
    expect(() => chooseMerge(matrixOf([[1], [0]]), Number.NaN)).toThrow("minGain");
  });
});

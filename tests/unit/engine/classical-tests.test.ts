import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cohensDz, cohensH, standardizedDifference } from "@/lib/engine/statistics/effect-sizes";
import { fisherExact, mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import { mannWhitneyU, wilcoxonSignedRank } from "@/lib/engine/statistics/rank-tests";
import { sampleRatioTest, splitPValue } from "@/lib/engine/statistics/sample-ratio";
import { spreadOf } from "@/lib/engine/statistics/spread";
import { pairedTTest, welchTTest } from "@/lib/engine/statistics/t-tests";

const exact = { method: "exact" } as const;
const asymptotic = { method: "asymptotic" } as const;
/** Whole numbers, so that shifting and scaling them is exact. */
const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 12 });
const pairs = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
  minLength: 3,
  maxLength: 12,
});
const split = (rows: readonly (readonly [number, number])[]) =>
  [rows.map(([a]) => a), rows.map(([, b]) => b)] as const;

describe("spreadOf", () => {
  it.each([
    { case: "three numbers", values: [1, 2, 3], expected: { n: 3, mean: 2, sd: 1 } },
    { case: "equal decimals", values: [0.1, 0.1, 0.1], expected: { n: 3, mean: 0.1, sd: 0 } },
    { case: "one number", values: [1], expected: null },
    { case: "nothing", values: [], expected: null },
    {
      case: "values whose sum is beyond the range",
      values: [1e308, 1e308],
      expected: { n: 2, mean: 1e308, sd: 0 },
    },
  ])("of $case", ({ values, expected }) => {
    expect(spreadOf(values)).toEqual(expected);
  });

  it("survives magnitudes whose squares do not", () => {
    expect((spreadOf([1e200, 3e200])?.sd ?? 0) / 1e200).toBeCloseTo(Math.SQRT2, 12);
    expect((spreadOf([1e-200, 3e-200])?.sd ?? 0) / 1e-200).toBeCloseTo(Math.SQRT2, 12);
  });
});

describe("t-tests", () => {
  it("have nothing to say on no values, and only a difference on one", () => {
    expect(welchTTest([1e308, 1.2e308], [1]).difference).toBe(1 - 1.1e308);
    expect(welchTTest([], [1, 2])).toMatchObject({
      missing: "empty",
      difference: null,
      t: null,
      pGreater: null,
      interval: null,
    });
    expect(welchTTest([1], [2, 4])).toMatchObject({
      difference: 2,
      t: null,
      df: null,
      pGreater: null,
      missing: "insufficient_data",
    });
    expect(pairedTTest([], [])).toMatchObject({ difference: null, pGreater: null, missing: "empty" });
    expect(pairedTTest([1], [4])).toMatchObject({ difference: 3, t: null, df: null, pGreater: null });
  });

  it.each([
    { case: "a gain", b: 0.4, t: Infinity, pGreater: 0, missing: null },
    { case: "a loss", b: 0.2, t: -Infinity, pGreater: 1, missing: null },
    { case: "no difference", b: 0.3, t: null, pGreater: null, missing: "zero_variance" },
  ])("without variance: $case", ({ b, t, pGreater, missing }) => {
    const [control, candidate] = [
      [0.3, 0.3, 0.3],
      [b, b, b],
    ];
    expect(welchTTest(control, candidate)).toMatchObject({ t, pGreater, missing, df: null });
    expect(pairedTTest(control, candidate)).toMatchObject({ t, pGreater, missing, df: 2 });
  });

  it("swapping the arms flips the sign and keeps the two-sided p", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const [there, back] = [welchTTest(a, b), welchTTest(b, a)];
        fc.pre(there.t !== null && back.t !== null);
        expect(back.difference).toBeCloseTo(-(there.difference ?? 0), 12);
        expect(back.pTwoSided).toBeCloseTo(there.pTwoSided ?? Number.NaN, 10);
        expect((back.pGreater ?? 0) + (there.pGreater ?? 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  it("neither the unit nor a constant changes the evidence", () => {
    fc.assert(
      fc.property(
        pairs,
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: -50, max: 50 }),
        (rows, scale, shift) => {
          const [a, b] = split(rows);
          const move = (values: readonly number[]) => values.map((value) => scale * value + shift);
          for (const test of [welchTTest, pairedTTest]) {
            const [plain, moved] = [test(a, b), test(move(a), move(b))];
            if (plain.pGreater === null) expect(moved.pGreater).toBeNull();
            else expect(moved.pGreater).toBeCloseTo(plain.pGreater, 9);
          }
        },
      ),
    );
  });

  it("the order of the pairs changes nothing, and the p agrees with the interval", () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const [a, b] = split(rows);
        const test = pairedTTest(a, b, 0.9);
        fc.pre(test.pTwoSided !== null && test.interval !== null && Math.abs(test.pTwoSided - 0.1) > 1e-9);
        const turned = pairedTTest([...a].reverse(), [...b].reverse(), 0.9);
        expect(turned.pGreater).toBeCloseTo(test.pGreater ?? Number.NaN, 12);
        const excludesZero = (test.interval?.low ?? 0) > 0 || (test.interval?.high ?? 0) < 0;
        expect(excludesZero).toBe((test.pTwoSided ?? 1) < 0.1);
      }),
    );
  });
});

describe("rank tests", () => {
  it.each([
    { case: "no pairs", d: [], pGreater: null, wPlus: 0 },
    { case: "all zero", d: [0, 0], pGreater: 1, wPlus: 0 },
    { case: "three gains", d: [1, 2, 3], pGreater: 1 / 8, wPlus: 6 },
    // Signed ranks 1 and 2 of sizes 1 and 3: sums 3, 2, 1, 0; the observed 2 or more in two of four.
    { case: "a small loss", d: [-1, 3], pGreater: 1 / 2, wPlus: 2 },
    // 0.2 three times by decimals, not by bits: each has rank 2, so only all-positive reaches 6.
    { case: "decimals that tie", d: [0.3 - 0.1, 0.4 - 0.2, 0.5 - 0.3], pGreater: 1 / 8, wPlus: 6 },
  ])("signed rank, exact: $case", ({ d, pGreater, wPlus }) => {
    const zero = d.map(() => 0);
    expect(wilcoxonSignedRank(zero, d, exact)).toMatchObject({ pGreater, wPlus, z: null });
  });

  it.each([
    { case: "nothing in a", a: [], b: [1], pGreater: null },
    // One order of 4! / (2! 2!) = 6 has both of b on top.
    { case: "b above a", a: [1, 2], b: [3, 4], pGreater: 1 / 6 },
    { case: "b below a", a: [3, 4], b: [1, 2], pGreater: 1 },
    // U of b is 3: reached by b on ranks 3 and 4, and on 2 and 4.
    { case: "one exchange", a: [1, 3], b: [2, 4], pGreater: 2 / 6 },
  ])("rank sum, exact: $case", ({ a, b, pGreater }) => {
    const got = mannWhitneyU(a, b, exact).pGreater;
    if (pGreater === null) expect(got).toBeNull();
    else expect(got).toBeCloseTo(pGreater, 14);
  });

  it("have no asymptotic p without variance", () => {
    const missing = "zero_variance";
    expect(wilcoxonSignedRank([1, 2], [1, 2], asymptotic)).toMatchObject({
      z: null,
      pGreater: null,
      missing,
    });
    expect(mannWhitneyU([1, 1], [1, 1, 1], asymptotic)).toMatchObject({
      uA: 3,
      uB: 3,
      pGreater: null,
      missing,
    });
    expect(wilcoxonSignedRank([], [], exact).missing).toBe("empty");
    expect(mannWhitneyU([], [1], exact).missing).toBe("empty");
  });

  it("rely on order only, and count every pair once", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const test = mannWhitneyU(a, b, asymptotic);
        const cube = (values: readonly number[]) => values.map((value) => value ** 3);
        expect(mannWhitneyU(cube(a), cube(b), asymptotic)).toEqual(test);
        const wins = a
          .flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0)))
          .reduce<number>((sum, win) => sum + win, 0);
        expect(test.uA).toBe(wins);
        expect(mannWhitneyU(b, a, asymptotic).pTwoSided).toEqual(test.pTwoSided);
      }),
    );
  });

  it("agree with the normal form on many values", () => {
    const d = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const zero = d.map(() => 0);
    const [counted, normal] = [wilcoxonSignedRank(zero, d, exact), wilcoxonSignedRank(zero, d, asymptotic)];
    expect(Math.abs((counted.pGreater ?? 0) - (normal.pGreater ?? 1))).toBeLessThan(0.002);
  });

  it("refuse what cannot be counted", () => {
    const many = Array.from({ length: 201 }, (_, i) => i + 1);
    expect(() =>
      wilcoxonSignedRank(
        many.map(() => 0),
        many,
        exact,
      ),
    ).toThrow("method exact");
    expect(() => mannWhitneyU([1, 2], [2, 3], exact)).toThrow("without ties");
    expect(() => mannWhitneyU(many, [0.5, ...many.map((x) => x + 0.5)], exact)).toThrow(RangeError);
    expect(() => mannWhitneyU([Number.NaN], [1], exact)).toThrow(RangeError);
  });
});

describe("exact tests of counts", () => {
  it("Fisher's is hand-countable on the tea-tasting table", () => {
    // 1 and 16 of 70 orders have four and three cups right.
    const test = fisherExact([
      [3, 1],
      [1, 3],
    ]);
    expect(test?.pGreater).toBeCloseTo(17 / 70, 14);
    expect(test?.pTwoSided).toBeCloseTo(34 / 70, 14);
  });

  it("Fisher's has nothing to say on an empty table, and does not mind rows becoming columns", () => {
    expect(
      fisherExact([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
    const count = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(count, count, count, count, (a, b, c, d) => {
        fc.pre(a + b + c + d > 0);
        const [test, turned, swapped] = [
          fisherExact([
            [a, b],
            [c, d],
          ]),
          fisherExact([
            [a, c],
            [b, d],
          ]),
          fisherExact([
            [c, d],
            [a, b],
          ]),
        ];
        expect(turned?.pTwoSided).toBeCloseTo(test?.pTwoSided ?? Number.NaN, 10);
        expect(swapped?.pLess).toBeCloseTo(test?.pGreater ?? Number.NaN, 10);
      }),
    );
  });

  it.each([
    { case: "no disagreement", control: 0, candidate: 0, pGreater: 1, pTwoSided: 1 },
    { case: "three of three", control: 0, candidate: 3, pGreater: 1 / 8, pTwoSided: 1 / 4 },
    { case: "more than 2^−n can hold", control: 1000, candidate: 1000, pGreater: 0.5089, pTwoSided: 1 },
  ])("McNemar's: $case", ({ control, candidate, pGreater, pTwoSided }) => {
    const test = mcnemarExact(control, candidate);
    expect(test.pGreater).toBeCloseTo(pGreater, 4);
    expect(test.pTwoSided).toBeCloseTo(pTwoSided, 12);
    expect(mcnemarExact(candidate, control).pTwoSided).toBeCloseTo(pTwoSided, 12);
  });

  it.each([
    {
      name: "table",
      run: () =>
        fisherExact([
          [-1, 2],
          [3, 4],
        ]),
    },
    { name: "onlyControl", run: () => mcnemarExact(0.5, 1) },
    { name: "onlyCandidate", run: () => mcnemarExact(1, Number.NaN) },
  ])("refuse a wrong $name", ({ name, run }) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(name);
  });
});

describe("sampleRatioTest", () => {
  it.each([
    { case: "nobody", observed: [0, 0], weights: [1, 1], expected: { missing: "empty" } },
    { case: "one arm", observed: [5], weights: [1], expected: { missing: "insufficient_data" } },
    {
      case: "as planned",
      observed: [10, 20],
      weights: [1, 2],
      expected: { chiSquare: 0, df: 1, p: 1, missing: null },
    },
    {
      case: "a user in a closed arm",
      observed: [9, 1],
      weights: [1, 0],
      expected: { chiSquare: Infinity, df: 0, p: 0, missing: null },
    },
    {
      case: "an empty closed arm",
      observed: [5, 5, 0],
      weights: [1, 1, 0],
      expected: { chiSquare: 0, df: 1, p: 1, missing: null },
    },
  ])("on $case", ({ observed, weights, expected }) => {
    expect(sampleRatioTest(observed, weights)).toEqual(expected);
  });

  it("does not depend on the scale of the weights", () => {
    const test = sampleRatioTest([50, 70], [1, 1]);
    expect(sampleRatioTest([50, 70], [1e308, 1e308])).toEqual(test);
    // (50 − 60)² / 60 twice.
    expect(formedOrNull(test)?.chiSquare).toBeCloseTo(10 / 3, 12);
  });

  it.each([
    { case: "a negative weight", observed: [1, 1], weights: [1, -1], name: "expectedWeights" },
    { case: "weights that sum to 0", observed: [1, 1], weights: [0, 0], name: "expectedWeights" },
    { case: "half a user", observed: [1, 0.5], weights: [1, 1], name: "observed" },
    { case: "unequal lengths", observed: [1, 1, 1], weights: [1, 1], name: "equally many" },
  ])("refuses $case", ({ observed, weights, name }) => {
    expect(() => sampleRatioTest(observed, weights)).toThrow(RangeError);
    expect(() => sampleRatioTest(observed, weights)).toThrow(name);
  });
});

describe("splitPValue", () => {
  it.each([
    { case: "15 users of two equal arms", observed: [10, 5], weights: [1, 1], withheld: true },
    { case: "16 users of two equal arms", observed: [10, 6], weights: [1, 1], withheld: false },
    { case: "79 users of a stage of 10 %", observed: [70, 9], weights: [9, 1], withheld: true },
    { case: "80 users of a stage of 10 %", observed: [72, 8], weights: [9, 1], withheld: false },
    { case: "an arm that nobody reaches", observed: [20, 0], weights: [1, 1], withheld: false },
    { case: "one user in a closed arm", observed: [3, 1], weights: [1, 0], withheld: false },
    { case: "nobody", observed: [0, 0], weights: [1, 1], withheld: true },
  ])("on $case is withheld: $withheld", ({ observed, weights, withheld }) => {
    const test = formedOrNull(sampleRatioTest(observed, weights));
    expect(splitPValue(observed, weights)).toBe(withheld ? null : test?.p);
  });
});

describe("effect sizes", () => {
  it("say why they are missing where there is no spread, and are never infinite", () => {
    expect(standardizedDifference([1, 1], [2, 2])).toEqual({ missing: "zero_variance" });
    expect(standardizedDifference([1], [2, 3])).toEqual({ missing: "insufficient_data" });
    expect(standardizedDifference([], [2, 3])).toEqual({ missing: "empty" });
    expect(cohensDz([0.1, 0.2], [0.2, 0.3])).toEqual({ missing: "zero_variance" });
    expect(cohensDz([1], [2])).toEqual({ missing: "insufficient_data" });
    expect(cohensDz([], [])).toEqual({ missing: "empty" });
  });

  it("flip with the arms, and ignore unit and offset", () => {
    fc.assert(
      fc.property(scores, scores, fc.integer({ min: 2, max: 9 }), (a, b, scale) => {
        const effect = formedOrNull(standardizedDifference(a, b));
        fc.pre(effect !== null);
        const move = (values: readonly number[]) => values.map((value) => scale * value + 7);
        expect(formedOrNull(standardizedDifference(b, a))?.d).toBeCloseTo(-(effect?.d ?? Number.NaN), 10);
        expect(formedOrNull(standardizedDifference(move(a), move(b)))?.gExact).toBeCloseTo(
          effect?.gExact ?? Number.NaN,
          10,
        );
        expect(Math.abs(effect?.gExact ?? 9)).toBeLessThanOrEqual(Math.abs(effect?.d ?? 0));
      }),
    );
  });

  it("cohensH is the angle between shares", () => {
    expect(cohensH(0, 1)).toBeCloseTo(Math.PI, 14);
    expect(cohensH(0.7, 0.2)).toBe(-cohensH(0.2, 0.7));
    expect(() => cohensH(0, 1.1)).toThrow("shareB");
    expect(() => cohensH(Number.NaN, 1)).toThrow("shareA");
  });
});

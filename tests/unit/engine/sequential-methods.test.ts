import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probabilityBBeatsA } from "@/lib/engine/statistics/bayesian";
import { bettingEProcess, gainsByArrival } from "@/lib/engine/statistics/betting";
import {
  differenceConfidenceSequence,
  meanConfidenceSequence,
  mixtureRho2,
} from "@/lib/engine/statistics/confidence-sequence";
import { cupedDifference } from "@/lib/engine/statistics/cuped";
import { formedOrNull } from "@/lib/engine/statistics/missing";

const tuning = { alpha: 0.05, tOpt: 100 };

describe("confidence sequence", () => {
  it.each([
    { case: "no observation", n: 0, sd: 0, missing: "empty" },
    { case: "one observation", n: 1, sd: 0.2, missing: "insufficient_data" },
    { case: "no variance", n: 50, sd: 0, missing: "zero_variance" },
  ])("is $missing for $case, not p = 1", ({ n, sd, missing }) => {
    expect(meanConfidenceSequence({ n, mean: 0.1, sd }, tuning)).toEqual({ missing });
  });

  it.each([
    { case: "a NaN mean", sample: { n: 30, mean: Number.NaN, sd: 1 }, options: tuning },
    { case: "an infinite spread", sample: { n: 30, mean: 0, sd: Infinity }, options: tuning },
    { case: "a negative spread", sample: { n: 30, mean: 0, sd: -1 }, options: tuning },
    { case: "half an observation", sample: { n: 2.5, mean: 0, sd: 1 }, options: tuning },
    { case: "alpha 0", sample: { n: 30, mean: 0, sd: 1 }, options: { alpha: 0, tOpt: 100 } },
    { case: "alpha 1", sample: { n: 30, mean: 0, sd: 1 }, options: { alpha: 1, tOpt: 100 } },
    { case: "no planned size", sample: { n: 30, mean: 0, sd: 1 }, options: { alpha: 0.05, tOpt: 0 } },
  ])("refuses $case", ({ sample, options }) => {
    expect(() => meanConfidenceSequence(sample, options)).toThrow(RangeError);
  });

  it("keeps p in range where the exponential overflows, on either side", () => {
    const far = (mean: number) => meanConfidenceSequence({ n: 1000, mean, sd: 0.001 }, tuning);
    expect(far(1)).toMatchObject({ pGreater: 0, pTwoSided: 0 });
    expect(far(-1)).toMatchObject({ pGreater: 1, pTwoSided: 0 });
  });

  it("has p at or under alpha exactly where the bound passes 0 (two-sided)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 2000 }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (n, mean, sd, alpha) => {
          const result = formedOrNull(meanConfidenceSequence({ n, mean, sd }, { alpha, tOpt: 200 }));
          if (!result) return false;
          const margin = Math.abs(mean) - result.halfWidth;
          return Math.abs(margin) < 1e-9 || margin > 0 === result.pTwoSided < alpha;
        },
      ),
    );
  });

  it("is tightest near the size it was tuned for", () => {
    const width = (tOpt: number) =>
      formedOrNull(meanConfidenceSequence({ n: 200, mean: 0, sd: 1 }, { alpha: 0.05, tOpt }))?.halfWidth ??
      Number.NaN;
    expect(width(200)).toBeLessThan(width(20));
    expect(width(200)).toBeLessThan(width(2000));
    expect(mixtureRho2({ alpha: 0.05, tOpt: 200 })).toBeCloseTo(mixtureRho2(tuning) / 2, 12);
  });

  it("of two arms: needs two units in each and some variance, and mirrors when they are exchanged", () => {
    const arm = (n: number, mean: number, variance: number) => ({ n, mean, variance });
    expect(differenceConfidenceSequence(arm(1, 0.5, 0), arm(50, 0.6, 0.1), tuning)).toEqual({
      missing: "insufficient_data",
    });
    expect(differenceConfidenceSequence(arm(50, 0.5, 0), arm(50, 0.6, 0), tuning)).toEqual({
      missing: "zero_variance",
    });
    expect(() => differenceConfidenceSequence(arm(50, 0.5, -0.1), arm(50, 0.6, 0), tuning)).toThrow(
      RangeError,
    );
    const there = formedOrNull(differenceConfidenceSequence(arm(40, 0.5, 0.1), arm(60, 0.6, 0.2), tuning));
    const back = formedOrNull(differenceConfidenceSequence(arm(60, 0.6, 0.2), arm(40, 0.5, 0.1), tuning));
    expect(there?.difference).toBeCloseTo(0.1, 12);
    expect(back?.high).toBeCloseTo(-(there?.low ?? Number.NaN), 12);
  });
});

describe("bettingEProcess", () => {
  it.each([
    // σ²₀ = ¼, λ = min(√(2 ln 20 / (¼ ln 2)), 1) = 1: the wealth becomes 1 + ½.
    { case: "one full gain", y: [1], logE: Math.log(1.5), p: 1 / 1.5 },
    { case: "one full loss", y: [0], logE: Math.log(0.5), p: 1 },
    { case: "a gain that is lost again keeps its best p", y: [1, 0], logE: Math.log(0.75), p: 1 / 1.5 },
    { case: "no value", y: [], logE: 0, p: 1 },
  ])("is exact for $case", ({ y, logE, p }) => {
    const result = bettingEProcess(y);
    expect(result.logE).toBeCloseTo(logE, 12);
    expect(result.pAnytime).toBeCloseTo(p, 12);
  });

  it.each([[[1.1]], [[-0.1]], [[Number.NaN]]])("refuses %s", (y) => {
    expect(() => bettingEProcess(y)).toThrow(RangeError);
  });

  it("never lets a later value raise p", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 }), (y) => {
        const before = bettingEProcess(y.slice(0, -1)).pAnytime;
        const after = bettingEProcess(y).pAnytime;
        return after <= before && after > 0;
      }),
    );
  });

  it("has an expected wealth of 1 under the null: a bet does not know its own value", () => {
    // All 2^8 sequences of a fair coin, equally likely.
    let total = 0;
    for (let bits = 0; bits < 256; bits++) {
      total += Math.exp(bettingEProcess(Array.from({ length: 8 }, (_, i) => (bits >> i) & 1)).logE);
    }
    expect(total / 256).toBeCloseTo(1, 12);
  });

  it("pairs scores by arrival and leaves the rest waiting", () => {
    expect(gainsByArrival([0.5, 0, 1], [1, 0])).toEqual([0.75, 0.5]);
    expect(() => gainsByArrival([2], [1])).toThrow(RangeError);
  });
});

describe("probabilityBBeatsA", () => {
  const arm = (successes: number, trials: number) => ({ successes, trials });

  it.each([
    { case: "no trials in the control", a: arm(0, 0), b: arm(3, 5) },
    { case: "no trials in the candidate", a: arm(3, 5), b: arm(0, 0) },
  ])("is missing with $case", ({ a, b }) => {
    expect(probabilityBBeatsA(a, b)).toBeNull();
  });

  it("is the exact sum for integer counts", () => {
    // X ~ Beta(1, 2), Y ~ Beta(2, 1): ∫ 2y · (1 − (1 − y)²) dy = 2 (2/3 − 1/4) = 5/6.
    expect(probabilityBBeatsA(arm(0, 1), arm(1, 1))).toBeCloseTo(5 / 6, 13);
  });

  it.each([
    { case: "more successes than trials", a: arm(4, 3), b: arm(1, 3), prior: undefined },
    { case: "half a success", a: arm(0.5, 3), b: arm(1, 3), prior: undefined },
    { case: "a prior of 0", a: arm(1, 3), b: arm(1, 3), prior: { alpha: 0, beta: 1 } },
    { case: "a NaN prior", a: arm(1, 3), b: arm(1, 3), prior: { alpha: Number.NaN, beta: 1 } },
  ])("refuses $case", ({ a, b, prior }) => {
    expect(() => probabilityBBeatsA(a, b, prior)).toThrow(RangeError);
  });

  it("adds up to 1 with the arms exchanged, and mirrors when successes become failures", () => {
    const counts = fc
      .integer({ min: 1, max: 300 })
      .chain((trials) => fc.integer({ min: 0, max: trials }).map((successes) => arm(successes, trials)));
    const parameter = fc.double({ min: 0.05, max: 50, noNaN: true });
    const mirror = ({ successes, trials }: { successes: number; trials: number }) =>
      arm(trials - successes, trials);
    fc.assert(
      fc.property(counts, counts, parameter, parameter, (a, b, alpha, beta) => {
        const there = probabilityBBeatsA(a, b, { alpha, beta }) ?? Number.NaN;
        const back = probabilityBBeatsA(b, a, { alpha, beta }) ?? Number.NaN;
        const flipped = probabilityBBeatsA(mirror(a), mirror(b), { alpha: beta, beta: alpha }) ?? Number.NaN;
        expect(there + back).toBeCloseTo(1, 9);
        expect(there + flipped).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("cupedDifference", () => {
  it("takes out what the earlier score explains", () => {
    // y = x in the control and x + 1 in the candidate, with equal x: the slope is 1 and nothing is left over.
    const result = cupedDifference({ y: [1, 2, 3], x: [1, 2, 3] }, { y: [2, 3, 4], x: [1, 2, 3] });
    expect(result).toMatchObject({ theta: 1, difference: 1, standardError: 0 });
    expect(result?.control).toMatchObject({ n: 3, mean: 2 });
  });

  it("takes rounding for no variance", () => {
    // y = 0.37 x + 0.3 leaves nothing over but the last bits of the decimals.
    const arm = (x: readonly number[]) => ({ x, y: x.map((value) => 0.37 * value + 0.3) });
    const result = cupedDifference(arm([0.1, 0.7, 1.3, 2.9, 3.3]), arm([0.2, 0.9, 1.7, 2.3]));
    expect(result).toMatchObject({ control: { variance: 0 }, candidate: { variance: 0 }, standardError: 0 });
  });

  it("does nothing with a constant score, even one whose mean misses it by a bit", () => {
    const x = [0.1, 0.1, 0.1];
    expect(cupedDifference({ y: [1, 2, 3], x }, { y: [2, 3, 5], x })?.theta).toBe(0);
  });

  it("has no result with one unit in an arm, and refuses what does not fit", () => {
    expect(cupedDifference({ y: [1], x: [1] }, { y: [1, 2], x: [1, 2] })).toBeNull();
    expect(cupedDifference({ y: [], x: [] }, { y: [], x: [] })).toBeNull();
    expect(() => cupedDifference({ y: [1, 2], x: [1] }, { y: [1, 2], x: [1, 2] })).toThrow(RangeError);
    expect(() => cupedDifference({ y: [1, Number.NaN], x: [1, 2] }, { y: [1], x: [1] })).toThrow(RangeError);
  });

  it("does not depend on the zero of the earlier score", () => {
    const y = [0.2, 0.5, 0.1, 0.9];
    const x = [0.3, 0.6, 0.2, 0.7];
    const shifted = x.map((value) => value + 1e6);
    const plain = cupedDifference({ y, x }, { y: [...y].reverse(), x });
    const moved = cupedDifference({ y, x: shifted }, { y: [...y].reverse(), x: shifted });
    expect(moved?.difference).toBeCloseTo(plain?.difference ?? Number.NaN, 8);
    expect(moved?.standardError).toBeCloseTo(plain?.standardError ?? Number.NaN, 8);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bisect } from "@/lib/engine/statistics/bisection";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import { planningSentence, planPairedComparison } from "@/lib/engine/statistics/planning";
import { detectableDz, powerPairedT, sampleSizePairedT } from "@/lib/engine/statistics/power-paired";
import {
  detectableGainTwoProportions,
  powerTwoProportions,
  sampleSizeTwoProportions,
} from "@/lib/engine/statistics/power-proportions";

const oneSided = { alpha: 0.2, power: 0.8, alternative: "greater" } as const;
const twoSided = { alpha: 0.05, power: 0.8, alternative: "two_sided" } as const;
const proportions = { alpha: 0.2, power: 0.8, sides: 1 } as const;

describe("power of the paired t-test", () => {
  it.each([
    { case: "no effect, one-sided: alpha", dz: 0, pairs: 12, design: oneSided, power: 0.2 },
    { case: "no effect, two-sided: alpha", dz: 0, pairs: 2, design: twoSided, power: 0.05 },
    // Cohen (1988), table 2.4.1 for pairs: 34 pairs find d_z = 0.5 in 80 %.
    { case: "34 pairs of a medium effect", dz: 0.5, pairs: 34, design: twoSided, power: 0.8078 },
    { case: "an effect beyond doubt", dz: 100, pairs: 1e6, design: twoSided, power: 1 },
  ])("$case", ({ dz, pairs, design, power }) => {
    expect(powerPairedT(dz, pairs, design)).toBeCloseTo(power, 4);
  });

  it("two-sided does not mind the sign, one-sided falls below alpha for a loss", () => {
    expect(powerPairedT(-0.4, 20, twoSided)).toBeCloseTo(powerPairedT(0.4, 20, twoSided), 12);
    expect(powerPairedT(-0.4, 20, oneSided)).toBeLessThan(0.2);
  });

  it("rises with the effect and the pairs", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.integer({ min: 3, max: 100 }),
        (dz, pairs) => {
          const power = powerPairedT(dz, pairs, oneSided);
          expect(powerPairedT(dz + 0.01, pairs, oneSided)).toBeGreaterThanOrEqual(power);
          expect(powerPairedT(dz, pairs + 1, oneSided)).toBeGreaterThanOrEqual(power - 1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is reached by the pairs it asks for, and not by one fewer", () => {
    for (const dz of [0.1, 0.3, 0.9]) {
      const pairs = sampleSizePairedT(dz, oneSided)?.pairs ?? Number.NaN;
      expect(powerPairedT(dz, pairs, oneSided)).toBeGreaterThanOrEqual(0.8);
      expect(powerPairedT(dz, pairs - 1, oneSided)).toBeLessThan(0.8);
    }
  });

  it.each([
    { case: "no effect", dz: 0, expected: null },
    { case: "a loss, one-sided", dz: -0.5, expected: null },
    { case: "more than a billion pairs", dz: 1e-6, expected: null },
    { case: "an effect two pairs show", dz: 50, expected: { exact: 2, pairs: 2 } },
  ])("asks for $expected on $case", ({ dz, expected }) => {
    expect(sampleSizePairedT(dz, oneSided)).toEqual(expected);
  });

  it("finds a need just under the most pairs it looks at", () => {
    // Two-sided 5 % and 80 %: n ≈ ((1.96 + 0.8416) / d_z)² = 7.849 / d_z².
    expect(sampleSizePairedT(1e-4, twoSided)?.pairs).toBeCloseTo(7.849e8, -6);
  });

  it("has a smallest effect that turns back into the pairs", () => {
    for (const pairs of [5, 34, 200]) {
      const dz = detectableDz(pairs, twoSided) ?? Number.NaN;
      expect(powerPairedT(dz, pairs, twoSided)).toBeCloseTo(0.8, 10);
      expect(sampleSizePairedT(dz, twoSided)?.exact).toBeCloseTo(pairs, 6);
    }
    expect(detectableDz(2, { alpha: 1e-6, power: 0.99, alternative: "two_sided" })).toBeNull();
    expect(detectableDz(20, { alpha: 0.2, power: 0.1, alternative: "greater" })).toBeNull();
  });
});

describe("power for two proportions", () => {
  it.each([
    // Standard deviations: pooled √(2 · ½ · ½) = 0.7071, actual √(¼ + ¼) = 0.7071.
    { case: "equal shares: alpha", a: 0.5, b: 0.5, n: 50, power: 0.2 },
    { case: "both shares 0", a: 0, b: 0, n: 50, power: null },
    { case: "both shares 1", a: 1, b: 1, n: 50, power: null },
    { case: "from never to always", a: 0, b: 1, n: 50, power: 1 },
  ])("is $power for $case", ({ a, b, n, power }) => {
    const got = powerTwoProportions(a, b, n, { alpha: 0.2, sides: 1 });
    if (power === null) expect(got).toBeNull();
    else expect(got).toBeCloseTo(power, 12);
  });

  it("does not depend on which arm is better", () => {
    expect(powerTwoProportions(0.3, 0.5, 40, proportions)).toBe(
      powerTwoProportions(0.5, 0.3, 40, proportions),
    );
    expect(sampleSizeTwoProportions(0.3, 0.5, proportions)).toEqual(
      sampleSizeTwoProportions(0.5, 0.3, proportions),
    );
  });

  it("is reached by the users it asks for, and not by one fewer", () => {
    const users = sampleSizeTwoProportions(0.6, 0.75, proportions)?.users ?? Number.NaN;
    expect(powerTwoProportions(0.6, 0.75, users, proportions)).toBeGreaterThanOrEqual(0.8);
    expect(powerTwoProportions(0.6, 0.75, users - 1, proportions)).toBeLessThan(0.8);
    expect(sampleSizeTwoProportions(0.6, 0.6, proportions)).toBeNull();
  });

  it("has a smallest gain that turns back into the users, if there is room for one", () => {
    const gain = detectableGainTwoProportions(0.6, 80, proportions) ?? Number.NaN;
    expect(sampleSizeTwoProportions(0.6, 0.6 + gain, proportions)?.exact).toBeCloseTo(80, 6);
    expect(detectableGainTwoProportions(1, 80, proportions)).toBeNull();
    expect(detectableGainTwoProportions(0.95, 4, proportions)).toBeNull();
  });
});

describe("planning", () => {
  const input = { cases: 40, lift: 0.08, controlMean: 0.5, sdDifference: 0.25 };
  const sentenceOf = (changes: Partial<typeof input>) => {
    const plan = planPairedComparison({ ...input, ...changes });
    return plan.missing === null ? planningSentence(plan) : plan.missing;
  };

  it("is the paired t-test at d_z = lift × control mean / sd", () => {
    const plan = formedOrNull(planPairedComparison(input));
    expect(plan?.power).toBe(powerPairedT(0.16, 40, oneSided));
    expect(plan?.casesNeeded).toBe(sampleSizePairedT(0.16, oneSided)?.pairs);
    expect(plan?.detectableLift).toBeCloseTo((detectableDz(40, oneSided) ?? 0) * 0.5, 12);
  });

  it("does not depend on the unit of the scores", () => {
    const plan = formedOrNull(planPairedComparison(input));
    const scaled = formedOrNull(planPairedComparison({ ...input, controlMean: 50, sdDifference: 25 }));
    expect(scaled?.power).toBeCloseTo(plan?.power ?? Number.NaN, 12);
    expect(scaled?.detectableLift).toBeCloseTo(plan?.detectableLift ?? Number.NaN, 12);
  });

  it.each([
    {
      case: "too few cases",
      changes: {},
      sentence: "With 40 cases a true gain of 8 % is found with power 0.57; 112 cases give 0.8.",
    },
    {
      case: "one case",
      changes: { cases: 1 },
      sentence: "1 case cannot be tested; 112 cases give 0.8 for a true gain of 8 %.",
    },
    {
      case: "enough cases",
      changes: { cases: 112 },
      sentence: "With 112 cases a true gain of 8 % is found with power 0.8, which reaches the 0.8 wanted.",
    },
    {
      case: "a power that would round to 1",
      changes: { cases: 2_000 },
      sentence:
        "With 2000 cases a true gain of 8 % is found with power over 0.99, which reaches the 0.8 wanted.",
    },
    {
      case: "no control mean",
      changes: { controlMean: 0, lift: 0.04 },
      sentence: "With 40 cases a true gain of 0.04 points is found with power 0.57; 112 cases give 0.8.",
    },
    {
      case: "a gain out of reach",
      changes: { lift: 1e-7 },
      sentence:
        "With 40 cases a true gain of 0.00001 % is found with power 0.2; no practical number gives 0.8.",
    },
    { case: "differences that do not vary", changes: { sdDifference: 0 }, sentence: "zero_variance" },
  ])("says on $case", ({ changes, sentence }) => {
    expect(sentenceOf(changes)).toBe(sentence);
  });
});

describe("bisect", () => {
  it("finds √2 to the last bit, from either side", () => {
    expect(bisect(0, 2, (x) => x * x >= 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(bisect(2, 0, (x) => x * x <= 2)).toBeCloseTo(Math.SQRT2, 15);
    expect(() => bisect(0, Infinity, () => true)).toThrow("holds");
  });
});

describe("planning functions refuse", () => {
  const input = { cases: 40, lift: 0.08, controlMean: 0.5, sdDifference: 0.25 };
  it.each([
    { name: "pairs", run: () => powerPairedT(0.1, 1, oneSided) },
    { name: "dz", run: () => powerPairedT(Number.NaN, 10, oneSided) },
    { name: "dz", run: () => sampleSizePairedT(101, oneSided) },
    { name: "alpha", run: () => powerPairedT(0.1, 10, { alpha: 0, alternative: "greater" }) },
    { name: "power", run: () => sampleSizePairedT(0.1, { ...oneSided, power: 1 }) },
    { name: "shareA", run: () => powerTwoProportions(-0.1, 0.5, 10, proportions) },
    { name: "shareB", run: () => sampleSizeTwoProportions(0.1, 1.5, proportions) },
    { name: "nPerGroup", run: () => detectableGainTwoProportions(0.1, 0, proportions) },
    { name: "alpha", run: () => powerTwoProportions(0.1, 0.5, 10, { alpha: 1, sides: 2 }) },
    { name: "cases", run: () => planPairedComparison({ ...input, cases: 1.5 }) },
    { name: "lift", run: () => planPairedComparison({ ...input, lift: 0 }) },
    { name: "controlMean", run: () => planPairedComparison({ ...input, controlMean: -1 }) },
    { name: "sdDifference", run: () => planPairedComparison({ ...input, sdDifference: Number.NaN }) },
    { name: "targetPower", run: () => planPairedComparison({ ...input, targetPower: 1 }) },
  ])("a wrong $name", ({ name, run }) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(`${name} must`);
  });
});

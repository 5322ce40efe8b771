import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaCdf, betaQuantile, betaSurvival } from "@/lib/engine/statistics/beta";
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from "@/lib/engine/statistics/chi-square";
import { noncentralTTails } from "@/lib/engine/statistics/noncentral-t";
import { studentTCdf, studentTQuantile, studentTSurvival } from "@/lib/engine/statistics/student-t";
import { probabilitiesFromMode, tailsAt } from "@/lib/engine/statistics/weighted-tails";

const relativeError = (got: number, expected: number) => Math.abs(got / expected - 1);
const shape = fc.double({ min: 0.2, max: 2_000, noNaN: true });
const share = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

describe("Student's t", () => {
  it.each([
    // One degree of freedom is the Cauchy distribution: F(t) = 1/2 + atan(t) / π.
    { case: "Cauchy", t: 1, df: 1, cdf: 0.75 },
    // Two degrees of freedom: F(t) = 1/2 + t / (2 √(2 + t²)).
    { case: "two degrees", t: 1, df: 2, cdf: 0.5 + 1 / (2 * Math.sqrt(3)) },
    { case: "the middle", t: 0, df: 7, cdf: 0.5 },
    { case: "minus infinity", t: -Infinity, df: 7, cdf: 0 },
    { case: "infinity", t: Infinity, df: 7, cdf: 1 },
  ])("has its closed form: $case", ({ t, df, cdf }) => {
    expect(studentTCdf(t, df)).toBeCloseTo(cdf, 14);
    expect(studentTSurvival(-t, df)).toBeCloseTo(cdf, 14);
  });

  it("keeps the far tail", () => {
    // Cauchy: P(T > t) = atan(1/t) / π.
    expect(relativeError(studentTSurvival(1e12, 1), Math.atan(1e-12) / Math.PI)).toBeLessThan(1e-12);
  });

  it.each([
    { p: 0, expected: -Infinity },
    { p: 1, expected: Infinity },
    { p: 0.5, expected: 0 },
  ])("has the quantile $expected at $p", ({ p, expected }) => {
    expect(studentTQuantile(p, 3)).toBeCloseTo(expected, 14);
  });

  it("tells probabilities apart next to the median of many degrees", () => {
    // Nearly normal: x ≈ (p − 1/2) √(2π).
    expect(relativeError(studentTQuantile(0.500001, 1e7), 1e-6 * Math.sqrt(2 * Math.PI))).toBeLessThan(1e-6);
  });

  it("has a quantile that inverts it", () => {
    fc.assert(
      fc.property(share, shape, (p, df) => {
        expect(studentTCdf(studentTQuantile(p, df), df)).toBeCloseTo(p, 9);
      }),
    );
  });
});

describe("chi-square", () => {
  it.each([
    { case: "nothing", x: 0, df: 5, survival: 1 },
    { case: "two degrees: e^(−x/2)", x: 3, df: 2, survival: Math.exp(-1.5) },
    { case: "four degrees: e^(−x/2) (1 + x/2)", x: 3, df: 4, survival: 2.5 * Math.exp(-1.5) },
    { case: "infinity", x: Infinity, df: 500, survival: 0 },
  ])("has its closed form: $case", ({ x, df, survival }) => {
    expect(chiSquareSurvival(x, df)).toBeCloseTo(survival, 14);
    expect(chiSquareCdf(x, df)).toBeCloseTo(1 - survival, 14);
  });

  it("is the Poisson sum at 400 degrees, where the own sums take over", () => {
    // P(χ²_400 > x) = P(Poisson(x/2) <= 199), summed in logarithms.
    for (const x of [300, 380, 400, 420, 500]) {
      let sum = 0;
      let log = -x / 2;
      for (let k = 0; k <= 199; k++) {
        sum += Math.exp(log);
        log += Math.log(x / 2) - Math.log(k + 1);
      }
      expect(relativeError(chiSquareSurvival(x, 400), sum)).toBeLessThan(1e-11);
      expect(relativeError(chiSquareSurvival(x, 400 - 1e-7), sum)).toBeLessThan(1e-6);
    }
  });

  it("has a quantile that inverts it, and tails that add up to 1", () => {
    fc.assert(
      fc.property(share, shape, (p, df) => {
        const x = chiSquareQuantile(p, df);
        expect(chiSquareCdf(x, df)).toBeCloseTo(p, 9);
        expect(chiSquareCdf(x, df) + chiSquareSurvival(x, df)).toBeCloseTo(1, 12);
      }),
    );
    expect(chiSquareQuantile(0, 800)).toBe(0);
    expect(chiSquareQuantile(1, 800)).toBe(Infinity);
  });
});

describe("beta", () => {
  it.each([
    { case: "uniform", x: 0.3, a: 1, b: 1, cdf: 0.3 },
    { case: "x³", x: 0.5, a: 3, b: 1, cdf: 0.125 },
    { case: "arcsine", x: 0.25, a: 0.5, b: 0.5, cdf: 1 / 3 },
    { case: "the lower end", x: 0, a: 2, b: 3, cdf: 0 },
    { case: "the upper end", x: 1, a: 2, b: 3, cdf: 1 },
  ])("has its closed form: $case", ({ x, a, b, cdf }) => {
    expect(betaCdf(x, a, b)).toBeCloseTo(cdf, 14);
    expect(betaSurvival(x, a, b)).toBeCloseTo(1 - cdf, 14);
  });

  it("keeps the far upper tail", () => {
    // P(X > 1 − ε) = ε^b for a = 1.
    expect(relativeError(betaSurvival(1 - 2 ** -20, 1, 5), 2 ** -100)).toBeLessThan(1e-12);
  });

  it("is mirrored when its shapes change places, and inverted by its quantile", () => {
    fc.assert(
      fc.property(share, shape, shape, (p, a, b) => {
        const x = betaQuantile(p, a, b);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        expect(betaCdf(0.4, a, b)).toBeCloseTo(betaSurvival(0.6, b, a), 10);
      }),
    );
    expect(betaCdf(betaQuantile(0.2, 3, 8), 3, 8)).toBeCloseTo(0.2, 12);
  });
});

describe("noncentral t", () => {
  it("is Student's t without a shift, and P(Z <= −shift) at 0", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0.5, max: 500, noNaN: true }),
        (t, df) => {
          const tails = noncentralTTails(t, df, 0);
          expect(tails.lower).toBeCloseTo(studentTCdf(t, df), 10);
          expect(tails.upper).toBeCloseTo(studentTSurvival(t, df), 10);
          expect(noncentralTTails(0, df, 1.959963984540054).lower).toBeCloseTo(0.025, 12);
        },
      ),
    );
  });

  it("is mirrored with its shift", () => {
    const right = noncentralTTails(2, 9, 1.3);
    expect(noncentralTTails(-2, 9, -1.3).lower).toBeCloseTo(right.upper, 14);
    expect(right.lower + right.upper).toBeCloseTo(1, 14);
  });
});

describe("discrete tails", () => {
  const fourCoins = probabilitiesFromMode({ low: 0, mode: 2, high: 4 }, (k) => (4 - k) / (k + 1));

  it("are those of four fair coins", () => {
    expect(Array.from(fourCoins)).toEqual([1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16]);
    expect(tailsAt(fourCoins, 3)).toEqual({ atMost: 15 / 16, atLeast: 5 / 16 });
  });

  it("refuse a point outside", () => {
    expect(() => tailsAt(fourCoins, 5)).toThrow("at must be");
    expect(() => tailsAt(fourCoins, -1)).toThrow("at must be");
  });
});

describe("distributions refuse", () => {
  it.each([
    { case: "t without df", run: () => studentTCdf(1, 0), name: "df" },
    { case: "t with NaN", run: () => studentTSurvival(Number.NaN, 1), name: "t must" },
    { case: "t quantile above 1", run: () => studentTQuantile(1.1, 1), name: "p must" },
    { case: "chi-square below 0", run: () => chiSquareCdf(-1, 1), name: "x must" },
    { case: "chi-square with infinite df", run: () => chiSquareSurvival(1, Infinity), name: "df" },
    { case: "chi-square quantile of NaN", run: () => chiSquareQuantile(Number.NaN, 1), name: "p must" },
    { case: "beta above 1", run: () => betaCdf(1.5, 1, 1), name: "x must" },
    { case: "beta without a", run: () => betaSurvival(0.5, 0, 1), name: "a must" },
    { case: "beta quantile without b", run: () => betaQuantile(0.5, 1, -1), name: "b must" },
    { case: "an infinite t", run: () => noncentralTTails(Infinity, 1, 0), name: "t must" },
    { case: "an infinite shift", run: () => noncentralTTails(1, 1, Infinity), name: "shift" },
  ])("$case", ({ run, name }) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(name);
  });
});

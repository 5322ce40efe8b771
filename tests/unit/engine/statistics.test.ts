import { describe, expect, it } from "vitest";
import { hashToUnit } from "@/lib/engine/random";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { normalQuantile } from "@/lib/engine/statistics/normal";
import {
  permutationPairedExact,
  permutationUnpairedExact,
  signFlipTest,
} from "@/lib/engine/statistics/permutation";
import { wilsonInterval } from "@/lib/engine/statistics/proportions";
import { resamplingFor } from "@/lib/engine/statistics/resampling";
import { mean, pairedDifferences } from "@/lib/engine/statistics/samples";

const seed = 1;
const constant = (n: number, value: number) => new Array<number>(n).fill(value);
const spread = (n: number, name: string) => Array.from({ length: n }, (_, i) => hashToUnit(name, i) - 0.5);

describe("signFlipTest", () => {
  it.each([
    { case: "one gain", d: [0.2], p: 1 / 2 },
    { case: "one loss", d: [-0.2], p: 1 },
    { case: "two gains", d: [0.1, 0.3], p: 1 / 4 },
    // Sums over the signs of 1 and 3: 4, 2, −2, −4; observed 2, so two of four.
    { case: "a large gain and a small loss", d: [3, -1], p: 2 / 4 },
    { case: "all zero", d: [0, 0, 0], p: 1 },
    { case: "zeros beside gains", d: [0, 0.1, 0.1], p: 1 / 4 },
    { case: "a constant gain", d: constant(10, 0.01), p: 2 ** -10 },
    { case: "a constant gain of the most pairs counted exactly", d: constant(14, 0.01), p: 2 ** -14 },
    { case: "equal decimals with unequal bits", d: [0.2 - 0.1, 0.3 - 0.2, 0.4 - 0.3], p: 1 / 8 },
  ])("is exact for $case", ({ d, p }) => {
    expect(signFlipTest(d, { seed })).toMatchObject({ pValue: p, n: d.length, method: "exact" });
  });

  it("has no p-value without pairs, rather than p = 1", () => {
    expect(signFlipTest([], { seed })).toMatchObject({
      pValue: null,
      n: 0,
      meanDifference: null,
      missing: "empty",
    });
  });

  it.each([
    { case: "all zero", d: constant(15, 0), p: 1 },
    { case: "a constant gain, which no sample reaches", d: constant(40, 0.01), p: 1 / 10_001 },
    { case: "a constant loss", d: constant(40, -0.01), p: 1 },
  ])("is sampled from 15 pairs on: $case", ({ d, p }) => {
    expect(signFlipTest(d, { seed })).toMatchObject({ pValue: p, method: "sampled", resamples: 10_000 });
  });

  it("agrees with the count of every pattern within the sampling error", () => {
    for (const name of ["a", "b", "c"]) {
      const d = spread(16, name);
      const exact = permutationPairedExact(constant(16, 0), d).pGreater ?? Number.NaN;
      // Five standard errors of a share of 10,000.
      expect(Math.abs((signFlipTest(d, { seed }).pValue ?? 0) - exact)).toBeLessThan(0.025);
    }
  });

  it("repeats with its seed, and uses every sign beyond the first 32", () => {
    const d = spread(40, "long");
    expect(signFlipTest(d, { seed: 5 })).toEqual(signFlipTest(d, { seed: 5 }));
    // Weight on the last eight pairs only: 2^−8 unless their signs repeat those of the first ones.
    const late = [...constant(32, 0), ...constant(8, 1)];
    expect(signFlipTest(late, { seed }).pValue).toBeCloseTo(2 ** -8, 2);
    const twins = [1, ...constant(31, 0), -1, ...constant(7, 0)];
    expect(signFlipTest(twins, { seed }).pValue).toBeCloseTo(3 / 4, 1);
  });

  it.each([Number.NaN, Infinity, -Infinity])("refuses %s", (value) => {
    expect(() => signFlipTest([0.1, value], { seed })).toThrow(RangeError);
  });
});

describe("permutation tests", () => {
  it("have no result without values", () => {
    expect(permutationPairedExact([], [])).toMatchObject({
      statistic: null,
      pGreater: null,
      missing: "empty",
    });
    expect(permutationUnpairedExact([1], [])).toMatchObject({ statistic: null, pGreater: null });
  });

  it("refuse unequal pairs, NaN and what would take minutes", () => {
    expect(() => permutationPairedExact([1], [1, 2])).toThrow(RangeError);
    expect(() => permutationPairedExact([Number.NaN], [1])).toThrow(RangeError);
    expect(() => permutationPairedExact(constant(23, 0), constant(23, 1))).toThrow(RangeError);
    expect(() => permutationUnpairedExact(constant(20, 0), constant(20, 1))).toThrow(RangeError);
  });
});

describe("bcaInterval", () => {
  const a = Array.from({ length: 20 }, (_, i) => 0.4 + 0.2 * hashToUnit("a", i));

  it("repeats with its seed", () => {
    const sample = {
      statistic: "relativeLiftPaired",
      a,
      b: a.map((x, i) => x + 0.1 * hashToUnit(i)),
    } as const;
    expect(bcaInterval(sample, { seed: 3 })).toEqual(bcaInterval(sample, { seed: 3 }));
    expect(bcaInterval(sample, { seed: 3 })).not.toEqual(bcaInterval(sample, { seed: 4 }));
  });

  it("is the estimate itself without variance", () => {
    const interval = bcaInterval({ statistic: "mean", x: constant(12, 0.3) }, { seed });
    expect(interval?.low).toBeCloseTo(0.3, 12);
    expect(interval?.high).toBeCloseTo(0.3, 12);
    const doubled = bcaInterval({ statistic: "relativeLiftPaired", a, b: a.map((x) => 2 * x) }, { seed });
    expect(doubled).toEqual({ estimate: 1, low: expect.closeTo(1, 12), high: expect.closeTo(1, 12) });
  });

  it("of a mean is the same in any unit, and moves with a constant", () => {
    const plain = bcaInterval({ statistic: "mean", x: a }, { seed });
    const moved = bcaInterval({ statistic: "mean", x: a.map((x) => 8 * x + 4) }, { seed });
    for (const end of ["estimate", "low", "high"] as const) {
      expect(moved?.[end]).toBeCloseTo(8 * (plain?.[end] ?? Number.NaN) + 4, 9);
    }
  });

  it("leaves each row out once in the jackknife", () => {
    const x = [3, 1, 2, 10];
    // Of 1, 2, 3, 10: without 1 the median is 3, without 2 it is 3, without 3 and without 10 it is 2.
    expect([...(resamplingFor({ statistic: "median", x }).jackknife()[0] ?? [])]).toEqual([3, 3, 2, 2]);
    // Of 1, 2, 3: 2.5 without 1, 2 without 2, 1.5 without 3.
    const odd = resamplingFor({ statistic: "median", x: [2, 3, 1] });
    expect([...(odd.jackknife()[0] ?? [])]).toEqual([2.5, 2, 1.5]);
    const groups = resamplingFor({ statistic: "diffMeans", a: [0, 2], b: [4, 6, 8] }).jackknife();
    expect(groups.map((values) => [...values])).toEqual([
      [4, 6],
      [6, 5, 4],
    ]);
    const lift = resamplingFor({ statistic: "relativeLiftPaired", a: [1, 2, 3], b: [2, 3, 4] });
    expect([...(lift.jackknife()[0] ?? [])]).toEqual([3.5 / 2.5 - 1, 0.5, 2.5 / 1.5 - 1]);
    expect(lift.estimate).toBe(0.5);
  });

  it("is withheld under 10 cases and for a control mean of 0", () => {
    expect(bcaInterval({ statistic: "mean", x: a.slice(0, 9) }, { seed })).toBeNull();
    expect(bcaInterval({ statistic: "mean", x: a.slice(0, 10) }, { seed })).not.toBeNull();
    expect(bcaInterval({ statistic: "relativeLiftPaired", a: constant(20, 0), b: a }, { seed })).toBeNull();
  });

  it("refuses unequal pairs, NaN and an impossible confidence", () => {
    expect(() => bcaInterval({ statistic: "relativeLiftPaired", a, b: [1] }, { seed })).toThrow(RangeError);
    expect(() => bcaInterval({ statistic: "mean", x: [Number.NaN] }, { seed })).toThrow(RangeError);
    expect(() => bcaInterval({ statistic: "mean", x: a }, { seed, confidence: 1 })).toThrow(RangeError);
  });
});

describe("other statistics", () => {
  it("keep a mean in range whose sum is not", () => {
    expect(mean([1.5e308, 1.5e308])).toBe(1.5e308);
  });

  it("give null for no data", () => {
    expect(mean([])).toBeNull();
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it("refuse impossible input", () => {
    expect(() => wilsonInterval(0.5, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(1, 2, 1)).toThrow(RangeError);
    expect(() => normalQuantile(1.1)).toThrow(RangeError);
    expect(() => pairedDifferences([1], [Infinity])).toThrow(RangeError);
  });

  it.each([
    { wins: 6, losses: 1, reached: false },
    { wins: 7, losses: 1, reached: true },
    { wins: 12, losses: 3, reached: true },
    { wins: 11, losses: 4, reached: false },
    { wins: 18, losses: 7, reached: true },
  ])("reach E = 5 at $wins of $wins + $losses: $reached", ({ wins, losses, reached }) => {
    expect(duelEValues(wins, losses).ePlus >= 5).toBe(reached);
    expect(duelEValues(losses, wins).eMinus).toBe(duelEValues(wins, losses).ePlus);
  });
});

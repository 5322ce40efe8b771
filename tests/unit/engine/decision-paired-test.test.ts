import { describe, expect, it } from "vitest";
import { pairedTest } from "@/lib/engine/decision/paired-test";

const zeros = (n: number) => new Array<number>(n).fill(0);
/** Differences 1, 2, …, n in thousandths. */
const rising = (n: number) => Array.from({ length: n }, (_, i) => (i + 1) / 1000);

describe("pairedTest", () => {
  it.each([
    { case: "nothing", b: [], name: "sign_flip", p: null, missing: "empty" },
    { case: "one gain", b: [0.1], name: "sign_flip", p: 1 / 2, missing: null },
    { case: "one loss", b: [-0.1], name: "sign_flip", p: 1, missing: null },
    { case: "one tie", b: [0], name: "sign_flip", p: 1, missing: null },
    { case: "two gains", b: [0.1, 0.2], name: "sign_flip", p: 1 / 4, missing: null },
    // Of the eight sums of ±1, ±2, ±3 two reach 4: 6 and 4.
    {
      case: "two gains and the smallest a loss",
      b: [-0.1, 0.2, 0.3],
      name: "sign_flip",
      p: 2 / 8,
      missing: null,
    },
    { case: "14 gains, counted exactly", b: rising(14), name: "sign_flip", p: 2 ** -14, missing: null },
    { case: "15 gains, sampled", b: rising(15), name: "sign_flip", p: 1 / 10_001, missing: null },
    { case: "29 gains", b: rising(29), name: "sign_flip", p: 1 / 10_001, missing: null },
    {
      case: "15 constant gains, known exactly",
      b: zeros(15).fill(0.1),
      name: "sign_flip",
      p: 2 ** -15,
      missing: null,
    },
    { case: "40 constant gains", b: zeros(40).fill(0.1), name: "sign_flip", p: 2 ** -40, missing: null },
    { case: "40 constant losses", b: zeros(40).fill(-0.1), name: "sign_flip", p: 1, missing: null },
    { case: "29 ties", b: zeros(29), name: "sign_flip", p: 1, missing: null },
    { case: "30 ties", b: zeros(30), name: "paired_t", p: 1, missing: "zero_variance" },
  ])("has p = $p by $name for $case", ({ b, name, p, missing }) => {
    const test = pairedTest(zeros(b.length), b, { seed: 3 });
    expect(test).toMatchObject({ name, missing, n: b.length });
    if (p === null) expect(test.pValue).toBeNull();
    else expect(test.pValue).toBeCloseTo(p, 15);
  });

  it("is Student's t from 30 pairs on", () => {
    // Differences 1 … 30: mean 15.5, variance 30·31/12 = 77.5, so t = 15.5 / √(77.5/30).
    const test = pairedTest(zeros(30), rising(30), { seed: 3 });
    expect(test).toMatchObject({ name: "paired_t", df: 29, resamples: null, wilcoxonP: null });
    expect(test.statistic).toBeCloseTo(15.5 / Math.sqrt(77.5 / 30), 9);
    expect(test.dz).toBeCloseTo(15.5 / Math.sqrt(77.5), 9);
  });

  it("has the upper tail of t with 29 degrees of freedom, and the lower one for the swapped arms", () => {
    // Differences 3 and −1 in turn: mean 1, sd 2·√(30/29), so t = √29 / 2, whose upper tail is 0.0058274.
    const b = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 3 : -1));
    const forward = pairedTest(zeros(30), b, { seed: 3 });
    expect(forward.statistic).toBeCloseTo(Math.sqrt(29) / 2, 12);
    expect(forward.pValue).toBeCloseTo(0.005827396837752178, 12);
    expect(pairedTest(b, zeros(30), { seed: 3 }).pValue).toBeCloseTo(1 - 0.005827396837752178, 12);
  });

  it("shows Wilcoxon beside the sign flips without letting it decide", () => {
    // One large loss against nine small gains: the mean falls, the ranks rise.
    const b = [...rising(9), -0.5];
    const { pValue, wilcoxonP, statistic } = pairedTest(zeros(10), b, { seed: 3 });
    expect(statistic).toBeCloseTo(-0.0455, 9);
    // Half of the patterns have +0.5, and one of the others all nine small signs positive.
    expect(pValue).toBe(513 / 1024);
    // The loss has rank 10, so W− = 10: 43 sets of the ranks 1 to 10 sum to 10 or less.
    expect(wilcoxonP).toBeCloseTo(43 / 1024, 12);
  });

  it.each([
    { case: "unequal lengths", a: [1], b: [1, 2], message: "a and b" },
    { case: "a NaN", a: [Number.NaN], b: [1], message: "a must" },
    { case: "an infinity", a: [1], b: [Number.POSITIVE_INFINITY], message: "b must" },
  ])("refuses $case", ({ a, b, message }) => {
    expect(() => pairedTest(a, b, { seed: 1 })).toThrow(RangeError);
    expect(() => pairedTest(a, b, { seed: 1 })).toThrow(message);
  });
});

import { describe, expect, it } from "vitest";
import { decideHeldOut, defaultDecisionConfig, type HeldOutPair } from "@/lib/engine/decision";
import { hashToSeed, hashToUnit } from "@/lib/engine/random";
import { defaultRewardWeights } from "@/lib/engine/reward/aggregate";
import { normalQuantile } from "@/lib/engine/statistics/normal";

const base = { failedPairs: 0, weights: defaultRewardWeights, config: defaultDecisionConfig, seed: 7 };

/** Cases with one signal each: baseline and candidate score by index. */
function f1Pairs(n: number, scoresOf: (i: number) => readonly [number, number]): HeldOutPair[] {
  return Array.from({ length: n }, (_, i) => {
    const [baseline, candidate] = scoresOf(i);
    return { caseKey: `case-${i}`, baseline: { tokenF1: baseline }, candidate: { tokenF1: candidate } };
  });
}

describe("decideHeldOut", () => {
  it("deploys a clear gain and tells the numbers", () => {
    const decision = decideHeldOut({ ...base, pairs: f1Pairs(20, (i) => [0.5, i < 18 ? 0.6 : 0.4]) });
    expect(decision).toMatchObject({
      verdict: "deploy",
      basis: "held_out",
      improvementKind: "relative",
      n: 20,
      wins: 18,
      losses: 2,
      ties: 0,
      test: "sign_flip",
    });
    expect(decision.improvement).toBeCloseTo(16, 9);
    expect(decision.baselineMean).toBeCloseTo(0.5, 12);
    expect(decision.candidateMean).toBeCloseTo(0.58, 12);
    expect(decision.confidence).toBeCloseTo(1 - (decision.pValue ?? 0), 12);
    // P(at least 18 of 20 signs positive) = 211 / 2^20 = 0.0002.
    expect(decision.pValue).toBeLessThan(0.002);
    expect(decision.interval?.low).toBeLessThan(16);
    expect(decision.interval?.high).toBeGreaterThan(16);
    expect(decision.reasons).toEqual([
      "The held-out reward rose by 16.0 % (needs 5 %).",
      "The confidence is 0.999 (needs 0.8).",
      "Of 20 held-out cases 18 got better, 2 got worse and 0 stayed equal.",
    ]);
  });

  it.each([
    { case: "exactly 5 %", candidate: 0.525, verdict: "deploy" },
    { case: "exactly 5 % of another mean", baseline: 0.6, candidate: 0.63, verdict: "deploy" },
    { case: "a little less than 5 %", candidate: 0.5249, verdict: "no_improvement" },
    { case: "no change at all", candidate: 0.5, verdict: "no_improvement" },
    { case: "a loss", candidate: 0.4, verdict: "no_improvement" },
  ])("answers $verdict to $case", ({ baseline = 0.5, candidate, verdict }) => {
    expect(decideHeldOut({ ...base, pairs: f1Pairs(20, () => [baseline, candidate]) }).verdict).toBe(verdict);
  });

  it("has p = 1 when every case is tied", () => {
    const decision = decideHeldOut({ ...base, pairs: f1Pairs(20, (i) => [i / 20, i / 20]) });
    expect(decision).toMatchObject({
      verdict: "no_improvement",
      pValue: 1,
      confidence: 0,
      improvement: 0,
      ties: 20,
    });
    expect(decision.reasons[0]).toBe("The held-out reward did not change (needs 5 %).");
  });

  it("refuses a large lift without confidence, and says so", () => {
    // One case carries the whole gain: its sign alone decides, so p is one half.
    const pairs = f1Pairs(20, (i) => (i === 0 ? [0, 1] : [0.5, 0.5]));
    const decision = decideHeldOut({ ...base, pairs });
    expect(decision.verdict).toBe("no_improvement");
    expect(decision.improvement).toBeGreaterThan(5);
    expect(decision.confidence).toBeCloseTo(0.5, 1);
  });

  it.each([
    { n: 12, minConfidence: 1 - 2 ** -12, verdict: "deploy" },
    { n: 12, minConfidence: 1 - 2 ** -13, verdict: "no_improvement" },
  ])("takes a p exactly at the threshold as reached: $minConfidence", ({ n, minConfidence, verdict }) => {
    const config = { minImprovement: 5, minConfidence, minHeldOut: n };
    expect(decideHeldOut({ ...base, config, pairs: f1Pairs(n, () => [0.5, 0.6]) }).verdict).toBe(verdict);
  });

  it("never shows a confidence as reached that was not", () => {
    const config = { minImprovement: 5, minConfidence: 1 - 2 ** -13, minHeldOut: 12 };
    const decision = decideHeldOut({ ...base, config, pairs: f1Pairs(12, () => [0.5, 0.6]) });
    expect(decision.reasons[1]).toContain("The confidence is 0.999 ");
  });

  it.each([
    { n: 0, p: null, interval: false },
    { n: 1, p: 1 / 2, interval: false },
    { n: 2, p: 1 / 4, interval: false },
    { n: 9, p: 2 ** -9, interval: false },
    { n: 10, p: 2 ** -10, interval: true },
    { n: 19, p: 1 / 10_001, interval: true },
  ])("needs data with $n cases", ({ n, p, interval }) => {
    const decision = decideHeldOut({ ...base, pairs: f1Pairs(n, (i) => [0.5, 0.6 + i / 1000]) });
    expect(decision.verdict).toBe("needs_data");
    // 19 gains: 2^−19 is beyond the sample, whose smallest p is 1 in 10,001.
    expect(decision.pValue).toBe(p);
    expect(decision.interval !== null).toBe(interval);
    expect(decision.reasons[0]).toBe(`Only ${n} held-out cases could be compared (needs 20).`);
    if (n === 0) {
      expect(decision).toMatchObject({
        improvement: null,
        confidence: null,
        baselineMean: null,
        candidateMean: null,
      });
    }
  });

  it("measures the gain on the scale itself where the current prompt scores 0", () => {
    const decision = decideHeldOut({ ...base, pairs: f1Pairs(20, () => [0, 0.06]) });
    expect(decision).toMatchObject({ verdict: "deploy", improvementKind: "absolute" });
    expect(decision.improvement).toBeCloseTo(6, 9);
    expect(decision.interval?.low).toBeCloseTo(6, 9);
    expect(decision.reasons[0]).toContain("6.0 points of 100");
    expect(decideHeldOut({ ...base, pairs: f1Pairs(20, () => [0, 0.04]) }).verdict).toBe("no_improvement");
    expect(decideHeldOut({ ...base, pairs: f1Pairs(20, () => [1e-10, 1e-9]) }).verdict).toBe(
      "no_improvement",
    );
  });

  it("compares only the signals that both sides have", () => {
    const pairs = f1Pairs(20, () => [0.5, 0.5]).map((pair) => ({
      ...pair,
      candidate: { ...pair.candidate, human: 1 },
    }));
    expect(decideHeldOut({ ...base, pairs })).toMatchObject({
      verdict: "no_improvement",
      improvement: 0,
      ties: 20,
    });
  });

  it("leaves out cases that share no signal, and counts failed ones, aloud", () => {
    const strangers = [{ caseKey: "x", baseline: { tokenF1: 0.1 }, candidate: { human: 1 } }];
    const pairs = [...f1Pairs(19, () => [0.5, 0.7]), ...strangers];
    const decision = decideHeldOut({ ...base, pairs, failedPairs: 3 });
    expect(decision).toMatchObject({ verdict: "needs_data", n: 19 });
    expect(decision.reasons).toContain("3 held-out cases failed and entered no mean.");
    expect(decision.reasons).toContain("1 held-out case has no signal that both prompts share.");
  });

  describe("and perplexity", () => {
    const pairsOf = (f1: readonly [number, number], ppl: readonly [number, number]): HeldOutPair[] =>
      f1Pairs(20, () => f1).map(({ caseKey, baseline, candidate }) => ({
        caseKey,
        baseline: { ...baseline, perplexity: ppl[0] },
        candidate: { ...candidate, perplexity: ppl[1] },
      }));

    it("deploys nothing on a gain in perplexity alone", () => {
      const decision = decideHeldOut({ ...base, pairs: pairsOf([0.5, 0.5], [0.55, 0.7]) });
      expect(decision.improvement).toBeGreaterThan(5);
      expect(decision.verdict).toBe("no_improvement");
      expect(decision.reasons[0]).toContain("No decision may turn on perplexity alone");
    });

    it("deploys nothing where perplexity is the only signal", () => {
      const pairs = Array.from({ length: 20 }, (_, i) => ({
        caseKey: `${i}`,
        baseline: { perplexity: 0.5 },
        candidate: { perplexity: 0.9 },
      }));
      expect(decideHeldOut({ ...base, pairs }).verdict).toBe("no_improvement");
      const only = { exactMatch: 0, tokenF1: 0, perplexity: 1, human: 0, length: 0, similarity: 0 };
      expect(decideHeldOut({ ...base, pairs, weights: only }).verdict).toBe("no_improvement");
    });

    it("lets it take part where the gain holds without it", () => {
      expect(decideHeldOut({ ...base, pairs: pairsOf([0.5, 0.6], [0.5, 0.6]) }).verdict).toBe("deploy");
    });
  });

  it("repeats with its seed", () => {
    const pairs = f1Pairs(24, (i) => [hashToUnit("a", i), hashToUnit("b", i)]);
    expect(decideHeldOut({ ...base, pairs })).toEqual(decideHeldOut({ ...base, pairs }));
    const confidences = [1, 2, 3].map((seed) => decideHeldOut({ ...base, pairs, seed }).confidence);
    expect(new Set(confidences).size).toBeGreaterThan(1);
  });

  it.each([
    {
      case: "a case that counts twice",
      change: { pairs: [...f1Pairs(1, () => [0, 1]), ...f1Pairs(1, () => [0, 1])] },
    },
    { case: "a score above 1", change: { pairs: f1Pairs(1, () => [0.5, 1.5]) } },
    { case: "a score that is NaN", change: { pairs: f1Pairs(1, () => [Number.NaN, 0.5]) } },
    { case: "a negative count of failures", change: { failedPairs: -1 } },
    { case: "a confidence above 1", change: { config: { ...defaultDecisionConfig, minConfidence: 80 } } },
    { case: "no cases required", change: { config: { ...defaultDecisionConfig, minHeldOut: 0 } } },
    { case: "a gain of NaN", change: { config: { ...defaultDecisionConfig, minImprovement: Number.NaN } } },
    { case: "a negative weight", change: { weights: { ...defaultRewardWeights, human: -1 } } },
  ])("refuses $case", ({ change }) => {
    expect(() => decideHeldOut({ ...base, pairs: f1Pairs(2, () => [0.5, 0.6]), ...change })).toThrow(
      RangeError,
    );
  });

  it("deploys a candidate that is no better in about one run of five, before the lift rule", () => {
    const trials = 400;
    const noise = (...parts: (string | number)[]) =>
      Math.min(1, Math.max(0, 0.5 + 0.15 * normalQuantile(hashToUnit(...parts))));
    const config = { ...defaultDecisionConfig, minImprovement: -1000 };
    let deployed = 0;
    let deployedByRule = 0;
    for (let trial = 0; trial < trials; trial++) {
      const pairs = f1Pairs(24, (i) => [noise(trial, i, "a"), noise(trial, i, "b")]);
      const seed = hashToSeed("trial", trial);
      const decision = decideHeldOut({ ...base, pairs, config, seed });
      if (decision.verdict === "deploy") deployed += 1;
      if (decision.verdict === "deploy" && (decision.improvement ?? 0) >= 5) deployedByRule += 1;
    }
    console.info(
      `no true difference, n = 24: deployed ${deployed / trials}, with the lift rule ${deployedByRule / trials}`,
    );
    expect(deployed / trials).toBeGreaterThan(0.1);
    expect(deployed / trials).toBeLessThan(0.3);
    expect(deployedByRule).toBeLessThanOrEqual(deployed);
  }, 60_000);
});

import { describe, expect, it } from "vitest";
import { decideHeldOut } from "@/lib/engine/decision/held-out";
import type { ScoredPair } from "@/lib/engine/decision/held-out-cases";
import { MOST_USES } from "@/lib/engine/decision/thresholds";
import { hashToUnit } from "@/lib/engine/random";
import { defaultRewardWeights } from "@/lib/engine/reward/aggregate";
import { f1Pairs, heldOut, rules } from "./decision-harness";

describe("decideHeldOut", () => {
  it("deploys a clear gain and tells the numbers", () => {
    const decision = decideHeldOut({
      ...rules,
      cases: heldOut(f1Pairs(20, (i) => [0.5, i < 18 ? 0.6 : 0.4])),
    });
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
    expect(decision.evidence).toMatchObject({
      df: null,
      resamples: 10_000,
      missing: null,
      cases: 20,
      failedCases: 0,
      unsharedCases: 0,
      usesBefore: 0,
      signals: { tokenF1: 20 },
      weights: rules.weights,
      thresholds: { minImprovement: 5, minConfidence: 0.8, minHeldOut: 20 },
      withoutPerplexity: null,
      guardrails: [],
      seed: 7,
    });
    // 18 gains and 2 losses of 0.1: mean 0.08, sd √(20 / 19 · (0.01 − 0.0064)).
    expect(decision.evidence.statistic).toBeCloseTo(0.08, 12);
    expect(decision.evidence.dz).toBeCloseTo(0.08 / Math.sqrt((20 / 19) * 0.0036), 9);
    // All ranks are 10.5: at most two of twenty signs negative, (1 + 20 + 190) / 2^20.
    expect(decision.evidence.wilcoxonP).toBeCloseTo(211 / 2 ** 20, 12);
    expect(decision.reasons).toEqual([
      "The held-out reward rose by 16.0 % (needs 5 %).",
      "The confidence is 0.999 (needs 0.8).",
      "Of 20 held-out cases 18 got better, 2 got worse and 0 stayed equal.",
    ]);
  });

  it.each([
    { case: "exactly 5 %", candidate: 0.525, verdict: "deploy" },
    { case: "exactly 5 % of another mean", baseline: 0.6, candidate: 0.63, verdict: "deploy" },
    // In binary 0.84 / 0.8 − 1 comes out a little under 0.05.
    { case: "exactly 5 % whose binary form is less", baseline: 0.8, candidate: 0.84, verdict: "deploy" },
    { case: "a little less than 5 %", candidate: 0.5249, verdict: "no_improvement" },
    { case: "no change at all", candidate: 0.5, verdict: "no_improvement" },
    { case: "a loss", candidate: 0.4, verdict: "no_improvement" },
  ])("answers $verdict to $case", ({ baseline = 0.5, candidate, verdict }) => {
    expect(
      decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, () => [baseline, candidate])) }).verdict,
    ).toBe(verdict);
  });

  it("has p = 1 when every case is tied", () => {
    const decision = decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, (i) => [i / 20, i / 20])) });
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
    const decision = decideHeldOut({ ...rules, cases: heldOut(pairs) });
    expect(decision.verdict).toBe("no_improvement");
    expect(decision.improvement).toBeGreaterThan(5);
    expect(decision.confidence).toBeCloseTo(0.5, 1);
  });

  it.each([
    { n: 12, minConfidence: 1 - 2 ** -12, verdict: "deploy" },
    { n: 12, minConfidence: 1 - 2 ** -13, verdict: "no_improvement" },
  ])("takes a p exactly at the threshold as reached: $minConfidence", ({ n, minConfidence, verdict }) => {
    const config = { minImprovement: 5, minConfidence, minHeldOut: n };
    expect(decideHeldOut({ ...rules, config, cases: heldOut(f1Pairs(n, () => [0.5, 0.6])) }).verdict).toBe(
      verdict,
    );
  });

  it("never shows a confidence as reached that was not", () => {
    const config = { minImprovement: 5, minConfidence: 1 - 2 ** -13, minHeldOut: 12 };
    const decision = decideHeldOut({ ...rules, config, cases: heldOut(f1Pairs(12, () => [0.5, 0.6])) });
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
    const decision = decideHeldOut({ ...rules, cases: heldOut(f1Pairs(n, (i) => [0.5, 0.6 + i / 1000])) });
    expect(decision.verdict).toBe("needs_data");
    // 19 gains: 2^−19 is beyond the sample, whose smallest p is 1 in 10,001.
    expect(decision.pValue).toBe(p);
    expect(decision.interval !== null).toBe(interval);
    expect(decision.reasons[0]).toBe(
      `Only ${n} held-out ${n === 1 ? "case" : "cases"} could be compared (needs 20).`,
    );
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
    const decision = decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, () => [0, 0.06])) });
    expect(decision).toMatchObject({ verdict: "deploy", improvementKind: "absolute" });
    expect(decision.improvement).toBeCloseTo(6, 9);
    expect(decision.interval?.low).toBeCloseTo(6, 9);
    expect(decision.reasons[0]).toContain("6.0 points of 100");
    expect(decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, () => [0, 0.04])) }).verdict).toBe(
      "no_improvement",
    );
    expect(decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, () => [1e-10, 1e-9])) }).verdict).toBe(
      "no_improvement",
    );
  });

  it("compares only the signals that both sides have", () => {
    const pairs = f1Pairs(20, () => [0.5, 0.5]).map((pair) => ({
      ...pair,
      candidate: { ...pair.candidate, human: 1 },
    }));
    expect(decideHeldOut({ ...rules, cases: heldOut(pairs) })).toMatchObject({
      verdict: "no_improvement",
      improvement: 0,
      ties: 20,
    });
  });

  it("leaves out cases that share no signal, and counts failed ones, aloud", () => {
    const strangers = [{ caseKey: "x", baseline: { tokenF1: 0.1 }, candidate: { human: 1 } }];
    const pairs = [...f1Pairs(19, () => [0.5, 0.7]), ...strangers];
    const decision = decideHeldOut({ ...rules, cases: heldOut(pairs, 3) });
    expect(decision).toMatchObject({ verdict: "needs_data", n: 19 });
    expect(decision.reasons).toContain("3 held-out cases failed and entered no mean.");
    expect(decision.reasons).toContain("1 held-out case has no signal that both prompts share.");
  });

  describe("and perplexity", () => {
    const pairsOf = (f1: readonly [number, number], ppl: readonly [number, number]): ScoredPair[] =>
      f1Pairs(20, () => f1).map(({ caseKey, baseline, candidate }) => ({
        caseKey,
        baseline: { ...baseline, perplexity: ppl[0] },
        candidate: { ...candidate, perplexity: ppl[1] },
      }));

    it("deploys nothing on a gain in perplexity alone", () => {
      const decision = decideHeldOut({ ...rules, cases: heldOut(pairsOf([0.5, 0.5], [0.55, 0.7])) });
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
      expect(decideHeldOut({ ...rules, cases: heldOut(pairs) }).verdict).toBe("no_improvement");
      const only = { exactMatch: 0, tokenF1: 0, perplexity: 1, human: 0, length: 0, similarity: 0 };
      expect(decideHeldOut({ ...rules, cases: heldOut(pairs), weights: only }).verdict).toBe(
        "no_improvement",
      );
    });

    it("lets it take part where the gain holds without it", () => {
      expect(decideHeldOut({ ...rules, cases: heldOut(pairsOf([0.5, 0.6], [0.5, 0.6])) }).verdict).toBe(
        "deploy",
      );
    });
  });

  it("takes the t-test from 30 cases on", () => {
    const gains = (n: number) => heldOut(f1Pairs(n, (i) => [0.5, i % 2 === 0 ? 0.6 : 0.5]));
    expect(decideHeldOut({ ...rules, cases: gains(29) }).test).toBe("sign_flip");
    const decision = decideHeldOut({ ...rules, cases: gains(30) });
    // Fifteen differences of 0.1, fifteen of 0: mean 0.05, sd 0.05·√(30/29), so t = √29.
    expect(decision).toMatchObject({
      verdict: "deploy",
      test: "paired_t",
      evidence: { df: 29, resamples: null },
    });
    expect(decision.evidence.statistic).toBeCloseTo(Math.sqrt(29), 9);
    expect(decision.evidence.wilcoxonP).toBeNull();
  });

  it.each([
    { usesBefore: MOST_USES - 1, verdict: "deploy" },
    { usesBefore: MOST_USES, verdict: "needs_data" },
    { usesBefore: 40, verdict: "needs_data" },
  ])("answers $verdict on cases that $usesBefore decisions have looked at", ({ usesBefore, verdict }) => {
    const cases = heldOut(f1Pairs(20, () => [0.5, 0.6]));
    const decision = decideHeldOut({ ...rules, usesBefore, cases });
    expect(decision.verdict).toBe(verdict);
    expect(decision.evidence.usesBefore).toBe(usesBefore);
    if (verdict === "deploy") return;
    expect(decision.reasons[0]).toBe(
      `${usesBefore} decisions have looked at these held-out cases already; after 10 they are used up. Add new cases with a reply that a person wrote.`,
    );
  });

  describe("and guardrails", () => {
    const cost = { name: "Output tokens per reply", unit: "tokens" as const, limit: { times: 2, plus: 0 } };
    const cases = heldOut(f1Pairs(20, () => [0.5, 0.6]));
    const decide = (baseline: number | null, candidate: number | null) =>
      decideHeldOut({ ...rules, cases, guardrails: [{ ...cost, baseline, candidate }] });

    it("deploys nothing that breaks one, and names it first", () => {
      const decision = decide(100, 201);
      expect(decision.verdict).toBe("no_improvement");
      expect(decision.reasons[0]).toBe(
        "Output tokens per reply: 201 tokens with the candidate, 100 tokens with the current prompt (at most 200 tokens).",
      );
      expect(decision.evidence.guardrails).toMatchObject([{ status: "fails", limit: 200 }]);
    });

    it.each([
      { case: "exactly at the limit", baseline: 100, candidate: 200, status: "passes" },
      { case: "not measured", baseline: null, candidate: null, status: "unavailable" },
    ])("deploys with one that is $case, and keeps its numbers", ({ baseline, candidate, status }) => {
      const decision = decide(baseline, candidate);
      expect(decision.verdict).toBe("deploy");
      expect(decision.evidence.guardrails).toMatchObject([{ baseline, candidate, status }]);
    });
  });

  it("repeats with its seed", () => {
    const pairs = f1Pairs(24, (i) => [hashToUnit("a", i), hashToUnit("b", i)]);
    expect(decideHeldOut({ ...rules, cases: heldOut(pairs) })).toEqual(
      decideHeldOut({ ...rules, cases: heldOut(pairs) }),
    );
    const confidences = [1, 2, 3].map(
      (seed) => decideHeldOut({ ...rules, cases: heldOut(pairs), seed }).confidence,
    );
    expect(new Set(confidences).size).toBeGreaterThan(1);
  });

  it.each([
    { name: "tokenF1", case: "a score above 1", change: { cases: heldOut(f1Pairs(1, () => [0.5, 1.5])) } },
    {
      name: "tokenF1",
      case: "a score of NaN",
      change: { cases: heldOut(f1Pairs(1, () => [Number.NaN, 0])) },
    },
    { name: "usesBefore", case: "a negative number of uses", change: { usesBefore: -1 } },
    { name: "usesBefore", case: "half a use", change: { usesBefore: 0.5 } },
    {
      name: "minConfidence",
      case: "a confidence above 1",
      change: { config: { ...rules.config, minConfidence: 80 } },
    },
    { name: "minHeldOut", case: "no cases required", change: { config: { ...rules.config, minHeldOut: 0 } } },
    {
      name: "minImprovement",
      case: "a gain of NaN",
      change: { config: { ...rules.config, minImprovement: Number.NaN } },
    },
    {
      name: "weights",
      case: "a negative weight",
      change: { weights: { ...defaultRewardWeights, human: -1 } },
    },
    { name: "seed", case: "a seed of NaN", change: { seed: Number.NaN } },
  ])("refuses $case by the name of $name", ({ name, change }) => {
    const decide = () =>
      decideHeldOut({ ...rules, cases: heldOut(f1Pairs(2, (i) => [0.5, 0.6 + i / 10])), ...change });
    expect(decide).toThrow(RangeError);
    expect(decide).toThrow(name);
  });
});

import { checkGuardrails, type Guardrail } from "@/lib/engine/decision/guardrails";
import { HeldOutCases } from "@/lib/engine/decision/held-out-cases";
import { type Evidence, type Judgement, judge } from "@/lib/engine/decision/judgement";
import {
  assertDecisionConfig,
  assertSeed,
  type DecisionConfig,
  MOST_USES,
} from "@/lib/engine/decision/thresholds";
import type { RewardWeights } from "@/lib/engine/reward/aggregate";
import { assertCount } from "@/lib/engine/statistics/ranges";

export interface HeldOutInput {
  /** Of one search; see `HeldOutCases.of`. */
  cases: HeldOutCases;
  /** Earlier decisions that looked at these cases. */
  usesBefore: number;
  weights: RewardWeights;
  config: DecisionConfig;
  /** What must not get worse: cost, latency, format errors, safety; only what was looked for. */
  guardrails: readonly Guardrail[];
  /** Unsigned 32-bit integer; the same seed gives the same decision. */
  seed: number;
}

export interface HeldOutDecision extends Judgement {
  basis: "held_out";
  evidence: Evidence & { usesBefore: number };
}

/**
 * Whether one candidate, chosen on other cases, may replace the current prompt.
 *
 * One look, one test: deploys iff the mean reward rose by at least `minImprovement` percent, confidence
 * (1 − one-sided p) is at least `minConfidence` on at least `minHeldOut` cases, and no guardrail fails.
 * Each case counts only the signals that both prompts have. Where the current prompt's mean is 0 the gain
 * is absolute. No decision may turn on perplexity alone: if the rule fails once that signal is left out,
 * nothing is deployed. Cases that 10 decisions have looked at are used up and decide nothing more.
 *
 * @param input Cases that only this candidate has met, weights, thresholds, guardrails, seed.
 * @returns The verdict with every number behind it; what cannot be measured is null, never a default.
 * @throws {RangeError} if `cases` was not made by `HeldOutCases.of`, or a score, weight, threshold, count,
 *   guardrail or seed is invalid.
 * @see pairedTest, bcaInterval, sharedReward
 * @example
 * const record = { development: [], heldOut: [], controlId: "live", survivorId: "new", replies: [] };
 * const weights = { exactMatch: 0, tokenF1: 1, perplexity: 0, human: 0, length: 0, similarity: 0 };
 * const config = { minImprovement: 5, minConfidence: 0.8, minHeldOut: 20 };
 * const cases = HeldOutCases.of(record);
 * decideHeldOut({ cases, usesBefore: 0, weights, config, guardrails: [], seed: 1 }).verdict; // => "needs_data"
 */
export function decideHeldOut(input: HeldOutInput): HeldOutDecision {
  const { cases, usesBefore, weights, config, seed } = input;
  if (!(cases instanceof HeldOutCases)) throw new RangeError("cases must come from HeldOutCases.of");
  assertDecisionConfig(config);
  assertCount("usesBefore", usesBefore);
  assertSeed(seed);
  const guardrails = checkGuardrails(input.guardrails);
  const contender = { pairs: cases.pairs, cases: cases.size, guardrails, seed };
  const [judgement] = judge([contender], { weights, config, caseName: "held-out case" });
  if (!judgement) throw new Error("one contender got no judgement");

  const decided: HeldOutDecision = {
    ...judgement,
    basis: "held_out",
    evidence: { ...judgement.evidence, usesBefore },
  };
  if (usesBefore < MOST_USES) return decided;
  const worn = `${usesBefore} decisions have looked at these held-out cases already; after ${MOST_USES} they are used up. Add new cases with a reply that a person wrote.`;
  return { ...decided, verdict: "needs_data", reasons: [worn, ...decided.reasons] };
}

import { hashToSeed } from "@/lib/engine/random";
import { type ComponentScores, type RewardWeights, sharedReward } from "@/lib/engine/reward/aggregate";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { signFlipTest } from "@/lib/engine/statistics/permutation";
import { mean, pairedDifferences } from "@/lib/engine/statistics/samples";

/** So that a gain of exactly the threshold satisfies it. */
const SLACK = 1e-12;
/** A control mean at or below this has no meaningful ratio to it. */
const SMALLEST_CONTROL_MEAN = 1e-9;
const INTERVAL_CONFIDENCE = 0.95;

/** Scores of both prompts on one case, each generated afresh with the case's own seed. */
export interface HeldOutPair {
  caseKey: string;
  baseline: ComponentScores;
  candidate: ComponentScores;
}

export interface DecisionConfig {
  /** Smallest gain worth deploying, in percent of the current prompt's mean reward. */
  minImprovement: number;
  /** Smallest confidence (1 − one-sided p), 0 to 1. */
  minConfidence: number;
  /** Fewest usable held-out cases. */
  minHeldOut: number;
}

export const defaultDecisionConfig: DecisionConfig = {
  minImprovement: 5,
  minConfidence: 0.8,
  minHeldOut: 20,
};

export interface HeldOutDecision {
  verdict: "deploy" | "no_improvement" | "needs_data";
  basis: "held_out";
  /** Percent of the baseline mean if relative, points on a scale of 0 to 100 if absolute; null without cases. */
  improvement: number | null;
  improvementKind: "relative" | "absolute";
  /** 1 − pValue; null where there is no p-value, which counts as none. */
  confidence: number | null;
  /** One-sided, "the candidate is better"; null without cases. */
  pValue: number | null;
  /** Cases on which both prompts gave an answer and share a signal. */
  n: number;
  wins: number;
  losses: number;
  ties: number;
  /** 0 to 1; null without cases. */
  baselineMean: number | null;
  candidateMean: number | null;
  /** Two-sided 95 % BCa interval of `improvement`, in its unit; null under 10 cases. */
  interval: { low: number; high: number } | null;
  test: "sign_flip";
  /** Plain sentences with the numbers, the most important first. */
  reasons: string[];
}

interface DecisionInput {
  pairs: readonly HeldOutPair[];
  /** Held-out cases on which either prompt failed to answer; they enter no mean. */
  failedPairs: number;
  weights: RewardWeights;
  config: DecisionConfig;
  /** Unsigned 32-bit integer; the same seed gives the same decision. */
  seed: number;
}

type Measurement = Omit<HeldOutDecision, "verdict" | "basis" | "reasons" | "test">;

function measure(pairs: readonly HeldOutPair[], weights: RewardWeights, seed: number): Measurement {
  const rewards = pairs.flatMap(
    ({ baseline, candidate }) => sharedReward(baseline, candidate, weights) ?? [],
  );
  const a = rewards.map((reward) => reward.baseline);
  const b = rewards.map((reward) => reward.candidate);
  const differences = pairedDifferences(a, b);
  const baselineMean = mean(a);
  const candidateMean = mean(b);
  const improvementKind =
    baselineMean !== null && baselineMean > SMALLEST_CONTROL_MEAN ? "relative" : "absolute";

  let improvement: number | null = null;
  if (baselineMean !== null && candidateMean !== null) {
    const gain = candidateMean - baselineMean;
    improvement = 100 * (improvementKind === "relative" ? gain / baselineMean : gain);
  }

  const { pValue } = signFlipTest(differences, { seed: hashToSeed(seed, "sign-flip") });
  const interval = bcaInterval(
    improvementKind === "relative"
      ? { statistic: "relativeLiftPaired", a, b }
      : { statistic: "mean", x: differences },
    { seed: hashToSeed(seed, "interval"), confidence: INTERVAL_CONFIDENCE },
  );

  return {
    improvement,
    improvementKind,
    confidence: pValue === null ? null : 1 - pValue,
    pValue,
    n: differences.length,
    wins: differences.filter((difference) => difference > 0).length,
    losses: differences.filter((difference) => difference < 0).length,
    ties: differences.filter((difference) => difference === 0).length,
    baselineMean,
    candidateMean,
    interval: interval && { low: 100 * interval.low, high: 100 * interval.high },
  };
}

const gainsEnough = ({ improvement }: Measurement, config: DecisionConfig): boolean =>
  improvement !== null && improvement / 100 >= config.minImprovement / 100 - SLACK;

const isSureEnough = ({ confidence }: Measurement, config: DecisionConfig): boolean =>
  confidence !== null && confidence >= config.minConfidence - SLACK;

function percent(value: number): string {
  return `${Math.abs(value).toFixed(1)} %`;
}

function gainSentence(measured: Measurement, config: DecisionConfig): string {
  const { improvement, improvementKind } = measured;
  if (improvement === null) return "No held-out case could be compared.";
  const unit = improvementKind === "relative" ? "%" : "points of 100";
  const needed = `needs ${config.minImprovement} ${unit}`;
  const size =
    improvementKind === "relative"
      ? percent(improvement)
      : `${Math.abs(improvement).toFixed(1)} points of 100`;
  const why = improvementKind === "absolute" ? "; the current prompt scored 0, so there is no ratio" : "";
  if (improvement === 0) return `The held-out reward did not change (${needed}${why}).`;
  return `The held-out reward ${improvement > 0 ? "rose" : "fell"} by ${size} (${needed}${why}).`;
}

function sentences(measured: Measurement, { pairs, failedPairs, config }: DecisionInput): string[] {
  const { n, confidence, wins, losses, ties } = measured;
  const reasons = [gainSentence(measured, config)];
  if (confidence !== null) {
    // Cut, not rounded: 0.7996 must not be shown as having reached 0.8.
    const shown = (Math.floor(confidence * 1000 + 1e-9) / 1000).toFixed(3);
    reasons.push(`The confidence is ${shown} (needs ${config.minConfidence}).`);
    reasons.push(`Of ${n} held-out cases ${wins} got better, ${losses} got worse and ${ties} stayed equal.`);
  }
  if (n < config.minHeldOut) {
    reasons.unshift(`Only ${n} held-out cases could be compared (needs ${config.minHeldOut}).`);
  }
  if (failedPairs > 0) {
    reasons.push(
      `${failedPairs} held-out ${failedPairs === 1 ? "case" : "cases"} failed and entered no mean.`,
    );
  }
  const unshared = pairs.length - n;
  if (unshared > 0) {
    reasons.push(
      `${unshared} held-out ${unshared === 1 ? "case has" : "cases have"} no signal that both prompts share.`,
    );
  }
  return reasons;
}

function assertInput({ pairs, failedPairs, config }: DecisionInput): void {
  if (new Set(pairs.map(({ caseKey }) => caseKey)).size !== pairs.length) {
    throw new RangeError("decideHeldOut: every case may count once");
  }
  if (!Number.isInteger(failedPairs) || failedPairs < 0) {
    throw new RangeError(`failedPairs must be a whole number of 0 or more, got ${failedPairs}`);
  }
  if (!Number.isFinite(config.minImprovement)) {
    throw new RangeError(`minImprovement must be a finite percentage, got ${config.minImprovement}`);
  }
  if (!(config.minConfidence >= 0 && config.minConfidence <= 1)) {
    throw new RangeError(`minConfidence must lie from 0 to 1, got ${config.minConfidence}`);
  }
  if (!Number.isInteger(config.minHeldOut) || config.minHeldOut < 1) {
    throw new RangeError(`minHeldOut must be a whole number of 1 or more, got ${config.minHeldOut}`);
  }
}

/**
 * Whether one candidate, chosen on other cases, may replace the current prompt.
 *
 * One look, one test: deploys iff the mean reward rose by at least `minImprovement` percent and
 * confidence (1 − p of the one-sided sign-flip test) is at least `minConfidence` on at least
 * `minHeldOut` cases. Each case counts only the signals that both prompts have. Where the current
 * prompt's mean is 0 the gain is absolute. No decision may turn on perplexity alone: if the rule fails
 * once that signal is left out, nothing is deployed.
 *
 * @param input Pairs of component scores (0 to 1), failed cases, weights, thresholds, seed.
 * @returns The verdict with every number behind it; what cannot be measured is null, never a default.
 * @throws {RangeError} if a score, weight, threshold or count is invalid, or a case occurs twice.
 * @see signFlipTest, bcaInterval, sharedReward
 * @example
 * decideHeldOut({ pairs: [], failedPairs: 0, weights, config: defaultDecisionConfig, seed: 1 }).verdict;
 * // => "needs_data"
 */
export function decideHeldOut(input: DecisionInput): HeldOutDecision {
  assertInput(input);
  const { pairs, weights, config, seed } = input;
  const measured = measure(pairs, weights, seed);
  const reasons = sentences(measured, input);
  const decided = { ...measured, basis: "held_out", test: "sign_flip", reasons } as const;

  if (measured.n < config.minHeldOut) return { ...decided, verdict: "needs_data" };
  if (!gainsEnough(measured, config) || !isSureEnough(measured, config)) {
    return { ...decided, verdict: "no_improvement" };
  }
  const turnsOn = perplexityObjection(input);
  if (turnsOn !== null) {
    return { ...decided, verdict: "no_improvement", reasons: [turnsOn, ...reasons] };
  }
  return { ...decided, verdict: "deploy" };
}

/** Why the gain rests on perplexity alone, or null if it holds without it. */
function perplexityObjection({ pairs, weights, config, seed }: DecisionInput): string | null {
  const others = { ...weights, perplexity: 0 };
  const pairsUsePerplexity = pairs.some(
    ({ baseline, candidate }) => baseline.perplexity != null && candidate.perplexity != null,
  );
  if (weights.perplexity === 0 || !pairsUsePerplexity) return null;

  const rest = Object.values(others).reduce((sum, weight) => sum + weight, 0);
  const without = rest > 0 ? measure(pairs, others, seed) : null;
  if (without === null || without.n < config.minHeldOut) {
    return "Perplexity is the only signal on most cases, and no decision may turn on it alone.";
  }
  if (gainsEnough(without, config) && isSureEnough(without, config)) return null;
  const confidence = (without.confidence ?? 0).toFixed(3);
  return `Without the perplexity signal: ${gainSentence(without, config)} Confidence ${confidence}. No decision may turn on perplexity alone.`;
}

import type { ScoredPair } from "@/lib/engine/decision/held-out-cases";
import { type PairedTest, pairedTest } from "@/lib/engine/decision/paired-test";
import { hashToSeed } from "@/lib/engine/random";
import {
  type RewardSignal,
  type RewardWeights,
  rewardSignals,
  sharedReward,
} from "@/lib/engine/reward/aggregate";
import { type BcaInterval, bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { mean, pairedDifferences, roundSignificant } from "@/lib/engine/statistics/samples";

/** A control mean at or below this has no meaningful ratio to it. */
const SMALLEST_CONTROL_MEAN = 1e-9;
const INTERVAL_CONFIDENCE = 0.95;

/** Percent of the baseline mean if relative, points on a scale of 0 to 100 if absolute. */
export type LiftKind = "relative" | "absolute";

/** Both prompts on the same cases: means, gain and test. */
export interface Measurement {
  /** Rewards of each usable case, 0 to 1, in the order of the pairs. */
  baseline: number[];
  candidate: number[];
  /** Cases on which both prompts gave an answer and share a weighted signal. */
  n: number;
  wins: number;
  losses: number;
  ties: number;
  /** 0 to 1; null without cases. */
  baselineMean: number | null;
  candidateMean: number | null;
  /** In the unit that `improvementKind` names; null without cases. */
  improvement: number | null;
  improvementKind: LiftKind;
  /** Number of cases on which each signal took part. */
  signals: Partial<Record<RewardSignal, number>>;
  test: PairedTest;
}

/**
 * Gain of a candidate over the current prompt in percent, or in points where a ratio means nothing.
 *
 * lift = 100 · (b − a) / a for a control mean a above 1e-9, else 100 · (b − a).
 *
 * @param baselineMean Mean reward of the current prompt. @param candidateMean Of the candidate.
 * @returns The gain with its kind; null if a mean is null (`empty`).
 * @throws {RangeError} if `baselineMean` or `candidateMean` is not finite.
 * @example
 * liftOf(0.5, 0.55); // => { improvement: 10, improvementKind: "relative" }
 * liftOf(0, 0.05); // => { improvement: 5, improvementKind: "absolute" }
 */
export function liftOf(
  baselineMean: number | null,
  candidateMean: number | null,
): { improvement: number | null; improvementKind: LiftKind } {
  for (const [name, value] of Object.entries({ baselineMean, candidateMean })) {
    if (value !== null && !Number.isFinite(value))
      throw new RangeError(`${name} must be finite, got ${value}`);
  }
  const improvementKind =
    baselineMean !== null && baselineMean > SMALLEST_CONTROL_MEAN ? "relative" : "absolute";
  if (baselineMean === null || candidateMean === null) return { improvement: null, improvementKind };
  const gain = candidateMean - baselineMean;
  return {
    improvement: 100 * (improvementKind === "relative" ? gain / baselineMean : gain),
    improvementKind,
  };
}

/**
 * Compares two prompts on the cases given, over the signals that both have on each case.
 *
 * Rewards are rounded to 12 significant digits: sums of equal decimals that differ in their last bit tie.
 *
 * @param pairs Component scores, 0 to 1. @param weights Relative weights on any positive scale.
 * @param seed Unsigned 32-bit integer; the same seed gives the same p.
 * @returns Means, gain, counts and the one test; null where there is no usable case (`empty`).
 * @throws {RangeError} if a score, a weight or the seed is invalid.
 * @see sharedReward, pairedTest
 * @example
 * const weights = { exactMatch: 0, tokenF1: 1, perplexity: 0, human: 0, length: 0, similarity: 0 };
 * const pairs = [{ caseKey: "1", baseline: { tokenF1: 0.5 }, candidate: { tokenF1: 0.6 } }];
 * measure(pairs, weights, 1).test.pValue; // => 0.5
 */
export function measure(pairs: readonly ScoredPair[], weights: RewardWeights, seed: number): Measurement {
  const rewards = pairs.flatMap(
    ({ baseline, candidate }) => sharedReward(baseline, candidate, weights) ?? [],
  );
  const baseline = rewards.map((reward) => roundSignificant(reward.baseline));
  const candidate = rewards.map((reward) => roundSignificant(reward.candidate));
  const differences = pairedDifferences(baseline, candidate);
  const baselineMean = mean(baseline);
  const candidateMean = mean(candidate);
  const used = rewardSignals.flatMap((signal) => {
    const cases = rewards.filter(({ signals }) => signals.includes(signal)).length;
    return cases > 0 ? [[signal, cases] as const] : [];
  });

  return {
    baseline,
    candidate,
    n: differences.length,
    wins: differences.filter((difference) => difference > 0).length,
    losses: differences.filter((difference) => difference < 0).length,
    ties: differences.filter((difference) => difference === 0).length,
    baselineMean,
    candidateMean,
    ...liftOf(baselineMean, candidateMean),
    signals: Object.fromEntries(used),
    test: pairedTest(baseline, candidate, { seed: hashToSeed(seed, "sign-flip") }),
  };
}

/**
 * Two-sided 95 % BCa interval of the gain, in the gain's own unit.
 *
 * Apart from `measure`, as its 10,000 resamples take longer than all the rest and decide nothing.
 *
 * @param measured Result of `measure`. @param seed Unsigned 32-bit integer.
 * @returns null under 10 cases (`insufficient_data`), and where the bootstrap is undefined.
 * @throws {RangeError} if the seed is invalid.
 * @see bcaInterval
 * @example
 * liftInterval(measure([], defaultRewardWeights, 1), 1); // => null
 */
export function liftInterval(
  { baseline, candidate, improvementKind }: Measurement,
  seed: number,
): Pick<BcaInterval, "low" | "high"> | null {
  const interval = bcaInterval(
    improvementKind === "relative"
      ? { statistic: "relativeLiftPaired", a: baseline, b: candidate }
      : { statistic: "mean", x: pairedDifferences(baseline, candidate) },
    { seed: hashToSeed(seed, "interval"), confidence: INTERVAL_CONFIDENCE },
  );
  return interval && { low: 100 * interval.low, high: 100 * interval.high };
}

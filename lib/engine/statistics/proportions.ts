import { normalQuantile, normalSurvival } from "@/lib/engine/statistics/normal";
import { assertInside, assertPart } from "@/lib/engine/statistics/ranges";

function criticalValue(confidence: number): number {
  assertInside("confidence", confidence);
  // From the lower tail, where small probabilities keep their digits.
  return -normalQuantile((1 - confidence) / 2);
}

/**
 * Wilson score interval of a proportion, without continuity correction.
 *
 * @param successes Whole number from 0 to `trials`.
 * @param trials Whole number of 0 or more.
 * @param confidence Of the two-sided interval, inside 0 to 1.
 * @returns Both ends as shares from 0 to 1 (exactly 0 or 1 at the ends of the range); null for no trials
 *   (`empty`).
 * @throws {RangeError} if the counts or the confidence are invalid.
 * @see Wilson (1927); Newcombe, "Two-sided confidence intervals for the single proportion" (1998)
 * @example
 * wilsonInterval(3, 10)?.low; // => 0.10779126740630095
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): { low: number; high: number } | null {
  assertPart(["successes", successes], ["trials", trials]);
  const z = criticalValue(confidence);
  if (trials === 0) return null;
  const share = successes / trials;
  const spread = (z * z) / trials;
  const centre = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return {
    low: successes === 0 ? 0 : (centre - half) / (1 + spread),
    high: successes === trials ? 1 : (centre + half) / (1 + spread),
  };
}

export interface TwoProportionTest {
  /** Share of b minus share of a. */
  diff: number;
  /** Pooled variance; null if both shares are 0 or both are 1. */
  z: number | null;
  pTwoSided: number | null;
  pGreater: number | null;
  /** Why z and the p-values are null. */
  missing: "zero_variance" | null;
  /** Unpooled variance, not clipped. */
  wald: { low: number; high: number };
  newcombe: { low: number; high: number };
}

/**
 * Two unpaired proportions: pooled z-test with the Wald and the Newcombe interval of the difference.
 *
 * @param successesA Control. @param trialsA Control.
 * @param successesB Candidate. @param trialsB Candidate.
 * @param confidence Of the two-sided intervals, inside 0 to 1.
 * @returns `pGreater` tests "b is greater"; null if a group has no trials (`empty`).
 * @throws {RangeError} if the counts or the confidence are invalid.
 * @see Newcombe, "Interval estimation for the difference between independent proportions" (1998), method 10
 * @example
 * twoProportionZTest(100, 120, 90, 130)?.pGreater; // => 0.9954…
 */
export function twoProportionZTest(
  successesA: number,
  trialsA: number,
  successesB: number,
  trialsB: number,
  confidence = 0.95,
): TwoProportionTest | null {
  assertPart(["successesA", successesA], ["trialsA", trialsA]);
  assertPart(["successesB", successesB], ["trialsB", trialsB]);
  const wilsonA = wilsonInterval(successesA, trialsA, confidence);
  const wilsonB = wilsonInterval(successesB, trialsB, confidence);
  if (!wilsonA || !wilsonB) return null;

  const shareA = successesA / trialsA;
  const shareB = successesB / trialsB;
  const diff = shareB - shareA;
  const pooled = (successesA + successesB) / (trialsA + trialsB);
  const pooledError = Math.sqrt(pooled * (1 - pooled) * (1 / trialsA + 1 / trialsB));
  const z = pooledError === 0 ? null : diff / pooledError;
  const half =
    criticalValue(confidence) *
    Math.sqrt((shareA * (1 - shareA)) / trialsA + (shareB * (1 - shareB)) / trialsB);

  return {
    diff,
    z,
    pTwoSided: z === null ? null : Math.min(1, 2 * normalSurvival(Math.abs(z))),
    pGreater: z === null ? null : normalSurvival(z),
    missing: z === null ? "zero_variance" : null,
    wald: { low: diff - half, high: diff + half },
    newcombe: {
      low: diff - Math.hypot(shareB - wilsonB.low, wilsonA.high - shareA),
      high: diff + Math.hypot(wilsonB.high - shareB, shareA - wilsonA.low),
    },
  };
}

import { bisect } from "@/lib/engine/statistics/bisection";
import { normalCdf, normalQuantile } from "@/lib/engine/statistics/normal";
import { assertInside, assertShare } from "@/lib/engine/statistics/ranges";

export interface ProportionDesign {
  /** Chance of a false finding, inside 0 to 1. */
  alpha: number;
  /** 2 splits alpha over both directions and counts only the findings in the true one. */
  sides: 1 | 2;
}

function assertGroupSize(nPerGroup: number): void {
  if (!(nPerGroup >= 1 && nPerGroup < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`nPerGroup must be 1 or more and finite, got ${nPerGroup}`);
  }
}

function criticalValue({ alpha, sides }: ProportionDesign): number {
  assertInside("alpha", alpha);
  if (sides !== 1 && sides !== 2) throw new RangeError(`sides must be 1 or 2, got ${sides}`);
  return -normalQuantile(alpha / sides);
}

/** Standard deviations of one pair of users: pooled (no difference) and as the shares really are. */
function deviations(shareA: number, shareB: number) {
  const middle = (shareA + shareB) / 2;
  return {
    pooled: Math.sqrt(2 * middle * (1 - middle)),
    actual: Math.sqrt(shareA * (1 - shareA) + shareB * (1 - shareB)),
  };
}

function powerAt(shareA: number, shareB: number, nPerGroup: number, critical: number): number | null {
  const { pooled, actual } = deviations(shareA, shareB);
  const margin = Math.abs(shareB - shareA) * Math.sqrt(nPerGroup) - critical * pooled;
  if (actual > 0) return normalCdf(margin / actual);
  // Shares of 0 and 1 leave nothing to chance; equal ones have no variance at all.
  return shareA === shareB ? null : Number(margin > 0);
}

/**
 * Power of the pooled z-test of two proportions, by the normal approximation.
 *
 * The difference is taken to lie in the direction that is tested.
 *
 * @param shareA True share of the control, from 0 to 1. @param shareB The same of the candidate.
 * @param nPerGroup Users in each group, 1 or more.
 * @returns Probability from 0 to 1; null if both shares are 0 or both are 1.
 * @throws {RangeError} if an argument is outside its range.
 * @see Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), chapter 4
 * @example
 * powerTwoProportions(0.6, 0.75, 60, { alpha: 0.05, sides: 1 }); // => 0.544…
 */
export function powerTwoProportions(
  shareA: number,
  shareB: number,
  nPerGroup: number,
  design: ProportionDesign,
): number | null {
  assertShare("shareA", shareA);
  assertShare("shareB", shareB);
  assertGroupSize(nPerGroup);
  return powerAt(shareA, shareB, nPerGroup, criticalValue(design));
}

/**
 * Users per group that the pooled z-test of two proportions needs to reach a power.
 *
 * @param shareA True share of the control, from 0 to 1. @param shareB The same of the candidate.
 * @param design `power` wanted, inside 0 to 1, beside alpha and sides.
 * @returns The number by the formula and rounded up; null if the shares are equal.
 * @throws {RangeError} if an argument is outside its range.
 * @see Fleiss, Levin & Paik (2003), chapter 4, without continuity correction
 * @example
 * sampleSizeTwoProportions(0.6, 0.75, { alpha: 0.2, power: 0.8, sides: 1 })?.users; // => 55
 */
export function sampleSizeTwoProportions(
  shareA: number,
  shareB: number,
  design: ProportionDesign & { power: number },
): { exact: number; users: number } | null {
  assertShare("shareA", shareA);
  assertShare("shareB", shareB);
  assertInside("power", design.power);
  const critical = criticalValue(design);
  if (shareA === shareB) return null;
  const { pooled, actual } = deviations(shareA, shareB);
  const needed = critical * pooled + normalQuantile(design.power) * actual;
  const exact = (Math.max(0, needed) / (shareB - shareA)) ** 2;
  return { exact, users: Math.max(1, Math.ceil(exact)) };
}

/**
 * Smallest gain over the control's share that a sample of this size finds with the power wanted.
 *
 * @param shareA True share of the control, from 0 to 1. @param nPerGroup Users in each group, 1 or more.
 * @param design `power` wanted, inside 0 to 1, beside alpha and sides.
 * @returns Absolute gain (shareB − shareA), from 0 to 1 − shareA; null if even a share of 1 is found less often.
 * @throws {RangeError} if an argument is outside its range.
 * @example
 * detectableGainTwoProportions(0.6, 55, { alpha: 0.2, power: 0.8, sides: 1 }); // => 0.149…
 */
export function detectableGainTwoProportions(
  shareA: number,
  nPerGroup: number,
  design: ProportionDesign & { power: number },
): number | null {
  assertShare("shareA", shareA);
  assertGroupSize(nPerGroup);
  assertInside("power", design.power);
  const critical = criticalValue(design);
  const reaches = (shareB: number) =>
    shareB > shareA && (powerAt(shareA, shareB, nPerGroup, critical) ?? 0) >= design.power;
  return reaches(1) ? bisect(shareA, 1, reaches) - shareA : null;
}

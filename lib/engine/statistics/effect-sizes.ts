import gammaRatio from "@stdlib/math-base-special-gamma-delta-ratio";
import { type Formed, lackOf } from "@/lib/engine/statistics/missing";
import { assertShare } from "@/lib/engine/statistics/ranges";
import { pairedDifferences } from "@/lib/engine/statistics/samples";
import { spreadOf } from "@/lib/engine/statistics/spread";

export interface StandardizedDifference {
  /** Cohen's d: difference of the means in pooled standard deviations. */
  d: number;
  /** Hedges' g: d without its upward bias in small samples, by the exact gamma factor. */
  gExact: number;
  /** Hedges' g by the common factor 1 − 3 / (4 df − 1). */
  gApprox: number;
}

/**
 * Standardised difference of two unpaired groups, b − a.
 *
 * @param a Control. @param b Candidate, in the same unit.
 * @returns Dimensionless; the reason alone with fewer than two values in a group, or without any variance.
 * @throws {RangeError} if a value is not finite.
 * @see Hedges, "Distribution theory for Glass's estimator of effect size" (1981)
 * @example
 * formedOrNull(standardizedDifference([0, 1, 0, 1], [1, 1, 1, 0]))?.d; // => 0.4629…
 * standardizedDifference([1, 1], [2, 2]).missing; // => "zero_variance"
 */
export function standardizedDifference(
  a: readonly number[],
  b: readonly number[],
): Formed<StandardizedDifference> {
  const [spreadA, spreadB] = [spreadOf(a, "a"), spreadOf(b, "b")];
  if (!spreadA || !spreadB) return { missing: lackOf([a.length, b.length], 2) ?? "insufficient_data" };
  const df = spreadA.n + spreadB.n - 2;
  const pooled = Math.hypot(
    spreadA.sd * Math.sqrt((spreadA.n - 1) / df),
    spreadB.sd * Math.sqrt((spreadB.n - 1) / df),
  );
  if (pooled === 0) return { missing: "zero_variance" };
  const d = (spreadB.mean - spreadA.mean) / pooled;
  // Γ(df/2) / (√(df/2) · Γ((df−1)/2)), as one ratio: two large logarithms would cancel.
  const factor = 1 / (Math.sqrt(df / 2) * gammaRatio((df - 1) / 2, 0.5));
  return { d, gExact: d * factor, gApprox: d * (1 - 3 / (4 * df - 1)), missing: null };
}

/**
 * Cohen's d_z of paired values: mean of the differences b − a in their standard deviations.
 *
 * @param a Control. @param b Candidate, in the same order and unit.
 * @returns `dz`, dimensionless; the reason alone with fewer than two pairs, or when all differences are equal.
 * @throws {RangeError} if the lengths differ or a value is not finite.
 * @see Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.3
 * @example
 * cohensDz([0, 0, 0], [1, 2, 3]); // => { dz: 2, missing: null }
 * cohensDz([0, 0], [1, 1]); // => { missing: "zero_variance" }
 */
export function cohensDz(a: readonly number[], b: readonly number[]): Formed<{ dz: number }> {
  const spread = spreadOf(pairedDifferences(a, b));
  if (!spread) return { missing: lackOf([a.length], 2) ?? "insufficient_data" };
  return spread.sd > 0 ? { dz: spread.mean / spread.sd, missing: null } : { missing: "zero_variance" };
}

/**
 * Cohen's h of two proportions: 2 asin √b − 2 asin √a.
 *
 * @param shareA Control, from 0 to 1. @param shareB Candidate, from 0 to 1.
 * @returns Radians, from −π to π.
 * @throws {RangeError} if a share is outside 0 to 1.
 * @see Cohen (1988), chapter 6
 * @example
 * cohensH(0.25, 0.75); // => Math.PI / 3
 */
export function cohensH(shareA: number, shareB: number): number {
  assertShare("shareA", shareA);
  assertShare("shareB", shareB);
  return 2 * Math.asin(Math.sqrt(shareB)) - 2 * Math.asin(Math.sqrt(shareA));
}

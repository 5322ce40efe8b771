import betaincinv from "@stdlib/math-base-special-betaincinv";
import cdf from "@stdlib/stats-base-dists-t-cdf";
import quantile from "@stdlib/stats-base-dists-t-quantile";
import { assertPositive, assertShare } from "@/lib/engine/statistics/ranges";

function assertArguments(t: number, df: number): void {
  if (Number.isNaN(t)) throw new RangeError("t must be a number, got NaN");
  assertPositive("df", df);
}

/**
 * Probability that Student's t with `df` degrees of freedom is at most `t`.
 *
 * @param t From −Infinity to Infinity. @param df Above 0, need not be whole.
 * @throws {RangeError} if `t` is NaN, or `df` is not above 0 and finite.
 * @see Abramowitz & Stegun, 26.7.1
 * @example
 * studentTCdf(1, 1); // => 0.75
 */
export function studentTCdf(t: number, df: number): number {
  assertArguments(t, df);
  return cdf(t, df);
}

/**
 * Upper tail P(T > t), accurate where 1 − cdf would already be 0.
 *
 * @param t From −Infinity to Infinity. @param df Above 0, need not be whole.
 * @throws {RangeError} if `t` is NaN, or `df` is not above 0 and finite.
 * @example
 * studentTSurvival(-1, 1); // => 0.75
 */
export function studentTSurvival(t: number, df: number): number {
  assertArguments(t, df);
  return cdf(-t, df);
}

/**
 * Quantile of Student's t: the `t` with `studentTCdf(t, df)` = `p`.
 *
 * @param p From 0 to 1. @param df Above 0, need not be whole.
 * @returns −Infinity at 0, Infinity at 1.
 * @throws {RangeError} if `p` is outside 0 to 1, or `df` is not above 0 and finite.
 * @example
 * studentTQuantile(0.975, 2); // => 4.302652729749462
 */
export function studentTQuantile(p: number, df: number): number {
  assertShare("p", p);
  assertArguments(0, df);
  if (p === 0 || p === 1) return p === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (Math.abs(p - 0.5) > 0.25) return quantile(p, df);
  // Near the median the package returns 0 for many degrees of freedom; there P(|T| < t) is inverted instead.
  const share = betaincinv(Math.abs(2 * p - 1), 0.5, df / 2);
  return Math.sign(p - 0.5) * Math.sqrt((df * share) / (1 - share));
}

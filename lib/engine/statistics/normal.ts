import normal from "@stdlib/stats-base-dists-normal";
import { assertShare } from "@/lib/engine/statistics/ranges";

function assertArgument(x: number): void {
  if (Number.isNaN(x)) throw new RangeError("x must be a number, got NaN");
}

/**
 * Probability that a standard normal variable is at most `x`.
 *
 * @param x In standard deviations, from −Infinity to Infinity.
 * @returns 0 to 1.
 * @throws {RangeError} if `x` is NaN.
 * @see Abramowitz & Stegun, 26.2
 * @example
 * normalCdf(0); // => 0.5
 */
export function normalCdf(x: number): number {
  assertArgument(x);
  return normal.cdf(x, 0, 1);
}

/**
 * Upper tail of the standard normal: P(Z > x), accurate where 1 − cdf would already be 0.
 *
 * @param x In standard deviations, from −Infinity to Infinity.
 * @returns 0 to 1.
 * @throws {RangeError} if `x` is NaN.
 * @example
 * normalSurvival(10); // => 7.61985302416…e-24
 */
export function normalSurvival(x: number): number {
  return normalCdf(-x);
}

/**
 * Natural logarithm of `normalCdf`, finite far into the lower tail.
 *
 * @param x In standard deviations, from −Infinity to Infinity.
 * @returns In nats, 0 or less.
 * @throws {RangeError} if `x` is NaN.
 * @example
 * normalLogCdf(0); // => Math.log(0.5)
 */
export function normalLogCdf(x: number): number {
  assertArgument(x);
  return normal.logcdf(x, 0, 1);
}

/**
 * Standard normal quantile: the `x` with `normalCdf(x)` = `p`.
 *
 * @param p Probability from 0 to 1.
 * @returns −Infinity at 0, Infinity at 1.
 * @throws {RangeError} if `p` is outside 0 to 1.
 * @example
 * normalQuantile(0.975); // => 1.959963984540054
 */
export function normalQuantile(p: number): number {
  assertShare("p", p);
  return p > 0 && p < SMALL_TAIL ? lowerTailQuantile(p) : normal.quantile(p, 0, 1);
}

// The package works from 2p − 1, which forgets a small p; below this its result is off by more than 1e-12.
const SMALL_TAIL = 1e-3;

/** Newton's method on ln cdf, which is concave, from the leading term of its tail. */
function lowerTailQuantile(p: number): number {
  const target = Math.log(p);
  let x = -Math.sqrt(-2 * target);
  for (let step = 0; step < 50; step++) {
    const logCdf = normal.logcdf(x, 0, 1);
    const change = (logCdf - target) / Math.exp(normal.logpdf(x, 0, 1) - logCdf);
    x -= change;
    if (Math.abs(change) <= 1e-15 * Math.abs(x)) break;
  }
  return x;
}

import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import { assertPositive, assertShare } from "@/lib/engine/statistics/ranges";

function assertArguments(name: "x" | "p", value: number, a: number, b: number): void {
  assertShare(name, value);
  assertPositive("a", a);
  assertPositive("b", b);
}

/**
 * Probability that a Beta(a, b) variable is at most `x` (the regularised incomplete beta function).
 *
 * @param x From 0 to 1. @param a Above 0. @param b Above 0.
 * @returns 0 to 1.
 * @throws {RangeError} if an argument is outside its range.
 * @see Abramowitz & Stegun, 26.5
 * @example
 * betaCdf(0.5, 2, 5); // => 0.890625
 */
export function betaCdf(x: number, a: number, b: number): number {
  assertArguments("x", x, a, b);
  return betainc(x, a, b, true, false);
}

/**
 * Upper tail P(X > x) of Beta(a, b), accurate where 1 − cdf would already be 0.
 *
 * @param x From 0 to 1. @param a Above 0. @param b Above 0.
 * @returns 0 to 1.
 * @throws {RangeError} if an argument is outside its range.
 * @example
 * betaSurvival(0.5, 2, 5); // => 0.109375
 */
export function betaSurvival(x: number, a: number, b: number): number {
  assertArguments("x", x, a, b);
  return betainc(x, a, b, true, true);
}

/**
 * Quantile of Beta(a, b): the `x` with `betaCdf(x, a, b)` = `p`.
 *
 * @param p From 0 to 1. @param a Above 0. @param b Above 0.
 * @returns 0 to 1.
 * @throws {RangeError} if an argument is outside its range.
 * @example
 * betaQuantile(0.025, 1, 1); // => 0.025
 */
export function betaQuantile(p: number, a: number, b: number): number {
  assertArguments("p", p, a, b);
  return betaincinv(p, a, b);
}

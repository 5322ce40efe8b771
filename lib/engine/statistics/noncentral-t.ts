import { normalCdf } from "@/lib/engine/statistics/normal";
import { assertNumber, assertPositive } from "@/lib/engine/statistics/ranges";

/** Weights below e^−40 of the largest add nothing to a sum of doubles. */
const NEGLIGIBLE = -40;
const STEPS_PER_WIDTH = 10;

/**
 * Both tails of the noncentral t distribution: of (Z + shift) / √(χ²_df / df).
 *
 * With s = √(χ²_df / df) each tail is the mean of a normal tail over s. On the scale of ln s the integrand
 * is smooth and falls off on both sides, where the trapezoidal rule converges faster than any power of the
 * step; the weights are normalised by their own sum. Absolute error under 1e-11. Own code, as `@stdlib` has no
 * noncentral t.
 *
 * @param t Finite. @param df Above 0, need not be whole. @param shift Noncentrality; 0 gives Student's t.
 * @returns P(T <= t) and P(T > t).
 * @throws {RangeError} if an argument is outside its range.
 * @see Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2 (1995), ch. 31;
 *   Trefethen & Weideman, "The exponentially convergent trapezoidal rule" (2014)
 * @example
 * noncentralTTails(0, 10, 0); // => { lower: 0.5, upper: 0.5 }
 */
export function noncentralTTails(t: number, df: number, shift: number): { lower: number; upper: number } {
  assertNumber("t", t);
  assertPositive("df", df);
  assertNumber("shift", shift);

  // ln s has a spread of about 1/√(2 df); the normal tail turns over a length of 1/|shift|.
  const step = 1 / (STEPS_PER_WIDTH * Math.max(Math.sqrt(2 * df), Math.abs(shift)));
  let total = 0;
  let lower = 0;
  let upper = 0;
  const add = (logS: number): boolean => {
    const logWeight = df * (logS - Math.expm1(2 * logS) / 2);
    if (logWeight < NEGLIGIBLE) return false;
    const weight = Math.exp(logWeight);
    const z = t * Math.exp(logS) - shift;
    total += weight;
    lower += weight * normalCdf(z);
    upper += weight * normalCdf(-z);
    return true;
  };
  add(0);
  for (let i = 1; add(i * step); i++);
  for (let i = 1; add(-i * step); i++);
  return { lower: lower / total, upper: upper / total };
}

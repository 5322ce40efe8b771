import gammainc from "@stdlib/math-base-special-gammainc";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import { assertPositive, assertShare } from "@/lib/engine/statistics/ranges";

/**
 * From this shape on (400 degrees of freedom) the sums below are used: the package's expansion for large
 * shapes is off by up to 4 % around the mean from a shape of 1,000 on. Under it both agree to 1e-11.
 */
const LARGE_SHAPE = 200;
const MAX_TERMS = 1_000_000;

interface Tails {
  lower: number;
  upper: number;
}

/** x^shape · e^−x / Γ(shape + 1), by Stirling's series about the mean: no large logarithms cancel. */
function leadingTerm(x: number, shape: number): number {
  const distance = (x - shape) / shape;
  const stirling = 1 / (12 * shape) - 1 / (360 * shape ** 3) + 1 / (1260 * shape ** 5);
  return Math.exp(-shape * (distance - Math.log1p(distance)) - stirling) / Math.sqrt(2 * Math.PI * shape);
}

/** Series of the lower tail (Abramowitz & Stegun, 6.5.29); converges fast below the mean. */
function lowerSeries(x: number, shape: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < MAX_TERMS && term > 1e-17 * sum; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return leadingTerm(x, shape) * sum;
}

/** Continued fraction of the upper tail (Abramowitz & Stegun, 6.5.31) by Lentz's method; above the mean. */
function upperFraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const a = i * (shape - i);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return leadingTerm(x, shape) * shape * value;
}

/** Both regularised incomplete gamma functions; the smaller one is never formed as 1 − the other. */
function gammaTails(x: number, shape: number): Tails {
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (shape < LARGE_SHAPE) {
    return { lower: gammainc(x, shape, true, false), upper: gammainc(x, shape, true, true) };
  }
  if (x < shape) {
    const lower = lowerSeries(x, shape);
    return { lower, upper: 1 - lower };
  }
  const upper = upperFraction(x, shape);
  return { lower: 1 - upper, upper };
}

function assertArguments(x: number, df: number): void {
  if (!(x >= 0)) throw new RangeError(`x must be 0 or more, got ${x}`);
  assertPositive("df", df);
}

/**
 * Probability that chi-square with `df` degrees of freedom is at most `x`.
 *
 * @param x 0 or more. @param df Above 0.
 * @throws {RangeError} if `x` is negative or NaN, or `df` is not above 0 and finite.
 * @see Abramowitz & Stegun, 26.4
 * @example
 * chiSquareCdf(2, 2); // => 1 - 1 / Math.E
 */
export function chiSquareCdf(x: number, df: number): number {
  assertArguments(x, df);
  return gammaTails(x / 2, df / 2).lower;
}

/**
 * Upper tail P(X > x) of chi-square, accurate where 1 − cdf would already be 0.
 *
 * @param x 0 or more. @param df Above 0.
 * @throws {RangeError} if `x` is negative or NaN, or `df` is not above 0 and finite.
 * @example
 * chiSquareSurvival(3, 2); // => Math.exp(-1.5)
 */
export function chiSquareSurvival(x: number, df: number): number {
  assertArguments(x, df);
  return gammaTails(x / 2, df / 2).upper;
}

/**
 * Quantile of chi-square: the `x` with `chiSquareCdf(x, df)` = `p`.
 *
 * @param p From 0 to 1. @param df Above 0.
 * @returns 0 at 0, Infinity at 1.
 * @throws {RangeError} if `p` is outside 0 to 1, or `df` is not above 0 and finite.
 * @example
 * chiSquareQuantile(0.95, 2); // => 5.991464547107979
 */
export function chiSquareQuantile(p: number, df: number): number {
  assertShare("p", p);
  assertArguments(0, df);
  if (p === 1) return Number.POSITIVE_INFINITY;
  const shape = df / 2;
  let x = gammaincinv(p, shape);
  if (shape < LARGE_SHAPE || p === 0) return 2 * x;

  // Newton's method from the package's value, on the logarithm of the smaller tail, which stays curved one way.
  for (let step = 0; step < 50; step++) {
    const { lower, upper } = gammaTails(x, shape);
    const density = (leadingTerm(x, shape) * shape) / x;
    const change =
      p <= 0.5 ? (Math.log(lower / p) * lower) / density : (Math.log((1 - p) / upper) * upper) / density;
    x -= change;
    if (Math.abs(change) <= 1e-14 * x) break;
  }
  return 2 * x;
}

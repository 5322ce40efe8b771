import { mean } from "@/lib/engine/statistics/samples";

/** Mean and sample standard deviation, both in the unit of the values. */
export interface Spread {
  n: number;
  mean: number;
  /** Divides by n − 1; exactly 0 when all values are equal. */
  sd: number;
}

/**
 * Mean and standard deviation in two passes, scaled so that neither tiny nor huge values leave the range.
 *
 * Equal values give exactly 0: the rounding of their mean must not pass for variance.
 *
 * @param name Of the argument, for the message of a refusal.
 * @returns null for fewer than two values (`insufficient_data`).
 * @throws {RangeError} if a value is NaN or infinite.
 * @see Chan, Golub & LeVeque, "Algorithms for computing the sample variance" (1983)
 * @example
 * spreadOf([1, 2, 3]); // => { n: 3, mean: 2, sd: 1 }
 */
export function spreadOf(values: readonly number[], name = "values"): Spread | null {
  const centre = mean(values, name);
  const n = values.length;
  if (centre === null || n < 2) return null;
  const first = values[0] ?? Number.NaN;
  if (values.every((value) => value === first)) return { n, mean: first, sd: 0 };

  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value - centre)), 0);
  let squares = 0;
  let sum = 0;
  for (const value of values) {
    const deviation = (value - centre) / scale;
    squares += deviation * deviation;
    sum += deviation;
  }
  // The deviations sum to 0 up to the rounding of the mean, which the second term takes out again.
  return { n, mean: centre, sd: scale * Math.sqrt((squares - (sum * sum) / n) / (n - 1)) };
}

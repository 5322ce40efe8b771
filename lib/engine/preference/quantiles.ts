import { assertShare } from "@/lib/engine/statistics/ranges";
import { assertFinite } from "@/lib/engine/statistics/samples";

/**
 * Quantile of a sample, linear between neighbouring order statistics (type 7 of Hyndman & Fan).
 *
 * @param values In any order. @param share Of the values below, 0 to 1; 0.5 is the median.
 * @returns In the unit of the values; null for no values (`empty`).
 * @throws {RangeError} if a value is NaN or infinite, or the share lies outside 0 to 1.
 * @see Hyndman & Fan, "Sample quantiles in statistical packages" (1996)
 * @example
 * quantile([40, 10, 20, 30], 0.25); // => 17.5
 */
export function quantile(values: readonly number[], share: number): number | null {
  assertFinite(values, "values");
  assertShare("share", share);
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (position - Math.floor(position)) * (above - below);
}

/**
 * Median: the middle value, or the mean of the two in the middle.
 *
 * @returns In the unit of the values; null for no values (`empty`).
 * @throws {RangeError} if a value is NaN or infinite.
 * @example
 * median([3, 1, 2, 10]); // => 2.5
 */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/**
 * Refuses what no statistic can be formed from.
 *
 * @throws {RangeError} if an entry is NaN or infinite.
 * @example
 * assertFinite([0.2, 0.4], "scores");
 */
export function assertFinite(values: readonly number[], what: string): void {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`${what} must be finite numbers, got ${value}`);
  }
}

/**
 * Rounds to 12 significant digits, so that decimals that are equal compare as equal: 0.3 − 0.1 and
 * 0.4 − 0.2 differ in their last bit.
 *
 * @example
 * roundSignificant(0.3 - 0.1) === roundSignificant(0.4 - 0.2); // => true
 */
export function roundSignificant(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * Arithmetic mean.
 *
 * @returns null for no values.
 * @throws {RangeError} if a value is NaN or infinite.
 * @example
 * mean([1, 2]); // => 1.5
 */
export function mean(values: readonly number[]): number | null {
  assertFinite(values, "values");
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Differences b − a of paired values, rounded to 12 significant digits.
 *
 * @param a Control.
 * @param b Candidate, in the same order.
 * @throws {RangeError} if the lengths differ or a value is NaN or infinite.
 * @example
 * pairedDifferences([0.1, 0.2], [0.3, 0.4]); // => [0.2, 0.2]
 */
export function pairedDifferences(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) {
    throw new RangeError(`paired values must be equally many, got ${a.length} and ${b.length}`);
  }
  assertFinite(a, "values");
  assertFinite(b, "values");
  return a.map((value, i) => roundSignificant((b[i] ?? Number.NaN) - value));
}

/**
 * Refuses what no statistic can be formed from.
 *
 * @param values Any numbers. @param name Of the argument, for the message.
 * @throws {RangeError} if an entry is NaN or infinite.
 * @example
 * assertFinite([0.2, 0.4], "scores");
 */
export function assertFinite(values: readonly number[], name: string): void {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite numbers, got ${value}`);
  }
}

/**
 * Rounds to 12 significant digits, so that decimals that are equal compare as equal: 0.3 − 0.1 and
 * 0.4 − 0.2 differ in their last bit.
 *
 * @returns A value of the same unit; NaN and infinities stay what they are.
 * @example
 * roundSignificant(0.3 - 0.1) === roundSignificant(0.4 - 0.2); // => true
 */
export function roundSignificant(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * Arithmetic mean.
 *
 * @param name Of the argument, for the message of a refusal.
 * @returns In the unit of the values; null for no values (`empty`).
 * @throws {RangeError} if a value is NaN or infinite.
 * @example
 * mean([1, 2]); // => 1.5
 */
export function mean(values: readonly number[], name = "values"): number | null {
  assertFinite(values, name);
  const n = values.length;
  if (n === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  // A sum may leave the range of doubles although the mean does not.
  return Number.isFinite(sum) ? sum / n : values.reduce((total, value) => total + value / n, 0);
}

/**
 * Differences b − a of paired values, rounded to 12 significant digits.
 *
 * @param a Control.
 * @param b Candidate, in the same order and unit.
 * @returns One per pair, in the order given.
 * @throws {RangeError} if the lengths differ, or a value or a difference is NaN or infinite.
 * @example
 * pairedDifferences([0.1, 0.2], [0.3, 0.4]); // => [0.2, 0.2]
 */
export function pairedDifferences(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) {
    throw new RangeError(`a and b must be equally many, got ${a.length} and ${b.length}`);
  }
  assertFinite(a, "a");
  assertFinite(b, "b");
  const differences = a.map((value, i) => roundSignificant((b[i] ?? Number.NaN) - value));
  assertFinite(differences, "the differences of a and b");
  return differences;
}

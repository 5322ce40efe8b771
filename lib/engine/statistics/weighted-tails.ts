/**
 * Probabilities of a discrete distribution on whole numbers, from the ratio of neighbours.
 *
 * Starts at 1 at the mode and divides by the sum at the end: no factorials, so nothing overflows and
 * nothing cancels.
 *
 * @param range First, most likely and last number, `low <= mode <= high`.
 * @param ratio P(k + 1) / P(k), above 0 for `low <= k < high`.
 * @returns Probabilities of low, low + 1, …, high; they sum to 1.
 * @throws {RangeError} if the range is not whole, or not in order.
 * @example
 * Array.from(probabilitiesFromMode({ low: 0, mode: 1, high: 2 }, (k) => (2 - k) / (k + 1))); // => [0.25, 0.5, 0.25]
 */
export function probabilitiesFromMode(
  { low, mode, high }: { low: number; mode: number; high: number },
  ratio: (k: number) => number,
): Float64Array {
  if (![low, mode, high].every(Number.isSafeInteger) || mode < low || mode > high) {
    throw new RangeError(`range must be whole with low <= mode <= high, got ${low}, ${mode}, ${high}`);
  }
  const weights = new Float64Array(high - low + 1);
  weights[mode - low] = 1;
  for (let k = mode; k < high; k++) weights[k + 1 - low] = (weights[k - low] ?? 0) * ratio(k);
  for (let k = mode - 1; k >= low; k--) weights[k - low] = (weights[k + 1 - low] ?? 0) / ratio(k);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * Both tails of a discrete distribution, each with the point itself, summed from the far end inwards.
 *
 * @param probabilities Of consecutive points. @param at Index of the observed point.
 * @returns P(index <= at) and P(index >= at), at most 1.
 * @throws {RangeError} if `at` is no index.
 * @example
 * tailsAt(Float64Array.of(0.25, 0.5, 0.25), 0); // => { atMost: 0.25, atLeast: 1 }
 */
export function tailsAt(probabilities: Float64Array, at: number): { atMost: number; atLeast: number } {
  if (!Number.isInteger(at) || at < 0 || at >= probabilities.length) {
    throw new RangeError(`at must be an index below ${probabilities.length}, got ${at}`);
  }
  const atMost = probabilities.subarray(0, at + 1).reduce((sum, p) => sum + p, 0);
  const atLeast = probabilities.subarray(at).reduceRight((sum, p) => sum + p, 0);
  return { atMost: Math.min(1, atMost), atLeast: Math.min(1, atLeast) };
}

import { chiSquareSurvival } from "@/lib/engine/statistics/chi-square";
import type { Formed } from "@/lib/engine/statistics/missing";
import { assertCount, assertNotNegative } from "@/lib/engine/statistics/ranges";

/** Users that each open arm must be expected to hold: under it chi-square is too coarse an approximation. */
const MIN_PER_ARM = 8;

/**
 * Sample ratio test: do the arms hold as many users as the assignment promised?
 *
 * An arm of weight 0 must be empty: a user in it gives chi-square Infinity and p = 0; it adds no degree of
 * freedom. Only counts of independent units are valid (users, not their ratings).
 *
 * @param observed Users per arm, whole numbers. @param expectedWeights One per arm, 0 or more, on any scale.
 * @returns Chi-square (dimensionless), degrees of freedom and p; the reason alone without users, or with a single
 *   arm of weight above 0 (there is nothing to compare, unless a user is where none may be).
 * @throws {RangeError} if lengths differ, a count is negative or not whole, a weight is negative or not finite,
 *   or the weights sum to 0.
 * @see Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments" (2019)
 * @example
 * sampleRatioTest([10, 20], [1, 2]); // => { chiSquare: 0, df: 1, p: 1, missing: null }
 * sampleRatioTest([0, 0], [1, 1]); // => { missing: "empty" }
 */
export function sampleRatioTest(
  observed: readonly number[],
  expectedWeights: readonly number[],
): Formed<{ chiSquare: number; df: number; p: number }> {
  if (observed.length !== expectedWeights.length) {
    throw new RangeError(
      `observed and expectedWeights must be equally many, got ${observed.length} and ${expectedWeights.length}`,
    );
  }
  for (const count of observed) assertCount("observed", count);
  for (const weight of expectedWeights) assertNotNegative("expectedWeights", weight);
  // The largest weight as the unit: sums of huge weights overflow otherwise.
  const unit = Math.max(0, ...expectedWeights);
  if (unit === 0) throw new RangeError("expectedWeights must not sum to 0");
  const weights = expectedWeights.map((weight) => weight / unit);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const users = observed.reduce((sum, count) => sum + count, 0);
  if (users === 0) return { missing: "empty" };

  const df = weights.filter((weight) => weight > 0).length - 1;
  let chiSquare = 0;
  weights.forEach((weight, arm) => {
    const count = observed[arm] ?? 0;
    const expected = (users * weight) / totalWeight;
    if (expected > 0) chiSquare += (count - expected) ** 2 / expected;
    else if (count > 0) chiSquare = Number.POSITIVE_INFINITY;
  });
  if (chiSquare === Number.POSITIVE_INFINITY) return { chiSquare, df, p: 0, missing: null };
  if (df === 0) return { missing: "insufficient_data" };
  return { chiSquare, df, p: chiSquareSurvival(chiSquare, df), missing: null };
}

/**
 * p of the sample ratio test for a trial under way: what `monitorLook` asks for.
 *
 * Withheld until each open arm should hold 8 users. What counts is how many it should hold, not how many it
 * does: else an arm that nobody reaches, the worst split of all, would never be noticed.
 *
 * @param observed Users per arm so far, whole numbers. @param expectedWeights One per arm, 0 or more.
 * @returns p from 0 to 1; null while it is too early (`insufficient_data`). A user in an arm of weight 0 gives 0
 *   at once.
 * @throws {RangeError} as `sampleRatioTest`.
 * @example
 * splitPValue([10, 6], [1, 1]); // => 0.317…
 * splitPValue([10, 5], [1, 1]); // => null
 * splitPValue([20, 0], [1, 1]); // => 0.0000077…
 */
export function splitPValue(observed: readonly number[], expectedWeights: readonly number[]): number | null {
  const test = sampleRatioTest(observed, expectedWeights);
  if (test.missing !== null) return null;
  const users = observed.reduce((sum, count) => sum + count, 0);
  const largest = Math.max(...expectedWeights);
  const total = expectedWeights.reduce((sum, weight) => sum + weight / largest, 0);
  const isEarly = expectedWeights.some(
    (weight) => weight > 0 && (users * weight) / largest / total < MIN_PER_ARM,
  );
  return isEarly && test.p > 0 ? null : test.p;
}

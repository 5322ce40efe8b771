import { chiSquareSurvival } from "@/lib/engine/statistics/chi-square";
import { assertCount } from "@/lib/engine/statistics/ranges";

/**
 * Sample ratio test: do the arms hold as many users as the assignment promised?
 *
 * An arm of weight 0 must be empty: a user in it gives chi-square Infinity and p = 0; it adds no degree of
 * freedom. Only counts of independent units are valid (users, not their ratings).
 *
 * @param observed Users per arm, whole numbers. @param expectedWeights One per arm, 0 or more, on any scale.
 * @returns Chi-square (dimensionless), degrees of freedom and p; null without users, or with a single arm of
 *   weight above 0 (there is nothing to compare, unless a user is where none may be).
 * @throws {RangeError} if lengths differ, a count is negative or not whole, a weight is negative or not finite,
 *   or the weights sum to 0.
 * @see Fabijan et al., "Diagnosing sample ratio mismatch in online controlled experiments" (2019)
 * @example
 * sampleRatioTest([4, 6], [1, 1])?.p; // => 0.527…
 */
export function sampleRatioTest(
  observed: readonly number[],
  expectedWeights: readonly number[],
): { chiSquare: number; df: number; p: number } | null {
  if (observed.length !== expectedWeights.length) {
    throw new RangeError(
      `observed and expectedWeights must be equally many, got ${observed.length} and ${expectedWeights.length}`,
    );
  }
  for (const count of observed) assertCount("observed", count);
  for (const weight of expectedWeights) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`expectedWeights must be 0 or more and finite, got ${weight}`);
    }
  }
  // The largest weight as the unit: sums of huge weights overflow otherwise.
  const unit = Math.max(0, ...expectedWeights);
  if (unit === 0) throw new RangeError("expectedWeights must not sum to 0");
  const weights = expectedWeights.map((weight) => weight / unit);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const users = observed.reduce((sum, count) => sum + count, 0);
  if (users === 0) return null;

  const df = weights.filter((weight) => weight > 0).length - 1;
  let chiSquare = 0;
  weights.forEach((weight, arm) => {
    const count = observed[arm] ?? 0;
    const expected = (users * weight) / totalWeight;
    if (expected > 0) chiSquare += (count - expected) ** 2 / expected;
    else if (count > 0) chiSquare = Number.POSITIVE_INFINITY;
  });
  if (chiSquare === Number.POSITIVE_INFINITY) return { chiSquare, df, p: 0 };
  return df === 0 ? null : { chiSquare, df, p: chiSquareSurvival(chiSquare, df) };
}

import { lackOf, type MissingReason } from "@/lib/engine/statistics/missing";
import { assertInside } from "@/lib/engine/statistics/ranges";
import { mean, pairedDifferences } from "@/lib/engine/statistics/samples";
import { spreadOf } from "@/lib/engine/statistics/spread";
import { studentTQuantile, studentTSurvival } from "@/lib/engine/statistics/student-t";

export interface TTest {
  /** Difference of the means, b − a, in the unit of the values; null without values. */
  difference: number | null;
  /** ±Infinity for a difference without any variance; null where there is neither. */
  t: number | null;
  /** Degrees of freedom, not always whole. */
  df: number | null;
  pTwoSided: number | null;
  /** One-sided, for "b is greater". */
  pGreater: number | null;
  /** Two-sided interval of the difference. */
  interval: { low: number; high: number } | null;
  /** Why t and all that rests on it is null. */
  missing: MissingReason | null;
}

const undefinedTest = (
  difference: number | null,
  df: number | null,
  missing: MissingReason | null,
): TTest => ({ difference, t: null, df, pTwoSided: null, pGreater: null, interval: null, missing });

/** A difference that never varies: certain in the model, though only `signFlipTest` may decide on it. */
function certainTest(difference: number, df: number | null): TTest {
  return {
    difference,
    t: difference > 0 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
    df,
    pTwoSided: 0,
    pGreater: difference > 0 ? 0 : 1,
    interval: { low: difference, high: difference },
    missing: null,
  };
}

function testOf(difference: number, error: number, df: number, confidence: number): TTest {
  const t = difference / error;
  const half = -studentTQuantile((1 - confidence) / 2, df) * error;
  return {
    difference,
    t,
    df,
    pTwoSided: Math.min(1, 2 * studentTSurvival(Math.abs(t), df)),
    pGreater: studentTSurvival(t, df),
    interval: { low: difference - half, high: difference + half },
    missing: null,
  };
}

/**
 * Welch's t-test of two unpaired groups with unequal variances.
 *
 * No variance in either group: equal means leave the test undefined, unequal ones give t = ±Infinity, p = 0
 * or 1 and an interval of the difference itself; decide such a case by a permutation test instead.
 *
 * @param a Control. @param b Candidate, in the same unit.
 * @param confidence Of the two-sided interval, inside 0 to 1.
 * @returns Difference b − a with its test; null, with the reason, for all that needs two values per group
 *   and has fewer.
 * @throws {RangeError} if a value is not finite, or the confidence is not inside 0 to 1.
 * @see Welch, "The generalization of 'Student's' problem" (1947)
 * @example
 * welchTTest([1, 2], [3, 5]).pTwoSided; // => 0.1987…
 */
export function welchTTest(a: readonly number[], b: readonly number[], confidence = 0.95): TTest {
  assertInside("confidence", confidence);
  const [spreadA, spreadB] = [spreadOf(a, "a"), spreadOf(b, "b")];
  if (!spreadA || !spreadB) {
    const [meanA, meanB] = [mean(a), mean(b)];
    const difference = meanA === null || meanB === null ? null : meanB - meanA;
    return undefinedTest(difference, null, lackOf([a.length, b.length], 2));
  }
  const difference = spreadB.mean - spreadA.mean;
  const errorA = spreadA.sd / Math.sqrt(spreadA.n);
  const errorB = spreadB.sd / Math.sqrt(spreadB.n);
  const error = Math.hypot(errorA, errorB);
  if (error === 0) {
    return difference === 0 ? undefinedTest(0, null, "zero_variance") : certainTest(difference, null);
  }

  // Shares of the variance rather than fourth powers, which would overflow.
  const shareA = (errorA / error) ** 2;
  const shareB = (errorB / error) ** 2;
  const df = 1 / (shareA ** 2 / (spreadA.n - 1) + shareB ** 2 / (spreadB.n - 1));
  return testOf(difference, error, df, confidence);
}

/**
 * Paired t-test: one-sample t of the differences b − a, rounded to 12 significant digits.
 *
 * All differences zero leave the test undefined. A constant other difference gives t = ±Infinity and p = 0
 * or 1; decide such a case by `signFlipTest`, which knows how few pairs there are.
 *
 * @param a Control. @param b Candidate, in the same order and unit.
 * @param confidence Of the two-sided interval, inside 0 to 1.
 * @returns Mean difference with its test; null, with the reason, for all that needs two pairs and has fewer.
 * @throws {RangeError} if the lengths differ, a value is not finite, or the confidence is not inside 0 to 1.
 * @see Student, "The probable error of a mean" (1908)
 * @example
 * pairedTTest([1, 2], [2, 4]).t; // => 3
 */
export function pairedTTest(a: readonly number[], b: readonly number[], confidence = 0.95): TTest {
  assertInside("confidence", confidence);
  const differences = pairedDifferences(a, b);
  const spread = spreadOf(differences);
  if (!spread) return undefinedTest(differences[0] ?? null, null, lackOf([differences.length], 2));
  const df = spread.n - 1;
  if (spread.sd === 0) {
    return spread.mean === 0 ? undefinedTest(0, df, "zero_variance") : certainTest(spread.mean, df);
  }
  return testOf(spread.mean, spread.sd / Math.sqrt(spread.n), df, confidence);
}

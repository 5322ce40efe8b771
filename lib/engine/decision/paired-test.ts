import { cohensDz } from "@/lib/engine/statistics/effect-sizes";
import { formedOrNull, type MissingReason } from "@/lib/engine/statistics/missing";
import { signFlipTest } from "@/lib/engine/statistics/permutation";
import { wilcoxonSignedRank } from "@/lib/engine/statistics/rank-tests";
import { pairedDifferences } from "@/lib/engine/statistics/samples";
import { pairedTTest } from "@/lib/engine/statistics/t-tests";

/** From so many pairs on the t-test decides; below, the sign flips. */
const FEWEST_FOR_T = 30;

export type PairedTestName = "paired_t" | "sign_flip";

/** The one test of a comparison, with every number it came to. */
export interface PairedTest {
  name: PairedTestName;
  /** Pairs. */
  n: number;
  /** t of the t-test; mean difference of the sign flips; null where it cannot be formed. */
  statistic: number | null;
  /** Of the t-test: n − 1; null for the sign flips. */
  df: number | null;
  /** One-sided, "b is greater"; null without pairs (`empty`), which a decision counts as 1. */
  pValue: number | null;
  /** Sign patterns counted or drawn; null for the t-test and for a constant difference, whose p is 2^−n. */
  resamples: number | null;
  /** Cohen's d_z; null under 2 pairs (`insufficient_data`) or when all differences are equal (`zero_variance`). */
  dz: number | null;
  /** One-sided p of Wilcoxon's signed rank test under 30 pairs: shown beside the test, never deciding. */
  wilcoxonP: number | null;
  /** Why `statistic` is null. */
  missing: MissingReason | null;
}

/**
 * One-sided test of paired scores, "b is greater", chosen by the number of pairs before they are looked at.
 *
 * From 30 pairs on the paired t-test, below that the sign-flip permutation test of the mean difference
 * (exact to 14 pairs, 10,000 draws above). All differences zero: p = 1. A constant other difference has
 * no variance for a t-test to use; there the sign flips decide, whose p is then exactly 2^−n or 1.
 *
 * @param a Control. @param b Candidate, in the same order and unit.
 * @param options `seed`: unsigned 32-bit integer; the same seed gives the same p.
 * @returns The test with its statistic and p-value, 0 to 1.
 * @throws {RangeError} if the lengths of `a` and `b` differ, a value is not finite, or the seed is invalid.
 * @see pairedTTest, signFlipTest, wilcoxonSignedRank
 * @example
 * pairedTest([0, 0, 0], [0.1, 0.2, 0.3], { seed: 1 }).pValue; // => 0.125
 * pairedTest([0.5, 0.5], [0.6, 0.6], { seed: 1 }).pValue; // => 0.25
 */
export function pairedTest(
  a: readonly number[],
  b: readonly number[],
  { seed }: { seed: number },
): PairedTest {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  const isLarge = n >= FEWEST_FOR_T;
  const shown = {
    n,
    dz: formedOrNull(cohensDz(a, b))?.dz ?? null,
    wilcoxonP: isLarge ? null : wilcoxonSignedRank(a, b, { method: "exact" }).pGreater,
  };
  const first = differences[0];
  if (first === undefined) {
    const nothing = { statistic: null, df: null, pValue: null, resamples: null, missing: "empty" } as const;
    return { ...shown, ...nothing, name: "sign_flip" };
  }
  if (differences.every((difference) => difference === first)) {
    if (first === 0 && isLarge) {
      const undefinedT = { statistic: null, df: n - 1, resamples: null, missing: "zero_variance" } as const;
      return { ...shown, ...undefinedT, name: "paired_t", pValue: 1 };
    }
    const pValue = first > 0 ? 2 ** -n : 1;
    return {
      ...shown,
      name: "sign_flip",
      statistic: first,
      df: null,
      pValue,
      resamples: null,
      missing: null,
    };
  }
  if (isLarge) {
    const { t, df, pGreater, missing } = pairedTTest(a, b);
    return { ...shown, name: "paired_t", statistic: t, df, pValue: pGreater, resamples: null, missing };
  }
  const { pValue, resamples, meanDifference } = signFlipTest(differences, { seed });
  return {
    ...shown,
    name: "sign_flip",
    statistic: meanDifference,
    df: null,
    pValue,
    resamples,
    missing: null,
  };
}

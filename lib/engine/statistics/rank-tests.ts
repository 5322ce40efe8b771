import { lackOf, type MissingReason } from "@/lib/engine/statistics/missing";
import { normalSurvival } from "@/lib/engine/statistics/normal";
import { midRanks } from "@/lib/engine/statistics/ranks";
import { assertFinite, pairedDifferences, roundSignificant } from "@/lib/engine/statistics/samples";
import { tailsAt } from "@/lib/engine/statistics/weighted-tails";

/** Above this many differences the exact count takes longer than it is worth; the normal form is close. */
const MAX_EXACT_DIFFERENCES = 200;
/** The same for two groups: product of their sizes. */
const MAX_EXACT_PRODUCT = 2_500;

export type RankMethod = "exact" | "asymptotic";

export interface RankOptions {
  method: RankMethod;
  /** Shrinks the distance from the mean by one half before the normal tail is taken (default true). */
  continuityCorrection?: boolean;
}

function assertMethod(method: RankMethod): void {
  if (method !== "exact" && method !== "asymptotic") {
    throw new RangeError(`method must be exact or asymptotic, got ${method}`);
  }
}

const doubledTail = (tails: { atMost: number; atLeast: number }): number =>
  Math.min(1, 2 * Math.min(tails.atMost, tails.atLeast));

/** Both p-values of a rank sum `distance` above its mean; null where nothing can vary. */
function normalTails(distance: number, sd: number, shrink: number) {
  if (sd === 0) return { z: null, pTwoSided: null, pGreater: null, missing: "zero_variance" as const };
  const z = (Math.sign(distance) * Math.max(0, Math.abs(distance) - shrink)) / sd;
  return {
    z,
    pTwoSided: Math.min(1, 2 * normalSurvival(Math.abs(z))),
    pGreater: normalSurvival((distance - shrink) / sd),
    missing: null,
  };
}

export interface SignedRankTest {
  /** Differences other than 0; only these are ranked. */
  nonzero: number;
  /** Rank sum of the positive differences b − a. */
  wPlus: number;
  wMinus: number;
  /** Of the two-sided test; null for the exact method and where there is no variance. */
  z: number | null;
  pTwoSided: number | null;
  /** One-sided, for "b is greater". */
  pGreater: number | null;
  /** Why the p-values are null. */
  missing: MissingReason | null;
}

/** Distribution of the doubled rank sum over all 2^n sign patterns; doubled mid-ranks are whole. */
function signedRankProbabilities(doubledRanks: readonly number[]): Float64Array {
  const total = doubledRanks.reduce((sum, rank) => sum + rank, 0);
  let probabilities = new Float64Array(total + 1);
  probabilities[0] = 1;
  for (const rank of doubledRanks) {
    const before = probabilities;
    probabilities = before.map((p, sum) => (p + (sum >= rank ? (before[sum - rank] ?? 0) : 0)) / 2);
  }
  return probabilities;
}

/**
 * Wilcoxon's signed rank test of paired values.
 *
 * Differences b − a are rounded to 12 significant digits, zeros are dropped, equal sizes share their mean
 * rank. `exact` counts every sign pattern of those ranks; `asymptotic` uses the normal distribution with the
 * variance that ties leave.
 *
 * @param a Control. @param b Candidate, in the same order and unit.
 * @returns Rank sums and p-values; p is null, with the reason, without pairs. If all differences are 0, the exact
 *   p is 1 and the asymptotic p is null.
 * @throws {RangeError} if the lengths differ, a value is not finite, or `exact` is asked for over 200 differences.
 * @see Wilcoxon (1945); Hollander, Wolfe & Chicken, Nonparametric Statistical Methods (2014), section 3.1
 * @example
 * wilcoxonSignedRank([0, 0, 0], [1, 2, 3], { method: "exact" }).pGreater; // => 0.125
 */
export function wilcoxonSignedRank(
  a: readonly number[],
  b: readonly number[],
  { method, continuityCorrection = true }: RankOptions,
): SignedRankTest {
  assertMethod(method);
  const differences = pairedDifferences(a, b).filter((difference) => difference !== 0);
  const nonzero = differences.length;
  if (method === "exact" && nonzero > MAX_EXACT_DIFFERENCES) {
    throw new RangeError(`method exact takes at most ${MAX_EXACT_DIFFERENCES} differences, got ${nonzero}`);
  }
  const { ranks } = midRanks(differences.map(Math.abs));
  let wPlus = 0;
  let wMinus = 0;
  differences.forEach((difference, i) => {
    if (difference > 0) wPlus += ranks[i] ?? 0;
    else wMinus += ranks[i] ?? 0;
  });
  const sums = { nonzero, wPlus, wMinus };
  if (a.length === 0) return { ...sums, z: null, pTwoSided: null, pGreater: null, missing: "empty" };

  if (method === "exact") {
    const tails = tailsAt(signedRankProbabilities(Array.from(ranks, (rank) => 2 * rank)), 2 * wPlus);
    return { ...sums, z: null, pTwoSided: doubledTail(tails), pGreater: tails.atLeast, missing: null };
  }
  const sd = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  return { ...sums, ...normalTails((wPlus - wMinus) / 2, sd, continuityCorrection ? 0.5 : 0) };
}

export interface RankSumTest {
  /** Pairs of one value of each group in which a is larger; a tie counts one half. */
  uA: number;
  uB: number;
  pTwoSided: number | null;
  /** One-sided, for "b tends to be larger". */
  pGreater: number | null;
  /** Why the p-values are null. */
  missing: MissingReason | null;
}

/**
 * Distribution of U over all orders of `sizeA` and `sizeB` values without ties.
 *
 * By whose value is the largest: with chance b / (a + b) it is one of b, above all of a.
 */
function rankSumProbabilities(sizeA: number, sizeB: number): Float64Array {
  let row: Float64Array[] = Array.from({ length: sizeB + 1 }, () => Float64Array.of(1));
  for (let a = 1; a <= sizeA; a++) {
    const next: Float64Array[] = [Float64Array.of(1)];
    for (let b = 1; b <= sizeB; b++) {
      const [lessB, lessA] = [next[b - 1], row[b]];
      next.push(
        Float64Array.from({ length: a * b + 1 }, (_, u) => {
          const largestIsB = u >= a ? (lessB?.[u - a] ?? 0) : 0;
          return (b * largestIsB + a * (lessA?.[u] ?? 0)) / (a + b);
        }),
      );
    }
    row = next;
  }
  return row[sizeB] ?? new Float64Array();
}

/**
 * Mann-Whitney U test of two unpaired groups: does a value of b tend to be larger than one of a?
 *
 * Values are rounded to 12 significant digits before ranking, so that equal decimals tie. The variance of the
 * asymptotic form allows for ties.
 *
 * @param a Control. @param b Candidate, in the same unit.
 * @returns U of both groups and p-values; p is null, with the reason, if a group is empty, and in the asymptotic
 *   form if all values are equal.
 * @throws {RangeError} if a value is not finite, or `exact` is asked for with ties or for more than 2,500 pairs.
 * @see Mann & Whitney (1947); Hollander, Wolfe & Chicken (2014), section 4.1
 * @example
 * mannWhitneyU([1, 2, 3], [4, 5, 6], { method: "exact" }).pGreater; // => 0.05
 */
export function mannWhitneyU(
  a: readonly number[],
  b: readonly number[],
  { method, continuityCorrection = true }: RankOptions,
): RankSumTest {
  assertMethod(method);
  assertFinite(a, "a");
  assertFinite(b, "b");
  const [nA, nB] = [a.length, b.length];
  const n = nA + nB;
  const { ranks, ties } = midRanks([...a, ...b].map(roundSignificant));
  const uA = ranks.subarray(0, nA).reduce((sum, rank) => sum + rank, 0) - (nA * (nA + 1)) / 2;
  const uB = nA * nB - uA;
  const missing = lackOf([nA, nB], 1);
  if (missing !== null) return { uA, uB, pTwoSided: null, pGreater: null, missing };

  if (method === "exact") {
    if (ties.length > 0) throw new RangeError("method exact takes values without ties");
    if (nA * nB > MAX_EXACT_PRODUCT) {
      throw new RangeError(`method exact takes at most ${MAX_EXACT_PRODUCT} pairs, got ${nA * nB}`);
    }
    const tails = tailsAt(rankSumProbabilities(nA, nB), uB);
    return { uA, uB, pTwoSided: doubledTail(tails), pGreater: tails.atLeast, missing: null };
  }
  const tied = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const sd = ties[0] === n ? 0 : Math.sqrt(((nA * nB) / 12) * (n + 1 - tied / (n * (n - 1))));
  const { z: _, ...tails } = normalTails((uB - uA) / 2, sd, continuityCorrection ? 0.5 : 0);
  return { uA, uB, ...tails };
}

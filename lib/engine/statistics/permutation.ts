import { seededRandom } from "@/lib/engine/random";
import { lackOf, type MissingReason } from "@/lib/engine/statistics/missing";
import { assertFinite, mean, pairedDifferences, roundSignificant } from "@/lib/engine/statistics/samples";

/** The most pairs of which every sign flip is counted (2^14 = 16,384). */
const MAX_EXACT_PAIRS = 14;
const RESAMPLES = 10_000;
/** Relative slack for "at least as extreme": sums of equal decimals differ in their last bits. */
const RELATIVE_SLACK = 1e-9;
/** Beyond this the enumerations below would take minutes. */
const MAX_ENUMERATED = 2 ** 22;
const MAX_EXACT_PAIRED = 22;

export interface SignFlipResult {
  /** One-sided p-value for "the mean difference is above 0"; null without differences. */
  pValue: number | null;
  n: number;
  meanDifference: number | null;
  method: "exact" | "sampled";
  /** Sign patterns counted. */
  resamples: number;
  /** Why p and mean are null. */
  missing: MissingReason | null;
}

/**
 * Sum of the values under each of the 2^n sign patterns, the observed one first.
 *
 * Fills the sums by doubling: those with value i negated are the earlier ones minus 2 × value i.
 */
function allSignedSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** values.length);
  sums[0] = values.reduce((sum, value) => sum + value, 0);
  let filled = 1;
  for (const value of values) {
    for (let i = 0; i < filled; i++) sums[filled + i] = (sums[i] ?? 0) - 2 * value;
    filled *= 2;
  }
  return sums;
}

/** How many of the random sign patterns reach the bound; on typed arrays, as this is the hot loop. */
function countSampledHits(values: Float64Array, atLeast: number, random: () => number): number {
  const n = values.length;
  let hits = 0;
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let from = 0; from < n; from += 32) {
      // One draw of 32 bits serves 32 signs.
      let signs = random() * 0x100000000;
      const to = Math.min(n, from + 32);
      for (let i = from; i < to; i++) {
        const value = values[i] ?? Number.NaN;
        sum += signs & 1 ? value : -value;
        signs >>>= 1;
      }
    }
    if (sum >= atLeast) hits += 1;
  }
  return hits;
}

const slackFor = (values: readonly number[]): number =>
  RELATIVE_SLACK * values.reduce((sum, value) => sum + Math.abs(value), 0);

/**
 * Sign-flip permutation test of paired differences, one-sided: is the mean above 0?
 *
 * If the candidate makes no difference, each difference is as likely to be negative as positive. Up to
 * 14 pairs every sign pattern is counted; above, 10,000 random ones with p = (1 + hits) / (1 + 10,000),
 * which is valid for any number of resamples. Differences are rounded to 12 significant digits. All
 * zero gives p = 1; a constant gain gives 2^−n.
 *
 * @param differences Candidate minus control, one per case.
 * @param options `seed`: unsigned 32-bit integer; the same seed gives the same p.
 * @returns p from 0 to 1 (null without differences: no evidence, not p = 1) and how it was found.
 * @throws {RangeError} if a difference is NaN or infinite, or the seed is invalid.
 * @see Good, Permutation, Parametric and Bootstrap Tests of Hypotheses (2005), ch. 3;
 *   Phipson & Smyth, "Permutation p-values should never be zero" (2010)
 * @example
 * signFlipTest([0.1, 0.2, 0.1], { seed: 1 }).pValue; // => 0.125
 */
export function signFlipTest(differences: readonly number[], { seed }: { seed: number }): SignFlipResult {
  assertFinite(differences, "differences");
  // Made in any case: a seed that would be refused above 14 pairs is refused below as well.
  const random = seededRandom(seed);
  const rounded = differences.map(roundSignificant);
  const n = rounded.length;
  const meanDifference = mean(rounded);
  if (n === 0) return { pValue: null, n, meanDifference, method: "exact", resamples: 0, missing: "empty" };

  const observed = rounded.reduce((sum, value) => sum + value, 0);
  const atLeast = observed - slackFor(rounded);

  if (n <= MAX_EXACT_PAIRS) {
    const sums = allSignedSums(rounded);
    const hits = sums.reduce((count, sum) => count + Number(sum >= atLeast), 0);
    return {
      pValue: hits / sums.length,
      n,
      meanDifference,
      method: "exact",
      resamples: sums.length,
      missing: null,
    };
  }

  const hits = countSampledHits(Float64Array.from(rounded), atLeast, random);
  const pValue = (1 + hits) / (1 + RESAMPLES);
  return { pValue, n, meanDifference, method: "sampled", resamples: RESAMPLES, missing: null };
}

export interface PermutationResult {
  /** Difference of the means, b − a; null if a group is empty. */
  statistic: number | null;
  permutations: number;
  pTwoSided: number | null;
  /** One-sided, for "b is greater". */
  pGreater: number | null;
  /** Why the rest is null. */
  missing: MissingReason | null;
}

const notPermuted = (missing: MissingReason): PermutationResult => ({
  statistic: null,
  permutations: 0,
  pTwoSided: null,
  pGreater: null,
  missing,
});

/**
 * Exact paired permutation test: every sign flip of b − a is counted.
 *
 * @param a Control. @param b Candidate, in the same order; at most 22 pairs.
 * @returns Mean difference and both p-values; all null without pairs.
 * @throws {RangeError} if the lengths differ, a value is not finite, or there are more than 22 pairs.
 * @see Good (2005), ch. 3
 * @example
 * permutationPairedExact([1, 1, 1], [2, 3, 4]).pGreater; // => 0.125
 */
export function permutationPairedExact(a: readonly number[], b: readonly number[]): PermutationResult {
  const differences = pairedDifferences(a, b);
  const permutations = 2 ** differences.length;
  if (permutations > MAX_ENUMERATED) {
    throw new RangeError(`a and b must be at most ${MAX_EXACT_PAIRED} pairs, got ${differences.length}`);
  }
  const statistic = mean(differences);
  if (statistic === null) return notPermuted("empty");

  const sums = allSignedSums(differences);
  const observed = sums[0] ?? 0;
  const slack = slackFor(differences);
  let greater = 0;
  let extreme = 0;
  for (const sum of sums) {
    if (sum >= observed - slack) greater += 1;
    if (Math.abs(sum) >= Math.abs(observed) - slack) extreme += 1;
  }
  return {
    statistic,
    permutations,
    pTwoSided: extreme / permutations,
    pGreater: greater / permutations,
    missing: null,
  };
}

function binomial(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return Math.round(count);
}

/**
 * Exact unpaired permutation test: every split of the pooled values into groups of these sizes.
 *
 * @param a Control. @param b Candidate; at most about 4 million splits together.
 * @returns Difference of the means and both p-values; all null if a group is empty.
 * @throws {RangeError} if a value is not finite, or there are too many splits to count.
 * @see Good (2005), ch. 3
 * @example
 * permutationUnpairedExact([1, 2, 3, 4], [5, 6, 7, 8]).pGreater; // => 1 / 70
 */
export function permutationUnpairedExact(a: readonly number[], b: readonly number[]): PermutationResult {
  assertFinite(a, "a");
  assertFinite(b, "b");
  const missing = lackOf([a.length, b.length], 1);
  if (missing !== null) return notPermuted(missing);
  const permutations = binomial(a.length + b.length, b.length);
  if (permutations > MAX_ENUMERATED) {
    throw new RangeError(`a and b have ${permutations} splits; at most ${MAX_ENUMERATED} are counted`);
  }

  // Subtracting the grand mean changes no difference and keeps a large common offset out of the sums.
  const pooled = [...b, ...a];
  const centre = mean(pooled) ?? 0;
  const centred = pooled.map((value) => value - centre);
  const observed = centred.slice(0, b.length).reduce((sum, value) => sum + value, 0);
  const slack = slackFor(centred);

  let greater = 0;
  let extreme = 0;
  const choose = (from: number, left: number, sum: number): void => {
    if (left === 0) {
      // With the total fixed at 0 the difference of means is a positive multiple of this sum.
      if (sum >= observed - slack) greater += 1;
      if (Math.abs(sum) >= Math.abs(observed) - slack) extreme += 1;
      return;
    }
    for (let i = from; i <= centred.length - left; i++) choose(i + 1, left - 1, sum + (centred[i] ?? 0));
  };
  choose(0, b.length, 0);
  return {
    // The centred values sum to 0, so the mean of a is −(sum of b) / n_a.
    statistic: observed / b.length + observed / a.length,
    permutations,
    pTwoSided: extreme / permutations,
    pGreater: greater / permutations,
    missing: null,
  };
}

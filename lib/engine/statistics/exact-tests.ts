import { assertCount } from "@/lib/engine/statistics/ranges";
import { probabilitiesFromMode, tailsAt } from "@/lib/engine/statistics/weighted-tails";

/** Tables this much likelier than the observed one still count as no likelier: they differ by rounding. */
const LIKELIHOOD_SLACK = 1e-7;

/** `[[a, b], [c, d]]`: rows are the groups, columns the outcomes. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

/**
 * Fisher's exact test of a two-by-two table with its margins held fixed.
 *
 * @param table Counts.
 * @returns `pGreater` and `pLess` for the first cell being larger or smaller than chance makes it; `pTwoSided`
 *   adds up all tables no likelier than the observed one. Null for a table without any observation (`empty`).
 * @throws {RangeError} if a count is negative or not whole.
 * @see Fisher, "On the interpretation of χ² from contingency tables" (1922)
 * @example
 * fisherExact([[3, 1], [1, 3]])?.pTwoSided; // => 34 / 70
 */
export function fisherExact(table: TwoByTwo): { pTwoSided: number; pGreater: number; pLess: number } | null {
  const [[a, b], [c, d]] = table;
  for (const count of [a, b, c, d]) assertCount("table", count);
  const total = a + b + c + d;
  if (total === 0) return null;

  const row = a + b;
  const column = a + c;
  const low = Math.max(0, row + column - total);
  const high = Math.min(row, column);
  const mode = Math.min(high, Math.max(low, Math.floor(((row + 1) * (column + 1)) / (total + 2))));
  const probabilities = probabilitiesFromMode(
    { low, mode, high },
    (k) => ((row - k) * (column - k)) / ((k + 1) * (total - row - column + k + 1)),
  );
  const observed = probabilities[a - low] ?? 0;
  const noLikelier = probabilities
    .filter((p) => p <= observed * (1 + LIKELIHOOD_SLACK))
    .sort()
    .reduce((sum, p) => sum + p, 0);
  const { atLeast, atMost } = tailsAt(probabilities, a - low);
  return { pTwoSided: Math.min(1, noLikelier), pGreater: atLeast, pLess: atMost };
}

/**
 * Exact McNemar test of paired pass/fail outcomes: only the pairs that disagree count.
 *
 * @param onlyControl Cases that only the control passed. @param onlyCandidate Cases that only the candidate passed.
 * @returns p-values for "the candidate is better" and two-sided (doubled, at most 1), and the two-sided mid-p,
 *   which is less cautious. No disagreement gives p = 1: all pairs agreed, which speaks for no difference.
 * @throws {RangeError} if a count is negative or not whole.
 * @see McNemar (1947); Fagerland, Lydersen & Laake, "The McNemar test for binary matched-pairs data" (2013)
 * @example
 * mcnemarExact(2, 8).pGreater; // => 56 / 1024
 */
export function mcnemarExact(
  onlyControl: number,
  onlyCandidate: number,
): { pTwoSided: number; pGreater: number; pMidTwoSided: number } {
  assertCount("onlyControl", onlyControl);
  assertCount("onlyCandidate", onlyCandidate);
  const n = onlyControl + onlyCandidate;
  const probabilities = probabilitiesFromMode(
    { low: 0, mode: Math.floor(n / 2), high: n },
    (k) => (n - k) / (k + 1),
  );
  const { atLeast, atMost } = tailsAt(probabilities, onlyCandidate);
  const doubled = 2 * Math.min(atLeast, atMost);
  return {
    pTwoSided: Math.min(1, doubled),
    pGreater: atLeast,
    pMidTwoSided: Math.min(1, doubled - (probabilities[onlyCandidate] ?? 0)),
  };
}

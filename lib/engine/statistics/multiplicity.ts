import { assertShare } from "@/lib/engine/statistics/ranges";

function ranked(pValues: readonly number[]): { p: number; at: number }[] {
  for (const p of pValues) assertShare("pValues", p);
  return pValues.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p);
}

/**
 * Holm's adjustment: keeps the chance of any false finding among several tests at the stated level.
 *
 * @param pValues One per test, from 0 to 1.
 * @returns Adjusted p-values in the order given.
 * @throws {RangeError} if a p-value is outside 0 to 1.
 * @see Holm, "A simple sequentially rejective multiple test procedure" (1979)
 * @example
 * holmAdjust([0.01, 0.04]); // => [0.02, 0.04]
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(0);
  let highest = 0;
  ranked(pValues).forEach(({ p, at }, rank) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - rank) * p));
    adjusted[at] = highest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjustment: the expected share of false findings. For exploring only.
 *
 * @param pValues One per test, from 0 to 1.
 * @returns Adjusted p-values in the order given.
 * @throws {RangeError} if a p-value is outside 0 to 1.
 * @see Benjamini & Hochberg, "Controlling the false discovery rate" (1995)
 * @example
 * benjaminiHochbergAdjust([0.01, 0.04]); // => [0.02, 0.04]
 */
export function benjaminiHochbergAdjust(pValues: readonly number[]): number[] {
  const adjusted = new Array<number>(pValues.length).fill(0);
  let lowest = 1;
  ranked(pValues)
    .map((entry, rank) => ({ ...entry, rank }))
    .reverse()
    .forEach(({ p, at, rank }) => {
      lowest = Math.min(lowest, (pValues.length * p) / (rank + 1));
      adjusted[at] = lowest;
    });
  return adjusted;
}

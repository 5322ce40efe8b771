import { assertNumber } from "@/lib/engine/statistics/ranges";

/** Enough halvings to reach neighbouring doubles between any two that are not 0 apart by many orders. */
const MAX_HALVINGS = 200;

/**
 * The point from which on a condition holds, when it fails below it and holds above.
 *
 * @param fails Where the condition fails. @param holds Where it holds.
 * @param condition False on the side of `fails`, true on the side of `holds`.
 * @returns The nearest double found on the side where it holds.
 * @throws {RangeError} if an end is not finite.
 * @example
 * bisect(0, 2, (x) => x * x >= 2); // => 1.4142135623730951
 */
export function bisect(fails: number, holds: number, condition: (x: number) => boolean): number {
  assertNumber("fails", fails);
  assertNumber("holds", holds);
  let [outside, inside] = [fails, holds];
  for (let halving = 0; halving < MAX_HALVINGS; halving++) {
    const middle = outside + (inside - outside) / 2;
    if (middle === outside || middle === inside) break;
    if (condition(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

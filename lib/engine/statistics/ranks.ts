import { assertFinite } from "@/lib/engine/statistics/samples";

/**
 * Ranks from 1; equal values share the mean of their ranks.
 *
 * @param values Finite, and rounded to 12 significant digits where they are differences of decimals.
 * @returns `ranks` in the order given; `ties` holds the size of each group of equal values.
 * @throws {RangeError} if a value is NaN or infinite.
 * @example
 * [...midRanks([10, 30, 10]).ranks]; // => [1.5, 3, 1.5]
 * midRanks([10, 30, 10]).ties; // => [2]
 */
export function midRanks(values: readonly number[]): { ranks: Float64Array; ties: number[] } {
  assertFinite(values, "values");
  const order = values.map((value, at) => ({ value, at })).sort((x, y) => x.value - y.value);
  const ranks = new Float64Array(values.length);
  const ties: number[] = [];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { at } of order.slice(from, to)) ranks[at] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}

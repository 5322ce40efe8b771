import { assertFinite, mean, roundSignificant } from "@/lib/engine/statistics/samples";

/** Ranks from 1; equal values share the mean of their ranks. */
function midRanks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((x, y) => x.value - y.value);
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { at } of order.slice(from, to)) ranks[at] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's of the mid-ranks.
 *
 * @param x Values rounded to 12 significant digits before ranking. @param y In the order of `x`, in any unit.
 * @returns From −1 to 1, dimensionless; null below three pairs (`insufficient_data`) and where either side
 *   does not vary (`zero_variance`).
 * @throws {RangeError} if the lengths differ or a value is NaN or infinite.
 * @see Spearman, "The proof and measurement of association between two things" (1904)
 * @example
 * rankCorrelation([1, 2, 3], [10, 30, 20]); // => 0.5
 */
export function rankCorrelation(x: readonly number[], y: readonly number[]): number | null {
  if (x.length !== y.length) {
    throw new RangeError(`x and y must be equally many, got ${x.length} and ${y.length}`);
  }
  assertFinite(x, "x");
  assertFinite(y, "y");
  if (x.length < 3) return null;
  const [ranksX, ranksY] = [midRanks(x.map(roundSignificant)), midRanks(y.map(roundSignificant))];
  // Ranks, shared ones too, always have this mean.
  const centre = mean(ranksX) ?? Number.NaN;
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  ranksX.forEach((rank, i) => {
    const [dx, dy] = [rank - centre, (ranksY[i] ?? Number.NaN) - centre];
    products += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  });
  if (squaresX === 0 || squaresY === 0) return null;
  return Math.min(1, Math.max(-1, products / Math.sqrt(squaresX * squaresY)));
}

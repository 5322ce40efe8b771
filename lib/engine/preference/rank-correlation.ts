import { midRanks } from "@/lib/engine/statistics/ranks";
import { assertFinite, mean, roundSignificant } from "@/lib/engine/statistics/samples";

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
  const [ranksX = [], ranksY = []] = [x, y].map((values) =>
    Array.from(midRanks(values.map(roundSignificant)).ranks),
  );
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

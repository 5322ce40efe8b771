import { seededRandom } from "@/lib/engine/random";
import { normalCdf, normalQuantile } from "@/lib/engine/statistics/normal";
import { assertInside } from "@/lib/engine/statistics/ranges";
import { type BcaSample, type Resampling, resamplingFor } from "@/lib/engine/statistics/resampling";
import { assertFinite } from "@/lib/engine/statistics/samples";

const RESAMPLES = 10_000;
/** Below this many cases an interval would mislead more than it tells. */
const MIN_CASES = 10;

export interface BcaInterval {
  estimate: number;
  low: number;
  high: number;
}

/** Influence of each row by leaving it out; two groups as in Efron & Tibshirani, section 14.3. */
function acceleration({ jackknife }: Resampling): number {
  let squares = 0;
  let cubes = 0;
  for (const without of jackknife()) {
    const size = without.length;
    const centre = without.reduce((sum, value) => sum + value, 0) / size;
    for (const value of without) {
      const influence = ((size - 1) * (centre - value)) / size;
      squares += influence ** 2;
      cubes += influence ** 3;
    }
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** Quantile by linear interpolation between order statistics. */
function quantileOf(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
  return low + (high - low) * (position - below);
}

/** Cases of the smaller group. */
function caseCount(sample: BcaSample): number {
  if ("x" in sample) {
    assertFinite(sample.x, "x");
    return sample.x.length;
  }
  assertFinite(sample.a, "a");
  assertFinite(sample.b, "b");
  if (sample.statistic === "relativeLiftPaired" && sample.a.length !== sample.b.length) {
    throw new RangeError(`a and b must be equally many, got ${sample.a.length} and ${sample.b.length}`);
  }
  return Math.min(sample.a.length, sample.b.length);
}

/**
 * Bias-corrected and accelerated bootstrap interval, from 10,000 seeded resamples.
 *
 * The bias correction counts resamples equal to the estimate as one half; the acceleration comes from
 * the jackknife. Without any variance both ends are the estimate.
 *
 * @param sample What to estimate: `mean` or `median` of x; `relativeLiftPaired` = mean(b) / mean(a) − 1
 *   with pairs resampled together; `diffMeans` = mean(b) − mean(a) with groups resampled apart.
 * @param options `seed` (unsigned 32-bit) and `confidence` of the two-sided interval (default 0.95).
 * @returns Estimate and both ends in the statistic's unit; null below 10 cases per group
 *   (`insufficient_data`), and where the statistic is undefined on the sample or on a resample (a control
 *   mean of 0 or less).
 * @throws {RangeError} if a value is not finite, paired lengths differ, the confidence is not inside 0 to 1, or
 *   the seed is no unsigned 32-bit integer.
 * @see Efron & Tibshirani, An Introduction to the Bootstrap (1993), section 14.3
 * @example
 * const x = [0.5, 0.5, 0.6, 0.6, 0.6, 0.7, 0.7, 0.7, 0.8, 0.8];
 * bcaInterval({ statistic: "mean", x }, { seed: 1 }); // => { estimate: 0.65, low: 0.59, high: 0.71 }
 */
export function bcaInterval(
  sample: BcaSample,
  { seed, confidence = 0.95 }: { seed: number; confidence?: number },
): BcaInterval | null {
  assertInside("confidence", confidence);
  const random = seededRandom(seed);
  if (caseCount(sample) < MIN_CASES) return null;

  const resampling = resamplingFor(sample);
  const { estimate } = resampling;
  if (Number.isNaN(estimate)) return null;
  const values = new Float64Array(RESAMPLES);
  for (let i = 0; i < RESAMPLES; i++) values[i] = resampling.draw(random);
  values.sort();
  // The sort puts NaN last: one undefined resample makes the upper end undefined.
  if (Number.isNaN(values.at(-1))) return null;

  const slack = 1e-12 * Math.max(Math.abs(estimate), values.at(-1) ?? 0, -(values[0] ?? 0));
  let below = 0;
  for (const value of values) {
    if (value < estimate - slack) below += 1;
    else if (value <= estimate + slack) below += 0.5;
  }
  if (below === 0 || below === RESAMPLES) return null;

  const bias = normalQuantile(below / RESAMPLES);
  const accelerated = acceleration(resampling);
  const end = (p: number): number => {
    const shifted = bias + normalQuantile(p);
    return quantileOf(values, normalCdf(bias + shifted / (1 - accelerated * shifted)));
  };
  return { estimate, low: end((1 - confidence) / 2), high: end((1 + confidence) / 2) };
}

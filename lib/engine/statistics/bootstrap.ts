import { seededRandom } from "@/lib/engine/random";
import { normalCdf, normalQuantile } from "@/lib/engine/statistics/normal";
import { assertFinite } from "@/lib/engine/statistics/samples";

const RESAMPLES = 10_000;
/** Below this many cases an interval would mislead more than it tells. */
const MIN_CASES = 10;
/** A control mean at or below this has no meaningful ratio to it. */
const SMALLEST_CONTROL_MEAN = 1e-9;

interface OneSample {
  statistic: "mean" | "median";
  x: readonly number[];
}

interface TwoSamples {
  statistic: "relativeLiftPaired" | "diffMeans";
  /** Control. */
  a: readonly number[];
  /** Candidate; for `relativeLiftPaired` in the order of `a`. */
  b: readonly number[];
}

export type BcaSample = OneSample | TwoSamples;

export interface BcaInterval {
  estimate: number;
  low: number;
  high: number;
}

/** Mean over the chosen rows; without a copy, as this is the inner loop of all resamples. */
function meanAt(values: readonly number[], rows: Int32Array | undefined): number {
  if (!rows) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += values[rows[i] ?? 0] ?? Number.NaN;
  return sum / rows.length;
}

function medianAt(values: readonly number[], rows: Int32Array | undefined): number {
  const sorted = Float64Array.from(rows ?? [], (row) => values[row] ?? Number.NaN).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A statistic over rows given by index, so that resampling and the jackknife share one path. */
interface Plan {
  /** Sizes of the groups that are resampled apart from each other. */
  sizes: readonly number[];
  /** Value on the rows chosen in each group; NaN where it is undefined. */
  evaluate: (rows: readonly Int32Array[]) => number;
}

function planFor(sample: BcaSample): Plan {
  if ("x" in sample) {
    const { x, statistic } = sample;
    const summarize = statistic === "mean" ? meanAt : medianAt;
    return { sizes: [x.length], evaluate: ([rows]) => summarize(x, rows) };
  }
  const { a, b } = sample;
  if (sample.statistic === "diffMeans") {
    return {
      sizes: [a.length, b.length],
      evaluate: ([rowsA, rowsB]) => meanAt(b, rowsB) - meanAt(a, rowsA),
    };
  }
  return {
    sizes: [a.length],
    evaluate: ([rows]) => {
      const control = meanAt(a, rows);
      return control > SMALLEST_CONTROL_MEAN ? meanAt(b, rows) / control - 1 : Number.NaN;
    },
  };
}

/** Influence of each row by leaving it out; two groups as in Efron & Tibshirani, section 14.3. */
function acceleration({ sizes, evaluate }: Plan): number {
  const all = sizes.map((size) => Int32Array.from({ length: size }, (_, row) => row));
  let squares = 0;
  let cubes = 0;
  all.forEach((rows, group) => {
    const size = rows.length;
    const without = Array.from(rows, (left) =>
      evaluate(all.map((others, i) => (i === group ? others.filter((row) => row !== left) : others))),
    );
    const centre = meanAt(without, rows);
    for (const value of without) {
      const influence = (size - 1) * (centre - value);
      squares += (influence / size) ** 2;
      cubes += (influence / size) ** 3;
    }
  });
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

/**
 * Bias-corrected and accelerated bootstrap interval, from 10,000 seeded resamples.
 *
 * The bias correction counts resamples equal to the estimate as one half; the acceleration comes from
 * the jackknife. Without any variance both ends are the estimate.
 *
 * @param sample What to estimate: `mean` or `median` of x; `relativeLiftPaired` = mean(b) / mean(a) − 1
 *   with pairs resampled together; `diffMeans` = mean(b) − mean(a) with groups resampled apart.
 * @param options `seed` (unsigned 32-bit) and `confidence` of the two-sided interval (default 0.95).
 * @returns Estimate and both ends in the statistic's unit; null below 10 cases per group, and where the
 *   statistic is undefined on the sample or on a resample (a control mean of 0 or less).
 * @throws {RangeError} if a value is not finite, paired lengths differ, or the confidence is not inside 0 to 1.
 * @see Efron & Tibshirani, An Introduction to the Bootstrap (1993), section 14.3
 * @example
 * bcaInterval({ statistic: "mean", x: scores }, { seed: 1 }); // => { estimate: 0.62, low: 0.55, high: 0.68 }
 */
export function bcaInterval(
  sample: BcaSample,
  { seed, confidence = 0.95 }: { seed: number; confidence?: number },
): BcaInterval | null {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence must lie inside 0 to 1, got ${confidence}`);
  }
  if ("x" in sample) assertFinite(sample.x, "values");
  else {
    assertFinite(sample.a, "values");
    assertFinite(sample.b, "values");
    if (sample.statistic === "relativeLiftPaired" && sample.a.length !== sample.b.length) {
      throw new RangeError(
        `paired values must be equally many, got ${sample.a.length} and ${sample.b.length}`,
      );
    }
  }

  const plan = planFor(sample);
  if (plan.sizes.some((size) => size < MIN_CASES)) return null;
  const estimate = plan.evaluate(
    plan.sizes.map((size) => Int32Array.from({ length: size }, (_, row) => row)),
  );
  if (Number.isNaN(estimate)) return null;

  const random = seededRandom(seed);
  const rows = plan.sizes.map((size) => new Int32Array(size));
  const values = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    for (const group of rows) {
      for (let i = 0; i < group.length; i++) group[i] = Math.floor(random() * group.length);
    }
    values[resample] = plan.evaluate(rows);
  }
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
  const accelerated = acceleration(plan);
  const end = (p: number): number => {
    const shifted = bias + normalQuantile(p);
    return quantileOf(values, normalCdf(bias + shifted / (1 - accelerated * shifted)));
  };
  return { estimate, low: end((1 - confidence) / 2), high: end((1 + confidence) / 2) };
}

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

/**
 * One statistic with the three things a bootstrap asks of it; NaN where it is undefined.
 *
 * On typed arrays and without storing row numbers: this is the inner loop of all resamples.
 */
export interface Resampling {
  /** On the sample as it is. */
  estimate: number;
  /** On as many rows of each group, drawn with replacement. */
  draw: (random: () => number) => number;
  /** For each group, the values with one of its rows left out in turn. */
  jackknife: () => Float64Array[];
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function drawnMean(values: Float64Array, random: () => number): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[Math.floor(random() * n)] ?? Number.NaN;
  return sum / n;
}

/** Means with one value left out in turn. */
function meansWithout(values: Float64Array): Float64Array {
  const sum = sumOf(values);
  return values.map((value) => (sum - value) / (values.length - 1));
}

function medianOf(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Medians with one value left out in turn: of a sorted row only the places behind the gap move. */
function mediansWithout(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  const left = sorted.length - 1;
  const at = (place: number, gap: number) => sorted[place < gap ? place : place + 1] ?? Number.NaN;
  return sorted.map((_, gap) =>
    left % 2 === 1 ? at(left >> 1, gap) : (at(left / 2 - 1, gap) + at(left / 2, gap)) / 2,
  );
}

const liftOf = (control: number, candidate: number): number =>
  control > SMALLEST_CONTROL_MEAN ? candidate / control - 1 : Number.NaN;

function meanResampling(x: Float64Array): Resampling {
  return {
    estimate: sumOf(x) / x.length,
    draw: (random) => drawnMean(x, random),
    jackknife: () => [meansWithout(x)],
  };
}

function medianResampling(x: Float64Array): Resampling {
  const drawn = new Float64Array(x.length);
  return {
    estimate: medianOf(x.slice().sort()),
    draw: (random) => {
      for (let i = 0; i < drawn.length; i++) drawn[i] = x[Math.floor(random() * x.length)] ?? Number.NaN;
      return medianOf(drawn.sort());
    },
    jackknife: () => [mediansWithout(x)],
  };
}

function differenceResampling(a: Float64Array, b: Float64Array): Resampling {
  const [meanA, meanB] = [sumOf(a) / a.length, sumOf(b) / b.length];
  return {
    estimate: meanB - meanA,
    draw: (random) => {
      const drawnA = drawnMean(a, random);
      return drawnMean(b, random) - drawnA;
    },
    jackknife: () => [
      meansWithout(a).map((without) => meanB - without),
      meansWithout(b).map((without) => without - meanA),
    ],
  };
}

function liftResampling(a: Float64Array, b: Float64Array): Resampling {
  const n = a.length;
  return {
    estimate: liftOf(sumOf(a) / n, sumOf(b) / n),
    draw: (random) => {
      let control = 0;
      let candidate = 0;
      for (let i = 0; i < n; i++) {
        const row = Math.floor(random() * n);
        control += a[row] ?? Number.NaN;
        candidate += b[row] ?? Number.NaN;
      }
      return liftOf(control / n, candidate / n);
    },
    jackknife: () => {
      const candidate = meansWithout(b);
      return [meansWithout(a).map((control, i) => liftOf(control, candidate[i] ?? Number.NaN))];
    },
  };
}

/**
 * The resampling of a statistic.
 *
 * @param sample Finite values, at least two in each group; paired ones equally many (`bcaInterval` refuses others).
 * @returns Estimate, draws and jackknife values in the unit of the statistic.
 * @example
 * resamplingFor({ statistic: "relativeLiftPaired", a: [1, 2, 3], b: [2, 3, 4] }).estimate; // => 0.5
 * resamplingFor({ statistic: "mean", x: [1, 2, 3] }).jackknife().map((values) => [...values]); // => [[2.5, 2, 1.5]]
 */
export function resamplingFor(sample: BcaSample): Resampling {
  if ("x" in sample) {
    const x = Float64Array.from(sample.x);
    return sample.statistic === "mean" ? meanResampling(x) : medianResampling(x);
  }
  const [a, b] = [Float64Array.from(sample.a), Float64Array.from(sample.b)];
  return sample.statistic === "diffMeans" ? differenceResampling(a, b) : liftResampling(a, b);
}

import { fitLogistic } from "@/lib/engine/preference/logistic";
import { sigmoid } from "@/lib/engine/preference/logistic-objective";
import { assertShare } from "@/lib/engine/statistics/ranges";
import { assertFinite } from "@/lib/engine/statistics/samples";

/** A probability that was given before the outcome was known. */
export interface Forecast {
  /** In nats: a probability near 0 or 1 would round. */
  logOdds: number;
  /** What came, 0 to 1. */
  target: number;
  /** How much it counts, above 0. */
  weight: number;
}

/** One step of a reliability diagram. */
export interface ReliabilityBin {
  /** Forecast probabilities from here … */
  from: number;
  /** … to below here; the last bin holds 1 too. */
  to: number;
  count: number;
  /** Weighted mean of the forecast probabilities. */
  predicted: number;
  /** Weighted mean of what came. */
  observed: number;
}

export type CalibrationLine =
  | {
      /** Log-odds that come true where the forecast says 0; ideal 0. Null for pairs, where it is 0. */
      intercept: number | null;
      /** True log-odds per forecast log-odds; ideal 1, below 1 for overconfident forecasts. */
      slope: number;
      reason: null;
    }
  | {
      intercept: null;
      slope: null;
      /** The forecasts are all equal, or the outcomes are too few for a finite line. */
      reason: "empty" | "zero_variance" | "insufficient_data";
    };

const BINS = 10;
/** Spreads of forecasts below this share of their size are rounding. */
const ROUNDING = 1e-12;

/**
 * Refuses forecasts that cannot be scored.
 *
 * @throws {RangeError} if log-odds are not finite, a target lies outside 0 to 1, or a weight is not above 0.
 * @example
 * assertForecasts([{ logOdds: 0, target: 1, weight: 1 }]);
 */
export function assertForecasts(forecasts: readonly Forecast[]): void {
  for (const { logOdds, target, weight } of forecasts) {
    assertFinite([logOdds], "logOdds");
    assertShare("target", target);
    if (!(weight > 0 && Number.isFinite(weight))) {
      throw new RangeError(`weight must be above 0 and finite, got ${weight}`);
    }
  }
}

/**
 * Turns forecasts about pairs so that each speaks of the draft it favours.
 *
 * Which draft of a pair is `b` is an accident; what is asked is how often the favoured draft is preferred.
 * A forecast of one half favours neither, and neither outcome speaks for it or against it: target 0.5.
 *
 * @returns Forecasts of 0.5 or more.
 * @example
 * favouredDraft([{ logOdds: -1, target: 0, weight: 1 }]); // => [{ logOdds: 1, target: 1, weight: 1 }]
 */
export function favouredDraft(forecasts: readonly Forecast[]): Forecast[] {
  return forecasts.map(({ logOdds, target, weight }) => {
    if (logOdds === 0) return { logOdds: 0, target: 0.5, weight };
    return { logOdds: Math.abs(logOdds), target: logOdds > 0 ? target : 1 - target, weight };
  });
}

/**
 * Reliability diagram: forecasts in ten bins of equal width, each with what came.
 *
 * @returns The bins that hold a forecast, in order; a bin of few forecasts says little.
 * @throws {RangeError} if a forecast is invalid.
 * @see DeGroot & Fienberg, "The comparison and evaluation of forecasters" (1983)
 * @example
 * reliabilityBins([{ logOdds: 0, target: 1, weight: 1 }])[0]?.observed; // => 1
 */
export function reliabilityBins(forecasts: readonly Forecast[]): ReliabilityBin[] {
  assertForecasts(forecasts);
  return Array.from({ length: BINS }, (_, bin): ReliabilityBin[] => {
    let count = 0;
    let totalWeight = 0;
    let predicted = 0;
    let observed = 0;
    for (const { logOdds, target, weight } of forecasts) {
      const probability = sigmoid(logOdds);
      if (Math.min(BINS - 1, Math.floor(probability * BINS)) !== bin) continue;
      count++;
      totalWeight += weight;
      predicted += weight * probability;
      observed += weight * target;
    }
    if (count === 0) return [];
    const means = { predicted: predicted / totalWeight, observed: observed / totalWeight };
    return [{ from: bin / BINS, to: (bin + 1) / BINS, count, ...means }];
  }).flat();
}

/**
 * Expected calibration error: the mean distance between forecast and outcome over the reliability bins.
 *
 * Each bin counts by its number of forecasts. Chance alone makes it greater than 0: with 10 forecasts in a
 * bin, by about 0.1.
 *
 * @returns 0 (calibrated) to 1; null without bins.
 * @see Naeini, Cooper & Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015)
 * @example
 * expectedCalibrationError([{ from: 0.5, to: 0.6, count: 4, predicted: 0.5, observed: 0.75 }]); // => 0.25
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  if (count === 0) return null;
  return bins.reduce((sum, bin) => sum + (bin.count / count) * Math.abs(bin.predicted - bin.observed), 0);
}

/** Whether the outcomes overlap along the forecasts; if not, the line would be infinitely steep. */
function overlaps(forecasts: readonly Forecast[]): boolean {
  const failures = forecasts.filter(({ target }) => target < 1).map(({ logOdds }) => logOdds);
  const successes = forecasts.filter(({ target }) => target > 0).map(({ logOdds }) => logOdds);
  const least = (values: readonly number[]) =>
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (values: readonly number[]) =>
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return most(failures) > least(successes) && most(successes) > least(failures);
}

/**
 * Calibration line: the logistic regression of what came on the forecast log-odds.
 *
 * @param forecasts About decisions; or about pairs, turned by `favouredDraft`.
 * @param kind A line for pairs has no intercept: it would depend on which draft is called b.
 * @returns Intercept and slope, or nulls with the reason why they cannot be formed.
 * @throws {RangeError} if a forecast is invalid.
 * @see Cox, "Two further applications of a model for binary regression" (1958)
 * @example
 * calibrationLine([], "decision"); // => { intercept: null, slope: null, reason: "empty" }
 */
export function calibrationLine(forecasts: readonly Forecast[], kind: "decision" | "pair"): CalibrationLine {
  assertForecasts(forecasts);
  if (forecasts.length === 0) return { intercept: null, slope: null, reason: "empty" };
  const forPairs = kind === "pair";
  const logOdds = forecasts.map((forecast) => forecast.logOdds);
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const origin = forPairs ? 0 : meanOf(logOdds);
  const spread = Math.sqrt(meanOf(logOdds.map((value) => (value - origin) ** 2)));
  if (spread <= ROUNDING * Math.abs(origin)) return { intercept: null, slope: null, reason: "zero_variance" };

  // A pair told the other way round is the same pair: both forms stand for it where overlap is asked for.
  const mirrored = forecasts.map(({ logOdds: odds, target, weight }) => ({
    logOdds: -odds,
    target: 1 - target,
    weight,
  }));
  if (!overlaps(forPairs ? [...forecasts, ...mirrored] : forecasts)) {
    return { intercept: null, slope: null, reason: "insufficient_data" };
  }

  const columns = forPairs ? 1 : 2;
  const rows = new Float64Array(forecasts.length * columns).fill(1);
  for (const [i, value] of logOdds.entries()) rows[(i + 1) * columns - 1] = (value - origin) / spread;
  const { coefficients, converged } = fitLogistic({
    rows,
    targets: Float64Array.from(forecasts, ({ target }) => target),
    weights: Float64Array.from(forecasts, ({ weight }) => weight),
    penalties: new Float64Array(columns),
  });
  const [first, last] = [coefficients[0], coefficients[columns - 1]];
  if (!converged || first === undefined || last === undefined) {
    return { intercept: null, slope: null, reason: "insufficient_data" };
  }
  const slope = last / spread;
  return { intercept: forPairs ? null : first - slope * origin, slope, reason: null };
}

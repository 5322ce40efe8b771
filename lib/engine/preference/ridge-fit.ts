import type { Observation } from "@/lib/engine/preference/examples";
import { fitLogistic } from "@/lib/engine/preference/logistic";
import { type FeatureScale, standardize } from "@/lib/engine/preference/standardization";

/** Decisions and pairs as one table of numbers, ready for any ridge strength. */
export interface TrainingTable {
  scales: FeatureScale[];
  /** Features with a deviation, which have a column each, in order. */
  kept: number[];
  /** Whether the first column is the intercept; there is none without decisions. */
  hasIntercept: boolean;
  rows: Float64Array;
  targets: Float64Array;
  weights: Float64Array;
}

/** Coefficients in standard deviations of the training data. */
export interface RidgeFit {
  scales: FeatureScale[];
  /** Log-odds of liking an average reply; null if only pairs were there to learn from. */
  intercept: number | null;
  interceptError: number | null;
  /** Log-odds per standard deviation, one per feature; 0 for a feature that tells nothing. */
  coefficients: number[];
  /** Null for a feature that tells nothing. */
  standardErrors: (number | null)[];
  iterations: number;
  /** Always: a fit that did not converge is an error, not a result. */
  converged: true;
  /** Solution of the solver, a start for the next ridge strength. */
  solution: Float64Array;
}

/**
 * Brings observations into one table: a decision is its standardised reply behind a 1 for the intercept,
 * a pair is the standardised difference b − a behind a 0.
 *
 * The log-odds that b is preferred to a are the difference of the two replies' log-odds of being liked,
 * so that both kinds of evidence speak about the same coefficients.
 *
 * @throws {RangeError} if there are no observations, all decisions have the target 0 or all 1, or a
 *   feature's spread is too large to be squared.
 * @see Bradley & Terry, "Rank analysis of incomplete block designs" (1952)
 * @example
 * const table = tabulate(observationsOf({ featureNames, decisions, pairs }), featureNames.length);
 */
export function tabulate(observations: readonly Observation[], featureCount: number): TrainingTable {
  const scales = standardize(observations, featureCount);
  const kept = scales.flatMap(({ deviation }, feature) => (deviation === null ? [] : [feature]));
  const decided = observations.filter(({ kind }) => kind === "decision");
  const hasIntercept = decided.length > 0;
  for (const verdict of [0, 1]) {
    if (hasIntercept && decided.every(({ target }) => target === verdict)) {
      throw new RangeError(`decisions must not all have the target ${verdict}: no intercept is that certain`);
    }
  }
  const columns = kept.length + Number(hasIntercept);
  const rows = new Float64Array(observations.length * columns);

  for (const [i, { reply, against }] of observations.entries()) {
    let at = i * columns;
    if (hasIntercept) rows[at++] = against ? 0 : 1;
    for (const feature of kept) {
      const { mean, deviation } = scales[feature] ?? { mean: Number.NaN, deviation: null };
      const origin = against ? (against[feature] ?? Number.NaN) : mean;
      rows[at++] = ((reply[feature] ?? Number.NaN) - origin) / (deviation ?? Number.NaN);
    }
  }
  return {
    scales,
    kept,
    hasIntercept,
    rows,
    targets: Float64Array.from(observations, ({ target }) => target),
    weights: Float64Array.from(observations, ({ weight }) => weight),
  };
}

/**
 * Fits one coefficient per feature to decisions and pairs at once; the intercept is not penalised.
 *
 * @param table From `tabulate`.
 * @param ridge λ of the penalty λ/2 · Σ βⱼ², above 0. Reads as a normal prior on each coefficient with
 *   standard deviation 1/√λ, so it means the same for any number of examples.
 * @param start Solution at another ridge strength, to begin from.
 * @returns Coefficients per standard deviation of a feature. Standard errors come from the inverse Hessian
 *   of the penalised likelihood; they take examples as independent, also those of one email.
 * @throws {RangeError} if `ridge` is not above 0 and finite.
 * @throws {Error} if the solver does not converge, which weights beyond all proportion may cause.
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2nd ed.), 4.4
 * @example
 * const { coefficients } = fitRidge(table, 1);
 */
export function fitRidge(table: TrainingTable, ridge: number, start?: Float64Array): RidgeFit {
  if (!(ridge > 0 && Number.isFinite(ridge))) {
    throw new RangeError(`ridge must be above 0 and finite, got ${ridge}`);
  }
  const { scales, kept, hasIntercept, rows, targets, weights } = table;
  const offset = Number(hasIntercept);
  const penalties = new Float64Array(kept.length + offset).fill(ridge, offset);
  const fit = fitLogistic({ rows, targets, weights, penalties }, start);
  if (!fit.converged || !fit.standardErrors) {
    throw new Error(`the fit did not converge at ridge ${ridge}: gradient ${fit.gradientNorm}`);
  }

  const column = new Map(kept.map((feature, i) => [feature, i + offset]));
  const perFeature = <T>(values: Float64Array, otherwise: T): (number | T)[] =>
    scales.map((_, feature) => values[column.get(feature) ?? -1] ?? otherwise);
  return {
    scales,
    intercept: hasIntercept ? (fit.coefficients[0] ?? null) : null,
    interceptError: hasIntercept ? (fit.standardErrors[0] ?? null) : null,
    coefficients: perFeature(fit.coefficients, 0),
    standardErrors: perFeature(fit.standardErrors, null),
    iterations: fit.iterations,
    converged: true,
    solution: fit.coefficients,
  };
}

/**
 * Log-odds that a fit gives to an observation it has not seen.
 *
 * @returns For a decision: that the reply is liked; for a pair: that b is preferred to a. In nats.
 * @throws {RangeError} if the observation is a decision and the fit has learnt from pairs only.
 * @example
 * const logOdds = logOddsOf(fitRidge(table, 1), observation);
 */
export function logOddsOf(fit: RidgeFit, { reply, against }: Observation): number {
  if (!against && fit.intercept === null) {
    throw new RangeError("a fit on pairs alone has no log-odds for a single decision");
  }
  let logOdds = against ? 0 : (fit.intercept ?? Number.NaN);
  for (const [feature, { mean, deviation }] of fit.scales.entries()) {
    if (deviation === null) continue;
    const origin = against ? (against[feature] ?? Number.NaN) : mean;
    logOdds +=
      ((fit.coefficients[feature] ?? Number.NaN) * ((reply[feature] ?? Number.NaN) - origin)) / deviation;
  }
  return logOdds;
}

import type { RidgeFit } from "@/lib/engine/preference/ridge-fit";

/** Why something could not be learnt from the decisions on single replies. */
export type MissingDecisions = "empty" | "single_class" | "insufficient_data";

/** What a model has learnt about one feature. */
export type FeatureWeight =
  | {
      name: string;
      /** Mean over the replies learnt from, in the unit of the feature. */
      mean: number;
      /** Standard deviation over them, in the unit of the feature. */
      deviation: number;
      /** Log-odds of liking per standard deviation. */
      coefficient: number;
      /** Of the coefficient, from the inverse Hessian of the penalised likelihood. */
      standardError: number;
      dropped: null;
    }
  | {
      name: string;
      mean: number;
      deviation: null;
      coefficient: 0;
      standardError: null;
      /** The feature was the same wherever a difference could have told something. */
      dropped: "zero_variance";
    };

/** A fitted model: plain numbers and strings, the same before and after JSON. */
export interface PreferenceModel {
  /** Of this format. */
  version: 1;
  /** In the order in which the numbers of a reply must come. */
  features: FeatureWeight[];
  /** Log-odds of liking a reply whose every feature is at its mean; null if only pairs were learnt from. */
  intercept: { coefficient: number; standardError: number } | null;
  /** Why there is no intercept. */
  interceptMissing: MissingDecisions | null;
  /** Strength of the penalty λ/2 · Σ β². */
  ridge: number;
  /** Newton steps. */
  iterations: number;
  converged: boolean;
}

/**
 * Puts a fit into the form that is stored.
 *
 * @param missing Why decisions were left out of the fit; null if they were in it.
 * @throws {RangeError} if the names are not as many as the coefficients.
 * @example
 * const model = modelOf(featureNames, fitRidge(table, 1), 1, null);
 */
export function modelOf(
  featureNames: readonly string[],
  fit: RidgeFit,
  ridge: number,
  missing: MissingDecisions | null,
): PreferenceModel {
  if (featureNames.length !== fit.coefficients.length) {
    throw new RangeError(`featureNames must be ${fit.coefficients.length}, got ${featureNames.length}`);
  }
  const { intercept, interceptError, iterations, converged } = fit;
  return {
    version: 1,
    features: featureNames.map((name, i): FeatureWeight => {
      const { mean, deviation } = fit.scales[i] ?? { mean: Number.NaN, deviation: null };
      const standardError = fit.standardErrors[i] ?? null;
      if (deviation === null || standardError === null) {
        return { name, mean, deviation: null, coefficient: 0, standardError: null, dropped: "zero_variance" };
      }
      const coefficient = fit.coefficients[i] ?? Number.NaN;
      return { name, mean, deviation, coefficient, standardError, dropped: null };
    }),
    intercept:
      intercept === null || interceptError === null
        ? null
        : { coefficient: intercept, standardError: interceptError },
    interceptMissing: missing,
    ridge,
    iterations,
    converged,
  };
}

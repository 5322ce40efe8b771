import type { Observation } from "@/lib/engine/preference/examples";

/** Centre and spread of one feature in the replies that a model learnt from. */
export interface FeatureScale {
  /** In the unit of the feature. */
  mean: number;
  /** Standard deviation (divisor n) in the unit of the feature; null if the feature tells nothing. */
  deviation: number | null;
}

/** Spreads below this share of the values are rounding, not variation. */
const ROUNDING = 1e-12;

/** Does the feature differ between decisions, or within a pair? Level differences between pairs cancel. */
function varies(observations: readonly Observation[], feature: number): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { reply, against } of observations) {
    const value = reply[feature] ?? Number.NaN;
    if (against) {
      const other = against[feature] ?? Number.NaN;
      if (Math.abs(value - other) > ROUNDING * Math.max(Math.abs(value), Math.abs(other))) return true;
    } else {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}

function scaleOf(observations: readonly Observation[], feature: number): FeatureScale {
  // Distances from the first value, so that equal values have exactly no spread, however large they are.
  const origin = observations[0]?.reply[feature] ?? Number.NaN;
  let totalWeight = 0;
  let sum = 0;
  const eachValue = (visit: (distance: number, weight: number) => void) => {
    for (const { reply, against, weight } of observations) {
      visit((reply[feature] ?? Number.NaN) - origin, weight);
      if (against) visit((against[feature] ?? Number.NaN) - origin, weight);
    }
  };
  eachValue((distance, weight) => {
    totalWeight += weight;
    sum += weight * distance;
  });
  const centre = sum / totalWeight;
  let squares = 0;
  eachValue((distance, weight) => {
    squares += weight * (distance - centre) ** 2;
  });
  const deviation = Math.sqrt(squares / totalWeight);
  if (!Number.isFinite(deviation)) throw new RangeError(`feature ${feature} is too large to be squared`);
  return {
    mean: origin + centre,
    deviation: deviation > 0 && varies(observations, feature) ? deviation : null,
  };
}

/**
 * Centre and spread of each feature, by which a model measures it in standard deviations.
 *
 * Every reply counts: that of a decision once, both drafts of a pair. Only the replies that a model is
 * fitted on may come in here, never those that it is judged on.
 *
 * @param observations The training data.
 * @param featureCount Numbers per reply.
 * @returns One scale per feature. `deviation` is null for a feature that is the same in all decisions and
 *   in both drafts of every pair: no preference can be learnt from it.
 * @throws {RangeError} if there are no observations, or the spread of a feature is too large to be squared.
 * @example
 * // Two decisions on replies of 10 and 30 words: mean 20, deviation 10.
 * standardize(observationsOf({ featureNames: ["words"], decisions, pairs: [] }), 1);
 */
export function standardize(observations: readonly Observation[], featureCount: number): FeatureScale[] {
  if (observations.length === 0) throw new RangeError("observations must not be empty");
  return Array.from({ length: featureCount }, (_, feature) => scaleOf(observations, feature));
}

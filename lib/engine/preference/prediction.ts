import { sigmoid } from "@/lib/engine/preference/logistic-objective";
import type { MissingDecisions, PreferenceModel } from "@/lib/engine/preference/preference-model";
import { assertFinite } from "@/lib/engine/statistics/samples";

/** Part of a prediction that one feature is responsible for. */
export interface Contribution {
  feature: string;
  /** Coefficient × standardised value, in log-odds: above 0 speaks for the reply (of a pair, for b). */
  logOdds: number;
}

export type ReplyPrediction =
  | {
      /** That the reply is liked. */
      probability: number;
      /** Intercept plus all contributions, in nats. */
      logOdds: number;
      /** One per feature of the model, in its order. */
      contributions: Contribution[];
      reason: null;
    }
  | { probability: null; reason: MissingDecisions };

export interface PairPrediction {
  /** That b is preferred to a. */
  probability: number;
  /** Sum of the contributions, in nats. */
  logOdds: number;
  /** One per feature of the model, in its order. */
  contributions: Contribution[];
}

function assertReply(
  model: PreferenceModel,
  featureNames: readonly string[],
  values: readonly number[],
  what: string,
): void {
  const known = model.features.map(({ name }) => name);
  if (known.length !== featureNames.length || known.some((name, i) => name !== featureNames[i])) {
    const other = known.findIndex((name, i) => name !== featureNames[i]);
    throw new RangeError(
      other === -1
        ? `featureNames must be the ${known.length} of the model, got ${featureNames.length}`
        : `featureNames must be those of the model: "${known[other]}" in place ${other}, got "${featureNames[other]}"`,
    );
  }
  if (values.length !== known.length) {
    throw new RangeError(`${what} must hold ${known.length} numbers, got ${values.length}`);
  }
  assertFinite(values, what);
}

/** Standardised distance of the values from an origin (by default the means), times the coefficients. */
function contributionsOf(
  { features }: PreferenceModel,
  values: readonly number[],
  origin?: readonly number[],
): Contribution[] {
  return features.map(({ name, mean, deviation, coefficient }, i) => {
    if (deviation === null) return { feature: name, logOdds: 0 };
    const distance = (values[i] ?? Number.NaN) - (origin ? (origin[i] ?? Number.NaN) : mean);
    // Without the sum, no distance times a negative coefficient would be shown as −0.
    return { feature: name, logOdds: 0 + (coefficient * distance) / deviation };
  });
}

const sumOf = (contributions: readonly Contribution[]): number =>
  contributions.reduce((sum, { logOdds }) => sum + logOdds, 0);

/**
 * How likely a person is to like a reply, and which features speak for and against it.
 *
 * @param model From `trainPreferenceModel`.
 * @param featureNames What the values mean; must be those the model was trained on, in their order.
 * @param values Features of the reply, in their own units.
 * @returns The probability with its parts; or null with the reason why the model knows pairs only.
 * @throws {RangeError} if the names are not those of the model, or a value is missing, NaN or infinite.
 * @example
 * const { probability } = predictReply(model, featureNames, replyFeatures);
 */
export function predictReply(
  model: PreferenceModel,
  featureNames: readonly string[],
  values: readonly number[],
): ReplyPrediction {
  assertReply(model, featureNames, values, "values");
  if (!model.intercept) return { probability: null, reason: model.interceptMissing ?? "empty" };
  const contributions = contributionsOf(model, values);
  const logOdds = model.intercept.coefficient + sumOf(contributions);
  return { probability: sigmoid(logOdds), logOdds, contributions, reason: null };
}

/**
 * How likely a person is to prefer reply b to reply a of the same email.
 *
 * @param model From `trainPreferenceModel`.
 * @param featureNames What the values mean; must be those the model was trained on, in their order.
 * @param a Features of one reply.
 * @param b Features of the other.
 * @returns The probability with its parts; exchanging a and b gives 1 − probability.
 * @throws {RangeError} if the names are not those of the model, or a value is missing, NaN or infinite.
 * @see Bradley & Terry, "Rank analysis of incomplete block designs" (1952)
 * @example
 * const { probability } = predictPair(model, featureNames, liveFeatures, challengerFeatures);
 */
export function predictPair(
  model: PreferenceModel,
  featureNames: readonly string[],
  a: readonly number[],
  b: readonly number[],
): PairPrediction {
  assertReply(model, featureNames, a, "a");
  assertReply(model, featureNames, b, "b");
  const contributions = contributionsOf(model, b, a);
  const logOdds = sumOf(contributions);
  return { probability: sigmoid(logOdds), logOdds, contributions };
}

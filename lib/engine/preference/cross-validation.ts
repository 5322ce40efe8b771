import type { Observation } from "@/lib/engine/preference/examples";
import { dealFolds } from "@/lib/engine/preference/folds";
import { logLossAt, sigmoid } from "@/lib/engine/preference/logistic-objective";
import { fitRidge, logOddsOf, tabulate } from "@/lib/engine/preference/ridge-fit";
import { roundSignificant } from "@/lib/engine/statistics/samples";

/**
 * Ridge strengths to choose from, strongest first: priors on a coefficient with a standard deviation
 * from 0.03 to 3 log-odds per standard deviation of the feature.
 */
export const ridgeGrid = [1000, 100, 10, 1, 0.1] as const;

/** What a model that had seen nothing of an email said about an example of it. */
export interface HeldOutPrediction {
  feedbackId: string;
  emailId: string;
  reviewer: string;
  kind: "decision" | "pair";
  fold: number;
  target: number;
  weight: number;
  /** In nats: that the reply is liked, or that b is preferred to a. */
  logOdds: number;
  probability: number;
}

export interface CrossValidation {
  method: "five_folds" | "leave_one_email_out";
  folds: number;
  /** Strength for the model on all data, by its held-out log loss. */
  ridge: number;
  /** Mean held-out log loss of each strength, in nats, in the order of `ridgeGrid`. */
  losses: { ridge: number; logLoss: number }[];
  /** Strength that each fold's model was given by the other folds. */
  foldRidges: number[];
  /** One per observation, in their order. */
  predictions: HeldOutPrediction[];
}

/** Σ weight · log loss of each ridge strength. */
type Losses = number[];
const noLosses = (): Losses => ridgeGrid.map(() => 0);

/** The best strength; of equals the strongest. Rounded, so that the order of a sum decides nothing. */
function bestOf(losses: Losses): number {
  const rounded = losses.map(roundSignificant);
  return rounded.indexOf(Math.min(...rounded));
}

/** Log-odds of held-out observations: one list per ridge strength, each fit starting from the stronger one. */
function predictPath(
  training: readonly Observation[],
  heldOut: readonly Observation[],
  featureCount: number,
): number[][] {
  const table = tabulate(training, featureCount);
  let start: Float64Array | undefined;
  return ridgeGrid.map((ridge) => {
    const fit = fitRidge(table, ridge, start);
    start = fit.solution;
    return heldOut.map((observation) => logOddsOf(fit, observation));
  });
}

function addLosses(
  losses: Losses,
  path: readonly (readonly number[])[],
  heldOut: readonly Observation[],
): void {
  for (const [strength, logOdds] of path.entries()) {
    for (const [i, { target, weight }] of heldOut.entries()) {
      const loss = weight * logLossAt(logOdds[i] ?? Number.NaN, target);
      losses[strength] = (losses[strength] ?? Number.NaN) + loss;
    }
  }
}

/**
 * Cross-validation by email, in which nothing about a held-out email is known: neither the coefficients,
 * nor the scales, nor the ridge strength.
 *
 * A fold's model gets the strength with the least log loss among the *other* folds, each predicted
 * without itself and without the fold in question. Choosing the strength on the folds that are then
 * judged would flatter the model. The strength of the model on all data is chosen over all folds.
 *
 * @param observations Of at least three emails; each verdict that occurs among decisions, in at least three.
 * @param featureCount Numbers per reply.
 * @returns Predictions for every observation and the strength for the final model.
 * @throws {RangeError} if there are fewer than three emails.
 * @see Stone, "Cross-validatory choice and assessment" (1974); Varma & Simon, "Bias in error estimation when
 *   using cross-validation for model selection" (2006)
 * @example
 * const { ridge, predictions } = crossValidate(observations, featureNames.length);
 */
export function crossValidate(observations: readonly Observation[], featureCount: number): CrossValidation {
  const { count, ofEmail } = dealFolds(observations);
  if (count < 3) throw new RangeError(`observations must be of three emails or more, got ${count}`);
  const foldOf = observations.map(({ emailId }) => ofEmail.get(emailId) ?? Number.NaN);
  const inFold = (fold: number) => observations.filter((_, i) => foldOf[i] === fold);
  const without = (...folds: number[]) =>
    observations.filter((_, i) => !folds.includes(foldOf[i] ?? Number.NaN));
  const folds = Array.from({ length: count }, (_, fold) => inFold(fold));

  // Losses of fold g predicted without f and g count for f's choice; one fit serves both of them.
  const inner = folds.map(noLosses);
  for (const [f, heldOutF] of folds.entries()) {
    for (const [g, heldOutG] of folds.entries()) {
      if (g <= f) continue;
      const path = predictPath(without(f, g), [...heldOutF, ...heldOutG], featureCount);
      const ofF = path.map((logOdds) => logOdds.slice(0, heldOutF.length));
      const ofG = path.map((logOdds) => logOdds.slice(heldOutF.length));
      addLosses(inner[f] ?? [], ofG, heldOutG);
      addLosses(inner[g] ?? [], ofF, heldOutF);
    }
  }

  const outer = noLosses();
  const chosen = inner.map(bestOf);
  const heldOutLogOdds = folds.map((heldOut, f) => {
    const path = predictPath(without(f), heldOut, featureCount);
    addLosses(outer, path, heldOut);
    return path[chosen[f] ?? Number.NaN] ?? [];
  });

  const totalWeight = observations.reduce((sum, { weight }) => sum + weight, 0);
  const ridgeAt = (index: number) => ridgeGrid[index] ?? Number.NaN;
  const next = folds.map(() => 0);
  const predictions = observations.map((observation, i): HeldOutPrediction => {
    const { feedbackId, emailId, reviewer, kind, target, weight } = observation;
    const fold = foldOf[i] ?? Number.NaN;
    const position = next[fold] ?? Number.NaN;
    next[fold] = position + 1;
    const logOdds = heldOutLogOdds[fold]?.[position] ?? Number.NaN;
    const probability = sigmoid(logOdds);
    return { feedbackId, emailId, reviewer, kind, fold, target, weight, logOdds, probability };
  });
  return {
    method: ofEmail.size === count ? "leave_one_email_out" : "five_folds",
    folds: count,
    ridge: ridgeAt(bestOf(outer)),
    losses: ridgeGrid.map((ridge, i) => ({ ridge, logLoss: (outer[i] ?? Number.NaN) / totalWeight })),
    foldRidges: chosen.map(ridgeAt),
    predictions,
  };
}

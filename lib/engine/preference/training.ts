import { type Assessment, assessForecasts } from "@/lib/engine/preference/assessment";
import { type CrossValidation, crossValidate } from "@/lib/engine/preference/cross-validation";
import { type Observation, observationsOf, type PreferenceExamples } from "@/lib/engine/preference/examples";
import {
  type MissingDecisions,
  modelOf,
  type PreferenceModel,
} from "@/lib/engine/preference/preference-model";
import { fitRidge, tabulate } from "@/lib/engine/preference/ridge-fit";

/** Below this many usable examples a model says nothing; so many decisive choices let it rank challengers. */
export const minimumExamples = 20;
/** Emails that each verdict must come from, so that two may be held out and one be learnt from. */
export const minimumEmails = 3;

/** What there was to learn from, whether or not it sufficed. */
export interface PreferenceEvidence {
  /** Decisions on single replies with a verdict. */
  decisions: number;
  liked: number;
  disliked: number;
  /** Choices with a winner; one among several drafts counts once. */
  decisiveChoices: number;
  /** Pairs without a winner; they are learnt from, but do not count. */
  ties: number;
  emails: number;
  /** Why the decisions were left out of the fit; null if they are in it. */
  decisionsLeftOut: MissingDecisions | null;
  /** Decisions in the fit plus decisive choices. */
  usable: number;
}

export interface PreferenceValidation extends CrossValidation {
  /** Of the held-out decisions; null if there were none in the fit. */
  decisions: Assessment | null;
  /** Of the held-out pairs; null if there were none. */
  pairs: Assessment | null;
}

export type PreferenceTraining =
  | { model: PreferenceModel; validation: PreferenceValidation; evidence: PreferenceEvidence; reason: null }
  | {
      model: null;
      /**
       * `insufficient_data`: fewer than 20 usable examples, or of fewer than 3 emails; `single_class`: there would
       * be enough decisions, but all say the same; `zero_variance`: no feature tells replies apart.
       */
      reason: "insufficient_data" | "single_class" | "zero_variance";
      evidence: PreferenceEvidence;
    };

const emailsOf = (observations: readonly Observation[]): number =>
  new Set(observations.map(({ emailId }) => emailId)).size;

/** Without both verdicts, each from enough emails to hold some out, decisions cannot place an intercept. */
function whyLeftOut(
  liked: readonly Observation[],
  disliked: readonly Observation[],
): MissingDecisions | null {
  if (liked.length + disliked.length === 0) return "empty";
  if (liked.length === 0 || disliked.length === 0) return "single_class";
  return Math.min(emailsOf(liked), emailsOf(disliked)) < minimumEmails ? "insufficient_data" : null;
}

function weigh(observations: readonly Observation[]): PreferenceEvidence {
  const decisions = observations.filter(({ kind }) => kind === "decision");
  const liked = decisions.filter(({ target }) => target > 0.5);
  const disliked = decisions.filter(({ target }) => target < 0.5);
  const pairs = observations.filter(({ kind }) => kind === "pair");
  const decisive = pairs.filter(({ target }) => target !== 0.5);
  const choices = new Set(decisive.map(({ feedbackId }) => feedbackId)).size;
  const decisionsLeftOut = whyLeftOut(liked, disliked);
  return {
    decisions: decisions.length,
    liked: liked.length,
    disliked: disliked.length,
    decisiveChoices: choices,
    ties: pairs.length - decisive.length,
    emails: emailsOf(observations),
    decisionsLeftOut,
    usable: choices + (decisionsLeftOut ? 0 : decisions.length),
  };
}

/**
 * Learns from people's decisions how likely a reply is to be liked, and judges what it has learnt on
 * emails that it has not seen.
 *
 * Logistic regression on single decisions and Bradley-Terry on pairs share one coefficient per feature; a
 * ridge penalty, chosen by cross-validated log loss, keeps it finite. The same examples in the same order give
 * the same numbers bit for bit, in another order the same to rounding.
 *
 * @param examples Names of the features, decisions and pairs. Skips are left out beforehand: they are
 *   missing, not a verdict.
 * @returns A model with its held-out figures; or no model and the reason. Decisions that all say the same are
 *   left out, and pairs alone may then make a model, which ranks replies but has no probability for one.
 * @throws {RangeError} if an example is invalid, or all weights are 0.
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2nd ed.), 4.4 and 7.10;
 *   Bradley & Terry, "Rank analysis of incomplete block designs" (1952)
 * @example
 * trainPreferenceModel({ featureNames: ["words"], decisions: [], pairs: [] }).reason; // => "insufficient_data"
 */
export function trainPreferenceModel(examples: PreferenceExamples): PreferenceTraining {
  const all = observationsOf(examples);
  const evidence = weigh(all);
  const { decisionsLeftOut, decisions, decisiveChoices } = evidence;
  const observations = decisionsLeftOut ? all.filter(({ kind }) => kind === "pair") : all;

  if (evidence.usable < minimumExamples) {
    const wouldDo = decisionsLeftOut === "single_class" && decisions + decisiveChoices >= minimumExamples;
    return { model: null, reason: wouldDo ? "single_class" : "insufficient_data", evidence };
  }
  if (emailsOf(observations) < minimumEmails) return { model: null, reason: "insufficient_data", evidence };

  const featureCount = examples.featureNames.length;
  const table = tabulate(observations, featureCount);
  if (table.kept.length === 0) return { model: null, reason: "zero_variance", evidence };

  const validation = crossValidate(observations, featureCount);
  const fit = fitRidge(table, validation.ridge);
  const heldOut = (kind: "decision" | "pair") =>
    assessForecasts(
      validation.predictions.filter((prediction) => prediction.kind === kind),
      kind,
    );
  return {
    model: modelOf(examples.featureNames, fit, validation.ridge, decisionsLeftOut),
    validation: { ...validation, decisions: heldOut("decision"), pairs: heldOut("pair") },
    evidence,
    reason: null,
  };
}

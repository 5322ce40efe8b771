import { type GuardrailResult, guardrailSentence } from "@/lib/engine/decision/guardrails";
import type { ScoredPair } from "@/lib/engine/decision/held-out-cases";
import { type LiftKind, liftInterval, type Measurement, measure } from "@/lib/engine/decision/measurement";
import type { PairedTestName } from "@/lib/engine/decision/paired-test";
import { gainSentence, reasonsFor, shownConfidence } from "@/lib/engine/decision/sentences";
import { type DecisionConfig, SLACK } from "@/lib/engine/decision/thresholds";
import type { RewardSignal, RewardWeights } from "@/lib/engine/reward/aggregate";
import type { MissingReason } from "@/lib/engine/statistics/missing";
import { holmAdjust } from "@/lib/engine/statistics/multiplicity";

export type Verdict = "deploy" | "no_improvement" | "needs_data";

/** The numbers behind a verdict; null where one cannot be formed. */
export interface Evidence {
  /** t, or the mean difference (0–1 scale) of the sign flips. */
  statistic: number | null;
  df: number | null;
  /** Sign patterns counted or drawn; null where none were. */
  resamples: number | null;
  /** Cohen's d_z. */
  dz: number | null;
  /** One-sided p of Wilcoxon's signed rank test, under 30 cases: shown, never deciding. */
  wilcoxonP: number | null;
  /** Why the test has no statistic. */
  missing: MissingReason | null;
  /** Cases there were; those that failed and those without a common signal entered no mean. */
  cases: number;
  failedCases: number;
  unsharedCases: number;
  /** Cases on which each signal took part. */
  signals: Partial<Record<RewardSignal, number>>;
  weights: RewardWeights;
  thresholds: DecisionConfig;
  /** Gain and confidence if perplexity is left out; null where it took no part or nothing else did. */
  withoutPerplexity: { improvement: number | null; confidence: number | null; n: number } | null;
  guardrails: GuardrailResult[];
  /** Of the resampling. */
  seed: number;
}

/** A verdict with every number that led to it; what could not be measured is null, never a default. */
export interface Judgement {
  verdict: Verdict;
  /** Percent of the baseline mean if relative, points on a scale of 0 to 100 if absolute; null without cases. */
  improvement: number | null;
  improvementKind: LiftKind;
  /** 1 − p, Holm-adjusted among several; null where there is no p-value, which counts as none. */
  confidence: number | null;
  /** One-sided, "the candidate is better", of this candidate's test alone; null without cases. */
  pValue: number | null;
  test: PairedTestName;
  /** Cases on which both prompts gave an answer and share a signal. */
  n: number;
  wins: number;
  losses: number;
  ties: number;
  /** 0 to 1; null without cases. */
  baselineMean: number | null;
  candidateMean: number | null;
  /** Two-sided 95 % BCa interval of `improvement`, in its unit; null under 10 cases. */
  interval: { low: number; high: number } | null;
  evidence: Evidence;
  /** Plain sentences with the numbers, the most important first. */
  reasons: string[];
}

/** One candidate with its replies beside those of the current prompt. */
export interface Contender {
  pairs: readonly ScoredPair[];
  /** Cases there were, answered or not. */
  cases: number;
  guardrails: readonly GuardrailResult[];
  seed: number;
}

export interface Rules {
  weights: RewardWeights;
  config: DecisionConfig;
  /** What a case is called in the sentences: "held-out case". */
  caseName: string;
}

const gainsEnough = ({ improvement }: Measurement, { minImprovement }: DecisionConfig): boolean =>
  improvement !== null && improvement / 100 >= minImprovement / 100 - SLACK;

const isSureEnough = (confidence: number | null, { minConfidence }: DecisionConfig): boolean =>
  confidence !== null && confidence >= minConfidence - SLACK;

const usesPerplexity = (pairs: readonly ScoredPair[], weights: RewardWeights): boolean =>
  weights.perplexity > 0 &&
  pairs.some(({ baseline, candidate }) => baseline.perplexity != null && candidate.perplexity != null);

/** The comparison without perplexity; null if that signal is all there is. */
function measureRest({ pairs, seed }: Contender, weights: RewardWeights): Measurement | null {
  const rest = { ...weights, perplexity: 0 };
  return Object.values(rest).some((weight) => weight > 0) ? measure(pairs, rest, seed) : null;
}

/** 1 − p after Holm over all of them; an undefined p counts as 1 for the others and stays null itself. */
function confidencesOf(measured: readonly (Measurement | null)[]): (number | null)[] {
  const adjusted = holmAdjust(measured.map((one) => one?.test.pValue ?? 1));
  return measured.map((one, i) => (one?.test.pValue == null ? null : 1 - (adjusted[i] ?? Number.NaN)));
}

/** Why the gain rests on perplexity alone, or null if it holds without it. */
function perplexityObjection(
  rest: Measurement | null,
  confidence: number | null,
  { config, caseName }: Rules,
): string | null {
  if (rest === null || rest.n < config.minHeldOut) {
    return "Perplexity is the only signal on most cases, and no decision may turn on it alone.";
  }
  if (gainsEnough(rest, config) && isSureEnough(confidence, config)) return null;
  const shown = shownConfidence(confidence ?? 0);
  return `Without the perplexity signal: ${gainSentence(rest, config, caseName)} Confidence ${shown}. No decision may turn on perplexity alone.`;
}

/**
 * Judges candidates that were each compared with the current prompt, with Holm's adjustment over them.
 *
 * The rule of both kinds of decision: deploy iff the lift, the adjusted confidence and the number of cases
 * reach their thresholds, no guardrail fails, and the first two hold without perplexity as well.
 *
 * @param contenders One or more; a single one is not adjusted.
 * @param rules Weights, thresholds, and what a case is called.
 * @returns One judgement per contender, in the order given.
 * @throws {RangeError} if a score, a weight or a seed is invalid.
 * @see holmAdjust, measure
 * @example
 * const contender = { pairs: [], cases: 3, guardrails: [], seed: 1 };
 * const rules = { weights: defaultRewardWeights, config: defaultDecisionConfig, caseName: "case" };
 * judge([contender], rules)[0]?.evidence.failedCases; // => 3
 */
export function judge(contenders: readonly Contender[], rules: Rules): Judgement[] {
  const { weights, config, caseName } = rules;
  const measured = contenders.map(({ pairs, seed }) => measure(pairs, weights, seed));
  const rests = contenders.map((contender, i) =>
    usesPerplexity(contender.pairs, weights) ? measureRest(contender, weights) : (measured[i] ?? null),
  );
  const confidences = confidencesOf(measured);
  const restConfidences = confidencesOf(rests);

  return contenders.flatMap((contender, i): Judgement[] => {
    const own = measured[i];
    if (!own) return [];
    const { pairs, cases, guardrails, seed } = contender;
    const { baseline: _a, candidate: _b, signals, test, ...figures } = own;
    const { name, pValue, n, ...statistics } = test;
    const confidence = confidences[i] ?? null;
    const rest = usesPerplexity(pairs, weights) ? (rests[i] ?? null) : undefined;
    const restConfidence = restConfidences[i] ?? null;
    const left = { failedCases: cases - pairs.length, unsharedCases: pairs.length - n };
    const broken = guardrails.filter(({ status }) => status === "fails").map(guardrailSentence);
    const passes = gainsEnough(own, config) && isSureEnough(confidence, config);
    const objection =
      passes && n >= config.minHeldOut && rest !== undefined
        ? perplexityObjection(rest, restConfidence, rules)
        : null;
    const isProven = passes && objection === null && broken.length === 0;

    return [
      {
        ...figures,
        verdict: n < config.minHeldOut ? "needs_data" : isProven ? "deploy" : "no_improvement",
        confidence,
        pValue,
        test: name,
        interval: liftInterval(own, seed),
        evidence: {
          ...statistics,
          ...left,
          cases,
          signals,
          weights,
          thresholds: config,
          withoutPerplexity: rest
            ? { improvement: rest.improvement, confidence: restConfidence, n: rest.n }
            : null,
          guardrails: [...guardrails],
          seed,
        },
        reasons: [
          ...(objection === null ? [] : [objection]),
          ...broken,
          ...reasonsFor({ ...figures, ...left, confidence }, config, caseName),
        ],
      },
    ];
  });
}

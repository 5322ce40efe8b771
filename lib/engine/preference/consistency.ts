import {
  accuracyCeiling,
  cohenKappa,
  type Formed,
  krippendorffAlpha,
} from "@/lib/engine/preference/agreement";
import { mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { wilsonInterval } from "@/lib/engine/statistics/proportions";
import { assertNumber } from "@/lib/engine/statistics/ranges";

/** One decision of one person on the drafts of one email, at one showing. */
export interface ReviewerJudgement {
  emailId: string;
  reviewer: string;
  /**
   * What was decided, in words that mean the same for every email and do not depend on the side: which arm
   * won ("live", "challenger"), or "sent" and "rejected" where one draft is shown. Skips are left out.
   */
  label: string;
  /** Where the chosen draft stood; null if none was chosen or one alone was shown. */
  side: "left" | "right" | null;
  /** Whether the drafts shown were equal texts. */
  identicalTexts: boolean;
  /** Milliseconds since the epoch; only the order counts. */
  decidedAt: number;
}

/** A share with its 95 % Wilson interval. */
export interface CountedShare {
  /** 0 to 1. */
  share: number;
  count: number;
  of: number;
  interval: { low: number; high: number };
}

export interface AccuracyCeiling {
  /** Share of decisions, 0.5 to 1. */
  accuracy: number;
  /** From the ends of the interval of the self-agreement. */
  interval: { low: number; high: number };
}

export interface ReviewerConsistency {
  /** Emails that one person saw again: first decision against the second. */
  withOneself: {
    agreement: Formed<CountedShare>;
    kappa: Formed<number>;
    byReviewer: { reviewer: string; agreement: CountedShare }[];
  };
  /** First decisions of all reviewers of an email. */
  betweenReviewers: { emails: number; alpha: Formed<number> };
  /** Share of left among the drafts chosen, and the exact two-sided p of a fair coin. */
  positionBias: Formed<CountedShare & { p: number }>;
  /** Showings of equal texts, and how many of them ended with one chosen all the same. */
  identicalTexts: { shown: number; chosen: number };
  /** What a perfect model would reach against these reviewers. */
  ceiling: Formed<AccuracyCeiling>;
  /** Sentences a person should read; empty if there is nothing to say. */
  warnings: string[];
}

/** Fewer repeats than this leave an interval over more than half of the range. */
const FEWEST_REPEATS = 10;
/** Self-agreement below this is told: two in five repeats then contradict the first decision. */
const LOW_SELF_AGREEMENT = 0.6;
/** Position bias is told from this p on. */
const BIAS_ALPHA = 0.05;

function shareOf(count: number, of: number): Formed<CountedShare> {
  const interval = wilsonInterval(count, of);
  return interval === null
    ? { value: null, reason: "empty" }
    : { value: { share: count / of, count, of, interval }, reason: null };
}

/** Decisions of each person on each email in the order of time, by person, then email. */
function inOrder(judgements: readonly ReviewerJudgement[]): Map<string, Map<string, ReviewerJudgement[]>> {
  const byReviewer = new Map<string, Map<string, ReviewerJudgement[]>>();
  for (const judgement of [...judgements].sort((a, b) => a.decidedAt - b.decidedAt)) {
    const { emailId, reviewer, label, decidedAt } = judgement;
    assertNumber(`decidedAt of ${reviewer} on ${emailId}`, decidedAt);
    if (label === "") throw new RangeError(`label must not be empty, got one of ${reviewer} on ${emailId}`);
    const byEmail = byReviewer.get(reviewer) ?? new Map<string, ReviewerJudgement[]>();
    byEmail.set(emailId, [...(byEmail.get(emailId) ?? []), judgement]);
    byReviewer.set(reviewer, byEmail);
  }
  return byReviewer;
}

interface Repeat {
  reviewer: string;
  labels: readonly [string, string];
}

/** First and second decision; a third one would count the first twice. */
function repeatsOf(byReviewer: ReturnType<typeof inOrder>): Repeat[] {
  return [...byReviewer].flatMap(([reviewer, byEmail]) =>
    [...byEmail.values()].flatMap(([first, second]): Repeat[] =>
      first && second ? [{ reviewer, labels: [first.label, second.label] }] : [],
    ),
  );
}

function agreementOf(repeats: readonly Repeat[]): Formed<CountedShare> {
  return shareOf(repeats.filter(({ labels: [first, second] }) => first === second).length, repeats.length);
}

function firstLabels(byReviewer: ReturnType<typeof inOrder>): string[][] {
  const byEmail = new Map<string, string[]>();
  for (const judged of byReviewer.values()) {
    for (const [emailId, [first]] of judged) {
      if (first) byEmail.set(emailId, [...(byEmail.get(emailId) ?? []), first.label]);
    }
  }
  return [...byEmail.values()];
}

function positionBiasOf(judgements: readonly ReviewerJudgement[]): ReviewerConsistency["positionBias"] {
  const left = judgements.filter(({ side }) => side === "left").length;
  const right = judgements.filter(({ side }) => side === "right").length;
  const share = shareOf(left, left + right);
  return share.value === null
    ? share
    : { value: { ...share.value, p: mcnemarExact(right, left).pTwoSided }, reason: null };
}

function ceilingOf(repeats: readonly Repeat[], agreement: Formed<CountedShare>): Formed<AccuracyCeiling> {
  if (agreement.value === null) return agreement;
  if (repeats.length < FEWEST_REPEATS) return { value: null, reason: "insufficient_data" };
  if (new Set(repeats.flatMap(({ labels }) => labels)).size > 2) return { value: null, reason: "not_binary" };
  const { share, interval } = agreement.value;
  return {
    value: {
      accuracy: accuracyCeiling(share),
      interval: { low: accuracyCeiling(interval.low), high: accuracyCeiling(interval.high) },
    },
    reason: null,
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function warningsOf({ withOneself, positionBias }: Omit<ReviewerConsistency, "warnings">): string[] {
  const warnings: string[] = [];
  const told = (who: string, { share, count, of }: CountedShare) => {
    if (of < FEWEST_REPEATS || share >= LOW_SELF_AGREEMENT) return;
    warnings.push(
      `${who} with ${count} of ${of} of their own earlier decisions (${percent(share)}), less than 60 %: no model can predict such decisions well.`,
    );
  };
  if (withOneself.agreement.value) told("Reviewers agree", withOneself.agreement.value);
  if (withOneself.byReviewer.length > 1) {
    for (const { reviewer, agreement } of withOneself.byReviewer) told(`${reviewer} agrees`, agreement);
  }
  const bias = positionBias.value;
  if (bias !== null && bias.p <= BIAS_ALPHA) {
    const [side, count] = bias.share > 0.5 ? ["left", bias.count] : ["right", bias.of - bias.count];
    warnings.push(
      `The draft on the ${side} was chosen ${count} of ${bias.of} times, more than the coin that places it explains (p = ${bias.p.toPrecision(2)}).`,
    );
  }
  return warnings;
}

/**
 * How far reviewers agree with themselves and each other: the ceiling for any model that learns from them.
 *
 * Agreement with oneself compares the first two decisions of one person on one email; with more than one
 * reviewer the pooled share also has its parts. Agreement between reviewers takes first decisions, so that
 * nobody counts twice. The side of each draft is drawn by a fair coin at every showing, so a share of left
 * far from ½ is a habit and not a taste, whatever the drafts are like. How long a decision took is not known;
 * choices between equal texts are counted, because no taste can be behind them.
 *
 * @param judgements In any order; the label, not the draft's id, says what was decided.
 * @returns Shares from 0 to 1, chance-corrected coefficients, and sentences for what needs attention. A ceiling
 *   needs 10 repeats and two labels (`insufficient_data`, `not_binary`).
 * @throws {RangeError} if a time is not finite or a label is empty.
 * @see cohenKappa
 * @see krippendorffAlpha
 * @see accuracyCeiling
 * @example
 * reviewerConsistency([]).ceiling; // => { value: null, reason: "empty" }
 */
export function reviewerConsistency(judgements: readonly ReviewerJudgement[]): ReviewerConsistency {
  const byReviewer = inOrder(judgements);
  const repeats = repeatsOf(byReviewer);
  const agreement = agreementOf(repeats);
  const cases = firstLabels(byReviewer);
  const identical = judgements.filter(({ identicalTexts }) => identicalTexts);
  const result = {
    withOneself: {
      agreement,
      kappa: cohenKappa(repeats.map(({ labels }) => labels)),
      byReviewer: [...byReviewer.keys()].sort().flatMap((reviewer) => {
        const own = agreementOf(repeats.filter((repeat) => repeat.reviewer === reviewer)).value;
        return own === null ? [] : [{ reviewer, agreement: own }];
      }),
    },
    betweenReviewers: {
      emails: cases.filter((labels) => labels.length > 1).length,
      alpha: krippendorffAlpha(cases),
    },
    positionBias: positionBiasOf(judgements),
    identicalTexts: {
      shown: identical.length,
      chosen: identical.filter(({ side }) => side !== null).length,
    },
    ceiling: ceilingOf(repeats, agreement),
  };
  return { ...result, warnings: warningsOf(result) };
}

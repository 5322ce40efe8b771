import { assertShare } from "@/lib/engine/statistics/ranges";
import { mean } from "@/lib/engine/statistics/samples";

/** What one person did with one draft. `unjudged`: shown, but the person decided on another. */
export type DraftFate = "accept" | "edit" | "reject" | "skip" | "unjudged";

export interface JudgedDraft {
  fate: DraftFate;
  /** Of an edit: similarity of the sent text to the draft, 0 to 1. */
  similarity?: number;
}

/** One person's final decision on an email whose pair of drafts stood side by side. */
export interface DuelDecision {
  reviewer: string;
  challenger: JudgedDraft;
  live: JudgedDraft;
  /** The person took a draft outside the pair, where more than two were shown. */
  choseAnother?: boolean;
}

export interface DuelEmail {
  decisions: readonly DuelDecision[];
  /** Both drafts have the same text. */
  identicalTexts?: boolean;
  /** Arms whose draft could not be generated. */
  failed?: { challenger?: boolean; live?: boolean };
}

/** Seen from the challenger. */
export type DuelResult = "win" | "loss" | "tie" | "missing";

export interface DuelOutcome {
  result: DuelResult;
  /** Arms that had no judgement; both false unless the result is missing. */
  missing: { challenger: boolean; live: boolean };
  /** Mean human score of each draft, 0 to 1; null if the result is missing. */
  challengerScore: number | null;
  liveScore: number | null;
  /** Each person's own result, for the breakdown by reviewer. */
  votes: { reviewer: string; result: DuelResult }[];
}

const EDIT_WEIGHT = 0.6;
const RANK: Readonly<Record<DraftFate, number>> = { accept: 2, edit: 1, reject: 0, skip: 0, unjudged: 0 };

/**
 * Human score of one draft of a pair: accept 1, edit 0.6 × similarity, else 0.
 *
 * @returns 0 to 1.
 * @throws {RangeError} if an edit has no similarity from 0 to 1.
 * @example
 * duelScore({ fate: "edit", similarity: 0.5 }); // => 0.3
 */
export function duelScore({ fate, similarity }: JudgedDraft): number {
  if (fate === "accept") return 1;
  if (fate !== "edit") return 0;
  if (similarity === undefined) throw new RangeError("similarity must be given for an edit");
  assertShare("similarity", similarity);
  return EDIT_WEIGHT * similarity;
}

function resultOf({ challenger, live, choseAnother }: DuelDecision, identicalTexts: boolean): DuelResult {
  const gap = RANK[challenger.fate] - RANK[live.fate];
  if (gap !== 0) {
    if (identicalTexts) return "tie";
    return gap > 0 ? "win" : "loss";
  }
  if (RANK[challenger.fate] > 0 || choseAnother) return "tie";
  // A rejection alone names no winner: the person has not said that the other draft is any better.
  return challenger.fate === "reject" && live.fate === "reject" ? "tie" : "missing";
}

/**
 * The one outcome of an email in a duel, from the decisions of everyone who judged it.
 *
 * The draft accepted or edited wins; where both were judged, accept > edit > reject. Equal actions,
 * both rejected, identical texts, or a third draft chosen: tie. Skipped or failed: missing. Several
 * people: what more than half of those who decided say, else tie.
 *
 * @returns Result, what is missing, both mean scores and each person's own result.
 * @throws {RangeError} if a reviewer decided twice, or an edit has no similarity from 0 to 1.
 * @example
 * duelOutcome({
 *   decisions: [{ reviewer: "ann", challenger: { fate: "accept" }, live: { fate: "unjudged" } }],
 * }).result; // => "win"
 */
export function duelOutcome({ decisions, identicalTexts = false, failed = {} }: DuelEmail): DuelOutcome {
  if (new Set(decisions.map(({ reviewer }) => reviewer)).size < decisions.length) {
    throw new RangeError("decisions must be one per reviewer: two of one person are not independent");
  }
  const hasFailed = Boolean(failed.challenger || failed.live);
  const votes = decisions.map((decision) => ({
    reviewer: decision.reviewer,
    result: hasFailed ? ("missing" as const) : resultOf(decision, identicalTexts),
  }));
  const scores = decisions.map(({ challenger, live }) => {
    const pair = { challenger: duelScore(challenger), live: duelScore(live) };
    const best = Math.max(pair.challenger, pair.live);
    // Which of two equal texts was clicked says nothing about either arm.
    return identicalTexts ? { challenger: best, live: best } : pair;
  });

  const decided = votes.filter(({ result }) => result !== "missing");
  if (decided.length === 0) {
    const lacks = (arm: "challenger" | "live") =>
      decisions.every((decision) => decision[arm].fate === "skip" || decision[arm].fate === "unjudged");
    return {
      result: "missing",
      missing: hasFailed
        ? { challenger: failed.challenger ?? false, live: failed.live ?? false }
        : { challenger: lacks("challenger"), live: lacks("live") },
      challengerScore: null,
      liveScore: null,
      votes,
    };
  }

  const share = (result: DuelResult) =>
    decided.filter((vote) => vote.result === result).length / decided.length;
  const counted = scores.filter((_, i) => votes[i]?.result !== "missing");
  return {
    result: share("win") > 0.5 ? "win" : share("loss") > 0.5 ? "loss" : "tie",
    missing: { challenger: false, live: false },
    challengerScore: mean(counted.map(({ challenger }) => challenger)),
    liveScore: mean(counted.map(({ live }) => live)),
    votes,
  };
}

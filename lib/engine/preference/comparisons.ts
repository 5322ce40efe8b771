import { median } from "@/lib/engine/preference/quantiles";
import type { FeedbackAction } from "@/lib/engine/reward/human";
import { assertNumber } from "@/lib/engine/statistics/ranges";
import type { ReplyFeatureValues } from "@/lib/engine/text/features";

/** One person's decision on one draft, with the features of every text it touches. */
export interface PreferenceDecision {
  feedbackId: string;
  emailId: string;
  reviewer: string;
  action: FeedbackAction;
  /** Of the draft that was decided on. */
  reply: ReplyFeatureValues;
  /** Of the text that the person made of it; null unless the action is `edit`. */
  edited: ReplyFeatureValues | null;
  /** Of the drafts shown beside it for the same email that this person did not send, rejected ones too. */
  siblings: readonly ReplyFeatureValues[];
  /** What the person typed, if anything. */
  reason: string | null;
  /** Texts of the draft's reasons that the person marked as liked. */
  liked: readonly string[];
  disliked: readonly string[];
  /** Milliseconds since the epoch; only the order counts. */
  decidedAt: number;
}

/** Where a comparison comes from, the most direct first. */
export const evidenceSources = ["edit", "choice", "verdict"] as const;
export type EvidenceSource = (typeof evidenceSources)[number];

/** Something a person preferred to something else. */
export interface Comparison {
  source: EvidenceSource;
  /** Who preferred it; null where a verdict pair rests on several people. */
  reviewer: string | null;
  feedbackIds: readonly string[];
  /** Preferred minus not preferred, in the feature's unit. */
  difference: (featureId: string) => number;
}

/**
 * Value of a feature of one text.
 *
 * @returns In the unit of the feature.
 * @throws {RangeError} if the feature was not read or is not a finite number.
 * @example
 * featureValue({ words: 42 }, "words"); // => 42
 */
export function featureValue(values: ReplyFeatureValues, featureId: string): number {
  const value = values[featureId];
  if (value === undefined || !Number.isFinite(value)) {
    throw new RangeError(`the feature ${featureId} must be a finite number, got ${value}`);
  }
  return value;
}

/** Refuses decisions that contradict themselves; gives the others in the order of time. */
function inOrder(decisions: readonly PreferenceDecision[]): PreferenceDecision[] {
  const seen = new Set<string>();
  for (const { feedbackId, emailId, action, edited, decidedAt } of decisions) {
    if (feedbackId === "" || emailId === "") throw new RangeError("feedbackId and emailId must not be empty");
    if (seen.has(feedbackId)) throw new RangeError(`feedbackId must come once, got ${feedbackId} twice`);
    seen.add(feedbackId);
    assertNumber(`decidedAt of ${feedbackId}`, decidedAt);
    if ((action === "edit") !== (edited !== null)) {
      throw new RangeError(`edited must be there for edits alone, got action ${action} in ${feedbackId}`);
    }
  }
  return [...decisions].sort((a, b) => a.decidedAt - b.decidedAt);
}

/**
 * The chosen value against those not chosen: 0 in the middle of them, else the distance from their median.
 *
 * By rank, because the middle of the others is not where a draft picked blindly falls: of three skewed
 * values the first exceeds the mean of the others in fewer than half of the cases.
 */
function choiceDifference(chosen: number, others: readonly number[]): number {
  const below = others.filter((other) => other < chosen).length;
  const above = others.filter((other) => other > chosen).length;
  return below === above ? 0 : chosen - (median(others) ?? chosen);
}

const isSent = ({ action }: PreferenceDecision): boolean => action === "accept" || action === "edit";

function within(decision: PreferenceDecision): Comparison[] {
  const { reviewer, feedbackId, reply, edited, siblings } = decision;
  const common = { reviewer, feedbackIds: [feedbackId] };
  const found: Comparison[] = [];
  if (edited) {
    found.push({
      ...common,
      source: "edit",
      difference: (id) => featureValue(edited, id) - featureValue(reply, id),
    });
  }
  if (isSent(decision) && siblings.length > 0) {
    found.push({
      ...common,
      source: "choice",
      difference: (id) =>
        choiceDifference(
          featureValue(reply, id),
          siblings.map((sibling) => featureValue(sibling, id)),
        ),
    });
  }
  return found;
}

/** Decisions on one email that hold no comparison in themselves, all with the same verdict. */
interface Verdict {
  accepted: boolean;
  reviewers: string[];
  decisions: readonly PreferenceDecision[];
}

function verdictOf(decisions: readonly PreferenceDecision[]): Verdict | null {
  const judged = decisions.filter(({ action }) => action !== "skip");
  const accepted = judged.filter(isSent).length;
  if (judged.length === 0 || (accepted > 0 && accepted < judged.length)) return null;
  return {
    accepted: accepted > 0,
    reviewers: [...new Set(judged.map(({ reviewer }) => reviewer))].sort(),
    decisions: judged,
  };
}

const typicalValue = ({ decisions }: Verdict, featureId: string): number =>
  median(decisions.map(({ reply }) => featureValue(reply, featureId))) ?? Number.NaN;

function across(verdicts: readonly Verdict[]): Comparison[] {
  const byReviewers = new Map<string, { accepted: Verdict[]; rejected: Verdict[] }>();
  for (const verdict of verdicts) {
    const key = JSON.stringify(verdict.reviewers);
    const queue = byReviewers.get(key) ?? { accepted: [], rejected: [] };
    queue[verdict.accepted ? "accepted" : "rejected"].push(verdict);
    byReviewers.set(key, queue);
  }
  const pairs = [...byReviewers.values()].flatMap(({ accepted, rejected }) =>
    accepted.flatMap((sent, i) => {
      const refused = rejected[i];
      return refused ? [{ sent, refused }] : [];
    }),
  );
  return pairs.map(({ sent, refused }) => ({
    source: "verdict",
    reviewer: sent.reviewers.length === 1 ? (sent.reviewers[0] ?? null) : null,
    feedbackIds: [...sent.decisions, ...refused.decisions].map(({ feedbackId }) => feedbackId),
    difference: (id) => typicalValue(sent, id) - typicalValue(refused, id),
  }));
}

/**
 * Everything in a lab's decisions that was preferred to something else.
 *
 * An edit prefers the edited text to the draft, an accepted or edited draft is preferred to those beside it
 * (its features before the edit). Emails without either still tell something when drafts of one were accepted
 * and of another rejected: the i-th accepted email is set against the i-th rejected one of the same reviewers,
 * in the order of time. If the verdicts had nothing to do with a feature, either sign would be equally likely.
 * Such a pair also differs by its emails, so of two sources the more direct one speaks (see `votesOn`).
 * Skips say nothing.
 *
 * @param decisions One per draft and reviewer, in any order.
 * @returns By email, and one more list for each pair of emails: all comparisons of one list have one vote.
 *   Those of one decision follow each other, the most direct first.
 * @throws {RangeError} if an id is empty or comes twice, a time is not finite, or `edited` does not fit the
 *   action. A feature that was not read is refused when it is asked for.
 * @example
 * comparisonsOf([]); // => []
 */
export function comparisonsOf(decisions: readonly PreferenceDecision[]): Comparison[][] {
  const byEmail = new Map<string, PreferenceDecision[]>();
  for (const decision of inOrder(decisions)) {
    const group = byEmail.get(decision.emailId);
    if (group) group.push(decision);
    else byEmail.set(decision.emailId, [decision]);
  }

  const units: Comparison[][] = [];
  const verdicts: Verdict[] = [];
  for (const group of byEmail.values()) {
    const found = group.flatMap(within);
    const verdict = found.length > 0 ? null : verdictOf(group);
    if (found.length > 0) units.push(found);
    if (verdict) verdicts.push(verdict);
  }
  return [...units, ...across(verdicts).map((comparison) => [comparison])];
}

import { type Comparison, type EvidenceSource, evidenceSources } from "@/lib/engine/preference/comparisons";
import { median } from "@/lib/engine/preference/quantiles";
import { mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { roundSignificant } from "@/lib/engine/statistics/samples";

/** Votes for more and for less of a feature. */
export interface VoteCount {
  more: number;
  less: number;
}

/** What the comparisons say about one feature, with one vote per email. */
export interface FeatureVotes extends VoteCount {
  featureId: string;
  /** Exact two-sided sign test of "more and less are equally likely"; null without votes (`empty`). */
  p: number | null;
  /** Median over the votes, in the unit of the feature, above 0 for more; null without votes. */
  medianChange: number | null;
  /** Change per list of `comparisonsOf`, in the unit of the feature; 0 where it did not vote. */
  changes: readonly number[];
  /** Sources that decided at least one vote, the most direct first. */
  decidedBy: EvidenceSource[];
  byReviewer: ReadonlyMap<string, VoteCount>;
}

/** The votes that one source alone would give. */
export interface SourceVotes extends VoteCount {
  /** As in `FeatureVotes`. */
  p: number | null;
}

/** Feedback by the way it points. */
export type Evidence = Record<keyof VoteCount, string[]>;

/** What has one vote: all comparisons of one email, or those of a pair of emails (see `comparisonsOf`). */
export type Unit = readonly Comparison[];

/** Median of what points the way of the majority and against it; 0 where neither way has a majority. */
function majorityChange(differences: readonly number[]): number {
  const [only = 0] = differences;
  if (differences.length < 2) return only;
  const pointing = differences.filter((difference) => difference !== 0);
  const balance = pointing.reduce((sum, difference) => sum + Math.sign(difference), 0);
  // With a strict majority the middle value, or both of them, have its sign.
  return balance === 0 ? 0 : (median(pointing) ?? 0);
}

function countSigns(changes: readonly number[]): VoteCount {
  return {
    more: changes.filter((change) => change > 0).length,
    less: changes.filter((change) => change < 0).length,
  };
}

// In a fixed order of the counts, so that p has the same last bit for either direction.
const signTest = ({ more, less }: VoteCount): number | null =>
  more + less === 0 ? null : mcnemarExact(Math.min(more, less), Math.max(more, less)).pTwoSided;

interface Difference {
  comparison: Comparison;
  value: number;
}

interface Vote {
  reviewer: string | null;
  source: EvidenceSource;
  change: number;
}

/** What one reviewer's most direct source that says anything says. */
function mostDirect(reviewer: string | null, differences: readonly Difference[]): Vote | null {
  for (const source of evidenceSources) {
    const values = differences
      .filter(({ comparison }) => comparison.source === source)
      .map(({ value }) => value);
    const change = majorityChange(values);
    if (change !== 0) return { reviewer, source, change };
  }
  return null;
}

/** One vote for each reviewer of an email who has one. */
function votesWithin(differences: readonly Difference[]): Vote[] {
  const [only] = differences;
  if (only && differences.length === 1) {
    const { reviewer, source } = only.comparison;
    return only.value === 0 ? [] : [{ reviewer, source, change: only.value }];
  }
  const byReviewer = new Map<string | null, Difference[]>();
  for (const difference of differences) {
    if (difference.value === 0) continue;
    const own = byReviewer.get(difference.comparison.reviewer);
    if (own) own.push(difference);
    else byReviewer.set(difference.comparison.reviewer, [difference]);
  }
  return [...byReviewer].flatMap(([reviewer, own]) => mostDirect(reviewer, own) ?? []);
}

const changeOf = (votes: readonly Vote[]): number => majorityChange(votes.map(({ change }) => change));

function countByReviewer(votes: readonly Vote[]): Map<string, VoteCount> {
  const byReviewer = new Map<string, VoteCount>();
  for (const { reviewer, change } of votes) {
    if (reviewer === null) continue;
    const count = byReviewer.get(reviewer) ?? { more: 0, less: 0 };
    count[change > 0 ? "more" : "less"]++;
    byReviewer.set(reviewer, count);
  }
  return byReviewer;
}

function differencesOf(featureId: string, unit: Unit): Difference[] {
  return unit.map((comparison) => ({
    comparison,
    value: roundSignificant(comparison.difference(featureId)),
  }));
}

/**
 * One feature's votes: each email has one, however many people judged however many of its drafts.
 *
 * Within one email each reviewer speaks through the most direct source that says anything about the feature:
 * an edit changes this very feature, a choice weighs whole replies, a verdict sets two emails side by side.
 * Reviewers of one email give one vote by majority, else none. Under "the feature does not matter" the sign of
 * each vote is a fair coin and emails are independent, so the sign test is exact. It speaks about the emails
 * these reviewers see, not about other reviewers, and about what went with a change, not what it was for: an
 * edit that shortens takes dates and thanks away as well, and a draft without a date can only gain one.
 *
 * @param featureId Of the feature. @param units From `comparisonsOf`.
 * @returns Counts, the p-value, and changes in the feature's unit.
 * @throws {RangeError} if the feature was not read for some text, or is not finite.
 * @see Dixon & Mood, "The statistical sign test" (1946)
 * @example
 * votesOn("words", [[{ source: "edit", reviewer: "ann", feedbackIds: ["f1"], difference: () => -20 }]]).less; // => 1
 */
export function votesOn(featureId: string, units: readonly Unit[]): FeatureVotes {
  const votes = units.map((unit) => votesWithin(differencesOf(featureId, unit)));
  const changes = votes.map(changeOf);
  const counts = countSigns(changes);
  const decided = new Set(
    votes.flatMap((own, i) => (changes[i] === 0 ? [] : own.map(({ source }) => source))),
  );
  return {
    featureId,
    ...counts,
    p: signTest(counts),
    medianChange: median(changes.filter((change) => change !== 0)),
    changes,
    decidedBy: evidenceSources.filter((source) => decided.has(source)),
    byReviewer: countByReviewer(votes.flat()),
  };
}

/**
 * The votes and the test for each source alone; an email with two sources votes in both.
 *
 * @param featureId Of the feature. @param units From `comparisonsOf`.
 * @returns Counts of emails, and the exact two-sided p of the sign test, null without votes.
 * @throws {RangeError} if the feature was not read for some text, or is not finite.
 * @see votesOn
 * @example
 * votesBySource("words", []).edit; // => { more: 0, less: 0, p: null }
 */
export function votesBySource(
  featureId: string,
  units: readonly Unit[],
): Record<EvidenceSource, SourceVotes> {
  const alone = (source: EvidenceSource): SourceVotes => {
    const only = units.map((unit) => unit.filter((comparison) => comparison.source === source));
    const { more, less, p } = votesOn(featureId, only);
    return { more, less, p };
  };
  return { edit: alone("edit"), choice: alone("choice"), verdict: alone("verdict") };
}

/**
 * The feedback that points to more and to less of a feature, whether or not its email's vote went that way.
 *
 * @param featureId Of the feature. @param units From `comparisonsOf`.
 * @param speaks Whose comparisons count; null is a pair of emails judged by several people.
 * @returns Ids, each once and in the order of the comparisons. A decision whose edit and choice point apart
 *   stands where its edit points.
 * @throws {RangeError} if the feature was not read for some text, or is not finite.
 * @example
 * evidenceOn("words", [], () => true); // => { more: [], less: [] }
 */
export function evidenceOn(
  featureId: string,
  units: readonly Unit[],
  speaks: (reviewer: string | null) => boolean,
): Evidence {
  const seen = new Set<string>();
  const evidence: Evidence = { more: [], less: [] };
  for (const { comparison, value } of units.flatMap((unit) => differencesOf(featureId, unit))) {
    if (value === 0 || !speaks(comparison.reviewer)) continue;
    for (const id of comparison.feedbackIds) {
      if (!seen.has(id)) evidence[value > 0 ? "more" : "less"].push(id);
      seen.add(id);
    }
  }
  return evidence;
}

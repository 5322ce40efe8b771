import {
  comparisonsOf,
  type EvidenceSource,
  featureValue,
  type PreferenceDecision,
} from "@/lib/engine/preference/comparisons";
import { findConflicts, type ReviewerConflict } from "@/lib/engine/preference/conflicts";
import { groupByChange } from "@/lib/engine/preference/grouping";
import { median, quantile } from "@/lib/engine/preference/quantiles";
import { gatherReasons, type StatedReason } from "@/lib/engine/preference/stated-reasons";
import { type Direction, preferenceStatement, type TargetRange } from "@/lib/engine/preference/statement";
import {
  evidenceOn,
  type FeatureVotes,
  type SourceVotes,
  type Unit,
  votesBySource,
  votesOn,
} from "@/lib/engine/preference/votes";
import { benjaminiHochbergAdjust } from "@/lib/engine/statistics/multiplicity";
import { type ReplyFeature, replyFeatures } from "@/lib/engine/text/features";

/** A preference read from what people did, in plain language. */
export interface ExtractedPreference {
  /** Feature and direction: the same whenever the same preference is extracted again. */
  id: string;
  featureId: string;
  direction: Direction;
  statement: string;
  /** 1 − p, adjusted over the features that were tested. */
  confidence: number;
  /** Exact two-sided sign test of this feature alone. */
  p: number;
  votesFor: number;
  votesAgainst: number;
  sources: Record<EvidenceSource, SourceVotes>;
  /** Median over the votes, in the unit of the feature, above 0 for more. */
  medianChange: number;
  unit: ReplyFeature["unit"];
  /** Middle half of the texts that people sent; null for fewer than 8 emails and for yes-or-no features. */
  target: TargetRange | null;
  /** Ids of the feedback that points this way, each once, and of that which points the other way. */
  supporting: string[];
  opposing: string[];
  /**
   * Preferences that rose and fell with this one and so may be the same. What a person decided about one of
   * these ids is decided about this preference: the strongest of a group can change as feedback comes in.
   */
  related: { id: string; featureId: string; direction: Direction; way: string }[];
}

/** Why no preference is told, and what would change that. */
export interface MissingPreferences {
  /** `empty`: nothing was preferred to anything. `zero_variance`: the drafts were alike in every feature. */
  reason: "empty" | "zero_variance" | "insufficient_data" | "no_clear_direction";
  /** Votes (emails) of the feature that has the most. */
  votes: number;
  /** Votes still needed even if all agree; null where there are enough and they do not agree. */
  votesNeeded: number | null;
}

export interface PreferenceExtraction {
  /** The surest first. */
  preferences: ExtractedPreference[];
  conflicts: ReviewerConflict[];
  /** What people wrote or marked, beside what they did. */
  stated: StatedReason[];
  /** Null if there are preferences. */
  missing: MissingPreferences | null;
}

/** Below this a preference is not told; also the confidence at which a prompt may be deployed. */
const MIN_CONFIDENCE = 0.8;
/** The least number of votes that can reach it: 2 · 0.5⁴ = 0.125, while three in agreement give 0.25. */
const FEWEST_VOTES = 4;
/** Decimals that should meet a threshold exactly may miss it by a last bit. */
const SLACK = 1e-12;
const FEWEST_TARGET_EMAILS = 8;

const preferenceId = (featureId: string, direction: Direction): string => `${featureId}:${direction}`;

interface Finding {
  feature: ReplyFeature;
  votes: FeatureVotes;
  direction: Direction;
  p: number;
  confidence: number;
}

/** Tests every feature that can reach the threshold at all, and keeps what does. */
function findingsOf(all: readonly { feature: ReplyFeature; votes: FeatureVotes }[]): Finding[] {
  // The number of votes says nothing about their direction, so leaving out what cannot matter is no peeking.
  const tested = all.flatMap(({ feature, votes }) =>
    votes.p !== null && votes.more + votes.less >= FEWEST_VOTES ? [{ feature, votes, p: votes.p }] : [],
  );
  const adjusted = benjaminiHochbergAdjust(tested.map(({ p }) => p));
  return tested
    .map(({ feature, votes, p }, i) => ({
      feature,
      votes,
      p,
      direction: votes.more > votes.less ? ("more" as const) : ("less" as const),
      confidence: 1 - (adjusted[i] ?? 1),
    }))
    .filter(({ confidence }) => confidence >= MIN_CONFIDENCE - SLACK)
    .sort((a, b) => a.p - b.p || b.votes.more + b.votes.less - (a.votes.more + a.votes.less));
}

/** Values of the texts that went out, one per email. */
function sentValues(decisions: readonly PreferenceDecision[], featureId: string): number[] {
  const byEmail = new Map<string, number[]>();
  for (const { emailId, action, reply, edited } of decisions) {
    const sent = action === "accept" ? reply : edited;
    if (sent === null) continue;
    byEmail.set(emailId, [...(byEmail.get(emailId) ?? []), featureValue(sent, featureId)]);
  }
  return [...byEmail.values()].flatMap((values) => median(values) ?? []);
}

function targetOf(feature: ReplyFeature, decisions: readonly PreferenceDecision[]): TargetRange | null {
  if (feature.unit === "yes or no") return null;
  const values = sentValues(decisions, feature.id);
  if (values.length < FEWEST_TARGET_EMAILS) return null;
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return low === null || high === null ? null : { low, high, emails: values.length };
}

function describe(
  { feature, votes, direction, p, confidence }: Finding,
  related: readonly Finding[],
  decisions: readonly PreferenceDecision[],
  units: readonly Unit[],
): ExtractedPreference {
  const other = direction === "more" ? "less" : "more";
  const target = targetOf(feature, decisions);
  const evidence = evidenceOn(feature.id, units, () => true);
  const medianChange = votes.medianChange ?? Number.NaN;
  return {
    id: preferenceId(feature.id, direction),
    featureId: feature.id,
    direction,
    statement: preferenceStatement({
      feature,
      direction,
      votesFor: votes[direction],
      votes: votes.more + votes.less,
      decidedBy: votes.decidedBy,
      medianChange,
      target,
    }),
    confidence,
    p,
    votesFor: votes[direction],
    votesAgainst: votes[other],
    sources: votesBySource(feature.id, units),
    medianChange,
    unit: feature.unit,
    target,
    supporting: evidence[direction],
    opposing: evidence[other],
    related: related.map((finding) => ({
      id: preferenceId(finding.feature.id, finding.direction),
      featureId: finding.feature.id,
      direction: finding.direction,
      way: finding.feature[finding.direction],
    })),
  };
}

/**
 * Votes in full agreement that make one of several features certain enough.
 *
 * Smallest n with 2 · 0.5ⁿ · features ≤ 1 − 0.8: the hardest case of Benjamini and Hochberg, in which no other
 * feature points anywhere.
 *
 * @param features Tested, 1 or more.
 * @returns A count of emails.
 * @throws {RangeError} if `features` is not a whole number of 1 or more.
 * @example
 * votesToConvince(30); // => 9
 */
export function votesToConvince(features: number): number {
  if (!Number.isSafeInteger(features) || features < 1) {
    throw new RangeError(`features must be a whole number of 1 or more, got ${features}`);
  }
  return Math.ceil(1 + Math.log2(features / (1 - MIN_CONFIDENCE)) - SLACK);
}

function missingOf(
  all: readonly { feature: ReplyFeature; votes: FeatureVotes }[],
  units: readonly Unit[],
): MissingPreferences {
  const counts = all.map(({ votes }) => votes.more + votes.less);
  const votes = Math.max(0, ...counts);
  const voting = counts.filter((count) => count > 0).length;
  const needed = votesToConvince(voting || Math.max(1, all.length)) - votes;
  if (units.length === 0) return { reason: "empty", votes, votesNeeded: needed };
  const alike = units
    .flat()
    .every(({ difference }) => all.every(({ feature }) => difference(feature.id) === 0));
  if (alike) {
    return { reason: "zero_variance", votes, votesNeeded: needed };
  }
  return needed > 0
    ? { reason: "insufficient_data", votes, votesNeeded: needed }
    : { reason: "no_clear_direction", votes, votesNeeded: null };
}

/**
 * Preferences of a lab's reviewers, read from their decisions.
 *
 * Each feature of a text is tested by itself: emails vote for more or for less of it (see `votesOn`), the sign
 * test gives p, and p is adjusted over the features (Benjamini & Hochberg), so that of the preferences told
 * about one in five at most is expected to be chance. Features that change in step are told as one. It shows
 * what went with people's decisions; whether a prompt that asks for it pleases them is for a duel to show.
 *
 * @param decisions One per draft and reviewer, superseded ones left out; in any order.
 * @param features Whose values every text has.
 * @returns Preferences of confidence 0.8 or more, disagreements between reviewers, and what people said.
 * @throws {RangeError} if a decision contradicts itself, or a feature is missing or not finite.
 * @see Dixon & Mood (1946); Benjamini & Hochberg (1995), both under the functions used
 * @see Tarone, "A modified Bonferroni method for discrete data" (1990), for leaving out what cannot matter
 * @example
 * extractPreferences([], []).missing; // => { reason: "empty", votes: 0, votesNeeded: 4 }
 */
export function extractPreferences(
  decisions: readonly PreferenceDecision[],
  features: readonly ReplyFeature[] = replyFeatures,
): PreferenceExtraction {
  const units = comparisonsOf(decisions);
  const all = features.map((feature) => ({ feature, votes: votesOn(feature.id, units) }));
  const groups = groupByChange(findingsOf(all), ({ votes }) => votes.changes);
  const preferences = groups.map(({ leader, members }) => describe(leader, members, decisions, units));
  return {
    preferences,
    conflicts: findConflicts(all, units),
    stated: gatherReasons(decisions),
    missing: preferences.length > 0 ? null : missingOf(all, units),
  };
}

import { type Group, groupByChange } from "@/lib/engine/preference/grouping";
import { type Camp, conflictStatement, type Direction } from "@/lib/engine/preference/statement";
import {
  type Evidence,
  evidenceOn,
  type FeatureVotes,
  type Unit,
  type VoteCount,
} from "@/lib/engine/preference/votes";
import { fisherExact } from "@/lib/engine/statistics/exact-tests";
import type { ReplyFeature } from "@/lib/engine/text/features";

/** Reviewers who want opposite things: a prompt cannot please both, and a person should know. */
export interface ReviewerConflict {
  featureId: string;
  statement: string;
  more: Camp[];
  less: Camp[];
  /** Of the clearest pair of reviewers, times the pairs that were compared; not adjusted over features. */
  p: number;
  /** Feedback of the reviewers named, by the way it points. */
  evidence: Evidence;
  /** Other features on which the same people differ in step with this one. */
  relatedFeatureIds: string[];
}

/** Fewer votes of one reviewer are no position. */
const FEWEST_VOTES = 4;
/** Two reviewers differ if chance would part them this far no more often than this, up to rounding. */
const ALPHA = 0.05 + 1e-12;

interface Position extends VoteCount {
  reviewer: string;
  direction: Direction;
}

function positionsOf(votes: FeatureVotes): { positions: Position[]; heard: number } {
  const heard = [...votes.byReviewer].filter(([, { more, less }]) => more + less >= FEWEST_VOTES);
  const positions = heard.flatMap(([reviewer, { more, less }]): Position[] =>
    more === less ? [] : [{ reviewer, more, less, direction: more > less ? "more" : "less" }],
  );
  return { positions, heard: heard.length };
}

interface Split {
  feature: ReplyFeature;
  votes: FeatureVotes;
  camps: Record<Direction, Position[]>;
  p: number;
}

function splitOf({ feature, votes }: Pick<Split, "feature" | "votes">): Split | null {
  const { positions, heard } = positionsOf(votes);
  const pairs = (heard * (heard - 1)) / 2;
  const camps: Split["camps"] = { more: [], less: [] };
  let clearest = 1;
  for (const up of positions.filter(({ direction }) => direction === "more")) {
    for (const down of positions.filter(({ direction }) => direction === "less")) {
      const test = fisherExact([
        [up.more, up.less],
        [down.more, down.less],
      ]);
      const p = Math.min(1, (test?.pTwoSided ?? 1) * pairs);
      if (p > ALPHA) continue;
      clearest = Math.min(clearest, p);
      if (!camps.more.includes(up)) camps.more.push(up);
      if (!camps.less.includes(down)) camps.less.push(down);
    }
  }
  return camps.more.length > 0 ? { feature, votes, camps, p: clearest } : null;
}

function describe({ leader, members }: Group<Split>, units: readonly Unit[]): ReviewerConflict {
  const { feature, camps, p } = leader;
  const campOf = (direction: Direction): Camp[] =>
    camps[direction].map((position) => ({
      reviewer: position.reviewer,
      votesFor: position[direction],
      votes: position.more + position.less,
    }));
  const named = new Set([...camps.more, ...camps.less].map(({ reviewer }) => reviewer));
  const [more, less] = [campOf("more"), campOf("less")];
  return {
    featureId: feature.id,
    statement: conflictStatement(feature, { more, less }),
    more,
    less,
    p,
    evidence: evidenceOn(feature.id, units, (reviewer) => reviewer !== null && named.has(reviewer)),
    relatedFeatureIds: members.map((member) => member.feature.id),
  };
}

/**
 * Features of which one reviewer wants more and another less.
 *
 * Told of a pair where each has 4 votes or more, most of them in opposite directions, and Fisher's exact test
 * of the two vote counts gives p of 0.05 or less, times the pairs of reviewers compared (Bonferroni). It is not
 * adjusted over the features: a false alarm costs a look, a conflict averaged away costs a reviewer.
 *
 * @param all Features with their votes. @param units That the votes were counted on.
 * @returns The clearest first; features that move in step are told once.
 * @see fisherExact
 * @example
 * findConflicts([], []); // => []
 */
export function findConflicts(
  all: readonly { feature: ReplyFeature; votes: FeatureVotes }[],
  units: readonly Unit[],
): ReviewerConflict[] {
  const splits = all.flatMap((item) => splitOf(item) ?? []).sort((a, b) => a.p - b.p);
  return groupByChange(splits, ({ votes }) => votes.changes).map((group) => describe(group, units));
}

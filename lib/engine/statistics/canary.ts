import { hashToUnit } from "@/lib/engine/random";
import type { ArmSummary } from "@/lib/engine/statistics/confidence-sequence";
import { assertShare } from "@/lib/engine/statistics/ranges";
import { assertFinite, mean } from "@/lib/engine/statistics/samples";
import { spreadOf } from "@/lib/engine/statistics/spread";

/**
 * Shares of the users that meet the candidate, one stage after the other, each with a fresh sequence. The rest is
 * the concurrent control; 1 is the promotion, which leaves none.
 */
export const canaryStages = [0.1, 0.5, 1] as const;

/** Users a channel needs for a canary; under it no stage would end. */
export const MIN_CANARY_USERS = 40;

/**
 * The prompt a user meets, for as long as the stage lasts.
 *
 * Depends on user and experiment only, never on the request, so that nobody changes sides between two emails;
 * and a user who had the candidate in one stage keeps it in the next, larger one.
 *
 * @param assignment `share` of the users that meet the candidate, 0 to 1.
 * @throws {RangeError} if the share is outside 0 to 1.
 * @see Kohavi, Tang & Xu, Trustworthy Online Controlled Experiments (2020), chapter 14
 * @example
 * assignCanaryArm({ user: "ann", experiment: "e1", share: 0 }); // => "control"
 * assignCanaryArm({ user: "ann", experiment: "e1", share: 1 }); // => "candidate"
 */
export function assignCanaryArm({
  user,
  experiment,
  share,
}: {
  user: string;
  experiment: string;
  share: number;
}): "control" | "candidate" {
  assertShare("share", share);
  return hashToUnit("canary", experiment, user) < share ? "candidate" : "control";
}

/**
 * What the monitor needs to know of one arm, with the user as the unit.
 *
 * Several ratings of one person are not independent: each user counts once, with the mean of their scores.
 *
 * @param ratings One per decision, in any order; scores in any unit.
 * @returns Users, mean over users and its variance (divisor n − 1, 0 under two users).
 * @throws {RangeError} if a score is NaN or infinite.
 * @example
 * const twice = [{ user: "ann", score: 1 }, { user: "ann", score: 0 }];
 * summarizeUsers([...twice, { user: "bob", score: 1 }]); // => { n: 2, mean: 0.75, variance: 0.125 }
 */
export function summarizeUsers(ratings: readonly { user: string; score: number }[]): ArmSummary {
  assertFinite(
    ratings.map(({ score }) => score),
    "scores",
  );
  const byUser = new Map<string, number[]>();
  for (const { user, score } of ratings) {
    const scores = byUser.get(user) ?? [];
    scores.push(score);
    byUser.set(user, scores);
  }
  const values = [...byUser.values()].map((scores) => mean(scores) ?? Number.NaN);
  const spread = spreadOf(values);
  return { n: values.length, mean: mean(values) ?? 0, variance: spread === null ? 0 : spread.sd ** 2 };
}

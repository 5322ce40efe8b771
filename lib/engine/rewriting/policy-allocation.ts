import { hashToUnit } from "@/lib/engine/random";
import {
  armKey,
  assertArms,
  assertPolicy,
  type PolicyArm,
  type RewritePolicy,
} from "@/lib/engine/rewriting/policy";
import { armPosteriors } from "@/lib/engine/rewriting/policy-posterior";
import { betaQuantile } from "@/lib/engine/statistics/beta";
import { assertCount } from "@/lib/engine/statistics/ranges";

/**
 * Share of the proposals that is drawn evenly from all available arms, whatever was learnt. So at each
 * position every available arm has a chance of at least this divided by the number of arms.
 */
export const EXPLORATION_SHARE = 0.1;

/**
 * Which arm each of the K proposals of a run comes from: Thompson sampling.
 *
 * At each position one mean reward is drawn for every arm from what is believed about it, and the highest
 * draw gets the position; an arm is thus chosen as often as it is likely to be the best. In one of ten
 * positions ({@link EXPLORATION_SHARE}) all arms draw evenly instead.
 *
 * A draw is the quantile of a hash of (seed, position, arm), not the next value of a generator. Asked again
 * with the same policy and seed, a resumed run gets the same answer; asked for more positions, it keeps the
 * earlier ones. Pass the policy as it stood when the run began.
 *
 * @param policy What was learnt so far. Available arms that it does not know start with their strategy's
 *   chances; arms it knows that are not available are not chosen.
 * @param available Arms whose material is at hand; the order does not matter.
 * @param count Number of proposals, K.
 * @param seed Seed of the run.
 * @returns The arm of each position, 0 to count − 1: elements of `available`.
 * @throws {RangeError} if the policy is not valid, an arm occurs twice or has no name, `count` is not a
 *   whole number of 0 or more, `seed` is not finite, or there are proposals to give and no arm is available.
 * @see Thompson, "On the likelihood that one unknown probability exceeds another" (1933)
 * @see Russo et al., "A Tutorial on Thompson Sampling", arXiv 1707.02038
 * @example
 * const arm = { strategy: "merge", metaPromptId: "merge-plain" };
 * allocateProposals({ policy: emptyPolicy([arm]), available: [arm], count: 2, seed: 7 }).length; // => 2
 */
export function allocateProposals<Arm extends PolicyArm>({
  policy,
  available,
  count,
  seed,
}: {
  policy: RewritePolicy;
  available: readonly Arm[];
  count: number;
  seed: number;
}): Arm[] {
  assertPolicy(policy);
  assertArms(available);
  assertCount("count", count);
  if (!Number.isFinite(seed)) throw new RangeError(`seed must be a finite number, got ${seed}`);
  if (available.length === 0 && count > 0) {
    throw new RangeError(
      `available must name an arm when there are proposals to give, got none for ${count}`,
    );
  }

  // In one order, so that even equal draws do not depend on the order of `available`.
  const ordered = [...available].sort((a, b) => (armKey(a) < armKey(b) ? -1 : 1));
  const beliefs = armPosteriors(policy, ordered);
  return Array.from({ length: count }, (_, position) => {
    const explores = hashToUnit(seed, "explore", position) < EXPLORATION_SHARE;
    return beliefs
      .map(({ arm, alpha, beta }) => {
        const uniform = hashToUnit(seed, "draw", position, arm.strategy, arm.metaPromptId);
        return { arm, draw: explores ? uniform : betaQuantile(uniform, alpha, beta) };
      })
      .reduce((highest, next) => (next.draw > highest.draw ? next : highest)).arm;
  });
}

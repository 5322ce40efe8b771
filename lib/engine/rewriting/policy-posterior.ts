import { type ArmRecord, armKey, type PolicyArm, type RewritePolicy } from "@/lib/engine/rewriting/policy";

/** What is believed about an arm's mean reward: a Beta(alpha, beta) distribution. */
export interface ArmPosterior<Arm extends PolicyArm = PolicyArm> {
  arm: Arm;
  alpha: number;
  beta: number;
}

/** Proposals that the prior is worth: as much as the uniform Beta(1, 1). */
const PRIOR_PROPOSALS = 2;

/**
 * Belief about the mean reward of each arm.
 *
 * Beta(2m + gained, 2(1 − m) + missed), where m = (1 + G)/(2 + G + M) is what the *other* arms of the same
 * strategy reached: G and M are their sums of `gained` and `missed`. So the prior always weighs two
 * proposals. It is the uniform Beta(1, 1) while the strategy is untried, and moves towards the strategy's
 * mean as that becomes known, so that a new meta-prompt of a good strategy starts with good chances. Arms
 * that no longer exist still speak for their strategy.
 *
 * A reward between 0 and 1 counts as that share of a success. The belief is then wider than the rewards
 * alone would justify; proposals of one run share their cases and are less independent than they look, so
 * the width is left as it is.
 *
 * @param policy A valid policy.
 * @param arms Arms to judge, known to the policy or not.
 * @returns One belief per arm, in the order given; both parameters are above 0.
 * @see Gelman et al., Bayesian Data Analysis (3rd ed.), ch. 5 (borrowing strength within groups)
 * @example
 * const merge = { strategy: "merge", metaPromptId: "merge-plain" };
 * const [belief] = armPosteriors({ runs: 0, arms: [] }, [merge]);
 * [belief?.alpha, belief?.beta]; // => [1, 1]
 */
export function armPosteriors<Arm extends PolicyArm>(
  policy: RewritePolicy,
  arms: readonly Arm[],
): ArmPosterior<Arm>[] {
  const records = new Map<string, ArmRecord>(policy.arms.map((record) => [armKey(record), record]));
  return arms.map((arm) => {
    const key = armKey(arm);
    // Added up afresh rather than by subtracting the arm's own: a difference of sums can fall below 0.
    let gained = 0;
    let missed = 0;
    for (const [otherKey, other] of records) {
      if (otherKey === key || other.strategy !== arm.strategy) continue;
      gained += other.gained;
      missed += other.missed;
    }
    const strategyMean = (1 + gained) / (2 + gained + missed);
    const own = records.get(key);
    return {
      arm,
      alpha: PRIOR_PROPOSALS * strategyMean + (own?.gained ?? 0),
      beta: PRIOR_PROPOSALS * (1 - strategyMean) + (own?.missed ?? 0),
    };
  });
}

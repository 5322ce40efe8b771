import {
  type ArmRecord,
  armKey,
  assertArms,
  assertPolicy,
  type PolicyArm,
  type RewritePolicy,
} from "@/lib/engine/rewriting/policy";
import { EXPLORATION_SHARE } from "@/lib/engine/rewriting/policy-allocation";
import { type ArmPosterior, armPosteriors } from "@/lib/engine/rewriting/policy-posterior";
import { betaCdf, betaQuantile } from "@/lib/engine/statistics/beta";

/** What the policy knows about one arm, ready to be shown. */
export interface ArmDescription extends PolicyArm {
  /** Proposals measured since the beginning. */
  proposals: number;
  deployments: number;
  /** Proposals and deployments as they still count after fading. */
  effectiveTrials: number;
  /** Mean of the faded rewards, 0 to 1; null while nothing was measured. */
  observedMean: number | null;
  /** Mean of the belief, 0 to 1: the observed mean drawn towards the strategy's. An estimate, to be labelled so. */
  estimatedMean: number;
  /** Central 90 % of the belief. */
  interval: { low: number; high: number };
  /** Probability that this arm's mean reward is the highest of all arms described. */
  chanceBest: number;
  /** Expected share of the next run's proposals if all arms described are available. */
  expectedShare: number;
  sentence: string;
}

/** Cells of the integral. Four standard deviations of a belief of 1,000 trials still span 16 of them. */
const CELLS = 256;

const INTERVAL_TAIL = 0.05;

/**
 * What the policy has learnt, arm by arm.
 *
 * The chance of being the best is the integral of one belief's density times the distribution functions of
 * all others, by the trapezoid rule over 256 cells: exact for two arms, within
 * 0.002 for more (the error is largest for long-known arms), summing to 1.
 *
 * @param policy A valid policy.
 * @param arms The arms to compare, by default all that the policy has seen. Pass those in use today to leave
 *   out old ones.
 * @returns One description per arm, in the order given; shares are dimensionless, 0 to 1.
 * @throws {RangeError} if the policy is not valid, or an arm occurs twice or has no name.
 * @example
 * describePolicy(emptyPolicy([
 *   { strategy: "merge", metaPromptId: "a" },
 *   { strategy: "merge", metaPromptId: "b" },
 * ])).map((arm) => arm.chanceBest); // => [0.5, 0.5]
 */
export function describePolicy(
  policy: RewritePolicy,
  arms: readonly PolicyArm[] = policy.arms,
): ArmDescription[] {
  assertPolicy(policy);
  assertArms(arms);
  const records = new Map<string, ArmRecord>(policy.arms.map((record) => [armKey(record), record]));
  const beliefs = armPosteriors(policy, arms);
  const chances = chancesBest(beliefs);

  return beliefs.map(({ arm, alpha, beta }, index) => {
    const record = records.get(armKey(arm));
    const effectiveTrials = (record?.gained ?? 0) + (record?.missed ?? 0);
    const chanceBest = chances[index] ?? 0;
    const description = {
      strategy: arm.strategy,
      metaPromptId: arm.metaPromptId,
      proposals: record?.proposals ?? 0,
      deployments: record?.deployments ?? 0,
      effectiveTrials,
      observedMean: effectiveTrials > 0 ? (record?.gained ?? 0) / effectiveTrials : null,
      estimatedMean: alpha / (alpha + beta),
      interval: {
        low: betaQuantile(INTERVAL_TAIL, alpha, beta),
        high: betaQuantile(1 - INTERVAL_TAIL, alpha, beta),
      },
      chanceBest,
      expectedShare: EXPLORATION_SHARE / arms.length + (1 - EXPLORATION_SHARE) * chanceBest,
    };
    return { ...description, sentence: sentenceFor(description) };
  });
}

/** P(arm is the highest) for independent beliefs. */
function chancesBest(beliefs: readonly ArmPosterior[]): number[] {
  const below = beliefs.map(({ alpha, beta }) =>
    Array.from({ length: CELLS + 1 }, (_, edge) => betaCdf(edge / CELLS, alpha, beta)),
  );
  const sums = new Array<number>(beliefs.length).fill(0);
  let previous = productsOfOthers(below, 0);
  for (let edge = 1; edge <= CELLS; edge++) {
    const current = productsOfOthers(below, edge);
    below.forEach((cdf, arm) => {
      const mass = (cdf[edge] ?? 0) - (cdf[edge - 1] ?? 0);
      sums[arm] = (sums[arm] ?? 0) + (mass * ((previous[arm] ?? 0) + (current[arm] ?? 0))) / 2;
    });
    previous = current;
  }
  const total = sums.reduce((sum, chance) => sum + chance, 0);
  return sums.map((chance) => chance / total);
}

/** For each arm the probability that all others lie below the edge; no division, since a factor may be 0. */
function productsOfOthers(below: readonly (readonly number[])[], edge: number): number[] {
  const products = new Array<number>(below.length).fill(1);
  let before = 1;
  let after = 1;
  for (let i = 0; i < below.length; i++) {
    const j = below.length - 1 - i;
    products[i] = (products[i] ?? 1) * before;
    products[j] = (products[j] ?? 1) * after;
    before *= below[i]?.[edge] ?? 0;
    after *= below[j]?.[edge] ?? 0;
  }
  return products;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

function sentenceFor(arm: Omit<ArmDescription, "sentence">): string {
  const name = `${arm.metaPromptId} (${arm.strategy.replaceAll("_", " ")})`;
  const chance = `chance of being the best: ${percent(arm.chanceBest)}.`;
  if (arm.observedMean === null) {
    return `${name}: not measured yet, estimated at ${arm.estimatedMean.toFixed(2)} from its strategy; ${chance}`;
  }
  const proposals = `${arm.proposals} ${arm.proposals === 1 ? "proposal" : "proposals"}`;
  const deployed = arm.deployments === 0 ? "" : `, ${arm.deployments} deployed`;
  return `${name}: ${proposals}${deployed}, counting as ${arm.effectiveTrials.toFixed(1)} today, mean reward ${arm.observedMean.toFixed(2)}; ${chance}`;
}

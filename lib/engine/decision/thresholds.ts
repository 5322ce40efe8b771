/** So that a value of exactly the threshold satisfies it. */
export const SLACK = 1e-12;

/** Decisions after which a set of held-out cases is used up. */
export const MOST_USES = 10;

export interface DecisionConfig {
  /** Smallest gain worth deploying, in percent of the current prompt's mean reward. */
  minImprovement: number;
  /** Smallest confidence (1 − one-sided p), 0 to 1. */
  minConfidence: number;
  /** Fewest usable cases. */
  minHeldOut: number;
}

export const defaultDecisionConfig: DecisionConfig = {
  minImprovement: 5,
  minConfidence: 0.8,
  minHeldOut: 20,
};

/**
 * Refuses thresholds that no result could be held against.
 *
 * @throws {RangeError} if a threshold is not a number in its range.
 * @example
 * assertDecisionConfig(defaultDecisionConfig);
 */
export function assertDecisionConfig({ minImprovement, minConfidence, minHeldOut }: DecisionConfig): void {
  if (!Number.isFinite(minImprovement)) {
    throw new RangeError(`minImprovement must be a finite percentage, got ${minImprovement}`);
  }
  if (!(minConfidence >= 0 && minConfidence <= 1)) {
    throw new RangeError(`minConfidence must lie from 0 to 1, got ${minConfidence}`);
  }
  if (!Number.isInteger(minHeldOut) || minHeldOut < 1) {
    throw new RangeError(`minHeldOut must be a whole number of 1 or more, got ${minHeldOut}`);
  }
}

/**
 * Refuses what no resampling could be seeded with.
 *
 * @throws {RangeError} if `seed` is not an unsigned 32-bit integer.
 * @example
 * assertSeed(7);
 */
export function assertSeed(seed: number): void {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(`seed must be an unsigned 32-bit integer, got ${seed}`);
  }
}

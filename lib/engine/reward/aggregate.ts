/** The signals a reward is made of, in the order in which they are shown. */
export const rewardSignals = [
  "exactMatch",
  "tokenF1",
  "perplexity",
  "human",
  "length",
  "similarity",
] as const;

export type RewardSignal = (typeof rewardSignals)[number];

/** Scores from 0 to 1; a signal that is absent, undefined or null is unavailable, which is not 0. */
export type ComponentScores = Partial<Record<RewardSignal, number | null>>;

export type RewardWeights = Readonly<Record<RewardSignal, number>>;

export interface Reward {
  /** Weighted mean of the signals present, 0 to 1; null if none of them carries weight. */
  total: number | null;
  components: Record<RewardSignal, number | null>;
  /** Share of each signal in `total`; they sum to 1, or are all 0 where `total` is null. */
  weights: Record<RewardSignal, number>;
}

export const defaultRewardWeights: RewardWeights = {
  exactMatch: 0.1,
  tokenF1: 0.3,
  perplexity: 0.2,
  human: 0.3,
  length: 0.05,
  similarity: 0.05,
};

function recordOf<T>(read: (signal: RewardSignal) => T): Record<RewardSignal, T> {
  return {
    exactMatch: read("exactMatch"),
    tokenF1: read("tokenF1"),
    perplexity: read("perplexity"),
    human: read("human"),
    length: read("length"),
    similarity: read("similarity"),
  };
}

/**
 * Refuses weights that cannot weigh anything.
 *
 * @param weights Relative weights, 0 or more, on any scale.
 * @throws {RangeError} if a weight is negative, NaN or infinite, or if they sum to 0.
 * @example
 * assertRewardWeights(defaultRewardWeights);
 */
export function assertRewardWeights(weights: RewardWeights): void {
  let sum = 0;
  for (const signal of rewardSignals) {
    const weight = weights[signal];
    if (!Number.isFinite(weight) || weight < 0) {
      throw new RangeError(`weights.${signal} must be a number of 0 or more, got ${weight}`);
    }
    sum += weight;
  }
  if (!(sum > 0 && Number.isFinite(sum))) {
    throw new RangeError(`weights must have a finite sum above 0, got ${sum}`);
  }
}

function scoreOf(name: string, scores: ComponentScores, signal: RewardSignal): number | null {
  const score = scores[signal] ?? null;
  if (score !== null && !(score >= 0 && score <= 1)) {
    throw new RangeError(`${name}.${signal} must lie from 0 to 1, got ${score}`);
  }
  return score;
}

/**
 * Reward of one reply: the weighted mean of the signals that are there.
 *
 * R = Σ wᵢ sᵢ / Σ wᵢ over the signals present. To compare two replies use `sharedReward`: a missing
 * signal must not look like a gain.
 *
 * @param components Scores from 0 to 1; null or absent means unavailable.
 * @param weights Relative weights on any positive scale.
 * @returns The total (null if no weighted signal is present: `empty`), each component, each effective weight.
 * @throws {RangeError} if a score is outside 0 to 1, or the weights are invalid.
 * @example
 * aggregateReward({ tokenF1: 0.5, human: 1 }, defaultRewardWeights).total; // => 0.75
 */
export function aggregateReward(
  components: ComponentScores,
  weights: RewardWeights = defaultRewardWeights,
): Reward {
  assertRewardWeights(weights);
  const present = recordOf((signal) => scoreOf("components", components, signal));

  let weightSum = 0;
  let weighted = 0;
  for (const signal of rewardSignals) {
    const score = present[signal];
    if (score === null) continue;
    weightSum += weights[signal];
    weighted += weights[signal] * score;
  }

  return {
    // Rounding may lift a mean of ones above 1 by a last bit.
    total: weightSum > 0 ? Math.min(1, weighted / weightSum) : null,
    components: present,
    weights: recordOf((signal) =>
      weightSum > 0 && present[signal] !== null ? weights[signal] / weightSum : 0,
    ),
  };
}

/**
 * Rewards of two replies to the same case, over the signals that both have.
 *
 * @param baseline Scores of the reply of the current prompt.
 * @param candidate Scores of the reply of the candidate.
 * @param weights Relative weights on any positive scale.
 * @returns Both totals (0 to 1) and the signals they rest on; null if they share no weighted signal (`empty`).
 * @throws {RangeError} if a score is outside 0 to 1, or the weights are invalid.
 * @example
 * sharedReward({ tokenF1: 0.4 }, { tokenF1: 0.6, perplexity: 1 }, defaultRewardWeights);
 * // => { baseline: 0.4, candidate: 0.6, signals: ["tokenF1"] }
 */
export function sharedReward(
  baseline: ComponentScores,
  candidate: ComponentScores,
  weights: RewardWeights = defaultRewardWeights,
): { baseline: number; candidate: number; signals: RewardSignal[] } | null {
  // Both are read before either is left out: an impossible score is refused wherever it stands.
  const signals = rewardSignals.filter((signal) => {
    const scores = [scoreOf("baseline", baseline, signal), scoreOf("candidate", candidate, signal)];
    return !scores.includes(null);
  });
  const only = (scores: ComponentScores): ComponentScores =>
    Object.fromEntries(signals.map((signal) => [signal, scores[signal]]));

  const totals = [baseline, candidate].map((scores) => aggregateReward(only(scores), weights).total);
  const [a = null, b = null] = totals;
  return a === null || b === null
    ? null
    : { baseline: a, candidate: b, signals: signals.filter((signal) => weights[signal] > 0) };
}

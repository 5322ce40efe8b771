import { z } from "zod";

const Weight = z.number().min(0).max(1000);

/** Relative weights; they are renormalised over the signals that are present. */
export const RewardWeights = z
  .object({
    exactMatch: Weight,
    tokenF1: Weight,
    perplexity: Weight,
    human: Weight,
    length: Weight,
    similarity: Weight,
  })
  .refine(
    (weights) => Object.values(weights).some((weight) => weight > 0),
    "at least one weight must be above 0",
  );
export type RewardWeights = z.infer<typeof RewardWeights>;

const Score = z.number().min(0).max(1).nullable();

/** Each signal on the scale 0 to 1, null where there is no evidence for it. */
export const RewardComponents = z.object({
  exactMatch: Score,
  tokenF1: Score,
  perplexity: Score,
  human: Score,
  length: Score,
  similarity: Score,
});
export type RewardComponents = z.infer<typeof RewardComponents>;

export const Reward = z.object({
  total: z.number().nullable(),
  components: RewardComponents,
  /** As applied: zero for an absent signal, else the share of the total; they add up to 1. */
  weights: z.record(z.string(), z.number()),
});
export type Reward = z.infer<typeof Reward>;

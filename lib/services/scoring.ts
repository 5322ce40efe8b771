import type { LogprobSummary } from "@/db/stored";
import type { RewardComponents } from "@/lib/contracts/reward";
import { lengthScore } from "@/lib/engine/reward/length";
import { perplexityScore } from "@/lib/engine/reward/perplexity";
import { lexicalSimilarity } from "@/lib/engine/reward/similarity";
import { exactMatch, tokenF1 } from "@/lib/engine/reward/text-overlap";
import { countWords } from "@/lib/engine/text/tokens";

interface ScoredReply {
  reply: string;
  /** Text that a person wrote or edited; null where there is none. */
  reference: string | null;
  logprobs: LogprobSummary | null;
  /** Score of a person's decision on this very reply; null where nobody decided. */
  human: number | null;
  /** Likeness to the reference by embeddings; null where it could not be had. Left out: by wording. */
  embeddedSimilarity?: number | null;
}

/** Every signal of one reply, 0 to 1; null where the evidence for it is missing. */
export function replyComponents({
  reply,
  reference,
  logprobs,
  human,
  embeddedSimilarity,
}: ScoredReply): RewardComponents {
  // One run measures all its replies with one ruler, so a missing embedding is never replaced by wording.
  const similarity = (text: string) =>
    embeddedSimilarity === undefined ? lexicalSimilarity(reply, text).score : embeddedSimilarity;
  return {
    exactMatch: reference === null ? null : exactMatch(reply, reference),
    tokenF1: reference === null ? null : tokenF1(reply, reference),
    perplexity: perplexityScore(logprobs?.meanNats ?? null),
    human,
    length: reference === null ? null : lengthScore(countWords(reply), countWords(reference)),
    similarity: reference === null ? null : similarity(reference),
  };
}

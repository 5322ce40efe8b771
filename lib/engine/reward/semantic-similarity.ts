import { type Embedding, embeddingSimilarity } from "@/lib/engine/reward/embedding-similarity";
import { lexicalSimilarity } from "@/lib/engine/reward/similarity";

/** A text and, where the provider makes them, its embedding. */
export interface EmbeddedText {
  text: string;
  /** Null where there is none: the provider has no such model, or the call failed. */
  embedding: Embedding | null;
}

/** How alike two texts are, from 0 to 1, and what that was measured on. */
export type SemanticSimilarity =
  | { kind: "embedding"; model: string; score: number }
  | { kind: "lexical"; score: number };

/**
 * Reward signal `similarity` of a reply and its reference, by the best measure both texts allow.
 *
 * By embeddings if both have one of the same model, else by wording. `kind` says which, because the two
 * scales differ: what compares two replies goes through `comparableSimilarity`.
 *
 * @param a One text. @param b The other text; the order does not matter.
 * @returns `score` from 0 to 1, dimensionless, with its kind and, for embeddings, their model.
 * @throws {RangeError} if vectors of one model differ in length, hold NaN or infinities, or are all zeros.
 * @see embeddingSimilarity
 * @see lexicalSimilarity
 * @example
 * semanticSimilarity({ text: "yes", embedding: null }, { text: "yes", embedding: null }); // => { kind: "lexical", score: 1 }
 */
export function semanticSimilarity(a: EmbeddedText, b: EmbeddedText): SemanticSimilarity {
  const [left, right] = [a.embedding, b.embedding];
  if (left && right && left.model === right.model) {
    return {
      kind: "embedding",
      model: left.model,
      score: embeddingSimilarity(left.vector, right.vector),
    };
  }
  return lexicalSimilarity(a.text, b.text);
}

/**
 * Guard between the similarity signal and a comparison of two replies.
 *
 * A reply measured by wording against one measured by meaning, or by another embedding model, would win or
 * lose by its ruler. Such a pair lacks the signal: both scores are null, and `sharedReward` leaves it out.
 *
 * @param baseline Of the current prompt's reply; null where there was no reference.
 * @param candidate Of the candidate's reply, against the same reference.
 * @returns Both scores from 0 to 1, or null for both.
 * @throws {RangeError} if a score is outside 0 to 1.
 * @see sharedReward
 * @example
 * comparableSimilarity({ kind: "lexical", score: 0.4 }, { kind: "embedding", model: "m", score: 0.9 }); // => { baseline: null, candidate: null }
 */
export function comparableSimilarity(
  baseline: SemanticSimilarity | null,
  candidate: SemanticSimilarity | null,
): { baseline: number; candidate: number } | { baseline: null; candidate: null } {
  for (const [name, similarity] of Object.entries({ baseline, candidate })) {
    if (similarity !== null && !(similarity.score >= 0 && similarity.score <= 1)) {
      throw new RangeError(`the score of ${name} must lie from 0 to 1, got ${similarity.score}`);
    }
  }
  return baseline !== null && candidate !== null && rulerOf(baseline) === rulerOf(candidate)
    ? { baseline: baseline.score, candidate: candidate.score }
    : { baseline: null, candidate: null };
}

/** The embedding model that a similarity was measured with; null for wording. */
function rulerOf(similarity: SemanticSimilarity): string | null {
  return similarity.kind === "embedding" ? similarity.model : null;
}

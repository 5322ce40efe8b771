import { type Embedding, embeddingSimilarity } from "@/lib/engine/reward/embedding-similarity";
import { bm25Scores } from "@/lib/engine/rewriting/pattern-bm25";
import { selectDiverse } from "@/lib/engine/rewriting/pattern-diversity";
import { assertPatterns, overallMeanReward, type Pattern } from "@/lib/engine/rewriting/pattern-record";
import { assertCount } from "@/lib/engine/statistics/ranges";

/** Uses that the overall mean counts for in the estimate of one pattern. */
const PRIOR_USES = 5;

/** How far reward can move a pattern: past those whose relevance is less than a tenth higher. */
const REWARD_WEIGHT = 0.1;

/** A pattern that fits, with the numbers that chose it. */
export interface RetrievedPattern {
  pattern: Pattern;
  /** BM25 score (0 or more) or cosine (0 to 1), as `kind` says. */
  score: number;
  /** 0 to 1: the cosine, or the share of the highest BM25 score the situation could get. */
  relevance: number;
  /** Mean reward drawn towards that of all patterns, 0 to 1; null while no pattern was used. */
  rewardEstimate: number | null;
  /** relevance + 0.1 · (rewardEstimate − overall mean). */
  worth: number;
  /** Likeness to the most similar pattern listed before it, 0 to 1. */
  repeats: number;
}

export interface PatternRetrieval {
  /** What the scores are: likeness of words or of meaning. Never compare the two. */
  kind: "bm25" | "embedding";
  /** Why this kind, in plain language. */
  explanation: string;
  /** Best first. */
  found: RetrievedPattern[];
  /** Patterns that fit but say the same as one in the list. */
  nearIdentical: { id: string; likeId: string }[];
  /** Why nothing was found; null if something was, or nothing was asked for. */
  reason: "empty" | "no_words" | "no_match" | null;
}

/**
 * Estimated mean reward of a pattern: its own mean drawn towards that of all patterns.
 *
 * (uses · mean + 5 · overall) / (uses + 5). One lucky use says little; after 5 uses the pattern's own
 * rewards weigh half.
 *
 * @param pattern Its mean is null while it was never used.
 * @param overall Mean reward of all patterns, see `overallMeanReward`.
 * @returns 0 to 1; null if `overall` is null.
 * @throws {RangeError} if the pattern's numbers contradict each other.
 * @see Efron & Morris, "Stein's Paradox in Statistics" (1977)
 * @example
 * const pattern = { id: "p1", situation: "late parcel", instruction: "Name the date.", evidence: [],
 *   meanReward: 1, uses: 5, enabled: true, embedding: null };
 * shrunkenReward(pattern, 0.5); // => 0.75
 */
export function shrunkenReward(pattern: Pattern, overall: number | null): number | null {
  assertPatterns([pattern]);
  if (overall === null) return null;
  const { uses, meanReward } = pattern;
  return (uses * (meanReward ?? 0) + PRIOR_USES * overall) / (uses + PRIOR_USES);
}

/**
 * Patterns that worked in situations like this one.
 *
 * Situations are compared by meaning if the question and every pattern in use have a vector of the same
 * model, else all of them by words (BM25): scores of two kinds cannot share a list. Patterns without any
 * likeness are not listed. Reward moves a pattern by at most a tenth of the scale, so it decides among
 * patterns that fit about equally well. The list is then made diverse, see `selectDiverse`. Patterns that
 * are switched off are no part of it, nor of any average.
 *
 * @param patterns All patterns, in any order.
 * @param situation The situation at hand, in plain language.
 * @param embedding The situation as a vector, or null.
 * @param limit Most patterns to list.
 * @throws {RangeError} if an id is empty or occurs twice, a pattern's numbers contradict each other, `limit`
 *   is not a whole number of 0 or more, or vectors of one model differ in length or are not usable.
 * @see bm25Scores
 * @see embeddingSimilarity
 * @example
 * retrievePatterns({ patterns: [], situation: "late parcel", embedding: null, limit: 5 }).reason; // => "empty"
 */
export function retrievePatterns({
  patterns,
  situation,
  embedding,
  limit,
}: {
  patterns: readonly Pattern[];
  situation: string;
  embedding: Embedding | null;
  limit: number;
}): PatternRetrieval {
  assertPatterns(patterns);
  assertCount("limit", limit);
  // In one order, so that no sum depends on the order given, not even in its last bit.
  const usable = patterns.filter((pattern) => pattern.enabled).sort((a, b) => (a.id < b.id ? -1 : 1));
  const { kind, explanation, scores } = scorePatterns(usable, situation, embedding);
  const nothing = { kind, explanation, found: [], nearIdentical: [] };
  if (usable.length === 0) return { ...nothing, reason: "empty" };
  if (scores === null) return { ...nothing, reason: "no_words" };

  const overall = overallMeanReward(usable);
  const fitting = usable.flatMap((pattern, index) => {
    const { score, share: relevance } = scores[index] ?? { score: 0, share: 0 };
    if (relevance === 0) return [];
    const rewardEstimate = shrunkenReward(pattern, overall);
    const bonus =
      rewardEstimate === null || overall === null ? 0 : REWARD_WEIGHT * (rewardEstimate - overall);
    const { id, instruction } = pattern;
    return [{ id, instruction, pattern, score, relevance, rewardEstimate, worth: relevance + bonus }];
  });
  if (fitting.length === 0) return { ...nothing, reason: "no_match" };

  const { chosen, nearIdentical } = selectDiverse(fitting, limit);
  const found = chosen.map(({ choice, repeats }) => {
    const { pattern, score, relevance, rewardEstimate, worth } = choice;
    return { pattern, score, relevance, rewardEstimate, worth, repeats };
  });
  return { kind, explanation, found, nearIdentical, reason: null };
}

interface Scoring {
  kind: PatternRetrieval["kind"];
  explanation: string;
  /** Null where the question has no words to compare. */
  scores: { score: number; share: number }[] | null;
}

function scorePatterns(usable: readonly Pattern[], situation: string, embedding: Embedding | null): Scoring {
  const byWords = (explanation: string): Scoring => ({
    kind: "bm25",
    explanation,
    scores: bm25Scores(
      situation,
      usable.map((pattern) => pattern.situation),
    ),
  });
  if (embedding === null) return byWords("Compared by words: the situation has no embedding.");

  const { model, vector } = embedding;
  const vectors = usable.flatMap((pattern) =>
    pattern.embedding?.model === model ? [pattern.embedding.vector] : [],
  );
  const missing = usable.length - vectors.length;
  if (missing > 0) {
    return byWords(
      `Compared by words: ${missing} of ${usable.length} patterns have no embedding by ${model}.`,
    );
  }
  return {
    kind: "embedding",
    explanation: `Compared by meaning, with embeddings by ${model}.`,
    scores: vectors.map((other) => {
      const cosine = embeddingSimilarity(vector, other);
      return { score: cosine, share: cosine };
    }),
  };
}

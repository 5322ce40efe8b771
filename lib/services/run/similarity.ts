import type { RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import { embeddingSimilarity } from "@/lib/engine/reward/embedding-similarity";
import { isAppError } from "@/lib/errors";
import type { LanguageModel } from "@/lib/llm/language-model";
import { type EmbeddedTexts, openEmbedder } from "../embeddings";
import type { HeldJob } from "../jobs";
import type { PriceBook } from "../prices";
import { awayOf } from "./provider-down";
import type { Spending } from "./state";

export interface MeasuredSimilarity {
  /** 0 to 1; null where no embedding could be had. */
  score: number | null;
  spending: Spending;
}

/** Measures the likeness of a reply to its reference by the embedding model that the run began with. */
export interface SimilarityRuler {
  /**
   * A failure leaves the signal missing; it never falls back to wording, which is another ruler.
   *
   * @throws {ProviderAway} if the server itself is away, so that waiting may bring the embedding.
   */
  measure(reply: string, reference: string): Promise<MeasuredSimilarity>;
}

const nothing: Spending = { usages: [], costs: [], attempts: 0, failed: 0 };

/** Failures without one answer between them, after which a step does without embeddings. */
const FAILURES_IN_A_ROW = 3;

/** @returns Null for a run that measures by wording. */
export function openRuler(
  ctx: Context,
  job: HeldJob,
  { run, model, prices }: { run: RunRow; model: LanguageModel; prices: PriceBook },
): SimilarityRuler | null {
  const wanted = run.config.embeddingModel ?? null;
  if (wanted === null) return null;
  const embedder = openEmbedder(ctx, model, run.labId);
  let failuresInARow = 0;

  function scored({ vectors, attempts, answers }: EmbeddedTexts): MeasuredSimilarity {
    const [a = [], b = []] = vectors;
    return {
      score: similarityOrNull(a, b),
      spending: {
        usages: answers.map(({ usage }) => usage),
        costs: answers.map((answer) => prices.costOf(model, answer, wanted ?? undefined)),
        attempts,
        failed: attempts - answers.length,
      },
    };
  }

  return {
    async measure(reply, reference) {
      // The environment may name another embedding model by now; vectors of the two must not meet.
      if (embedder?.model !== wanted || failuresInARow >= FAILURES_IN_A_ROW) {
        return { score: null, spending: nothing };
      }
      try {
        const embedded = await embedder.embed([reply, reference], { signal: job.signal });
        failuresInARow = 0;
        return scored(embedded);
      } catch (error) {
        if (!isAppError(error)) throw error;
        failuresInARow += 1;
        const attempts = Number(error.extra.attempts ?? 0);
        const spending = { ...nothing, attempts, failed: attempts };
        const away = job.signal.aborted ? null : awayOf(error, spending);
        // A server that is there and fails at embeddings alone would fail at them after a wait too.
        if (away && (away.kind === "rate_limited" || !(await model.status({ signal: job.signal })).reachable))
          throw away;
        return { score: null, spending };
      }
    },
  };
}

/** Vectors that cannot be compared, such as one of zeros, are no evidence. */
function similarityOrNull(a: readonly number[], b: readonly number[]): number | null {
  try {
    return embeddingSimilarity(a, b);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

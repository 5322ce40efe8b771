import { findEmbeddings, keepEmbeddings } from "@/db/queries/embeddings";
import type { Context } from "@/lib/context";
import type { LanguageModel } from "@/lib/llm/language-model";
import { hashText } from "./deployments";
import type { PricedAnswer } from "./prices";

export interface EmbeddedTexts {
  /** One per text, in the order given; all of one length. */
  vectors: number[][];
  /** HTTP requests that were made; 0 when all vectors were kept from before. */
  attempts: number;
  /** One per call that was answered. */
  answers: PricedAnswer[];
}

/** Vectors by one embedding model for one lab, each asked for once and kept. */
export interface Embedder {
  /** Name of the embedding model. */
  readonly model: string;
  /**
   * @throws {AppError} `provider_failed` when those that were not kept could not be had.
   */
  embed(texts: readonly string[], options: { signal: AbortSignal }): Promise<EmbeddedTexts>;
}

/**
 * Opens the embedding model that belongs to a model. Of the texts that are under way at the same time none
 * is asked for twice; after a restart, what is kept is not asked for again.
 *
 * @returns Null where the model has none.
 */
export function openEmbedder(ctx: Context, model: LanguageModel, labId: string): Embedder | null {
  const { provider, embeddingModel } = model;
  if (embeddingModel === null) return null;
  const key = { labId, provider, model: embeddingModel };
  const underWay = new Map<string, Promise<unknown>>();

  async function load(byHash: ReadonlyMap<string, string>, signal: AbortSignal) {
    const kept = await keptVectors([...byHash.keys()]);
    const missing = [...byHash].filter(([hash]) => !kept.has(hash));
    if (missing.length === 0) return { kept, attempts: 0, answers: [] };

    const texts = missing.map(([, text]) => text);
    const answer = await model.embed(texts, { signal, queue: labId });
    await keepEmbeddings(
      ctx.store,
      missing.map(([textHash], index) => {
        const vector = answer.vectors[index];
        if (!vector) throw new Error(`${answer.vectors.length} vectors for ${missing.length} texts`);
        return { ...key, textHash, vector: writeVector(vector), createdAt: ctx.now() };
      }),
    );
    // Read back, so that a text has the same numbers now and whenever its vector comes from the store.
    return { kept: await keptVectors([...byHash.keys()]), attempts: answer.attempts, answers: [answer] };
  }

  async function keptVectors(textHashes: readonly string[]): Promise<Map<string, number[]>> {
    const rows = await findEmbeddings(ctx.store, { ...key, textHashes });
    return new Map(rows.map(({ textHash, vector }) => [textHash, readVector(vector)]));
  }

  return {
    model: embeddingModel,
    async embed(texts, { signal }) {
      const hashes = texts.map(hashText);
      for (;;) {
        const others = hashes.flatMap((hash) => underWay.get(hash) ?? []);
        if (others.length === 0) break;
        // Whoever has them under way may fail; then they are asked for here.
        await Promise.allSettled(others);
      }
      const byHash = new Map(texts.map((text, index) => [hashes[index] ?? "", text]));
      const loading = load(byHash, signal);
      for (const hash of hashes) underWay.set(hash, loading);
      try {
        const { kept, attempts, answers } = await loading;
        const vectors = hashes.map((hash) => kept.get(hash) ?? []);
        return { vectors, attempts, answers };
      } finally {
        for (const hash of hashes) underWay.delete(hash);
      }
    },
  };
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

function writeVector(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * BYTES);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * BYTES);
  return bytes.toString("base64");
}

function readVector(text: string): number[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from({ length: bytes.length / BYTES }, (_, index) => bytes.readFloatLE(index * BYTES));
}

import { and, eq, inArray } from "drizzle-orm";
import type { EmbeddingRow } from "../rows";
import type { Store } from "../store";

type EmbeddingKey = Pick<EmbeddingRow, "labId" | "provider" | "model">;

export async function findEmbeddings(
  { db, t }: Store,
  { labId, provider, model, textHashes }: EmbeddingKey & { textHashes: readonly string[] },
): Promise<EmbeddingRow[]> {
  return db
    .select()
    .from(t.embeddings)
    .where(
      and(
        eq(t.embeddings.labId, labId),
        eq(t.embeddings.provider, provider),
        eq(t.embeddings.model, model),
        inArray(t.embeddings.textHash, [...textHashes]),
      ),
    );
}

/** Keeps vectors; one that is there already stays, since it is of the same text by the same model. */
export async function keepEmbeddings({ db, t }: Store, rows: readonly EmbeddingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insert(t.embeddings)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ textHash: t.embeddings.textHash });
}

import { and, eq, isNull, lt } from "drizzle-orm";
import type { IdempotencyRow } from "../rows";
import type { Store } from "../store";

interface KeyOptions {
  scope: string;
  key: string;
}

interface ClaimOptions extends KeyOptions {
  requestHash: string;
  owner: string;
  now: Date;
  leaseMs: number;
}

/** Takes the key if nobody has it, or takes over one whose lease ran out unanswered. Null: it is taken. */
export async function claimIdempotencyKey(
  { db, t }: Store,
  options: ClaimOptions,
): Promise<IdempotencyRow | null> {
  const { scope, key, requestHash, owner, now, leaseMs } = options;
  const leaseExpiresAt = new Date(now.getTime() + leaseMs);
  const [inserted] = await db
    .insert(t.idempotencyKeys)
    .values({ scope, key, requestHash, owner, leaseExpiresAt, createdAt: now })
    .onConflictDoNothing()
    .returning();
  if (inserted) return inserted;

  const [takenOver] = await db
    .update(t.idempotencyKeys)
    .set({ owner, leaseExpiresAt })
    .where(
      and(
        eq(t.idempotencyKeys.scope, scope),
        eq(t.idempotencyKeys.key, key),
        eq(t.idempotencyKeys.requestHash, requestHash),
        isNull(t.idempotencyKeys.responseStatus),
        lt(t.idempotencyKeys.leaseExpiresAt, now),
      ),
    )
    .returning();
  return takenOver ?? null;
}

export async function findIdempotencyKey(
  { db, t }: Store,
  { scope, key }: KeyOptions,
): Promise<IdempotencyRow | null> {
  const [row] = await db
    .select()
    .from(t.idempotencyKeys)
    .where(and(eq(t.idempotencyKeys.scope, scope), eq(t.idempotencyKeys.key, key)));
  return row ?? null;
}

export async function saveIdempotentAnswer(
  { db, t }: Store,
  { scope, key, owner, status, body }: KeyOptions & { owner: string; status: number; body: string },
): Promise<void> {
  await db
    .update(t.idempotencyKeys)
    .set({ responseStatus: status, responseBody: body })
    .where(
      and(
        eq(t.idempotencyKeys.scope, scope),
        eq(t.idempotencyKeys.key, key),
        eq(t.idempotencyKeys.owner, owner),
      ),
    );
}

export async function deleteIdempotencyKey(
  { db, t }: Store,
  { scope, key, owner }: KeyOptions & { owner: string },
): Promise<void> {
  await db
    .delete(t.idempotencyKeys)
    .where(
      and(
        eq(t.idempotencyKeys.scope, scope),
        eq(t.idempotencyKeys.key, key),
        eq(t.idempotencyKeys.owner, owner),
      ),
    );
}

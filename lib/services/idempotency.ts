import {
  claimIdempotencyKey,
  deleteIdempotencyKey,
  findIdempotencyKey,
  saveIdempotentAnswer,
} from "@/db/queries/idempotency";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

// Longer than any request may take; after it, a key whose request died may be used again.
const LEASE_MS = 300_000;

export interface Claim {
  kind: "claimed";
  scope: string;
  key: string;
  owner: string;
}

/**
 * Claims a key before the work, or returns the answer that it already led to.
 * @throws {AppError} `in_progress` while another request with this key is under way, `conflict` when the
 *   key was used with another body.
 */
export async function claimKey(
  ctx: Context,
  { scope, key, requestHash }: { scope: string; key: string; requestHash: string },
): Promise<Claim | { kind: "answered"; status: number; body: string }> {
  const owner = ctx.newId();
  const claimed = await claimIdempotencyKey(ctx.store, {
    scope,
    key,
    requestHash,
    owner,
    now: await ctx.store.now(),
    leaseMs: LEASE_MS,
  });
  if (claimed) return { kind: "claimed", scope, key, owner };

  const row = await findIdempotencyKey(ctx.store, { scope, key });
  if (row && row.requestHash !== requestHash) {
    throw new AppError("conflict", "This Idempotency-Key was used before with another request.");
  }
  if (row?.responseStatus != null && row.responseBody !== null) {
    return { kind: "answered", status: row.responseStatus, body: row.responseBody };
  }
  throw new AppError("in_progress", "A request with this Idempotency-Key is still in progress.", {
    retryAfterSeconds: 1,
  });
}

export const saveAnswer = (ctx: Context, claim: Claim, { status, body }: { status: number; body: string }) =>
  saveIdempotentAnswer(ctx.store, { ...claim, status, body });

export const releaseKey = (ctx: Context, claim: Claim) => deleteIdempotencyKey(ctx.store, claim);

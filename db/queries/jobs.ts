import { and, asc, eq, gt, inArray, isNotNull, lt, lte, max, or, sql } from "drizzle-orm";
import type { JobEventRow, JobRow } from "../rows";
import type { Store } from "../store";

export async function insertJob({ db, t }: Store, job: JobRow): Promise<void> {
  await db.insert(t.jobs).values(job);
}

export async function findJobOf(
  { db, t }: Store,
  { subjectId }: { subjectId: string },
): Promise<JobRow | null> {
  const [row] = await db.select().from(t.jobs).where(eq(t.jobs.subjectId, subjectId));
  return row ?? null;
}

export async function findJobsOf(
  { db, t }: Store,
  { subjectIds }: { subjectIds: readonly string[] },
): Promise<JobRow[]> {
  if (subjectIds.length === 0) return [];
  return db
    .select()
    .from(t.jobs)
    .where(inArray(t.jobs.subjectId, [...subjectIds]));
}

interface ClaimOptions {
  runnerId: string;
  now: Date;
  leaseMs: number;
}

/**
 * Leases the oldest job that is due, or whose runner let its lease lapse.
 *
 * Safe with many runners: the update re-checks the state that the subquery saw, so a runner that loses
 * the race gets null and tries again on its next tick. The fence rises with every claim; a write that
 * carries an older one is refused.
 */
export async function claimNextJob(
  { db, t }: Store,
  { runnerId, now, leaseMs }: ClaimOptions,
): Promise<JobRow | null> {
  const claimable = and(
    lte(t.jobs.nextAt, now),
    or(eq(t.jobs.status, "queued"), and(eq(t.jobs.status, "running"), lt(t.jobs.leaseExpiresAt, now))),
  );
  const oldest = db
    .select({ id: t.jobs.id })
    .from(t.jobs)
    .where(claimable)
    .orderBy(asc(t.jobs.nextAt))
    .limit(1);
  const [job] = await db
    .update(t.jobs)
    .set({
      status: "running",
      runnerId,
      fence: sql`${t.jobs.fence} + 1`,
      leaseExpiresAt: new Date(now.getTime() + leaseMs),
    })
    .where(and(inArray(t.jobs.id, oldest), claimable))
    .returning();
  return job ?? null;
}

export interface Lease {
  jobId: string;
  fence: number;
}

const held = (t: Store["t"], { jobId, fence }: Lease) =>
  and(eq(t.jobs.id, jobId), eq(t.jobs.fence, fence), eq(t.jobs.status, "running"));

/**
 * Changes the job if the lease still stands; false means that another runner has it and that this
 * transaction must write nothing. Also how a transaction proves its right to write: change nothing else.
 */
export async function updateHeldJob(
  { db, t }: Store,
  {
    jobId,
    fence,
    ...change
  }: Lease & Partial<Pick<JobRow, "step" | "attempts" | "leaseExpiresAt" | "nextAt" | "error">>,
): Promise<boolean> {
  const rows = await db
    .update(t.jobs)
    .set({ fence, ...change })
    .where(held(t, { jobId, fence }))
    .returning({ id: t.jobs.id });
  return rows.length === 1;
}

/** Gives the job back to the queue, or ends it. */
export async function releaseJob(
  { db, t }: Store,
  {
    jobId,
    fence,
    ...change
  }: Lease & { status: "queued" | "done" | "failed" } & Partial<
      Pick<JobRow, "attempts" | "nextAt" | "error">
    >,
): Promise<boolean> {
  const rows = await db
    .update(t.jobs)
    .set({ ...change, runnerId: null, leaseExpiresAt: null })
    .where(held(t, { jobId, fence }))
    .returning({ id: t.jobs.id });
  return rows.length === 1;
}

/** At boot of the only process of a SQLite file: whoever held a lease is gone. Returns how many. */
export async function voidLeases({ db, t }: Store): Promise<number> {
  const rows = await db
    .update(t.jobs)
    .set({ status: "queued", runnerId: null, leaseExpiresAt: null })
    .where(and(eq(t.jobs.status, "running"), isNotNull(t.jobs.runnerId)))
    .returning({ id: t.jobs.id });
  return rows.length;
}

/** Adds to the job's log. Call it in the transaction of what it tells. */
export async function appendJobEvent({ db, t }: Store, event: Omit<JobEventRow, "seq">): Promise<void> {
  const [row] = await db
    .select({ last: max(t.jobEvents.seq) })
    .from(t.jobEvents)
    .where(eq(t.jobEvents.jobId, event.jobId));
  await db.insert(t.jobEvents).values({ ...event, seq: (row?.last ?? 0) + 1 });
}

export async function listJobEvents(
  { db, t }: Store,
  { jobId, after, limit }: { jobId: string; after: number; limit: number },
): Promise<JobEventRow[]> {
  return db
    .select()
    .from(t.jobEvents)
    .where(and(eq(t.jobEvents.jobId, jobId), gt(t.jobEvents.seq, after)))
    .orderBy(asc(t.jobEvents.seq))
    .limit(limit);
}

import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import { claimNextJob, releaseJob, updateHeldJob } from "@/db/queries/jobs";
import type { Context } from "@/lib/context";
import type { CronReport } from "@/lib/contracts/runs";
import { type HeldJob, LeaseLost } from "@/lib/services/jobs";
import { startDueRuns } from "@/lib/services/optimization";
import { advanceRun, failRun } from "@/lib/services/run/machine";

const MOST_ATTEMPTS = 5;
const RETRY_BASE_MS = 1000;

/**
 * Claims the next due job and carries out one step of it. The lease is kept alive meanwhile and given
 * back afterwards, whatever happened.
 * @returns false when there was nothing to do.
 */
export async function runNextStep(ctx: Context, signal: AbortSignal): Promise<boolean> {
  const { leaseMs } = ctx.config.runner;
  const row = await claimNextJob(ctx.store, { runnerId: ctx.runnerId, now: await ctx.store.now(), leaseMs });
  if (!row) return false;

  const lost = new AbortController();
  const lease = { jobId: row.id, fence: row.fence };
  const job: HeldJob = { row, lease, signal: AbortSignal.any([signal, lost.signal]), inTurn: pLimit(1) };
  const heartbeat = setInterval(() => {
    keepLease(ctx, job, leaseMs).catch((error: unknown) => {
      ctx.log.warn({ err: error, job: row.id }, "the lease could not be kept");
      lost.abort();
    });
  }, leaseMs / 3);
  try {
    await advanceRun(ctx, job);
    // Ended runs have given their job back already; then this changes nothing.
    await releaseJob(ctx.store, { ...lease, status: "queued", nextAt: await ctx.store.now() });
  } catch (error) {
    await recover(ctx, job, error);
  } finally {
    clearInterval(heartbeat);
  }
  return true;
}

/**
 * One tick: starts the runs that are due, then advances jobs until none is left or the time is up. The
 * same in a long-lived process and behind the cron route; ticks may overlap.
 */
export async function tick(ctx: Context, { budgetMs }: { budgetMs: number }): Promise<CronReport> {
  const timeUp = AbortSignal.timeout(budgetMs);
  const signal = AbortSignal.any([ctx.signal, ctx.stopping.signal, timeUp]);
  const { checked, enqueued } = await startDueRuns(ctx);
  let advanced = 0;
  while (!signal.aborted && (await runNextStep(ctx, signal))) advanced++;
  return { checked, enqueued, advanced };
}

/** The ticker of a long-lived process. Resolves once `ctx.stopping` has aborted and the lease is back. */
export async function runTicker(ctx: Context): Promise<void> {
  const { tickIntervalMs, triggerCheckMinutes } = ctx.config.runner;
  const { signal } = ctx.stopping;
  let checkAt = 0;
  while (!signal.aborted) {
    try {
      if (ctx.now().getTime() >= checkAt) {
        await startDueRuns(ctx);
        checkAt = ctx.now().getTime() + triggerCheckMinutes * 60_000;
      }
      if (await runNextStep(ctx, signal)) continue;
    } catch (error) {
      ctx.log.error({ err: error }, "a tick failed");
    }
    await sleep(tickIntervalMs, undefined, { signal }).catch(() => {
      // Stopping cuts the wait short.
    });
  }
}

async function keepLease(ctx: Context, { lease, row }: HeldJob, leaseMs: number): Promise<void> {
  const now = await ctx.store.now();
  const kept = await updateHeldJob(ctx.store, {
    ...lease,
    leaseExpiresAt: new Date(now.getTime() + leaseMs),
  });
  // Also when the step has just ended the run; aborting it then does no harm.
  if (!kept) throw new LeaseLost(row.id);
}

/** A step that fails is tried again after a while; after some attempts the run has failed. */
async function recover(ctx: Context, job: HeldJob, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) {
    const parked = error.name === "Parked";
    ctx.log[parked ? "info" : "warn"](
      { job: job.row.id },
      parked ? "the job waits for its provider" : "another runner has taken the job over",
    );
    return;
  }
  if (job.signal.aborted) {
    await releaseJob(ctx.store, { ...job.lease, status: "queued", nextAt: await ctx.store.now() });
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const attempts = job.row.attempts + 1;
  ctx.log.error({ err: error, job: job.row.id, attempts }, "a step failed");
  if (attempts >= MOST_ATTEMPTS) {
    await failRun(ctx, job, `The step ${job.row.step} failed ${attempts} times: ${message}`);
    return;
  }
  const now = await ctx.store.now();
  const nextAt = new Date(now.getTime() + RETRY_BASE_MS * 2 ** attempts);
  await releaseJob(ctx.store, { ...job.lease, status: "queued", attempts, nextAt, error: message });
}

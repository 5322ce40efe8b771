import { findRun } from "@/db/queries/runs";
import type { JobRow, RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import { commitHeld, type HeldJob, LeaseLost } from "../jobs";
import { collect } from "./collecting";
import { decide, validate } from "./deciding";
import { endRun } from "./ending";
import { propose } from "./proposing";
import { ProviderDown } from "./provider-down";
import { race } from "./racing";

type Step = (ctx: Context, job: HeldJob, run: RunRow) => Promise<void>;

const steps: Record<Exclude<JobRow["step"], "finished">, Step> = {
  collecting: collect,
  proposing: propose,
  racing: race,
  validating: validate,
  deciding: decide,
};

const CANCEL_POLL_MS = 500;

/**
 * Carries out one step of an optimization run, or what is left of it. Everything it finishes is
 * committed under the job's fence; when the job's signal aborts it returns with the rest undone.
 */
export async function advanceRun(ctx: Context, job: HeldJob): Promise<void> {
  const run = await findRun(ctx.store, { runId: job.row.subjectId });
  if (!run) throw new Error(`run ${job.row.subjectId} is gone`);
  const { step } = job.row;
  if (step === "finished") throw new Error(`run ${run.id} is finished`);

  const watch = watchCancel(ctx, run);
  try {
    if (!watch.signal.aborted) {
      await steps[step](ctx, { ...job, signal: AbortSignal.any([job.signal, watch.signal]) }, run);
    }
  } catch (error) {
    if (!(error instanceof ProviderDown)) throw error;
    await failRun(ctx, job, error.message);
    return;
  } finally {
    await watch.stop();
  }
  if (watch.signal.aborted) await cancel(ctx, job);
}

/** Ends a run that cannot go on. */
export async function failRun(ctx: Context, job: HeldJob, message: string): Promise<void> {
  await commitHeld(ctx, job, async (tx) => {
    const run = await findRun(tx, { runId: job.row.subjectId });
    if (run && run.finishedAt === null) await endRun(tx, ctx, job, { run, status: "failed", error: message });
  });
}

async function cancel(ctx: Context, job: HeldJob): Promise<void> {
  try {
    await commitHeld(ctx, job, async (tx) => {
      const run = await findRun(tx, { runId: job.row.subjectId });
      if (run)
        await endRun(tx, ctx, job, {
          run,
          status: "cancelled",
          message: "Cancelled. What had finished is kept.",
        });
    });
  } catch (error) {
    // The step ended the run in the moment in which somebody cancelled it.
    if (!(error instanceof LeaseLost)) throw error;
  }
}

/** Looks for a person's wish to cancel while calls are in flight, so that they are cut off at once. */
function watchCancel(ctx: Context, run: RunRow): { signal: AbortSignal; stop: () => Promise<void> } {
  const controller = new AbortController();
  if (run.cancelRequested) controller.abort();
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    const current = await findRun(ctx.store, { runId: run.id });
    if (current?.cancelRequested) controller.abort();
  };
  const timer = setInterval(() => {
    looking = look().catch((error: unknown) =>
      ctx.log.warn({ err: error }, "could not look for a cancel request"),
    );
  }, CANCEL_POLL_MS);
  return {
    signal: controller.signal,
    stop: () => {
      clearInterval(timer);
      return looking;
    },
  };
}

import { appendJobEvent, type Lease, updateHeldJob } from "@/db/queries/jobs";
import type { JobEventRow, JobRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";

/** Another runner has taken the job over; nothing that this one finishes may be written any more. */
export class LeaseLost extends Error {
  constructor(jobId: string) {
    super(`the lease of job ${jobId} was lost`);
    this.name = "LeaseLost";
  }
}

/** One claimed job, as its steps see it. */
export interface HeldJob {
  row: JobRow;
  lease: Lease;
  /** Aborted when the runner should stop: shutdown, lost lease, end of the time slice. */
  signal: AbortSignal;
  /** Commits of one job take turns: side by side they would only lose races against each other and run again. */
  inTurn: <T>(commit: () => Promise<T>) => Promise<T>;
}

export interface EventInput {
  type: JobEventRow["type"];
  message: string;
  step: JobRow["step"];
  done: number;
  total: number;
}

/**
 * Commits the results of one piece of work together with the proof that the lease still stands, and with
 * what it adds to the log.
 * @throws {LeaseLost} when it does not; nothing is written then.
 */
export async function commitHeld<T>(
  ctx: Context,
  job: HeldJob,
  work: (tx: Store, log: (event: EventInput) => Promise<void>) => Promise<T>,
): Promise<T> {
  const commit = () =>
    ctx.store.transaction(async (tx) => {
      // A finished piece of work is progress, so earlier failed claims no longer count.
      if (!(await updateHeldJob(tx, { ...job.lease, attempts: 0 }))) throw new LeaseLost(job.row.id);
      return work(tx, ({ type, message, step, done, total }) =>
        appendJobEvent(tx, {
          jobId: job.row.id,
          type,
          message,
          step,
          progressDone: done,
          progressTotal: total,
          createdAt: ctx.now(),
        }),
      );
    });
  return job.inTurn(commit);
}

/** Moves the job to its next step, inside the transaction that finished the last one. */
export async function moveToStep(tx: Store, job: HeldJob, step: JobRow["step"]): Promise<void> {
  if (!(await updateHeldJob(tx, { ...job.lease, step, attempts: 0 }))) throw new LeaseLost(job.row.id);
}

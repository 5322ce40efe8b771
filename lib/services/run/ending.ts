import { appendJobEvent, releaseJob } from "@/db/queries/jobs";
import { updateRun } from "@/db/queries/runs";
import type { RunRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { Decision } from "@/lib/contracts/runs";
import { type HeldJob, LeaseLost } from "../jobs";

export interface Ending {
  run: RunRow;
  status: Exclude<RunRow["status"], "queued" | "running">;
  decision?: Decision;
  resultPromptId?: string;
  error?: string;
  message?: string;
}

/** Ends the run and its job in the caller's transaction. */
export async function endRun(tx: Store, ctx: Context, job: HeldJob, ending: Ending): Promise<void> {
  const { run, status, decision, resultPromptId, error } = ending;
  const failed = status === "failed";
  await updateRun(tx, {
    runId: run.id,
    status,
    finishedAt: ctx.now(),
    ...(decision && { decision }),
    ...(resultPromptId && { resultPromptId }),
    ...(error && { error }),
  });
  await appendJobEvent(tx, {
    jobId: job.row.id,
    type: "finished",
    message: ending.message ?? error ?? decision?.reasons.join(" ") ?? `Ended: ${status}.`,
    step: "finished",
    progressDone: run.progressDone,
    progressTotal: run.progressTotal,
    createdAt: ctx.now(),
  });
  const released = await releaseJob(tx, {
    ...job.lease,
    status: failed ? "failed" : "done",
    error: error ?? null,
  });
  if (!released) throw new LeaseLost(job.row.id);
}

import { appendJobEvent, findJobOf } from "@/db/queries/jobs";
import { findLab } from "@/db/queries/labs";
import { findLivePromptBefore, findPrompt } from "@/db/queries/prompts";
import { listCandidates, requestCancel, updateRun } from "@/db/queries/runs";
import type { RunRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { Run, RunResolution } from "@/lib/contracts/runs";
import { AppError } from "@/lib/errors";
import { addPrompt, changeLivePrompt } from "./deployments";
import { getRun, requireRun } from "./run-views";

/** Asks a run to stop; calls in flight are cut off, what had finished is kept. */
export async function cancelRun(ctx: Context, runId: string): Promise<Run> {
  const run = await requireRun(ctx, runId);
  if (!(await requestCancel(ctx.store, { runId })))
    throw new AppError("conflict", `The run has ended already: ${run.status}.`);
  return getRun(ctx, runId);
}

/** A person deploys what the statistics proposed. */
export async function deployRun(ctx: Context, runId: string, { reason }: RunResolution): Promise<Run> {
  await ctx.store.transaction(async (tx) => {
    // Looked at here, so that of two people who approve at once only one deploys.
    const run = await requireRun({ ...ctx, store: tx }, runId);
    if (run.status !== "needs_approval")
      throw new AppError("conflict", `Nothing waits for approval: the run ended ${run.status}.`);
    const candidates = await listCandidates(tx, { runId });
    const content = candidates.find(({ id }) => id === run.survivorId)?.content;
    if (content == null) throw new Error(`run ${runId} has no survivor`);
    const lab = await findLab(tx, { labId: run.labId });
    if (!lab) throw new AppError("not_found", `There is no lab ${run.labId}.`);
    const prompt = await addPrompt(tx, ctx, {
      labId: run.labId,
      content,
      parentId: run.baselinePromptId,
      origin: { kind: "rewritten", runId },
    });
    await changeLivePrompt(tx, ctx, {
      labId: run.labId,
      prompt,
      revision: lab.revision,
      actor: ctx.actor.name,
      reason: reason ?? `Approved: ${run.decision?.reasons[0] ?? "the run's proposal"}`,
      runId,
      ...(run.decision && { evidence: run.decision }),
    });
    await updateRun(tx, { runId, status: "deployed", resultPromptId: prompt.id });
    await note(tx, ctx, run, `${ctx.actor.name} deployed version ${prompt.version}.`);
  });
  return getRun(ctx, runId);
}

/** Brings back the prompt that was live before this run's; possible while this run's is the live one. */
export async function rollBackRun(ctx: Context, runId: string, { reason }: RunResolution): Promise<Run> {
  const run = await requireRun(ctx, runId);
  await ctx.store.transaction(async (tx) => {
    const lab = await findLab(tx, { labId: run.labId });
    if (!lab || run.resultPromptId === null || lab.livePromptId !== run.resultPromptId) {
      throw new AppError(
        "conflict",
        "The prompt of this run is not the live one, so there is nothing to roll back.",
      );
    }
    const previous = await findLivePromptBefore(tx, { labId: run.labId, promptId: run.resultPromptId });
    const prompt = await findPrompt(tx, { promptId: previous ?? run.baselinePromptId });
    if (!prompt) throw new Error(`the prompt before run ${runId} is gone`);
    await changeLivePrompt(tx, ctx, {
      labId: run.labId,
      prompt,
      revision: lab.revision,
      actor: ctx.actor.name,
      reason: reason ?? "Rolled back by hand.",
      runId,
    });
    await note(tx, ctx, run, `${ctx.actor.name} rolled back to version ${prompt.version}.`);
  });
  return getRun(ctx, runId);
}

/** What people do after a run has ended goes into its log too. */
async function note(tx: Store, ctx: Context, run: RunRow, message: string): Promise<void> {
  const job = await findJobOf(tx, { subjectId: run.id });
  if (!job) throw new Error(`run ${run.id} has no job`);
  await appendJobEvent(tx, {
    jobId: job.id,
    type: "note",
    message,
    step: "finished",
    progressDone: run.progressDone,
    progressTotal: run.progressTotal,
    createdAt: ctx.now(),
  });
}

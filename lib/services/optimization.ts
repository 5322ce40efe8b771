import { appendJobEvent, insertJob } from "@/db/queries/jobs";
import { listLabs } from "@/db/queries/labs";
import { findActiveRun, insertRun, nextRunSeq } from "@/db/queries/runs";
import type { LabRow, RunRow } from "@/db/rows";
import { isUniqueViolation } from "@/db/store";
import type { Context } from "@/lib/context";
import type { DatasetRunStart, RunStart } from "@/lib/contracts/runs";
import { AppError, isAppError } from "@/lib/errors";
import { requireDataset } from "./datasets";
import { requireLab } from "./lab-lookup";
import { draftingModel, rewritingModel } from "./lab-models";
import { checkTrigger } from "./triggers";

const ALL_LABS = 10_000;

/**
 * Starts a run if the trigger's conditions hold, or whatever they say when forced.
 * @throws {AppError} `conflict` with the conditions that failed, or with the run that is under way.
 */
export async function triggerRun(ctx: Context, { labId, force }: RunStart): Promise<{ runId: string }> {
  const lab = await requireLab(ctx, labId);
  if (!force) await requireDue(ctx, lab);
  return { runId: await startRun(ctx, { lab, origin: "person", datasetIds: null }) };
}

/** Starts a run on datasets that a person chose: they have made their references the goal. */
export async function triggerDatasetRun(ctx: Context, input: DatasetRunStart): Promise<{ runId: string }> {
  const lab = await requireLab(ctx, input.labId);
  for (const [index, datasetId] of input.datasetIds.entries()) {
    const dataset = await requireDataset(ctx, datasetId);
    if (dataset.labId === lab.id) continue;
    const path = `body.datasetIds[${index}]`;
    throw new AppError("invalid_request", `${path}: belongs to another lab.`, {
      errors: [{ path, message: "belongs to another lab" }],
    });
  }
  if (!input.force) await requireDue(ctx, lab);
  return {
    runId: await startRun(ctx, { lab, origin: "dataset", datasetIds: [...new Set(input.datasetIds)] }),
  };
}

/** Starts a run in every lab where one is due. Part of the tick; safe to repeat and to overlap. */
export async function startDueRuns(ctx: Context): Promise<{ checked: number; enqueued: number }> {
  const labs = await listLabs(ctx.store, { limit: ALL_LABS, offset: 0 });
  let enqueued = 0;
  for (const lab of labs) {
    const { shouldOptimize, activeRunId } = await checkTrigger(ctx, lab);
    if (!shouldOptimize || activeRunId !== null) continue;
    try {
      await startRun(ctx, { lab, origin: "trigger", datasetIds: null });
      enqueued++;
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Of one lab's provider that is gone, the runs of all others must not know.
      if (error.code === "unavailable")
        ctx.log.warn({ lab: lab.slug }, `a run is due and cannot start: ${error.message}`);
      // Somebody else started it first.
      else if (error.code !== "conflict") throw error;
    }
  }
  return { checked: labs.length, enqueued };
}

interface StartOptions {
  lab: LabRow;
  origin: RunRow["origin"];
  datasetIds: string[] | null;
}

/**
 * Queues a run with the lab's settings as they are now.
 * @throws {AppError} `conflict` with `runId` when the lab has a run under way.
 */
export async function startRun(ctx: Context, { lab, origin, datasetIds }: StartOptions): Promise<string> {
  const runId = ctx.newId();
  const now = ctx.now();
  // Runners claim by the store's clock, which on PostgreSQL is not this process's.
  const dueAt = await ctx.store.now();
  const { settings } = lab;
  const drafting = draftingModel(ctx, lab);
  const rewriting = rewritingModel(ctx, lab);
  if (lab.livePromptId === null) throw new Error(`lab ${lab.id} has no live prompt`);
  const baselinePromptId = lab.livePromptId;
  try {
    await ctx.store.transaction(async (tx) => {
      const run: RunRow = {
        id: runId,
        labId: lab.id,
        seq: await nextRunSeq(tx, { labId: lab.id }),
        status: "queued",
        origin,
        startedBy: ctx.actor.name,
        seed: ctx.newSeed(),
        provider: drafting.provider,
        model: drafting.model,
        simulated: drafting.simulated || rewriting.simulated,
        baselinePromptId,
        baselineRevision: lab.revision,
        resultPromptId: null,
        survivorId: null,
        config: {
          rewardWeights: settings.rewardWeights,
          deployment: settings.deploymentConfig,
          drafting: settings.drafting,
          search: settings.search,
          variables: settings.variables,
          datasetIds,
          embeddingModel: drafting.embeddingModel,
          rewriting: { provider: rewriting.provider, model: rewriting.model },
        },
        failures: [],
        caseIds: null,
        progressDone: 0,
        progressTotal: 0,
        counters: {
          calls: 0,
          cachedCalls: 0,
          failedCalls: 0,
          unmeteredCalls: 0,
          inputTokens: 0,
          outputTokens: 0,
          costMicroUsd: 0,
          unpricedCalls: 0,
        },
        decision: null,
        cancelRequested: false,
        error: null,
        createdAt: now,
        startedAt: null,
        finishedAt: null,
      };
      await insertRun(tx, run);
      const jobId = ctx.newId();
      await insertJob(tx, {
        id: jobId,
        labId: lab.id,
        kind: "optimization",
        subjectId: runId,
        status: "queued",
        step: "collecting",
        runnerId: null,
        leaseExpiresAt: null,
        fence: 0,
        attempts: 0,
        nextAt: dueAt,
        error: null,
        createdAt: now,
      });
      await appendJobEvent(tx, {
        jobId,
        type: "note",
        message:
          origin === "trigger"
            ? "Queued: the conditions for a run were met."
            : `Queued by ${ctx.actor.name}.`,
        step: "collecting",
        progressDone: 0,
        progressTotal: 0,
        createdAt: now,
      });
    });
    return runId;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const active = await findActiveRun(ctx.store, { labId: lab.id });
    throw new AppError("conflict", "A run is under way in this lab.", {
      extra: { runId: active?.id ?? null },
      cause: error,
    });
  }
}

async function requireDue(ctx: Context, lab: LabRow): Promise<void> {
  const { shouldOptimize, conditions } = await checkTrigger(ctx, lab);
  if (shouldOptimize) return;
  const failed = conditions.filter(({ met }) => !met).map(({ label }) => label.toLowerCase());
  throw new AppError(
    "conflict",
    `A run is not due: ${failed.join("; ")}. Send force: true to start one all the same.`,
    {
      extra: { conditions },
    },
  );
}

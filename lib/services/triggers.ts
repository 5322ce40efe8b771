import { listFeedbackOfPrompt } from "@/db/queries/feedback";
import { findActiveRun, summarizeRuns } from "@/db/queries/runs";
import type { LabRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { TriggerCheck } from "@/lib/contracts/feedback";
import { evaluateTrigger } from "@/lib/engine/trigger";
import { requireLab } from "./lab-lookup";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_FEEDBACK = 20_000;

export async function getTriggerCheck(ctx: Context, labId?: string): Promise<TriggerCheck> {
  return checkTrigger(ctx, await requireLab(ctx, labId));
}

/** Every condition of the trigger, from the decisions on drafts of the prompt that is live now. */
export async function checkTrigger(ctx: Context, lab: LabRow): Promise<TriggerCheck> {
  const now = ctx.now();
  const { triggerConfig } = lab.settings;
  const [feedback, runs, active] = await Promise.all([
    lab.livePromptId === null
      ? []
      : listFeedbackOfPrompt(ctx.store, {
          labId: lab.id,
          promptId: lab.livePromptId,
          since: new Date(now.getTime() - triggerConfig.feedbackWindowHours * HOUR_MS),
          limit: MOST_FEEDBACK,
        }),
    summarizeRuns(ctx.store, { labId: lab.id, since: new Date(now.getTime() - DAY_MS) }),
    findActiveRun(ctx.store, { labId: lab.id }),
  ]);
  const report = evaluateTrigger({
    feedback: feedback.map((row) => ({ ...row, at: row.createdAt.getTime() })),
    lastRunAt: runs.lastAt?.getTime() ?? null,
    runsInLast24h: runs.countSince,
    now: now.getTime(),
    config: triggerConfig,
  });
  return { ...report, activeRunId: active?.id ?? null };
}

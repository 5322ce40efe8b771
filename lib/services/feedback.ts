import { deleteCasesOfFeedback } from "@/db/queries/datasets";
import { findDraft, listDraftReasons } from "@/db/queries/drafts";
import { setEmailState } from "@/db/queries/emails";
import {
  emailIsDecided,
  findCurrentFeedback,
  findFeedback,
  insertFeedback,
  listFeedback,
  nextFeedbackSeq,
  setFeedbackState,
} from "@/db/queries/feedback";
import type { DraftRow, EmailRow, FeedbackRow, LabRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { PageQuery } from "@/lib/contracts/common";
import type { EditAnalysis, Feedback, FeedbackReceipt, NewFeedback } from "@/lib/contracts/feedback";
import { aggregateReward } from "@/lib/engine/reward/aggregate";
import { humanScore } from "@/lib/engine/reward/human";
import { analyzeEdit } from "@/lib/engine/text/edit";
import { AppError, isAppError } from "@/lib/errors";
import { addEditedCase } from "./datasets";
import { hashText } from "./deployments";
import { emailText, requireEmail } from "./emails";
import { feedbackViews } from "./feedback-view";
import { requireLab } from "./lab-lookup";
import { startRun } from "./optimization";
import { pageOf, readCursor } from "./paging";
import { replyComponents } from "./scoring";
import { checkTrigger } from "./triggers";

/**
 * Stores one decision and returns its reward, what the trigger says now, and the run it set off.
 *
 * Unique per draft and reviewer: the same content again returns the stored receipt, other content
 * supersedes it and keeps the history.
 * @throws {AppError} `not_found`, `invalid_request` naming the field.
 */
export async function recordFeedback(
  ctx: Context,
  { draftId, feedback: input }: { draftId: string; feedback: NewFeedback },
): Promise<FeedbackReceipt> {
  const draft = await findDraft(ctx.store, { draftId });
  if (!draft) throw new AppError("not_found", `There is no draft ${draftId}.`);
  const email = await requireEmail(ctx, draft.emailId);
  const lab = await requireLab(ctx, draft.labId);
  const decision = await judge(ctx, { draft, lab, input });

  const { row, repeated } = await ctx.store.transaction((tx) => store(tx, ctx, { draft, email, decision }));
  // As it stood when the decision was in: a run that starts now would make its own conditions fail.
  const trigger = await checkTrigger(ctx, lab);
  const runId =
    !repeated && trigger.shouldOptimize && trigger.activeRunId === null ? await startIfFree(ctx, lab) : null;
  return {
    feedbackId: row.id,
    action: row.action,
    reward: row.reward,
    edit: row.edit,
    trigger: { ...trigger, activeRunId: runId ?? trigger.activeRunId },
    runId,
    repeated,
  };
}

/** Takes a decision back; the one that it had replaced counts again. */
export async function undoFeedback(ctx: Context, feedbackId: string): Promise<Feedback> {
  const undone = await ctx.store.transaction(async (tx) => {
    const row = await findFeedback(tx, { feedbackId });
    if (!row) throw new AppError("not_found", `There is no feedback ${feedbackId}.`);
    if (row.state !== "current") throw new AppError("conflict", `This decision was ${row.state} already.`);
    await setFeedbackState(tx, { feedbackId, state: "undone" });
    await deleteCasesOfFeedback(tx, { feedbackId });
    if (row.replacesId) {
      await setFeedbackState(tx, { feedbackId: row.replacesId, state: "current" });
      const restored = await findFeedback(tx, { feedbackId: row.replacesId });
      if (restored?.editedContent)
        await keepEdit(tx, ctx, await requireEmail({ ...ctx, store: tx }, row.emailId), restored);
    }
    const decided = await emailIsDecided(tx, { emailId: row.emailId });
    await setEmailState(tx, { emailId: row.emailId, state: decided ? "decided" : "drafted" });
    return { ...row, state: "undone" as const };
  });
  const [view] = await feedbackViews(ctx, [undone]);
  if (!view) throw new Error("one decision gave no view");
  return view;
}

export async function getFeedback(ctx: Context, { labId, limit, cursor }: PageQuery & { labId?: string }) {
  const lab = await requireLab(ctx, labId);
  const found = await listFeedback(ctx.store, {
    labId: lab.id,
    before: readCursor(cursor),
    limit: limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, limit, ({ seq }) => seq);
  return { items: await feedbackViews(ctx, rows), nextCursor };
}

interface Judged {
  input: NewFeedback;
  reviewer: string;
  ratings: Map<string, boolean>;
  edit: EditAnalysis | null;
  humanScore: number;
  reward: FeedbackRow["reward"];
  contentHash: string;
}

/** All that follows from the decision without storing anything. */
async function judge(
  ctx: Context,
  { draft, lab, input }: { draft: DraftRow; lab: LabRow; input: NewFeedback },
): Promise<Judged> {
  const ratings = new Map(Object.entries(input.reasonRatings ?? {}).sort(([a], [b]) => a.localeCompare(b)));
  await checkRatings(ctx, draft, ratings);
  const edited = input.action === "edit" ? input.editedContent : null;
  if (edited !== null && edited.trim() === draft.content.trim()) {
    throw new AppError(
      "invalid_request",
      "body.editedContent: the text is unchanged; accept the draft instead.",
      {
        errors: [{ path: "body.editedContent", message: "the text is unchanged; accept the draft instead" }],
      },
    );
  }
  const edit = edited === null ? null : editOf(draft.content, edited);
  const human = humanScore({
    action: input.action,
    editRatio: edit?.ratio,
    likes: [...ratings.values()].filter(Boolean).length,
    dislikes: [...ratings.values()].filter((liked) => !liked).length,
  });
  const components = replyComponents({
    reply: draft.content,
    reference: edited,
    logprobs: draft.logprobs,
    human,
  });
  const { reason = null } = input;
  return {
    input,
    reviewer: input.reviewer ?? ctx.actor.name,
    ratings,
    edit,
    humanScore: human,
    reward: aggregateReward(components, lab.settings.rewardWeights),
    contentHash: hashText(JSON.stringify([input.action, reason, edited, [...ratings]])),
  };
}

async function checkRatings(
  ctx: Context,
  draft: DraftRow,
  ratings: ReadonlyMap<string, boolean>,
): Promise<void> {
  if (ratings.size === 0) return;
  const reasons = await listDraftReasons(ctx.store, { draftIds: [draft.id] });
  const known = new Set(reasons.map(({ id }) => id));
  const errors = [...ratings.keys()]
    .filter((id) => !known.has(id))
    .map((id) => ({ path: `body.reasonRatings.${id}`, message: "is not a reason of this draft" }));
  const [first] = errors;
  if (first) throw new AppError("invalid_request", `${first.path}: ${first.message}.`, { errors });
}

function editOf(before: string, after: string): EditAnalysis {
  const { ratio, removedWords, addedWords, summary } = analyzeEdit(before, after);
  return { ratio, removedWords, addedWords, summary };
}

async function store(
  tx: Store,
  ctx: Context,
  { draft, email, decision }: { draft: DraftRow; email: EmailRow; decision: Judged },
): Promise<{ row: FeedbackRow; repeated: boolean }> {
  const { input, reviewer, ratings } = decision;
  const earlier = await findCurrentFeedback(tx, { draftId: draft.id, reviewer });
  if (earlier?.contentHash === decision.contentHash) return { row: earlier, repeated: true };
  if (earlier) {
    await setFeedbackState(tx, { feedbackId: earlier.id, state: "superseded" });
    await deleteCasesOfFeedback(tx, { feedbackId: earlier.id });
  }
  const row: FeedbackRow = {
    id: ctx.newId(),
    labId: draft.labId,
    seq: await nextFeedbackSeq(tx, { labId: draft.labId }),
    emailId: draft.emailId,
    draftId: draft.id,
    promptId: draft.promptId,
    reviewer,
    action: input.action,
    reason: input.reason?.trim() || null,
    editedContent: input.action === "edit" ? input.editedContent : null,
    edit: decision.edit,
    humanScore: decision.humanScore,
    reward: decision.reward,
    contentHash: decision.contentHash,
    state: "current",
    replacesId: earlier?.id ?? null,
    createdAt: ctx.now(),
  };
  await insertFeedback(tx, { feedback: row, ratings });
  await setEmailState(tx, { emailId: draft.emailId, state: "decided" });
  if (row.editedContent !== null) await keepEdit(tx, ctx, email, row);
  return { row, repeated: false };
}

/** An edited reply is a reference that a person wrote. */
async function keepEdit(tx: Store, ctx: Context, email: EmailRow, row: FeedbackRow): Promise<void> {
  if (row.editedContent === null || email.body.trim() === "") return;
  await addEditedCase(tx, ctx, {
    labId: row.labId,
    feedbackId: row.id,
    promptId: row.promptId,
    input: emailText(email),
    editedContent: row.editedContent,
  });
}

/** Null when another decision started the run first. */
async function startIfFree(ctx: Context, lab: LabRow): Promise<string | null> {
  try {
    return await startRun(ctx, { lab, origin: "trigger", datasetIds: null });
  } catch (error) {
    // Somebody else started it, or the lab's provider is not set up: the decision is stored all the same.
    if (isAppError(error) && (error.code === "conflict" || error.code === "unavailable")) return null;
    throw error;
  }
}

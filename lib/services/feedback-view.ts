import { findEmailSubjects } from "@/db/queries/emails";
import { listReasonRatings } from "@/db/queries/feedback";
import { listPrompts } from "@/db/queries/prompts";
import type { FeedbackRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Feedback } from "@/lib/contracts/feedback";

/** Decisions as the API shows them. All rows belong to one lab. */
export async function feedbackViews(ctx: Context, rows: readonly FeedbackRow[]): Promise<Feedback[]> {
  const [first] = rows;
  if (!first) return [];
  const [ratings, subjects, prompts] = await Promise.all([
    listReasonRatings(ctx.store, { feedbackIds: rows.map(({ id }) => id) }),
    findEmailSubjects(ctx.store, { emailIds: rows.map(({ emailId }) => emailId) }),
    listPrompts(ctx.store, { labId: first.labId }),
  ]);
  const versionOf = new Map(prompts.map(({ id, version }) => [id, version]));
  return rows.map((row) => ({
    id: row.id,
    draftId: row.draftId,
    emailId: row.emailId,
    subject: subjects.get(row.emailId) ?? "",
    reviewer: row.reviewer,
    action: row.action,
    reason: row.reason,
    editedContent: row.editedContent,
    edit: row.edit,
    reward: row.reward,
    reasonRatings: Object.fromEntries(
      ratings
        .filter(({ feedbackId }) => feedbackId === row.id)
        .map(({ reasonId, liked }) => [reasonId, liked]),
    ),
    promptVersion: versionOf.get(row.promptId) ?? 0,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
  }));
}

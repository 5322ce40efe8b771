import { findEmailSubjects } from "@/db/queries/emails";
import { listReasonRatings } from "@/db/queries/feedback";
import type { FeedbackRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Feedback } from "@/lib/contracts/feedback";
import { promptNumbers } from "./lab-lookup";

/** Decisions as the API shows them. All rows belong to one lab. */
export async function feedbackViews(ctx: Context, rows: readonly FeedbackRow[]): Promise<Feedback[]> {
  const [first] = rows;
  if (!first) return [];
  const [ratings, subjects, versionOf] = await Promise.all([
    listReasonRatings(ctx.store, { feedbackIds: rows.map(({ id }) => id) }),
    findEmailSubjects(ctx.store, { emailIds: rows.map(({ emailId }) => emailId) }),
    promptNumbers(ctx.store, first.labId),
  ]);
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
    promptVersion: versionOf(row.promptId),
    state: row.state,
    createdAt: row.createdAt.toISOString(),
  }));
}

import { and, desc, eq, gte, inArray, lt, max } from "drizzle-orm";
import type { FeedbackRow } from "../rows";
import type { Store } from "../store";

interface Reviewed {
  draftId: string;
  reviewer: string;
}

/** The decision that counts for this draft and reviewer. */
export async function findCurrentFeedback(
  { db, t }: Store,
  { draftId, reviewer }: Reviewed,
): Promise<FeedbackRow | null> {
  const [row] = await db
    .select()
    .from(t.feedback)
    .where(
      and(
        eq(t.feedback.draftId, draftId),
        eq(t.feedback.reviewer, reviewer),
        eq(t.feedback.state, "current"),
      ),
    );
  return row ?? null;
}

export async function findFeedback(
  { db, t }: Store,
  { feedbackId }: { feedbackId: string },
): Promise<FeedbackRow | null> {
  const [row] = await db.select().from(t.feedback).where(eq(t.feedback.id, feedbackId));
  return row ?? null;
}

/** Number for the lab's next decision, from 1. Call it in the transaction that inserts. */
export async function nextFeedbackSeq({ db, t }: Store, { labId }: { labId: string }): Promise<number> {
  const [row] = await db
    .select({ last: max(t.feedback.seq) })
    .from(t.feedback)
    .where(eq(t.feedback.labId, labId));
  return (row?.last ?? 0) + 1;
}

export async function insertFeedback(
  { db, t }: Store,
  { feedback, ratings }: { feedback: FeedbackRow; ratings: ReadonlyMap<string, boolean> },
): Promise<void> {
  await db.insert(t.feedback).values(feedback);
  if (ratings.size === 0) return;
  const { id: feedbackId, labId } = feedback;
  await db
    .insert(t.reasonRatings)
    .values([...ratings].map(([reasonId, liked]) => ({ feedbackId, labId, reasonId, liked })));
}

export async function setFeedbackState(
  { db, t }: Store,
  { feedbackId, state }: { feedbackId: string; state: FeedbackRow["state"] },
): Promise<void> {
  await db.update(t.feedback).set({ state }).where(eq(t.feedback.id, feedbackId));
}

/** Decisions of a lab, newest first; `before` is a `seq`. */
export async function listFeedback(
  { db, t }: Store,
  { labId, before, limit }: { labId: string; before?: number; limit: number },
): Promise<FeedbackRow[]> {
  return db
    .select()
    .from(t.feedback)
    .where(and(eq(t.feedback.labId, labId), before === undefined ? undefined : lt(t.feedback.seq, before)))
    .orderBy(desc(t.feedback.seq))
    .limit(limit);
}

/** Decisions that count, on drafts of one prompt, from `since` on, newest first. */
export async function listFeedbackOfPrompt(
  { db, t }: Store,
  { labId, promptId, since, limit }: { labId: string; promptId: string; since?: Date; limit: number },
): Promise<FeedbackRow[]> {
  return db
    .select()
    .from(t.feedback)
    .where(
      and(
        eq(t.feedback.labId, labId),
        eq(t.feedback.promptId, promptId),
        eq(t.feedback.state, "current"),
        since === undefined ? undefined : gte(t.feedback.createdAt, since),
      ),
    )
    .orderBy(desc(t.feedback.seq))
    .limit(limit);
}

export async function listCurrentFeedbackOfDrafts(
  { db, t }: Store,
  { draftIds }: { draftIds: readonly string[] },
): Promise<FeedbackRow[]> {
  if (draftIds.length === 0) return [];
  return db
    .select()
    .from(t.feedback)
    .where(and(inArray(t.feedback.draftId, [...draftIds]), eq(t.feedback.state, "current")))
    .orderBy(desc(t.feedback.seq));
}

export async function listReasonRatings(
  { db, t }: Store,
  { feedbackIds }: { feedbackIds: readonly string[] },
): Promise<{ feedbackId: string; reasonId: string; liked: boolean }[]> {
  if (feedbackIds.length === 0) return [];
  return db
    .select({
      feedbackId: t.reasonRatings.feedbackId,
      reasonId: t.reasonRatings.reasonId,
      liked: t.reasonRatings.liked,
    })
    .from(t.reasonRatings)
    .where(inArray(t.reasonRatings.feedbackId, [...feedbackIds]));
}

/** Whether any decision still counts for this email. */
export async function emailIsDecided({ db, t }: Store, { emailId }: { emailId: string }): Promise<boolean> {
  const rows = await db
    .select({ id: t.feedback.id })
    .from(t.feedback)
    .where(and(eq(t.feedback.emailId, emailId), eq(t.feedback.state, "current")))
    .limit(1);
  return rows.length > 0;
}

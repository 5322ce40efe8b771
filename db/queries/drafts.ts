import { and, asc, eq, inArray } from "drizzle-orm";
import type { DraftReasonRow, DraftRow } from "../rows";
import type { Store } from "../store";

export async function insertDrafts(
  { db, t }: Store,
  { drafts, reasons }: { drafts: readonly DraftRow[]; reasons: readonly DraftReasonRow[] },
): Promise<void> {
  await db.insert(t.drafts).values([...drafts]);
  if (reasons.length > 0) await db.insert(t.draftReasons).values([...reasons]);
}

export async function findDraft(
  { db, t }: Store,
  { draftId }: { draftId: string },
): Promise<DraftRow | null> {
  const [row] = await db.select().from(t.drafts).where(eq(t.drafts.id, draftId));
  return row ?? null;
}

/** Drafts of one round, A first. */
export async function listDrafts(
  { db, t }: Store,
  { emailId, round }: { emailId: string; round: number },
): Promise<DraftRow[]> {
  return db
    .select()
    .from(t.drafts)
    .where(and(eq(t.drafts.emailId, emailId), eq(t.drafts.round, round)))
    .orderBy(asc(t.drafts.position));
}

export async function listDraftReasons(
  { db, t }: Store,
  { draftIds }: { draftIds: readonly string[] },
): Promise<DraftReasonRow[]> {
  if (draftIds.length === 0) return [];
  return db
    .select()
    .from(t.draftReasons)
    .where(inArray(t.draftReasons.draftId, [...draftIds]))
    .orderBy(asc(t.draftReasons.position));
}

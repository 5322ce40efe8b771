import { and, asc, count, countDistinct, eq, isNull, ne, or, sql } from "drizzle-orm";
import type { LabRow } from "../rows";
import type { Store } from "../store";

/** Inserts a lab, or returns null when its slug is taken. */
export async function insertLab({ db, t }: Store, lab: LabRow): Promise<LabRow | null> {
  const [row] = await db.insert(t.labs).values(lab).onConflictDoNothing().returning();
  return row ?? null;
}

export async function findLab({ db, t }: Store, { labId }: { labId: string }): Promise<LabRow | null> {
  const [row] = await db.select().from(t.labs).where(eq(t.labs.id, labId));
  return row ?? null;
}

export async function findLabBySlug({ db, t }: Store, { slug }: { slug: string }): Promise<LabRow | null> {
  const [row] = await db.select().from(t.labs).where(eq(t.labs.slug, slug));
  return row ?? null;
}

export async function listLabs(
  { db, t }: Store,
  { limit, offset }: { limit: number; offset: number },
): Promise<LabRow[]> {
  return db
    .select()
    .from(t.labs)
    .orderBy(asc(t.labs.createdAt), asc(t.labs.slug))
    .limit(limit)
    .offset(offset);
}

/**
 * Emails, decisions that count, and cases of one lab; and the held-out emails that a run would have now:
 * each email once, and none whose reference is an edit of the live prompt's own draft.
 */
export async function countLabRows(
  { db, t }: Store,
  { labId, livePromptId }: { labId: string; livePromptId: string },
) {
  const usable = or(isNull(t.cases.draftedByPromptId), ne(t.cases.draftedByPromptId, livePromptId));
  const [[emails], [undecided], [decisions], [cases], [heldOut]] = await Promise.all([
    db.select({ n: count() }).from(t.emails).where(eq(t.emails.labId, labId)),
    db
      .select({ n: count() })
      .from(t.emails)
      .where(and(eq(t.emails.labId, labId), ne(t.emails.state, "decided"))),
    db
      .select({ n: count() })
      .from(t.feedback)
      .where(and(eq(t.feedback.labId, labId), eq(t.feedback.state, "current"))),
    db.select({ n: count() }).from(t.cases).where(eq(t.cases.labId, labId)),
    db
      .select({ n: countDistinct(t.cases.splitKey) })
      .from(t.cases)
      .where(and(eq(t.cases.labId, labId), eq(t.cases.side, "held_out"), usable)),
  ]);
  return {
    emails: emails?.n ?? 0,
    undecided: undecided?.n ?? 0,
    decisions: decisions?.n ?? 0,
    cases: cases?.n ?? 0,
    heldOutEmails: heldOut?.n ?? 0,
  };
}

export async function updateLab(
  { db, t }: Store,
  {
    labId,
    ...change
  }: { labId: string } & Partial<Pick<LabRow, "name" | "description" | "settings" | "models">>,
): Promise<LabRow | null> {
  const [row] = await db.update(t.labs).set(change).where(eq(t.labs.id, labId)).returning();
  return row ?? null;
}

/**
 * Points the lab at another prompt and raises its revision.
 * @returns the new revision, or null when `revision` is no longer current and nothing was changed.
 */
export async function moveLivePrompt(
  { db, t }: Store,
  { labId, promptId, revision }: { labId: string; promptId: string; revision: number },
): Promise<number | null> {
  const [row] = await db
    .update(t.labs)
    .set({ livePromptId: promptId, revision: sql`${t.labs.revision} + 1` })
    .where(and(eq(t.labs.id, labId), eq(t.labs.revision, revision)))
    .returning({ revision: t.labs.revision });
  return row?.revision ?? null;
}

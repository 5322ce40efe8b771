import { and, count, desc, eq, max } from "drizzle-orm";
import type { PromptAuditRow, PromptRow } from "../rows";
import type { Store } from "../store";

export async function insertPrompt({ db, t }: Store, prompt: PromptRow): Promise<PromptRow> {
  await db.insert(t.prompts).values(prompt);
  return prompt;
}

export async function findPrompt(
  { db, t }: Store,
  { promptId }: { promptId: string },
): Promise<PromptRow | null> {
  const [row] = await db.select().from(t.prompts).where(eq(t.prompts.id, promptId));
  return row ?? null;
}

export async function findPromptVersion(
  { db, t }: Store,
  { labId, version }: { labId: string; version: number },
): Promise<PromptRow | null> {
  const [row] = await db
    .select()
    .from(t.prompts)
    .where(and(eq(t.prompts.labId, labId), eq(t.prompts.version, version)));
  return row ?? null;
}

/** Number for the lab's next version, from 1. Call it in the transaction that inserts. */
export async function nextPromptVersion({ db, t }: Store, { labId }: { labId: string }): Promise<number> {
  const [row] = await db
    .select({ last: max(t.prompts.version) })
    .from(t.prompts)
    .where(eq(t.prompts.labId, labId));
  return (row?.last ?? 0) + 1;
}

/** All versions, newest first. */
export async function listPrompts({ db, t }: Store, { labId }: { labId: string }): Promise<PromptRow[]> {
  return db.select().from(t.prompts).where(eq(t.prompts.labId, labId)).orderBy(desc(t.prompts.version));
}

/** Decisions that count, per prompt and action. */
export async function countDecisionsByPrompt({ db, t }: Store, { labId }: { labId: string }) {
  return db
    .select({ promptId: t.feedback.promptId, action: t.feedback.action, n: count() })
    .from(t.feedback)
    .where(and(eq(t.feedback.labId, labId), eq(t.feedback.state, "current")))
    .groupBy(t.feedback.promptId, t.feedback.action);
}

export async function insertPromptAudit({ db, t }: Store, audit: PromptAuditRow): Promise<void> {
  await db.insert(t.promptAudit).values(audit);
}

/** Changes of the live prompt, newest first. */
export async function listPromptAudit(
  { db, t }: Store,
  { labId }: { labId: string },
): Promise<PromptAuditRow[]> {
  return db
    .select()
    .from(t.promptAudit)
    .where(eq(t.promptAudit.labId, labId))
    .orderBy(desc(t.promptAudit.revision));
}

/** The prompt that was live before this one last became live. */
export async function findLivePromptBefore(
  { db, t }: Store,
  { labId, promptId }: { labId: string; promptId: string },
): Promise<string | null> {
  const [row] = await db
    .select({ from: t.promptAudit.fromPromptId })
    .from(t.promptAudit)
    .where(and(eq(t.promptAudit.labId, labId), eq(t.promptAudit.toPromptId, promptId)))
    .orderBy(desc(t.promptAudit.revision))
    .limit(1);
  return row?.from ?? null;
}

/** Numbers of all versions, without their texts. */
export async function listPromptNumbers(
  { db, t }: Store,
  { labId }: { labId: string },
): Promise<{ id: string; version: number }[]> {
  return db
    .select({ id: t.prompts.id, version: t.prompts.version })
    .from(t.prompts)
    .where(eq(t.prompts.labId, labId));
}

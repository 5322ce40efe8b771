import { and, asc, count, desc, eq, gte, inArray, lt, max } from "drizzle-orm";
import type { CandidateRow, OutputRow, RunRow, ScoreRow } from "../rows";
import type { Store } from "../store";

const ACTIVE: RunRow["status"][] = ["queued", "running"];

/** Number for the lab's next run, from 1. Call it in the transaction that inserts. */
export async function nextRunSeq({ db, t }: Store, { labId }: { labId: string }): Promise<number> {
  const [row] = await db
    .select({ last: max(t.optimizationRuns.seq) })
    .from(t.optimizationRuns)
    .where(eq(t.optimizationRuns.labId, labId));
  return (row?.last ?? 0) + 1;
}

export async function insertRun({ db, t }: Store, run: RunRow): Promise<void> {
  await db.insert(t.optimizationRuns).values(run);
}

export async function findRun({ db, t }: Store, { runId }: { runId: string }): Promise<RunRow | null> {
  const [row] = await db.select().from(t.optimizationRuns).where(eq(t.optimizationRuns.id, runId));
  return row ?? null;
}

/** The one run of the lab that is queued or under way. */
export async function findActiveRun({ db, t }: Store, { labId }: { labId: string }): Promise<RunRow | null> {
  const [row] = await db
    .select()
    .from(t.optimizationRuns)
    .where(and(eq(t.optimizationRuns.labId, labId), inArray(t.optimizationRuns.status, ACTIVE)));
  return row ?? null;
}

/** Newest first; `before` is a `seq` and goes with a lab. */
export async function listRuns(
  { db, t }: Store,
  { labId, before, limit }: { labId: string; before?: number; limit: number },
): Promise<RunRow[]> {
  return db
    .select()
    .from(t.optimizationRuns)
    .where(
      and(
        eq(t.optimizationRuns.labId, labId),
        before === undefined ? undefined : lt(t.optimizationRuns.seq, before),
      ),
    )
    .orderBy(desc(t.optimizationRuns.seq))
    .limit(limit);
}

/** When the lab's latest run was made, and how many were made since a moment. */
export async function summarizeRuns(
  { db, t }: Store,
  { labId, since }: { labId: string; since: Date },
): Promise<{ lastAt: Date | null; countSince: number }> {
  const [[latest], [recent]] = await Promise.all([
    db
      .select({ at: t.optimizationRuns.createdAt })
      .from(t.optimizationRuns)
      .where(eq(t.optimizationRuns.labId, labId))
      .orderBy(desc(t.optimizationRuns.seq))
      .limit(1),
    db
      .select({ n: count() })
      .from(t.optimizationRuns)
      .where(and(eq(t.optimizationRuns.labId, labId), gte(t.optimizationRuns.createdAt, since))),
  ]);
  return { lastAt: latest?.at ?? null, countSince: recent?.n ?? 0 };
}

export async function updateRun(
  { db, t }: Store,
  { runId, ...change }: { runId: string } & Partial<Omit<RunRow, "id" | "labId" | "seq">>,
): Promise<void> {
  await db.update(t.optimizationRuns).set(change).where(eq(t.optimizationRuns.id, runId));
}

/** Marks an active run as to be cancelled; false when it had ended already. */
export async function requestCancel({ db, t }: Store, { runId }: { runId: string }): Promise<boolean> {
  const rows = await db
    .update(t.optimizationRuns)
    .set({ cancelRequested: true })
    .where(and(eq(t.optimizationRuns.id, runId), inArray(t.optimizationRuns.status, ACTIVE)))
    .returning({ id: t.optimizationRuns.id });
  return rows.length === 1;
}

export async function insertCandidate({ db, t }: Store, candidate: CandidateRow): Promise<void> {
  await db.insert(t.candidates).values(candidate);
}

export async function listCandidates(
  { db, t }: Store,
  { runId }: { runId: string },
): Promise<CandidateRow[]> {
  return db
    .select()
    .from(t.candidates)
    .where(eq(t.candidates.runId, runId))
    .orderBy(asc(t.candidates.position));
}

export async function setCandidateState(
  { db, t }: Store,
  { candidateIds, state }: { candidateIds: readonly string[]; state: CandidateRow["state"] },
): Promise<void> {
  if (candidateIds.length === 0) return;
  await db
    .update(t.candidates)
    .set({ state })
    .where(inArray(t.candidates.id, [...candidateIds]));
}

export async function insertScore({ db, t }: Store, score: ScoreRow): Promise<void> {
  await db.insert(t.scores).values(score);
}

export async function listScores({ db, t }: Store, { runId }: { runId: string }): Promise<ScoreRow[]> {
  return db.select().from(t.scores).where(eq(t.scores.runId, runId)).orderBy(asc(t.scores.caseId));
}

export async function findOutput(
  { db, t }: Store,
  { labId, cacheKey }: { labId: string; cacheKey: string },
): Promise<OutputRow | null> {
  const [row] = await db
    .select()
    .from(t.outputs)
    .where(and(eq(t.outputs.labId, labId), eq(t.outputs.cacheKey, cacheKey)));
  return row ?? null;
}

/** Keeps the first answer to a key; a later one to the same key changes nothing. Returns the one kept. */
export async function keepOutput(store: Store, output: OutputRow): Promise<OutputRow> {
  const { db, t } = store;
  const [row] = await db.insert(t.outputs).values(output).onConflictDoNothing().returning();
  if (row) return row;
  const kept = await findOutput(store, output);
  if (!kept) throw new Error(`output ${output.cacheKey} was neither stored nor found`);
  return kept;
}

export async function listOutputs(
  { db, t }: Store,
  { ids }: { ids: readonly string[] },
): Promise<OutputRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(t.outputs)
    .where(inArray(t.outputs.id, [...ids]));
}

export async function setCandidateProblems(
  { db, t }: Store,
  { candidateId, state, problems }: { candidateId: string } & Pick<CandidateRow, "state" | "problems">,
): Promise<void> {
  await db.update(t.candidates).set({ state, problems }).where(eq(t.candidates.id, candidateId));
}

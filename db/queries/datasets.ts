import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, max } from "drizzle-orm";
import type { PlacedCase, Placement } from "@/lib/engine/search/case-groups";
import type { Fingerprint } from "@/lib/engine/search/near-duplicates";
import type { CaseRow, DatasetRow } from "../rows";
import type { Store } from "../store";

export async function insertDataset({ db, t }: Store, dataset: DatasetRow): Promise<void> {
  await db.insert(t.datasets).values(dataset);
}

export async function findDataset(
  { db, t }: Store,
  { datasetId }: { datasetId: string },
): Promise<DatasetRow | null> {
  const [row] = await db.select().from(t.datasets).where(eq(t.datasets.id, datasetId));
  return row ?? null;
}

export async function findEditsDataset(
  { db, t }: Store,
  { labId }: { labId: string },
): Promise<DatasetRow | null> {
  const [row] = await db
    .select()
    .from(t.datasets)
    .where(and(eq(t.datasets.labId, labId), eq(t.datasets.kind, "edits")))
    .limit(1);
  return row ?? null;
}

export async function listDatasets(
  { db, t }: Store,
  { labId, limit, offset }: { labId: string; limit: number; offset: number },
): Promise<DatasetRow[]> {
  return db
    .select()
    .from(t.datasets)
    .where(eq(t.datasets.labId, labId))
    .orderBy(desc(t.datasets.createdAt), asc(t.datasets.name))
    .limit(limit)
    .offset(offset);
}

/** Cases per dataset and side of the split. */
export async function countCases(
  { db, t }: Store,
  { datasetIds }: { datasetIds: readonly string[] },
): Promise<{ datasetId: string; side: CaseRow["side"]; n: number }[]> {
  if (datasetIds.length === 0) return [];
  return db
    .select({ datasetId: t.cases.datasetId, side: t.cases.side, n: count() })
    .from(t.cases)
    .where(inArray(t.cases.datasetId, [...datasetIds]))
    .groupBy(t.cases.datasetId, t.cases.side);
}

/** Number for the dataset's next case, from 1. Call it in the transaction that inserts. */
export async function nextCaseSeq({ db, t }: Store, { datasetId }: { datasetId: string }): Promise<number> {
  const [row] = await db
    .select({ last: max(t.cases.seq) })
    .from(t.cases)
    .where(eq(t.cases.datasetId, datasetId));
  return (row?.last ?? 0) + 1;
}

export async function insertCases({ db, t }: Store, rows: readonly CaseRow[]): Promise<void> {
  if (rows.length > 0) await db.insert(t.cases).values([...rows]);
}

/** Every case of a lab that has its place in the split, without its texts. */
export async function listPlacedCases({ db, t }: Store, { labId }: { labId: string }): Promise<PlacedCase[]> {
  const { splitKey, groupKey, side, fingerprint } = t.cases;
  const rows = await db
    .select({ key: splitKey, groupKey, side, fingerprint })
    .from(t.cases)
    .where(and(eq(t.cases.labId, labId), isNotNull(fingerprint)));
  return rows.flatMap((row) => (row.fingerprint ? [{ ...row, fingerprint: row.fingerprint }] : []));
}

/** Cases of a lab from before there were groups, in an order that stays. */
export async function listUnplacedCases({ db, t }: Store, { labId }: { labId: string }): Promise<CaseRow[]> {
  return db
    .select()
    .from(t.cases)
    .where(and(eq(t.cases.labId, labId), isNull(t.cases.fingerprint)))
    .orderBy(asc(t.cases.splitKey), asc(t.cases.seq), asc(t.cases.datasetId));
}

export async function placeCaseRow(
  { db, t }: Store,
  { caseId, groupKey, side, fingerprint }: { caseId: string; fingerprint: Fingerprint } & Placement,
): Promise<void> {
  await db.update(t.cases).set({ groupKey, side, fingerprint }).where(eq(t.cases.id, caseId));
}

export async function deleteCasesOfFeedback(
  { db, t }: Store,
  { feedbackId }: { feedbackId: string },
): Promise<void> {
  await db.delete(t.cases).where(eq(t.cases.feedbackId, feedbackId));
}

export async function listCases(
  { db, t }: Store,
  { datasetId, after, limit }: { datasetId: string; after: number; limit: number },
): Promise<CaseRow[]> {
  return db
    .select()
    .from(t.cases)
    .where(and(eq(t.cases.datasetId, datasetId), gt(t.cases.seq, after)))
    .orderBy(asc(t.cases.seq))
    .limit(limit);
}

/** Every case of a lab, or of some of its datasets, in an order that stays. */
export async function listLabCases(
  { db, t }: Store,
  { labId, datasetIds }: { labId: string; datasetIds: readonly string[] | null },
): Promise<CaseRow[]> {
  return db
    .select()
    .from(t.cases)
    .where(
      and(
        eq(t.cases.labId, labId),
        datasetIds === null ? undefined : inArray(t.cases.datasetId, [...datasetIds]),
      ),
    )
    .orderBy(asc(t.cases.splitKey), asc(t.cases.seq));
}

export async function findCases(
  { db, t }: Store,
  { caseIds }: { caseIds: readonly string[] },
): Promise<CaseRow[]> {
  if (caseIds.length === 0) return [];
  return db
    .select()
    .from(t.cases)
    .where(inArray(t.cases.id, [...caseIds]));
}

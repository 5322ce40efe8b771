import {
  countCases,
  findDataset,
  findEditsDataset,
  insertCases,
  insertDataset,
  listCases,
  listDatasets,
  nextCaseSeq,
} from "@/db/queries/datasets";
import type { CaseRow, DatasetRow } from "@/db/rows";
import type { Store } from "@/db/store";
import type { Context } from "@/lib/context";
import type { PageQuery } from "@/lib/contracts/common";
import type { Case, CaseInput, Dataset, NewCase, NewDataset } from "@/lib/contracts/datasets";
import { AppError } from "@/lib/errors";
import { placeEmails } from "./case-split";
import { requireLab } from "./lab-lookup";
import { pageOf, readCursor } from "./paging";

export async function getDatasets(ctx: Context, { labId, limit, cursor }: PageQuery & { labId?: string }) {
  const lab = await requireLab(ctx, labId);
  const offset = readCursor(cursor) ?? 0;
  const rows = await listDatasets(ctx.store, { labId: lab.id, limit: limit + 1, offset });
  const items = await datasetViews(ctx, rows.slice(0, limit));
  return { items, nextCursor: rows.length > limit ? String(offset + limit) : null };
}

export async function createDataset(
  ctx: Context,
  { labId, name, description, cases }: NewDataset,
): Promise<Dataset> {
  const lab = await requireLab(ctx, labId);
  const dataset: DatasetRow = {
    id: ctx.newId(),
    labId: lab.id,
    name,
    description,
    kind: "written",
    createdAt: ctx.now(),
  };
  await ctx.store.transaction(async (tx) => {
    await insertDataset(tx, dataset);
    await addCases(tx, ctx, { dataset, cases });
  });
  return datasetView(ctx, dataset);
}

export async function addCasesToDataset(
  ctx: Context,
  datasetId: string,
  cases: readonly NewCase[],
): Promise<Dataset> {
  const dataset = await requireDataset(ctx, datasetId);
  await ctx.store.transaction((tx) => addCases(tx, ctx, { dataset, cases }));
  return datasetView(ctx, dataset);
}

export async function getCases(ctx: Context, datasetId: string, { limit, cursor }: PageQuery) {
  const dataset = await requireDataset(ctx, datasetId);
  const found = await listCases(ctx.store, {
    datasetId: dataset.id,
    after: readCursor(cursor) ?? 0,
    limit: limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, limit, ({ seq }) => seq);
  return { items: rows.map(caseView), nextCursor };
}

/** Inserts cases inside the caller's transaction; each one's place in the split is fixed here. */
export async function addCases(
  tx: Store,
  ctx: Context,
  { dataset, cases }: { dataset: DatasetRow; cases: readonly NewCase[] },
): Promise<void> {
  const first = await nextCaseSeq(tx, { datasetId: dataset.id });
  const places = await placeEmails(
    tx,
    dataset.labId,
    cases.map(({ input }) => input),
  );
  const rows = cases.map(({ input, expectedOutput }, index): CaseRow => {
    const place = places[index];
    if (!place) throw new Error("a case was given no place");
    return {
      id: ctx.newId(),
      labId: dataset.labId,
      datasetId: dataset.id,
      seq: first + index,
      ...input,
      expectedOutput,
      ...place,
      feedbackId: null,
      draftedByPromptId: null,
      createdAt: ctx.now(),
    };
  });
  await insertCases(tx, rows);
}

interface EditedReply {
  labId: string;
  feedbackId: string;
  promptId: string;
  input: CaseInput;
  editedContent: string;
}

/** Keeps a person's edit as a reference, in the lab's dataset of edits, inside the caller's transaction. */
export async function addEditedCase(tx: Store, ctx: Context, edited: EditedReply): Promise<void> {
  const { labId, feedbackId, promptId, input, editedContent } = edited;
  const dataset = (await findEditsDataset(tx, { labId })) ?? (await createEditsDataset(tx, ctx, labId));
  const [place] = await placeEmails(tx, labId, [input]);
  if (!place) throw new Error("a case was given no place");
  await insertCases(tx, [
    {
      id: ctx.newId(),
      labId,
      datasetId: dataset.id,
      seq: await nextCaseSeq(tx, { datasetId: dataset.id }),
      ...input,
      expectedOutput: editedContent,
      ...place,
      feedbackId,
      draftedByPromptId: promptId,
      createdAt: ctx.now(),
    },
  ]);
}

async function createEditsDataset(tx: Store, ctx: Context, labId: string): Promise<DatasetRow> {
  const dataset: DatasetRow = {
    id: ctx.newId(),
    labId,
    name: "Edited drafts",
    description: "Replies as people changed them before sending.",
    kind: "edits",
    createdAt: ctx.now(),
  };
  await insertDataset(tx, dataset);
  return dataset;
}

/** @throws {AppError} `not_found` */
export async function requireDataset(ctx: Context, datasetId: string): Promise<DatasetRow> {
  const dataset = await findDataset(ctx.store, { datasetId });
  if (!dataset) throw new AppError("not_found", `There is no dataset ${datasetId}.`);
  return dataset;
}

async function datasetView(ctx: Context, dataset: DatasetRow): Promise<Dataset> {
  const [view] = await datasetViews(ctx, [dataset]);
  if (!view) throw new Error("one dataset gave no view");
  return view;
}

async function datasetViews(ctx: Context, datasets: readonly DatasetRow[]): Promise<Dataset[]> {
  const counts = await countCases(ctx.store, { datasetIds: datasets.map(({ id }) => id) });
  return datasets.map((dataset) => {
    const own = counts.filter(({ datasetId }) => datasetId === dataset.id);
    return {
      id: dataset.id,
      labId: dataset.labId,
      name: dataset.name,
      description: dataset.description,
      kind: dataset.kind,
      caseCount: own.reduce((sum, { n }) => sum + n, 0),
      heldOutCount: own.find(({ side }) => side === "held_out")?.n ?? 0,
      createdAt: dataset.createdAt.toISOString(),
    };
  });
}

export const caseView = (row: CaseRow): Case => ({
  id: row.id,
  datasetId: row.datasetId,
  input: { sender: row.sender, subject: row.subject, body: row.body, sentOn: row.sentOn },
  expectedOutput: row.expectedOutput,
  side: row.side,
  createdAt: row.createdAt.toISOString(),
});

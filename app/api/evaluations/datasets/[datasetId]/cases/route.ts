import { z } from "zod";
import { Id, PageQuery } from "@/lib/contracts/common";
import { CasePage, Dataset, NewCases } from "@/lib/contracts/datasets";
import { route } from "@/lib/http/route";
import { addCasesToDataset, getCases } from "@/lib/services/datasets";

const params = z.object({ datasetId: Id });

/** GET /api/evaluations/datasets/:datasetId/cases: its cases in order, with their side of the split. */
export const GET = route({
  permission: "read",
  params,
  query: PageQuery,
  response: CasePage,
  run: ({ params, query }, ctx) => getCases(ctx, params.datasetId, query),
});

/** POST /api/evaluations/datasets/:datasetId/cases: adds cases; all of them or none. */
export const POST = route({
  permission: "labs:write",
  params,
  body: NewCases,
  response: Dataset,
  status: 201,
  run: ({ params, body }, ctx) => addCasesToDataset(ctx, params.datasetId, body.cases),
});

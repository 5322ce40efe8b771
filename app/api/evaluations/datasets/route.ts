import { Dataset, DatasetPage, DatasetQuery, NewDataset } from "@/lib/contracts/datasets";
import { route } from "@/lib/http/route";
import { createDataset, getDatasets } from "@/lib/services/datasets";

/** GET /api/evaluations/datasets: a lab's datasets, newest first. */
export const GET = route({
  permission: "read",
  query: DatasetQuery,
  response: DatasetPage,
  run: ({ query }, ctx) => getDatasets(ctx, query),
});

/** POST /api/evaluations/datasets: a dataset with its first cases. */
export const POST = route({
  permission: "labs:write",
  body: NewDataset,
  response: Dataset,
  status: 201,
  run: ({ body }, ctx) => createDataset(ctx, body),
});

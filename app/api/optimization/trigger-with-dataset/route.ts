import { DatasetRunStart, RunStarted } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { triggerDatasetRun } from "@/lib/services/optimization";

/** POST /api/optimization/trigger-with-dataset: starts a run on the datasets that a person chose. */
export const POST = route({
  permission: "runs:write",
  body: DatasetRunStart,
  response: RunStarted,
  status: 202,
  run: ({ body }, ctx) => triggerDatasetRun(ctx, body),
});

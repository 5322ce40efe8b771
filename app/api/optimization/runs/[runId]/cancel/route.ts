import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Run } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { cancelRun } from "@/lib/services/run-actions";

/** POST /api/optimization/runs/:runId/cancel: asks a run to stop; what had finished is kept. */
export const POST = route({
  permission: "runs:write",
  params: z.object({ runId: Id }),
  response: Run,
  run: ({ params }, ctx) => cancelRun(ctx, params.runId),
});

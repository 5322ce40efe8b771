import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Run } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { getRun } from "@/lib/services/run-views";

/** GET /api/optimization/runs/:runId: everything that a run has found so far. */
export const GET = route({
  permission: "read",
  params: z.object({ runId: Id }),
  response: Run,
  run: ({ params }, ctx) => getRun(ctx, params.runId),
});

import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Run, RunResolution } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { rollBackRun } from "@/lib/services/run-actions";

/** POST /api/optimization/runs/:runId/rollback: brings the previous prompt back. */
export const POST = route({
  permission: "prompts:write",
  params: z.object({ runId: Id }),
  body: RunResolution,
  response: Run,
  run: ({ params, body }, ctx) => rollBackRun(ctx, params.runId, body),
});

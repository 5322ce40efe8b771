import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Run, RunResolution } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { deployRun } from "@/lib/services/run-actions";

/** POST /api/optimization/runs/:runId/deploy: a person approves what the run proposes. */
export const POST = route({
  permission: "prompts:write",
  params: z.object({ runId: Id }),
  body: RunResolution,
  response: Run,
  run: ({ params, body }, ctx) => deployRun(ctx, params.runId, body),
});

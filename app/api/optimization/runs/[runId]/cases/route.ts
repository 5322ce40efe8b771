import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { CaseComparisons } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { getCaseComparisons } from "@/lib/services/run-views";

/** GET /api/optimization/runs/:runId/cases: held-out replies side by side, worst loss first. */
export const GET = route({
  permission: "read",
  params: z.object({ runId: Id }),
  response: CaseComparisons,
  run: ({ params }, ctx) => getCaseComparisons(ctx, params.runId),
});

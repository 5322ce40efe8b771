import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { eventRoute } from "@/lib/http/event-stream";
import { followRun } from "@/lib/services/run-stream";

export const dynamic = "force-dynamic";

/** GET /api/optimization/runs/:runId/events: the run's log as it grows; resumes from Last-Event-ID. */
export const GET = eventRoute({
  permission: "read",
  params: z.object({ runId: Id }),
  open: ({ params, after }, ctx, signal) => followRun(ctx, { runId: params.runId, after, signal }),
});

import { LabQuery } from "@/lib/contracts/common";
import { TriggerCheck } from "@/lib/contracts/feedback";
import { RunStart, RunStarted } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { triggerRun } from "@/lib/services/optimization";
import { getTriggerCheck } from "@/lib/services/triggers";

/** GET /api/optimization/trigger: every condition of the trigger, met or not. */
export const GET = route({
  permission: "read",
  query: LabQuery,
  response: TriggerCheck,
  run: ({ query }, ctx) => getTriggerCheck(ctx, query.labId),
});

/** POST /api/optimization/trigger: starts a run that is due, or any when forced. */
export const POST = route({
  permission: "runs:write",
  body: RunStart,
  response: RunStarted,
  status: 202,
  run: ({ body }, ctx) => triggerRun(ctx, body),
});

import { RunPage, RunQuery } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { getRuns } from "@/lib/services/run-views";

/** GET /api/optimization/runs: a lab's runs, newest first. */
export const GET = route({
  permission: "read",
  query: RunQuery,
  response: RunPage,
  run: ({ query }, ctx) => getRuns(ctx, query),
});

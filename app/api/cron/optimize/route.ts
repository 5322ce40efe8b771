import { CronReport } from "@/lib/contracts/runs";
import { route } from "@/lib/http/route";
import { tick } from "@/lib/runner/runner";

export const maxDuration = 60;

/** GET /api/cron/optimize: queues what is due and advances what is queued; safe to repeat and to overlap. */
export const GET = route({
  permission: "cron",
  response: CronReport,
  run: (_input, ctx) => tick(ctx, { budgetMs: ctx.config.cron.budgetMs }),
});

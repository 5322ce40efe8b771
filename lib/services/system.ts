import { findLabBySlug, listLabs } from "@/db/queries/labs";
import type { Context } from "@/lib/context";
import type { Health, LlmStatus, Readiness } from "@/lib/contracts/system";
import { DEFAULT_SLUG } from "./lab-lookup";

const STATUS_TIMEOUT_MS = 10_000;

export const getHealth = async (ctx: Context): Promise<Health> => ({
  status: "ok",
  uptimeSeconds: Math.round((ctx.now().getTime() - ctx.startedAt.getTime()) / 1000),
});

/** Whether this process can do its work: the database answers, migrations ran, the runner is not stopping. */
export async function getReadiness(ctx: Context): Promise<Readiness> {
  const database = await attempt(async () => {
    await listLabs(ctx.store, { limit: 1, offset: 0 });
    return ctx.config.database.kind;
  });
  const lab = await attempt(async () => {
    if (!(await findLabBySlug(ctx.store, { slug: DEFAULT_SLUG })))
      throw new Error("the default lab is missing");
    return "in place";
  });
  const running = !ctx.stopping.signal.aborted;
  const checks = [
    { name: "database", ...database },
    { name: "default lab", ...lab },
    { name: "runner", ok: running, detail: running ? "ready" : "stopping" },
  ];
  return { ready: checks.every(({ ok }) => ok), checks };
}

/** Asks the provider now; an unreachable one is told, never replaced. */
export async function getLlmStatus(ctx: Context): Promise<LlmStatus> {
  const model = ctx.models.of(null);
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(STATUS_TIMEOUT_MS)]);
  const status = await model.status({ signal });
  return {
    ...status,
    models: status.models && [...status.models],
    providers: ctx.models.list(),
  };
}

async function attempt(work: () => Promise<string>): Promise<{ ok: boolean; detail: string }> {
  try {
    return { ok: true, detail: await work() };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

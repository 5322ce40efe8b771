import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { claimNextJob, findJobOf, updateHeldJob, voidLeases } from "@/db/queries/jobs";
import { updateRun } from "@/db/queries/runs";
import type { Context } from "@/lib/context";
import type { GenerateRequest, LanguageModel } from "@/lib/llm/language-model";
import { runNextStep, runTicker, tick } from "@/lib/runner/runner";
import { commitHeld, type HeldJob, LeaseLost } from "@/lib/services/jobs";
import { changeLab } from "@/lib/services/labs";
import { startDueRuns, triggerRun } from "@/lib/services/optimization";
import { getRun } from "@/lib/services/run-views";
import { createClock } from "@/tests/fakes/clock";
import { meeting } from "@/tests/fakes/meeting";
import { simulator } from "./contexts";
import { decideOn, finishRun, shortSearch, work } from "./lab-work";
import { eachDatabase, openBeside, openOn } from "./stores";

const never = new AbortController().signal;
const long = { LEASE_MS: "600000" };

/** The simulator, with what it was asked and a say over when it answers. */
function watched(before: (request: GenerateRequest) => Promise<void> = async () => {}) {
  const asked: string[] = [];
  const model: LanguageModel = {
    ...simulator(),
    generate: async (request, options) => {
      asked.push(JSON.stringify([request.messages, request.seed]));
      await before(request);
      return simulator().generate(request, options);
    },
  };
  return { model, asked };
}

async function startRun(ctx: Context): Promise<string> {
  await shortSearch(ctx);
  await decideOn(ctx, 4);
  return (await triggerRun(ctx, { force: true })).runId;
}

const jobOf = async (ctx: Context, runId: string) => {
  const job = await findJobOf(ctx.store, { subjectId: runId });
  if (!job) throw new Error(`run ${runId} has no job`);
  return job;
};

/** As a runner would find it that was away for longer than its lease. */
async function expireLease(ctx: Context, runId: string): Promise<void> {
  const { id, fence } = await jobOf(ctx, runId);
  await updateHeldJob(ctx.store, { jobId: id, fence, leaseExpiresAt: new Date(0) });
}

async function claim(ctx: Context): Promise<HeldJob | null> {
  const row = await claimNextJob(ctx.store, {
    runnerId: ctx.runnerId,
    now: await ctx.store.now(),
    leaseMs: 600_000,
  });
  return (
    row && { row, lease: { jobId: row.id, fence: row.fence }, signal: never, inTurn: (commit) => commit() }
  );
}

eachDatabase((open) => {
  it("gives a job to one of ten runners, and to the next once the lease is over", async () => {
    const ctx = await open();
    const runId = await startRun(ctx);
    const other = await openBeside(ctx);
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(n % 2 ? ctx : other)));
    const [first, ...more] = claims.filter((job) => job !== null);
    expect(more).toEqual([]);
    expect(first?.lease.fence).toBe(1);

    expect(await claim(other)).toBeNull();
    await expireLease(ctx, runId);
    expect((await claim(other))?.lease.fence).toBe(2);
  });

  it("refuses every write of a runner whose lease was taken over", async () => {
    const ctx = await open();
    const runId = await startRun(ctx);
    const slow = await claim(ctx);
    await expireLease(ctx, runId);
    const quick = await claim(await openBeside(ctx));
    if (!slow || !quick) throw new Error("both should have had the job");

    const write = (job: HeldJob, error: string) =>
      commitHeld(ctx, job, async (tx, log) => {
        await updateRun(tx, { runId, error });
        await log({ type: "note", message: error, step: "collecting", done: 0, total: 0 });
      });
    await expect(write(slow, "too late")).rejects.toThrow(LeaseLost);
    expect((await getRun(ctx, runId)).error).toBeNull();
    await write(quick, "in time");
    expect((await getRun(ctx, runId)).error).toBe("in time");
  });

  it("ignores the late results of a runner that woke up after another had finished the run", async () => {
    const wake = meeting(2);
    const asleep = meeting(2);
    let sleeping = false;
    const { model } = watched(async (request) => {
      if (!sleeping || request.json) return;
      void asleep();
      await wake();
    });
    const ctx = await open({ model, environment: long });
    const runId = await startRun(ctx);
    await runNextStep(ctx, never);
    await runNextStep(ctx, never);
    sleeping = true;
    const stuck = runNextStep(ctx, never);
    await asleep();
    await expireLease(ctx, runId);
    const other = await openBeside(ctx, { environment: long });
    const run = await finishRun(other, runId);
    expect(run.finishedAt).not.toBeNull();
    const scores = await ctx.store.db.select().from(ctx.store.t.scores);

    void wake();
    expect(await stuck).toBe(true);

    expect(await getRun(ctx, runId)).toEqual(run);
    expect(await ctx.store.db.$count(ctx.store.t.scores)).toBe(scores.length);
    expect(await jobOf(ctx, runId)).toMatchObject({ status: "done", runnerId: null, attempts: 0 });
  });

  it("lets two runners share a run: no reply is asked for twice", async () => {
    const { model, asked } = watched();
    const ctx = await open({ model });
    const runId = await startRun(ctx);
    asked.length = 0;
    const other = await openBeside(ctx, { model });
    const finish = async (runner: Context) => {
      while ((await getRun(runner, runId)).finishedAt === null) {
        if (!(await runNextStep(runner, never))) await sleep(5);
      }
    };
    await Promise.all([finish(ctx), finish(other)]);

    const run = await getRun(ctx, runId);
    expect(["deployed", "no_improvement"]).toContain(run.status);
    expect(new Set(asked).size).toBe(asked.length);
    expect(run.cost.calls).toBe(asked.length);
  });

  it("gives the job back when it is told to stop, and the next tick goes on where it was", async () => {
    const stop = new AbortController();
    let replies = 0;
    const { model, asked } = watched(async ({ json }) => {
      if (!json && ++replies === 20) stop.abort();
    });
    const ctx = await open({ model });
    const runId = await startRun(ctx);
    asked.length = replies = 0;
    await work(ctx, stop.signal);

    expect(await jobOf(ctx, runId)).toMatchObject({ status: "queued", runnerId: null, attempts: 0 });
    const stored = await ctx.store.db.$count(ctx.store.t.scores);
    expect(stored).toBeGreaterThan(10);
    expect((await getRun(ctx, runId)).status).toBe("running");

    const run = await finishRun(ctx, runId);
    expect(["deployed", "no_improvement"]).toContain(run.status);
    // At most the calls in flight are made again.
    expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(ctx.config.llm.concurrency);
  });

  it("ends a tick within its budget and leaves the rest to the next", async () => {
    const ctx = await open({ model: simulator(60) });
    const runId = await startRun(ctx);
    const report = await tick(ctx, { budgetMs: 400 });
    expect(report).toMatchObject({ checked: 1, enqueued: 0 });
    expect(report.advanced).toBeGreaterThan(0);
    const run = await getRun(ctx, runId);
    expect(run.status).toBe("running");
    expect(await jobOf(ctx, runId)).toMatchObject({ status: "queued", runnerId: null });
  });

  it("frees the leases of a process that is gone", async () => {
    const ctx = await open();
    const runId = await startRun(ctx);
    await claim(ctx);
    expect(await claim(ctx)).toBeNull();
    expect(await voidLeases(ctx.store)).toBe(1);
    expect(await voidLeases(ctx.store)).toBe(0);
    expect((await claim(ctx))?.row.subjectId).toBe(runId);
  });

  it.each([-1, 1])("starts at once a run that was queued by a clock %i h off", async (hours) => {
    const clock = createClock(new Date(Date.now() + hours * 3_600_000).toISOString());
    const ctx = await open({ now: clock.now });
    const runId = await startRun(ctx);
    expect(await runNextStep(ctx, never)).toBe(true);
    expect((await getRun(ctx, runId)).status).toBe("running");
  });

  it("starts one run from ten overlapping checks", async () => {
    const ctx = await open();
    await decideOn(ctx, 3);
    await changeLab(ctx, "default", { triggerConfig: { minFeedbackCount: 3 } });
    const checks = await Promise.all(Array.from({ length: 10 }, () => startDueRuns(ctx)));
    expect(checks.reduce((sum, { enqueued }) => sum + enqueued, 0)).toBe(1);
    expect(await ctx.store.db.$count(ctx.store.t.optimizationRuns)).toBe(1);
  });

  it("works in the background until the process stops, and gives its lease back then", async () => {
    const ctx = await open({ model: simulator(30), environment: { TICK_INTERVAL_MS: "50" } });
    const runId = await startRun(ctx);
    const ticker = runTicker(ctx);
    while ((await getRun(ctx, runId)).progress.done < 8) await sleep(20);
    ctx.stopping.abort();
    await ticker;
    expect(await jobOf(ctx, runId)).toMatchObject({ status: "queued", runnerId: null, attempts: 0 });
  });
});

it("tries a step that breaks again, later each time, and fails the run after five times", async () => {
  const clock = createClock("2026-03-01T12:00:00.000Z");
  const ctx = await openOn("sqlite")({ now: clock.now });
  const runId = await startRun(ctx);
  const broken: Context = {
    ...ctx,
    newId: () => {
      throw new Error("no ids today");
    },
  };
  for (const [attempt, waitMs] of [2000, 4000, 8000, 16_000].entries()) {
    expect(await runNextStep(broken, never)).toBe(true);
    expect(await jobOf(ctx, runId)).toMatchObject({ status: "queued", attempts: attempt + 1 });
    clock.advance(waitMs - 1);
    expect(await runNextStep(broken, never)).toBe(false);
    clock.advance(1);
  }
  expect(await runNextStep(broken, never)).toBe(true);
  expect(await getRun(ctx, runId)).toMatchObject({
    status: "failed",
    error: "The step collecting failed 5 times: no ids today",
  });
  expect(await jobOf(ctx, runId)).toMatchObject({ status: "failed" });
});

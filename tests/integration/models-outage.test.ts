import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import * as generateDrafts from "@/app/api/emails/[emailId]/generate-drafts/route";
import type { Context } from "@/lib/context";
import type { Run } from "@/lib/contracts/runs";
import { createOpenAiModel } from "@/lib/llm/openai/model";
import { runNextStep } from "@/lib/runner/runner";
import { changeLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { cancelRun } from "@/lib/services/run-actions";
import { getRun, getRunEvents } from "@/lib/services/run-views";
import { type Fault, startFakeOpenAi } from "@/tests/fakes/openai-server";
import { contextOn } from "./contexts";
import { fakeModel } from "./fake-model";
import { decideOn, finishRun, openEmails, shortSearch } from "./lab-work";
import { problemOf, send, serve } from "./requests";
import { betterPrompts, shopAnswers } from "./shop-model";
import { afterTest, eachDatabase } from "./stores";
import { promptCalls, timeouts } from "./three-providers";

const breaker = { failures: 12, pauseMs: 200, mostPauseMs: 1_000 };

/** A port in front of a server, which can close and open again. */
async function gateTo(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const hold = (socket: Socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    return socket;
  };
  let server: Server;
  const listen = async (at: number) => {
    server = createServer((from) => {
      const to = hold(connect(Number(port), hostname));
      hold(from).pipe(to).pipe(from);
    });
    server.listen(at, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  };
  const own = await listen(0);
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  afterTest(close);
  return { url: `http://127.0.0.1:${own}/v1`, close, open: () => listen(own) };
}

async function shopBehindGate() {
  const server = await startFakeOpenAi({ respond: shopAnswers(betterPrompts) });
  afterTest(() => server.close());
  const gate = await gateTo(server.url);
  const model = createOpenAiModel({
    baseUrl: gate.url,
    apiKey: null,
    model: "fake-model",
    embeddingModel: null,
    timeouts,
    calls: promptCalls("The OpenAI-compatible server", breaker),
    now: () => new Date(),
  });
  return { server, gate, model };
}

const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);

/** Ticks as a process does, every so often, until the time is up or the run has ended. */
async function tickFor(ctx: Context, runId: string, ms: number): Promise<Run> {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    if (!(await step(ctx))) await sleep(50);
    const run = await getRun(ctx, runId);
    if (run.finishedAt !== null) return run;
  }
  return getRun(ctx, runId);
}

const scoresIn = ({ store }: Context) => store.db.select().from(store.t.scores);

eachDatabase((open) => {
  it.each([
    { case: "before the first proposal", steps: 1, at: "proposing", most: 12 + 6 },
    { case: "during the race", steps: 2, at: "racing", most: 12 + 6 },
  ])("parks a run whose provider goes away $case, and goes on unaided", async ({ steps, at, most }) => {
    const { model, gate, server } = await shopBehindGate();
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    for (let n = 0; n < steps; n++) await step(ctx);
    const before = await getRun(ctx, runId);
    const answered = server.completions.length;

    await gate.close();
    const parked = await tickFor(ctx, runId, 4_000);
    expect(parked).toMatchObject({ status: "running", step: at, error: null, finishedAt: null });
    // Nothing was recorded as failed, and hardly anything was asked.
    expect(await scoresIn(ctx)).toEqual([]);
    expect(parked.candidates).toEqual(before.candidates);
    expect(parked.cost.failedCalls).toBeGreaterThan(0);
    expect(parked.cost.failedCalls).toBeLessThanOrEqual(most);
    expect(parked.cost.calls - before.cost.calls).toBe(parked.cost.failedCalls);
    const { events } = await getRunEvents(ctx, { runId, after: 0 });
    const waits = events.filter(({ message }) => message.startsWith("The run waits "));
    expect(waits.length).toBeGreaterThan(0);
    expect(waits[0]?.message).toMatch(/^The run waits \d+ s for its provider and goes on by itself\. /);

    await gate.open();
    const run = await tickFor(ctx, runId, 30_000);
    expect(run, run.error ?? "").toMatchObject({ status: "deployed", error: null });
    expect(run.candidates.map(({ failedCases }) => failedCases)).toEqual([0, 0, 0, 0]);
    expect(run.cost.failedCalls).toBe(parked.cost.failedCalls);
    const made = run.cost.calls - run.cost.failedCalls - (before.cost.calls - before.cost.failedCalls);
    expect(server.completions.length - answered).toBe(made);
  });

  it("parks for a single call too, because the server itself does not answer", async () => {
    const { model, gate } = await shopBehindGate();
    const ctx = await open({ model });
    await changeLab(ctx, "default", { search: { candidates: 1 } });
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await gate.close();
    await step(ctx);
    // Four tries, too few for the provider to be left alone.
    const parked = await getRun(ctx, runId);
    expect(parked).toMatchObject({
      status: "running",
      step: "proposing",
      cost: { calls: 4, failedCalls: 4 },
    });
    expect(parked.candidates).toHaveLength(1);
    expect(await step(ctx)).toBe(false);
    await gate.open();
    expect((await tickFor(ctx, runId, 30_000)).status).toBe("deployed");
  });

  it("probes a server that answers 503 with one call at a time", async () => {
    const { model, server } = await shopBehindGate();
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await step(ctx);
    const before = server.completions.length;
    // Twelve until it is left alone, with up to three that were under way then; the rest are probes.
    const faults = 18;
    server.enqueue(...Array<Fault>(faults).fill({ kind: "status", status: 503 }));
    const failed = () => Math.min(faults, server.completions.length - before);
    await step(ctx);
    expect(failed()).toBeGreaterThanOrEqual(12);
    expect(failed()).toBeLessThanOrEqual(15);
    const probes: number[] = [];
    while (failed() < faults) {
      const soFar = failed();
      if (!(await step(ctx))) await sleep(50);
      if (failed() > soFar) probes.push(failed() - soFar);
    }
    expect(probes.slice(0, -1)).toEqual(probes.slice(0, -1).map(() => 1));
    const run = await tickFor(ctx, runId, 30_000);
    expect(run, run.error ?? "").toMatchObject({ status: "deployed", error: null });
    expect(run.cost.failedCalls).toBe(faults);
    expect(run.candidates.map(({ failedCases }) => failedCases)).toEqual([0, 0, 0, 0]);
  });

  it("gives up a reply that fails in both rounds, while the server is there", async () => {
    const { model } = await shopBehindGate();
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await step(ctx);
    const { store } = ctx;
    const [row] = await store.db.select().from(store.t.optimizationRuns);
    const cases = await store.db.select().from(store.t.cases);
    const poison = cases.find(({ id }) => id === row?.caseIds?.development[0])?.body.trim() ?? "no case";
    const { model: broken, server } = await fakeModel(
      { script: Array<Fault>(200).fill({ kind: "status", status: 500 }) },
      { calls: promptCalls("The server", { ...breaker, failures: 1_000 }) },
    );
    const generate: typeof model.generate = (request, options) => {
      const fails = request.messages.some(({ content }) => content.includes(poison));
      return (fails ? broken : model).generate(request, options);
    };
    const run = await finishRun(contextOn(ctx.config, store, { model: { ...model, generate } }), runId);

    expect(run, run.error ?? "").toMatchObject({ status: "deployed" });
    const failed = (await scoresIn(ctx)).filter(({ error }) => error !== null);
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.map(({ caseId }) => caseId))).toEqual(new Set([row?.caseIds?.development[0]]));
    expect(failed.map(({ reward, components, outputId }) => [reward, components, outputId])).toEqual(
      failed.map(() => [null, null, null]),
    );
    // Two rounds of four tries each.
    expect(server.completions).toHaveLength(8 * failed.length);
    expect(run.cost.failedCalls).toBe(8 * failed.length);
  });

  it("waits as long as the provider asks for when it has had too many calls", async () => {
    const { model, server } = await shopBehindGate();
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await step(ctx);
    // Longer than one call waits by itself.
    const tooMany: Fault = { kind: "status", status: 429, headers: { "retry-after": "300" } };
    server.enqueue(...Array<Fault>(4).fill(tooMany));
    await step(ctx);
    expect(await step(ctx)).toBe(false);
    const [job] = await ctx.store.db.select().from(ctx.store.t.jobs);
    const waitMs = (job?.nextAt.getTime() ?? 0) - (await ctx.store.now()).getTime();
    expect(waitMs).toBeGreaterThan(290_000);
    expect(waitMs).toBeLessThanOrEqual(300_000);
    expect(await scoresIn(ctx)).toEqual([]);
    expect((await getRun(ctx, runId)).status).toBe("running");
  });

  it("lets a parked run be cancelled", async () => {
    const { model, gate } = await shopBehindGate();
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await gate.close();
    await step(ctx);
    await cancelRun(ctx, runId);
    expect((await tickFor(ctx, runId, 10_000)).status).toBe("cancelled");
  });

  it("tells a person who asks for drafts when the provider may be tried again", async () => {
    const { model, gate } = await shopBehindGate();
    const ctx = await open({ model });
    serve(ctx);
    const [email] = await openEmails(ctx, 1);
    const emailId = email?.id ?? "";
    const post = () =>
      send(generateDrafts.POST, `/api/emails/${emailId}/generate-drafts`, { params: { emailId }, json: {} });
    await gate.close();
    const first = await problemOf(await post(), 502);
    expect(first.detail).toContain("connection refused");
    await post();
    const response = await post();
    expect(response.headers.get("retry-after")).toMatch(/^\d+$/);
    const problem = await problemOf(response, 502);
    expect(problem.type).toBe("urn:loop-learner:problem:provider_failed");
    expect(problem.detail).toMatch(
      /failed 12 times in a row and is left alone for a while\. The next try may be made in \d+ s, at \d{4}-.*Z\.$/,
    );
    expect(problem).toMatchObject({ kind: "paused", attempts: 0 });

    await gate.open();
    await sleep(1_100);
    // Of the two drafts of a request one is the probe, for which the other does not wait.
    await expect.poll(async () => (await post()).status, { timeout: 5_000 }).toBe(201);
  });
});

import { expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { runNextStep } from "@/lib/runner/runner";
import { getLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { getRun, getRunEvents } from "@/lib/services/run-views";
import type { Fault } from "@/tests/fakes/openai-server";
import { fakeModel } from "./fake-model";
import { decideOn, finishRun, shortSearch } from "./lab-work";
import { betterPrompts, shopAnswers } from "./shop-model";
import { eachDatabase } from "./stores";

const outage: Fault = { kind: "status", status: 500 };
const faults: Fault[] = [
  { kind: "status", status: 429, headers: { "retry-after": "0" } },
  outage,
  { kind: "reset" },
  { kind: "truncated" },
  { kind: "html" },
  { kind: "empty" },
  { kind: "status", status: 429, headers: { "retry-after": "1" } },
];

/** Three of ten requests fail, each in its turn in another way. */
const thirtyPercent = (requests: number): (Fault | null)[] => {
  let failed = 0;
  return Array.from({ length: requests }, (_, n) =>
    n % 10 === 1 || n % 10 === 4 || n % 10 === 7 ? (faults[failed++ % faults.length] ?? null) : null,
  );
};

const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);
const textsIn = ({ store }: Context) => store.db.select().from(store.t.outputs);
const scoresIn = ({ store }: Context) => store.db.select().from(store.t.scores);

eachDatabase((open) => {
  it("completes when three of ten calls fail, and scores no failure as an answer", async () => {
    const { model, server, waits } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const before = server.completions.length;
    const script = thirtyPercent(600);
    server.enqueue(...script);
    const { runId } = await triggerRun(ctx, { force: true });
    const run = await finishRun(ctx, runId);

    expect(run).toMatchObject({ status: "deployed", error: null });
    const made = server.completions.length - before;
    const failed = script.slice(0, made).filter((fault) => fault !== null).length;
    expect(failed).toBeGreaterThan(30);
    expect(run.cost).toMatchObject({ calls: made, failedCalls: failed });
    // The wait that the provider asked for is kept; the others are shorter.
    expect(waits.filter((ms) => ms >= 1000 && ms <= 1250).length).toBeGreaterThan(0);

    for (const { text } of await textsIn(ctx)) expect(text).toMatch(/^(Hello|Dear|Hi|Good)/);
    for (const { outputId, reward, error } of await scoresIn(ctx)) {
      expect(outputId === null).toBe(error !== null);
      expect(reward === null).toBe(error !== null);
    }
  });

  it("keeps a case that fails for good out of every mean, and tells of it", async () => {
    const { model, server } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await step(ctx);
    // Refused for good, hence not tried again: three replies in the race never come.
    server.enqueue(...Array<Fault>(3).fill({ kind: "refusal", text: "I cannot help with that." }));
    const run = await finishRun(ctx, runId);

    expect(run.status).toBe("deployed");
    expect(run.candidates.reduce((sum, { failedCases }) => sum + failedCases, 0)).toBe(3);
    const failed = (await scoresIn(ctx)).filter(({ error }) => error !== null);
    expect(failed).toHaveLength(3);
    expect(failed.map(({ reward, components }) => [reward, components])).toEqual(Array(3).fill([null, null]));
    const { events } = await getRunEvents(ctx, { runId, after: 0 });
    expect(events.filter(({ message }) => message.startsWith("A reply failed:"))).toHaveLength(3);
  });

  it("waits when the provider is down before the first proposal, and loses no candidate by it", async () => {
    const { model, server } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    server.enqueue(...Array<Fault>(50).fill(outage));
    const before = server.completions.length;
    const run = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);

    expect(run).toMatchObject({ status: "running", step: "proposing", error: null });
    expect(run.candidates).toHaveLength(1);
    // What was asked in vain is counted, and it was not asked for ever.
    const asked = server.completions.length - before;
    expect(run.cost).toMatchObject({ calls: asked, failedCalls: asked });
    expect(asked).toBeGreaterThanOrEqual(12);
    expect(asked).toBeLessThanOrEqual(16);
  });

  it("waits when the provider goes down during the race, scores nothing, and leaves the live prompt", async () => {
    const { model, server } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    await step(ctx);
    server.enqueue(...Array<Fault>(500).fill(outage));
    const run = await finishRun(ctx, runId);

    expect(run).toMatchObject({ status: "running", step: "racing", error: null });
    expect(await scoresIn(ctx)).toEqual([]);
    expect(await textsIn(ctx)).toEqual([]);
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 1, revision: 1 });
    expect((await getRun(ctx, runId)).canRollBack).toBe(false);
  });
});

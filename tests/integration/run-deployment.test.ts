import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { LanguageModel } from "@/lib/llm/language-model";
import { runNextStep } from "@/lib/runner/runner";
import { changeLab, getLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { activatePrompt, getPromptHistory, writePrompt } from "@/lib/services/prompts";
import { cancelRun, deployRun, rollBackRun } from "@/lib/services/run-actions";
import { getRun } from "@/lib/services/run-views";
import { simulator } from "./contexts";
import { fakeModel } from "./fake-model";
import { decideOn, finishRun, shortSearch, work } from "./lab-work";
import { betterPrompts, shopAnswers } from "./shop-model";
import { eachDatabase } from "./stores";

const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);

eachDatabase((open) => {
  it("waits for approval where the lab wants it, pays nothing twice, deploys once and rolls back", async () => {
    const { model, server } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await changeLab(ctx, "default", { deploymentConfig: { mode: "approval" } });
    await decideOn(ctx, 4);
    const first = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);
    expect(first).toMatchObject({ status: "needs_approval", resultVersion: null, canRollBack: false });
    expect(first.decision?.reasons.at(-1)).toBe("This lab deploys only what a person approves.");
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 1 });

    // The same live prompt and the same proposals: every reply is there already.
    const asked = server.completions.length;
    const second = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);
    const replies = second.candidates.reduce((sum, c) => sum + c.developmentCases + c.heldOutCases, 0);
    expect(second.cost).toMatchObject({ calls: 3, cachedCalls: replies });
    expect(server.completions.length - asked).toBe(3);
    expect(second.decision).toMatchObject({ improvement: first.decision?.improvement });

    const deployments = await Promise.allSettled(
      [1, 2, 3].map(() => deployRun(ctx, first.id, { reason: "Reads well." })),
    );
    expect(deployments.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await getRun(ctx, first.id)).toMatchObject({
      status: "deployed",
      resultVersion: 2,
      canRollBack: true,
    });
    const deployed = await getPromptHistory(ctx, "default");
    expect(deployed.versions).toHaveLength(2);
    expect(deployed.changes[0]).toMatchObject({ actor: "owner", reason: "Reads well.", runId: first.id });

    const back = await rollBackRun(ctx, first.id, {});
    expect(back.canRollBack).toBe(false);
    const { changes } = await getPromptHistory(ctx, "default");
    expect(changes.map(({ fromVersion, toVersion }) => [fromVersion, toVersion])).toEqual([
      [2, 1],
      [1, 2],
      [null, 1],
    ]);
    await expect(rollBackRun(ctx, first.id, {})).rejects.toMatchObject({ code: "conflict" });
    await expect(deployRun(ctx, first.id, {})).rejects.toMatchObject({ code: "conflict" });
  });

  it("asks a person when the live prompt was changed while it ran, and rolls back to that one", async () => {
    const { model } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    for (let done = 0; done < 4; done++) await step(ctx);
    expect((await getRun(ctx, runId)).step).toBe("deciding");
    await writePrompt(ctx, "default", {
      content: "Reply for {{company}}.",
      activate: { revision: 1, reason: "By hand." },
    });
    const run = await finishRun(ctx, runId);

    expect(run).toMatchObject({ status: "needs_approval", resultVersion: null });
    expect(run.decision?.reasons.at(-1)).toContain("baseline_changed");
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 2, revision: 2 });

    expect(await deployRun(ctx, runId, {})).toMatchObject({ status: "deployed", resultVersion: 3 });
    await rollBackRun(ctx, runId, {});
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 2, revision: 4 });
  });

  it("offers no way back once another prompt is live", async () => {
    const { model } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const run = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);
    await activatePrompt(ctx, "default", { version: 1, reason: "By hand." });
    expect((await getRun(ctx, run.id)).canRollBack).toBe(false);
    await expect(rollBackRun(ctx, run.id, {})).rejects.toMatchObject({ code: "conflict" });
  });

  it("stops soon after a person cancels, keeps what had finished and frees the lab", async () => {
    let calls = 0;
    const slow = simulator(40);
    const model: LanguageModel = {
      ...slow,
      generate: (...call) => {
        calls += 1;
        return slow.generate(...call);
      },
    };
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    const working = work(ctx);
    while ((await getRun(ctx, runId)).progress.done < 12) await sleep(20);
    await cancelRun(ctx, runId);
    await working;

    const run = await getRun(ctx, runId);
    expect(run).toMatchObject({ status: "cancelled", step: "finished", decision: null, error: null });
    expect(run.finishedAt).not.toBeNull();
    expect(run.progress.done).toBeGreaterThanOrEqual(12);
    expect(run.progress.done).toBeLessThan(run.progress.total);
    const made = calls;
    await work(ctx);
    expect(calls).toBe(made);
    await expect(cancelRun(ctx, runId)).rejects.toMatchObject({ code: "conflict" });
    await expect(triggerRun(ctx, { force: true })).resolves.toEqual({ runId: expect.any(String) });
  });

  it("never begins a run that was cancelled while it was queued", async () => {
    const ctx = await open();
    await decideOn(ctx, 2);
    const { runId } = await triggerRun(ctx, { force: true });
    await cancelRun(ctx, runId);
    expect(await finishRun(ctx, runId)).toMatchObject({
      status: "cancelled",
      candidates: [],
      cost: { calls: 0 },
    });
  });
});

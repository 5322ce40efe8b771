import { expect, it } from "vitest";
import * as generateDrafts from "@/app/api/emails/[emailId]/generate-drafts/route";
import type { Context } from "@/lib/context";
import type { ProviderName } from "@/lib/contracts/models";
import { runNextStep } from "@/lib/runner/runner";
import { recordFeedback } from "@/lib/services/feedback";
import { changeLab, createLab, getLab } from "@/lib/services/labs";
import { startDueRuns, triggerRun } from "@/lib/services/optimization";
import { getRun, getRunEvents } from "@/lib/services/run-views";
import { contextOn } from "./contexts";
import { complaint, decideOn, draft, finishRun, openEmails, shortSearch } from "./lab-work";
import { problemOf, send, serve } from "./requests";
import { eachDatabase } from "./stores";
import { asked, threeProviders } from "./three-providers";

const choice = (provider: ProviderName) => ({ provider, model: "fake-model" });
const draftWith = (ctx: Context, provider: ProviderName) =>
  changeLab(ctx, "default", { models: { drafting: choice(provider) } });
const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);
const rowsOf = async ({ store: { db, t } }: Context) => ({
  drafts: await db.select().from(t.drafts),
  feedback: await db.select().from(t.feedback),
  outputs: await db.select().from(t.outputs),
});

eachDatabase((open) => {
  it("goes on drafting when a lab is switched, and loses nothing", async () => {
    const { processWith, openai, ollama, anthropic } = await threeProviders();
    const ctx = await open({ models: processWith("openai", "ollama", "anthropic") });
    const emails = await openEmails(ctx, 3);
    const providers = ["openai", "ollama", "anthropic"] as const;
    for (const [index, provider] of providers.entries()) {
      if (index > 0) await draftWith(ctx, provider);
      const [a, b] = await draft(ctx, emails[index]?.id);
      expect(a).toMatchObject({ provider, model: "fake-model", simulated: false });
      expect(a.content).not.toBe(b.content);
      // Anthropic has no log-probs, and none are made up.
      expect([a.perplexity === null, b.perplexity === null]).toEqual(Array(2).fill(provider === "anthropic"));
      await recordFeedback(ctx, { draftId: a.id, feedback: { action: "reject", reason: complaint } });
    }

    expect((await getLab(ctx, "default")).settings.models).toEqual({
      drafting: choice("anthropic"),
      rewriting: null,
    });
    const { drafts, feedback } = await rowsOf(ctx);
    expect(drafts.map(({ provider }) => provider).sort()).toEqual(
      [...providers, ...providers].sort((a, b) => a.localeCompare(b)),
    );
    expect(feedback).toHaveLength(3);
    // Two drafts and their reasons each.
    expect([openai, ollama, anthropic].map(asked)).toEqual([4, 4, 4]);
    for (const { content, provider } of drafts)
      expect(content.toLowerCase()).toContain(`hello from ${provider}`);
  });

  it("carries a run through with the models that it began with, and the next with those chosen since", async () => {
    const { processWith, openai, ollama, anthropic } = await threeProviders();
    const ctx = await open({ models: processWith("openai", "ollama", "anthropic") });
    await shortSearch(ctx);
    await changeLab(ctx, "default", {
      models: { drafting: choice("openai"), rewriting: choice("anthropic") },
      deploymentConfig: { mode: "approval" },
    });
    await decideOn(ctx, 4);
    const first = (await triggerRun(ctx, { force: true })).runId;
    await step(ctx);
    await step(ctx);
    expect((await getRun(ctx, first)).step).toBe("racing");
    expect(asked(anthropic)).toBe(3);
    const draftedBefore = asked(openai);

    await changeLab(ctx, "default", { models: { drafting: choice("ollama"), rewriting: null } });
    const done = await finishRun(ctx, first);
    expect(done, done.error ?? "").toMatchObject({
      status: "needs_approval",
      provider: "openai",
      model: "fake-model",
      similarityBy: null,
    });
    expect(asked(openai) - draftedBefore).toBe(done.cost.calls - 3);
    expect([asked(ollama), asked(anthropic)]).toEqual([0, 3]);
    const before = (await rowsOf(ctx)).outputs;
    expect(before.map(({ provider }) => provider)).toEqual(before.map(() => "openai"));

    const second = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);
    expect(second, second.error ?? "").toMatchObject({ status: "needs_approval", provider: "ollama" });
    expect(second.cost).toMatchObject({ calls: asked(ollama), cachedCalls: 0, failedCalls: 0 });
    // The very same messages to another provider are another question.
    const { outputs } = await rowsOf(ctx);
    const keys = (provider: string) =>
      new Set(outputs.filter((row) => row.provider === provider).map(({ cacheKey }) => cacheKey));
    expect(keys("openai").size).toBe(before.length);
    expect(keys("ollama").size).toBe(second.cost.calls - 3);
    expect(new Set(outputs.map(({ cacheKey }) => cacheKey)).size).toBe(outputs.length);
    expect(asked(anthropic)).toBe(3);
  });

  it("says so when the environment has lost the lab's provider, and lets it be switched back", async () => {
    const { processWith } = await threeProviders();
    const before = await open({ models: processWith("openai", "ollama") });
    await draftWith(before, "ollama");
    const ctx = contextOn(before.config, before.store, { models: processWith("openai") });
    const [email] = await openEmails(ctx, 1);
    const emailId = email?.id ?? "";
    serve(ctx);
    const path = `/api/emails/${emailId}/generate-drafts`;
    const response = await send(generateDrafts.POST, path, { params: { emailId }, json: {} });
    expect((await problemOf(response, 503)).detail).toBe(
      "The provider ollama is not set up on this server: set OLLAMA_HOST in its environment and start it again.",
    );
    await expect(triggerRun(ctx, { force: true })).rejects.toMatchObject({ code: "unavailable" });
    await expect(draftWith(ctx, "anthropic")).rejects.toMatchObject({ code: "unavailable" });
    expect((await getLab(ctx, "default")).settings.models.drafting).toEqual(choice("ollama"));

    await draftWith(ctx, "openai");
    expect((await draft(ctx, emailId))[0].provider).toBe("openai");
  });

  it("ends a run whose drafting provider is gone, with what it had found", async () => {
    const { processWith } = await threeProviders();
    const before = await open({ models: processWith("openai", "ollama") });
    await shortSearch(before);
    await decideOn(before, 4);
    const { runId } = await triggerRun(before, { force: true });
    await step(before);
    await step(before);

    const ctx = contextOn(before.config, before.store, { models: processWith("ollama") });
    const run = await finishRun(ctx, runId);
    expect(run.status).toBe("failed");
    expect(run.error).toBe(
      "The run cannot go on with the model that it began with. The provider openai is not set up on this server: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own, in its environment and start it again.",
    );
    expect(run.candidates).toHaveLength(4);
    expect((await getRunEvents(ctx, { runId, after: 0 })).ended).toBe(true);
    // The lab is free again.
    await draftWith(ctx, "ollama");
    const next = await finishRun(ctx, (await triggerRun(ctx, { force: true })).runId);
    expect(next, next.error ?? "").toMatchObject({ status: "deployed", provider: "ollama" });
  });

  it("needs the rewriting provider no longer once the candidates are written", async () => {
    const { processWith } = await threeProviders();
    const before = await open({ models: processWith("openai", "anthropic") });
    await shortSearch(before);
    await changeLab(before, "default", { models: { rewriting: choice("anthropic") } });
    await decideOn(before, 4);
    const { runId } = await triggerRun(before, { force: true });
    await step(before);
    await step(before);

    const ctx = contextOn(before.config, before.store, { models: processWith("openai") });
    expect(await finishRun(ctx, runId)).toMatchObject({ status: "deployed", error: null });
  });

  it("starts the runs of other labs though one lab's provider is gone", async () => {
    const { processWith } = await threeProviders();
    const before = await open({ models: processWith("openai", "ollama") });
    const due = { minFeedbackCount: 1, minNegativeFeedbackRatio: 0 };
    await decideOn(before, 1);
    await changeLab(before, "default", { triggerConfig: due });
    const other = await createLab(before, { name: "Gone", description: "", prompt: "Reply.", variables: {} });
    await changeLab(before, other.id, { triggerConfig: due, models: { drafting: choice("ollama") } });
    // Its one decision is on a draft of its own email.
    const { store } = before;
    const [decision] = await store.db.select().from(store.t.feedback);
    const [email] = await store.db.select().from(store.t.emails);
    const [written] = await store.db.select().from(store.t.drafts);
    if (!decision || !email || !written) throw new Error("nothing was decided");
    const [lab] = (await store.db.select().from(store.t.labs)).filter(({ id }) => id === other.id);
    const ids = {
      email: before.newId(),
      draft: before.newId(),
      promptId: lab?.livePromptId ?? "",
      labId: other.id,
    };
    await store.db.insert(store.t.emails).values({ ...email, id: ids.email, labId: ids.labId });
    await store.db.insert(store.t.drafts).values({
      ...written,
      id: ids.draft,
      emailId: ids.email,
      promptId: ids.promptId,
      labId: ids.labId,
    });
    await store.db.insert(store.t.feedback).values({
      ...decision,
      id: before.newId(),
      draftId: ids.draft,
      emailId: ids.email,
      promptId: ids.promptId,
      labId: ids.labId,
    });

    const ctx = contextOn(before.config, before.store, { models: processWith("openai") });
    expect(await startDueRuns(ctx)).toEqual({ checked: 2, enqueued: 1 });
  });
});

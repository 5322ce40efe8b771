import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { embeddingSimilarity } from "@/lib/engine/reward/embedding-similarity";
import { lexicalSimilarity } from "@/lib/engine/reward/similarity";
import type { LanguageModel } from "@/lib/llm/language-model";
import { runNextStep } from "@/lib/runner/runner";
import { openEmbedder } from "@/lib/services/embeddings";
import { getLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { setPrice } from "@/lib/services/prices";
import { getRun } from "@/lib/services/run-views";
import { composeEmbedding } from "@/tests/fakes/openai-answers";
import type { FakeOpenAi } from "@/tests/fakes/openai-server";
import { contextOn } from "./contexts";
import { fakeModel } from "./fake-model";
import { decideOn, finishRun, shortSearch } from "./lab-work";
import { betterPrompts, shopAnswers } from "./shop-model";
import { eachDatabase } from "./stores";

const embeddingModel = "fake-embedding";
const shop = () => fakeModel({ respond: shopAnswers(betterPrompts) }, { embeddingModel });

/** Texts that the server was asked to embed, in the order of asking. */
const embeddedBy = ({ requests }: FakeOpenAi): string[] =>
  requests.flatMap(({ path, body }) => (path === "/v1/embeddings" ? (body?.input as string[]) : [])); // as sent

const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);
const never = new AbortController().signal;

async function findingsIn({ store: { db, t } }: Context) {
  const [scores, outputs, cases] = [
    await db.select().from(t.scores),
    await db.select().from(t.outputs),
    await db.select().from(t.cases),
  ];
  return scores.map(({ outputId, caseId, components }) => ({
    reply: outputs.find(({ id }) => id === outputId)?.text ?? "",
    reference: cases.find(({ id }) => id === caseId)?.expectedOutput ?? "",
    similarity: components?.similarity ?? null,
  }));
}

async function startedRun(ctx: Context): Promise<string> {
  await shortSearch(ctx);
  await decideOn(ctx, 4);
  return (await triggerRun(ctx, { force: true })).runId;
}

eachDatabase((open) => {
  it("asks for the vector of a text once, in the order given, and as often as it is told after that", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    const { id } = await getLab(ctx, "default");
    const embed = (context: Context, texts: string[]) =>
      openEmbedder(context, model, id)?.embed(texts, { signal: never });

    const first = await embed(ctx, ["one", "two", "one"]);
    expect(first).toMatchObject({ attempts: 1, answers: [{ model: embeddingModel }] });
    const single = (text: string) => [...new Float32Array(composeEmbedding(text))];
    expect(first?.vectors).toEqual([single("one"), single("two"), single("one")]);
    // Another process later, on the same database.
    const later = await embed(contextOn(ctx.config, ctx.store, { model }), ["two", "three"]);
    expect(later?.vectors).toEqual([single("two"), single("three")]);
    expect(await embed(ctx, ["three", "one"])).toMatchObject({ attempts: 0, answers: [] });
    expect(embeddedBy(server)).toEqual(["one", "two", "three"]);
  });

  it("asks once for a text that several want at the same time, also when the first one fails", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    const { id } = await getLab(ctx, "default");
    const embedder = openEmbedder(ctx, model, id);
    const wanted = ["a", "b", "c", "d"].map((reply) =>
      embedder?.embed([reply, "the reference"], { signal: never }),
    );
    const all = await Promise.all(wanted);
    expect(new Set(all.map((found) => JSON.stringify(found?.vectors[1]))).size).toBe(1);
    expect(embeddedBy(server).toSorted()).toEqual(["a", "b", "c", "d", "the reference"]);

    server.enqueue({ kind: "status", status: 400 });
    const tries = await Promise.allSettled(
      ["e", "f"].map((reply) => embedder?.embed([reply, "another"], { signal: never })),
    );
    expect(tries.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  it("keeps vectors apart by lab and by model", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    const { id } = await getLab(ctx, "default");
    const other = { ...model, embeddingModel: "another-embedding" };
    await openEmbedder(ctx, model, id)?.embed(["one"], { signal: never });
    await openEmbedder(ctx, other, id)?.embed(["one"], { signal: never });
    expect(embeddedBy(server)).toEqual(["one", "one"]);
    expect(openEmbedder(ctx, { ...model, embeddingModel: null }, id)).toBeNull();
  });

  it("measures every reply of a run by the same vectors, each text paid for once", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    await setPrice(ctx, {
      provider: "openai",
      model: embeddingModel,
      inputUsd: 1,
      cachedInputUsd: 1,
      outputUsd: 0,
      validFrom: "2026-01-01",
    });
    const run = await finishRun(ctx, await startedRun(ctx));
    expect(run, run.error ?? "").toMatchObject({ status: "deployed", similarityBy: embeddingModel });

    const findings = await findingsIn(ctx);
    expect(findings.length).toBeGreaterThan(50);
    for (const { reply, reference, similarity } of findings) {
      const byHand = embeddingSimilarity(composeEmbedding(reply), composeEmbedding(reference));
      expect(similarity).toBeCloseTo(byHand, 6);
    }
    const texts = embeddedBy(server);
    expect(new Set(texts).size).toBe(texts.length);
    const embeddingCalls = server.requests.filter(({ path }) => path === "/v1/embeddings").length;
    const outputs = await ctx.store.db.select().from(ctx.store.t.outputs);
    expect(run.cost.calls).toBe(outputs.length + 3 + embeddingCalls);
    // The embeddings alone have a price: a dollar per million, and a word is a token.
    const words = texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
    expect(run.cost.usd).toBeCloseTo(words / 1_000_000, 9);
    expect(run.cost.unpricedCalls).toBe(outputs.length + 3);
  });

  it("leaves the signal missing where an embedding fails, never puts wording in its place, and goes on", async () => {
    const { model } = await shop();
    const ctx = await open({ model });
    const runId = await startedRun(ctx);
    await step(ctx);
    await step(ctx);
    const { model: broken } = await fakeModel({ without: ["embeddings"] }, { embeddingModel });
    let calls = 0;
    const embed: LanguageModel["embed"] = (...given) => (calls++ % 3 === 0 ? broken : model).embed(...given);
    const run = await finishRun(contextOn(ctx.config, ctx.store, { model: { ...model, embed } }), runId);
    expect(run, run.error ?? "").toMatchObject({ status: "deployed", similarityBy: embeddingModel });
    const findings = await findingsIn(ctx);
    expect(findings.some(({ similarity }) => similarity === null)).toBe(true);
    for (const { reply, reference, similarity } of findings) {
      if (similarity !== null && reply !== reference)
        expect(similarity).not.toBe(lexicalSimilarity(reply, reference).score);
    }
    // Nothing was recorded as a failed reply.
    expect(run.candidates.map(({ failedCases }) => failedCases)).toEqual([0, 0, 0, 0]);
  });

  it("stops asking for embeddings that all fail, and decides without the signal", async () => {
    const { model, server } = await fakeModel(
      { respond: shopAnswers(betterPrompts), without: ["embeddings"] },
      { embeddingModel },
    );
    const ctx = await open({ model });
    const run = await finishRun(ctx, await startedRun(ctx));
    expect(run, run.error ?? "").toMatchObject({ status: "deployed", similarityBy: embeddingModel });
    expect((await findingsIn(ctx)).every(({ similarity }) => similarity === null)).toBe(true);
    expect(run.decision?.evidence?.signals).not.toHaveProperty("similarity");
    // Three in a row and those under way beside them, in each of the three rungs and on the held-out cases.
    expect(embeddedBy(server).length / 2).toBeLessThanOrEqual(4 * (3 + 3));
  });

  it("does not measure with another model's vectors when the environment names another by now", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    const runId = await startedRun(ctx);
    await step(ctx);
    await step(ctx);
    const changed = { ...model, embeddingModel: "another-embedding" };
    const run = await finishRun(contextOn(ctx.config, ctx.store, { model: changed }), runId);
    expect(run).toMatchObject({ status: "deployed", similarityBy: embeddingModel });
    expect((await findingsIn(ctx)).map(({ similarity }) => similarity).every((one) => one === null)).toBe(
      true,
    );
    expect(embeddedBy(server)).toEqual([]);
  });

  it("keeps a reply whose embedding was cut off, and measures it when the run goes on", async () => {
    const { model, server } = await shop();
    const ctx = await open({ model });
    const runId = await startedRun(ctx);
    await step(ctx);
    await step(ctx);
    const stopping = new AbortController();
    const hanging = {
      ...model,
      embed: async (texts: readonly string[], options: { signal?: AbortSignal } = {}) => {
        stopping.abort();
        await sleep(10_000, undefined, { signal: options.signal }).catch(() => {});
        return model.embed(texts, options);
      },
    };
    const stopped = contextOn(ctx.config, ctx.store, { model: hanging });
    await runNextStep(stopped, stopping.signal);
    const kept = await ctx.store.db.select().from(ctx.store.t.outputs);
    expect(kept.length).toBeGreaterThan(0);
    expect(await findingsIn(ctx)).toEqual([]);
    const askedBefore = server.completions.length;

    const run = await finishRun(contextOn(ctx.config, ctx.store, { model }), runId);
    expect(run).toMatchObject({ status: "deployed" });
    expect((await findingsIn(ctx)).every(({ similarity }) => similarity !== null)).toBe(true);
    const outputs = await ctx.store.db.select().from(ctx.store.t.outputs);
    // None of the replies that were kept has been asked for again; those that were cut off have, three at most.
    expect(server.completions.length - askedBefore).toBeLessThanOrEqual(outputs.length - kept.length + 3);
    expect((await getRun(ctx, runId)).cost.cachedCalls).toBe(kept.length);
  });
});

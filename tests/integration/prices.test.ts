import { expect, it } from "vitest";
import * as line from "@/app/api/llm/prices/[priceId]/route";
import * as prices from "@/app/api/llm/prices/route";
import type { Context } from "@/lib/context";
import type { NewPriceEntry, PriceEntry, PriceTable } from "@/lib/contracts/models";
import type { LanguageModel, Usage } from "@/lib/llm/language-model";
import { changeLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { removePrice, setPrice } from "@/lib/services/prices";
import { getRun } from "@/lib/services/run-views";
import type { FakeOptions } from "@/tests/fakes/openai-server";
import { onlyModel } from "./contexts";
import { fakeModel } from "./fake-model";
import { decideOn, draft, finishRun, shortSearch } from "./lab-work";
import { answerOf, problemOf, send, serve } from "./requests";
import { betterPrompts, shopAnswers } from "./shop-model";
import { afterTest, eachDatabase, type Open } from "./stores";
import { threeProviders } from "./three-providers";

const nobody = "00000000-0000-4000-8000-000000000000";
const entry: NewPriceEntry = {
  provider: "openai",
  model: "fake-model",
  inputUsd: 2,
  cachedInputUsd: 1,
  outputUsd: 10,
  validFrom: "2026-01-01",
};
const draftsIn = ({ store }: Context) => store.db.select().from(store.t.drafts);
const outputsIn = ({ store }: Context) => store.db.select().from(store.t.outputs);

/** The price table belongs to no lab, so it is emptied here. */
async function openEmpty(open: Open, options?: Parameters<Open>[0]): Promise<Context> {
  const ctx = await open(options);
  const { db, t } = ctx.store;
  await db.delete(t.prices);
  afterTest(async () => void (await db.delete(t.prices)));
  return ctx;
}

/** At 2, 1 and 10 dollars per million: micro-dollars of one answer. */
function byHand(usage: Usage | null): number {
  if (usage === null) throw new Error("the fake tells usage");
  const { inputTokens, cachedInputTokens, outputTokens } = usage;
  return (inputTokens - cachedInputTokens) * 2 + cachedInputTokens + outputTokens * 10;
}

const sumOf = (costs: readonly (number | null)[]) =>
  costs.reduce<number>((sum, cost) => sum + (cost ?? Number.NaN), 0);

/** The shop's model, and the usage of every answer that it gave. */
async function recordedShop(respond: FakeOptions["respond"] = shopAnswers(betterPrompts)) {
  const { model } = await fakeModel({ respond });
  const answered: (Usage | null)[] = [];
  const generate: LanguageModel["generate"] = async (request, options) => {
    const answer = await model.generate(request, options);
    answered.push(answer.usage);
    return answer;
  };
  return { model: { ...model, generate }, answered };
}

const shop = () => fakeModel({ respond: shopAnswers(betterPrompts) });

eachDatabase((open) => {
  it("keeps, replaces and removes lines over HTTP, and tells today's prices", async () => {
    const { model } = await shop();
    const ctx = await openEmpty(open, { model, now: () => new Date("2026-06-15T12:00:00.000Z") });
    serve(ctx);
    const path = "/api/llm/prices";
    const table = async () => answerOf<PriceTable>(await send(prices.GET, path));
    const post = (json: unknown) => send(prices.POST, path, { json });

    expect(await table()).toEqual({
      entries: [],
      current: [{ provider: "openai", model: "fake-model", price: null }],
    });

    const { cachedInputUsd: _same, ...short } = entry;
    const first = await answerOf<PriceEntry>(await post(short), 201);
    expect(first).toMatchObject({ ...entry, cachedInputUsd: null, createdAt: "2026-06-15T12:00:00.000Z" });
    const again = await answerOf<PriceEntry>(await post({ ...entry, inputUsd: 3 }), 201);
    expect(again).toMatchObject({ id: first.id, inputUsd: 3, cachedInputUsd: 1 });
    await answerOf(await post({ ...entry, inputUsd: 9, validFrom: "2026-07-01" }), 201);
    const { entries, current } = await table();
    expect(entries.map(({ validFrom, inputUsd }) => [validFrom, inputUsd])).toEqual([
      ["2026-07-01", 9],
      ["2026-01-01", 3],
    ]);
    const price = { input: 3, cachedInput: 1, output: 10, source: "own table", validFrom: "2026-01-01" };
    expect(current).toEqual([{ provider: "openai", model: "fake-model", price }]);

    const remove = (priceId: string) =>
      send(line.DELETE, `${path}/${priceId}`, { method: "DELETE", params: { priceId } });
    expect(await answerOf(await remove(first.id))).toMatchObject({ id: first.id });
    await problemOf(await remove(first.id), 404);
    await problemOf(await remove(nobody), 404);
    await problemOf(await remove("7"), 400);
    expect((await table()).current).toMatchObject([{ price: null }]);
  });

  it.each([
    {
      case: "a provider that has no prices",
      json: { ...entry, provider: "simulator" },
      path: "body.provider",
    },
    { case: "a provider that is none", json: { ...entry, provider: "acme" }, path: "body.provider" },
    { case: "a model without a name", json: { ...entry, model: "  " }, path: "body.model" },
    { case: "a price below 0", json: { ...entry, inputUsd: -0.01 }, path: "body.inputUsd" },
    { case: "a price in words", json: { ...entry, outputUsd: "1.60" }, path: "body.outputUsd" },
    {
      case: "a cached price out of range",
      json: { ...entry, cachedInputUsd: 1e6 },
      path: "body.cachedInputUsd",
    },
    { case: "a day that is none", json: { ...entry, validFrom: "2026-02-30" }, path: "body.validFrom" },
    { case: "no day", json: { ...entry, validFrom: undefined }, path: "body.validFrom" },
  ])("refuses $case by $path", async ({ json, path }) => {
    const ctx = await openEmpty(open);
    serve(ctx);
    const { errors } = await problemOf(await send(prices.POST, "/api/llm/prices", { json }), 400);
    expect(errors?.map((error) => error.path)).toEqual([path]);
    expect(await ctx.store.db.$count(ctx.store.t.prices)).toBe(0);
  });

  it("has one line per model and day, however many set it at once", async () => {
    const ctx = await openEmpty(open);
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => setPrice(ctx, { ...entry, inputUsd: n })),
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await ctx.store.db.$count(ctx.store.t.prices)).toBe(1);
  });

  it("tells today's price of every model in use, those that labs chose among them", async () => {
    const { model } = await shop();
    const of = (choice: { model: string } | null) => ({
      ...model,
      model: choice?.model ?? model.model,
      embeddingModel: "fake-embedding",
    });
    const ctx = await openEmpty(open, { models: { ...onlyModel(model), of } });
    await changeLab(ctx, "default", {
      models: { drafting: { provider: "openai", model: "fake-large" }, rewriting: null },
    });
    await setPrice(ctx, { ...entry, model: "fake-large" });
    serve(ctx);
    const { current } = await answerOf<PriceTable>(await send(prices.GET, "/api/llm/prices"));
    expect(current.map((one) => [one.model, one.price?.input ?? null])).toEqual([
      ["fake-model", null],
      ["fake-embedding", null],
      ["fake-large", 2],
    ]);
  });

  it("costs drafts with their reasons by what the provider counted, and never anew", async () => {
    const { model, answered } = await recordedShop();
    const ctx = await openEmpty(open, { model });
    await setPrice(ctx, entry);
    await draft(ctx);
    const rows = await draftsIn(ctx);
    expect(rows).toHaveLength(2);
    // Two drafts, and the reasons of each.
    expect(answered).toHaveLength(4);
    expect(sumOf(rows.map(({ costMicroUsd }) => costMicroUsd))).toBe(sumOf(answered.map(byHand)));
    for (const { usage, costMicroUsd } of rows) expect(costMicroUsd).toBeGreaterThan(byHand(usage));

    await setPrice(ctx, { ...entry, inputUsd: 50, outputUsd: 50 });
    expect(await draftsIn(ctx)).toEqual(rows);
  });

  it("counts what was paid for drafts that repeated another one", async () => {
    let repeated = 0;
    const answers = shopAnswers(betterPrompts);
    const { model, answered } = await recordedShop((request) =>
      request.response_format || repeated++ >= 2 ? answers(request) : "Hello, the same again.",
    );
    const ctx = await openEmpty(open, { model });
    await setPrice(ctx, entry);
    await draft(ctx);
    expect(answered).toHaveLength(5);
    const rows = await draftsIn(ctx);
    expect(sumOf(rows.map(({ costMicroUsd }) => costMicroUsd))).toBe(sumOf(answered.map(byHand)));
  });

  it("does not know the cost of a draft when it does not know the price", async () => {
    const { model } = await shop();
    const ctx = await openEmpty(open, { model });
    await setPrice(ctx, { ...entry, validFrom: "9999-01-01" });
    await draft(ctx);
    expect((await draftsIn(ctx)).map(({ costMicroUsd }) => costMicroUsd)).toEqual([null, null]);
  });

  it("adds up what a run cost, and tells how many calls have no price", async () => {
    const { processWith } = await threeProviders();
    const ctx = await openEmpty(open, { models: processWith("openai", "anthropic") });
    await setPrice(ctx, entry);
    await shortSearch(ctx);
    await changeLab(ctx, "default", {
      models: { rewriting: { provider: "anthropic", model: "fake-model" } },
    });
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    const { cost, ...run } = await finishRun(ctx, runId);
    expect(run.status).toBe("deployed");
    const outputs = await outputsIn(ctx);
    expect(outputs.map(({ costMicroUsd }) => costMicroUsd)).toEqual(
      outputs.map(({ usage }) => byHand(usage)),
    );
    const spent = sumOf(outputs.map(({ costMicroUsd }) => costMicroUsd));
    expect(cost.usd).toBe(spent / 1_000_000);
    // The three proposals of the other provider.
    expect(cost).toMatchObject({ unpricedCalls: 3, calls: outputs.length + 3, unmeteredCalls: 0 });

    await removePrice(ctx, (await setPrice(ctx, { ...entry, inputUsd: 77 })).id);
    expect((await getRun(ctx, runId)).cost).toEqual(cost);
  });

  it("does not know the cost of a run without any price, nor of one from before prices were known", async () => {
    const { model } = await shop();
    const ctx = await openEmpty(open, { model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const { runId } = await triggerRun(ctx, { force: true });
    const { cost } = await finishRun(ctx, runId);
    expect(cost).toMatchObject({ usd: null, unpricedCalls: cost.calls });

    const { db, t } = ctx.store;
    const [row] = await db.select().from(t.optimizationRuns);
    if (!row) throw new Error("the run is gone");
    const { costMicroUsd: _cost, unpricedCalls: _calls, ...counters } = row.counters;
    const { embeddingModel: _embedding, rewriting: _rewriting, ...config } = row.config;
    await db.update(t.optimizationRuns).set({ counters: { ...counters, failedCalls: 2 }, config });
    expect(await getRun(ctx, runId)).toMatchObject({
      cost: { usd: null, unpricedCalls: cost.calls - 2 },
      similarityBy: null,
    });
  });
});

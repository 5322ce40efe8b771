import { expect, it } from "vitest";
import type { LanguageModel } from "@/lib/llm/language-model";
import { generateDrafts } from "@/lib/services/drafts";
import { getEmail } from "@/lib/services/emails";
import { meeting } from "@/tests/fakes/meeting";
import type { FakeRequest } from "@/tests/fakes/openai-answers";
import type { Fault } from "@/tests/fakes/openai-server";
import { simulator } from "./contexts";
import { fakeModel } from "./fake-model";
import { openEmails } from "./lab-work";
import { eachDatabase } from "./stores";

const asksForReasons = ({ response_format }: FakeRequest) => response_format !== undefined;
const reasons = JSON.stringify({
  reasons: [
    { text: "greets by name", confidence: 0.9 },
    { text: "names a date", confidence: 0.4 },
  ],
});

eachDatabase((open) => {
  const firstEmail = async (ctx: Awaited<ReturnType<typeof open>>) => (await openEmails(ctx, 1))[0]?.id ?? "";

  it("writes two different drafts, each with reasons and its own perplexity", async () => {
    const ctx = await open();
    const emailId = await firstEmail(ctx);
    const { drafts } = await generateDrafts(ctx, { emailId });

    expect(drafts).toHaveLength(2);
    expect(drafts[0]?.content).not.toBe(drafts[1]?.content);
    for (const [position, draft] of drafts.entries()) {
      expect(draft).toMatchObject({ emailId, position, promptVersion: 1, simulated: true, feedback: null });
      expect(draft.reasons.length).toBeGreaterThanOrEqual(2);
      expect(draft.reasonsError).toBeNull();
      expect(draft.perplexity).toBeCloseTo(Math.exp(-(draft.meanLogprob ?? Number.NaN)), 10);
    }
    const email = await getEmail(ctx, emailId);
    expect(email.state).toBe("drafted");
    expect(email.drafts).toEqual(drafts);
  });

  it("stores log-probs and usage as the provider gave them", async () => {
    const { model, server } = await fakeModel({
      respond: (request) => (asksForReasons(request) ? reasons : "Hello."),
      script: [
        { kind: "logprobs", raw: '{"content":[{"token":"Hel","logprob":-1},{"token":"lo.","logprob":-3}]}' },
      ],
    });
    const ctx = await open({ model });
    const { drafts } = await generateDrafts(ctx, { emailId: await firstEmail(ctx), count: 1 });

    expect(server.completions).toHaveLength(2);
    expect(drafts[0]).toMatchObject({ provider: "openai", model: "fake-model", simulated: false });
    expect(drafts[0]?.meanLogprob).toBe(-2);
    expect(drafts[0]?.perplexity).toBeCloseTo(Math.exp(2), 12);
    expect(drafts[0]?.reasons.map(({ text, confidence }) => [text, confidence])).toEqual([
      ["greets by name", 0.9],
      ["names a date", 0.4],
    ]);
  });

  it("shows no perplexity where the provider gives no log-probs", async () => {
    const { model } = await fakeModel({
      respond: (request) => (asksForReasons(request) ? reasons : undefined),
      script: [{ kind: "logprobs", raw: null }],
    });
    const ctx = await open({ model });
    const { drafts } = await generateDrafts(ctx, { emailId: await firstEmail(ctx), count: 1 });
    expect(drafts[0]).toMatchObject({ perplexity: null, meanLogprob: null });
  });

  it.each<{ case: string; fault: Fault }>([
    { case: "an error that is no use to repeat", fault: { kind: "status", status: 401 } },
    { case: "an outage", fault: { kind: "status", status: 500 } },
    { case: "empty answers", fault: { kind: "empty" } },
    { case: "pages of HTML", fault: { kind: "html" } },
    { case: "a content filter", fault: { kind: "finish", reason: "content_filter", text: "Hello" } },
  ])("stores nothing when the provider fails by $case", async ({ fault }) => {
    const { model } = await fakeModel({ script: Array(20).fill(fault) });
    const ctx = await open({ model });
    const emailId = await firstEmail(ctx);

    await expect(generateDrafts(ctx, { emailId })).rejects.toMatchObject({ code: "provider_failed" });

    expect(await getEmail(ctx, emailId)).toMatchObject({ state: "open", drafts: [] });
    expect(await ctx.store.db.$count(ctx.store.t.drafts)).toBe(0);
  });

  it("stores nothing when only one of the drafts fails", async () => {
    const { model } = await fakeModel({ script: [null, ...Array(4).fill({ kind: "empty" })] });
    const ctx = await open({ model });
    const emailId = await firstEmail(ctx);
    await expect(generateDrafts(ctx, { emailId })).rejects.toMatchObject({ code: "provider_failed" });
    expect(await ctx.store.db.$count(ctx.store.t.drafts)).toBe(0);
  });

  it.each([
    { case: "do not come", answer: "", says: /empty answer/ },
    { case: "are not JSON", answer: "I like it.", says: /not JSON/ },
    { case: "do not fit the schema", answer: '{"reasons":[]}', says: /expected 2 to 5 reasons, got 0/ },
  ])("keeps the drafts when their reasons $case, and says so", async ({ answer, says }) => {
    const { model } = await fakeModel({
      respond: (request) => (asksForReasons(request) ? answer : undefined),
    });
    const ctx = await open({ model });
    const { drafts } = await generateDrafts(ctx, { emailId: await firstEmail(ctx) });
    expect(drafts).toHaveLength(2);
    for (const draft of drafts) {
      expect(draft.reasons).toEqual([]);
      expect(draft.reasonsError).toMatch(says);
    }
  });

  it("asks again with another seed when a draft repeats the other", async () => {
    let replies = 0;
    const { model, server } = await fakeModel({
      respond: (request) => {
        if (asksForReasons(request)) return reasons;
        replies += 1;
        return replies < 4 ? "The same reply." : "Another reply.";
      },
    });
    const ctx = await open({ model });
    const { drafts } = await generateDrafts(ctx, { emailId: await firstEmail(ctx) });

    expect(drafts.map(({ content }) => content)).toEqual(["The same reply.", "Another reply."]);
    const seeds = server.completions
      .filter(({ body }) => body?.response_format === undefined)
      .map(({ body }) => body?.seed);
    expect(new Set(seeds).size).toBe(4);
  });

  it("says so when the model can write one reply only", async () => {
    const { model } = await fakeModel({
      respond: (request) => (asksForReasons(request) ? reasons : "  The same\nreply. "),
    });
    const ctx = await open({ model });
    const emailId = await firstEmail(ctx);
    await expect(generateDrafts(ctx, { emailId })).rejects.toMatchObject({
      code: "provider_failed",
      message: expect.stringMatching(/same reply 5 times.*higher temperature/),
    });
    expect(await getEmail(ctx, emailId)).toMatchObject({ state: "open", drafts: [] });
  });

  it("lets one of several rounds for the same email win; the others conflict", async () => {
    // All four have read the email before any of them can store its round: each begins with two calls.
    const allHaveBegun = meeting(8);
    const model: LanguageModel = {
      ...simulator(),
      generate: async (...call) => {
        await allHaveBegun();
        return simulator().generate(...call);
      },
    };
    const ctx = await open({ model });
    const emailId = await firstEmail(ctx);
    const rounds = await Promise.allSettled([1, 2, 3, 4].map(() => generateDrafts(ctx, { emailId })));

    const won = rounds.filter((round) => round.status === "fulfilled");
    const lost = rounds.flatMap((round) => (round.status === "rejected" ? [round.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost.map(({ code }) => code)).toEqual(["conflict", "conflict", "conflict"]);
    expect((await getEmail(ctx, emailId)).drafts).toEqual(won[0]?.value.drafts);
    expect(await ctx.store.db.$count(ctx.store.t.drafts)).toBe(2);
  });

  it("shows the latest round and keeps the earlier ones", async () => {
    const ctx = await open();
    const emailId = await firstEmail(ctx);
    await generateDrafts(ctx, { emailId });
    const { drafts } = await generateDrafts(ctx, { emailId, count: 3 });
    expect((await getEmail(ctx, emailId)).drafts).toEqual(drafts);
    expect(await ctx.store.db.$count(ctx.store.t.drafts)).toBe(5);
  });

  it("does not know an email that is not there", async () => {
    const ctx = await open();
    const unknown = generateDrafts(ctx, { emailId: "00000000-0000-4000-8000-000000000000" });
    await expect(unknown).rejects.toMatchObject({ code: "not_found" });
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meanLogprob, perplexity } from "@/lib/engine/reward/perplexity";
import type { LanguageModel, TokenLogprob } from "@/lib/llm/language-model";
import { absence, applyTemplate, openTinyLlama, type TinyLlama } from "@/tests/fakes/tiny-llama/model";
import { startTinyLlama, type TinyLlamaServer } from "@/tests/fakes/tiny-llama/server";
import { logSoftmax, Session } from "@/tests/fakes/tiny-llama/transformer";
import { modelOn, request, thrown } from "./openai-harness";

if (absence !== null) console.warn(absence);

const name = "stories260K";
const logprobsOf = (tokens: readonly TokenLogprob[] | null) => tokens?.map(({ logprob }) => logprob) ?? [];
const meanOf = (tokens: readonly TokenLogprob[] | null) => meanLogprob(logprobsOf(tokens)) ?? Number.NaN;

describe.skipIf(absence !== null)("the OpenAI provider on a real model", () => {
  let server: TinyLlamaServer;
  let llama: TinyLlama;
  beforeAll(async () => {
    server = await startTinyLlama();
    llama = openTinyLlama();
  });
  afterAll(() => server?.close());

  const open = (): LanguageModel =>
    modelOn(server.url, {
      model: name,
      embeddingModel: name,
      timeouts: { connectMs: 5_000, firstTokenMs: 15_000, totalMs: 15_000 },
    }).model;

  const story = (changes = {}) =>
    request({
      messages: [
        { role: "system", content: "Tell a story." },
        { role: "user", content: "Once upon a time" },
      ],
      temperature: 0,
      maxTokens: 60,
      ...changes,
    });

  /** Log-probs of a continuation, from the model itself without any server between. */
  function computed(prefix: string, text: string): number[] {
    const { tokenizer, weights } = llama;
    const before = tokenizer.encode(prefix).length;
    const tokens = tokenizer.encode(prefix + text);
    const session = new Session(weights);
    const places = tokens.map((token) => logSoftmax(session.advance(token).logits));
    return tokens.slice(before).map((token, i) => places[before + i - 1]?.[token] ?? Number.NaN);
  }

  it.each([
    { case: "greedy", changes: {} },
    { case: "drawn at 0.7", changes: { temperature: 0.7, seed: 5 } },
    // What is drawn at another temperature is told at temperature 1 all the same.
    { case: "drawn at 0.4", changes: { temperature: 0.4, seed: 6 } },
  ])("hands on the log-probs that the model computed: $case", async ({ changes }) => {
    const asked = story(changes);
    const answer = await open().generate(asked);
    const expected = computed(applyTemplate(asked.messages), answer.text);

    expect(answer.tokens?.map(({ token }) => token).join("")).toBe(answer.text);
    expect(answer.tokens).toHaveLength(expected.length);
    expect(answer.usage?.outputTokens).toBe(expected.length);
    expect(meanOf(answer.tokens)).toBeCloseTo(meanLogprob(expected) ?? Number.NaN, 6);
    expect(meanOf(answer.tokens)).toBeLessThan(0);
    expect(perplexity(logprobsOf(answer.tokens))).toBeCloseTo(Math.exp(-meanOf(answer.tokens)), 9);
    expect(answer).toMatchObject({ model: name, finishReason: "length", attempts: 1, firstTokenMs: null });
  });

  it("scores the model's own answer as generation did", async () => {
    const model = open();
    const asked = story();
    const answer = await model.generate(asked);
    const scored = await model.score({ messages: asked.messages, text: answer.text });

    expect(scored.rendering).toBe("template");
    expect(scored.tokens.map(({ token }) => token)).toEqual(answer.tokens?.map(({ token }) => token));
    for (const [i, { logprob }] of scored.tokens.entries()) {
      expect(logprob).toBeCloseTo(answer.tokens?.[i]?.logprob ?? Number.NaN, 4);
    }
    expect(perplexity(logprobsOf(scored.tokens))).toBeCloseTo(Math.exp(-meanOf(answer.tokens)), 4);
    expect(model.capabilities).toMatchObject({ tokenLogprobs: "yes", scoring: "yes" });
  });

  it.each([
    { case: "plain words", text: " there was a big dog named Max." },
    { case: "characters of several bytes", text: " a café 😀 and a naïve bear." },
    { case: "several lines", text: "\n\nHe said, “Hello”.\n" },
  ])("scores every token of a given text: $case", async ({ text }) => {
    const { messages } = story();
    const scored = await open().score({ messages, text });
    const expected = computed(applyTemplate(messages), text);
    expect(scored.tokens).toHaveLength(expected.length);
    for (const [i, { logprob }] of scored.tokens.entries()) expect(logprob).toBeCloseTo(expected[i] ?? 1, 9);
  });

  it("finds a story likelier than its words in disorder", async () => {
    const model = open();
    const score = async (text: string) =>
      perplexity(logprobsOf((await model.score({ messages: story().messages, text })).tokens)) ?? Number.NaN;
    const orderly = await score(" there was a little girl who loved to play in the park.");
    const disorderly = await score(" park the in play to loved who girl little a was there.");
    expect(disorderly).toBeGreaterThan(5 * orderly);
  });

  it.each([
    { case: "greedy", changes: {} },
    { case: "drawn", changes: { temperature: 0.8, seed: 11 } },
    { case: "without log-probs", changes: { logprobs: false } },
  ])("streams what it would have said at once: $case", async ({ changes }) => {
    const model = open();
    const whole = await model.generate(story(changes));
    const pieces: string[] = [];
    const streamed = await model.generate(story(changes), { onText: (piece) => pieces.push(piece) });

    expect(pieces.length).toBeGreaterThan(20);
    expect(pieces.join("")).toBe(whole.text);
    const { text, tokens, finishReason, usage } = whole;
    expect(streamed).toMatchObject({ text, tokens, finishReason, usage });
    expect(streamed.firstTokenMs).toEqual(expect.any(Number));
    expect(model.capabilities.streaming).toBe("yes");
  });

  it("keeps answers apart that are made at the same time", async () => {
    const model = open();
    const seeds = [1, 2, 3, 4];
    const asked = (seed: number) => story({ temperature: 1, seed, maxTokens: 30 });
    const together = await Promise.all(seeds.map((seed) => model.generate(asked(seed))));
    for (const [i, seed] of seeds.entries()) {
      const alone = await model.generate(asked(seed));
      expect(together[i]?.tokens).toEqual(alone.tokens);
    }
    expect(new Set(together.map(({ text }) => text)).size).toBe(seeds.length);
  });

  it("embeds texts, each by itself", async () => {
    const model = open();
    const { vectors, usage } = await model.embed(["a dog", "a cat", "a dog"]);
    expect(vectors.map(({ length }) => length)).toEqual([64, 64, 64]);
    expect(vectors[2]).toEqual(vectors[0]);
    expect(vectors[1]).not.toEqual(vectors[0]);
    expect(usage?.inputTokens).toBe(["a dog", "a cat", "a dog"].flatMap(llama.tokenizer.encode).length);
    expect(model.capabilities.embeddings).toBe("yes");
  });

  it("is found reachable, with its model", async () => {
    const status = await open().status();
    expect(status).toMatchObject({ reachable: true, models: [name], detail: null });
  });

  it("never takes a story for the JSON it asked for", async () => {
    const model = open();
    const json = { name: "reply", schema: { type: "object" } };
    const failure = await thrown(model.generate(story({ json, maxTokens: 10 })));
    expect(failure).toMatchObject({ code: "provider_failed", cause: { kind: "invalid_response" } });
    // The server refuses the schema by name, so it was asked for in words instead.
    expect(model.capabilities.jsonSchema).toBe("no");
  });

  it("is told that a prompt is longer than the context, and does not ask again", async () => {
    const messages = [{ role: "user" as const, content: "a dog ".repeat(600) }];
    const failure = await thrown(open().generate(story({ messages })));
    expect(failure).toMatchObject({
      cause: { kind: "refused", retryable: false, message: expect.stringContaining("holds 512 tokens") },
      extra: { attempts: 1 },
    });
  });

  it("ends a stream that nobody wants any longer", async () => {
    const stop = new AbortController();
    const pieces: string[] = [];
    const asked = story({ maxTokens: 400, temperature: 1 });
    const failure = await thrown(
      open().generate(asked, {
        signal: stop.signal,
        onText: (piece) => {
          pieces.push(piece);
          stop.abort();
        },
      }),
    );
    expect(failure).toMatchObject({ cause: { kind: "cancelled" } });
    expect(pieces.length).toBeLessThan(400);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAppError } from "@/lib/errors";
import { fake, json, modelOn, request, thrown } from "./ollama-harness";

/** How an answer is asked for: in one piece, or as a stream. */
const ways = [
  { way: "whole", options: () => ({}) },
  { way: "stream", options: () => ({ onText: () => {} }) },
];

const consoleMethods = ["log", "info", "warn", "error"] as const;

beforeEach(() => {
  for (const method of consoleMethods) vi.spyOn(console, method);
});

afterEach(() => {
  const printed = consoleMethods.flatMap((method) => vi.mocked(console[method]).mock.calls);
  vi.restoreAllMocks();
  expect(printed).toEqual([]);
});

describe.each(ways)("an answer that comes as a $way", ({ way, options }) => {
  it("is returned with its tokens, usage and model", async () => {
    const server = await fake({ respond: () => "Dear Ann, it is on its way." });
    const { model, waits } = modelOn(server.url);
    const answer = await model.generate(request(), options());
    expect(answer).toEqual({
      text: "Dear Ann, it is on its way.",
      tokens: ["Dear", " Ann,", " it", " is", " on", " its", " way."].map((token) => ({
        token,
        logprob: expect.any(Number),
      })),
      finishReason: "stop",
      // 6 words of instruction and 9 of email; 7 tokens out.
      usage: { inputTokens: 15, outputTokens: 7, cachedInputTokens: 0 },
      model: "fake-model",
      latencyMs: expect.any(Number),
      firstTokenMs: way === "stream" ? expect.any(Number) : null,
      attempts: 1,
    });
    expect(answer.tokens?.every(({ logprob }) => logprob <= 0)).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
    expect(model.capabilities).toEqual({
      tokenLogprobs: "yes",
      jsonSchema: "unknown",
      streaming: way === "stream" ? "yes" : "unknown",
      embeddings: "no",
      scoring: "no",
    });
  });

  it("is asked for in Ollama's words, and never cut to the context quietly", async () => {
    const server = await fake();
    await modelOn(server.url).model.generate(request({ seed: 0xffff_ffff }), options());
    expect(server.requests).toMatchObject([{ method: "POST", path: "/api/chat" }]);
    expect(server.requests[0]?.body).toEqual({
      model: "fake-model",
      messages: request().messages,
      options: { temperature: 0.7, seed: 0x7fff_ffff, num_predict: 200 },
      logprobs: true,
      truncate: false,
      shift: false,
      stream: way === "stream",
    });
  });

  it("is JSON by schema, without log-probs", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const answer = await model.generate(request({ json }), options());
    expect(Object.keys(JSON.parse(answer.text)).sort()).toEqual(["confidence", "kind", "reasons"]);
    expect(answer.tokens).toBeNull();
    expect(server.requests[0]?.body).toMatchObject({ format: json.schema });
    expect(server.requests[0]?.body).not.toHaveProperty("logprobs");
    expect(model.capabilities).toMatchObject({ jsonSchema: "yes", tokenLogprobs: "unknown" });
  });

  it("has no tokens when none were asked for", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    expect((await model.generate(request({ logprobs: false }), options())).tokens).toBeNull();
    expect(server.requests[0]?.body).not.toHaveProperty("logprobs");
    expect(model.capabilities.tokenLogprobs).toBe("unknown");
  });

  it("has no tokens from a server that is too old to tell log-probs", async () => {
    const server = await fake({ version: "0.12.10" });
    const { model } = modelOn(server.url);
    const answer = await model.generate(request(), options());
    expect(answer.text).toContain("Hello Ann,");
    expect(answer.tokens).toBeNull();
    expect(model.capabilities.tokenLogprobs).toBe("no");
  });

  it("leaves out what the model thought, in text and in tokens", async () => {
    const server = await fake({ thinking: "Ann wants money.", respond: () => "It is on its way." });
    const answer = await modelOn(server.url).model.generate(request(), options());
    expect(answer.text).toBe("It is on its way.");
    expect(answer.tokens?.map(({ token }) => token)).toEqual(["It", " is", " on", " its", " way."]);
    // The thinking was paid for: a mark, three words, a mark, and five words of answer.
    expect(answer.usage?.outputTokens).toBe(10);
  });

  it("removes NUL characters from text and tokens", async () => {
    const server = await fake({ respond: () => "a\u0000b c\u0000" });
    const answer = await modelOn(server.url).model.generate(request(), options());
    expect(answer.text).toBe("ab c");
    expect(answer.tokens?.map(({ token }) => token)).toEqual(["ab", " c"]);
  });

  it.each([
    { reason: "stop", expected: "stop" },
    { reason: "length", expected: "length" },
    { reason: "load", expected: "other" },
  ])("ends with $reason, reported as $expected", async ({ reason, expected }) => {
    const server = await fake({ script: [{ kind: "finish", reason }] });
    const answer = await modelOn(server.url).model.generate(request(), options());
    expect(answer.finishReason).toBe(expected);
  });

  const body = (counts: object) =>
    JSON.stringify({ message: { content: "Hi" }, done: true, done_reason: "stop", ...counts });

  it.each([
    { case: "missing, the prompt being cached", counts: { eval_count: 2 }, expected: null },
    { case: "negative", counts: { prompt_eval_count: -1, eval_count: 2 }, expected: null },
    {
      case: "whole",
      counts: { prompt_eval_count: 3, eval_count: 2 },
      expected: { inputTokens: 3, outputTokens: 2, cachedInputTokens: 0 },
    },
  ])("has usage $expected when it is $case", async ({ counts, expected }) => {
    const server = await fake({ script: [{ kind: "body", raw: body(counts) }] });
    const answer = await modelOn(server.url).model.generate(request(), options());
    expect(answer).toMatchObject({ text: "Hi", usage: expected, model: "fake-model", firstTokenMs: null });
  });

  const entry = (logprob: unknown) => JSON.stringify([{ token: "Hello", logprob }]);

  it.each([
    { case: "none", raw: null, expected: null },
    { case: "null", raw: "null", expected: null },
    { case: "no list", raw: "{}", expected: null },
    { case: "an empty list", raw: "[]", expected: null },
    { case: "a string", raw: entry("-0.5"), expected: null },
    { case: "a positive number", raw: entry(0.1), expected: null },
    { case: "tokens of another text", raw: '[{"token":"Bye","logprob":-1}]', expected: null },
    { case: "a rounding above zero", raw: entry(0.00001), expected: [{ token: "Hello", logprob: 0 }] },
    { case: "a number below zero", raw: entry(-0.25), expected: [{ token: "Hello", logprob: -0.25 }] },
  ])("keeps its text, and tokens $expected, for log-probs that are $case", async ({ raw, expected }) => {
    const server = await fake({ script: [{ kind: "logprobs", raw }], respond: () => "Hello" });
    const { model } = modelOn(server.url);
    const answer = await model.generate(request(), options());
    expect(answer).toMatchObject({ text: "Hello", tokens: expected, attempts: 1 });
    expect(model.capabilities.tokenLogprobs).toBe(expected === null ? "no" : "yes");
  });

  it("goes to an address with a path and credentials, which messages do not show", async () => {
    const server = await fake();
    const { model } = modelOn(`${server.url.replace("http://", "http://user:hidden@")}/ollama/`);
    expect(model.address).toBe(`${server.url}/ollama`);
    const error = await thrown(model.generate(request(), options()));
    expect(String(error)).not.toContain("hidden");
    expect(server.requests).toMatchObject([
      { path: "/ollama/api/chat", headers: { authorization: `Basic ${btoa("user:hidden")}` } },
    ]);
  });
});

describe("a stream", () => {
  it("passes its text on as it arrives, and nothing of the thinking", async () => {
    const server = await fake({ thinking: "Ann wants money.", respond: () => "Dear Ann, soon. 🙂" });
    const pieces: string[] = [];
    await modelOn(server.url).model.generate(request(), { onText: (piece) => pieces.push(piece) });
    expect(pieces).toEqual(["Dear", " Ann,", " soon.", " 🙂"]);
  });

  it("keeps characters whole that two packets share", async () => {
    const text = "Grüße, 🙂🙂 – çà et là ".repeat(20).trim();
    const server = await fake({ script: [{ kind: "drip", everyMs: 1 }], respond: () => text });
    const pieces: string[] = [];
    const answer = await modelOn(server.url).model.generate(request(), {
      onText: (piece) => pieces.push(piece),
    });
    expect(answer.text).toBe(text);
    expect(pieces.join("")).toBe(text);
    expect(answer.tokens).not.toBeNull();
  });

  it("measures the first piece from the request on, though headers come with it", async () => {
    const respond = () => new Promise<string>((resolve) => setTimeout(resolve, 80, "Soon."));
    const server = await fake({ respond });
    const answer = await modelOn(server.url).model.generate(request(), { onText: () => {} });
    expect(answer.firstTokenMs).toBeGreaterThanOrEqual(75);
    expect(answer.latencyMs).toBeGreaterThanOrEqual(answer.firstTokenMs ?? Number.POSITIVE_INFINITY);
  });

  it("may think for longer than it may be silent", async () => {
    const timeouts = { connectMs: 2_000, firstTokenMs: 150, totalMs: 5_000 };
    const thinking = "Let me see what Ann wants, one more time, from the beginning.";
    const server = await fake({ thinking, script: [{ kind: "drip", everyMs: 10 }] });
    const answer = await modelOn(server.url, { timeouts, retry: { attempts: 1 } }).model.generate(request(), {
      onText: () => {},
    });
    expect(answer.firstTokenMs).toBeGreaterThan(150);
  });

  it("is told to begin again when a try failed after some text", async () => {
    const server = await fake({ script: [{ kind: "reset" }], respond: () => "Dear Ann, it is on its way." });
    const events: string[] = [];
    const answer = await modelOn(server.url).model.generate(request(), {
      onText: (piece) => events.push(piece),
      onRestart: () => events.push("restart"),
    });
    const restart = events.indexOf("restart");
    expect(restart).toBeGreaterThan(0);
    expect(events.slice(restart + 1).join("")).toBe(answer.text);
    expect(answer.attempts).toBe(2);
  });

  it("ends with the line that is done, whatever a proxy puts behind it", async () => {
    const raw = '{"message":{"content":"Hi"},"done":false}\n{"message":{},"done":true}\n<!-- proxy -->\n';
    const server = await fake({ script: [{ kind: "body", raw }] });
    const answer = await modelOn(server.url).model.generate(request(), { onText: () => {} });
    expect(answer).toMatchObject({ text: "Hi", finishReason: "other", attempts: 1 });
  });

  it("is read from a server that sends the whole at once", async () => {
    const raw = JSON.stringify({ message: { content: "Hi" }, done: true, done_reason: "stop" });
    const server = await fake({ script: [{ kind: "body", raw, contentType: "text/plain" }] });
    const { model } = modelOn(server.url);
    const pieces: string[] = [];
    const answer = await model.generate(request(), { onText: (piece) => pieces.push(piece) });
    expect(answer).toMatchObject({ text: "Hi", firstTokenMs: null });
    expect(pieces).toEqual(["Hi"]);
    expect(model.capabilities.streaming).toBe("no");
  });
});

describe("embeddings", () => {
  it("are one vector per text, in their order, never of a text cut short", async () => {
    const server = await fake({ models: ["fake-model:latest", "embedder:latest"] });
    const { model } = modelOn(server.url, { embeddingModel: "embedder" });
    // Groups of characters by code point modulo 8: "a" is 97 (1), "b" is 98 (2).
    expect(await model.embed(["a", "b b", "b"])).toEqual({
      vectors: [
        [0, 1, 0, 0, 0, 0, 0, 0],
        [1 / Math.sqrt(5), 0, 2 / Math.sqrt(5), 0, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 0, 0, 0],
      ],
      model: "embedder",
      usage: { inputTokens: 4, outputTokens: 0, cachedInputTokens: 0 },
      latencyMs: expect.any(Number),
      attempts: 1,
    });
    expect(server.requests[0]).toMatchObject({ method: "POST", path: "/api/embed" });
    expect(server.requests[0]?.body).toEqual({
      model: "embedder",
      input: ["a", "b b", "b"],
      truncate: false,
    });
    expect(model.capabilities.embeddings).toBe("yes");
  });

  const vectors = (embeddings: unknown) => JSON.stringify({ model: "m", embeddings });

  it.each([
    { case: "too few vectors", raw: vectors([[1, 2]]), message: "answered with 1 embeddings for 2 texts." },
    {
      case: "vectors of two lengths",
      raw: vectors([[1, 2], [1]]),
      message: "answered with embeddings of different lengths.",
    },
    {
      case: "empty vectors",
      raw: vectors([[], []]),
      message: "answered with JSON that is no list of embeddings.",
    },
    { case: "something else", raw: "{}", message: "answered with JSON that is no list of embeddings." },
  ])("are refused, and asked for again: $case", async ({ raw, message }) => {
    const fault = { kind: "body", raw } as const;
    const server = await fake({ models: ["embedder"], script: [fault, fault] });
    const { model } = modelOn(server.url, { embeddingModel: "embedder", retry: { attempts: 2 } });
    expect(await thrown(model.embed(["a", "b"]))).toMatchObject({
      message: expect.stringContaining(message),
      cause: { kind: "invalid_response", retryable: true },
      extra: { attempts: 2 },
    });
    expect(server.requests).toHaveLength(2);
    expect(model.capabilities.embeddings).toBe("unknown");
  });

  it("name their own model and setting when it is missing", async () => {
    const server = await fake();
    const { model } = modelOn(server.url, { embeddingModel: "embedder" });
    expect(await thrown(model.embed(["a"]))).toMatchObject({
      message: `The Ollama server at ${server.url} answered 404: model 'embedder' not found. Check OLLAMA_EMBEDDING_MODEL, which is embedder, and OLLAMA_HOST; "ollama pull embedder" fetches a model that is missing there.`,
      cause: { kind: "refused", retryable: false },
    });
  });
});

describe("what Ollama cannot do", () => {
  it.each([
    {
      case: "scoring a given text",
      call: ({ model }: ReturnType<typeof modelOn>) =>
        model.score({ messages: request().messages, text: "Hi" }),
      message: "Ollama does not tell the log-probs of a given text; it has no endpoint for that.",
    },
    {
      case: "embeddings without a model for them",
      call: ({ model }: ReturnType<typeof modelOn>) => model.embed(["a"]),
      message: "No embedding model is configured for Ollama: set OLLAMA_EMBEDDING_MODEL.",
    },
  ])("is said without a request, and teaches nothing about the server: $case", async ({ call, message }) => {
    const server = await fake({ script: [{ kind: "status", status: 500 }] });
    const on = modelOn(server.url, {
      retry: { attempts: 1 },
      breaker: { failures: 1, pauseMs: 60_000, mostPauseMs: 60_000 },
    });
    await thrown(on.model.generate(request()));
    expect(on.calls.state).toBe("open");

    const error = await thrown(call(on));
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "provider_failed",
      message,
      cause: { kind: "unsupported", retryable: false },
      extra: { kind: "unsupported", status: null, attempts: 0 },
    });
    expect(on.calls.state).toBe("open");
    expect(server.requests).toHaveLength(1);
  });
});

it.each([
  { case: "no address", host: "localhost:11434" },
  { case: "a file", host: "file:///etc/passwd" },
])("refuses $case", ({ host }) => {
  const make = () => modelOn(host);
  expect(make).toThrow(RangeError);
  expect(make).toThrow("OLLAMA_HOST must be an http or https address, such as http://127.0.0.1:11434");
});

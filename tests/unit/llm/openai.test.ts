import { describe, expect, it } from "vitest";
import type { FakeRequest } from "@/tests/fakes/openai-answers";
import { fake, json, key, modelOn, request } from "./openai-harness";

describe("createOpenAiModel", () => {
  it("sends one well-formed request and reads the whole answer", async () => {
    const server = await fake({ respond: () => "Dear Ann, it is on its way." });
    const { model, waits } = modelOn(server.url);
    const answer = await model.generate(request());

    expect(answer).toMatchObject({
      text: "Dear Ann, it is on its way.",
      finishReason: "stop",
      model: "fake-model",
      attempts: 1,
      // Words of the two messages (6 + 9), half of them cached, and seven tokens of the answer.
      usage: { inputTokens: 15, cachedInputTokens: 7, outputTokens: 7 },
    });
    expect(answer.tokens?.map(({ token }) => token).join("")).toBe(answer.text);
    expect(answer.tokens?.every(({ logprob }) => logprob <= 0)).toBe(true);
    expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
    expect(waits).toEqual([]);

    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(server.requests[0]?.body).toEqual({
      model: "fake-model",
      messages: request().messages,
      temperature: 0.7,
      max_tokens: 200,
      seed: 42,
      logprobs: true,
    });
  });

  it("asks for JSON by a strict schema, and for no log-probs under it", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const answer = await model.generate(request({ json }));

    expect(JSON.parse(answer.text)).toEqual({
      reasons: [expect.any(String), expect.any(String)],
      confidence: expect.any(Number),
      kind: expect.stringMatching(/^(short|long)$/),
    });
    expect(answer.tokens).toBeNull();
    expect(server.requests[0]?.body).not.toHaveProperty("logprobs");
    expect(server.requests[0]?.body).toMatchObject({
      response_format: {
        type: "json_schema",
        json_schema: { name: "reasons", strict: true, schema: json.schema },
      },
    });
  });

  it("asks for no log-probs unless they are wanted, and then has none", async () => {
    const server = await fake();
    const answer = await modelOn(server.url).model.generate(request({ logprobs: false }));
    expect(answer.tokens).toBeNull();
    expect(server.requests[0]?.body).not.toHaveProperty("logprobs");
  });

  it("sends no Authorization header to a server that wants no key", async () => {
    const server = await fake();
    await modelOn(server.url, { apiKey: null }).model.generate(request());
    expect(server.requests[0]?.headers).not.toHaveProperty("authorization");
  });

  it("keeps the seed within 31 bits", async () => {
    const server = await fake();
    await modelOn(server.url).model.generate(request({ seed: 0xffff_ffff }));
    expect(server.requests[0]?.body).toMatchObject({ seed: 0x7fff_ffff });
  });

  it("removes NUL characters from text and tokens", async () => {
    const server = await fake({ respond: () => "a\u0000b c\u0000" });
    const answer = await modelOn(server.url).model.generate(request());
    expect(answer.text).toBe("ab c");
    expect(answer.tokens?.map(({ token }) => token)).toEqual(["ab", " c"]);
  });

  it("has no more requests under way than it may", async () => {
    let finished = 0;
    let most = 0;
    const slow = { kind: "drip", everyMs: 1 } as const;
    const server = await fake({ script: Array.from({ length: 9 }, () => slow) });
    const { model } = modelOn(server.url, { concurrency: 3 });
    const watch = setInterval(() => {
      most = Math.max(most, server.requests.length - finished);
    }, 1);
    await Promise.all(
      Array.from({ length: 9 }, async (_, seed) => {
        await model.generate(request({ seed }));
        finished += 1;
      }),
    );
    clearInterval(watch);
    expect(server.requests).toHaveLength(9);
    expect(most).toBe(3);
  });

  it.each([
    {
      case: "an address without a scheme",
      options: { baseUrl: "localhost" },
      message: "OPENAI_BASE_URL must be",
    },
    { case: "a file", options: { baseUrl: "file:///etc/passwd" }, message: "OPENAI_BASE_URL must be" },
    {
      case: "a key with a line break",
      options: { apiKey: "sk-secret\nvalue" },
      message: "OPENAI_API_KEY is empty or",
    },
    { case: "an empty key", options: { apiKey: "" }, message: "OPENAI_API_KEY is empty or" },
    { case: "no concurrency", options: { concurrency: 0 }, message: "concurrency must be" },
  ])("refuses $case, without quoting the key", ({ options, message }) => {
    const make = () => modelOn("http://127.0.0.1:1/v1", options);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow("secret");
  });
});

describe("the fake server", () => {
  it("gives the same answer to the same request, and another for another seed", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const [first, again, other] = [
      await model.generate(request({ seed: 1 })),
      await model.generate(request({ seed: 1 })),
      await model.generate(request({ seed: 2 })),
    ];
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
    expect(first.text).toContain("Hello Ann,");
    expect(first.text).toContain('"Refund"');
  });

  it("hands the parsed request to `respond`", async () => {
    const seen: FakeRequest[] = [];
    const server = await fake({
      respond: (asked) => {
        seen.push(asked);
        return undefined;
      },
    });
    await modelOn(server.url).model.generate(request({ seed: 5 }));
    expect(seen).toMatchObject([{ seed: 5, temperature: 0.7 }]);
  });

  it.each([
    { case: "no messages", body: { model: "m", messages: [] }, param: "messages" },
    {
      case: "a hot temperature",
      body: { model: "m", messages: [{ role: "user", content: "x" }], temperature: 3 },
      param: "temperature",
    },
    {
      case: "a stranger",
      body: { model: "m", messages: [{ role: "user", content: "x" }], top_k: 1 },
      param: "top_k",
    },
  ])("refuses $case as the real one does", async ({ body, param }) => {
    const server = await fake();
    const response = await fetch(`${server.url}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param } });
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { fake, json, key, listener, modelOn, request, thrown } from "./anthropic-harness";

afterEach(() => vi.unstubAllEnvs());

describe("createAnthropicModel", () => {
  it("sends one well-formed request and reads the whole answer", async () => {
    const server = await fake({ respond: () => "Dear Ann, it is on its way." });
    const { model, waits } = modelOn(server.url);
    const answer = await model.generate(request());

    expect(answer).toEqual({
      text: "Dear Ann, it is on its way.",
      tokens: null,
      finishReason: "stop",
      model: "fake-model",
      attempts: 1,
      firstTokenMs: null,
      latencyMs: expect.any(Number),
      // The 6 words of the system message come from the cache, the 9 of the email go into it.
      usage: { inputTokens: 15, cachedInputTokens: 6, outputTokens: 7 },
    });
    expect(waits).toEqual([]);

    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.body).toEqual({
      model: "fake-model",
      max_tokens: 200,
      system: "Write a short and friendly reply.",
      messages: [request().messages[1]],
      temperature: 0.7,
      thinking: { type: "disabled" },
      stream: false,
    });
  });

  it("streams an answer piece by piece, with the same result", async () => {
    const server = await fake({ respond: () => "Dear Ann, it is on its way." });
    const { model } = modelOn(server.url);
    const { heard, options } = listener();
    const answer = await model.generate(request(), options);

    expect(heard).toEqual({ pieces: ["Dear Ann, it ", "is on its ", "way."], restarts: 0 });
    expect(answer).toMatchObject({
      text: "Dear Ann, it is on its way.",
      tokens: null,
      finishReason: "stop",
      model: "fake-model",
      attempts: 1,
      usage: { inputTokens: 15, cachedInputTokens: 6, outputTokens: 7 },
    });
    expect(answer.firstTokenMs).toBeGreaterThanOrEqual(0);
    expect(answer.firstTokenMs).toBeLessThanOrEqual(answer.latencyMs);
    expect(server.requests[0]?.body).toMatchObject({ stream: true });
    expect(model.capabilities.streaming).toBe("yes");
  });

  it("takes a whole answer where it asked for a stream", async () => {
    const server = await fake({ script: [{ kind: "whole" }], respond: () => "All at once." });
    const { model } = modelOn(server.url);
    const { heard, options } = listener();
    const answer = await model.generate(request(), options);
    expect(answer).toMatchObject({ text: "All at once.", firstTokenMs: null });
    expect(heard.pieces).toEqual(["All at once."]);
    expect(model.capabilities.streaming).toBe("no");
  });

  it.each([
    { case: "whole", stream: false },
    { case: "streamed", stream: true },
  ])("asks for JSON by structured outputs: $case", async ({ stream }) => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const { heard, options } = listener();
    const answer = await model.generate(request({ json }), stream ? options : {});

    expect(JSON.parse(answer.text)).toEqual({
      reasons: [expect.any(String), expect.any(String)],
      confidence: expect.any(Number),
      kind: expect.stringMatching(/^(short|long)$/),
    });
    if (stream) expect(heard.pieces.join("")).toBe(answer.text);
    expect(model.capabilities.jsonSchema).toBe("yes");
    expect(server.requests).toHaveLength(1);
    // The API takes no bounds; they are told to the model in words.
    expect(server.requests[0]?.body?.output_config).toEqual({
      format: {
        type: "json_schema",
        schema: {
          type: "object",
          additionalProperties: false,
          required: ["reasons", "confidence", "kind"],
          properties: {
            reasons: { type: "array", items: { type: "string" }, description: "{maxItems: 2, minItems: 2}" },
            confidence: { type: "number", description: "{minimum: 0, maximum: 1}" },
            kind: { enum: ["short", "long"] },
          },
        },
      },
    });
  });

  it.each([
    { case: "whole", stream: false },
    { case: "streamed", stream: true },
  ])("leaves thinking out of the answer: $case", async ({ stream }) => {
    const server = await fake({
      respond: () => "Dear Ann.",
      thinking: "She wants her money.",
      unsupported: { thinking: "thinking.type.disabled is not supported for this model" },
    });
    const { heard, options } = listener();
    const answer = await modelOn(server.url).model.generate(request(), stream ? options : {});
    expect(answer.text).toBe("Dear Ann.");
    expect(heard.pieces).toEqual(stream ? ["Dear Ann."] : []);
  });

  it("has no log-probs of a given text and no embeddings, and asks no server", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const refusals = [
      await thrown(model.score({ messages: request().messages, text: "Hi" })),
      await thrown(model.embed(["Hi"])),
    ];
    expect(refusals).toMatchObject([
      { code: "provider_failed", extra: { attempts: 0 }, cause: { kind: "unsupported", retryable: false } },
      { code: "provider_failed", extra: { attempts: 0 }, cause: { kind: "unsupported", retryable: false } },
    ]);
    expect(server.requests).toHaveLength(0);
    expect(model.capabilities).toEqual({
      tokenLogprobs: "no",
      jsonSchema: "unknown",
      streaming: "unknown",
      embeddings: "no",
      scoring: "no",
    });
  });

  it.each([
    {
      case: "with a key",
      apiKey: key,
      sent: { "x-api-key": key, "anthropic-version": "2023-06-01" },
      absent: ["authorization", "x-custom", "x-stainless-lang"],
    },
    {
      case: "without one",
      apiKey: null,
      sent: { "anthropic-version": "2023-06-01" },
      absent: ["authorization", "x-api-key", "x-custom"],
    },
  ])(
    "sends its own headers alone, whatever the environment says: $case",
    async ({ apiKey, sent, absent }) => {
      vi.stubEnv("ANTHROPIC_API_KEY", "sk-ant-of-the-environment");
      vi.stubEnv("ANTHROPIC_AUTH_TOKEN", "token-of-the-environment");
      vi.stubEnv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1");
      vi.stubEnv(
        "ANTHROPIC_CUSTOM_HEADERS",
        "X-Custom: yes\nX-Api-Key: other\nanthropic-version: 2020-01-01",
      );
      const server = await fake();
      const { model } = modelOn(server.url, { apiKey });
      await model.generate(request());
      await model.status();
      expect(server.requests.map(({ path }) => path)).toEqual(["/v1/messages", "/v1/models"]);
      for (const { headers } of server.requests) {
        expect(headers).toMatchObject(sent);
        for (const name of absent) expect(headers).not.toHaveProperty(name);
      }
    },
  );

  it("prints nothing, not even for a model that the library calls deprecated", async () => {
    vi.stubEnv("ANTHROPIC_LOG", "debug");
    const printed = (["debug", "log", "info", "warn", "error"] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => {}),
    );
    const server = await fake({ script: [{ kind: "status", status: 500 }] });
    await modelOn(server.url, { model: "claude-sonnet-4-5" }).model.generate(request());
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });

  it("removes NUL characters from the text", async () => {
    const server = await fake({ respond: () => "a\u0000b c\u0000" });
    const { model } = modelOn(server.url);
    expect((await model.generate(request())).text).toBe("ab c");
    const { heard, options } = listener();
    expect((await model.generate(request(), options)).text).toBe("ab c");
    expect(heard.pieces.join("")).toBe("ab c");
  });

  it.each([
    {
      case: "an address without a scheme",
      options: { baseUrl: "localhost" },
      message: "ANTHROPIC_BASE_URL must",
    },
    { case: "a file", options: { baseUrl: "file:///etc/passwd" }, message: "ANTHROPIC_BASE_URL must be" },
    {
      case: "a key with a line break",
      options: { apiKey: "sk-secret\nvalue" },
      message: "ANTHROPIC_API_KEY is",
    },
    { case: "an empty key", options: { apiKey: "" }, message: "ANTHROPIC_API_KEY is empty or" },
  ])("refuses $case, without quoting the key", ({ options, message }) => {
    const make = () => modelOn("http://127.0.0.1:1", options);
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
    expect(make).not.toThrow("secret");
  });
});

describe("finish reason", () => {
  it.each([
    { reason: "end_turn", expected: "stop" },
    { reason: "stop_sequence", expected: "stop" },
    { reason: "max_tokens", expected: "length" },
    { reason: "model_context_window_exceeded", expected: "length" },
    { reason: "pause_turn", expected: "other" },
    { reason: "tool_use", expected: "other" },
    { reason: "something_new", expected: "other" },
  ])("$reason is reported as $expected, whole or streamed", async ({ reason, expected }) => {
    const fault = { kind: "finish", reason } as const;
    const server = await fake({ script: [fault, fault] });
    const { model } = modelOn(server.url);
    expect((await model.generate(request())).finishReason).toBe(expected);
    expect((await model.generate(request(), listener().options)).finishReason).toBe(expected);
  });
});

describe("usage", () => {
  const body = (usage: unknown) =>
    JSON.stringify({ content: [{ type: "text", text: "Hi" }], stop_reason: "end_turn", usage });

  it.each([
    { case: "missing", usage: undefined, expected: null },
    { case: "negative", usage: { input_tokens: -1, output_tokens: 2 }, expected: null },
    { case: "without output", usage: { input_tokens: 1 }, expected: null },
    {
      case: "without a cache",
      usage: { input_tokens: 3, output_tokens: 2 },
      expected: { inputTokens: 3, outputTokens: 2, cachedInputTokens: 0 },
    },
    {
      case: "with a cache that is null",
      usage: {
        input_tokens: 3,
        output_tokens: 2,
        cache_creation_input_tokens: null,
        cache_read_input_tokens: null,
      },
      expected: { inputTokens: 3, outputTokens: 2, cachedInputTokens: 0 },
    },
    {
      case: "partly written to the cache and partly read from it",
      usage: {
        input_tokens: 3,
        output_tokens: 2,
        cache_creation_input_tokens: 40,
        cache_read_input_tokens: 500,
      },
      expected: { inputTokens: 543, outputTokens: 2, cachedInputTokens: 500 },
    },
  ])("is $expected when it is $case", async ({ usage, expected }) => {
    const server = await fake({ script: [{ kind: "body", raw: body(usage) }] });
    const answer = await modelOn(server.url).model.generate(request());
    expect(answer.usage).toEqual(expected);
    expect(answer.model).toBe("fake-model");
  });

  it("of a stream is unknown where only its start was counted", async () => {
    const events = [
      { type: "message_start", message: { usage: { input_tokens: 9, output_tokens: 1 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "Hi" } },
      { type: "message_delta", delta: { stop_reason: "end_turn" } },
      { type: "message_stop" },
    ];
    const raw = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
    const server = await fake({ script: [{ kind: "body", raw, contentType: "text/event-stream" }] });
    const answer = await modelOn(server.url).model.generate(request(), listener().options);
    expect(answer).toMatchObject({ text: "Hi", usage: null });
  });
});

describe("the fake server", () => {
  it.each([
    { case: "no version", headers: {}, body: {}, status: 400, message: "anthropic-version" },
    { case: "a hot temperature", body: { temperature: 1.5 }, status: 400, message: "temperature: range" },
    { case: "a seed", body: { seed: 1 }, status: 400, message: "seed: Extra inputs" },
    { case: "no limit of tokens", body: { max_tokens: undefined }, status: 400, message: "max_tokens" },
    {
      case: "two turns of one role",
      body: { messages: ["a", "b"].map((content) => ({ role: "user", content })) },
      status: 400,
      message: "alternate",
    },
    {
      case: "a bound in the schema",
      body: { output_config: { format: { type: "json_schema", schema: { type: "number", minimum: 0 } } } },
      status: 400,
      message: "property 'minimum' is not supported",
    },
  ])("refuses $case", async ({ headers = { "anthropic-version": "2023-06-01" }, body, status, message }) => {
    const server = await fake();
    const good = { model: "m", max_tokens: 5, messages: [{ role: "user", content: "x" }] };
    const response = await fetch(`${server.url}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ ...good, ...body }),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      type: "error",
      error: { type: "invalid_request_error", message: expect.stringContaining(message) },
    });
  });
});

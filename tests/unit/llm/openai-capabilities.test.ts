import { describe, expect, it } from "vitest";
import { fake, json, modelOn, request, thrown } from "./openai-harness";

const bodies = (server: Awaited<ReturnType<typeof fake>>) => server.requests.map(({ body }) => body);

describe("a parameter that the server does not support", () => {
  it.each([
    { param: "logprobs", refuse: undefined },
    { param: "seed", refuse: undefined },
    { param: "temperature", refuse: undefined },
    {
      param: "logprobs",
      refuse: () => ({
        status: 403,
        body: { error: { message: "You are not allowed to request logprobs from this model" } },
      }),
    },
    {
      param: "seed",
      refuse: () => ({ status: 422, body: { detail: [{ type: "extra_forbidden", loc: ["body", "seed"] }] } }),
    },
    {
      param: "temperature",
      refuse: () => ({
        status: 400,
        body: {
          error: {
            message: "Only the default (1) is possible.",
            code: "unsupported_value",
            param: "temperature",
          },
        },
      }),
    },
  ])("is left out and stays left out: $param", async ({ param, refuse }) => {
    const server = await fake({ unsupported: [param], refuse });
    const { model, waits } = modelOn(server.url);
    const answer = await model.generate(request());
    expect(answer.attempts).toBe(2);
    expect(answer.text).toContain("Hello Ann,");
    expect(bodies(server)[0]).toHaveProperty(param);
    expect(bodies(server)[1]).not.toHaveProperty(param);

    await model.generate(request());
    expect(server.requests).toHaveLength(3);
    expect(bodies(server)[2]).not.toHaveProperty(param);
    expect(waits).toEqual([]);
  });

  it("shows in the capabilities: log-probs", async () => {
    const server = await fake({ unsupported: ["logprobs"] });
    const { model } = modelOn(server.url);
    expect(model.capabilities.tokenLogprobs).toBe("unknown");
    expect((await model.generate(request())).tokens).toBeNull();
    expect(model.capabilities.tokenLogprobs).toBe("no");
  });

  it("renames the limit of tokens for a model that wants the new name", async () => {
    const server = await fake({ unsupported: ["max_tokens"] });
    const { model } = modelOn(server.url);
    await model.generate(request());
    await model.generate(request());
    expect(bodies(server).map((body) => [body?.max_tokens, body?.max_completion_tokens])).toEqual([
      [200, undefined],
      [undefined, 200],
      [undefined, 200],
    ]);
  });

  it("keeps what calls at the same time found out apart", async () => {
    const server = await fake({
      unsupported: ["max_tokens", "response_format", "logprobs"],
      respond: () => "{}",
    });
    const { model } = modelOn(server.url);
    await Promise.all([model.generate(request({ json })), model.generate(request())]);
    expect(server.requests).toHaveLength(6);
    await Promise.all([model.generate(request({ json })), model.generate(request())]);
    expect(server.requests).toHaveLength(8);
  });

  it("ends when neither name of the limit is known", async () => {
    const server = await fake({ unsupported: ["max_tokens", "max_completion_tokens"] });
    const error = await thrown(modelOn(server.url).model.generate(request()));
    expect(error).toMatchObject({ cause: { kind: "refused" } });
    expect(server.requests).toHaveLength(2);
  });

  it("leaves out several, one by one", async () => {
    const server = await fake({ unsupported: ["max_tokens", "temperature", "seed", "logprobs"] });
    const answer = await modelOn(server.url).model.generate(request());
    expect(answer.attempts).toBe(5);
    expect(Object.keys(bodies(server)[4] ?? {}).sort()).toEqual([
      "max_completion_tokens",
      "messages",
      "model",
    ]);
  });

  it("puts the schema into the system message where response_format is unknown", async () => {
    const server = await fake({ unsupported: ["response_format"], respond: () => '{"any":"JSON"}' });
    const { model } = modelOn(server.url);
    const answer = await model.generate(request({ json }));
    expect(answer).toMatchObject({ text: '{"any":"JSON"}', tokens: null, attempts: 2 });
    expect(model.capabilities.jsonSchema).toBe("no");

    const sent = bodies(server)[1];
    expect(sent).not.toHaveProperty("response_format");
    expect(sent?.messages).toEqual([
      { role: "system", content: expect.stringContaining(JSON.stringify(json.schema)) },
      request().messages[1],
    ]);
    expect(JSON.stringify(sent?.messages)).toContain("Write a short and friendly reply.");
  });

  it("does not carry the schema into calls without JSON", async () => {
    const server = await fake({ unsupported: ["response_format"], respond: () => "{}" });
    const { model } = modelOn(server.url);
    await model.generate(request({ json }));
    await model.generate(request());
    expect(bodies(server)[2]?.messages).toEqual(request().messages);
  });

  it.each([
    {
      case: "a value out of range",
      message: "temperature must be at most 1",
      code: "invalid_value",
      param: "temperature",
    },
    {
      case: "a mistake in the schema",
      message: "Invalid schema: 'minLength' is not permitted",
      code: null,
      param: "response_format",
    },
    {
      case: "a prompt too long",
      message: "Please reduce max_tokens or the messages",
      code: "context_length_exceeded",
      param: null,
    },
    { case: "an unknown model", message: "The model is not supported", code: null, param: "model" },
  ])("is not what $case means: the call ends", async ({ message, code, param }) => {
    const server = await fake({
      script: [{ kind: "status", status: 400, body: { error: { message, code, param } } }],
    });
    const { model } = modelOn(server.url);
    expect(await thrown(model.generate(request({ json })))).toMatchObject({ cause: { kind: "refused" } });
    expect(server.requests).toHaveLength(1);
    expect(model.capabilities).toMatchObject({ tokenLogprobs: "unknown", jsonSchema: "unknown" });
  });

  it("is forgotten when leaving it out did not help", async () => {
    const refusal = (param: string) =>
      ({
        kind: "status",
        status: 400,
        body: { error: { message: "no", code: "unsupported_parameter", param } },
      }) as const;
    const server = await fake({ script: [refusal("seed"), refusal("model")] });
    const { model } = modelOn(server.url);
    await thrown(model.generate(request()));
    await model.generate(request());
    expect(bodies(server)[2]).toHaveProperty("seed");
  });
});

describe("log-probs", () => {
  const one = (logprob: string) => `{"content":[{"token":"Hello","logprob":${logprob}}]}`;

  it.each<{ case: string; raw: string | null; expected: { token: string; logprob: number }[] | null }>([
    { case: "no member", raw: null, expected: null },
    { case: "null", raw: "null", expected: null },
    { case: "no list", raw: '{"content":null}', expected: null },
    { case: "an empty list", raw: '{"content":[]}', expected: null },
    { case: "a bare NaN", raw: one("NaN"), expected: null },
    { case: "a bare -Infinity", raw: one("-Infinity"), expected: null },
    { case: "a null among numbers", raw: one("null"), expected: null },
    { case: "a string", raw: one('"-0.5"'), expected: null },
    { case: "a positive number", raw: one("0.1"), expected: null },
    { case: "a rounding above zero", raw: one("0.00001"), expected: [{ token: "Hello", logprob: 0 }] },
    { case: "the sentinel for never", raw: one("-9999.0"), expected: [{ token: "Hello", logprob: -9999 }] },
    { case: "a number below zero", raw: one("-0.25"), expected: [{ token: "Hello", logprob: -0.25 }] },
  ])("are $expected for $case, and the text is kept", async ({ raw, expected }) => {
    const server = await fake({ script: [{ kind: "logprobs", raw }], respond: () => "Hello" });
    const { model } = modelOn(server.url);
    const answer = await model.generate(request());
    expect(answer.text).toBe("Hello");
    expect(answer.tokens).toEqual(expected);
    expect(server.requests).toHaveLength(1);
    expect(model.capabilities.tokenLogprobs).toBe(expected !== null ? "yes" : "no");
  });
});

describe("finish reason and usage", () => {
  it.each([
    { reason: "stop", expected: "stop" },
    { reason: "length", expected: "length" },
    { reason: "eos", expected: "other" },
  ])("$reason is reported as $expected", async ({ reason, expected }) => {
    const server = await fake({ script: [{ kind: "finish", reason }] });
    expect((await modelOn(server.url).model.generate(request())).finishReason).toBe(expected);
  });

  const body = (usage: unknown) =>
    JSON.stringify({ choices: [{ message: { content: "Hi" }, finish_reason: "stop" }], usage });

  it.each([
    { case: "missing", usage: undefined, expected: null },
    { case: "negative", usage: { prompt_tokens: -1, completion_tokens: 2 }, expected: null },
    {
      case: "without a cache",
      usage: { prompt_tokens: 3, completion_tokens: 2 },
      expected: { inputTokens: 3, outputTokens: 2, cachedInputTokens: 0 },
    },
  ])("usage is $expected when it is $case", async ({ usage, expected }) => {
    const server = await fake({ script: [{ kind: "body", raw: body(usage) }] });
    const answer = await modelOn(server.url).model.generate(request());
    expect(answer.usage).toEqual(expected);
    expect(answer.model).toBe("fake-model");
  });
});

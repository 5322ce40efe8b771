import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatMessage } from "@/lib/engine/messages";
import { adaptRefused, messageRequest } from "@/lib/llm/anthropic/dialect";
import { events, fake, json, listener, modelOn, request, thrown } from "./anthropic-harness";

const sent = (changes: Parameters<typeof request>[0] = {}) =>
  messageRequest("fake-model", request(changes), new Set(), { stream: false });

describe("messageRequest", () => {
  const user = (content: string): ChatMessage => ({ role: "user", content });
  const assistant = (content: string): ChatMessage => ({ role: "assistant", content });
  const system = (content: string): ChatMessage => ({ role: "system", content });

  it.each([
    {
      case: "one turn without a system message",
      messages: [user("a")],
      expected: { system: undefined, messages: [user("a")] },
    },
    {
      case: "system messages in several places",
      messages: [system("s"), user("a"), system("t"), assistant("b"), user("c")],
      expected: { system: "s\n\nt", messages: [user("a"), assistant("b"), user("c")] },
    },
    {
      case: "turns of one role in a row",
      messages: [user("a"), user("b"), assistant("c"), assistant("d"), user("e")],
      expected: { system: undefined, messages: [user("a\n\nb"), assistant("c\n\nd"), user("e")] },
    },
    {
      case: "turns that only a system message parts",
      messages: [user("a"), system("s"), user("b")],
      expected: { system: "s", messages: [user("a\n\nb")] },
    },
  ])("orders $case", ({ messages, expected }) => {
    const { system, messages: turns } = sent({ messages });
    expect({ system, messages: turns }).toEqual(expected);
  });

  it("alternates the roles and keeps every text, in order", () => {
    const message = fc.record({
      role: fc.constantFrom("system" as const, "user" as const, "assistant" as const),
      content: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 12 }), (messages) => {
        const { messages: turns, system = "" } = sent({ messages });
        turns.forEach(({ role }, index) => {
          expect(role).not.toBe(turns[index - 1]?.role);
        });
        const texts = (wanted: boolean) =>
          messages.filter(({ role }) => (role === "system") === wanted).map(({ content }) => content);
        expect(turns.map(({ content }) => content).join("\n\n")).toBe(texts(false).join("\n\n"));
        expect(system).toBe(texts(true).join("\n\n"));
      }),
    );
  });

  it.each([
    { temperature: 0, expected: 0 },
    { temperature: 0.7, expected: 0.7 },
    { temperature: 1, expected: 1 },
    { temperature: 1.3, expected: 1 },
  ])("sends a temperature of $temperature as $expected", ({ temperature, expected }) => {
    expect(sent({ temperature }).temperature).toBe(expected);
  });

  it("leaves the caller's messages and schema as they were", () => {
    const asked = request({ json, messages: [user("a"), user("b")] });
    const before = structuredClone(asked);
    messageRequest("fake-model", asked, new Set(), { stream: false });
    expect(asked).toEqual(before);
  });
});

describe("adaptRefused", () => {
  it.each([
    { message: "`temperature` is deprecated for this model.", expected: "temperature" },
    {
      message: "temperature is not supported for this model when set to non-default values",
      expected: "temperature",
    },
    { message: "temperature: Extra inputs are not permitted", expected: "temperature" },
    { message: "`temperature` may only be set to 1 when thinking is enabled.", expected: "temperature" },
    { message: '"thinking.type.disabled" is not supported for this model.', expected: "thinking" },
    {
      message: "thinking: Input tag 'disabled' does not match any of the expected tags",
      expected: "thinking",
    },
    { message: "output_config: Extra inputs are not permitted", expected: "output_config" },
    { message: "This model does not support output format.", expected: "output_config" },
    { message: "Structured outputs are not supported for this model.", expected: "output_config" },
    { message: "temperature: range: 0..1", expected: null },
    { message: "max_tokens: 900000 > 64000, which is the maximum allowed", expected: null },
    { message: "output_config.format.schema: property 'minimum' is not supported", expected: null },
    { message: "output_format.schema: property 'minimum' is not supported", expected: null },
    { message: "This model does not support assistant message prefill.", expected: null },
    { message: "Your credit balance is too low", expected: null },
  ])("finds $expected in: $message", ({ message, expected }) => {
    const refused = adaptRefused(new Set(), { message, code: null, param: null, type: null }, sent({ json }));
    expect(refused && [...refused]).toEqual(expected && [expected]);
  });

  it("blames no parameter that was not sent", () => {
    const details = {
      message: "output_config: Extra inputs are not permitted",
      code: null,
      param: null,
      type: null,
    };
    expect(adaptRefused(new Set(), details, sent())).toBeNull();
  });

  it("keeps what was known", () => {
    const known = new Set(["thinking"] as const);
    const details = {
      message: "`temperature` is deprecated for this model.",
      code: null,
      param: null,
      type: null,
    };
    expect(adaptRefused(known, details, sent())).toEqual(new Set(["thinking", "temperature"]));
    expect(known).toEqual(new Set(["thinking"]));
  });
});

describe("a parameter that the model does not take", () => {
  const words = {
    temperature: "`temperature` is deprecated for this model.",
    thinking: "thinking.type.disabled is not supported for this model.",
    output_config: "output_config: Extra inputs are not permitted",
  };

  it.each([
    { case: "temperature", names: ["temperature"] as const, requests: 2 },
    { case: "thinking", names: ["thinking"] as const, requests: 2 },
    { case: "both", names: ["temperature", "thinking"] as const, requests: 3 },
  ])("is left out and stays left out: $case", async ({ names, requests }) => {
    const server = await fake({ unsupported: Object.fromEntries(names.map((name) => [name, words[name]])) });
    const { model, waits } = modelOn(server.url);
    const { heard, options } = listener();
    const answer = await model.generate(request(), options);
    expect(answer.attempts).toBe(requests);
    expect(heard.pieces.join("")).toBe(answer.text);
    expect(heard.restarts).toBe(0);

    expect((await model.generate(request())).attempts).toBe(1);
    expect(server.requests).toHaveLength(requests + 1);
    for (const name of names) expect(server.requests.at(-1)?.body).not.toHaveProperty(name);
    expect(waits).toEqual([]);
  });

  it.each([
    { case: "whole", stream: false },
    { case: "streamed", stream: true },
  ])("makes JSON the input of a tool where there are no structured outputs: $case", async ({ stream }) => {
    const server = await fake({ unsupported: { output_config: words.output_config } });
    const { model } = modelOn(server.url);
    const { heard, options } = listener();
    const answer = await model.generate(request({ json }), stream ? options : {});

    expect(answer).toMatchObject({ finishReason: "stop", attempts: 2, tokens: null });
    expect(Object.keys(JSON.parse(answer.text)).sort()).toEqual(["confidence", "kind", "reasons"]);
    if (stream) expect(heard.pieces.join("")).toBe(answer.text);
    expect(model.capabilities.jsonSchema).toBe("no");
    expect(server.requests[1]?.body).toMatchObject({
      tools: [{ name: "reasons", input_schema: json.schema }],
      tool_choice: { type: "tool", name: "reasons", disable_parallel_tool_use: true },
    });
    expect(server.requests[1]?.body).not.toHaveProperty("output_config");

    await model.generate(request());
    expect(server.requests[2]?.body).not.toHaveProperty("tools");
  });

  it("takes nothing but the input of that tool for the answer", async () => {
    const content = [
      { type: "text", text: "Let me see." },
      { type: "tool_use", name: "other", input: { a: 1 } },
      { type: "tool_use", name: "reasons", input: { b: 2 } },
    ];
    const usage = { input_tokens: 1, output_tokens: 1 };
    const parts = content.flatMap(({ input, ...block }, index) => [
      { type: "content_block_start", index, content_block: block },
      {
        type: "content_block_delta",
        index,
        delta: input
          ? { type: "input_json_delta", partial_json: JSON.stringify(input) }
          : { type: "text_delta", text: "Well." },
      },
    ]);
    const whole = JSON.stringify({ content, stop_reason: "tool_use", usage });
    const streamed = events(
      ...parts,
      { type: "message_delta", delta: { stop_reason: "tool_use" } },
      { type: "some_later_event" },
      { type: "message_stop" },
    );
    const server = await fake({
      unsupported: { output_config: words.output_config },
      script: [null, { kind: "body", raw: whole }, streamed],
    });
    const { model } = modelOn(server.url);
    const { heard, options } = listener();
    expect((await model.generate(request({ json }))).text).toBe('{"b":2}');
    expect((await model.generate(request({ json }), options)).text).toBe('{"b":2}');
    expect(heard.pieces).toEqual(['{"b":2}']);
  });

  it("does not take the input of a tool that was cut off for an answer", async () => {
    const cut = { kind: "finish", reason: "max_tokens", text: '{"reasons":["A"]}' } as const;
    const server = await fake({ unsupported: { output_config: words.output_config }, script: [null, cut] });
    const { model, waits } = modelOn(server.url, { retry: { attempts: 1 } });
    expect(await thrown(model.generate(request({ json })))).toMatchObject({
      message: `The Anthropic API at ${server.url} answered with JSON that was cut off at its limit of tokens.`,
      cause: { kind: "invalid_response", retryable: true },
    });
    expect(waits).toEqual([]);
  });

  it("keeps what calls at the same time found out apart", async () => {
    const server = await fake({ unsupported: words });
    const { model } = modelOn(server.url);
    await Promise.all([model.generate(request({ json })), model.generate(request())]);
    expect(server.requests).toHaveLength(7);
    await Promise.all([model.generate(request({ json })), model.generate(request())]);
    expect(server.requests).toHaveLength(9);
  });

  it("is forgotten when leaving it out did not help", async () => {
    const refusal = (message: string) =>
      ({ kind: "status", status: 400, body: { error: { type: "invalid_request_error", message } } }) as const;
    const server = await fake({ script: [refusal(words.temperature), refusal("The prompt is too long.")] });
    const { model } = modelOn(server.url);
    expect(await thrown(model.generate(request()))).toMatchObject({ cause: { kind: "refused" } });
    await model.generate(request());
    expect(server.requests[2]?.body).toHaveProperty("temperature");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readStreamed } from "@/lib/llm/openai/stream";
import { type Completion, NotACompletion } from "@/lib/llm/openai/wire";
import type { OpenAiFault } from "@/tests/fakes/openai-server";
import { fake, json, modelOn, request, thrown } from "./openai-harness";

/** A response whose body comes in the given packets. */
function streamOf(...packets: (string | Uint8Array)[]): Response {
  const bytes = packets.map((packet) => (typeof packet === "string" ? Buffer.from(packet) : packet));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const packet of bytes) controller.enqueue(new Uint8Array(packet));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

async function read(
  response: Response,
): Promise<{ completion: Completion; pieces: string[]; firstTokenMs: number | null; arrivals: number }> {
  const pieces: string[] = [];
  let arrivals = 0;
  const arrived = () => {
    arrivals += 1;
  };
  const scope = { arrived, elapsedMs: () => 7 };
  const { completion, firstTokenMs } = await readStreamed(
    response,
    scope,
    (piece) => void pieces.push(piece),
  );
  return { completion, pieces, firstTokenMs, arrivals };
}

const event = (value: unknown) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
const says = (content: string, entries?: { token: string; logprob: number }[]) =>
  event({ choices: [{ delta: { content }, ...(entries && { logprobs: { content: entries } }) }] });
const stops = event({ choices: [{ delta: {}, finish_reason: "stop" }] });
const done = event("[DONE]");

describe("a stream", () => {
  it.each<{ case: string; body: string[]; text: string; pieces?: string[] }>([
    { case: "one piece", body: [says("Hi"), stops, done], text: "Hi" },
    { case: "a mark of the byte order", body: ["\ufeff", says("Hi"), stops, done], text: "Hi" },
    { case: "no [DONE]", body: [says("Hi"), stops], text: "Hi" },
    { case: "anything after [DONE]", body: [says("Hi"), stops, done, event("garbage")], text: "Hi" },
    {
      case: "line ends of Windows",
      body: [says("Hi"), says(" you"), stops, done].map((part) => part.replaceAll("\n", "\r\n")),
      text: "Hi you",
    },
    {
      case: "comments and other fields",
      body: [": ping\n\n", "retry: 10\nid: 3\n", says("Hi"), ":\n\n", stops],
      text: "Hi",
    },
    { case: "no blank after the colon", body: [says("Hi").replace("data: ", "data:"), stops], text: "Hi" },
    {
      case: "an event in several data lines",
      body: ['data: {"choices":\ndata: [{"delta":{"content":"Hi"}}]}\n\n', stops],
      text: "Hi",
    },
    {
      case: "an event cut between two packets",
      body: [says("Hello").slice(0, 20), says("Hello").slice(20), stops],
      text: "Hello",
    },
    {
      case: "two halves of a surrogate pair",
      body: [
        'data: {"choices":[{"delta":{"content":"a\\ud83d"}}]}\n\n',
        'data: {"choices":[{"delta":{"content":"\\ude00b"}}]}\n\n',
        stops,
      ],
      text: "a😀b",
      pieces: ["a", "😀b"],
    },
    {
      case: "half of a surrogate pair for ever",
      body: ['data: {"choices":[{"delta":{"content":"a\\ud83d"}}]}\n\n', stops],
      text: "a\ufffd",
      pieces: ["a", "\ufffd"],
    },
    { case: "a NUL", body: [says("a\u0000"), says("b"), stops], text: "ab" },
    {
      case: "pieces without text",
      body: [says(""), says("Hi"), says(""), stops],
      text: "Hi",
      pieces: ["Hi"],
    },
    {
      case: "a number that is no JSON",
      body: [
        'data: {"choices":[{"delta":{"content":"NaN"},"logprobs":{"content":[{"token":"NaN","logprob":NaN}]}}]}\n\n',
        stops,
      ],
      text: "NaN",
    },
  ])("is read: $case", async ({ body, text, pieces }) => {
    const told = await read(streamOf(...body));
    expect(told.completion).toMatchObject({ text, finishReason: "stop", refusal: null });
    expect(told.pieces.join("")).toBe(text);
    if (pieces) expect(told.pieces).toEqual(pieces);
    expect(told.firstTokenMs).toBe(7);
  });

  it("says the same however its bytes are cut into packets", async () => {
    const body = ["\ufeff", says("Grüße"), says(" 👩‍👩‍👧 an"), says(" 日本\n"), stops, done].join("");
    const bytes = new Uint8Array(Buffer.from(body));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length - 1), { maxLength: 12 }), async (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const packets = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
        const { completion, pieces } = await read(streamOf(...packets));
        expect(completion.text).toBe("Grüße 👩‍👩‍👧 an 日本\n");
        expect(pieces).toEqual(["Grüße", " 👩‍👩‍👧 an", " 日本\n"]);
      }),
      { numRuns: 60 },
    );
  });

  it("is never an answer when it breaks off before the model said why it stopped", async () => {
    const body = [says("Dé"), says("jà"), stops].join("");
    // The event that ends it is whole with its second line end.
    for (let end = 0; end < body.length - 1; end++) {
      const error = await thrown(read(streamOf(body.slice(0, end))));
      expect([end, error]).toEqual([end, expect.any(NotACompletion)]);
    }
    expect((await read(streamOf(body))).completion.text).toBe("Déjà");
  });

  it.each([
    {
      case: "garbage",
      data: "{oops",
      kind: "invalid_response",
      message: "a stream with an event that is not JSON",
    },
    {
      case: "another object",
      data: '{"status":"ok"}',
      kind: "invalid_response",
      message: "a stream with an event that is no part of a completion",
    },
    {
      case: "an error",
      data: '{"error":{"message":"overloaded","code":503}}',
      kind: "server_error",
      message: "an error in its stream: overloaded",
    },
    {
      case: "an error in one word",
      data: '{"error":"overloaded"}',
      kind: "server_error",
      message: "an error in its stream: overloaded",
    },
    {
      case: "an error beside a choice",
      data: '{"error":{"message":"upstream died"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}',
      kind: "server_error",
      message: "an error in its stream: upstream died",
    },
    {
      case: "the finish reason of a failure",
      data: '{"choices":[{"delta":{},"finish_reason":"error"}]}',
      kind: "server_error",
      message: "a part of an answer that it marks as failed",
    },
  ])("is no answer with $case in it", async ({ data, kind, message }) => {
    const error = await thrown(read(streamOf(says("Hi"), event(data), stops, done)));
    expect(error).toBeInstanceOf(NotACompletion);
    expect(error).toMatchObject({ kind, message });
  });

  const entry = (token: string, logprob = -1) => ({ token, logprob });
  it.each<{ case: string; body: string[]; tokens: { token: string; logprob: number }[] | null }>([
    {
      case: "each with its own piece",
      body: [says("He", [entry("He", -0.5)]), says("llo", [entry("llo", -2)])],
      tokens: [entry("He", -0.5), entry("llo", -2)],
    },
    {
      case: "a piece of two tokens",
      body: [says("Hello", [entry("He"), entry("llo")])],
      tokens: [entry("He"), entry("llo")],
    },
    { case: "none at all", body: [says("Hello")], tokens: null },
    { case: "one missing at the end", body: [says("He", [entry("He")]), says("llo")], tokens: null },
    { case: "one missing at the beginning", body: [says("He"), says("llo", [entry("llo")])], tokens: null },
    { case: "one positive", body: [says("Hello", [entry("Hello", 0.5)])], tokens: null },
    {
      case: "a mark of the end too",
      body: [says("Hello", [entry("Hello")]), says("", [entry("<|im_end|>")])],
      tokens: [entry("Hello")],
    },
    {
      case: "an empty mark of the end",
      body: [says("Hello", [entry("Hello")]), says("", [entry("")])],
      tokens: [entry("Hello")],
    },
    {
      case: "tokens of another text",
      body: [says("Hello", [entry("Good"), entry("bye"), entry("!")])],
      tokens: null,
    },
  ])("tells log-probs that cover its text, or none: $case", async ({ body, tokens }) => {
    const { completion } = await read(streamOf(...body, stops, done));
    expect(completion.tokens).toEqual(tokens);
  });

  it("does not pass on what a model thinks, but counts it as a sign of life", async () => {
    const thinks = event({
      choices: [
        { delta: { reasoning_content: "Hm." }, logprobs: { content: [entry("Hm."), entry("</think>")] } },
      ],
    });
    const told = await read(streamOf(thinks, says("Hi", [entry("Hi", -3)]), stops));
    expect(told).toMatchObject({ pieces: ["Hi"], firstTokenMs: 7 });
    expect(told.arrivals).toBeGreaterThan(0);
    expect(told.completion.tokens).toEqual([entry("Hi", -3)]);

    const still = await thrown(read(streamOf(thinks)));
    expect(still).toBeInstanceOf(NotACompletion);
  });

  it("tells usage from the event after the last choice", async () => {
    const usage = event({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } });
    const { completion } = await read(streamOf(says("Hi"), stops, usage, done));
    expect(completion.usage).toEqual({ inputTokens: 3, outputTokens: 2, cachedInputTokens: 0 });
  });
});

describe("createOpenAiModel, streaming", () => {
  async function stream(
    options: Parameters<typeof fake>[0],
    changes: Parameters<typeof modelOn>[1] = {},
    asked = request(),
  ) {
    const server = await fake(options);
    const { model, waits } = modelOn(server.url, changes);
    const told: (string | null)[] = [];
    const answer = await model.generate(asked, {
      onText: (piece) => void told.push(piece),
      onRestart: () => void told.push(null),
    });
    return { server, model, waits, told, answer };
  }

  it.each([
    { case: "one packet per event", packetBytes: undefined },
    { case: "packets of one byte", packetBytes: 1 },
    { case: "packets of seven bytes", packetBytes: 7 },
  ])("says what the whole answer says: $case", async ({ packetBytes }) => {
    const respond = () => "Grüße, Ann 👋\n\nEs ist unterwegs.";
    const { answer, told, model, server } = await stream({ respond, packetBytes });
    const { latencyMs: _a, firstTokenMs: _b, ...whole } = await modelOn(server.url).model.generate(request());
    expect(answer).toMatchObject(whole);
    expect(told).toEqual(["Grüße,", " Ann", " 👋", "\n\n", "Es", " ist", " unterwegs."]);
    expect(answer.tokens?.map(({ token }) => token)).toEqual(told);
    expect(answer.firstTokenMs).toBeLessThanOrEqual(answer.latencyMs);
    expect(model.capabilities).toMatchObject({ streaming: "yes", tokenLogprobs: "yes" });
    expect(server.requests[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it("streams JSON too", async () => {
    const { answer, told } = await stream({}, {}, request({ json }));
    expect(told.join("")).toBe(answer.text);
    expect(JSON.parse(answer.text)).toHaveProperty("kind");
  });

  it("tells a piece before the next one is there", async () => {
    const server = await fake({ script: [{ kind: "drip", everyMs: 2 }] });
    const { model } = modelOn(server.url);
    const times: number[] = [];
    const answer = await model.generate(request(), { onText: () => void times.push(performance.now()) });
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(20);
    expect(answer.firstTokenMs).toBeLessThan(answer.latencyMs - 20);
  });

  it("takes a server that ignores `stream` as it is, and asks for none again", async () => {
    const { answer, told, model, server } = await stream({ ignoresStream: true });
    expect(told).toEqual([answer.text]);
    expect(answer).toMatchObject({ firstTokenMs: null, attempts: 1 });
    expect(model.capabilities.streaming).toBe("no");
    await model.generate(request(), { onText: () => {} });
    expect(server.requests.map(({ body }) => body?.stream)).toEqual([true, undefined]);
  });

  it("gives an answer that comes whole the time of a whole answer", async () => {
    const timeouts = { connectMs: 2_000, firstTokenMs: 150, totalMs: 5_000 };
    const respond = async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return "Late, but whole.";
    };
    const { answer, told } = await stream({ unsupported: ["stream"], respond }, { timeouts });
    expect(answer).toMatchObject({ text: "Late, but whole.", attempts: 2 });
    expect(told).toEqual(["Late, but whole."]);
  });

  it.each([
    { param: "stream", sent: [], capability: "no" },
    { param: "stream_options", sent: ["stream"], capability: "yes" },
    { param: "seed", sent: ["stream", "stream_options"], capability: "yes" },
    { param: "temperature", sent: ["stream", "stream_options"], capability: "yes" },
  ])("leaves out what the server refuses: $param", async ({ param, sent, capability }) => {
    const { answer, told, model, server } = await stream({ unsupported: [param] });
    expect(answer.attempts).toBe(2);
    expect(told.join("")).toBe(answer.text);
    expect(told).not.toContain(null);
    const last = server.requests[1]?.body ?? {};
    expect(["stream", "stream_options"].filter((name) => name in last)).toEqual(sent);
    expect(last).not.toHaveProperty(param);
    expect(model.capabilities.streaming).toBe(capability);
    // Without stream_options nobody counts the tokens.
    expect(answer.usage === null).toBe(param === "stream_options");
  });

  const faults: { case: string; fault: OpenAiFault; before: boolean }[] = [
    { case: "a reset in the middle", fault: { kind: "reset" }, before: true },
    { case: "a stream that is cut off", fault: { kind: "truncated" }, before: true },
    { case: "an event of garbage", fault: { kind: "event", data: "{" }, before: true },
    {
      case: "an event that is an error",
      fault: { kind: "event", data: '{"error":{"message":"no"}}' },
      before: true,
    },
    { case: "no finish reason", fault: { kind: "unfinished" }, before: true },
    { case: "headers and silence", fault: { kind: "silence" }, before: false },
    { case: "503", fault: { kind: "status", status: 503 }, before: false },
  ];
  it.each(faults)("tells the caller to begin anew after $case", async ({ fault, before }) => {
    const timeouts = { connectMs: 2_000, firstTokenMs: 400, totalMs: 5_000 };
    const { answer, told, server } = await stream({ script: [fault] }, { timeouts });
    expect(answer.attempts).toBe(2);
    expect(server.requests).toHaveLength(2);
    const restart = told.indexOf(null);
    expect(restart > 0).toBe(before);
    expect(told.slice(restart + 1).join("")).toBe(answer.text);
    expect(told.filter((piece) => piece === null)).toHaveLength(1);
  });

  it("closes the socket of a stream that is cancelled in the middle", async () => {
    const server = await fake({ script: [{ kind: "drip", everyMs: 5 }] });
    const controller = new AbortController();
    const startedAt = performance.now();
    const error = await thrown(
      modelOn(server.url).model.generate(request(), {
        signal: controller.signal,
        onText: () => controller.abort(),
      }),
    );
    expect(error).toMatchObject({ extra: { kind: "cancelled", attempts: 1 } });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    await server.requests[0]?.closedEarly;
  });
});

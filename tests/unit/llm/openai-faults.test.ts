import { createServer as createTcpServer } from "node:net";
import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/errors";
import { ProviderError } from "@/lib/llm/language-model";
import { sleep } from "@/lib/llm/retry";
import type { Fault } from "@/tests/fakes/openai-server";
import { fake, json, key, modelOn, request, thrown } from "./openai-harness";

const status = (code: number, headers?: Record<string, string>, body?: unknown): Fault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
const said = (message: string, code: string | null = null) => ({
  error: { message, code, type: null, param: null },
});

describe("a fault that may pass", () => {
  const faults: { case: string; fault: Fault; waits: number[] }[] = [
    { case: "429", fault: status(429), waits: [250] },
    { case: "429 with Retry-After in seconds", fault: status(429, { "retry-after": "3" }), waits: [3_250] },
    {
      case: "429 with Retry-After as a date",
      fault: status(429, { "retry-after": "Sun, 01 Mar 2026 12:00:09 GMT" }),
      waits: [9_250],
    },
    { case: "429 with retry-after-ms", fault: status(429, { "retry-after-ms": "30" }), waits: [280] },
    { case: "500", fault: status(500), waits: [250] },
    { case: "503 with a page of HTML", fault: status(503, {}, "<html>down</html>"), waits: [250] },
    { case: "408", fault: status(408), waits: [250] },
    { case: "a hang", fault: { kind: "hang" }, waits: [250] },
    { case: "a drip slower than the time-out", fault: { kind: "drip", everyMs: 100 }, waits: [250] },
    { case: "a reset amid the body", fault: { kind: "reset" }, waits: [250] },
    { case: "truncated JSON", fault: { kind: "truncated" }, waits: [250] },
    { case: "HTML with status 200", fault: { kind: "html" }, waits: [250] },
    { case: "no choices", fault: { kind: "no_choices" }, waits: [250] },
    { case: "an empty answer", fault: { kind: "empty" }, waits: [250] },
    { case: "an answer of spaces", fault: { kind: "finish", reason: "stop", text: " \n" }, waits: [250] },
  ];

  it.each(faults)("is retried once: $case", async ({ fault, waits }) => {
    const server = await fake({ script: [fault] });
    const { model, waits: waited } = modelOn(server.url, {
      timeouts: { connectMs: 2_000, firstTokenMs: 60_000, totalMs: 1_000 },
    });
    const answer = await model.generate(request());
    expect(answer.text).toContain("Hello Ann,");
    expect(answer.attempts).toBe(2);
    expect(server.requests).toHaveLength(2);
    expect(waited).toEqual(waits);
  });

  const at = "The OpenAI-compatible server at URL";
  it.each<{ case: string; fault: Fault; kind: string; message: string }>([
    { case: "429", fault: status(429), kind: "rate_limited", message: `${at} answered 429: scripted 429.` },
    { case: "503", fault: status(503), kind: "server_error", message: `${at} answered 503: scripted 503.` },
    {
      case: "a page of HTML",
      fault: status(502, {}, "<html>"),
      kind: "server_error",
      message: `${at} answered 502: a web page.`,
    },
    {
      case: "a hang",
      fault: { kind: "hang" },
      kind: "timeout",
      message: `${at} did not answer within 150 ms.`,
    },
    {
      case: "a reset",
      fault: { kind: "reset" },
      kind: "connection",
      message: "The server at URL closed the connection before its answer was complete (ECONNRESET).",
    },
    {
      case: "truncated JSON",
      fault: { kind: "truncated" },
      kind: "invalid_response",
      message: `${at} answered with something that is not JSON, or JSON that breaks off.`,
    },
    {
      case: "HTML with status 200",
      fault: { kind: "html" },
      kind: "invalid_response",
      message: `${at} answered with a web page instead of JSON.`,
    },
    {
      case: "an empty body",
      fault: { kind: "body", raw: "" },
      kind: "invalid_response",
      message: `${at} answered with an empty body.`,
    },
    {
      case: "a body without end",
      fault: { kind: "body", raw: " ".repeat(16 * 1024 * 1024 + 1) },
      kind: "invalid_response",
      message: `${at} sent more than 16777216 bytes.`,
    },
    {
      case: "no choices",
      fault: { kind: "no_choices" },
      kind: "invalid_response",
      message: `${at} answered with JSON that is no chat completion (choices is missing or malformed).`,
    },
    {
      case: "an error under status 200",
      fault: { kind: "body", raw: JSON.stringify(said("upstream is busy")) },
      kind: "server_error",
      message: `${at} answered with an error under status 200: upstream is busy.`,
    },
    {
      case: "an empty answer",
      fault: { kind: "empty" },
      kind: "empty_answer",
      message: "The model at URL gave an empty answer. Finish reason: stop.",
    },
    {
      case: "an empty answer at the limit",
      fault: { kind: "finish", reason: "length", text: "" },
      kind: "empty_answer",
      message:
        "The model at URL gave an empty answer. It spent its 200 tokens without any text; a higher limit may help.",
    },
  ])("ends after four requests with a sentence: $case", async ({ fault, kind, message }) => {
    const server = await fake({ script: [fault, fault, fault, fault] });
    const totalMs = fault.kind === "hang" ? 150 : 5_000;
    const { model, waits } = modelOn(server.url, {
      timeouts: { connectMs: 2_000, firstTokenMs: 60_000, totalMs },
    });
    const error = await thrown(model.generate(request()));
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({
      code: "provider_failed",
      message: `${message.replace("URL", server.url)} Gave up after 4 attempts.`,
      cause: { kind, retryable: true },
      extra: { kind, attempts: 4 },
    });
    expect(server.requests).toHaveLength(4);
    expect(waits).toEqual([250, 500, 1_000]);
  });

  it("retries text that is not JSON where JSON was asked for, and repairs nothing", async () => {
    const fenced: Fault = { kind: "finish", reason: "stop", text: '```json\n{"a":1}\n```' };
    const cut: Fault = { kind: "finish", reason: "length", text: '{"reasons":["A' };
    const server = await fake({ script: [fenced, cut] });
    const { model } = modelOn(server.url);
    expect((await model.generate(request({ json }))).attempts).toBe(3);

    server.enqueue(cut, cut, cut, cut);
    expect(await thrown(model.generate(request({ json })))).toMatchObject({
      message: expect.stringContaining("gave text that is not JSON, cut off at its limit of 200 tokens."),
      cause: { kind: "invalid_response" },
    });
  });

  it("ends at once when told to come back after more than a call may wait", async () => {
    const server = await fake({ script: [status(429, { "retry-after": "90" })] });
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request()))).toMatchObject({
      message: expect.stringContaining("It asks to wait 90 s, until 2026-03-01T12:01:30.000Z"),
      retryAfterSeconds: 90,
    });
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });
});

describe("a fault that stays", () => {
  it.each<{ case: string; fault: Fault; kind: string; message: string }>([
    {
      case: "400",
      fault: status(400, {}, said("Bad messages.")),
      kind: "refused",
      message: "answered 400: Bad messages.",
    },
    {
      case: "401",
      fault: status(401),
      kind: "refused",
      message: "answered 401: scripted 401. Check OPENAI_API_KEY.",
    },
    {
      case: "403",
      fault: status(403),
      kind: "refused",
      message: "Check that OPENAI_API_KEY may use the model fake-model.",
    },
    {
      case: "404",
      fault: status(404),
      kind: "refused",
      message: "Check OPENAI_MODEL, which is fake-model, and OPENAI_BASE_URL",
    },
    {
      case: "422 of FastAPI",
      fault: status(422, {}, { detail: [{ msg: "no" }] }),
      kind: "refused",
      message: 'answered 422: [{"msg":"no"}].',
    },
    {
      case: "an error in one word",
      fault: status(400, {}, { error: "nope" }),
      kind: "refused",
      message: "answered 400: nope.",
    },
    {
      case: "a redirect",
      fault: status(302, { location: "/v2" }),
      kind: "refused",
      message: "Redirects are not followed: check OPENAI_BASE_URL.",
    },
    {
      case: "a quota used up",
      fault: status(429, {}, said("You exceeded your quota.", "insufficient_quota")),
      kind: "rate_limited",
      message: "The quota behind OPENAI_API_KEY is used up; waiting does not help.",
    },
    {
      case: "a content filter amid the text",
      fault: { kind: "finish", reason: "content_filter", text: "Hello" },
      kind: "refused",
      message: "/v1 cut the answer off.",
    },
    {
      case: "a content filter before any text",
      fault: { kind: "finish", reason: "content_filter", text: "" },
      kind: "refused",
      message: "/v1 withheld the answer.",
    },
    {
      case: "a refusal by the model",
      fault: { kind: "refusal", text: "I cannot help." },
      kind: "refused",
      message: "declined to answer: I cannot help.",
    },
  ])("is not retried: $case", async ({ fault, kind, message }) => {
    const server = await fake({ script: [fault] });
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request()))).toMatchObject({
      code: "provider_failed",
      message: expect.stringContaining(message),
      cause: { kind, retryable: false },
    });
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it.each([
    { case: "of OpenAI's form", apiKey: key },
    { case: "of another form", apiKey: "Zm9v/YmFy+9==" },
  ])("never shows a key $case, though the server quotes it", async ({ apiKey }) => {
    const server = await fake({ apiKey: "another" });
    const error = await thrown(modelOn(server.url, { apiKey }).model.generate(request()));
    expect(error).toMatchObject({ message: expect.stringContaining("Incorrect API key provided: [key].") });
    for (let part: unknown = error; part instanceof Error; part = part.cause) {
      expect(`${part.message} ${JSON.stringify(part)} ${part.stack}`).not.toContain(apiKey);
    }
  });

  it("never shows credentials of the address", async () => {
    const server = await fake({ script: [status(400)] });
    const { model } = modelOn(server.url.replace("http://", "http://user:hidden@"));
    const error = await thrown(model.generate(request()));
    expect(error).toMatchObject({ message: expect.stringContaining(`server at ${server.url} answered 400`) });
  });
});

describe("a server that is not there", () => {
  it("says so for a refused connection, after four tries", async () => {
    const server = await fake();
    await server.close();
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request()))).toMatchObject({
      message: `Nothing listens at ${server.url} (connection refused). Is it running? Check OPENAI_BASE_URL. Gave up after 4 attempts.`,
      cause: { kind: "connection", retryable: true },
    });
    expect(waits).toHaveLength(3);
  });

  it("says so for a name that does not resolve", async () => {
    const { model } = modelOn("http://nowhere.invalid/v1", { retry: { attempts: 1 } });
    expect(await thrown(model.generate(request()))).toMatchObject({
      message: expect.stringMatching(/^The host of http:\/\/nowhere\.invalid\/v1 could not be found/),
      cause: { kind: "connection" },
    });
  });

  it("bounds the time of connecting apart from that of answering", async () => {
    // Accepts the connection and never speaks TLS.
    const mute = createTcpServer((socket) => void socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const url = `https://127.0.0.1:${address.port}/v1`;
    const { model } = modelOn(url, {
      timeouts: { connectMs: 100, firstTokenMs: 60_000, totalMs: 60_000 },
      retry: { attempts: 1 },
    });
    expect(await thrown(model.generate(request()))).toMatchObject({
      message: `No connection to ${url} within 100 ms. Check OPENAI_BASE_URL.`,
      cause: { kind: "timeout", retryable: true },
    });
    await new Promise((resolve) => mute.close(resolve));
  });
});

describe("cancelling", () => {
  it("closes the socket of the request under way and makes no other", async () => {
    const server = await fake({ script: [{ kind: "hang" }] });
    const { model } = modelOn(server.url);
    const controller = new AbortController();
    const pending = thrown(model.generate(request(), { signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    const error = await pending;
    expect(error).toMatchObject({ message: "The call was cancelled.", extra: { kind: "cancelled" } });
    expect((error as Error).cause).toBeInstanceOf(ProviderError);
    await server.requests[0]?.closedEarly;
    expect(server.requests).toHaveLength(1);
  });

  it("ends a wait for the provider at once", async () => {
    const server = await fake({ script: [status(429, { "retry-after": "30" })] });
    const { model } = modelOn(server.url, { sleep });
    const signal = AbortSignal.timeout(100);
    expect(await thrown(model.generate(request(), { signal }))).toMatchObject({
      extra: { kind: "cancelled" },
    });
    expect(server.requests).toHaveLength(1);
  });

  it("makes no request when it is too late already", async () => {
    const server = await fake();
    await thrown(modelOn(server.url).model.generate(request(), { signal: AbortSignal.abort() }));
    expect(server.requests).toHaveLength(0);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isAppError } from "@/lib/errors";
import { ProviderError } from "@/lib/llm/language-model";
import { sleep } from "@/lib/llm/retry";
import type { OllamaFault } from "@/tests/fakes/ollama-server";
import { fake, json, modelOn, request, thrown } from "./ollama-harness";

const ways = [
  { way: "whole" as const, options: () => ({}) },
  { way: "stream" as const, options: () => ({ onText: () => {} }) },
];
type Way = (typeof ways)[number]["way"];

const consoleMethods = ["log", "info", "warn", "error"] as const;

beforeEach(() => {
  for (const method of consoleMethods) vi.spyOn(console, method);
});

afterEach(() => {
  const printed = consoleMethods.flatMap((method) => vi.mocked(console[method]).mock.calls);
  vi.restoreAllMocks();
  expect(printed).toEqual([]);
});

const status = (code: number, headers?: Record<string, string>, body?: unknown): OllamaFault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
const raw = (text: string): OllamaFault => ({ kind: "body", raw: text });
const timeouts = { connectMs: 2_000, firstTokenMs: 60_000, totalMs: 5_000 };
const impatient = { ...timeouts, totalMs: 150 };
const at = "The Ollama server at URL";

/** What the caller sees of a fault that does not pass; every one of them is tried four times. */
const passing: {
  case: string;
  fault: OllamaFault;
  kind: string;
  message: string | Record<Way, string>;
  timeouts?: typeof timeouts;
}[] = [
  { case: "429", fault: status(429), kind: "rate_limited", message: `${at} answered 429: scripted 429.` },
  { case: "500", fault: status(500), kind: "server_error", message: `${at} answered 500: scripted 500.` },
  {
    case: "503 of a full queue",
    fault: status(503, {}, { error: "server busy, please try again. maximum pending requests exceeded" }),
    kind: "server_error",
    message: `${at} answered 503: server busy, please try again. maximum pending requests exceeded.`,
  },
  {
    case: "502 with a page of HTML",
    fault: status(502, {}, "<html>down</html>"),
    kind: "server_error",
    message: `${at} answered 502: a web page.`,
  },
  { case: "408", fault: status(408), kind: "timeout", message: `${at} answered 408: scripted 408.` },
  {
    case: "a hang",
    fault: { kind: "hang" },
    kind: "timeout",
    message: `${at} did not answer within 150 ms.`,
    timeouts: impatient,
  },
  {
    case: "a drip slower than the time-out",
    fault: { kind: "drip", everyMs: 60 },
    kind: "timeout",
    message: `${at} did not answer within 150 ms.`,
    timeouts: impatient,
  },
  {
    case: "a reset amid the body",
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
    fault: raw(""),
    kind: "invalid_response",
    message: `${at} answered with an empty body.`,
  },
  {
    case: "a body without end",
    fault: raw(`${" ".repeat(1023)}\n`.repeat(16 * 1024 + 1)),
    kind: "invalid_response",
    message: `${at} sent more than 16777216 bytes.`,
  },
  {
    case: "no message",
    fault: { kind: "no_message" },
    kind: "invalid_response",
    message: `${at} answered with JSON that is no chat answer (message is missing or malformed).`,
  },
  {
    case: "JSON that is no object",
    fault: raw("null"),
    kind: "invalid_response",
    message: `${at} answered with JSON that is no chat answer (body is missing or malformed).`,
  },
  {
    case: "an answer that does not say it is done",
    fault: { kind: "not_done" },
    kind: "invalid_response",
    message: {
      whole: `${at} answered with JSON that is no chat answer (done is missing or malformed).`,
      stream: `${at} answered with text that breaks off before it is done.`,
    },
  },
  {
    case: "an answer that is not done",
    fault: raw('{"message":{"content":"Dear"},"done":false}'),
    kind: "invalid_response",
    message: `${at} answered with text that breaks off before it is done.`,
  },
  {
    case: "an error under status 200, in the middle of a stream",
    fault: { kind: "error", message: "an error was encountered while running the model: CUDA error" },
    kind: "server_error",
    message: `${at} answered with an error under status 200: an error was encountered while running the model: CUDA error.`,
  },
  {
    case: "an empty answer",
    fault: { kind: "empty" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: stop.",
  },
  {
    case: "an answer of spaces",
    fault: { kind: "finish", reason: "stop", text: " \n" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: stop.",
  },
  {
    case: "an answer that only loaded the model",
    fault: { kind: "finish", reason: "load", text: "" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: other.",
  },
  {
    case: "all tokens spent on thinking",
    fault: raw(
      '{"message":{"content":"","thinking":"Ann wants"},"done":true,"done_reason":"length","logprobs":[{"token":"Ann wants","logprob":-1}]}',
    ),
    kind: "empty_answer",
    message:
      "The model at URL gave an empty answer. It spent its 200 tokens without any text; a higher limit may help.",
  },
];

describe.each(ways)("a fault that may pass, of a $way", ({ way, options }) => {
  it.each(passing)("$case: an answer by the second of 2 requests", async ({ fault, timeouts: own }) => {
    const server = await fake({ script: [fault] });
    const { model, waits } = modelOn(server.url, { timeouts: own ? { ...own, totalMs: 600 } : timeouts });
    const answer = await model.generate(request(), options());
    expect(answer.text).toContain("Hello Ann,");
    expect(answer.attempts).toBe(2);
    expect(server.requests).toHaveLength(2);
    expect(waits).toEqual([250]);
  });

  it.each(passing)(
    "$case, again and again: $kind after 4 requests",
    async ({ fault, kind, message, ...own }) => {
      const server = await fake({ script: [fault, fault, fault, fault] });
      const { model, waits } = modelOn(server.url, { timeouts: own.timeouts ?? timeouts });
      const error = await thrown(model.generate(request(), options()));
      const expected = typeof message === "string" ? message : message[way];
      expect(isAppError(error)).toBe(true);
      expect(error).toMatchObject({
        code: "provider_failed",
        message: `${expected.replace("URL", server.url)} Gave up after 4 attempts.`,
        cause: { kind, retryable: true },
        extra: { kind, attempts: 4 },
      });
      expect(server.requests).toHaveLength(4);
      expect(waits).toEqual([250, 500, 1_000]);
      expect(model.capabilities.tokenLogprobs).toBe("unknown");
    },
  );

  it.each([
    { case: "in seconds", headers: { "retry-after": "3" }, waits: [3_250] },
    { case: "as a date", headers: { "retry-after": "Sun, 01 Mar 2026 12:00:09 GMT" }, waits: [9_250] },
  ])("waits as Retry-After asks, $case: 2 requests", async ({ headers, waits }) => {
    const server = await fake({ script: [status(429, headers)] });
    const on = modelOn(server.url);
    expect((await on.model.generate(request(), options())).attempts).toBe(2);
    expect(on.waits).toEqual(waits);
  });

  it("retries text that is not JSON where JSON was asked for, and repairs nothing", async () => {
    const fenced: OllamaFault = { kind: "finish", reason: "stop", text: '```json\n{"a":1}\n```' };
    const cut: OllamaFault = { kind: "finish", reason: "length", text: '{"reasons":["A' };
    const server = await fake({ script: [fenced, cut] });
    const { model } = modelOn(server.url);
    expect((await model.generate(request({ json }), options())).attempts).toBe(3);

    server.enqueue(cut, cut, cut, cut);
    expect(await thrown(model.generate(request({ json }), options()))).toMatchObject({
      message: expect.stringContaining("gave text that is not JSON, cut off at its limit of 200 tokens."),
      cause: { kind: "invalid_response" },
    });
  });

  it.each<{ case: string; fault: OllamaFault; message: string }>([
    {
      case: "a model that is missing",
      fault: status(404, {}, { error: 'model "fake-model" not found, try pulling it first' }),
      message:
        'answered 404: model "fake-model" not found, try pulling it first. Check OLLAMA_MODEL, which is fake-model, and OLLAMA_HOST; "ollama pull fake-model" fetches a model that is missing there.',
    },
    {
      case: "a prompt that does not fit",
      fault: status(
        400,
        {},
        { error: "request (8889 tokens) exceeds the available context size (4096 tokens)" },
      ),
      message: "answered 400: request (8889 tokens) exceeds the available context size (4096 tokens).",
    },
    {
      case: "a proxy that wants a key",
      fault: status(401, {}, { error: "unauthorized" }),
      message: "answered 401: unauthorized. It wants a key, and none can be set for it.",
    },
    {
      case: "a redirect",
      fault: status(302, { location: "/v2" }),
      message: "Redirects are not followed: check OLLAMA_HOST.",
    },
  ])("ends at once: $case, refused after 1 request", async ({ fault, message }) => {
    const server = await fake({ script: [fault] });
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request(), options()))).toMatchObject({
      code: "provider_failed",
      message: expect.stringContaining(message),
      cause: { kind: "refused", retryable: false },
    });
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it("says so when nothing listens, after four tries", async () => {
    const server = await fake();
    await server.close();
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request(), options()))).toMatchObject({
      message: `Nothing listens at ${server.url} (connection refused). Is it running? Check OLLAMA_HOST. Gave up after 4 attempts.`,
      cause: { kind: "connection", retryable: true },
    });
    expect(waits).toHaveLength(3);
  });

  it("closes the socket of a call that is cancelled, and makes no other", async () => {
    const server = await fake({ script: [{ kind: "drip", everyMs: 20 }] });
    const { model } = modelOn(server.url);
    const controller = new AbortController();
    const pending = thrown(model.generate(request(), { ...options(), signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    const error = await pending;
    expect(error).toMatchObject({ message: "The call was cancelled.", extra: { kind: "cancelled" } });
    expect(error).toHaveProperty("cause", expect.any(ProviderError));
    await server.requests[0]?.closedEarly;
    expect(server.requests).toHaveLength(1);
  });

  it("ends a wait for the server at once when it is cancelled", async () => {
    const server = await fake({ script: [status(429, { "retry-after": "30" })] });
    const { model } = modelOn(server.url, { sleep });
    const signal = AbortSignal.timeout(100);
    expect(await thrown(model.generate(request(), { ...options(), signal }))).toMatchObject({
      extra: { kind: "cancelled" },
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe("a stream", () => {
  it("that brings no first token in time is a time-out of its own: timeout after 1 request", async () => {
    const server = await fake({ script: [{ kind: "hang" }] });
    const { model } = modelOn(server.url, {
      timeouts: { connectMs: 2_000, firstTokenMs: 100, totalMs: 5_000 },
      retry: { attempts: 1 },
    });
    expect(await thrown(model.generate(request(), { onText: () => {} }))).toMatchObject({
      message: `The Ollama server at ${server.url} sent no first token within 100 ms.`,
      cause: { kind: "timeout", retryable: true },
    });
    expect(server.requests).toHaveLength(1);
  });

  it("with a line that is not JSON is no answer, whatever came before and after", async () => {
    const lines = [
      '{"message":{"content":"Dear"},"done":false}',
      "{oops",
      '{"message":{"content":" Ann"},"done":true,"done_reason":"stop"}',
    ];
    const server = await fake({ script: [raw(lines.join("\n"))] });
    const { model } = modelOn(server.url, { retry: { attempts: 1 } });
    const pieces: string[] = [];
    const error = await thrown(model.generate(request(), { onText: (piece) => pieces.push(piece) }));
    expect(error).toMatchObject({ cause: { kind: "invalid_response" } });
    expect(pieces).toEqual(["Dear"]);
  });

  it("that broke off at any of its characters is never an answer", async () => {
    const whole =
      '{"message":{"content":"Dé"},"done":false}\n{"message":{"content":"ar"},"done":true,"done_reason":"stop"}\n';
    // The last character is a line break, without which the answer is as whole.
    const cuts = Array.from({ length: whole.length - 1 }, (_, length) => whole.slice(0, length));
    const server = await fake({ script: cuts.map(raw) });
    const { model } = modelOn(server.url, { retry: { attempts: 1 } });
    for (const [index] of cuts.entries()) {
      const outcome = await model.generate(request(), { onText: () => {} }).then(
        ({ text }) => text,
        (error: unknown) => (isAppError(error) ? error.extra.kind : error),
      );
      expect([index, outcome]).toEqual([index, "invalid_response"]);
    }
  });
});

describe("a server that fails again and again", () => {
  it("is left alone, an error in its answers counting as its failure", async () => {
    const fault: OllamaFault = { kind: "error", message: "runner has stopped" };
    const server = await fake({ script: [fault, fault] });
    const { model } = modelOn(server.url, {
      retry: { attempts: 2 },
      breaker: { failures: 2, pauseMs: 60_000, mostPauseMs: 60_000 },
    });
    await thrown(model.generate(request()));
    expect(await thrown(model.generate(request()))).toMatchObject({ extra: { kind: "paused", attempts: 0 } });
    expect(server.requests).toHaveLength(2);
  });
});

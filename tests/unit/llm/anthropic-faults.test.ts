import { describe, expect, it } from "vitest";
import { isAppError } from "@/lib/errors";
import type { Fault } from "@/tests/fakes/anthropic-server";
import { events, fake, json, listener, modelOn, request, said, status, thrown } from "./anthropic-harness";

const patient = { connectMs: 2_000, firstTokenMs: 60_000, totalMs: 60_000 };
const at = "The Anthropic API at URL";

interface Case {
  case: string;
  fault: Fault;
  kind: string;
  /** What the caller reads, with URL for the address. */
  message: string;
  /** Time-outs that are short enough for the fault. */
  timeouts?: Partial<typeof patient>;
  stream?: boolean;
}

const passing: Case[] = [
  { case: "429", fault: status(429), kind: "rate_limited", message: `${at} answered 429: scripted 429.` },
  { case: "500", fault: status(500), kind: "server_error", message: `${at} answered 500: scripted 500.` },
  {
    case: "529, overloaded",
    fault: status(529, {}, said("overloaded_error", "Overloaded")),
    kind: "server_error",
    message: `${at} answered 529: Overloaded.`,
  },
  {
    case: "503 with a page of HTML",
    fault: status(503, {}, "<html>down</html>"),
    kind: "server_error",
    message: `${at} answered 503: a web page.`,
  },
  { case: "408", fault: status(408), kind: "timeout", message: `${at} answered 408: scripted 408.` },
  {
    case: "a hang",
    fault: { kind: "hang" },
    timeouts: { totalMs: 300 },
    kind: "timeout",
    message: `${at} did not answer within 300 ms.`,
  },
  {
    case: "a drip slower than the time-out",
    fault: { kind: "drip", everyMs: 100 },
    timeouts: { totalMs: 300 },
    kind: "timeout",
    message: `${at} did not answer within 300 ms.`,
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
    case: "no content",
    fault: { kind: "no_content" },
    kind: "invalid_response",
    message: `${at} answered with JSON that is no message (content is missing or malformed).`,
  },
  {
    case: "an unknown error under status 200",
    fault: { kind: "body", raw: JSON.stringify(said("odd_error", "upstream is busy")) },
    kind: "invalid_response",
    message: `${at} answered with an error under status 200: upstream is busy.`,
  },
  {
    case: "an empty answer",
    fault: { kind: "empty" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: stop.",
  },
  {
    case: "an answer of spaces",
    fault: { kind: "finish", reason: "end_turn", text: " \n" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: stop.",
  },
  {
    case: "nothing but thinking up to the limit",
    fault: { kind: "finish", reason: "max_tokens", text: "" },
    kind: "empty_answer",
    message:
      "The model at URL gave an empty answer. It spent its 200 tokens without any text; a higher limit may help.",
  },
  // The same, and what only a stream can do.
  {
    case: "429 to a stream",
    stream: true,
    fault: status(429),
    kind: "rate_limited",
    message: `${at} answered 429: scripted 429.`,
  },
  {
    case: "a stream that never begins",
    stream: true,
    fault: { kind: "hang" },
    timeouts: { firstTokenMs: 300 },
    kind: "timeout",
    message: `${at} sent no first token within 300 ms.`,
  },
  {
    case: "a stream that begins and falls silent",
    stream: true,
    fault: { kind: "silent" },
    timeouts: { firstTokenMs: 300 },
    kind: "timeout",
    message: `${at} sent no first token within 300 ms.`,
  },
  {
    case: "a stream that drips beyond the whole time",
    stream: true,
    fault: { kind: "drip", everyMs: 100 },
    timeouts: { totalMs: 500 },
    kind: "timeout",
    message: `${at} did not answer within 500 ms.`,
  },
  {
    case: "a reset amid a stream",
    stream: true,
    fault: { kind: "reset" },
    kind: "connection",
    message: "The server at URL closed the connection before its answer was complete (ECONNRESET).",
  },
  {
    case: "half a stream",
    stream: true,
    fault: { kind: "truncated" },
    kind: "invalid_response",
    message: `${at} answered with a stream that broke off.`,
  },
  {
    case: "a stream without message_stop",
    stream: true,
    fault: { kind: "without", type: "message_stop" },
    kind: "invalid_response",
    message: `${at} answered with a stream that broke off.`,
  },
  {
    case: "a stream without a reason to stop",
    stream: true,
    fault: { kind: "without", type: "message_delta" },
    kind: "invalid_response",
    message: `${at} answered with a stream that broke off.`,
  },
  {
    case: "overloaded amid a stream",
    stream: true,
    fault: { kind: "stream_error", type: "overloaded_error", message: "Overloaded" },
    kind: "server_error",
    message: `${at} answered with an error in its stream: Overloaded.`,
  },
  {
    case: "a rate limit amid a stream",
    stream: true,
    fault: { kind: "stream_error", type: "rate_limit_error", message: "Slow down." },
    kind: "rate_limited",
    message: `${at} answered with an error in its stream: Slow down.`,
  },
  {
    case: "an event that is not JSON",
    stream: true,
    fault: events({ type: "message_start", message: {} }, '{"type":"content_'),
    kind: "invalid_response",
    message: `${at} answered with a stream with an event that is not JSON.`,
  },
  {
    case: "an event of another protocol",
    stream: true,
    fault: events({ choices: [] }),
    kind: "invalid_response",
    message: `${at} answered with a stream with an event that is no part of a message.`,
  },
  {
    case: "an event without its index",
    stream: true,
    fault: events({ type: "content_block_delta", delta: { type: "text_delta", text: "x" } }),
    kind: "invalid_response",
    message: `${at} answered with a stream with an event that is no part of a message.`,
  },
  {
    case: "HTML instead of a stream",
    stream: true,
    fault: { kind: "html" },
    kind: "invalid_response",
    message: `${at} answered with a web page instead of JSON.`,
  },
  {
    case: "an empty stream",
    stream: true,
    fault: { kind: "empty" },
    kind: "empty_answer",
    message: "The model at URL gave an empty answer. Finish reason: stop.",
  },
];

describe("a fault that may pass", () => {
  it.each(passing)("is retried once: $case", async ({ fault, timeouts, stream }) => {
    const server = await fake({ script: [fault] });
    const { model, waits } = modelOn(server.url, { timeouts: { ...patient, ...timeouts } });
    const { heard, options } = listener();
    const answer = await model.generate(request(), stream ? options : {});
    expect(answer.text).toContain("Hello Ann,");
    expect(answer.attempts).toBe(2);
    expect(server.requests).toHaveLength(2);
    expect(waits).toEqual([250]);
    expect(heard).toEqual({ pieces: stream ? expect.any(Array) : [], restarts: stream ? 1 : 0 });
    if (stream) expect(heard.pieces.join("")).toBe(answer.text);
  });

  it.each(passing)("ends after four requests with a sentence: $case, $kind", async (expected) => {
    const { fault, kind, message, timeouts, stream } = expected;
    const server = await fake({ script: [fault, fault, fault, fault] });
    const { model, waits } = modelOn(server.url, { timeouts: { ...patient, ...timeouts } });
    const error = await thrown(model.generate(request(), stream ? listener().options : {}));
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

  it.each<{ case: string; headers: Record<string, string>; waits: number[] }>([
    { case: "seconds", headers: { "retry-after": "3" }, waits: [3_250] },
    { case: "a date", headers: { "retry-after": "Sun, 01 Mar 2026 12:00:09 GMT" }, waits: [9_250] },
    { case: "milliseconds", headers: { "retry-after-ms": "30" }, waits: [280] },
  ])("is waited for as long as it says: $case", async ({ headers, waits }) => {
    const server = await fake({ script: [status(429, headers)] });
    const { model, waits: waited } = modelOn(server.url);
    expect((await model.generate(request())).attempts).toBe(2);
    expect(waited).toEqual(waits);
  });

  it.each([
    { case: "whole", stream: false },
    { case: "streamed", stream: true },
  ])(
    "retries text that is not JSON where JSON was asked for, and repairs nothing: $case",
    async ({ stream }) => {
      const fenced: Fault = { kind: "finish", reason: "end_turn", text: '```json\n{"a":1}\n```' };
      const cut: Fault = { kind: "finish", reason: "max_tokens", text: '{"reasons":["A' };
      const server = await fake({ script: [fenced, cut] });
      const { model } = modelOn(server.url);
      const options = stream ? listener().options : {};
      expect((await model.generate(request({ json }), options)).attempts).toBe(3);

      server.enqueue(cut, cut, cut, cut);
      expect(await thrown(model.generate(request({ json }), options))).toMatchObject({
        message: expect.stringContaining("gave text that is not JSON, cut off at its limit of 200 tokens."),
        cause: { kind: "invalid_response" },
      });
    },
  );

  it("does not end a wait for the first token while the model thinks", async () => {
    const server = await fake({
      script: [null, { kind: "drip", everyMs: 150 }],
      thinking: "Long.",
      unsupported: { thinking: "thinking: not supported" },
      respond: () => "Hi",
    });
    // The thinking comes after 600 ms, the text after 1200 ms.
    const { model } = modelOn(server.url, { timeouts: { ...patient, firstTokenMs: 1_000 } });
    const answer = await model.generate(request(), listener().options);
    expect(answer).toMatchObject({ text: "Hi", attempts: 2 });
    expect(answer.firstTokenMs).toBeGreaterThan(1_000);
  });
});

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { asEvent, composeText, type FakeAnswer, streamEvents, wholeMessage } from "./anthropic-answers";
import { type FakeMessageRequest, findMistake } from "./anthropic-requests";

/** What one request gets instead of a good answer. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: unknown }
  /** Takes the request and never answers. */
  | { kind: "hang" }
  /** Headers and half an answer, then the socket is reset. */
  | { kind: "reset" }
  /** Half of an answer, as if it were all of it. */
  | { kind: "truncated" }
  | { kind: "html" }
  | { kind: "no_content" }
  | { kind: "empty" }
  | { kind: "refusal"; explanation: string | null }
  | { kind: "finish"; reason: string; text?: string }
  /** A good answer, a few bytes or one event at a time. */
  | { kind: "drip"; everyMs: number }
  /** Any body under status 200. */
  | { kind: "body"; raw: string; contentType?: string }
  /** A stream that begins and falls silent before any text. */
  | { kind: "silent" }
  /** A stream whose last event before its end is left out. */
  | { kind: "without"; type: string }
  /** An error amid a stream. */
  | { kind: "stream_error"; type: string; message: string }
  /** A whole answer where a stream was asked for. */
  | { kind: "whole" };

export interface FakeOptions {
  /** Text of the answer; undefined leaves it to the fake. */
  respond?(request: FakeMessageRequest): string | undefined;
  /** One entry per request for a message; null is a good answer, and so is everything after the last. */
  script?: readonly (Fault | null)[];
  /** Parameters that the model refuses, with the words in which it does. */
  unsupported?: Readonly<Record<string, string>>;
  /** What the model thinks before each answer, unless thinking is switched off. */
  thinking?: string;
  /** Key that every request must carry; null refuses none. */
  apiKey?: string | null;
  models?: readonly string[];
}

export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Parsed JSON, or null for a request without a body. */
  body: Record<string, unknown> | null;
  /** Settles when the client closed the connection before it had the whole answer. */
  closedEarly: Promise<void>;
}

export interface FakeAnthropic {
  /** Base URL as ANTHROPIC_BASE_URL wants it, without `/v1`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Faults for the requests to come, after those already scripted. */
  enqueue(...faults: (Fault | null)[]): void;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks Anthropic's Messages API, streams and all. Answers are composed from the
 * request and the same for the same request. A request that Anthropic would refuse is refused here too.
 */
export async function startFakeAnthropic(options: FakeOptions = {}): Promise<FakeAnthropic> {
  const { apiKey = null, models = ["fake-model"], unsupported = {} } = options;
  const requests: RecordedRequest[] = [];
  const script = [...(options.script ?? [])];

  const server = createServer(async (request, response) => {
    const text = await readText(request).catch(() => null);
    if (text === null) return;
    const body = parseObject(text);
    const { pathname } = new URL(request.url ?? "/", "http://fake");
    requests.push({
      method: request.method ?? "",
      path: pathname,
      headers: request.headers,
      body,
      closedEarly: new Promise((resolve) => {
        response.on("close", () => !response.writableFinished && resolve());
      }),
    });

    const given = request.headers["x-api-key"];
    if (apiKey !== null && given !== apiKey) {
      return sendError(response, 401, "authentication_error", `invalid x-api-key: ${given ?? "none"}`);
    }
    if (request.headers["anthropic-version"] !== "2023-06-01") {
      return sendError(response, 400, "invalid_request_error", "anthropic-version: header is required");
    }
    if (request.method === "GET" && pathname === "/v1/models") {
      const data = models.map((id) => ({
        id,
        type: "model",
        display_name: id,
        created_at: "2026-01-01T00:00:00Z",
      }));
      return sendJson(response, 200, { data, has_more: false, first_id: models[0], last_id: models.at(-1) });
    }
    if (request.method !== "POST" || pathname !== "/v1/messages") {
      return sendError(response, 404, "not_found_error", "Not found");
    }
    const fault = script.shift() ?? null;
    if (fault?.kind === "status") return sendStatus(response, fault);
    const mistake = findMistake(request, body);
    if (mistake) return sendError(response, 400, "invalid_request_error", mistake);
    const refused = Object.entries(unsupported).find(([name]) => body && name in body);
    if (refused) return sendError(response, 400, "invalid_request_error", refused[1]);

    // `findMistake` has checked every member that is read.
    const asked = body as unknown as FakeMessageRequest;
    const thinking = asked.thinking?.type === "disabled" ? undefined : options.thinking;
    answer(response, asked, fault, { ...compose(asked, fault, options), thinking });
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake has no port");
  let closing: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    enqueue: (...faults) => void script.push(...faults),
    close: () => {
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

function compose(asked: FakeMessageRequest, fault: Fault | null, { respond }: FakeOptions): FakeAnswer {
  const stopReason = asked.tool_choice ? "tool_use" : "end_turn";
  if (fault?.kind === "empty") return { text: "", stopReason };
  if (fault?.kind === "refusal") {
    const stopDetails = { type: "refusal", category: null, explanation: fault.explanation } as const;
    return { text: "", stopReason: "refusal", stopDetails };
  }
  const text = respond?.(asked) ?? composeText(asked);
  return fault?.kind === "finish"
    ? { text: fault.text ?? text, stopReason: fault.reason }
    : { text, stopReason };
}

function answer(
  response: ServerResponse,
  request: FakeMessageRequest,
  fault: Fault | null,
  composed: FakeAnswer,
): void {
  const streamed = request.stream === true && fault?.kind !== "whole";
  const parts = streamed ? eventParts(request, fault, composed) : bodyParts(request, fault, composed);
  const half = parts.slice(0, Math.ceil(parts.length / 2)).join("");
  const head = { "content-type": streamed ? "text/event-stream; charset=utf-8" : "application/json" };
  switch (fault?.kind) {
    case "hang":
      break;
    case "html":
      send(response, 200, "<!doctype html><title>Welcome</title>", { "content-type": "text/html" });
      break;
    case "body":
      send(response, 200, fault.raw, { "content-type": fault.contentType ?? "application/json" });
      break;
    case "drip":
      drip(response.writeHead(200, head), parts, fault.everyMs);
      break;
    case "silent":
      response.writeHead(200, head).write(parts[0]);
      break;
    case "reset":
      response.writeHead(200, head).write(half, () => response.socket?.resetAndDestroy());
      break;
    case "truncated":
      response.writeHead(200, head).end(half);
      break;
    default:
      response.writeHead(200, head).end(parts.join(""));
  }
}

function eventParts(request: FakeMessageRequest, fault: Fault | null, composed: FakeAnswer): string[] {
  const events = streamEvents(request, composed);
  if (fault?.kind === "without") return events.filter(({ type }) => type !== fault.type).map(asEvent);
  if (fault?.kind !== "stream_error") return events.map(asEvent);
  const { type, message } = fault;
  const begun = events.slice(0, Math.ceil(events.length / 2));
  return [...begun.map(asEvent), asEvent({ type: "error", ...{ error: { type, message } } })];
}

function bodyParts(request: FakeMessageRequest, fault: Fault | null, composed: FakeAnswer): string[] {
  const { content, ...rest } = wholeMessage(request, composed);
  const body = JSON.stringify(fault?.kind === "no_content" ? rest : { ...rest, content });
  return body.match(/.{1,16}/gsu) ?? [];
}

function drip(response: ServerResponse, parts: readonly string[], everyMs: number): void {
  let at = 0;
  const timer = setInterval(() => {
    response.write(parts[at++] ?? "");
    if (at >= parts.length) response.end();
  }, everyMs);
  response.on("close", () => clearInterval(timer));
}

function sendStatus(response: ServerResponse, { status, headers, body }: Fault & { kind: "status" }): void {
  const said = body ?? { type: "error", error: { type: "scripted", message: `scripted ${status}` } };
  send(response, status, typeof said === "string" ? said : JSON.stringify(said), {
    "content-type": typeof said === "string" ? "text/html" : "application/json",
    ...headers,
  });
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    // Any object may be read by name.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function sendError(response: ServerResponse, status: number, type: string, message: string): void {
  sendJson(response, status, { type: "error", error: { type, message }, request_id: "req_fake" });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), { "content-type": "application/json" });
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

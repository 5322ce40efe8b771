import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { composeAnswer, composeLogprobs, countWords, type FakeRequest } from "./openai-answers";

/** What one request gets instead of a good answer. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: unknown }
  /** Takes the request and never answers. */
  | { kind: "hang" }
  /** Headers and half a body, then the socket is reset. */
  | { kind: "reset" }
  /** Half of the JSON under a whole and honest Content-Length. */
  | { kind: "truncated" }
  | { kind: "html" }
  | { kind: "no_choices" }
  | { kind: "empty" }
  | { kind: "refusal"; text: string }
  | { kind: "finish"; reason: string; text?: string }
  /** A good answer, a few bytes at a time. */
  | { kind: "drip"; everyMs: number }
  /** `JSON` to stand where the log-probs belong, as raw text so that a bare NaN can be said; null leaves them out. */
  | { kind: "logprobs"; raw: string | null }
  /** Any body under status 200. */
  | { kind: "body"; raw: string; contentType?: string };

export interface FakeOptions {
  /** Text of the answer, at once or later; undefined leaves it to the fake. */
  respond?(request: FakeRequest): string | undefined | Promise<string | undefined>;
  /** One entry per completion request; null is a good answer, and so is everything after the last. */
  script?: readonly (Fault | null)[];
  /** Parameters that this server refuses by name, as OpenAI does. */
  unsupported?: readonly string[];
  /** Turns a refused parameter into the server's way of saying so. */
  refuse?(param: string): { status: number; body: unknown };
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

export interface FakeOpenAi {
  /** Base URL as OPENAI_BASE_URL wants it: it ends in `/v1`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The requests for completions among them. */
  readonly completions: readonly RecordedRequest[];
  /** Faults for the completion requests to come, after those already scripted. */
  enqueue(...faults: (Fault | null)[]): void;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks OpenAI's chat completions. Answers are composed from the request and
 * the same for the same request. A request that OpenAI would refuse is refused here too.
 */
export async function startFakeOpenAi(options: FakeOptions = {}): Promise<FakeOpenAi> {
  const { apiKey = null, models = ["fake-model"] } = options;
  const requests: RecordedRequest[] = [];
  const script = [...(options.script ?? [])];

  const server = createServer(async (request, response) => {
    const text = await readText(request).catch(() => null);
    if (text === null) return;
    const body = parseObject(text);
    const path = request.url ?? "/";
    requests.push({
      method: request.method ?? "",
      path,
      headers: request.headers,
      body,
      closedEarly: new Promise((resolve) => {
        response.on("close", () => !response.writableFinished && resolve());
      }),
    });

    if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`) {
      const given = request.headers.authorization?.replace("Bearer ", "") ?? "";
      return sendError(response, 401, {
        message: `Incorrect API key provided: ${given}.`,
        code: "invalid_api_key",
      });
    }
    if (request.method === "GET" && path === "/v1/models") {
      const data = models.map((id) => ({ id, object: "model", created: 0, owned_by: "fake" }));
      return sendJson(response, 200, { object: "list", data });
    }
    if (request.method !== "POST" || path !== "/v1/chat/completions") {
      return sendError(response, 404, {
        message: `Unknown request URL: ${request.method} ${path}`,
        code: "unknown_url",
      });
    }
    const fault = script.shift() ?? null;
    if (fault?.kind === "status") {
      const body = fault.body ?? {
        error: { message: `scripted ${fault.status}`, type: "scripted", code: null, param: null },
      };
      return send(response, fault.status, typeof body === "string" ? body : JSON.stringify(body), {
        "content-type": typeof body === "string" ? "text/html" : "application/json",
        ...fault.headers,
      });
    }
    const wrong = findMistake(request, body);
    if (wrong) return sendError(response, 400, wrong);
    const refused = options.unsupported?.find((param) => body && param in body);
    if (refused) {
      const said = options.refuse?.(refused);
      if (said) return sendJson(response, said.status, said.body);
      const message = `Unsupported parameter: '${refused}' is not supported with this model.`;
      return sendError(response, 400, { message, code: "unsupported_parameter", param: refused });
    }
    // `findMistake` has checked every member that is read.
    const asked = body as unknown as FakeRequest;
    answer(response, asked, fault, (await options.respond?.(asked)) ?? composeAnswer(asked));
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake has no port");
  let closing: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    get completions() {
      return requests.filter(({ path }) => path === "/v1/chat/completions");
    },
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

function answer(response: ServerResponse, request: FakeRequest, fault: Fault | null, composed: string): void {
  if (fault?.kind === "hang") return;
  if (fault?.kind === "html") {
    send(response, 200, "<!doctype html><title>Welcome</title>", { "content-type": "text/html" });
    return;
  }
  if (fault?.kind === "body") {
    send(response, 200, fault.raw, { "content-type": fault.contentType ?? "application/json" });
    return;
  }

  const content =
    fault?.kind === "empty"
      ? ""
      : fault?.kind === "refusal"
        ? null
        : fault?.kind === "finish"
          ? (fault.text ?? composed)
          : composed;
  const body = JSON.stringify({
    id: "chatcmpl-fake",
    object: "chat.completion",
    created: 0,
    model: request.model,
    choices:
      fault?.kind === "no_choices"
        ? []
        : [
            {
              index: 0,
              message: { role: "assistant", content, refusal: fault?.kind === "refusal" ? fault.text : null },
              logprobs: request.logprobs ? { content: composeLogprobs(content ?? ""), refusal: null } : null,
              finish_reason: fault?.kind === "finish" ? fault.reason : "stop",
            },
          ],
    usage: usageOf(request, content ?? ""),
  });

  const json = { "content-type": "application/json" };
  if (fault?.kind === "reset") {
    response.writeHead(200, { ...json, "content-length": Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
  } else if (fault?.kind === "drip") {
    drip(response, body, fault.everyMs);
  } else if (fault?.kind === "truncated") {
    send(response, 200, body.slice(0, body.length / 2), json);
  } else {
    send(response, 200, fault?.kind === "logprobs" ? withRawLogprobs(body, fault.raw) : body, json);
  }
}

function usageOf(request: FakeRequest, content: string) {
  const prompt = request.messages.reduce((sum, message) => sum + countWords(message.content), 0);
  const completion = composeLogprobs(content).length;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.floor(prompt / 2) },
  };
}

function withRawLogprobs(body: string, raw: string | null): string {
  const marked = body.replace(/"logprobs":(null|\{.*?"refusal":null\})/, () =>
    raw === null ? '"no_logprobs":true' : `"logprobs":${raw}`,
  );
  if (marked === body) throw new Error("the fake found no log-probs to replace");
  return marked;
}

function drip(response: ServerResponse, body: string, everyMs: number): void {
  response.writeHead(200, { "content-type": "application/json" });
  let at = 0;
  const timer = setInterval(() => {
    response.write(body.slice(at, at + 16));
    at += 16;
    if (at >= body.length) response.end();
  }, everyMs);
  response.on("close", () => clearInterval(timer));
}

const known = new Set([
  "model",
  "messages",
  "temperature",
  "seed",
  "max_tokens",
  "max_completion_tokens",
  "logprobs",
  "response_format",
]);

interface FakeError {
  message: string;
  code?: string | null;
  param?: string | null;
}

/** What is wrong with a request, or null. Stricter than the real one: only what the product sends is known. */
function findMistake(request: IncomingMessage, body: Record<string, unknown> | null): FakeError | null {
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return { message: "content-type must be JSON" };
  if (!body) return { message: "We could not parse the JSON body of your request." };
  const stranger = Object.keys(body).find((name) => !known.has(name));
  if (stranger)
    return { message: `Unknown parameter: '${stranger}'.`, code: "unknown_parameter", param: stranger };

  const { model, messages, temperature, seed, logprobs, response_format: format } = body;
  const bad = (param: string) => ({ message: `Invalid value for '${param}'.`, code: "invalid_value", param });
  if (typeof model !== "string" || model === "") return bad("model");
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) return bad("messages");
  if (
    temperature !== undefined &&
    !(typeof temperature === "number" && temperature >= 0 && temperature <= 2)
  ) {
    return bad("temperature");
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) return bad("seed");
  if (logprobs !== undefined && typeof logprobs !== "boolean") return bad("logprobs");
  for (const param of ["max_tokens", "max_completion_tokens"]) {
    const value = body[param];
    if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) > 0)) return bad(param);
  }
  if ("max_tokens" in body && "max_completion_tokens" in body) return bad("max_tokens");
  if (format !== undefined && !isJsonSchemaFormat(format)) return bad("response_format");
  return null;
}

function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { role, content } = value;
  return ["system", "developer", "user", "assistant"].includes(String(role)) && typeof content === "string";
}

function isJsonSchemaFormat(value: unknown): boolean {
  if (!isObject(value) || value.type !== "json_schema" || !isObject(value.json_schema)) return false;
  const { name, schema, strict } = value.json_schema;
  return typeof name === "string" && /^[\w-]{1,64}$/.test(name) && isObject(schema) && strict === true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
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

function sendError(response: ServerResponse, status: number, error: FakeError): void {
  sendJson(response, status, { error: { type: "invalid_request_error", code: null, param: null, ...error } });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), { "content-type": "application/json" });
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

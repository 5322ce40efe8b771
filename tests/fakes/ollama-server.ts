import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  composeChat,
  composeEmbedding,
  composeLines,
  joinLines,
  type OllamaChatRequest,
  type OllamaPart,
} from "./ollama-answers";
import { countWords } from "./openai-answers";
import type { Fault, RecordedRequest } from "./openai-server";

/** What one request gets instead of a good answer. */
export type OllamaFault =
  | Exclude<Fault, { kind: "no_choices" | "refusal" }>
  /** An answer without its message. */
  | { kind: "no_message" }
  /** An answer that never says it is done; its stream ends before. */
  | { kind: "not_done" }
  /** Half of the lines of a stream, then an error; in an answer that comes whole, the error alone. */
  | { kind: "error"; message: string };

export interface OllamaFakeOptions {
  /** Text of the answer, at once or later; undefined leaves it to the fake. */
  respond?(request: OllamaChatRequest): string | undefined | Promise<string | undefined>;
  /** One entry per chat or embedding; null is a good answer, and so is everything after the last. */
  script?: readonly (OllamaFault | null)[];
  /** What the model thinks before it answers. */
  thinking?: string;
  /** Before 0.12.11 there are no log-probs. */
  version?: string;
  /** Body of `GET /api/tags` in place of the list. */
  tags?: string;
  models?: readonly string[];
}

export interface FakeOllama {
  /** As OLLAMA_HOST wants it. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** Faults for the chats and embeddings to come, after those already scripted. */
  enqueue(...faults: (OllamaFault | null)[]): void;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks Ollama's own protocol. Answers are composed from the request and the
 * same for the same request. A model that it does not have is refused as Ollama refuses it.
 */
export async function startFakeOllama(options: OllamaFakeOptions = {}): Promise<FakeOllama> {
  const { models = ["fake-model:latest"], version = "0.13.0", thinking = null } = options;
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

    const endpoint = `${request.method} ${path}`;
    if (endpoint === "GET /api/version") return sendJson(response, 200, { version });
    if (endpoint === "GET /api/tags") {
      if (options.tags !== undefined) return send(response, 200, options.tags, "text/html");
      return sendJson(response, 200, { models: models.map((name) => ({ name, model: name, size: 1 })) });
    }
    if (endpoint !== "POST /api/chat" && endpoint !== "POST /api/embed") {
      return send(response, 404, "404 page not found", "text/plain");
    }
    const fault = script.shift() ?? null;
    if (fault && instead(response, fault)) return;

    const wrong = findMistake(path, body);
    if (wrong) return sendJson(response, 400, { error: wrong });
    const model = String(body?.model);
    if (!models.includes(model) && !models.includes(`${model}:latest`)) {
      return sendJson(response, 404, { error: `model '${model}' not found` });
    }
    if (path === "/api/embed") {
      // `findMistake` has checked it.
      const input = body?.input as string[];
      return deliver(response, fault, [
        {
          model,
          embeddings: input.map(composeEmbedding),
          prompt_eval_count: input.reduce((sum, one) => sum + countWords(one), 0),
        },
      ]);
    }
    // `findMistake` has checked every member that is read.
    const asked = body as unknown as OllamaChatRequest;
    const composed = (await options.respond?.(asked)) ?? composeChat(asked);
    const lines = composeLines(asked, {
      text: fault?.kind === "empty" ? "" : fault?.kind === "finish" ? (fault.text ?? composed) : composed,
      thinking,
      logprobs: tellsLogprobs(version) && fault?.kind !== "logprobs",
      doneReason: fault?.kind === "finish" ? fault.reason : "stop",
    });
    const streams = asked.stream !== false;
    deliver(response, fault, spoilt(streams ? lines : [joinLines(lines)], fault), streams);
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

/** Sends what stands in the place of any answer; false for a fault that spoils a good one. */
function instead(response: ServerResponse, fault: OllamaFault): boolean {
  if (fault.kind === "status") {
    const body = fault.body ?? { error: `scripted ${fault.status}` };
    const text = typeof body === "string" ? body : JSON.stringify(body);
    send(response, fault.status, text, typeof body === "string" ? "text/html" : json, fault.headers);
  } else if (fault.kind === "html") {
    send(response, 200, "<!doctype html><title>Welcome</title>", "text/html");
  } else if (fault.kind === "body") {
    send(response, 200, fault.raw, fault.contentType ?? json);
  } else {
    return fault.kind === "hang";
  }
  return true;
}

function spoilt(parts: OllamaPart[], fault: OllamaFault | null): OllamaPart[] {
  const last = parts.at(-1) ?? {};
  const before = parts.slice(0, -1);
  if (fault?.kind === "no_message") {
    const { message: _message, ...rest } = last;
    return [...before, rest];
  }
  if (fault?.kind === "not_done") {
    const { done: _done, ...rest } = last;
    return before.length > 0 ? before : [rest];
  }
  if (fault?.kind === "error") return [...before.slice(0, before.length / 2), { error: fault.message }];
  if (fault?.kind === "logprobs" && fault.raw !== null) {
    return [...before, { ...last, logprobs: JSON.parse(fault.raw) }];
  }
  return parts;
}

const json = "application/json; charset=utf-8";

function deliver(
  response: ServerResponse,
  fault: OllamaFault | null,
  parts: OllamaPart[],
  lines = false,
): void {
  const body = parts.map((part) => `${JSON.stringify(part)}${lines ? "\n" : ""}`).join("");
  const type = lines ? "application/x-ndjson" : json;
  const half = body.slice(0, body.length / 2);
  if (fault?.kind === "reset") {
    response.writeHead(200, { "content-type": type });
    response.write(half, () => response.socket?.resetAndDestroy());
  } else if (fault?.kind === "drip") {
    drip(response, body, type, fault.everyMs);
  } else if (lines) {
    response.writeHead(200, { "content-type": type });
    response.end(fault?.kind === "truncated" ? half : body);
  } else {
    send(response, 200, fault?.kind === "truncated" ? half : body, type);
  }
}

function drip(response: ServerResponse, body: string, type: string, everyMs: number): void {
  response.writeHead(200, { "content-type": type });
  const bytes = Buffer.from(body);
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 64));
    at += 64;
    if (at >= bytes.length) response.end();
  }, everyMs);
  response.on("close", () => clearInterval(timer));
}

const known: Record<string, ReadonlySet<string>> = {
  "/api/chat": new Set(["model", "messages", "stream", "format", "options", "logprobs", "truncate", "shift"]),
  "/api/embed": new Set(["model", "input", "truncate"]),
};

/** What is wrong with a request, or null. Stricter than the real one: only what the product sends is known. */
function findMistake(path: string, body: Record<string, unknown> | null): string | null {
  if (!body) return "invalid character in the JSON of the request";
  const stranger = Object.keys(body).find((name) => !known[path]?.has(name));
  if (stranger) return `unknown field "${stranger}"`;
  const { model, messages, input, format, options = {}, logprobs = false } = body;
  if (typeof model !== "string" || model === "") return "model is required";
  if (path === "/api/embed") {
    return Array.isArray(input) && input.every((one) => typeof one === "string")
      ? null
      : "invalid input type";
  }
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage))
    return "invalid messages";
  if (format !== undefined && !isObject(format)) return 'invalid format: expected "json" or a JSON schema';
  if (typeof logprobs !== "boolean") return "logprobs must be a boolean";
  if (!isObject(options)) return "invalid options";
  const { temperature, seed, num_predict: most } = options;
  if (typeof temperature !== "number" || temperature < 0) return "option temperature must be of type float32";
  if (!Number.isSafeInteger(seed)) return "option seed must be of type integer";
  if (!Number.isSafeInteger(most) || Number(most) < 1) return "option num_predict must be of type integer";
  return null;
}

function tellsLogprobs(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return major > 0 || minor > 12 || (minor === 12 && patch >= 11);
}

function isMessage(value: unknown): boolean {
  if (!isObject(value)) return false;
  return ["system", "user", "assistant"].includes(String(value.role)) && typeof value.content === "string";
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

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), json);
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

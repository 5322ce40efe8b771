import type { IncomingMessage } from "node:http";

export interface FakeError {
  message: string;
  code?: string | null;
  param?: string | null;
}

const known: Record<string, ReadonlySet<string>> = {
  "/v1/chat/completions": new Set([
    "model",
    "messages",
    "temperature",
    "seed",
    "max_tokens",
    "max_completion_tokens",
    "logprobs",
    "response_format",
    "stream",
    "stream_options",
  ]),
  "/v1/completions": new Set(["model", "prompt", "max_tokens", "temperature", "logprobs", "echo"]),
  "/v1/embeddings": new Set(["model", "input"]),
};

/** What is wrong with a request, or null. Stricter than the real one: only what the product sends is known. */
export function findMistake(
  request: IncomingMessage,
  path: string,
  body: Record<string, unknown> | null,
): FakeError | null {
  if (!request.headers["content-type"]?.startsWith("application/json"))
    return { message: "content-type must be JSON" };
  if (!body) return { message: "We could not parse the JSON body of your request." };
  const stranger = Object.keys(body).find((name) => !known[path]?.has(name));
  if (stranger)
    return { message: `Unknown parameter: '${stranger}'.`, code: "unknown_parameter", param: stranger };
  if (typeof body.model !== "string" || body.model === "") return bad("model");
  if (path === "/v1/completions") return findCompletionMistake(body);
  if (path === "/v1/embeddings") {
    const { input } = body;
    return Array.isArray(input) && input.length > 0 && input.every((one) => typeof one === "string")
      ? null
      : bad("input");
  }
  return findChatMistake(body);
}

const bad = (param: string) => ({ message: `Invalid value for '${param}'.`, code: "invalid_value", param });

function findCompletionMistake({ prompt, max_tokens, logprobs, echo }: Record<string, unknown>) {
  if (typeof prompt !== "string" || prompt === "") return bad("prompt");
  if (!Number.isSafeInteger(max_tokens) || Number(max_tokens) < 1) return bad("max_tokens");
  if (!Number.isSafeInteger(logprobs) || Number(logprobs) > 5) return bad("logprobs");
  return typeof echo === "boolean" ? null : bad("echo");
}

function findChatMistake(body: Record<string, unknown>): FakeError | null {
  const { messages, temperature, seed, logprobs, response_format: format, stream, stream_options } = body;
  if (!Array.isArray(messages) || messages.length === 0 || !messages.every(isMessage)) return bad("messages");
  if (
    temperature !== undefined &&
    !(typeof temperature === "number" && temperature >= 0 && temperature <= 2)
  ) {
    return bad("temperature");
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) return bad("seed");
  if (logprobs !== undefined && typeof logprobs !== "boolean") return bad("logprobs");
  if (stream !== undefined && typeof stream !== "boolean") return bad("stream");
  // Allowed when a stream is asked for only.
  if (stream_options !== undefined && !(stream === true && isObject(stream_options)))
    return bad("stream_options");
  for (const param of ["max_tokens", "max_completion_tokens"]) {
    const value = body[param];
    if (value !== undefined && !(Number.isSafeInteger(value) && Number(value) > 0)) return bad(param);
  }
  if ("max_tokens" in body && "max_completion_tokens" in body) return bad("max_tokens");
  return format === undefined || isJsonSchemaFormat(format) ? null : bad("response_format");
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

export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

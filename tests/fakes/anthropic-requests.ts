import type { IncomingMessage } from "node:http";
import type { JsonSchema } from "./openai-answers";

/** A request for a message, as the fake has read and checked it. */
export interface FakeMessageRequest {
  model: string;
  max_tokens: number;
  messages: { role: string; content: string }[];
  system?: string;
  temperature?: number;
  thinking?: { type: string };
  stream?: boolean;
  output_config?: { format: { type: string; schema: JsonSchema } };
  tools?: { name: string; input_schema: JsonSchema }[];
  tool_choice?: { type: string; name: string };
}

const known = new Set([
  "model",
  "max_tokens",
  "messages",
  "system",
  "temperature",
  "thinking",
  "stream",
  "output_config",
  "tools",
  "tool_choice",
]);

/** What is wrong with a request, or null. Stricter than the real one: only what the product sends is known. */
export function findMistake(request: IncomingMessage, body: Record<string, unknown> | null): string | null {
  if (!request.headers["content-type"]?.startsWith("application/json")) return "content-type must be JSON";
  if (!body) return "The request body is not valid JSON";
  const stranger = Object.keys(body).find((name) => !known.has(name));
  if (stranger) return `${stranger}: Extra inputs are not permitted`;

  const { model, max_tokens, messages, system, temperature, stream, output_config, tools } = body;
  if (typeof model !== "string" || model === "") return "model: Field required";
  if (!(Number.isSafeInteger(max_tokens) && Number(max_tokens) > 0)) return "max_tokens: Field required";
  if (!Array.isArray(messages) || messages.length === 0) return "messages: at least one message is required";
  if (!messages.every(isTurn))
    return 'messages: Unexpected role or content. The role is "user" or "assistant".';
  if (messages.some(({ role }, index) => role === messages[index - 1]?.role))
    return "messages: roles must alternate";
  if (system !== undefined && (typeof system !== "string" || system === "")) return "system: must be a text";
  if (stream !== undefined && typeof stream !== "boolean") return "stream: must be a boolean";
  if (
    temperature !== undefined &&
    !(typeof temperature === "number" && temperature >= 0 && temperature <= 1)
  ) {
    return "temperature: range: 0..1";
  }
  if (tools !== undefined && !isOneForcedTool(body)) return "tools: one tool that is forced";
  return output_config === undefined ? null : findSchemaMistake(output_config);
}

function isTurn(value: unknown): value is { role: string; content: string } {
  if (!isObject(value)) return false;
  const { role, content } = value;
  return (role === "user" || role === "assistant") && typeof content === "string" && content !== "";
}

function isOneForcedTool({ tools, tool_choice }: Record<string, unknown>): boolean {
  if (!Array.isArray(tools) || tools.length !== 1 || !isObject(tool_choice)) return false;
  const tool: unknown = tools[0];
  if (!isObject(tool) || !isObject(tool.input_schema) || tool.input_schema.type !== "object") return false;
  return (
    tool_choice.type === "tool" && tool_choice.name === tool.name && /^[\w-]{1,128}$/.test(String(tool.name))
  );
}

function findSchemaMistake(config: unknown): string | null {
  const format = isObject(config) ? config.format : null;
  if (!isObject(format) || format.type !== "json_schema" || !isObject(format.schema)) {
    return "output_config.format: Field required";
  }
  const mistake = schemaMistake(format.schema);
  return mistake && `output_config.format.schema: ${mistake}`;
}

/** Bounds that structured outputs do not take. `minItems` may be 0 or 1. */
const bounds = ["minimum", "maximum", "minLength", "maxLength", "maxItems", "uniqueItems"];

function schemaMistake(schema: Record<string, unknown>): string | null {
  const bound = bounds.find((name) => name in schema) ?? (Number(schema.minItems) > 1 ? "minItems" : null);
  if (bound) return `For '${schema.type}' type, property '${bound}' is not supported`;
  if (schema.type === "object" && schema.additionalProperties !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  const inner = [schema.items, ...(isObject(schema.properties) ? Object.values(schema.properties) : [])];
  return inner.map((part) => (isObject(part) ? schemaMistake(part) : null)).find((found) => found) ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

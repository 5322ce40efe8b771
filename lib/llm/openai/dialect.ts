import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import type { ChatMessage } from "@/lib/engine/messages";
import type { GenerateRequest } from "../language-model";
import type { ErrorDetails } from "../server-failure";

/** Parameters that not every server or model takes. */
export type Adaptable =
  | "max_tokens"
  | "max_completion_tokens"
  | "temperature"
  | "seed"
  | "logprobs"
  | "response_format"
  | "stream_options"
  | "stream";

/** How one server and model want to be asked, as found out by asking. */
export interface Dialect {
  maxTokens: "max_tokens" | "max_completion_tokens";
  refused: ReadonlySet<Adaptable>;
}

/** OpenAI's own models take the newer name only; most compatible servers know the older one alone. */
export function initialDialect(baseUrl: string): Dialect {
  const official = new URL(baseUrl).hostname === "api.openai.com";
  return { maxTokens: official ? "max_completion_tokens" : "max_tokens", refused: new Set() };
}

/**
 * Body of the request in the given dialect. Where JSON is wanted and `response_format` was refused, the
 * schema goes into the system message. Log-probs are not asked for under JSON: some servers report them
 * from before the grammar was applied.
 */
export function requestBody(
  model: string,
  request: GenerateRequest,
  { maxTokens, refused }: Dialect,
  { stream }: { stream: boolean },
): ChatCompletionCreateParams {
  const streams = stream && !refused.has("stream");
  const { json } = request;
  const schemaInWords = json !== undefined && refused.has("response_format");
  const messages = schemaInWords ? withSchema(request.messages, json) : request.messages;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    [maxTokens]: request.maxTokens,
    ...(!refused.has("temperature") && { temperature: request.temperature }),
    // 31 bits, because several servers read a signed 32-bit number and llama.cpp takes 2^32 - 1 for "random".
    ...(!refused.has("seed") && { seed: request.seed & 0x7fff_ffff }),
    ...(request.logprobs && !json && !refused.has("logprobs") && { logprobs: true }),
    // Without stream_options a stream tells no usage.
    ...(streams && { stream: true as const }),
    ...(streams && !refused.has("stream_options") && { stream_options: { include_usage: true } }),
    ...(json &&
      !schemaInWords && {
        response_format: {
          type: "json_schema" as const,
          json_schema: { name: json.name, schema: json.schema, strict: true },
        },
      }),
  };
}

/**
 * The dialect to try next after a server refused a request, or null when the refusal is not about a
 * parameter that can be left out or renamed.
 *
 * @param sent Body that was refused: a parameter that was not sent cannot be at fault.
 */
export function adaptDialect(
  dialect: Dialect,
  details: ErrorDetails,
  sent: ChatCompletionCreateParams,
): Dialect | null {
  if (!saysUnsupported(details)) return null;
  const candidates = adaptables.filter((name) => name in sent);
  const named =
    candidates.find((name) => name === details.param?.split(/[.[]/)[0]) ??
    firstNamed(candidates, details.message);
  if (!named) return null;

  const refused = new Set([...dialect.refused, named]);
  if (named !== "max_tokens" && named !== "max_completion_tokens") return { ...dialect, refused };
  const other = named === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return refused.has(other) ? null : { maxTokens: other, refused };
}

/** What two calls found out apart. */
export function mergeDialects(known: Dialect, found: Dialect): Dialect {
  const renamed = found.refused.has("max_tokens") || found.refused.has("max_completion_tokens");
  return {
    maxTokens: renamed ? found.maxTokens : known.maxTokens,
    refused: new Set([...known.refused, ...found.refused]),
  };
}

const adaptables: readonly Adaptable[] = [
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "seed",
  "logprobs",
  "response_format",
  "stream_options",
  "stream",
];

const unsupportedCodes = new Set(["unsupported_parameter", "unsupported_value", "unknown_parameter"]);

/**
 * Whether a refusal is about support. A value out of range or a schema with a mistake in it must not be
 * answered by quietly leaving the parameter out. OpenAI says so with a code; other servers only in
 * words, which is why the text is looked at.
 */
function saysUnsupported({ message, code }: ErrorDetails): boolean {
  if (code !== null && unsupportedCodes.has(code)) return true;
  if (/invalid schema/i.test(message)) return false;
  return /not (be )?(support|allow|permit|recogni|available|implement)|unsupported|unknown|unrecogni|unavailable|unexpected|extra inputs|extra_forbidden|cannot find field/i.test(
    message,
  );
}

/** The candidate that comes first in a text, as a word of its own. */
function firstNamed(candidates: readonly Adaptable[], text: string): Adaptable | undefined {
  const found = candidates
    .map((name) => ({ name, at: text.search(new RegExp(`(?<![a-z_])${name}(?![a-z_])`)) }))
    .filter(({ at }) => at >= 0);
  return found.sort((a, b) => a.at - b.at)[0]?.name;
}

function withSchema(messages: readonly ChatMessage[], json: { name: string; schema: object }): ChatMessage[] {
  const instruction = [
    "Answer with one JSON value that satisfies this JSON Schema, and with nothing else: no explanation and no code fence.",
    `JSON Schema "${json.name}":`,
    JSON.stringify(json.schema),
  ].join("\n");
  const [first, ...rest] = messages;
  if (first?.role !== "system") return [{ role: "system", content: instruction }, ...messages];
  return [{ role: "system", content: `${first.content}\n\n${instruction}` }, ...rest];
}

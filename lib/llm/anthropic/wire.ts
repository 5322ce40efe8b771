import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { Generation, ProviderFailureKind, Usage } from "../language-model";

/** What one message says, as far as it can be relied on. */
export interface Message {
  text: string;
  /** Why the model declined, if it did. */
  refusal: string | null;
  finishReason: Generation["finishReason"];
  usage: Usage | null;
  model: string | null;
}

/** An answer with status 200 that is no message. The text finishes the sentence "the server answered with …". */
export class NotAMessage extends Error {
  constructor(
    message: string,
    readonly kind: ProviderFailureKind = "invalid_response",
    readonly retryable: boolean = true,
  ) {
    super(message);
    this.name = "NotAMessage";
  }
}

export const StopDetails = z.object({ explanation: z.string().nullish() }).nullish();

const Body = z.object({
  model: z.string().nullish(),
  content: z.array(
    z.object({
      type: z.string(),
      text: z.string().optional(),
      name: z.string().optional(),
      input: z.unknown().optional(),
    }),
  ),
  stop_reason: z.string().nullish(),
  stop_details: StopDetails,
  usage: z.unknown().optional(),
});

/**
 * Reads the body of a message that came whole. Only text counts as the answer, or the input of the tool
 * that the model had to call; its thinking never does.
 *
 * @param tool Name of that tool; null where text was asked for.
 * @throws {NotAMessage} if the body is no message, or the input of the tool was cut off, which cannot be
 *   seen in it any more.
 */
export function readMessage(body: string, tool: string | null): Message {
  const json = readJson(body);
  const parsed = Body.safeParse(json);
  if (!parsed.success) {
    const failure = errorInBody(json, "under status 200");
    if (failure) throw failure;
    const where = parsed.error.issues[0]?.path.join(".") || "body";
    throw new NotAMessage(`JSON that is no message (${where} is missing or malformed)`);
  }
  const { content, model, stop_reason, stop_details, usage } = parsed.data;
  const finishReason = finishReasonOf(stop_reason, tool);
  const called = content.find(({ type, name }) => type === "tool_use" && name === tool);
  if (called && finishReason === "length")
    throw new NotAMessage("JSON that was cut off at its limit of tokens");
  const texts = content.map(({ type, text = "" }) => (type === "text" ? text : ""));
  const text = tool === null ? texts.join("") : called ? (JSON.stringify(called.input) ?? "") : "";
  return {
    text: storable(text),
    refusal: refusalOf(stop_reason, stop_details),
    finishReason,
    usage: readUsage(usage),
    model: model ? storable(model) : null,
  };
}

/** Names of the models in the body of `GET /v1/models`, or null when it is no such list. */
export function readModels(body: string): string[] | null {
  const parsed = ModelList.safeParse(safeJson(body));
  return parsed.success ? parsed.data.data.map(({ id }) => id) : null;
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const finishReasons = new Map<string, Generation["finishReason"]>([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["refusal", "content_filter"],
]);

/**
 * Why the model stopped, in our words; anything we have no word for is `other`.
 *
 * @param tool Tool whose call is the answer, so that calling it is how the model comes to an end.
 * @example
 * finishReasonOf("max_tokens", null); // => "length"
 */
export function finishReasonOf(
  said: string | null | undefined,
  tool: string | null,
): Generation["finishReason"] {
  if (tool !== null && said === "tool_use") return "stop";
  return finishReasons.get(said ?? "") ?? "other";
}

/** What the server tells of a refusal; null where the model stopped for another reason. */
export function refusalOf(
  stopReason: string | null | undefined,
  details: z.infer<typeof StopDetails>,
): string | null {
  if (stopReason !== "refusal") return null;
  return storable(details?.explanation || "it gave no reason");
}

const count = z.number().int().nonnegative();

/** As the server tells them in a whole message; a stream tells some of them first and others last. */
const UsageBody = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count.nullish(),
  cache_read_input_tokens: count.nullish(),
});

/**
 * Token counts, or null where the server told none that make sense. Its input tokens leave out those that
 * went into its cache and those that came from there.
 *
 * @example
 * readUsage({ input_tokens: 5, cache_creation_input_tokens: 100, cache_read_input_tokens: 20, output_tokens: 7 });
 * // => { inputTokens: 125, outputTokens: 7, cachedInputTokens: 20 }
 */
export function readUsage(value: unknown): Usage | null {
  const parsed = UsageBody.safeParse(value);
  if (!parsed.success) return null;
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens } = parsed.data;
  const cachedInputTokens = cache_read_input_tokens ?? 0;
  return {
    inputTokens: input_tokens + (cache_creation_input_tokens ?? 0) + cachedInputTokens,
    outputTokens: output_tokens,
    cachedInputTokens,
  };
}

const ErrorBody = z.object({
  error: z.object({ type: z.string().nullish(), message: z.string() }),
});

type Meaning = readonly [kind: ProviderFailureKind, retryable: boolean];

const errorTypes = new Map<string, Meaning>([
  ["overloaded_error", ["server_error", true]],
  ["api_error", ["server_error", true]],
  ["timeout_error", ["timeout", true]],
  ["rate_limit_error", ["rate_limited", true]],
  ["invalid_request_error", ["refused", false]],
  ["authentication_error", ["refused", false]],
  ["billing_error", ["refused", false]],
  ["permission_error", ["refused", false]],
  ["not_found_error", ["refused", false]],
]);

/**
 * The failure that a body of the form `{error: {type, message}}` tells, or null for any other. An error that
 * comes when the status has been sent has nothing but its type to say what it is.
 *
 * @param where As in "an error in its stream".
 */
export function errorInBody(json: unknown, where: string): NotAMessage | null {
  const parsed = ErrorBody.safeParse(json);
  if (!parsed.success) return null;
  const { type, message } = parsed.data.error;
  const [kind, retryable] = errorTypes.get(type ?? "") ?? ["invalid_response", true];
  return new NotAMessage(`an error ${where}: ${message}`, kind, retryable);
}

function readJson(body: string): unknown {
  const json = safeJson(body);
  if (json !== undefined) return json;
  if (body.trim() === "") throw new NotAMessage("an empty body");
  if (/^\s*</.test(body)) throw new NotAMessage("a web page instead of JSON");
  throw new NotAMessage("something that is not JSON, or JSON that breaks off");
}

/** The value of a JSON text, or undefined. */
export function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

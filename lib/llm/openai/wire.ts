import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { Generation, ProviderFailureKind, TokenLogprob, Usage } from "../language-model";
import { tokensOfAnswer } from "../token-logprobs";

/** What one answer of `POST /chat/completions` says, as far as it can be relied on. */
export interface Completion {
  text: string;
  /** The model's own words when it declined. */
  refusal: string | null;
  tokens: readonly TokenLogprob[] | null;
  finishReason: Generation["finishReason"];
  usage: Usage | null;
  model: string | null;
}

/**
 * Something with status 200 that is no completion. The message finishes the sentence "the server answered
 * with …"; `kind` tells what the server itself called an error from what makes no sense.
 */
export class NotACompletion extends Error {
  constructor(
    message: string,
    readonly kind: Extract<ProviderFailureKind, "invalid_response" | "server_error"> = "invalid_response",
  ) {
    super(message);
  }
}

/** Compatible servers tell what a model thinks under either name. */
export const reasoningFields = {
  reasoning: z.string().nullish().catch(null),
  reasoning_content: z.string().nullish().catch(null),
};

const Body = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          ...reasoningFields,
        }),
        finish_reason: z.string().nullish(),
        logprobs: z.unknown().optional(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
});

const Logprobs = z.object({ content: z.array(z.unknown()) });

const count = z.number().int().nonnegative();
const UsageBody = z.object({
  prompt_tokens: count,
  // Embeddings have none.
  completion_tokens: count.default(0),
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
});

const ErrorBody = z.object({ error: z.union([z.string().min(1), z.object({ message: z.string() })]) });

/**
 * Reads the body of a completion that came with status 200.
 *
 * Text loses its NUL characters, which PostgreSQL cannot store. Log-probs or usage that make no sense are
 * null, without spoiling the text they came with.
 *
 * @throws {NotACompletion} if the body is not JSON, holds no choice with a message, or is an error.
 */
export function readCompletion(body: string): Completion {
  const json = readJson(body);
  assertNoError(json, "an error under status 200");
  const parsed = Body.safeParse(json);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") || "body";
    throw new NotACompletion(`JSON that is no chat completion (${where} is missing or malformed)`);
  }
  const { choices, usage, model } = parsed.data;
  const [choice] = choices;
  if (!choice) throw new NotACompletion("JSON without a choice");
  const { content, refusal, reasoning, reasoning_content } = choice.message;

  return {
    text: storable(content ?? ""),
    refusal: refusal ? storable(refusal) : null,
    tokens: tokensOfText(content ?? "", readLogprobs(choice.logprobs) ?? [], {
      afterThinking: Boolean(reasoning || reasoning_content),
    }),
    finishReason: finishReasonOf(choice.finish_reason),
    usage: readUsage(usage),
    model: model ? storable(model) : null,
  };
}

/** Names of the models in the body of `GET /models`, or null when it is no such list. */
export function readModels(body: string): string[] | null {
  const parsed = ModelList.safeParse(safeJson(body));
  return parsed.success ? parsed.data.data.map(({ id }) => id) : null;
}

const EmbeddingBody = z.object({
  model: z.string().nullish(),
  data: z.array(z.object({ index: count.optional(), embedding: z.array(z.number()).min(1) })),
  usage: z.unknown().optional(),
});

/**
 * Vectors of `POST /embeddings`, in the order of the texts.
 *
 * @param texts How many texts were sent.
 * @throws {NotACompletion} if there is not one vector per text, or their lengths differ.
 */
export function readEmbeddings(body: string, texts: number) {
  const parsed = EmbeddingBody.safeParse(readJson(body));
  if (!parsed.success) throw new NotACompletion("JSON that is no list of embeddings");
  const { data, model, usage } = parsed.data;
  const inOrder = data
    .map(({ index, embedding }, place) => ({ place: index ?? place, embedding }))
    .sort((a, b) => a.place - b.place);
  if (inOrder.length !== texts || inOrder.some(({ place }, index) => place !== index)) {
    throw new NotACompletion(`${data.length} embeddings, not one for each of the ${texts} texts`);
  }
  const vectors = inOrder.map(({ embedding }) => embedding);
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) {
    throw new NotACompletion("embeddings of different lengths");
  }
  return { vectors, model: model ? storable(model) : null, usage: readUsage(usage) };
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const finishReasons = new Map<string, Generation["finishReason"]>([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content_filter"],
]);

/**
 * Why the model stopped, in our words; anything we have no word for is `other`.
 *
 * @throws {NotACompletion} if it stopped because the server failed, as gateways say it.
 */
export function finishReasonOf(said: string | null | undefined): Generation["finishReason"] {
  if (said === "error")
    throw new NotACompletion("a part of an answer that it marks as failed", "server_error");
  return finishReasons.get(said ?? "") ?? "other";
}

/** Entries of `{content: [{token, logprob, bytes}]}`, or null where there is no such list. */
export function readLogprobs(value: unknown): unknown[] | null {
  const parsed = Logprobs.safeParse(value);
  return parsed.success ? parsed.data.content : null;
}

/**
 * The tokens that make up a text, or null unless they join to it exactly. Many servers report the mark
 * that ends the answer as a last token; it is no part of the text, and OpenAI itself leaves it out.
 */
export function tokensOfText(
  text: string,
  entries: readonly unknown[],
  options: { afterThinking: boolean },
): TokenLogprob[] | null {
  return tokensOfAnswer(text, entries.slice(0, -1), options) ?? tokensOfAnswer(text, entries, options);
}

/** @throws {NotACompletion} with the words of a body that is an error, though its status is 200. */
export function assertNoError(json: unknown, what: string): void {
  const failure = ErrorBody.safeParse(json);
  if (!failure.success) return;
  const { error } = failure.data;
  throw new NotACompletion(`${what}: ${typeof error === "string" ? error : error.message}`, "server_error");
}

/** Token counts as OpenAI tells them, or null where it told none. */
export function readUsage(value: unknown): Usage | null {
  const parsed = UsageBody.safeParse(value);
  if (!parsed.success) return null;
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = parsed.data;
  return {
    inputTokens: prompt_tokens,
    outputTokens: completion_tokens,
    cachedInputTokens: prompt_tokens_details?.cached_tokens ?? 0,
  };
}

/** @throws {NotACompletion} if a body is not JSON, saying what it is. */
export function readJson(body: string): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  if (body.trim() === "") throw new NotACompletion("an empty body");
  if (/^\s*</.test(body)) throw new NotACompletion("a web page instead of JSON");
  throw new NotACompletion("something that is not JSON, or JSON that breaks off");
}

/**
 * Servers written in Python print NaN and Infinity bare, which is not JSON. Reading them as null keeps
 * the text and loses the log-probs that could not be used anyway. Strings are left alone.
 */
function bareNumbersAsNull(body: string): string {
  return body.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g, (match) =>
    match.startsWith('"') ? match : "null",
  );
}

/** JSON as servers write it, or undefined. */
export function parseJson(text: string): unknown {
  return safeJson(text) ?? safeJson(bareNumbersAsNull(text));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

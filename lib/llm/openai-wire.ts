import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { Generation, TokenLogprob, Usage } from "./language-model";

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

/** A body that is not a completion. The message finishes the sentence "the server answered …". */
export class NotACompletion extends Error {}

const Body = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
        logprobs: z.unknown().optional(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
});

const Logprobs = z.object({ content: z.array(z.object({ token: z.string(), logprob: z.number() })).min(1) });

const count = z.number().int().nonnegative();
const UsageBody = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
});

const ErrorBody = z.object({ error: z.object({ message: z.string() }) });

/**
 * Reads the body of a completion that came with status 200.
 *
 * Text loses its NUL characters, which PostgreSQL cannot store. Log-probs or usage that make no sense are
 * null, without spoiling the text they came with.
 *
 * @throws {NotACompletion} if the body is not JSON, or holds no choice with a message.
 */
export function readCompletion(body: string): Completion {
  const json = readJson(body);
  const parsed = Body.safeParse(json);
  if (!parsed.success) {
    const failure = ErrorBody.safeParse(json);
    if (failure.success) throw new NotACompletion(`an error under status 200: ${failure.data.error.message}`);
    const where = parsed.error.issues[0]?.path.join(".") || "body";
    throw new NotACompletion(`JSON that is no chat completion (${where} is missing or malformed)`);
  }
  const { choices, usage, model } = parsed.data;
  const [choice] = choices;
  if (!choice) throw new NotACompletion("JSON without a choice");

  return {
    text: storable(choice.message.content ?? ""),
    refusal: choice.message.refusal ? storable(choice.message.refusal) : null,
    tokens: readLogprobs(choice.logprobs),
    finishReason: finishReasons.get(choice.finish_reason ?? "") ?? "other",
    usage: readUsage(usage),
    model: model ? storable(model) : null,
  };
}

/** Names of the models in the body of `GET /models`, or null when it is no such list. */
export function readModels(body: string): string[] | null {
  const parsed = ModelList.safeParse(safeJson(body));
  return parsed.success ? parsed.data.data.map(({ id }) => id) : null;
}

const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

const finishReasons = new Map<string, Generation["finishReason"]>([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content_filter"],
]);

// Rounding can put the log-prob of a certain token a hair above zero. More than that is no probability.
const roundingNats = 1e-4;

function readLogprobs(value: unknown): TokenLogprob[] | null {
  const parsed = Logprobs.safeParse(value);
  if (!parsed.success) return null;
  const tokens = parsed.data.content;
  if (tokens.some(({ logprob }) => logprob > roundingNats)) return null;
  return tokens.map(({ token, logprob }) => ({ token: storable(token), logprob: Math.min(0, logprob) }));
}

function readUsage(value: unknown): Usage | null {
  const parsed = UsageBody.safeParse(value);
  if (!parsed.success) return null;
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = parsed.data;
  return {
    inputTokens: prompt_tokens,
    outputTokens: completion_tokens,
    cachedInputTokens: prompt_tokens_details?.cached_tokens ?? 0,
  };
}

function readJson(body: string): unknown {
  const json = safeJson(body) ?? safeJson(bareNumbersAsNull(body));
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

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

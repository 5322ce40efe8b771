import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { Generation, ProviderFailureKind, TokenLogprob, Usage } from "../language-model";
import { tokensOfAnswer } from "../token-logprobs";

/** What one answer of `POST /api/chat` says, as far as it can be relied on. */
export interface ChatAnswer {
  text: string;
  tokens: readonly TokenLogprob[] | null;
  finishReason: Generation["finishReason"];
  usage: Usage | null;
  model: string | null;
}

/**
 * Something with status 200 that is no answer. The message finishes the sentence "the server answered
 * with …"; `kind` tells what the server itself called an error from what makes no sense.
 */
export class NotAnAnswer extends Error {
  constructor(
    message: string,
    readonly kind: Extract<ProviderFailureKind, "invalid_response" | "server_error"> = "invalid_response",
  ) {
    super(message);
  }
}

/** A whole answer, or one line of a stream. */
const ChatPart = z.object({
  model: z.string().nullish(),
  message: z.object({ content: z.string().nullish(), thinking: z.string().nullish() }),
  done: z.boolean(),
  done_reason: z.string().nullish(),
  logprobs: z.array(z.unknown()).nullish().catch(null),
  prompt_eval_count: z.unknown().optional(),
  eval_count: z.unknown().optional(),
});
export type ChatPart = z.infer<typeof ChatPart>;

const ErrorBody = z.object({ error: z.string() });

/**
 * Reads a whole answer, or one line of a stream.
 *
 * @throws {NotAnAnswer} if it is an error, or lacks its message or the word whether it is done.
 */
export function readPart(json: unknown): ChatPart {
  const failure = ErrorBody.safeParse(json);
  if (failure.success)
    throw new NotAnAnswer(`an error under status 200: ${failure.data.error}`, "server_error");
  const part = ChatPart.safeParse(json);
  if (part.success) return part.data;
  const where = part.error.issues[0]?.path.join(".") || "body";
  throw new NotAnAnswer(`JSON that is no chat answer (${where} is missing or malformed)`);
}

/**
 * One answer from its parts. What a thinking model thinks is no part of the text. Text loses its NUL
 * characters, which PostgreSQL cannot store. Log-probs or usage that make no sense are null, without
 * spoiling the text they came with.
 *
 * @param parts The lines of a stream, or the one part of an answer that came whole.
 * @throws {NotAnAnswer} if there is none, or the last of them is not done.
 */
export function joinParts(parts: readonly ChatPart[]): ChatAnswer {
  const last = parts.at(-1);
  if (!last) throw new NotAnAnswer("an empty body");
  if (!last.done) throw new NotAnAnswer("text that breaks off before it is done");
  const join = (read: (message: ChatPart["message"]) => string | null | undefined) =>
    parts.map(({ message }) => read(message) ?? "").join("");
  const content = join((message) => message.content);
  return {
    text: storable(content),
    tokens: tokensOfAnswer(
      content,
      parts.flatMap(({ logprobs }) => logprobs ?? []),
      { afterThinking: join((message) => message.thinking) !== "" },
    ),
    finishReason: finishReasonOf(last.done_reason),
    usage: readUsage(last.prompt_eval_count, last.eval_count),
    model: last.model ? storable(last.model) : null,
  };
}

/** Names of the models in the answer of `GET /api/tags`, or null when it is no such list. */
export function readTags(json: unknown): string[] | null {
  const parsed = z.object({ models: z.array(z.object({ name: z.string() })) }).safeParse(json);
  return parsed.success ? parsed.data.models.map(({ name }) => name) : null;
}

/** The answer of `GET /api/version`, or null when it holds no version. */
export function readVersion(json: unknown): string | null {
  const parsed = z.object({ version: z.string().min(1) }).safeParse(json);
  return parsed.success ? parsed.data.version : null;
}

const EmbeddingBody = z.object({
  model: z.string().nullish(),
  embeddings: z.array(z.array(z.number()).min(1)),
  prompt_eval_count: z.unknown().optional(),
});

/**
 * Vectors of `POST /api/embed`, in the order of the texts.
 *
 * @param texts How many texts were sent.
 * @throws {NotAnAnswer} if there is not one vector per text, or their lengths differ.
 */
export function readEmbeddings(json: unknown, texts: number) {
  const parsed = EmbeddingBody.safeParse(json);
  if (!parsed.success) throw new NotAnAnswer("JSON that is no list of embeddings");
  const { embeddings: vectors, model, prompt_eval_count } = parsed.data;
  if (vectors.length !== texts) throw new NotAnAnswer(`${vectors.length} embeddings for ${texts} texts`);
  if (vectors.some(({ length }) => length !== vectors[0]?.length)) {
    throw new NotAnAnswer("embeddings of different lengths");
  }
  return { vectors, model: model ? storable(model) : null, usage: readUsage(prompt_eval_count, 0) };
}

/** @throws {NotAnAnswer} if the text is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (text.trim() === "") throw new NotAnAnswer("an empty body");
    if (/^\s*</.test(text)) throw new NotAnAnswer("a web page instead of JSON");
    throw new NotAnAnswer("something that is not JSON, or JSON that breaks off");
  }
}

/** Why the model stopped, in our words; anything we have no word for is `other`. */
function finishReasonOf(said: string | null | undefined): Generation["finishReason"] {
  return said === "stop" || said === "length" ? said : "other";
}

const count = z.number().int().nonnegative();

/** Null unless both counts are there: some servers leave out that of a prompt they had in their cache. */
function readUsage(input: unknown, output: unknown): Usage | null {
  const parsed = z.object({ input: count, output: count }).safeParse({ input, output });
  if (!parsed.success) return null;
  return { inputTokens: parsed.data.input, outputTokens: parsed.data.output, cachedInputTokens: 0 };
}

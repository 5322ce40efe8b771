import { composeAnswer, composeLogprobs, countWords, type JsonSchema } from "./openai-answers";

/** A request of `POST /api/chat`, as the fake has read and checked it. */
export interface OllamaChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  /** Streams unless it is told not to. */
  stream?: boolean;
  format?: JsonSchema;
  options?: { temperature?: number; seed?: number; num_predict?: number };
  logprobs?: boolean;
  truncate?: boolean;
  shift?: boolean;
}

/** One JSON text of an answer: a line of a stream, or the whole. */
export type OllamaPart = Record<string, unknown>;

export interface PartOptions {
  text: string;
  /** What the model thinks first; null for one that does not think. */
  thinking: string | null;
  /** Whether this server tells log-probs at all. */
  logprobs: boolean;
  doneReason: string;
}

/** The text of an answer: the same for the same request, another for another seed. */
export function composeChat({ model, messages, format, options }: OllamaChatRequest): string {
  return composeAnswer({
    model,
    messages,
    ...options,
    ...(format && {
      response_format: { type: "json_schema", json_schema: { name: "value", schema: format } },
    }),
  });
}

/**
 * The lines of a streamed answer, one per token, and a last one that is done. The log-probs of the
 * thinking and of the marks around it come too, as the real server sends them.
 */
export function composeLines(
  request: OllamaChatRequest,
  { text, thinking, logprobs, doneReason }: PartOptions,
): OllamaPart[] {
  const part = (message: object, token: string): OllamaPart => ({
    model: request.model,
    created_at: "2026-03-01T12:00:00Z",
    message: { role: "assistant", content: "", ...message },
    done: false,
    ...(logprobs && request.logprobs && { logprobs: logprobsOf(token) }),
  });
  const thought = composeLogprobs(thinking ?? "").map(({ token }) => part({ thinking: token }, token));
  const spoken = composeLogprobs(text).map(({ token }) => part({ content: token }, token));
  const before = thinking === null ? [] : [part({}, "<think>"), ...thought, part({}, "</think>\n\n")];
  const { logprobs: _none, ...end } = part({}, "");
  const prompt = request.messages.reduce((sum, { content }) => sum + countWords(content), 0);
  const last = {
    ...end,
    done: true,
    done_reason: doneReason,
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: prompt,
    prompt_eval_duration: 1_000_000,
    eval_count: before.length + spoken.length,
    eval_duration: 3_000_000,
  };
  return [...before, ...spoken, last];
}

/** The same answer in one. */
export function joinLines(lines: readonly OllamaPart[]): OllamaPart {
  // Every line of `composeLines` has one.
  const messages = lines.map(({ message }) => message as { content: string; thinking?: string });
  const thinking = messages.map((message) => message.thinking ?? "").join("");
  const logprobs = lines.flatMap((line) => (Array.isArray(line.logprobs) ? line.logprobs : []));
  const { logprobs: _none, ...last } = lines.at(-1) ?? {};
  return {
    ...last,
    message: {
      role: "assistant",
      content: messages.map(({ content }) => content).join(""),
      ...(thinking && { thinking }),
    },
    ...(logprobs.length > 0 && { logprobs }),
  };
}

/** A vector that is the same for the same text: how often each of eight groups of characters occurs. */
export function composeEmbedding(text: string): number[] {
  const counts = Array.from({ length: 8 }, () => 0);
  for (const character of text) {
    const group = (character.codePointAt(0) ?? 0) % counts.length;
    counts[group] = (counts[group] ?? 0) + 1;
  }
  const norm = Math.hypot(...counts) || 1;
  return counts.map((value) => value / norm);
}

function logprobsOf(text: string) {
  return composeLogprobs(text).map(({ token, logprob }) => ({
    token,
    logprob,
    bytes: [...Buffer.from(token)],
  }));
}

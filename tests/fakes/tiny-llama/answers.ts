import type { Ending, ScoredToken } from "./generation";
import type { Tokenizer } from "./tokenizer";

/**
 * A token as a response names it: its text, or `bytes:\xc3` for a byte that is no character by itself.
 *
 * @example
 * tokenName(Buffer.from(" the")); // => " the"
 * tokenName(Buffer.of(0xc3)); // => "bytes:\\xc3"
 */
export function tokenName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `bytes:${[...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}`;
  }
}

/** Text of tokens as they come. A character whose bytes never become complete is left out at the end. */
export function createDecoder(tokenizer: Tokenizer): (id: number) => string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return (id) => decoder.decode(tokenizer.bytes(id), { stream: true });
}

/** One entry of `logprobs.content` of a chat completion. */
export function chatLogprob({ id, logprob }: ScoredToken, tokenizer: Tokenizer) {
  const bytes = tokenizer.bytes(id);
  return { token: tokenName(bytes), logprob, bytes: [...bytes], top_logprobs: [] };
}

/** `logprobs` of a completion, one entry per token in each list. */
export interface TextLogprobs {
  tokens: string[];
  token_logprobs: (number | null)[];
  top_logprobs: (Record<string, number> | null)[];
  /** Where each token begins in the text, in Unicode code points; all bytes of a character begin where it does. */
  text_offset: number[];
}

/**
 * Log-probs of a text from its beginning on. The token that begins every text has no characters and no
 * log-prob; the blank that the tokeniser puts before a text is not part of it.
 *
 * @param alternatives How many of the likeliest tokens to name at each place.
 */
export function textLogprobs(
  scored: readonly ScoredToken[],
  tokenizer: Tokenizer,
  alternatives: number,
): TextLogprobs {
  const result: TextLogprobs = { tokens: [], token_logprobs: [], top_logprobs: [], text_offset: [] };
  let codePoints = 0;
  for (const [i, { id, logprob, distribution }] of scored.entries()) {
    const whole = tokenizer.bytes(id);
    const bytes = i === 1 ? whole.subarray(1) : whole;
    result.tokens.push(tokenName(bytes));
    result.token_logprobs.push(logprob);
    result.top_logprobs.push(distribution && likeliest(distribution, tokenizer, alternatives));
    const begun = codePoints + [...bytes].filter((byte) => !isContinuation(byte)).length;
    const [first] = bytes;
    result.text_offset.push(first !== undefined && isContinuation(first) ? codePoints - 1 : codePoints);
    codePoints = begun;
  }
  return result;
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

function likeliest(distribution: Float64Array, tokenizer: Tokenizer, most: number): Record<string, number> {
  const ranked = [...distribution.entries()].sort(([, a], [, b]) => b - a).slice(0, most);
  return Object.fromEntries(ranked.map(([id, logprob]) => [tokenName(tokenizer.bytes(id)), logprob]));
}

/** Token counts as OpenAI tells them. */
export function usage(promptTokens: number, completionTokens: number) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

export interface ChatAnswer {
  model: string;
  text: string;
  tokens: readonly ScoredToken[];
  promptTokens: number;
  ending: Ending;
}

/** Body of a chat completion that was not streamed. */
export function chatCompletion(answer: ChatAnswer, tokenizer: Tokenizer, withLogprobs: boolean) {
  const content = answer.tokens.map((token) => chatLogprob(token, tokenizer));
  return {
    id: "chatcmpl-tiny-llama",
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: answer.model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: answer.text, refusal: null },
        logprobs: withLogprobs ? { content, refusal: null } : null,
        finish_reason: answer.ending,
      },
    ],
    usage: usage(answer.promptTokens, answer.tokens.length),
  };
}

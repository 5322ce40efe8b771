import { setImmediate as nextTurn } from "node:timers/promises";
import { seededRandom } from "@/lib/engine/random";
import type { TinyLlama } from "./model";
import { logSoftmax, Session } from "./transformer";

/** One token of a text, with what the model thought of it beforehand. */
export interface ScoredToken {
  id: number;
  /** Natural logarithm of its probability at temperature 1; null for the first, which nothing precedes. */
  logprob: number | null;
  /** Log-probs of the whole vocabulary at its place; null for the first. */
  distribution: Float64Array | null;
}

export interface Sampling {
  /** 0 takes the likeliest token. */
  temperature: number;
  /** Unsigned 32-bit integer. */
  seed: number;
  maxTokens: number;
}

export type Ending = "stop" | "length";

export interface Continued {
  /** Tokens of the prompt and then of the answer, in turn; the token that ends an answer is left out. */
  onToken(token: ScoredToken, part: "prompt" | "answer"): void;
  /** Ends the work early, without a result. */
  signal: AbortSignal;
}

/** Tokens after which the process may do something else. */
const TURN = 16;

/**
 * Scores a prompt and continues it.
 *
 * @param prompt Tokens; at least the one that begins every text, at most the context.
 * @returns Whether the model ended its answer, or was cut off by `maxTokens` or the context.
 * @throws {RangeError} if the prompt is empty or longer than the context.
 */
export async function continueText(
  { weights, tokenizer }: TinyLlama,
  prompt: readonly number[],
  { temperature, seed, maxTokens }: Sampling,
  { onToken, signal }: Continued,
): Promise<Ending> {
  const { context } = weights.shape;
  if (prompt.length === 0) throw new RangeError("a text begins with one token at least");
  const session = new Session(weights);
  const random = seededRandom(seed);

  let logits: Float64Array | null = null;
  for (const [i, id] of prompt.entries()) {
    onToken(scored(id, logits), "prompt");
    logits = session.advance(id).logits;
    if (i % TURN === TURN - 1) await nextTurn(undefined, { signal });
  }

  for (let made = 0; made < maxTokens && logits !== null; made++) {
    const id = sample(logits, temperature, random);
    if (tokenizer.ends.has(id)) return "stop";
    onToken(scored(id, logits), "answer");
    if (prompt.length + made >= context) return "length";
    logits = session.advance(id).logits;
    if (made % TURN === TURN - 1) await nextTurn(undefined, { signal });
  }
  return "length";
}

function scored(id: number, logits: Float64Array | null): ScoredToken {
  if (logits === null) return { id, logprob: null, distribution: null };
  const distribution = logSoftmax(logits);
  return { id, logprob: distribution[id] ?? null, distribution };
}

/**
 * Draws a token from the softmax of `logits / temperature`, or takes the first of the likeliest at 0.
 *
 * @param random Numbers in [0, 1); one is drawn per token, none at temperature 0.
 * @example
 * sample(Float64Array.of(1, 3, 2), 0, Math.random); // => 1
 */
export function sample(logits: Float64Array, temperature: number, random: () => number): number {
  if (temperature === 0) return likeliest(logits);
  const logprobs = logSoftmax(logits.map((logit) => logit / temperature));
  const drawn = random();
  let sum = 0;
  for (const [id, logprob] of logprobs.entries()) {
    sum += Math.exp(logprob);
    if (drawn < sum) return id;
  }
  // Rounding left the sum a hair below 1, and the draw fell into the gap.
  return likeliest(logits);
}

function likeliest(logits: Float64Array): number {
  let best = 0;
  for (const [id, logit] of logits.entries()) if (logit > (logits[best] ?? -Infinity)) best = id;
  return best;
}

/**
 * Mean of the last hidden states of a text's tokens, the first included: this model was trained for no
 * embeddings, so these are a plain stand-in that says little about meaning.
 *
 * @throws {RangeError} if there are no tokens, or more than the context.
 */
export function meanHidden({ weights }: TinyLlama, tokens: readonly number[]): Float64Array {
  if (tokens.length === 0) throw new RangeError("a text begins with one token at least");
  const session = new Session(weights);
  const sum = new Float64Array(weights.shape.width);
  for (const token of tokens) {
    for (const [i, value] of session.advance(token).hidden.entries()) sum[i] = (sum[i] ?? 0) + value;
  }
  return sum.map((value) => value / tokens.length);
}

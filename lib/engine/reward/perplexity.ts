function sumOfLogprobs(name: string, logprobs: readonly number[]): number {
  let totalNats = 0;
  for (const logprob of logprobs) {
    if (Number.isNaN(logprob) || logprob > 0) {
      throw new RangeError(`${name} must be zero or less, got ${logprob}`);
    }
    totalNats += logprob;
  }
  return totalNats;
}

/**
 * Mean log-probability of one completion.
 *
 * @param logprobs Natural-log probability of each sampled token, in nats (each <= 0).
 * @returns Nats per token, from -Infinity to 0; null for no tokens (`empty`).
 * @throws {RangeError} if an entry is NaN or above zero.
 * @example
 * meanLogprob([-1, -3]); // => -2
 */
export function meanLogprob(logprobs: readonly number[]): number | null {
  const totalNats = sumOfLogprobs("logprobs", logprobs);
  return logprobs.length === 0 ? null : totalNats / logprobs.length;
}

/**
 * Perplexity of one completion: the exponential of its mean negative log-likelihood.
 *
 * Reads as the number of equally likely tokens the model was choosing between, so 1 is certainty and
 * lower is better. Compare only completions scored by the same model: another tokeniser, another unit.
 *
 * @param logprobs Natural-log probability of each sampled token, in nats (each <= 0).
 * @returns Dimensionless, from 1 to Infinity (also where the value exceeds the double range); null for no tokens (`empty`).
 * @throws {RangeError} if an entry is NaN or above zero.
 * @see Jurafsky & Martin, Speech and Language Processing (3rd ed. draft), ch. 3, "Perplexity"
 * @example
 * perplexity([Math.log(1 / 2), Math.log(1 / 8)]); // => 4
 */
export function perplexity(logprobs: readonly number[]): number | null {
  const mean = meanLogprob(logprobs);
  return mean === null ? null : Math.exp(-mean);
}

/**
 * Perplexity over all tokens of several completions, which is not the mean of their perplexities:
 * every token counts once, so a long completion weighs more than a short one.
 *
 * @param sequences Natural-log token probabilities of each completion, in nats.
 * @returns Perplexity (null for no tokens: `empty`) and the number of tokens it rests on.
 * @throws {RangeError} if an entry is NaN or above zero.
 * @see perplexity
 * @example
 * corpusPerplexity([[Math.log(1 / 8)], [0, 0]]); // => { perplexity: 2, tokens: 3 }
 */
export function corpusPerplexity(sequences: readonly (readonly number[])[]): {
  perplexity: number | null;
  tokens: number;
} {
  let totalNats = 0;
  let tokens = 0;
  for (const logprobs of sequences) {
    totalNats += sumOfLogprobs("sequences", logprobs);
    tokens += logprobs.length;
  }
  return { perplexity: tokens === 0 ? null : Math.exp(-totalNats / tokens), tokens };
}

/**
 * Reward signal `perplexity`: 1 / perplexity, i.e. the geometric mean of the token probabilities.
 *
 * @param meanNats Mean log-probability of the completion's tokens, in nats (<= 0); null if unknown.
 * @returns 0 to 1, dimensionless, higher is better; null if unknown (`empty`).
 * @throws {RangeError} if `meanNats` is NaN or above zero.
 * @example
 * perplexityScore(Math.log(1 / 4)); // => 0.25
 */
export function perplexityScore(meanNats: number | null): number | null {
  if (meanNats === null) return null;
  if (Number.isNaN(meanNats) || meanNats > 0) {
    throw new RangeError(`meanNats must be zero or less, got ${meanNats}`);
  }
  return Math.exp(meanNats);
}

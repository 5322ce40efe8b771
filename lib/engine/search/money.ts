import { assertCount } from "@/lib/engine/statistics/ranges";

/**
 * What a model's provider asks for, in whole micro-dollars (1e-6 USD) per million tokens: 0.15 USD is
 * 150,000.
 */
export interface TokenPrice {
  input: number;
  /** Input tokens that the provider had in its own cache. */
  cachedInput: number;
  output: number;
}

/** Tokens of one call or of many of the same price. */
export interface TokenCounts {
  inputTokens: number;
  /** Of `inputTokens`, those that the provider had in its own cache. */
  cachedInputTokens: number;
  outputTokens: number;
}

/**
 * Refuses numbers of tokens that no call can have.
 *
 * @throws {RangeError} if a number is negative, not whole, or too large to be exact, or more input tokens
 *   were cached than there are.
 * @example
 * assertTokenCounts({ inputTokens: 900, cachedInputTokens: 0, outputTokens: 120 });
 */
export function assertTokenCounts({ inputTokens, cachedInputTokens, outputTokens }: TokenCounts): void {
  assertCount("inputTokens", inputTokens);
  assertCount("cachedInputTokens", cachedInputTokens);
  assertCount("outputTokens", outputTokens);
  if (cachedInputTokens > inputTokens) {
    throw new RangeError(
      `cachedInputTokens must not exceed inputTokens, got ${cachedInputTokens} of ${inputTokens}`,
    );
  }
}

/**
 * Price of some tokens, exact but for one rounding up to a whole micro-dollar.
 *
 * @param price Null where it is not known.
 * @returns Whole micro-dollars (1e-6 USD); null for an unknown price, which is not a price of 0.
 * @throws {RangeError} if a number of tokens or a price is negative, not whole, or too large to be exact.
 * @example
 * const tokens = { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 500 };
 * microUsdOf(tokens, { input: 150_000, cachedInput: 75_000, output: 600_000 }); // => 450
 * microUsdOf({ inputTokens: 1, cachedInputTokens: 0, outputTokens: 0 }, null); // => null
 */
export function microUsdOf(tokens: TokenCounts, price: TokenPrice | null): number | null {
  assertTokenCounts(tokens);
  if (price === null) return null;
  assertCount("the price of input", price.input);
  assertCount("the price of cachedInput", price.cachedInput);
  assertCount("the price of output", price.output);
  const { inputTokens, cachedInputTokens, outputTokens } = tokens;
  // A million tokens at a hundred dollars pass the whole numbers that a double holds.
  const exact =
    BigInt(inputTokens - cachedInputTokens) * BigInt(price.input) +
    BigInt(cachedInputTokens) * BigInt(price.cachedInput) +
    BigInt(outputTokens) * BigInt(price.output);
  const microUsd = Number((exact + 999_999n) / 1_000_000n);
  assertCount("microUsd", microUsd);
  return microUsd;
}

import { calcPrice, findProvider, type Provider } from "@pydantic/genai-prices";
import type { PriceEntry } from "@/lib/contracts/models";
import type { ProviderName, Usage } from "./language-model";

/** What was called. */
export interface PricedCall {
  provider: ProviderName;
  /** Model that was asked for. */
  asked: string;
  /** Model that answered, as the provider named it: often the same with a date, `gpt-4.1-mini-2025-04-14`. */
  answered: string;
  /** Address of the server; decides whose price list holds. Null for the simulator. */
  address: string | null;
  at: Date;
}

/** Prices in US dollars per million tokens, and where they come from. */
export interface Price {
  input: number;
  /** Input that was read from the provider's cache. */
  cachedInput: number;
  output: number;
  source: "own table" | "built-in list" | "simulator";
  /** First day on which an entry of the own table holds, `YYYY-MM-DD`; null for the others. */
  validFrom: string | null;
}

/** What of a line of the own table decides which calls it holds for, and what they cost. */
export type PriceLine = Pick<
  PriceEntry,
  "provider" | "model" | "inputUsd" | "cachedInputUsd" | "outputUsd" | "validFrom"
>;

const free: Price = { input: 0, cachedInput: 0, output: 0, source: "simulator", validFrom: null };

/**
 * The price that held for a call: the own table's line for the model, the newest that was valid on that
 * day in UTC; else the built-in list, which knows a model only at the address of a provider that publishes
 * prices. A server of one's own that happens to serve a model of the same name is no such address.
 *
 * A line for the very name that answered goes before one for the name without its date, and both before
 * one for the name that was asked for.
 *
 * @param lines The own table, in any order.
 * @returns Null where neither knows the model: an unknown price, which is not a price of 0.
 * @see https://github.com/pydantic/genai-prices for the built-in list
 */
export function priceOf(call: PricedCall, lines: readonly PriceLine[]): Price | null {
  if (call.provider === "simulator") return free;
  const day = call.at.toISOString().slice(0, "YYYY-MM-DD".length);
  const [own] = lines
    .filter(({ provider, validFrom }) => provider === call.provider && validFrom <= day)
    .map((line) => ({ line, rank: namesOf(call).indexOf(line.model.toLowerCase()) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.line.validFrom < b.line.validFrom ? 1 : -1));
  return own ? ownPrice(own.line) : listedPrice(call);
}

/** Names by which a line can mean the model of a call, the most telling first. */
function namesOf({ answered, asked }: PricedCall): string[] {
  const name = answered.toLowerCase();
  return [name, name.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8})$/, ""), asked.toLowerCase()];
}

const ownPrice = ({ inputUsd, cachedInputUsd, outputUsd, validFrom }: PriceLine): Price => ({
  input: inputUsd,
  cachedInput: cachedInputUsd ?? inputUsd,
  output: outputUsd,
  source: "own table",
  validFrom,
});

function listedPrice({ answered, address, at }: PricedCall): Price | null {
  const provider = address === null ? null : providerAt(address);
  if (!provider) return null;
  const dollars = (usage: Parameters<typeof calcPrice>[0]) =>
    calcPrice(usage, answered, { provider, timestamp: at })?.total_price ?? null;
  const input = dollars({ input_tokens: 1000 });
  const cachedInput = dollars({ input_tokens: 1000, cache_read_tokens: 1000 });
  const output = dollars({ output_tokens: 1000 });
  if (input === null || output === null || cachedInput === null) return null;
  const perMillion = (price: number) => Number((price * 1000).toPrecision(10));
  return {
    input: perMillion(input),
    cachedInput: perMillion(cachedInput),
    output: perMillion(output),
    source: "built-in list",
    validFrom: null,
  };
}

/**
 * Whose price list holds at an address. The list knows providers by the beginning of their addresses, with
 * which `https://api.openai.com.example.org` begins too.
 */
function providerAt(address: string): Provider | null {
  const provider = findProvider({ providerApiUrl: address });
  if (!provider) return null;
  const [begin = ""] = new RegExp(`^(?:${provider.api_pattern})`).exec(address) ?? [];
  return begin !== "" && /^(?:$|[/:?#])/.test(address.slice(begin.length)) ? provider : null;
}

/**
 * Cost of one answer.
 *
 * @returns Micro-dollars (10⁻⁶ US dollars), whole; null where price or usage is unknown, or the provider
 *   counted more input from its cache than there was.
 * @example
 * const price = { input: 0.4, cachedInput: 0.1, output: 1.6, source: "own table", validFrom: "2026-01-01" };
 * costMicroUsd({ inputTokens: 1000, cachedInputTokens: 200, outputTokens: 100 }, price); // => 500
 */
export function costMicroUsd(usage: Usage | null, price: Price | null): number | null {
  if (usage === null || price === null) return null;
  const fresh = usage.inputTokens - usage.cachedInputTokens;
  if (fresh < 0) return null;
  // Dollars per million tokens are micro-dollars per token.
  return Math.round(
    fresh * price.input + usage.cachedInputTokens * price.cachedInput + usage.outputTokens * price.output,
  );
}

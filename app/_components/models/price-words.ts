import type { CurrentPrice, NewPriceEntry, PriceEntry } from "@/lib/contracts/models";

/**
 * A price in US dollars with the cents written out, and as many digits more as it has.
 *
 * @param usd Zero or more.
 * @example
 * formatUsd(0.4); // => "$0.40"
 * formatUsd(0.0375); // => "$0.0375"
 */
export const formatUsd = (usd: number) =>
  `$${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`;

/**
 * Where a price that holds today comes from.
 *
 * @example
 * sourceWords(null); // => "in no list"
 */
export function sourceWords(price: CurrentPrice["price"]): string {
  if (price === null) return "in no list";
  if (price.source === "simulator") return "free of charge";
  const list = price.source === "own table" ? "your list" : "built-in list";
  return price.validFrom === null ? list : `${list}, from ${price.validFrom}`;
}

/** The line that a new one would take the place of: same provider, model and day. */
export const lineInPlaceOf = (
  { provider, model, validFrom }: Pick<NewPriceEntry, "provider" | "model" | "validFrom">,
  entries: readonly PriceEntry[],
): PriceEntry | undefined =>
  entries.find(
    (entry) => entry.provider === provider && entry.model === model && entry.validFrom === validFrom,
  );

/** What a line says, without what the server gave it, so that it can be put back. */
export const contentOf = ({
  provider,
  model,
  inputUsd,
  cachedInputUsd,
  outputUsd,
  validFrom,
}: PriceEntry): NewPriceEntry => ({ provider, model, inputUsd, cachedInputUsd, outputUsd, validFrom });

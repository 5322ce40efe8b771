import { z } from "zod";
import { ProviderError } from "../language-model";
import { HttpFailure, readErrorDetails, type ServerNames } from "../server-failure";
import { StatusFailure } from "../transport";

const Body = z.object({ error: z.object({ details: z.object({ error_code: z.string() }) }) });

/**
 * The failure of a call that was refused because the month's money is spent, or null for any other. The
 * server tells it with the status and the type of a rate limit; no wait of ours would outlast it.
 *
 * @param error What the client library threw over our transport.
 * @param quote Makes text of the server fit for a message.
 * @see https://platform.claude.com/docs/en/api/errors
 */
export function spendLimitFailure(
  error: unknown,
  names: ServerNames,
  quote: (text: string) => string,
): ProviderError | null {
  const cause = error instanceof Error && !(error instanceof StatusFailure) ? error.cause : error;
  if (!(cause instanceof StatusFailure) || cause.status !== 429) return null;
  const body = Body.safeParse(jsonOrNull(cause.body));
  if (!body.success || !body.data.error.details.error_code.endsWith("spend_limit_reached")) return null;
  const { label, address, keySetting } = names;
  return new ProviderError(
    "rate_limited",
    `The ${label} at ${address} answered 429: the spend limit behind ${keySetting} is reached; waiting does not help.`,
    { retryable: false, status: 429, cause: new HttpFailure(429, readErrorDetails(cause.body, quote)) },
  );
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

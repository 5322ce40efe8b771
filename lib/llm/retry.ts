import { AppError } from "@/lib/errors";
import { ProviderError } from "./language-model";

/** How often and how long one call is tried again. Times are in milliseconds. */
export interface RetrySettings {
  /** Tries in all, the first included. */
  attempts: number;
  /** Upper bound of the first wait; it doubles with every further one. */
  baseMs: number;
  /** Upper bound of any wait that the provider did not ask for. */
  maxMs: number;
  /** Upper bound of all waits of one call together. A longer Retry-After ends the call. */
  waitBudgetMs: number;
}

export const defaultRetry: RetrySettings = {
  attempts: 4,
  baseMs: 500,
  maxMs: 20_000,
  waitBudgetMs: 60_000,
};

/** What the policy needs of the world outside. */
export interface RetryTools {
  /** Waits `ms` milliseconds; rejects as soon as `signal` is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
  now(): Date;
}

export type RetryOptions = Partial<RetrySettings> & RetryTools & { signal?: AbortSignal };

/**
 * The one retry policy of the product: exponential backoff with full jitter, or the wait that the
 * provider asked for plus a little jitter, so that callers who were told the same do not return as one.
 *
 * Only a {@link ProviderError} with `retryable` is tried again; anything else that `call` throws is a
 * defect and passes through untouched. Aborting `signal` ends a wait at once.
 *
 * @param call Receives the number of the try, from 1.
 * @param requestsOf Requests made so far, where one try can make several; told in `extra.attempts`.
 * @returns The value, and how many tries it took.
 * @throws {AppError} `provider_failed`, its cause the last {@link ProviderError}; `extra` holds `kind`,
 *   `status` and `attempts`, and `retryAfterSeconds` is set when the provider said when to come back.
 * @see Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015
 */
export async function withRetry<T>(
  call: (attempt: number) => Promise<T>,
  options: RetryOptions,
  requestsOf: (tries: number) => number = (tries) => tries,
): Promise<{ value: T; attempts: number }> {
  const { sleep, random, now, signal } = options;
  const { attempts, baseMs, maxMs, waitBudgetMs } = { ...defaultRetry, ...definedSettings(options) };
  if (!Number.isInteger(attempts) || attempts < 1) {
    throw new RangeError(`withRetry requires at least one attempt, got ${attempts}`);
  }

  const giveUp = (failure: ProviderError, tries: number, because?: string) =>
    finalError(failure, { tries, requests: requestsOf(tries), now: now(), because });

  let waitedMs = 0;
  for (let attempt = 1; ; attempt++) {
    if (signal?.aborted) throw giveUp(cancelled(signal), attempt - 1);

    let failure: ProviderError;
    try {
      return { value: await call(attempt), attempts: attempt };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      failure = error;
    }
    if (!failure.retryable || attempt >= attempts) throw giveUp(failure, attempt);

    const { retryAfterMs } = failure;
    const waitMs =
      retryAfterMs === null
        ? random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1))
        : retryAfterMs + random() * baseMs;
    // The jitter is ours, so it does not count against what the provider asked for.
    if (waitedMs + (retryAfterMs ?? waitMs) > waitBudgetMs) {
      throw giveUp(failure, attempt, "it would take longer than one call may wait");
    }
    waitedMs += waitMs;

    try {
      await sleep(waitMs, signal);
    } catch (error) {
      if (signal?.aborted) throw giveUp(cancelled(signal), attempt);
      throw error;
    }
  }
}

/**
 * Wait that a response asks for, in milliseconds from `now`, zero or more; null when it asks for none
 * that can be read. Understands `retry-after-ms`, and `Retry-After` as seconds or as an HTTP date.
 *
 * @see RFC 9110, section 10.2.3
 */
export function readRetryAfterMs(headers: Headers, now: Date): number | null {
  const millis = headers.get("retry-after-ms")?.trim();
  if (millis && decimal.test(millis)) return Number(millis);

  const value = headers.get("retry-after")?.trim();
  if (!value) return null;
  if (decimal.test(value)) return Number(value) * 1000;
  // Date.parse makes dates of nearly anything, such as "-5"; an HTTP date begins with the day's name.
  const at = httpDate.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

const decimal = /^\d+(\.\d+)?$/;
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /;

/** Waits by the process's timer; rejects with the signal's reason once it is aborted. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

/** The failure of a call that its caller no longer wants. */
export function cancelled(signal: AbortSignal): ProviderError {
  return new ProviderError("cancelled", "The call was cancelled.", {
    retryable: false,
    cause: signal.reason,
  });
}

interface GivingUp {
  tries: number;
  requests: number;
  now: Date;
  because: string | undefined;
}

function finalError(failure: ProviderError, { tries, requests, now, because }: GivingUp): AppError {
  const parts = [failure.message];
  if (tries > 1 && failure.kind !== "cancelled") parts.push(`Gave up after ${tries} attempts.`);
  const { retryAfterMs } = failure;
  if (retryAfterMs !== null && retryAfterMs > 0) {
    const at = new Date(now.getTime() + retryAfterMs).toISOString();
    const reason = because ? `; ${because}` : "";
    const wait = `${Math.ceil(retryAfterMs / 1000)} s`;
    parts.push(
      failure.kind === "paused"
        ? `The next try may be made in ${wait}, at ${at}.`
        : `It asks to wait ${wait}, until ${at}${reason}.`,
    );
  }
  return new AppError("provider_failed", parts.join(" "), {
    cause: failure,
    extra: { kind: failure.kind, status: failure.status, attempts: requests },
    retryAfterSeconds: retryAfterMs === null ? undefined : Math.ceil(retryAfterMs / 1000),
  });
}

/** A setting given as undefined means the default, which a plain spread would overwrite. */
function definedSettings({ attempts, baseMs, maxMs, waitBudgetMs }: RetryOptions): Partial<RetrySettings> {
  const given = Object.entries({ attempts, baseMs, maxMs, waitBudgetMs });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

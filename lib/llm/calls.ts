import { setMaxListeners } from "node:events";
import { type BreakerSettings, createCircuitBreaker, defaultBreaker } from "./circuit-breaker";
import type { CallOptions } from "./language-model";
import { createProviderLimit } from "./provider-limit";
import { type RetrySettings, type RetryTools, withRetry } from "./retry";

export interface CallSettings extends RetryTools {
  retry?: Partial<RetrySettings>;
  breaker?: BreakerSettings;
  /** Requests under way at the same time. A call that waits to be retried does not count. */
  concurrency: number;
}

/** How every call to one server is made, whichever model it asks for. */
export interface Calls {
  /** Whether the server is being left alone. */
  readonly state: "closed" | "open" | "probing";
  /**
   * Runs one try after another: a slot of the limit, the circuit breaker, the retries.
   *
   * @param attempt One try; `count` is to be called for every HTTP request it makes.
   * @returns The value, and the number of HTTP requests that were made for it.
   * @throws {AppError} `provider_failed`; its `extra.attempts` is that number too.
   */
  run<T>(
    attempt: (count: () => void, attemptNumber: number) => Promise<T>,
    options?: CallOptions,
  ): Promise<{ value: T; attempts: number }>;
}

/**
 * The one place in which calls to a provider are limited, paused and retried.
 *
 * @param name How messages name the server.
 * @throws {RangeError} if a setting cannot be used.
 */
export function createCalls(name: string, settings: CallSettings): Calls {
  const { retry, sleep, random, now } = settings;
  const limit = createProviderLimit(settings.concurrency);
  const breaker = createCircuitBreaker(name, settings.breaker ?? defaultBreaker, now);
  return {
    get state() {
      return breaker.state;
    },
    async run(attempt, { signal, queue } = {}) {
      // One signal may be shared by every call of a run; each listens to it only while it is under way.
      if (signal) setMaxListeners(0, signal);
      let requests = 0;
      const count = () => {
        requests += 1;
      };
      const { value } = await withRetry(
        (number) => limit(() => breaker.run(() => attempt(count, number)), { signal, queue }),
        { ...retry, sleep, random, now, signal },
        () => requests,
      );
      return { value, attempts: requests };
    },
  };
}

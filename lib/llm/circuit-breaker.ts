import { ProviderError, type ProviderFailureKind } from "./language-model";

export interface BreakerSettings {
  /** Failures in a row after which the provider is left alone. */
  failures: number;
  /** First pause, in milliseconds; it doubles each time the probe after it fails too. */
  pauseMs: number;
  /** Longest pause, in milliseconds. */
  mostPauseMs: number;
}

export const defaultBreaker: BreakerSettings = { failures: 12, pauseMs: 1_000, mostPauseMs: 60_000 };

export interface CircuitBreaker {
  /** `closed`: calls go through. `open`: none does. `probing`: one is under way, the others are refused. */
  readonly state: "closed" | "open" | "probing";
  /** Throws `paused` while the provider is left alone; otherwise runs the call and learns from it. */
  run<T>(call: () => Promise<T>): Promise<T>;
}

/** What says that the provider, and not this one request, is in trouble. A rate limit is not: it answers. */
const trouble: ReadonlySet<ProviderFailureKind> = new Set(["server_error", "timeout", "connection"]);

/**
 * Spares a provider that is down. After a row of failures no call reaches it for a while; then one goes
 * through as a probe, and its outcome opens the way again or doubles the pause.
 *
 * @param name How messages name the provider.
 * @throws {RangeError} if a setting is not positive.
 * @see Nygard, Release It! (2nd ed., 2018), "Circuit Breaker"
 */
export function createCircuitBreaker(
  name: string,
  settings: BreakerSettings,
  now: () => Date,
): CircuitBreaker {
  const { failures, pauseMs, mostPauseMs } = settings;
  if (!(failures >= 1 && pauseMs > 0 && mostPauseMs >= pauseMs)) {
    throw new RangeError("a circuit breaker needs at least 1 failure and positive pauses, the longest last");
  }
  let inARow = 0;
  let pauses = 0;
  let openUntil: number | null = null;
  let probe: symbol | null = null;

  function close(): void {
    inARow = 0;
    pauses = 0;
    openUntil = null;
  }

  function fail(): void {
    inARow += 1;
    if (openUntil === null && inARow < failures) return;
    const pause = Math.min(mostPauseMs, pauseMs * 2 ** Math.min(pauses, 30));
    pauses += 1;
    openUntil = now().getTime() + pause;
  }

  function refuse(until: number): ProviderError {
    const waitMs = Math.max(1, until - now().getTime());
    const message = `${name} failed ${inARow} times in a row and is left alone for a while.`;
    // Not retryable: waiting is for whoever has other work meanwhile, such as a run that parks.
    return new ProviderError("paused", message, { retryable: false, retryAfterMs: waitMs });
  }

  return {
    get state() {
      if (openUntil === null) return "closed";
      return probe === null ? "open" : "probing";
    },
    async run(call) {
      const token = Symbol("call");
      if (openUntil !== null) {
        if (now().getTime() < openUntil) throw refuse(openUntil);
        if (probe !== null) throw refuse(now().getTime() + pauseMs);
        probe = token;
      }
      try {
        const value = await call();
        close();
        return value;
      } catch (error) {
        const kind = error instanceof ProviderError ? error.kind : null;
        if (kind !== null && trouble.has(kind)) {
          // Calls that set out before the pause and fail within it say nothing new.
          if (openUntil === null || probe === token) fail();
        } else if (kind !== null && kind !== "cancelled") {
          // It answered, if only to refuse.
          close();
        }
        throw error;
      } finally {
        if (probe === token) probe = null;
      }
    },
  };
}

import pLimit from "p-limit";
import { cancelled } from "./retry";

/** Runs a call once a slot is free. */
export type ProviderLimit = <T>(call: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * Bounds how many calls are under way at one provider. A caller whose `signal` is aborted while it
 * queues is let go at once, and its call is never made.
 *
 * @param concurrency Calls at the same time, 1 or more.
 * @throws {RangeError} if `concurrency` is not a whole number of 1 or more.
 */
export function createProviderLimit(concurrency: number): ProviderLimit {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency must be a whole number of 1 or more, got ${concurrency}`);
  }
  const limit = pLimit(concurrency);

  return <T>(call: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (!signal) return limit(call);
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => reject(cancelled(signal));
      if (signal.aborted) return giveUp();
      signal.addEventListener("abort", giveUp, { once: true });
      limit(async () => {
        signal.removeEventListener("abort", giveUp);
        if (signal.aborted) throw cancelled(signal);
        return call();
      }).then(resolve, reject);
    });
  };
}

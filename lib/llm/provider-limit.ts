import { cancelled } from "./retry";

/** Runs a call once a slot is free. */
export type ProviderLimit = <T>(
  call: () => Promise<T>,
  options?: { signal?: AbortSignal; queue?: string },
) => Promise<T>;

/** Where callers stand who name no queue. */
const COMMON_QUEUE = "";

/**
 * Bounds how many calls are under way at one provider, and lets the queues take turns: behind a lab with
 * a thousand calls waiting, another lab's single call is the next to start. Within a queue the order is
 * that of arrival. A caller whose `signal` is aborted while it waits is let go at once, and
 * its call is never made.
 *
 * @param concurrency Calls at the same time, 1 or more.
 * @throws {RangeError} if `concurrency` is not a whole number of 1 or more.
 */
export function createProviderLimit(concurrency: number): ProviderLimit {
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency must be a whole number of 1 or more, got ${concurrency}`);
  }
  // A Map keeps insertion order: the first queue is next, and one that was served goes to the back.
  const queues = new Map<string, (() => void)[]>();
  // A queue that ran empty with its turn has had it all the same when it fills up again.
  let served: string | null = null;
  let running = 0;

  function toBack(name: string, waiting: (() => void)[]): void {
    queues.delete(name);
    if (waiting.length > 0) queues.set(name, waiting);
  }

  function takeNext(): (() => void) | undefined {
    const first = queues.entries().next().value;
    if (first && first[0] === served && queues.size > 1) toBack(...first);
    const next = queues.entries().next().value;
    if (!next) return undefined;
    const [name, waiting] = next;
    const start = waiting.shift();
    toBack(name, waiting);
    served = name;
    return start;
  }

  function serveNext(): void {
    while (running < concurrency) {
      const start = takeNext();
      if (!start) return;
      running += 1;
      start();
    }
  }

  function leave(name: string, start: () => void): void {
    const waiting = queues.get(name);
    const place = waiting?.indexOf(start) ?? -1;
    if (!waiting || place < 0) return;
    waiting.splice(place, 1);
    if (waiting.length === 0) queues.delete(name);
  }

  return <T>(
    call: () => Promise<T>,
    { signal, queue = COMMON_QUEUE }: { signal?: AbortSignal; queue?: string } = {},
  ) =>
    new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled(signal));
      const start = () => {
        signal?.removeEventListener("abort", giveUp);
        // A call that throws before it returns a promise must give its slot back too.
        Promise.resolve()
          .then(call)
          .then(resolve, reject)
          .finally(() => {
            running -= 1;
            serveNext();
          });
      };
      const giveUp = () => {
        leave(queue, start);
        if (signal) reject(cancelled(signal));
      };
      signal?.addEventListener("abort", giveUp, { once: true });
      const waiting = queues.get(queue);
      if (waiting) waiting.push(start);
      else queues.set(queue, [start]);
      serveNext();
    });
}

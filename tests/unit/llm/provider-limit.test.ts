import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createProviderLimit } from "@/lib/llm/provider-limit";
import { thrown } from "./openai-harness";

/** Calls that end when they are told to, with the order in which they started. */
function workload(concurrency: number) {
  const limit = createProviderLimit(concurrency);
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const add = (name: string, queue?: string, signal?: AbortSignal) =>
    limit(
      () => {
        started.push(name);
        return new Promise<string>((resolve) => ends.push(() => resolve(name)));
      },
      { queue, signal },
    );
  /** Ends the call that has run the longest, and lets the next one start. */
  const endOne = async () => {
    await new Promise(setImmediate);
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { add, endOne, started };
}

describe("createProviderLimit", () => {
  it.each([
    { case: "one call that came after a hundred", waiting: { a: 100, b: 1 }, next: ["a1", "b1", "a2", "a3"] },
    { case: "two queues in turn", waiting: { a: 3, b: 3 }, next: ["a1", "b1", "a2", "b2", "a3", "b3"] },
    {
      case: "three queues in turn, until they are empty",
      waiting: { a: 4, b: 1, c: 2 },
      next: ["a1", "b1", "c1", "a2", "c2", "a3", "a4"],
    },
    { case: "one queue in the order of arrival", waiting: { a: 4 }, next: ["a1", "a2", "a3", "a4"] },
  ])("serves $case", async ({ waiting, next }) => {
    const { add, endOne, started } = workload(1);
    for (const [queue, count] of Object.entries(waiting)) {
      for (let index = 1; index <= count; index++) void add(`${queue}${index}`, queue);
    }
    for (let step = 0; step < next.length; step++) await endOne();
    expect(started.slice(0, next.length)).toEqual(next);
  });

  it("gives a queue that ran empty no second turn before the others", async () => {
    const { add, endOne, started } = workload(1);
    void add("a1", "a");
    void add("b1", "b");
    void add("b2", "b");
    await endOne();
    // b is under way, its second call waits; a is back.
    void add("a2", "a");
    await endOne();
    await endOne();
    expect(started).toEqual(["a1", "b1", "a2", "b2"]);
  });

  it("takes callers who name no queue as one queue", async () => {
    const { add, endOne, started } = workload(1);
    void add("x1");
    void add("x2");
    void add("x3");
    void add("a1", "a");
    await endOne();
    await endOne();
    expect(started).toEqual(["x1", "a1", "x2"]);
  });

  it("never has more calls under way than it may, and makes each once", async () => {
    const calls = fc.array(
      fc.record({ queue: fc.constantFrom("a", "b", "c"), turns: fc.nat(3), fails: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), calls, async (concurrency, asked) => {
        const limit = createProviderLimit(concurrency);
        let running = 0;
        let most = 0;
        const made: number[] = [];
        const outcomes = asked.map(({ queue, turns, fails }, index) =>
          limit(
            async () => {
              made.push(index);
              running += 1;
              most = Math.max(most, running);
              for (let turn = 0; turn <= turns; turn++) await new Promise(setImmediate);
              running -= 1;
              if (fails) throw new Error(String(index));
              return index;
            },
            { queue },
          ).catch((error: Error) => Number(error.message)),
        );
        expect(await Promise.all(outcomes)).toEqual(asked.map((_, index) => index));
        expect([...made].sort((a, b) => a - b)).toEqual(asked.map((_, index) => index));
        expect(most).toBe(Math.min(concurrency, asked.length));
      }),
    );
  });

  it("lets a queued caller go when its signal is aborted, and never makes its call", async () => {
    const { add, endOne, started } = workload(1);
    const controller = new AbortController();
    const first = add("a1", "a");
    const queued = thrown(add("b1", "b", controller.signal));
    void add("c1", "c");
    controller.abort();
    expect(await queued).toMatchObject({ kind: "cancelled", retryable: false });
    await endOne();
    expect(await first).toBe("a1");
    expect(started).toEqual(["a1", "c1"]);
  });

  it("makes no call for a signal that is aborted already", async () => {
    const call = vi.fn(async () => "never");
    const error = await thrown(createProviderLimit(1)(call, { signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ kind: "cancelled" });
    expect(call).not.toHaveBeenCalled();
  });

  it("frees the slot of a call that throws before it returns a promise", async () => {
    const limit = createProviderLimit(1);
    const broken = limit(() => {
      throw new TypeError("ours");
    });
    await expect(broken).rejects.toThrow("ours");
    expect(await limit(async () => "next")).toBe("next");
  });

  it("leaves a call alone whose signal is aborted after it started", async () => {
    const { add, endOne } = workload(1);
    const controller = new AbortController();
    const first = add("a1", "a", controller.signal);
    await new Promise(setImmediate);
    controller.abort();
    await endOne();
    expect(await first).toBe("a1");
  });

  it.each([0, -1, 1.5, Number.NaN])("refuses a concurrency of %d", (concurrency) => {
    expect(() => createProviderLimit(concurrency)).toThrow(RangeError);
  });
});

import { describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { ProviderError } from "@/lib/llm/language-model";
import { type RetryOptions, readRetryAfterMs, sleep, withRetry } from "@/lib/llm/retry";

const noon = new Date("2026-03-01T12:00:00.000Z");

function tools(random = 0.5) {
  const waits: number[] = [];
  const options: RetryOptions = {
    sleep: async (ms) => void waits.push(ms),
    random: () => random,
    now: () => noon,
  };
  return { waits, options };
}

function failure(
  options: { retryable?: boolean; retryAfterMs?: number; status?: number } = {},
): ProviderError {
  return new ProviderError("server_error", "It answered 503.", { retryable: true, status: 503, ...options });
}

/** A call that throws the given failures in turn, then answers. */
function failing(...failures: unknown[]) {
  return vi.fn(async (attempt: number) => {
    const next = failures[attempt - 1];
    if (next !== undefined) throw next;
    return "answer";
  });
}

async function thrown(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("expected a failure"),
    (error: unknown) => error,
  );
}

describe("withRetry", () => {
  it.each([
    { case: "a first answer", failures: 0, random: 0.5, waits: [] },
    { case: "half of 500 ms", failures: 1, random: 0.5, waits: [250] },
    { case: "half of 500, 1000 and 2000 ms", failures: 3, random: 0.5, waits: [250, 500, 1000] },
    { case: "no jitter drawn", failures: 2, random: 0, waits: [0, 0] },
  ])("waits for $case", async ({ failures, random, waits }) => {
    const { waits: waited, options } = tools(random);
    const call = failing(...Array.from({ length: failures }, () => failure()));
    expect(await withRetry(call, options)).toEqual({ value: "answer", attempts: failures + 1 });
    expect(call).toHaveBeenCalledTimes(failures + 1);
    expect(waited).toEqual(waits);
  });

  it("never waits longer than maxMs of its own accord", async () => {
    const { waits, options } = tools(0.999);
    const call = failing(...Array.from({ length: 7 }, () => failure()));
    await withRetry(call, { ...options, attempts: 8, maxMs: 2_000, waitBudgetMs: 1e9 });
    expect(waits).toEqual([499.5, 999, 1998, 1998, 1998, 1998, 1998]);
  });

  it("waits what the provider asks for, plus up to baseMs of jitter", async () => {
    const { waits, options } = tools(0.5);
    await withRetry(failing(failure({ retryAfterMs: 7_000 }), failure({ retryAfterMs: 0 })), options);
    expect(waits).toEqual([7_250, 250]);
  });

  it("gives up after the last attempt, with the failure as the cause", async () => {
    const { options } = tools();
    const last = failure();
    const call = failing(failure(), failure(), failure(), last);
    const error = await thrown(withRetry(call, options));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      code: "provider_failed",
      cause: last,
      message: "It answered 503. Gave up after 4 attempts.",
      extra: { kind: "server_error", status: 503, attempts: 4 },
      retryAfterSeconds: undefined,
    });
    expect(call).toHaveBeenCalledTimes(4);
  });

  it("does not repeat a final failure", async () => {
    const { waits, options } = tools();
    const call = failing(failure({ retryable: false }));
    expect(await thrown(withRetry(call, options))).toMatchObject({ message: "It answered 503." });
    expect(call).toHaveBeenCalledTimes(1);
    expect(waits).toEqual([]);
  });

  it("ends at once when it is asked to wait beyond its budget, and says when to come back", async () => {
    const { waits, options } = tools();
    const call = failing(failure({ retryAfterMs: 120_000 }));
    expect(await thrown(withRetry(call, options))).toMatchObject({
      message:
        "It answered 503. It asks to wait 120 s, until 2026-03-01T12:02:00.000Z; it would take longer than one call may wait.",
      retryAfterSeconds: 120,
    });
    expect(call).toHaveBeenCalledTimes(1);
    expect(waits).toEqual([]);
  });

  it.each([
    { case: "exactly the budget", asks: [60_000], calls: 2 },
    { case: "a millisecond more", asks: [60_001], calls: 1 },
    { case: "the budget in two waits", asks: [40_000, 20_000], calls: 3 },
    { case: "more than the budget in two waits", asks: [40_000, 20_001], calls: 2 },
  ])("counts all waits of one call: $case", async ({ asks, calls }) => {
    const { options } = tools(0);
    const call = failing(...asks.map((retryAfterMs) => failure({ retryAfterMs })));
    await withRetry(call, options).catch(() => undefined);
    expect(call).toHaveBeenCalledTimes(calls);
  });

  it("passes a defect through untouched", async () => {
    const { options } = tools();
    const defect = new TypeError("ours");
    const call = failing(defect);
    expect(await thrown(withRetry(call, options))).toBe(defect);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it("makes no call for a signal that is aborted already", async () => {
    const { options } = tools();
    const call = failing();
    const error = await thrown(withRetry(call, { ...options, signal: AbortSignal.abort() }));
    expect(error).toMatchObject({ code: "provider_failed", extra: { kind: "cancelled", attempts: 0 } });
    expect(call).not.toHaveBeenCalled();
  });

  it("ends a wait at once when the signal is aborted", async () => {
    const controller = new AbortController();
    const call = failing(failure({ retryAfterMs: 50_000 }));
    const startedAt = performance.now();
    const pending = thrown(withRetry(call, { ...tools().options, sleep, signal: controller.signal }));
    setTimeout(() => controller.abort(), 20);
    expect(await pending).toMatchObject({ message: "The call was cancelled.", extra: { kind: "cancelled" } });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it("takes an undefined setting as the default, and refuses zero attempts", async () => {
    const { options } = tools();
    expect(await withRetry(failing(failure()), { ...options, attempts: undefined })).toMatchObject({
      attempts: 2,
    });
    await expect(withRetry(failing(), { ...options, attempts: 0 })).rejects.toThrow(RangeError);
  });
});

describe("readRetryAfterMs", () => {
  it.each<{ case: string; headers: Record<string, string>; expected: number | null }>([
    { case: "none", headers: {}, expected: null },
    { case: "seconds", headers: { "retry-after": "7" }, expected: 7_000 },
    { case: "a fraction", headers: { "retry-after": "0.5" }, expected: 500 },
    { case: "a date ahead", headers: { "retry-after": "Sun, 01 Mar 2026 12:00:30 GMT" }, expected: 30_000 },
    { case: "a date gone by", headers: { "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, expected: 0 },
    {
      case: "milliseconds before seconds",
      headers: { "retry-after-ms": "40", "retry-after": "7" },
      expected: 40,
    },
    { case: "a negative number", headers: { "retry-after": "-5" }, expected: null },
    { case: "words", headers: { "retry-after": "soon" }, expected: null },
    { case: "a day without a date", headers: { "retry-after": "Sun, later" }, expected: null },
  ])("reads $case", ({ headers, expected }) => {
    expect(readRetryAfterMs(new Headers(headers), noon)).toBe(expected);
  });
});

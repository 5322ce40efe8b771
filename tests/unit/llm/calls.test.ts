import { describe, expect, it } from "vitest";
import { type CallSettings, createCalls } from "@/lib/llm/calls";
import { ProviderError, type ProviderFailureKind } from "@/lib/llm/language-model";
import { fake, modelOn, noon, request, thrown } from "./openai-harness";

function callsWith(changes: Partial<CallSettings> = {}) {
  const waits: number[] = [];
  const calls = createCalls("The server", {
    concurrency: 1,
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
    now: () => noon,
    ...changes,
  });
  return { calls, waits };
}

const failure = (kind: ProviderFailureKind, retryable = true) =>
  new ProviderError(kind, `It failed: ${kind}.`, { retryable });

describe("createCalls", () => {
  it.each([
    { case: "one request", perTry: [1], attempts: 1 },
    { case: "two requests of one try", perTry: [2], attempts: 2 },
    { case: "three tries of one, two and three requests", perTry: [1, 2, 3], attempts: 6 },
    { case: "no request, as when nothing was asked", perTry: [0], attempts: 0 },
  ])("counts HTTP requests, not tries: $case", async ({ perTry, attempts }) => {
    const { calls } = callsWith();
    const run = calls.run(async (count, number) => {
      for (let made = 0; made < (perTry[number - 1] ?? 0); made++) count();
      if (number < perTry.length) throw failure("server_error");
      return number;
    });
    expect(await run).toEqual({ value: perTry.length, attempts });
  });

  it("tells the requests of a call that failed for good", async () => {
    const { calls } = callsWith();
    const run = calls.run(async (count) => {
      count();
      count();
      throw failure("server_error");
    });
    expect(await thrown(run)).toMatchObject({
      message: "It failed: server_error. Gave up after 4 attempts.",
      extra: { kind: "server_error", attempts: 8 },
    });
  });

  it("gives its slot to others while it waits to be retried", async () => {
    const order: string[] = [];
    let wake = () => {};
    const { calls } = callsWith({ sleep: () => new Promise((resolve) => (wake = resolve)) });
    const first = calls.run(async (_, number) => {
      order.push(`first ${number}`);
      if (number === 1) throw failure("timeout");
      return "first";
    });
    await expect.poll(() => order).toEqual(["first 1"]);
    await calls.run(async () => void order.push("second"));
    wake();
    await first;
    expect(order).toEqual(["first 1", "second", "first 2"]);
  });

  it("pauses for all callers once the server is in trouble, and asks nobody to wait for it", async () => {
    const breaker = { failures: 3, pauseMs: 5_000, mostPauseMs: 5_000 };
    const { calls, waits } = callsWith({ breaker });
    const down = async (count: () => void) => {
      count();
      throw failure("connection");
    };
    const error = await thrown(calls.run(down));
    expect(error).toMatchObject({
      message:
        "The server failed 3 times in a row and is left alone for a while. Gave up after 4 attempts. The next try may be made in 5 s, at 2026-03-01T12:00:05.000Z.",
      extra: { kind: "paused", attempts: 3 },
      retryAfterSeconds: 5,
    });
    expect(waits).toHaveLength(3);
    expect(calls.state).toBe("open");
    expect(await thrown(calls.run(down))).toMatchObject({ extra: { kind: "paused", attempts: 0 } });
  });

  it("listens to a signal shared by many calls without a warning", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    const controller = new AbortController();
    const { calls } = callsWith({ concurrency: 1 });
    const runs = Array.from({ length: 40 }, () =>
      calls.run(() => new Promise<void>((resolve) => setImmediate(resolve)), { signal: controller.signal }),
    );
    await Promise.all(runs);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });
});

describe("createOpenAiModel over shared calls", () => {
  it("counts the requests that found out the dialect, over all tries", async () => {
    // The second request is the retry, the third and the fourth lack what was refused.
    const server = await fake({
      script: [{ kind: "status", status: 503 }],
      unsupported: ["seed", "logprobs"],
    });
    const answer = await modelOn(server.url).model.generate(request());
    expect(answer.attempts).toBe(4);
    expect(server.requests).toHaveLength(4);
  });

  it("tells `onRestart` once per try after the first, and not for a refused parameter", async () => {
    // The first request is the one that is refused.
    const server = await fake({ script: [null, { kind: "reset" }, { kind: "html" }], unsupported: ["seed"] });
    const told: string[] = [];
    const answer = await modelOn(server.url).model.generate(request(), {
      onText: (piece) => void told.push(piece),
      onRestart: () => void told.push("restart"),
    });
    expect(told.filter((piece) => piece === "restart")).toHaveLength(2);
    expect(told.slice(told.lastIndexOf("restart") + 1).join("")).toBe(answer.text);
  });
});

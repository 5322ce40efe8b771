import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BreakerSettings, createCircuitBreaker } from "@/lib/llm/circuit-breaker";
import { ProviderError, type ProviderFailureKind } from "@/lib/llm/language-model";
import { noon, thrown } from "./openai-harness";

const settings: BreakerSettings = { failures: 3, pauseMs: 1_000, mostPauseMs: 4_000 };

function breakerAt(changes: Partial<BreakerSettings> = {}) {
  let at = noon.getTime();
  const breaker = createCircuitBreaker("The server", { ...settings, ...changes }, () => new Date(at));
  const failure = (kind: ProviderFailureKind) =>
    new ProviderError(kind, `It failed: ${kind}.`, { retryable: true });
  return {
    breaker,
    pass: (ms: number) => {
      at += ms;
    },
    /** What became of one call that fails so, or succeeds: the kind of its failure, or "answer". */
    call: (kind?: ProviderFailureKind) =>
      breaker
        .run(async () => {
          if (kind) throw failure(kind);
          return "answer";
        })
        .catch((error: unknown) => (error instanceof ProviderError ? error.kind : error)),
  };
}

describe("createCircuitBreaker", () => {
  it("leaves the server alone after so many failures in a row", async () => {
    const { breaker, call, pass } = breakerAt();
    expect([await call("timeout"), await call("connection")]).toEqual(["timeout", "connection"]);
    expect(breaker.state).toBe("closed");
    expect(await call("server_error")).toBe("server_error");
    expect(breaker.state).toBe("open");
    expect(await call()).toBe("paused");
    pass(999);
    expect(await call()).toBe("paused");
    pass(1);
    expect(await call()).toBe("answer");
    expect(breaker.state).toBe("closed");
  });

  it("says why and when to come back, and is not tried again by itself", async () => {
    const { breaker, call, pass } = breakerAt();
    for (let count = 0; count < 3; count++) await call("timeout");
    pass(400);
    expect(await thrown(breaker.run(async () => "answer"))).toMatchObject({
      kind: "paused",
      retryable: false,
      retryAfterMs: 600,
      message: "The server failed 3 times in a row and is left alone for a while.",
    });
  });

  it("doubles the pause each time the probe fails, up to the longest, and begins anew once it closed", async () => {
    const { breaker, call, pass } = breakerAt();
    for (let count = 0; count < 3; count++) await call("timeout");
    for (const pause of [1_000, 2_000, 4_000, 4_000]) {
      pass(pause - 1);
      expect(await call()).toBe("paused");
      pass(1);
      expect(await call("connection")).toBe("connection");
    }
    pass(4_000);
    expect(await call()).toBe("answer");
    for (let count = 0; count < 3; count++) await call("timeout");
    pass(1_000);
    expect(await call()).toBe("answer");
    expect(breaker.state).toBe("closed");
  });

  it("lets one probe through at a time", async () => {
    const { breaker, call, pass } = breakerAt();
    for (let count = 0; count < 3; count++) await call("timeout");
    pass(1_000);
    let end = () => {};
    const probe = breaker.run(() => new Promise<string>((resolve) => (end = () => resolve("probe"))));
    expect(breaker.state).toBe("probing");
    expect([await call(), await call("timeout")]).toEqual(["paused", "paused"]);
    end();
    expect(await probe).toBe("probe");
    expect([breaker.state, await call()]).toEqual(["closed", "answer"]);
  });

  it.each<{ case: string; kind: ProviderFailureKind; state: string }>([
    { case: "a request that was refused", kind: "refused", state: "closed" },
    { case: "a rate limit", kind: "rate_limited", state: "closed" },
    { case: "an answer that makes no sense", kind: "invalid_response", state: "closed" },
    { case: "an empty answer", kind: "empty_answer", state: "closed" },
    { case: "what it does not support", kind: "unsupported", state: "closed" },
    { case: "another failure", kind: "server_error", state: "open" },
    { case: "nothing, being cancelled", kind: "cancelled", state: "open" },
  ])("learns from $case of the probe: $state", async ({ kind, state }) => {
    const { breaker, call, pass } = breakerAt();
    for (let count = 0; count < 3; count++) await call("timeout");
    pass(1_000);
    expect(await call(kind)).toBe(kind);
    expect(breaker.state).toBe(state);
    // Only a failed probe begins another pause; after a cancelled one the next call is the probe.
    expect(await call()).toBe(kind === "server_error" ? "paused" : "answer");
  });

  it.each<{ case: string; between: ProviderFailureKind | undefined; state: string }>([
    { case: "an answer", between: undefined, state: "closed" },
    { case: "a refusal", between: "refused", state: "closed" },
    { case: "a rate limit", between: "rate_limited", state: "closed" },
    { case: "nothing, being cancelled", between: "cancelled", state: "open" },
  ])("counts failures in a row only: between them $case", async ({ between, state }) => {
    const { breaker, call } = breakerAt();
    await call("timeout");
    await call("timeout");
    await call(between);
    await call("timeout");
    expect(breaker.state).toBe(state);
  });

  it("takes failures of calls that set out before the pause for no news", async () => {
    const { breaker, call, pass } = breakerAt();
    let fail = () => {};
    const early = thrown(
      breaker.run(
        () =>
          new Promise<string>((_, reject) => {
            fail = () => reject(new ProviderError("timeout", "It was slow.", { retryable: true }));
          }),
      ),
    );
    for (let count = 0; count < 3; count++) await call("timeout");
    fail();
    await early;
    pass(1_000);
    expect(await call()).toBe("answer");
  });

  it("learns nothing from a defect of our own, and gives the probe back", async () => {
    const { breaker, call, pass } = breakerAt();
    for (let count = 0; count < 3; count++) await call("timeout");
    pass(1_000);
    const defect = breaker.run(() => Promise.reject(new TypeError("ours")));
    await expect(defect).rejects.toThrow("ours");
    expect(breaker.state).toBe("open");
    expect(await call()).toBe("answer");
  });

  it("is open after exactly the failures that have no answer behind them", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (fails, failures) => {
          const { breaker, call } = breakerAt({ failures });
          let inARow = 0;
          for (const fail of fails) {
            if (breaker.state === "open") break;
            await call(fail ? "timeout" : undefined);
            inARow = fail ? inARow + 1 : 0;
            expect(breaker.state).toBe(inARow >= failures ? "open" : "closed");
          }
        },
      ),
    );
  });

  it.each([
    { case: "no failures", change: { failures: 0 } },
    { case: "no pause", change: { pauseMs: 0 } },
    { case: "a longest pause that is shorter", change: { mostPauseMs: 999 } },
    { case: "NaN", change: { pauseMs: Number.NaN } },
  ])("refuses $case", ({ change }) => {
    expect(() => breakerAt(change)).toThrow(RangeError);
  });
});

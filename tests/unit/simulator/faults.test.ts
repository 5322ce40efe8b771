import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GenerateRequest, ProviderError } from "@/lib/llm/language-model";
import { injectFault } from "@/lib/llm/simulator/faults";

const request = (seed: number): GenerateRequest => ({
  messages: [{ role: "user", content: "Hello" }],
  temperature: 0,
  maxTokens: 10,
  seed,
  logprobs: false,
});

function faultOf(draw: { rate: number; seed?: number; request?: number; attempt?: number }) {
  try {
    injectFault({ seed: 1, attempt: 1, ...draw, request: request(draw.request ?? 1) });
    return null;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
}

const faultsOf = (count: number, rate: number) =>
  Array.from({ length: count }, (_, i) => faultOf({ rate, request: i }));

describe("injectFault", () => {
  it.each([
    { case: "never at 0", rate: 0, least: 0, most: 0 },
    // 4000 draws at 0.3: 1200 expected, standard deviation 29.
    { case: "in three of ten at 0.3", rate: 0.3, least: 1085, most: 1315 },
    { case: "always at 1", rate: 1, least: 4000, most: 4000 },
  ])("fails $case", ({ rate, least, most }) => {
    const count = faultsOf(4000, rate).filter((fault) => fault !== null).length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });

  it.each([
    { kind: "rate_limited", status: 429, waits: true },
    { kind: "server_error", status: 500, waits: false },
    { kind: "timeout", status: null, waits: false },
    { kind: "connection", status: null, waits: false },
    { kind: "invalid_response", status: 200, waits: false },
    { kind: "empty_answer", status: 200, waits: false },
  ])("has $kind among its faults, a sixth of them", ({ kind, status, waits }) => {
    const faults = faultsOf(1200, 1).flatMap((fault) => (fault?.kind === kind ? [fault] : []));
    // 1200 draws at 1/6: 200 expected, standard deviation 13.
    expect(Math.abs(faults.length - 200)).toBeLessThan(52);
    for (const { retryable, status: told, retryAfterMs, message } of faults) {
      expect(retryable).toBe(true);
      expect(told).toBe(status);
      expect(message).toMatch(/^The simulator, .*\.$/);
      if (!waits) expect(retryAfterMs).toBeNull();
      else {
        expect(retryAfterMs).toBeGreaterThanOrEqual(100);
        expect(retryAfterMs).toBeLessThanOrEqual(1000);
      }
    }
  });

  it("draws each attempt apart: four tries at 0.3 all fail in about one of 123 calls", () => {
    const calls = Array.from({ length: 4000 }, (_, i) =>
      [1, 2, 3, 4].every((attempt) => faultOf({ rate: 0.3, request: i, attempt }) !== null),
    );
    // 4000 × 0.3⁴ = 32.4 expected, standard deviation 5.7.
    const lost = calls.filter((fails) => fails).length;
    expect(lost).toBeGreaterThanOrEqual(10);
    expect(lost).toBeLessThanOrEqual(56);
  });

  it("is the same for the same draw, and what fails at a rate fails at every higher one", () => {
    const rates = fc.double({ min: 0, max: 1, noNaN: true });
    const whole = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(rates, rates, whole, whole, whole, (a, b, seed, asked, attempt) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const at = (rate: number) => faultOf({ rate, seed, request: asked, attempt });
        expect(at(low)?.kind).toBe(at(low)?.kind);
        if (at(low) !== null) expect(at(high)?.message).toBe(at(low)?.message);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    { case: "a rate under 0", rate: -0.1, attempt: 1, message: "from 0 to 1, got -0.1" },
    { case: "a rate over 1", rate: 1.5, attempt: 1, message: "from 0 to 1, got 1.5" },
    { case: "a rate that is no number", rate: Number.NaN, attempt: 1, message: "from 0 to 1, got NaN" },
    { case: "attempt 0", rate: 0.5, attempt: 0, message: "counted from 1, got 0" },
  ])("refuses $case", ({ rate, attempt, message }) => {
    expect(() => faultOf({ rate, attempt })).toThrow(message);
    expect(() => faultOf({ rate, attempt })).toThrow(RangeError);
  });
});

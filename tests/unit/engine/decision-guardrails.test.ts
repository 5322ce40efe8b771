import { describe, expect, it } from "vitest";
import { checkGuardrails, type Guardrail, guardrailSentence } from "@/lib/engine/decision/guardrails";
import { type ReplyFacts, replyGuardrails } from "@/lib/engine/decision/reply-guardrails";

const cost: Guardrail = {
  name: "Cost",
  unit: "usd",
  baseline: 0.1,
  candidate: 0.1,
  limit: { times: 1.5, plus: 0.05 },
};

describe("checkGuardrails", () => {
  it.each([
    { case: "well below", change: { candidate: 0 }, limit: 0.2, status: "passes" },
    { case: "exactly the limit", change: { candidate: 0.2 }, limit: 0.2, status: "passes" },
    {
      case: "the limit by a binary last bit",
      change: { candidate: 0.1 + 0.1 + 5e-17 },
      limit: 0.2,
      status: "passes",
    },
    { case: "a little above", change: { candidate: 0.2001 }, limit: 0.2, status: "fails" },
    { case: "a candidate not measured", change: { candidate: null }, limit: 0.2, status: "unavailable" },
    { case: "a baseline not measured", change: { baseline: null }, limit: null, status: "unavailable" },
    {
      case: "a first failure where none is allowed",
      change: { baseline: 0, candidate: 0.01, limit: { times: 1, plus: 0 } },
      limit: 0,
      status: "fails",
    },
  ])("says $status for $case", ({ change, limit, status }) => {
    const [result] = checkGuardrails([{ ...cost, ...change }]);
    expect(result?.status).toBe(status);
    if (limit === null) expect(result?.limit).toBeNull();
    else expect(result?.limit).toBeCloseTo(limit, 12);
  });

  it.each([
    { case: "a negative value", rails: [{ ...cost, candidate: -1 }], message: "candidate of guardrail Cost" },
    { case: "a NaN", rails: [{ ...cost, baseline: Number.NaN }], message: "baseline of guardrail Cost" },
    {
      case: "an infinite limit",
      rails: [{ ...cost, limit: { times: Number.POSITIVE_INFINITY, plus: 0 } }],
      message: "limit.times of guardrail Cost",
    },
    { case: "one name twice", rails: [cost, cost], message: "guardrails must have one name each" },
  ])("refuses $case", ({ rails, message }) => {
    expect(() => checkGuardrails(rails)).toThrow(RangeError);
    expect(() => checkGuardrails(rails)).toThrow(message);
  });

  it.each([
    { unit: "share" as const, value: 0.15, words: "15.0 %" },
    { unit: "tokens" as const, value: 181.4, words: "181 tokens" },
    { unit: "ms" as const, value: 2.25, words: "2.3 ms" },
    { unit: "usd" as const, value: 0.00123, words: "0.00123 USD" },
  ])("are told in their own unit: $words", ({ unit, value, words }) => {
    const result = {
      name: "It",
      unit,
      baseline: null,
      candidate: value,
      limit: null,
      status: "unavailable" as const,
    };
    expect(guardrailSentence(result)).toBe(
      `It: ${words} with the candidate, not measured with the current prompt (at most not measured).`,
    );
  });
});

describe("replyGuardrails", () => {
  const reply = (change: Partial<ReplyFacts> = {}): ReplyFacts => ({
    usable: true,
    outputTokens: 100,
    latencyMs: 1000,
    ...change,
  });

  it("compares only replies of which both have the value", () => {
    const pairs = [
      { baseline: reply(), candidate: reply({ outputTokens: 300, latencyMs: null }) },
      { baseline: reply({ outputTokens: null }), candidate: reply({ outputTokens: 900, latencyMs: 3000 }) },
    ];
    expect(replyGuardrails(pairs)).toMatchObject([
      { name: "Replies that failed or were cut off", unit: "share", baseline: 0, candidate: 0 },
      { name: "Output tokens per reply", unit: "tokens", baseline: 100, candidate: 300 },
      { name: "Waiting time per reply", unit: "ms", baseline: 1000, candidate: 3000 },
    ]);
  });

  it.each([
    { case: "2 of 20 failures more", failures: 2, tokens: 400, ms: 7000, failed: [] },
    { case: "3 of 20 failures more", failures: 3, tokens: 400, ms: 7000, failed: [0] },
    { case: "more than twice the tokens and 200", failures: 0, tokens: 401, ms: 7000, failed: [1] },
    { case: "more than twice the time and 5 s", failures: 0, tokens: 400, ms: 7001, failed: [2] },
  ])("fail $failed for $case", ({ failures, tokens, ms, failed }) => {
    const pairs = Array.from({ length: 20 }, (_, i) => ({
      baseline: reply(),
      candidate: reply({ usable: i >= failures, outputTokens: tokens, latencyMs: ms }),
    }));
    const results = checkGuardrails(replyGuardrails(pairs));
    expect(results.flatMap(({ status }, i) => (status === "fails" ? [i] : []))).toEqual(failed);
  });

  it("are unavailable where nothing is known", () => {
    const unknown = reply({ outputTokens: null, latencyMs: null });
    const results = checkGuardrails(replyGuardrails([{ baseline: unknown, candidate: unknown }]));
    expect(results.map(({ status }) => status)).toEqual(["passes", "unavailable", "unavailable"]);
    expect(checkGuardrails(replyGuardrails([])).map(({ status }) => status)).toEqual(
      new Array(3).fill("unavailable"),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BudgetLimits,
  budgetStops,
  remainingBudget,
  type Spending,
  sumSpending,
} from "@/lib/engine/search/budget";
import { estimateRun, type RunPlan, raceReplies } from "@/lib/engine/search/estimate";
import { planHalving, type ScoreRow } from "@/lib/engine/search/halving";
import { microUsdOf, type TokenPrice } from "@/lib/engine/search/money";

/** 0.15 USD per million tokens in, half of that from the provider's cache, 0.60 USD out. */
const price: TokenPrice = { input: 150_000, cachedInput: 75_000, output: 600_000 };
const tokens = (inputTokens: number, outputTokens: number, cachedInputTokens = 0) => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
});

describe("microUsdOf", () => {
  it.each([
    { case: "a million tokens in", count: tokens(1_000_000, 0), expected: 150_000 },
    { case: "in and out: 1000 × 0.15 + 500 × 0.6", count: tokens(1000, 500), expected: 450 },
    { case: "400 of 1000 cached: 600 × 0.15 + 400 × 0.075", count: tokens(1000, 0, 400), expected: 120 },
    { case: "rounded up, once: 1 × 0.15", count: tokens(1, 0), expected: 1 },
    { case: "rounded up, once: 10 × 0.15 = 1.5", count: tokens(10, 0), expected: 2 },
    { case: "an exact one not rounded: 20 × 0.15", count: tokens(20, 0), expected: 3 },
    { case: "nothing", count: tokens(0, 0), expected: 0 },
    {
      case: "beyond the whole numbers of a double in between",
      count: tokens(3_000_000_001, 0),
      expected: 450_000_001,
    },
  ])("$case", ({ count, expected }) => {
    expect(microUsdOf(count, price)).toBe(expected);
  });

  it("knows no price that nobody told, and one of 0", () => {
    expect(microUsdOf(tokens(1000, 500), null)).toBeNull();
    expect(microUsdOf(tokens(1000, 500), { input: 0, cachedInput: 0, output: 0 })).toBe(0);
  });

  it.each([
    { case: "tokens below 0", count: tokens(-1, 0), told: price, message: "inputTokens" },
    { case: "half a token", count: tokens(0, 0.5), told: price, message: "outputTokens" },
    { case: "more cached than there are", count: tokens(1, 0, 2), told: price, message: "cachedInputTokens" },
    { case: "a NaN", count: tokens(Number.NaN, 0), told: null, message: "inputTokens" },
    {
      case: "a price in dollars",
      count: tokens(1, 0),
      told: { ...price, input: 0.15 },
      message: "price of input",
    },
  ])("refuses $case", ({ count, told, message }) => {
    expect(() => microUsdOf(count, told)).toThrow(message);
    expect(() => microUsdOf(count, told)).toThrow(RangeError);
  });
});

const spending = (changes: Partial<Spending> = {}): Spending => ({
  calls: 1,
  tokens: 900,
  microUsd: 450,
  minutes: 0.5,
  ...changes,
});
const unlimited: BudgetLimits = { calls: null, tokens: null, microUsd: null, minutes: null };

describe("sumSpending", () => {
  it("is zero for nothing, and unknown where one part is", () => {
    expect(sumSpending([])).toEqual({ calls: 0, tokens: 0, microUsd: 0, minutes: 0 });
    expect(sumSpending([spending(), spending({ microUsd: null }), spending()])).toEqual({
      calls: 3,
      tokens: 2700,
      microUsd: null,
      minutes: 1.5,
    });
  });

  it("adds money exactly, in any order and grouping", () => {
    const money = fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { maxLength: 20 });
    fc.assert(
      fc.property(money, fc.nat(), (amounts, cut) => {
        const parts = amounts.map((microUsd) => spending({ microUsd, minutes: 0 }));
        const at = cut % (parts.length + 1);
        const grouped = sumSpending([sumSpending(parts.slice(at)), sumSpending(parts.slice(0, at))]);
        expect(grouped).toEqual(sumSpending(parts));
        expect(BigInt(grouped.microUsd ?? -1)).toBe(amounts.reduce((sum, n) => sum + BigInt(n), 0n));
      }),
    );
  });

  it.each([
    { case: "half a micro-dollar", part: spending({ microUsd: 0.5 }), message: "parts[0].microUsd" },
    { case: "calls below 0", part: spending({ calls: -1 }), message: "parts[0].calls" },
    { case: "tokens that are no number", part: spending({ tokens: Number.NaN }), message: "parts[0].tokens" },
    {
      case: "endless minutes",
      part: spending({ minutes: Number.POSITIVE_INFINITY }),
      message: "parts[0].minutes",
    },
  ])("refuses $case", ({ part, message }) => {
    expect(() => sumSpending([part])).toThrow(message);
  });

  it("refuses a sum that is no longer exact", () => {
    const most = spending({ microUsd: Number.MAX_SAFE_INTEGER });
    expect(() => sumSpending([most, spending({ microUsd: 1 })])).toThrow("the sum.microUsd");
  });
});

describe("remainingBudget", () => {
  it.each([
    {
      case: "no limits",
      limits: unlimited,
      spent: spending(),
      expected: { calls: null, tokens: null, microUsd: null, minutes: null },
    },
    {
      case: "some left",
      limits: { calls: 3, tokens: 1000, microUsd: 450, minutes: 2 },
      spent: spending(),
      expected: { calls: 2, tokens: 100, microUsd: 0, minutes: 1.5 },
    },
    {
      case: "passed",
      limits: { calls: 0, tokens: 1, microUsd: 1, minutes: 0 },
      spent: spending(),
      expected: { calls: 0, tokens: 0, microUsd: 0, minutes: 0 },
    },
    {
      case: "money of unknown amount",
      limits: { ...unlimited, microUsd: 1000 },
      spent: spending({ microUsd: null }),
      expected: { calls: null, tokens: null, microUsd: "unknown", minutes: null },
    },
  ])("$case", ({ limits, spent, expected }) => {
    expect(remainingBudget(limits, spent)).toEqual(expected);
  });
});

describe("budgetStops", () => {
  it.each([
    { case: "no limits", limits: unlimited, next: spending(), expected: [] },
    { case: "no limits and no price", limits: unlimited, next: spending({ microUsd: null }), expected: [] },
    {
      case: "limits reached exactly",
      limits: { calls: 2, tokens: 1800, microUsd: 900, minutes: 1 },
      next: spending(),
      expected: [],
    },
    {
      case: "one call too many",
      limits: { ...unlimited, calls: 1 },
      next: spending(),
      expected: [{ limit: "calls", reason: "over" }],
    },
    {
      case: "one micro-dollar too many",
      limits: { ...unlimited, microUsd: 899 },
      next: spending(),
      expected: [{ limit: "microUsd", reason: "over" }],
    },
    {
      case: "several at once",
      limits: { calls: 1, tokens: 1799, microUsd: 900, minutes: 0.9 },
      next: spending(),
      expected: [
        { limit: "calls", reason: "over" },
        { limit: "tokens", reason: "over" },
        { limit: "minutes", reason: "over" },
      ],
    },
    {
      case: "money limited and no price",
      limits: { ...unlimited, microUsd: 10 ** 9 },
      next: spending({ microUsd: null }),
      expected: [{ limit: "microUsd", reason: "unknown_price" }],
    },
  ])("$case", ({ limits, next, expected }) => {
    expect(budgetStops(limits, spending(), next)).toEqual(expected);
  });

  it("lets 0.1 and 0.2 of 0.3 minutes fit, whose sum is off by a last bit", () => {
    const limits = { ...unlimited, minutes: 0.3 };
    expect(budgetStops(limits, spending({ minutes: 0.1 }), spending({ minutes: 0.2 }))).toEqual([]);
  });

  it("stops when what was spent already has no price", () => {
    const limits = { ...unlimited, microUsd: 1000 };
    expect(budgetStops(limits, spending({ microUsd: null }), spending())).toEqual([
      { limit: "microUsd", reason: "unknown_price" },
    ]);
  });

  it.each([
    { case: "calls", limits: { ...unlimited, calls: -1 }, message: "limits.calls" },
    { case: "money", limits: { ...unlimited, microUsd: 1.5 }, message: "limits.microUsd" },
    { case: "minutes", limits: { ...unlimited, minutes: Number.NaN }, message: "limits.minutes" },
  ])("refuses an impossible limit of $case", ({ limits, message }) => {
    expect(() => budgetStops(limits, spending(), spending())).toThrow(message);
    expect(() => remainingBudget(limits, spending())).toThrow(message);
  });
});

describe("raceReplies", () => {
  it.each([
    // 9 cases for the live prompt and 8; 9 more and 4; 18 more and 2.
    { candidates: 8, developmentCases: 36, expected: 36 + 8 * 9 + 4 * 9 + 2 * 18 },
    { candidates: 1, developmentCases: 5, expected: 10 },
    { candidates: 0, developmentCases: 5, expected: 5 },
    { candidates: 3, developmentCases: 0, expected: 0 },
    { candidates: 3, developmentCases: 1, expected: 4 },
  ])("is $expected for $candidates candidates on $developmentCases cases", ({ expected, ...plan }) => {
    expect(raceReplies(plan)).toBe(expected);
  });

  it("is what a race without ties asks for", () => {
    const sizes = fc.record({
      candidates: fc.integer({ min: 0, max: 9 }),
      developmentCases: fc.integer({ min: 0, max: 25 }),
    });
    fc.assert(
      fc.property(sizes, ({ candidates, developmentCases }) => {
        const candidateIds = Array.from({ length: candidates }, (_, i) => `candidate ${i}`);
        const caseKeys = Array.from({ length: developmentCases }, (_, i) => `case ${i}`);
        const rows: ScoreRow[] = [];
        for (;;) {
          const { pending, done } = planHalving({ controlId: "live", candidateIds, caseKeys, rows });
          if (done) break;
          rows.push(...pending.map((pair) => ({ ...pair, score: candidateIds.indexOf(pair.candidateId) })));
        }
        expect(raceReplies({ candidates, developmentCases })).toBe(rows.length);
      }),
    );
  });
});

describe("estimateRun", () => {
  const call = { ...tokens(1000, 500), price, seconds: 6 };
  const plan: RunPlan = {
    candidates: 8,
    developmentCases: 36,
    heldOutCases: 24,
    cachedShare: 0,
    concurrency: 4,
    proposal: { ...tokens(4000, 1000), price, seconds: 20 },
    reply: call,
  };

  it("adds up proposals, race and held-out replies", () => {
    // 180 replies in the race, 48 held out; 8 proposals of 4000 × 0.15 + 1000 × 0.6 = 1200 micro-dollars.
    expect(estimateRun(plan)).toEqual({
      proposals: 8,
      raceReplies: 180,
      heldOutReplies: 48,
      calls: 236,
      tokens: 8 * 5000 + 228 * 1500,
      microUsd: 8 * 1200 + 228 * 450,
      minutes: expect.closeTo((2 * 20 + 57 * 6) / 60, 12),
    });
  });

  it.each([
    { case: "a quarter cached: 171 of 228 replies", changes: { cachedShare: 0.25 }, calls: 179 },
    { case: "a tenth cached: 205.2 replies, rounded up", changes: { cachedShare: 0.1 }, calls: 214 },
    {
      case: "a share that is off by a last bit: 0.55 of 180",
      changes: { heldOutCases: 0, cachedShare: 0.45 },
      calls: 8 + 99,
    },
    { case: "all cached", changes: { cachedShare: 1 }, calls: 8 },
    { case: "no cases", changes: { developmentCases: 0, heldOutCases: 0 }, calls: 8 },
  ])("asks $calls times with $case", ({ changes, calls }) => {
    expect(estimateRun({ ...plan, ...changes }).calls).toBe(calls);
  });

  it("has no price where one is not known, unless nothing is asked of that model", () => {
    const free = { ...call, price: null };
    expect(estimateRun({ ...plan, reply: free }).microUsd).toBeNull();
    expect(estimateRun({ ...plan, proposal: free }).microUsd).toBeNull();
    expect(estimateRun({ ...plan, reply: free, cachedShare: 1 }).microUsd).toBe(8 * 1200);
  });

  it.each([
    { case: "candidates", changes: { candidates: 1.5 }, message: "candidates" },
    { case: "development cases", changes: { developmentCases: -1 }, message: "cases" },
    { case: "held-out cases", changes: { heldOutCases: Number.NaN }, message: "heldOutCases" },
    { case: "a share", changes: { cachedShare: 1.1 }, message: "cachedShare" },
    { case: "concurrency", changes: { concurrency: 0 }, message: "concurrency" },
    { case: "a time", changes: { reply: { ...call, seconds: -1 } }, message: "reply.seconds" },
    { case: "tokens", changes: { proposal: { ...call, inputTokens: -1 } }, message: "inputTokens" },
  ])("refuses impossible $case", ({ changes, message }) => {
    expect(() => estimateRun({ ...plan, ...changes })).toThrow(message);
    expect(() => estimateRun({ ...plan, ...changes })).toThrow(RangeError);
  });
});

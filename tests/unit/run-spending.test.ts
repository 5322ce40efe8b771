import { describe, expect, it } from "vitest";
import { addSpending } from "@/lib/services/run/state";

const nothing = {
  calls: 0,
  cachedCalls: 0,
  failedCalls: 0,
  unmeteredCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
};

describe("addSpending", () => {
  it.each([
    {
      case: "an answer with usage",
      spending: { usages: [{ inputTokens: 30, outputTokens: 5 }], costs: [12], attempts: 1, failed: 0 },
      expected: {
        calls: 1,
        inputTokens: 30,
        outputTokens: 5,
        unmeteredCalls: 0,
        costMicroUsd: 12,
        unpricedCalls: 0,
      },
    },
    {
      case: "an answer whose provider told none",
      spending: { usages: [null], costs: [null], attempts: 1, failed: 0 },
      expected: {
        calls: 1,
        inputTokens: 0,
        outputTokens: 0,
        unmeteredCalls: 1,
        costMicroUsd: 0,
        unpricedCalls: 1,
      },
    },
    {
      case: "two answers after a failed attempt, one of them uncounted",
      spending: {
        usages: [{ inputTokens: 7, outputTokens: 2 }, null],
        costs: [5, null],
        attempts: 3,
        failed: 1,
      },
      expected: {
        calls: 3,
        failedCalls: 1,
        inputTokens: 7,
        outputTokens: 2,
        unmeteredCalls: 1,
        costMicroUsd: 5,
        unpricedCalls: 1,
      },
    },
    {
      case: "nothing but failures",
      spending: { usages: [], costs: [], attempts: 4, failed: 4 },
      expected: { calls: 4, failedCalls: 4, unmeteredCalls: 0 },
    },
  ])("counts $case", ({ spending, expected }) => {
    expect(addSpending(nothing, spending)).toMatchObject(expected);
  });

  it("counts the answers of a run from before prices were known as unpriced", () => {
    const old = { ...nothing, calls: 9, failedCalls: 2 };
    expect(addSpending(old, { usages: [], costs: [3], attempts: 1, failed: 0 })).toMatchObject({
      costMicroUsd: 3,
      unpricedCalls: 7,
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProposalResult, proposalRewards } from "@/lib/engine/rewriting/policy-rewards";

const measured = (gain: number, rungCases = 8): ProposalResult => ({ kind: "measured", rungCases, gain });
const failed: ProposalResult = { kind: "failed" };
const invalid: ProposalResult = { kind: "invalid" };
const of = (metaPromptId: string, result: ProposalResult) => ({
  arm: { strategy: "merge", metaPromptId },
  result,
});
const rewards = (...results: ReturnType<typeof of>[]) =>
  proposalRewards(results).map((outcome) => outcome.reward);

describe("proposalRewards", () => {
  it.each([
    { case: "no proposals", results: [], expected: [] },
    { case: "alone, better than the live prompt", results: [of("a", measured(0.1))], expected: [1] },
    { case: "alone, worse than the live prompt", results: [of("a", measured(-0.1))], expected: [0] },
    { case: "alone, as good as the live prompt", results: [of("a", measured(0))], expected: [1 / 2] },
    {
      // Each meets two rivals and the live prompt: a beats all, b one rival and the live prompt.
      case: "three arms in a row",
      results: [of("a", measured(0.3)), of("b", measured(0.1)), of("c", measured(-0.1))],
      expected: [1, 2 / 3, 0],
    },
    {
      // The a's meet b and the live prompt only; b meets both a's.
      case: "siblings of one arm do not compete",
      results: [of("a", measured(0.3)), of("a", measured(0.2)), of("b", measured(0.1))],
      expected: [1, 1, 1 / 3],
    },
    {
      case: "a tie is half",
      results: [of("a", measured(0.1)), of("b", measured(0.1))],
      expected: [3 / 4, 3 / 4],
    },
    {
      case: "equal decimals with unequal bits are a tie",
      results: [of("a", measured(0.3 - 0.2)), of("b", measured(0.1))],
      expected: [3 / 4, 3 / 4],
    },
    {
      case: "getting further beats a higher gain on fewer cases",
      results: [of("a", measured(0.05, 16)), of("b", measured(0.4, 8))],
      expected: [1, 1 / 2],
    },
    {
      case: "an invalid answer gets 0 and is nobody's victory",
      results: [of("a", invalid), of("b", measured(0.1)), of("c", measured(-0.1))],
      expected: [0, 1, 0],
    },
    {
      case: "a failed call is missing, not 0",
      results: [of("a", failed), of("b", measured(0.1))],
      expected: [null, 1],
    },
  ])("$case", ({ results, expected }) => {
    expect(rewards(...results)).toEqual(expected);
  });

  it.each([
    { case: "a NaN gain", result: measured(Number.NaN), message: "gain" },
    { case: "a gain above 1", result: measured(1.5), message: "gain" },
    { case: "a gain below −1", result: measured(-1.5), message: "gain" },
    { case: "no cases", result: measured(0.1, 0), message: "rungCases" },
    { case: "half a case", result: measured(0.1, 2.5), message: "rungCases" },
  ])("refuses $case", ({ result, message }) => {
    expect(() => rewards(of("a", result))).toThrow(RangeError);
    expect(() => rewards(of("a", result))).toThrow(message);
  });

  // Whole hundredths, so that ties occur and scaling keeps them.
  const result = fc.record({
    name: fc.constantFrom("a", "b", "c"),
    hundredths: fc.integer({ min: -40, max: 40 }),
    rungCases: fc.constantFrom(4, 8),
  });

  it("depends on the order of gains only, not on their size or the order given", () => {
    fc.assert(
      fc.property(fc.array(result, { maxLength: 12 }), (drawn) => {
        const at = (scale: number) =>
          drawn.map(({ name, hundredths, rungCases }) =>
            of(name, measured((scale * hundredths) / 100, rungCases)),
          );
        const plain = rewards(...at(1));
        expect(rewards(...at(2))).toEqual(plain);
        expect(rewards(...at(1).reverse())).toEqual([...plain].reverse());
      }),
    );
  });

  it("gives two single proposals of rival arms and the live prompt points that add up", () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }), (x, y) => {
        const [first = null, second = null] = rewards(of("a", measured(x / 100)), of("b", measured(y / 100)));
        const overLive = [x, y].reduce((sum, gain) => sum + (gain > 0 ? 1 : gain === 0 ? 0.5 : 0), 0);
        expect(2 * (first ?? Number.NaN) + 2 * (second ?? Number.NaN)).toBeCloseTo(1 + overLive, 12);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AmongCandidate, decideAmong } from "@/lib/engine/decision/among";
import { f1Pairs, rules } from "./decision-harness";

const { weights, config, seed } = rules;
const caseKeys = f1Pairs(20, () => [0, 0]).map(({ caseKey }) => caseKey);
const candidate = (
  candidateId: string,
  scoresOf: (i: number) => readonly [number, number],
): AmongCandidate => ({
  candidateId,
  pairs: f1Pairs(20, scoresOf),
  guardrails: [],
});
/** `gains` cases rise by 0.2, the others fall by 0.1; sizes differ a little so that no two are constant. */
const mixed = (candidateId: string, gains: number) =>
  candidate(candidateId, (i) => [0.5, (i < gains ? 0.7 : 0.4) + i / 10_000]);
const decide = (candidates: AmongCandidate[], change = {}) =>
  decideAmong({ caseKeys, candidates, weights, config, seed, ...change });

describe("decideAmong", () => {
  it("adjusts every confidence for the number of candidates", () => {
    const { judgements } = decide([mixed("a", 11), mixed("b", 10), mixed("c", 2)]);
    const [a, b, c] = judgements;
    const [pA, pB, pC] = judgements.map(({ pValue }) => pValue ?? Number.NaN);
    // Holm by hand: 3 × the smallest, 2 × the next, the largest as it is, never falling.
    expect(a?.adjustedP).toBeCloseTo(3 * (pA ?? Number.NaN), 12);
    expect(b?.adjustedP).toBeCloseTo(Math.max(3 * (pA ?? 0), 2 * (pB ?? 0)), 12);
    expect(c?.adjustedP).toBeCloseTo(Math.max(3 * (pA ?? 0), 2 * (pB ?? 0), pC ?? 0), 12);
    expect(a?.confidence).toBeCloseTo(1 - (a?.adjustedP ?? 0), 12);
  });

  it("deploys the largest gain of those that pass, and says how it was measured", () => {
    const decision = decide([mixed("good", 15), mixed("better", 18), mixed("poor", 4)]);
    expect(decision).toMatchObject({ verdict: "deploy", winnerId: "better", basis: "same_cases" });
    expect(decision.judgements.map(({ verdict }) => verdict)).toEqual(["deploy", "deploy", "no_improvement"]);
    expect(decision.reasons.slice(-2)).toEqual([
      "3 candidates were tested on the same cases; the confidence allows for that.",
      "The gain was measured on the cases that chose the winner, so it flatters.",
    ]);
  });

  it("lets a candidate pass alone that among eight would not", () => {
    const alone = decide([mixed("a", 10)]);
    expect(alone.judgements[0]?.confidence).toBeGreaterThan(0.8);
    expect(alone.verdict).toBe("deploy");
    const crowd = Array.from({ length: 7 }, (_, i) => mixed(`poor-${i}`, 3));
    expect(decide([mixed("a", 10), ...crowd])).toMatchObject({ verdict: "no_improvement", winnerId: null });
  });

  it("counts an undefined p as 1 for the others, and keeps it null for itself", () => {
    const silent = { candidateId: "silent", pairs: [], guardrails: [] };
    const { judgements, verdict } = decide([mixed("a", 18), silent]);
    expect(verdict).toBe("deploy");
    expect(judgements[0]?.adjustedP).toBeCloseTo(2 * (judgements[0]?.pValue ?? Number.NaN), 12);
    expect(judgements[1]).toMatchObject({
      verdict: "needs_data",
      pValue: null,
      confidence: null,
      adjustedP: null,
    });
    expect(judgements[1]?.evidence).toMatchObject({ failedCases: 20, missing: "empty" });
    expect(decide([silent])).toMatchObject({ verdict: "needs_data", winnerId: null });
  });

  it("deploys nothing on perplexity alone, nor past a guardrail", () => {
    const flattered: AmongCandidate = {
      ...candidate("ppl", () => [0.5, 0.5]),
      pairs: f1Pairs(20, (i) => [0.5, 0.5 + i / 10_000]).map((pair) => ({
        ...pair,
        baseline: { ...pair.baseline, perplexity: 0.2 },
        candidate: { ...pair.candidate, perplexity: 0.9 },
      })),
    };
    expect(decide([flattered]).verdict).toBe("no_improvement");
    expect(decide([flattered]).judgements[0]?.reasons[0]).toContain("perplexity");
    const costly: AmongCandidate = {
      ...mixed("costly", 18),
      guardrails: [{ name: "Cost", unit: "usd", baseline: 1, candidate: 3, limit: { times: 2, plus: 0 } }],
    };
    expect(decide([costly])).toMatchObject({ verdict: "no_improvement", winnerId: null });
  });

  it.each([
    { name: "candidates", case: "no candidate", candidates: [], change: {} },
    { name: "candidates", case: "one name twice", candidates: [mixed("a", 1), mixed("a", 2)], change: {} },
    { name: "caseKeys", case: "a case twice", candidates: [mixed("a", 1)], change: { caseKeys: ["1", "1"] } },
    { name: "pairs of a", case: "a case of none", candidates: [mixed("a", 1)], change: { caseKeys: ["1"] } },
    {
      name: "pairs of a",
      case: "a pair twice",
      candidates: [{ ...mixed("a", 1), pairs: [...mixed("a", 1).pairs, ...mixed("a", 1).pairs] }],
      change: {},
    },
    { name: "seed", case: "a seed of 0.5", candidates: [mixed("a", 1)], change: { seed: 0.5 } },
  ])("refuses $case by the name of $name", ({ name, candidates, change }) => {
    expect(() => decide(candidates, change)).toThrow(RangeError);
    expect(() => decide(candidates, change)).toThrow(name);
  });

  it("decides alike in whatever order the candidates and their cases come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 }), (gains) => {
        const candidates = gains.map((count, i) => mixed(`candidate-${i}`, count));
        const turned = candidates.map((one) => ({ ...one, pairs: [...one.pairs].reverse() })).reverse();
        const { judgements } = decide(candidates);
        expect(decide(turned).judgements).toEqual([...judgements].reverse());
      }),
      { numRuns: 15 },
    );
  });
});

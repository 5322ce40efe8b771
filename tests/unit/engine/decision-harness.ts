import { HeldOutCases, type ScoredPair } from "@/lib/engine/decision/held-out-cases";
import { defaultDecisionConfig } from "@/lib/engine/decision/thresholds";
import { defaultRewardWeights } from "@/lib/engine/reward/aggregate";

/** Everything of a decision but its cases. */
export const rules = {
  usesBefore: 0,
  weights: defaultRewardWeights,
  config: defaultDecisionConfig,
  guardrails: [],
  seed: 7,
};

/** Cases with one signal each: scores of the current prompt and of the candidate by index. */
export function f1Pairs(n: number, scoresOf: (i: number) => readonly [number, number]): ScoredPair[] {
  return Array.from({ length: n }, (_, i) => {
    const [baseline, candidate] = scoresOf(i);
    return {
      caseKey: `case-${String(i).padStart(4, "0")}`,
      baseline: { tokenF1: baseline },
      candidate: { tokenF1: candidate },
    };
  });
}

/** Held-out cases with these replies, after a search on cases of their own, and failed replies besides. */
export function heldOut(pairs: readonly ScoredPair[], failed = 0): HeldOutCases {
  const lost = Array.from({ length: failed }, (_, i) => `failed-${i}`);
  return HeldOutCases.of({
    development: ["development-1", "development-2"],
    heldOut: [...pairs.map(({ caseKey }) => caseKey), ...lost],
    controlId: "live",
    survivorId: "new",
    replies: [
      ...pairs.flatMap(({ caseKey, baseline, candidate }) => [
        { candidateId: "live", caseKey, components: baseline },
        { candidateId: "new", caseKey, components: candidate },
      ]),
      ...lost.flatMap((caseKey) => [
        { candidateId: "live", caseKey, components: { tokenF1: 1 } },
        { candidateId: "new", caseKey, components: null },
      ]),
    ],
  });
}

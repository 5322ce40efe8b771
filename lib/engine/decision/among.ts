import { checkGuardrails, type Guardrail } from "@/lib/engine/decision/guardrails";
import type { ScoredPair } from "@/lib/engine/decision/held-out-cases";
import { type Judgement, judge, type Verdict } from "@/lib/engine/decision/judgement";
import { assertDecisionConfig, assertSeed, type DecisionConfig } from "@/lib/engine/decision/thresholds";
import { hashToSeed } from "@/lib/engine/random";
import type { RewardWeights } from "@/lib/engine/reward/aggregate";

export interface AmongCandidate {
  candidateId: string;
  /** Its replies beside the current prompt's; a case without both is left out and counts as failed. */
  pairs: readonly ScoredPair[];
  guardrails: readonly Guardrail[];
}

export interface AmongInput {
  /** The cases that every candidate was tried on. */
  caseKeys: readonly string[];
  /** All candidates that were tried, the hopeless ones too. */
  candidates: readonly AmongCandidate[];
  weights: RewardWeights;
  config: DecisionConfig;
  /** Unsigned 32-bit integer; the same seed gives the same decision. */
  seed: number;
}

export interface AmongDecision {
  verdict: Verdict;
  basis: "same_cases";
  /** The candidate to deploy; null with every other verdict. */
  winnerId: string | null;
  /** One judgement per candidate, in the order given; their confidence is Holm-adjusted. */
  judgements: (Judgement & { candidateId: string; adjustedP: number | null })[];
  reasons: string[];
}

function assertCases({ caseKeys, candidates }: AmongInput): void {
  const keys = new Set(caseKeys);
  if (keys.size !== caseKeys.length) throw new RangeError("caseKeys must name every case once");
  if (candidates.length === 0) throw new RangeError("candidates must hold at least one");
  if (new Set(candidates.map(({ candidateId }) => candidateId)).size !== candidates.length) {
    throw new RangeError("candidates must name every candidate once");
  }
  for (const { candidateId, pairs } of candidates) {
    if (new Set(pairs.map(({ caseKey }) => caseKey)).size !== pairs.length) {
      throw new RangeError(`pairs of ${candidateId} must hold every case once`);
    }
    const strange = pairs.find(({ caseKey }) => !keys.has(caseKey));
    if (strange) throw new RangeError(`pairs of ${candidateId} must be of caseKeys, got ${strange.caseKey}`);
  }
}

/**
 * Which of several candidates, all tried on the same cases, may replace the current prompt.
 *
 * For data that cannot be split: every candidate's test counts, with Holm's adjustment, and the rule of
 * `decideHeldOut` is applied to the adjusted confidence. Of those that pass, the largest gain wins (of
 * equal ones, the first). The gain of a winner chosen this way is flattered, and the reasons say so.
 *
 * @param input All candidates that were tried (leaving some out voids the adjustment), cases, rules.
 * @returns The verdict, the winner and one judgement each.
 * @throws {RangeError} if there is no candidate, a name or case occurs twice, a pair is of no case of
 *   `caseKeys`, or a score, weight, threshold, guardrail or seed is invalid.
 * @see holmAdjust
 * @example
 * const pair = { caseKey: "1", baseline: { tokenF1: 0.5 }, candidate: { tokenF1: 0.6 } };
 * const candidates = [{ candidateId: "a", pairs: [pair], guardrails: [] }];
 * const rules = { weights: defaultRewardWeights, config: { ...defaultDecisionConfig, minHeldOut: 1 }, seed: 1 };
 * decideAmong({ caseKeys: ["1"], candidates, ...rules }).judgements[0]?.adjustedP; // => 0.5
 */
export function decideAmong(input: AmongInput): AmongDecision {
  assertDecisionConfig(input.config);
  assertCases(input);
  const { caseKeys, candidates, weights, config, seed } = input;
  assertSeed(seed);
  const contenders = candidates.map(({ candidateId, pairs, guardrails }) => ({
    pairs: [...pairs].sort((a, b) => (a.caseKey < b.caseKey ? -1 : 1)),
    cases: caseKeys.length,
    guardrails: checkGuardrails(guardrails),
    seed: hashToSeed(seed, candidateId),
  }));
  const judgements = judge(contenders, { weights, config, caseName: "case" }).map((judgement, i) => ({
    ...judgement,
    candidateId: candidates[i]?.candidateId ?? "",
    adjustedP: judgement.confidence === null ? null : 1 - judgement.confidence,
  }));

  const gainOf = ({ improvement }: Judgement) => improvement ?? Number.NEGATIVE_INFINITY;
  const [winner] = judgements
    .filter(({ verdict }) => verdict === "deploy")
    .sort((a, b) => gainOf(b) - gainOf(a));
  const decided = { basis: "same_cases", judgements } as const;
  const together = `${candidates.length} candidates were tested on the same cases; the confidence allows for that.`;
  if (winner) {
    const flattered = "The gain was measured on the cases that chose the winner, so it flatters.";
    const reasons = [...winner.reasons, together, flattered];
    return { ...decided, verdict: "deploy", winnerId: winner.candidateId, reasons };
  }
  if (judgements.every(({ verdict }) => verdict === "needs_data")) {
    const reason = `No candidate could be compared on ${config.minHeldOut} cases.`;
    return { ...decided, verdict: "needs_data", winnerId: null, reasons: [reason, together] };
  }
  const reason = "No candidate reaches the gain and the confidence that are needed without breaking a limit.";
  return { ...decided, verdict: "no_improvement", winnerId: null, reasons: [reason, together] };
}

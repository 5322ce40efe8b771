import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideHeldOut } from "@/lib/engine/decision/held-out";
import { liftOf, measure } from "@/lib/engine/decision/measurement";
import {
  aggregateReward,
  type ComponentScores,
  defaultRewardWeights,
  type RewardSignal,
  type RewardWeights,
  rewardSignals,
  sharedReward,
} from "@/lib/engine/reward/aggregate";
import { lengthScore } from "@/lib/engine/reward/length";
import { corpusPerplexity, meanLogprob } from "@/lib/engine/reward/perplexity";
import { exactMatch, tokenF1 } from "@/lib/engine/reward/text-overlap";
import { f1Pairs, heldOut, rules } from "./decision-harness";
import { expectSame, negated } from "./properties-harness";

const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
const components: fc.Arbitrary<ComponentScores> = fc.record(
  {
    exactMatch: fc.option(share),
    tokenF1: fc.option(share),
    perplexity: fc.option(share),
    human: fc.option(share),
    length: fc.option(share),
    similarity: fc.option(share),
  },
  { requiredKeys: [] },
);
const scaledWeights = (scale: number): RewardWeights => ({
  exactMatch: scale * defaultRewardWeights.exactMatch,
  tokenF1: scale * defaultRewardWeights.tokenF1,
  perplexity: scale * defaultRewardWeights.perplexity,
  human: scale * defaultRewardWeights.human,
  length: scale * defaultRewardWeights.length,
  similarity: scale * defaultRewardWeights.similarity,
});
const signal = fc.constantFrom<RewardSignal>(...rewardSignals);

describe("rewards", () => {
  it("do not depend on the scale of the weights, and stay between the smallest and the largest signal", () => {
    fc.assert(
      fc.property(components, fc.integer({ min: 1, max: 1000 }), (scores, scale) => {
        const { total } = aggregateReward(scores);
        expectSame(aggregateReward(scores, scaledWeights(scale)).total, total);
        if (total === null) return;
        const present = rewardSignals.flatMap((name) => scores[name] ?? []);
        expect(total).toBeGreaterThanOrEqual(Math.min(...present) - 1e-12);
        expect(total).toBeLessThanOrEqual(Math.max(...present) + 1e-12);
      }),
    );
  });

  it("compare the arms alike from either side, and ignore whatever one side alone has", () => {
    fc.assert(
      fc.property(components, components, signal, share, (a, b, name, score) => {
        const forward = sharedReward(a, b);
        const backward = sharedReward(b, a);
        expect(
          backward && { ...backward, baseline: backward.candidate, candidate: backward.baseline },
        ).toEqual(forward);
        const without = { ...b, [name]: null };
        expect(sharedReward({ ...a, [name]: score }, without)).toEqual(sharedReward(a, without));
      }),
    );
  });

  it("of texts do not depend on which one is the reference", () => {
    const text = fc.array(fc.constantFrom("the", "refund", "is", "on", "its", "way", "Friday."), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [a, b] = [left.join(" "), right.join(" ")];
        expectSame(tokenF1(a, b), tokenF1(b, a));
        expect(exactMatch(a, b)).toBe(exactMatch(b, a));
        expect(tokenF1([...left].reverse().join(" "), b)).toBe(tokenF1(a, b));
        expect(lengthScore(left.length, right.length)).toBe(lengthScore(right.length, left.length));
      }),
    );
  });

  it("of log-probs depend neither on their order nor on how they are cut into replies", () => {
    const logprobs = fc.array(
      fc.integer({ min: -40, max: 0 }).map((tenths) => tenths / 10),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(logprobs, fc.nat(), (tokens, by) => {
        const at = by % tokens.length;
        expectSame(meanLogprob([...tokens].reverse()), meanLogprob(tokens));
        const whole = corpusPerplexity([tokens]).perplexity;
        expectSame(corpusPerplexity([tokens.slice(0, at), tokens.slice(at)]).perplexity, whole);
      }),
    );
  });
});

describe("decisions", () => {
  const rows = fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 40 });
  const pairsOf = (scores: readonly (readonly [number, number])[]) =>
    f1Pairs(scores.length, (i) => scores[i] ?? [0, 0]);

  it("do not depend on the order of the cases, nor on the scale of the weights", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 50 }), (scores, scale) => {
        const pairs = pairsOf(scores);
        const decision = decideHeldOut({ ...rules, cases: heldOut(pairs) });
        expect(decideHeldOut({ ...rules, cases: heldOut([...pairs].reverse()) })).toEqual(decision);
        const scaled = decideHeldOut({ ...rules, cases: heldOut(pairs), weights: scaledWeights(scale) });
        expect(scaled.verdict).toBe(decision.verdict);
        expectSame(scaled.pValue, decision.pValue);
        expectSame(scaled.improvement, decision.improvement);
      }),
      { numRuns: 25 },
    );
  });

  it("see wins as losses and the gain with the other sign when the prompts are swapped", () => {
    fc.assert(
      fc.property(rows, (scores) => {
        const forward = measure(pairsOf(scores), rules.weights, 1);
        const backward = measure(pairsOf(scores.map(([a, b]) => [b, a] as const)), rules.weights, 1);
        expect([backward.wins, backward.losses, backward.ties]).toEqual([
          forward.losses,
          forward.wins,
          forward.ties,
        ]);
        expect(backward.baselineMean).toBe(forward.candidateMean);
        expectSame(backward.test.dz, negated(forward.test.dz));
        // Never are both sure: p of one side and of the other sum to 1 at least, up to the sampling.
        const both = (forward.test.pValue ?? 1) + (backward.test.pValue ?? 1);
        expect(both).toBeGreaterThanOrEqual(1 - 0.05);
      }),
      { numRuns: 60 },
    );
  });

  it("never become worse for a candidate whose every reply is better", () => {
    fc.assert(
      fc.property(rows, (scores) => {
        const better = scores.map(([a, b]) => [a, Math.min(1, b + 0.05)] as const);
        const [low, high] = [scores, better].map((some) => measure(pairsOf(some), rules.weights, 1));
        expect(high?.candidateMean ?? 0).toBeGreaterThanOrEqual((low?.candidateMean ?? 0) - 1e-12);
        if (low?.improvement != null && high?.improvement != null) {
          expect(high.improvement).toBeGreaterThanOrEqual(low.improvement - 1e-9);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("measure a lift that does not depend on the unit where it is relative", () => {
    const positive = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, scale) => {
        expectSame(liftOf(scale * a, scale * b).improvement, liftOf(a, b).improvement);
      }),
    );
  });
});

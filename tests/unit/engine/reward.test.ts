import { describe, expect, it } from "vitest";
import {
  aggregateReward,
  type ComponentScores,
  defaultRewardWeights,
  type RewardWeights,
  sharedReward,
} from "@/lib/engine/reward/aggregate";
import { humanScore } from "@/lib/engine/reward/human";
import { lengthScore } from "@/lib/engine/reward/length";
import { corpusPerplexity, meanLogprob, perplexity, perplexityScore } from "@/lib/engine/reward/perplexity";
import { lexicalSimilarity } from "@/lib/engine/reward/similarity";
import { exactMatch, squadMaxOverReferences, tokenF1 } from "@/lib/engine/reward/text-overlap";

const ln = Math.log;

describe("token F1 and exact match", () => {
  it.each([
    { case: "equal after normalisation", a: "The Cat Sat.", b: "cat sat", f1: 1, exact: 1 },
    {
      case: "two of two and two of three words",
      a: "refund sent",
      b: "refund sent today",
      f1: 0.8,
      exact: 0,
    },
    { case: "a repeated word counted as often as both have it", a: "no no no", b: "no", f1: 0.5, exact: 0 },
    { case: "nothing shared", a: "yes", b: "no", f1: 0, exact: 0 },
    { case: "both empty after normalisation", a: "...", b: "the", f1: 1, exact: 1 },
    { case: "one empty", a: "", b: "answer", f1: 0, exact: 0 },
    { case: "a letter that only ASCII takes for an article", a: "ça va", b: "ç va", f1: 0.5, exact: 0 },
  ])("are $f1 and $exact for $case", ({ a, b, f1, exact }) => {
    expect(tokenF1(a, b)).toBeCloseTo(f1, 12);
    expect(exactMatch(a, b)).toBe(exact);
    expect(tokenF1(b, a)).toBeCloseTo(f1, 12);
  });

  it("refuses an empty list of references", () => {
    expect(() => squadMaxOverReferences("a", [])).toThrow(RangeError);
  });
});

describe("perplexity", () => {
  it.each([
    { case: "certain tokens", logprobs: [0, 0, 0], expected: 1, score: 1 },
    { case: "the geometric mean of 2 and 8", logprobs: [ln(1 / 2), ln(1 / 8)], expected: 4, score: 0.25 },
    { case: "an impossible token", logprobs: [0, -Infinity], expected: Infinity, score: 0 },
  ])("is $expected for $case, and scores $score", ({ logprobs, expected, score }) => {
    expect(perplexity(logprobs)).toBeCloseTo(expected, 12);
    expect(perplexityScore(meanLogprob(logprobs))).toBeCloseTo(score, 12);
  });

  it("is unknown without tokens", () => {
    expect(perplexity([])).toBeNull();
    expect(perplexityScore(meanLogprob([]))).toBeNull();
  });

  it.each([[[0.1]], [[Number.NaN]], [[Infinity]]])("refuses %s", (logprobs) => {
    expect(() => perplexity(logprobs)).toThrow(RangeError);
    expect(() => perplexityScore(logprobs[0] ?? 0)).toThrow(RangeError);
  });
});

describe("lengthScore", () => {
  it.each([
    { candidate: 80, reference: 80, expected: 1 },
    { candidate: 60, reference: 80, expected: 0.75 },
    { candidate: 160, reference: 80, expected: 0.5 },
    { candidate: 40, reference: 80, expected: 0.5 },
    { candidate: 0, reference: 80, expected: 0 },
    { candidate: 0, reference: 0, expected: 1 },
  ])("is $expected for $candidate words against $reference", ({ candidate, reference, expected }) => {
    expect(lengthScore(candidate, reference)).toBeCloseTo(expected, 12);
  });

  it.each([-1, 1.5, Number.NaN])("refuses a count of %s", (count) => {
    expect(() => lengthScore(count, 3)).toThrow(RangeError);
    expect(() => lengthScore(3, count)).toThrow(RangeError);
  });
});

describe("lexicalSimilarity", () => {
  it.each([
    { case: "equal texts", a: "Thank you very much", b: "thank you very much!", expected: 1 },
    { case: "nothing shared", a: "yes", b: "no", expected: 0 },
    // a: two words and one pair, 3 counts; b: the same words, another pair. Shared 2 of √(3·3).
    { case: "the same words in another order", a: "you thank", b: "thank you", expected: 2 / 3 },
    { case: "one text empty", a: "", b: "word", expected: 0 },
    { case: "both empty", a: "", b: " ", expected: 1 },
    { case: "symbols that differ", a: "👍", b: "👎", expected: 0 },
  ])("is $expected for $case", ({ a, b, expected }) => {
    expect(lexicalSimilarity(a, b).score).toBeCloseTo(expected, 12);
    expect(lexicalSimilarity(b, a)).toEqual(lexicalSimilarity(a, b));
  });

  it("says what it is", () => {
    expect(lexicalSimilarity("a", "b").kind).toBe("lexical");
  });
});

describe("humanScore", () => {
  it.each([
    { judgement: { action: "accept" }, expected: 1 },
    { judgement: { action: "accept", dislikes: 2 }, expected: 0.8 },
    { judgement: { action: "accept", likes: 3 }, expected: 1 },
    { judgement: { action: "edit", editRatio: 0 }, expected: 0.6 },
    { judgement: { action: "edit", editRatio: 0.5 }, expected: 0.3 },
    { judgement: { action: "edit", editRatio: 1 }, expected: 0 },
    { judgement: { action: "edit", editRatio: 0.5, likes: 3, dislikes: 1 }, expected: 0.4 },
    { judgement: { action: "skip" }, expected: 0.3 },
    { judgement: { action: "reject" }, expected: 0 },
    { judgement: { action: "reject", likes: 1 }, expected: 0.2 },
    { judgement: { action: "reject", dislikes: 1 }, expected: 0 },
  ] as const)("of $judgement is $expected", ({ judgement, expected }) => {
    expect(humanScore(judgement)).toBeCloseTo(expected, 12);
  });

  it.each([
    { action: "edit" },
    { action: "edit", editRatio: 1.1 },
    { action: "edit", editRatio: Number.NaN },
    { action: "accept", likes: -1 },
    { action: "accept", dislikes: 0.5 },
  ] as const)("refuses %o", (judgement) => {
    expect(() => humanScore(judgement)).toThrow(RangeError);
  });
});

describe("aggregateReward", () => {
  it.each<{ case: string; scores: ComponentScores; total: number | null }>([
    {
      case: "all signals",
      scores: { exactMatch: 1, tokenF1: 0.5, perplexity: 0.5, human: 1, length: 1, similarity: 0 },
      total: 0.1 + 0.15 + 0.1 + 0.3 + 0.05,
    },
    { case: "two signals, renormalised", scores: { tokenF1: 0.5, human: 1 }, total: 0.75 },
    { case: "a null, which is not 0", scores: { tokenF1: 0.5, human: null }, total: 0.5 },
    { case: "a real 0", scores: { tokenF1: 0.5, human: 0 }, total: 0.25 },
    { case: "nothing", scores: {}, total: null },
  ])("weighs $case", ({ scores, total }) => {
    const reward = aggregateReward(scores);
    if (total === null) expect(reward.total).toBeNull();
    else expect(reward.total).toBeCloseTo(total, 12);
    const weightSum = Object.values(reward.weights).reduce((sum, weight) => sum + weight, 0);
    expect(weightSum).toBeCloseTo(total === null ? 0 : 1, 12);
  });

  it("shows every component and its effective weight", () => {
    expect(aggregateReward({ exactMatch: 0, tokenF1: 1 })).toEqual({
      total: expect.closeTo(0.75, 12),
      components: {
        exactMatch: 0,
        tokenF1: 1,
        perplexity: null,
        human: null,
        length: null,
        similarity: null,
      },
      weights: {
        exactMatch: expect.closeTo(0.25, 12),
        tokenF1: expect.closeTo(0.75, 12),
        perplexity: 0,
        human: 0,
        length: 0,
        similarity: 0,
      },
    });
  });

  it("is unknown when only signals of weight 0 are present", () => {
    expect(aggregateReward({ human: 1 }, { ...defaultRewardWeights, human: 0 }).total).toBeNull();
  });

  it("does not depend on the scale of the weights", () => {
    const scores = { tokenF1: 0.3, human: 0.9, length: 0.4 };
    const scaled: RewardWeights = {
      exactMatch: 2,
      tokenF1: 6,
      perplexity: 4,
      human: 6,
      length: 1,
      similarity: 1,
    };
    expect(aggregateReward(scores, scaled).total).toBeCloseTo(
      aggregateReward(scores).total ?? Number.NaN,
      12,
    );
  });

  it.each([
    { case: "a negative weight", weights: { ...defaultRewardWeights, human: -0.1 } },
    { case: "a NaN", weights: { ...defaultRewardWeights, human: Number.NaN } },
    { case: "an infinite weight", weights: { ...defaultRewardWeights, human: Infinity } },
    {
      case: "weights summing to 0",
      weights: { exactMatch: 0, tokenF1: 0, perplexity: 0, human: 0, length: 0, similarity: 0 },
    },
  ])("refuses $case", ({ weights }) => {
    expect(() => aggregateReward({ human: 1 }, weights)).toThrow(RangeError);
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses a score of %s", (score) => {
    expect(() => aggregateReward({ human: score })).toThrow(RangeError);
  });
});

describe("sharedReward", () => {
  it("ignores a signal that only one side has, so that it cannot look like a gain", () => {
    expect(sharedReward({ tokenF1: 0.4 }, { tokenF1: 0.4, perplexity: 1, human: null })).toEqual({
      baseline: 0.4,
      candidate: 0.4,
      signals: ["tokenF1"],
    });
  });

  it("is unknown without a common signal of any weight", () => {
    expect(sharedReward({ tokenF1: 0.4 }, { human: 1 })).toBeNull();
    expect(sharedReward({ human: 0.4 }, { human: 1 }, { ...defaultRewardWeights, human: 0 })).toBeNull();
  });

  it("still refuses an impossible score that is not shared", () => {
    expect(() => sharedReward({ tokenF1: 0.4, human: 2 }, { tokenF1: 0.4 })).toThrow(RangeError);
  });
});

describe("a refusal", () => {
  it.each([
    { name: "weights.human", refuse: () => aggregateReward({}, { ...defaultRewardWeights, human: -1 }) },
    { name: "components.human", refuse: () => aggregateReward({ human: 2 }) },
    { name: "baseline.tokenF1", refuse: () => sharedReward({ tokenF1: -1 }, {}) },
    { name: "candidate.tokenF1", refuse: () => sharedReward({}, { tokenF1: Number.NaN }) },
    { name: "editRatio", refuse: () => humanScore({ action: "edit", editRatio: 2 }) },
    { name: "likes", refuse: () => humanScore({ action: "accept", likes: -1 }) },
    { name: "candidateWords", refuse: () => lengthScore(-1, 3) },
    { name: "referenceWords", refuse: () => lengthScore(3, 0.5) },
    { name: "logprobs", refuse: () => meanLogprob([0.1]) },
    { name: "sequences", refuse: () => corpusPerplexity([[0], [Number.NaN]]) },
    { name: "meanNats", refuse: () => perplexityScore(1) },
    { name: "references", refuse: () => squadMaxOverReferences("a", []) },
  ])("names the argument $name", ({ name, refuse }) => {
    expect(refuse).toThrow(RangeError);
    expect(refuse).toThrow(new RegExp(`^${name} `));
  });
});

describe("corpusPerplexity", () => {
  it.each([
    { case: "no tokens", sequences: [[], []], expected: { perplexity: null, tokens: 0 } },
    { case: "one reply", sequences: [[ln(1 / 4)]], expected: { perplexity: 4, tokens: 1 } },
    // Mean nats −(ln 8) / 3, not the mean of 8 and 1.
    {
      case: "a long and a short one",
      sequences: [[ln(1 / 8)], [0, 0]],
      expected: { perplexity: 2, tokens: 3 },
    },
  ])("pools the tokens of $case", ({ sequences, expected }) => {
    const found = corpusPerplexity(sequences);
    expect(found.tokens).toBe(expected.tokens);
    if (expected.perplexity === null) expect(found.perplexity).toBeNull();
    else expect(found.perplexity).toBeCloseTo(expected.perplexity, 12);
  });
});

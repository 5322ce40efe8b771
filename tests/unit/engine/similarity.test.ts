import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sharedReward } from "@/lib/engine/reward/aggregate";
import { embeddingSimilarity } from "@/lib/engine/reward/embedding-similarity";
import { comparableSimilarity, semanticSimilarity } from "@/lib/engine/reward/semantic-similarity";

describe("embeddingSimilarity", () => {
  it.each([
    { case: "equal vectors", a: [1, 2, 2], b: [1, 2, 2], expected: 1 },
    { case: "the same direction at another length", a: [1, 2, 2], b: [10, 20, 20], expected: 1 },
    { case: "24 of 25", a: [3, 4], b: [4, 3], expected: 0.96 },
    { case: "one axis against the diagonal of four", a: [1, 0, 0, 0], b: [1, 1, 1, 1], expected: 0.5 },
    { case: "a right angle", a: [1, 0], b: [0, 5], expected: 0 },
    { case: "opposite directions, which count as nothing in common", a: [1, 0], b: [-1, 0], expected: 0 },
    { case: "entries whose squares overflow", a: [3e200, 4e200], b: [4e200, 3e200], expected: 0.96 },
    { case: "entries whose squares vanish", a: [3e-200, 4e-200], b: [4e-200, 3e-200], expected: 0.96 },
    { case: "single precision", a: Float32Array.of(3, 4), b: Float32Array.of(4, 3), expected: 0.96 },
  ])("is $expected for $case", ({ a, b, expected }) => {
    expect(embeddingSimilarity(a, b)).toBeCloseTo(expected, 12);
  });

  it.each([
    { case: "unequal lengths", a: [1, 2], b: [1], message: "equally long, got 2 and 1" },
    { case: "a zero vector", a: [0, 0], b: [1, 0], message: "a must have a direction" },
    { case: "a zero vector on the right", a: [1, 0], b: [0, 0], message: "b must have a direction" },
    { case: "empty vectors", a: [], b: [], message: "a must have a direction" },
    { case: "a NaN", a: [1, 0], b: [Number.NaN, 0], message: "b must hold finite numbers, got NaN" },
    {
      case: "an infinity",
      a: [-Infinity, 0],
      b: [1, 0],
      message: "a must hold finite numbers, got -Infinity",
    },
  ])("refuses $case", ({ a, b, message }) => {
    expect(() => embeddingSimilarity(a, b)).toThrow(RangeError);
    expect(() => embeddingSimilarity(a, b)).toThrow(message);
  });

  it("stays from 0 to 1, and knows neither order nor length", () => {
    const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const vector = fc
      .array(entry, { minLength: 3, maxLength: 3 })
      .filter((v) => v.some((x) => Math.abs(x) > 1e-6));
    fc.assert(
      fc.property(vector, vector, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (a, b, scale) => {
        const score = embeddingSimilarity(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(embeddingSimilarity(b, a)).toBe(score);
        expect(
          embeddingSimilarity(
            a.map((x) => x * scale),
            b,
          ),
        ).toBeCloseTo(score, 9);
        expect(embeddingSimilarity(a, a)).toBe(1);
      }),
    );
  });
});

const embedded = (text: string, vector: number[], model = "embed-a") => ({
  text,
  embedding: { model, vector },
});
const plain = (text: string) => ({ text, embedding: null });

describe("semanticSimilarity", () => {
  it.each([
    {
      case: "embeddings of one model",
      a: embedded("yes", [3, 4]),
      b: embedded("certainly", [4, 3]),
      expected: { kind: "embedding", model: "embed-a", score: expect.closeTo(0.96, 12) },
    },
    {
      case: "an embedding on one side only",
      a: embedded("thank you", [3, 4]),
      b: plain("thank you"),
      expected: { kind: "lexical", score: 1 },
    },
    {
      case: "embeddings of two models, whose axes have nothing to do with each other",
      a: embedded("yes", [3, 4]),
      b: embedded("no", [3, 4], "embed-b"),
      expected: { kind: "lexical", score: 0 },
    },
    { case: "no embeddings", a: plain("yes"), b: plain("no"), expected: { kind: "lexical", score: 0 } },
  ])("uses what both have: $case", ({ a, b, expected }) => {
    expect(semanticSimilarity(a, b)).toEqual(expected);
  });

  it("does not hide a broken vector behind the wording", () => {
    expect(() => semanticSimilarity(embedded("yes", [0, 0]), embedded("yes", [1, 0]))).toThrow(RangeError);
    expect(() => semanticSimilarity(embedded("yes", [1, 0, 0]), embedded("yes", [1, 0]))).toThrow(RangeError);
  });
});

describe("comparableSimilarity", () => {
  const lexical = (score: number) => ({ kind: "lexical" as const, score });
  const byModel = (model: string, score: number) => ({ kind: "embedding" as const, model, score });
  const missing = { baseline: null, candidate: null };

  it.each([
    {
      case: "both by wording",
      a: lexical(0.4),
      b: lexical(0.6),
      expected: { baseline: 0.4, candidate: 0.6 },
    },
    {
      case: "both by one model",
      a: byModel("m", 0.8),
      b: byModel("m", 0.9),
      expected: { baseline: 0.8, candidate: 0.9 },
    },
    { case: "wording against meaning", a: lexical(0.4), b: byModel("m", 0.9), expected: missing },
    { case: "two models", a: byModel("m", 0.4), b: byModel("n", 0.9), expected: missing },
    { case: "one side missing", a: lexical(0.4), b: null, expected: missing },
    { case: "both missing", a: null, b: null, expected: missing },
  ])("$case", ({ a, b, expected }) => {
    expect(comparableSimilarity(a, b)).toEqual(expected);
  });

  it("keeps a change of ruler from passing for a gain", () => {
    const { baseline, candidate } = comparableSimilarity(lexical(0.2), byModel("m", 0.95));
    const reward = sharedReward(
      { tokenF1: 0.5, similarity: baseline },
      { tokenF1: 0.5, similarity: candidate },
    );
    expect(reward).toEqual({ baseline: 0.5, candidate: 0.5, signals: ["tokenF1"] });
  });

  it("refuses an impossible score, also where the pair would be left out", () => {
    expect(() => comparableSimilarity(lexical(1.2), null)).toThrow("the score of baseline");
    expect(() => comparableSimilarity(null, byModel("m", Number.NaN))).toThrow("the score of candidate");
  });
});

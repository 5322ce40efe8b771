import { describe, expect, it } from "vitest";
import { corpus } from "@/lib/llm/simulator/corpus";
import { supportTokenModel, trainTokenModel, UNKNOWN } from "@/lib/llm/simulator/token-model";
import { tokenize } from "@/lib/llm/simulator/tokens";

const model = supportTokenModel();
const mean = (text: string, messages: readonly string[] = []) => {
  const scored = model.score(tokenize(text), messages);
  return scored.reduce((sum, { logprob }) => sum + logprob, 0) / scored.length;
};

describe("tokenize", () => {
  it.each([
    { text: "Hello Maria,\n\nI am", expected: ["Hello", " Maria", ",", "\n", "\n", "I", " am"] },
    { text: "a  b", expected: ["a", " ", " b"] },
    { text: "", expected: [] },
  ])("cuts $text", ({ text, expected }) => {
    expect(tokenize(text)).toEqual(expected);
  });

  it.each([...corpus, "日本語 and 😀 emoji\t\r\n", "e\u0301 \u0000 \ud800 lone", "  \n  "])(
    "gives the text back: %j",
    (text) => {
      expect(tokenize(text).join("")).toBe(text);
    },
  );
});

describe("the token model", () => {
  it("is trained on a corpus of 150 entries or more, all different", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    expect(new Set(corpus).size).toBe(corpus.length);
  });

  it.each([
    { case: "the start", before: [] },
    { case: "a common pair", before: [" I", " am"] },
    { case: "one known token", before: ["zzz", " We"] },
    { case: "an unknown pair", before: [UNKNOWN, UNKNOWN] },
  ])("sums to 1 over its vocabulary after $case", ({ before }) => {
    const probabilities = model.vocabulary.map((token) => model.probability(token, before));
    expect(Math.min(...probabilities)).toBeGreaterThan(0);
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 9);
  });

  it("counts as derived by hand", () => {
    // Tokens a, " b" twice each; none once, so the unknown token has only k = 0.1 of 4 + 0.3.
    const tiny = trainTokenModel(["a b", "a b"]);
    expect(tiny.probability(UNKNOWN, [])).toBeCloseTo((0 + (1 * (0.1 / 4.3) + 0) / 3) / 3, 12);
    // After "a": 2 of 2 were " b", one kind of token: (2 + p1) / 3, then again for the pair.
    const single = 2.1 / 4.3;
    expect(tiny.probability(" b", ["a"])).toBeCloseTo((2 + (2 + single) / 3) / 3, 12);
  });

  it("gives each token a log-probability of zero or less, and any text a finite one", () => {
    for (const text of ["Hello Maria,", "日本 zorg 4812", "\u0000"]) {
      for (const { logprob } of model.score(tokenize(text), [])) {
        expect(logprob).toBeLessThanOrEqual(0);
        expect(Number.isFinite(logprob)).toBe(true);
      }
    }
  });

  it("finds sense likelier than the same words shuffled, and known words than unknown", () => {
    expect(mean("We will send you a new one today.")).toBeGreaterThan(
      mean("today one new. a you We send will"),
    );
    expect(mean("Thank you for your email.")).toBeGreaterThan(mean("Zorgle blix fram quonk wug."));
  });

  it("finds names likelier that the messages hold, at no more than probability 1", () => {
    const name = "Hello Xanthippe,";
    expect(mean(name, ["From: Xanthippe Quill"])).toBeGreaterThan(mean(name) + 1);
    expect(mean("x x x x", ["x x x x"])).toBeLessThanOrEqual(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentOf, formatUsd, lineInPlaceOf, sourceWords } from "@/app/_components/models/price-words";
import { callWords, modelCountWords, testSentence } from "@/app/_components/models/provider-words";
import type { ConnectionTest, PriceEntry } from "@/lib/contracts/models";

describe("formatUsd", () => {
  it.each([
    { case: "nothing", usd: 0, expected: "$0.00" },
    { case: "tens of cents", usd: 0.4, expected: "$0.40" },
    { case: "parts of a cent", usd: 0.0375, expected: "$0.0375" },
    { case: "whole dollars", usd: 15, expected: "$15.00" },
    { case: "thousands", usd: 1200.5, expected: "$1,200.50" },
  ])("writes $case as $expected", ({ usd, expected }) => {
    expect(formatUsd(usd)).toBe(expected);
  });

  it("loses nothing of a price in whole micro-dollars", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (micro) => {
        expect(Number(formatUsd(micro / 1e6).replaceAll(/[$,]/g, ""))).toBe(micro / 1e6);
      }),
    );
  });
});

const price = { input: 1, cachedInput: 1, output: 2 };

describe("sourceWords", () => {
  it.each([
    { case: "no price", given: null, expected: "in no list" },
    {
      case: "the simulator",
      given: { ...price, source: "simulator" as const, validFrom: null },
      expected: "free of charge",
    },
    {
      case: "the built-in list",
      given: { ...price, source: "built-in list" as const, validFrom: null },
      expected: "built-in list",
    },
    {
      case: "a line of one's own",
      given: { ...price, source: "own table" as const, validFrom: "2026-01-02" },
      expected: "your list, from 2026-01-02",
    },
  ])("says where the price of $case comes from", ({ given, expected }) => {
    expect(sourceWords(given)).toBe(expected);
  });
});

const entry: PriceEntry = {
  id: "0192a000-0000-7000-8000-000000000001",
  createdAt: "2026-01-02T03:04:05.000Z",
  provider: "openai",
  model: "gpt-4.1-mini",
  inputUsd: 0.4,
  cachedInputUsd: null,
  outputUsd: 1.6,
  validFrom: "2026-01-02",
};

describe("lineInPlaceOf", () => {
  it.each([
    { case: "the same provider, model and day", change: { inputUsd: 9 }, found: true },
    { case: "another provider", change: { provider: "ollama" as const }, found: false },
    { case: "another model", change: { model: "gpt-4.1" }, found: false },
    { case: "another day", change: { validFrom: "2026-01-03" }, found: false },
  ])("finds a line of $case: $found", ({ change, found }) => {
    expect(lineInPlaceOf({ ...entry, ...change }, [entry])).toBe(found ? entry : undefined);
  });
});

describe("contentOf", () => {
  it("keeps what a person wrote and drops what the server gave", () => {
    expect(contentOf(entry)).toEqual({
      provider: "openai",
      model: "gpt-4.1-mini",
      inputUsd: 0.4,
      cachedInputUsd: null,
      outputUsd: 1.6,
      validFrom: "2026-01-02",
    });
  });
});

describe("counts", () => {
  it.each([
    { words: callWords(1), expected: "1 call" },
    { words: callWords(1200), expected: "1,200 calls" },
    { words: modelCountWords(1), expected: "lists 1 model" },
    { words: modelCountWords(0), expected: "lists 0 models" },
  ])("says $expected", ({ words, expected }) => {
    expect(words).toBe(expected);
  });
});

const report: ConnectionTest = {
  provider: "ollama",
  model: "llama3.2:3b",
  simulated: false,
  reachable: true,
  latencyMs: 12,
  models: null,
  detail: null,
  tests: [],
  calls: 1,
  testedAt: "2026-01-02T03:04:05.000Z",
};
const found = (
  capability: ConnectionTest["tests"][number]["capability"],
  finding: ConnectionTest["tests"][number]["found"],
) => ({ capability, found: finding, detail: "", latencyMs: null });

describe("testSentence", () => {
  it.each([
    { case: "nothing tried", change: {}, expected: "Ollama, llama3.2:3b: reachable." },
    {
      case: "an unreachable server",
      change: { reachable: false, tests: [found("generation", "unknown")] },
      expected: "Ollama, llama3.2:3b: not reachable; not known: Answers.",
    },
    {
      case: "all three findings, each in the order of the tests",
      change: {
        tests: [
          found("generation", "yes"),
          found("tokenLogprobs", "no"),
          found("streaming", "yes"),
          found("embeddings", "unknown"),
          found("scoring", "no"),
        ],
      },
      expected:
        "Ollama, llama3.2:3b: reachable; found: Answers, Streaming; not there: Token log-probs, Scoring of a given text; not known: Embeddings.",
    },
  ])("tells $case", ({ change, expected }) => {
    expect(testSentence({ ...report, ...change })).toBe(expected);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costMicroUsd, type Price, type PricedCall, type PriceLine, priceOf } from "@/lib/llm/prices";

const line = (changes: Partial<PriceLine>): PriceLine => ({
  provider: "openai",
  model: "gpt-4.1-mini",
  inputUsd: 1,
  cachedInputUsd: null,
  outputUsd: 2,
  validFrom: "2026-01-01",
  ...changes,
});

const call = (changes: Partial<PricedCall> = {}): PricedCall => ({
  provider: "openai",
  asked: "gpt-4.1-mini",
  answered: "gpt-4.1-mini",
  address: "http://127.0.0.1:8080/v1",
  at: new Date("2026-06-15T12:00:00.000Z"),
  ...changes,
});

describe("priceOf, from the own table", () => {
  it.each([
    {
      case: "takes the newest line that was valid on the day, whatever the order",
      lines: [
        line({ inputUsd: 3, validFrom: "2026-03-01" }),
        line({ inputUsd: 9, validFrom: "2026-07-01" }),
        line({ inputUsd: 1, validFrom: "2026-01-01" }),
      ],
      expected: { input: 3, validFrom: "2026-03-01" },
    },
    {
      case: "takes a line on its first day, from midnight in UTC",
      lines: [line({ inputUsd: 5, validFrom: "2026-06-15" }), line({})],
      asked: call({ at: new Date("2026-06-15T00:00:00.000Z") }),
      expected: { input: 5 },
    },
    {
      case: "does not take a line the moment before its first day",
      lines: [line({ inputUsd: 5, validFrom: "2026-06-15" }), line({})],
      asked: call({ at: new Date("2026-06-14T23:59:59.999Z") }),
      expected: { input: 1 },
    },
    {
      case: "knows a dated name as that of OpenAI's model",
      lines: [line({ inputUsd: 7 })],
      asked: call({ answered: "gpt-4.1-mini-2025-04-14" }),
      expected: { input: 7 },
    },
    {
      case: "knows a dated name as that of Anthropic's model",
      lines: [line({ provider: "anthropic", model: "claude-haiku-4-5", inputUsd: 6 })],
      asked: call({
        provider: "anthropic",
        asked: "claude-haiku-4-5",
        answered: "claude-haiku-4-5-20251001",
      }),
      expected: { input: 6 },
    },
    {
      case: "prefers a line for the dated name to a newer one for the model",
      lines: [
        line({ inputUsd: 2, validFrom: "2026-05-01" }),
        line({ model: "gpt-4.1-mini-2025-04-14", inputUsd: 8, validFrom: "2026-01-01" }),
      ],
      asked: call({ answered: "gpt-4.1-mini-2025-04-14" }),
      expected: { input: 8 },
    },
    {
      case: "takes the line of the name that was asked for where the server answers with another",
      lines: [line({ model: "claude-haiku-latest", provider: "anthropic", inputUsd: 4 })],
      asked: call({
        provider: "anthropic",
        asked: "claude-haiku-latest",
        answered: "claude-3-5-haiku-20241022",
      }),
      expected: { input: 4 },
    },
    {
      case: "passes over the case of letters",
      lines: [line({ model: "Qwen/Qwen3-8B", inputUsd: 0.2 })],
      asked: call({ asked: "qwen/qwen3-8b", answered: "qwen/qwen3-8b" }),
      expected: { input: 0.2 },
    },
    {
      case: "takes cached input for other input where the line has no price of its own for it",
      lines: [line({ inputUsd: 3, cachedInputUsd: null })],
      expected: { input: 3, cachedInput: 3 },
    },
    {
      case: "keeps a price of 0, for cached input too",
      lines: [line({ inputUsd: 3, cachedInputUsd: 0, outputUsd: 0 })],
      expected: { input: 3, cachedInput: 0, output: 0 },
    },
    {
      case: "goes before the built-in list",
      lines: [line({ inputUsd: 11 })],
      asked: call({ address: "https://api.openai.com/v1" }),
      expected: { input: 11, source: "own table" },
    },
  ])("$case", ({ lines, asked = call(), expected }) => {
    expect(priceOf(asked, lines)).toMatchObject(expected);
  });

  it.each([
    { case: "of another provider", lines: [line({ provider: "ollama" })] },
    { case: "of a longer name", lines: [line({ model: "gpt-4.1-mini-high" })] },
    { case: "of a shorter name", lines: [line({ model: "gpt-4.1" })] },
    { case: "of the future", lines: [line({ validFrom: "2026-06-16" })] },
    { case: "at all", lines: [] },
  ])("knows no price without a line: none $case", ({ lines }) => {
    expect(priceOf(call(), lines)).toBeNull();
  });

  it("does not depend on the order of the lines", () => {
    const lines = fc.uniqueArray(
      fc.record({
        model: fc.constantFrom("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14", "other"),
        validFrom: fc.constantFrom("2025-01-01", "2026-02-01", "2026-06-15", "2026-08-01"),
        inputUsd: fc.integer({ min: 0, max: 50 }),
      }),
      { selector: ({ model, validFrom }) => `${model} ${validFrom}` },
    );
    fc.assert(
      fc.property(lines, fc.boolean(), (some, dated) => {
        const asked = call(dated ? { answered: "gpt-4.1-mini-2025-04-14" } : {});
        const table = some.map(line);
        expect(priceOf(asked, table.toReversed())).toEqual(priceOf(asked, table));
      }),
    );
  });
});

describe("priceOf, from the built-in list", () => {
  // As the list has them that this version of the package brings, in US dollars per million tokens.
  it.each([
    {
      case: "OpenAI's own address",
      asked: call({ address: "https://api.openai.com/v1" }),
      expected: { input: 0.4, cachedInput: 0.1, output: 1.6 },
    },
    {
      case: "a dated name",
      asked: call({ answered: "gpt-4.1-mini-2025-04-14", address: "https://api.openai.com/v1" }),
      expected: { input: 0.4, cachedInput: 0.1, output: 1.6 },
    },
    {
      case: "Anthropic's own address",
      asked: call({
        provider: "anthropic",
        asked: "claude-haiku-4-5",
        answered: "claude-haiku-4-5-20251001",
        address: "https://api.anthropic.com",
      }),
      expected: { input: 1, cachedInput: 0.1, output: 5 },
    },
    {
      case: "an embedding model, whose output is nothing",
      asked: call({ answered: "text-embedding-3-small", address: "https://api.openai.com/v1" }),
      expected: { input: 0.02, output: 0 },
    },
  ])("knows $case", ({ asked, expected }) => {
    expect(priceOf(asked, [])).toMatchObject({ ...expected, source: "built-in list", validFrom: null });
  });

  it.each([
    { case: "a server of one's own", asked: call({}) },
    {
      case: "a model that the provider does not publish",
      asked: call({ answered: "my-model", address: "https://api.openai.com/v1" }),
    },
    {
      case: "an address that only begins as the provider's",
      asked: call({ address: "https://api.openai.com.example.org/v1" }),
    },
    {
      case: "an address with the provider's in its path",
      asked: call({ address: "http://127.0.0.1:8080/https://api.openai.com/v1" }),
    },
    {
      case: "Ollama",
      asked: call({
        provider: "ollama",
        asked: "llama3.2:3b",
        answered: "llama3.2:3b",
        address: "http://127.0.0.1:11434",
      }),
    },
  ])("does not know $case", ({ asked }) => {
    expect(priceOf(asked, [])).toBeNull();
  });

  it("knows that the simulator costs nothing, whatever the table says", () => {
    const asked = call({
      provider: "simulator",
      asked: "simulator-1",
      answered: "simulator-1",
      address: null,
    });
    expect(priceOf(asked, [line({ model: "simulator-1" })])).toMatchObject({
      input: 0,
      output: 0,
      source: "simulator",
    });
  });
});

const price: Price = { input: 0.4, cachedInput: 0.1, output: 1.6, source: "own table", validFrom: null };

describe("costMicroUsd", () => {
  it.each([
    // 800 × 0.4 + 200 × 0.1 + 100 × 1.6
    { case: "cached input apart", input: 1000, cached: 200, output: 100, expected: 500 },
    { case: "input that all came from the cache", input: 50, cached: 50, output: 0, expected: 5 },
    { case: "a fraction, rounded", input: 4, cached: 0, output: 0, expected: 2 },
    { case: "nothing", input: 0, cached: 0, output: 0, expected: 0 },
    { case: "more from the cache than there was", input: 10, cached: 11, output: 5, expected: null },
  ])("is $expected for $case", ({ input, cached, output, expected }) => {
    const usage = { inputTokens: input, cachedInputTokens: cached, outputTokens: output };
    expect(costMicroUsd(usage, price)).toBe(expected);
  });

  it("is unknown without a price or without usage, never 0", () => {
    expect(costMicroUsd({ inputTokens: 9, cachedInputTokens: 0, outputTokens: 9 }, null)).toBeNull();
    expect(costMicroUsd(null, price)).toBeNull();
  });

  it("is what a million of each would cost in dollars", () => {
    const dollars = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(dollars, dollars, dollars, (input, cachedInput, output) => {
        const usage = { inputTokens: 2_000_000, cachedInputTokens: 1_000_000, outputTokens: 1_000_000 };
        const cost = costMicroUsd(usage, { ...price, input, cachedInput, output });
        expect(cost).toBe((input + cachedInput + output) * 1_000_000);
      }),
    );
  });
});

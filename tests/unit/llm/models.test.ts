import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { createModels, type ProviderEntry } from "@/lib/llm/models";
import { sleep } from "@/lib/llm/retry";
import { createSimulator } from "@/lib/llm/simulator/simulator";

/** Entries of two providers, and the models that were opened. */
function twoProviders() {
  const opened: string[] = [];
  const entry = (provider: "openai" | "ollama", model: string): ProviderEntry => ({
    provider,
    model,
    simulated: false,
    open: (name) => {
      opened.push(`${provider}/${name}`);
      return { ...createSimulator({ seed: 1, sleep }), provider, model: name };
    },
  });
  return { entries: [entry("openai", "gpt-4.1-mini"), entry("ollama", "llama3.2:3b")], opened };
}

describe("createModels", () => {
  it.each([
    { case: "the default for no choice", choice: null, expected: "ollama/llama3.2:3b" },
    {
      case: "another model of the default provider",
      choice: { provider: "ollama", model: "qwen3:4b" },
      expected: "ollama/qwen3:4b",
    },
    {
      case: "a model of the other provider",
      choice: { provider: "openai", model: "gpt-4.1" },
      expected: "openai/gpt-4.1",
    },
  ] as const)("opens $case", ({ choice, expected }) => {
    const { entries } = twoProviders();
    const { provider, model } = createModels(entries, "ollama").of(choice);
    expect(`${provider}/${model}`).toBe(expected);
  });

  it("lists the providers in the order given and marks the default one", () => {
    const { entries, opened } = twoProviders();
    const models = createModels(entries, "ollama");
    expect(models.list()).toEqual([
      { provider: "openai", model: "gpt-4.1-mini", simulated: false, isDefault: false },
      { provider: "ollama", model: "llama3.2:3b", simulated: false, isDefault: true },
    ]);
    expect(models.defaultChoice).toEqual({ provider: "ollama", model: "llama3.2:3b" });
    expect(opened).toEqual([]);
  });

  it.each([
    { provider: "anthropic", setting: "ANTHROPIC_API_KEY" },
    { provider: "simulator", setting: "LLM_PROVIDER=simulator" },
  ] as const)("tells what sets up $provider when it is not", ({ provider, setting }) => {
    const models = createModels(twoProviders().entries, "openai");
    expect(() => models.of({ provider, model: "any" })).toThrow(AppError);
    expect(() => models.of({ provider, model: "any" })).toThrow(
      `The provider ${provider} is not set up on this server: set ${setting} in its environment and start it again.`,
    );
  });

  it("tells a model that the provider knows to be wrong as the mistake of whoever chose it", () => {
    const [openai, ollama] = twoProviders().entries;
    if (!openai || !ollama) throw new Error("two were made");
    const open = (model: string): never => {
      throw new RangeError(`there is no ${model}`);
    };
    const models = createModels([openai, { ...ollama, open }], "openai");
    expect(() => models.of({ provider: "ollama", model: "none" })).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: "The model none cannot be used: there is no none.",
      }),
    );
  });

  it("refuses a default that is not among the entries", () => {
    expect(() => createModels(twoProviders().entries, "anthropic")).toThrow(RangeError);
  });

  it("opens each model once, in whatever order they are asked for", () => {
    const choice = fc.record({
      provider: fc.constantFrom("openai" as const, "ollama" as const),
      model: fc.constantFrom("a", "b", 'a","b', "a/b"),
    });
    fc.assert(
      fc.property(fc.array(choice), (choices) => {
        const { entries, opened } = twoProviders();
        const models = createModels(entries, "openai");
        for (const one of choices) expect(models.of(one)).toBe(models.of({ ...one }));
        expect(new Set(opened).size).toBe(opened.length);
        expect(opened.length).toBe(new Set(choices.map((one) => JSON.stringify(one))).size);
      }),
    );
  });
});

import type { ConfiguredProvider, ModelChoice, ProviderName } from "@/lib/contracts/models";
import { AppError } from "@/lib/errors";
import type { LanguageModel } from "./language-model";

/** One provider that the environment configures. */
export interface ProviderEntry {
  provider: ProviderName;
  /** Model that the environment names for it. */
  model: string;
  simulated: boolean;
  /** Makes the provider's client for one of its models; limit and breaker are shared between them. */
  open(model: string): LanguageModel;
}

/** The language models of this process. */
export interface Models {
  /** What a lab uses that chooses nothing else. */
  readonly defaultChoice: ModelChoice;
  list(): ConfiguredProvider[];
  /**
   * @param choice Null for the default.
   * @throws {AppError} `unavailable` if the environment says nothing about the provider.
   */
  of(choice: ModelChoice | null): LanguageModel;
}

/**
 * Models by name, each opened once and kept, so that what was found out about a model is remembered.
 *
 * @param defaultProvider Must be among `entries`.
 * @throws {RangeError} if it is not.
 */
export function createModels(entries: readonly ProviderEntry[], defaultProvider: ProviderName): Models {
  const byName = new Map(entries.map((entry) => [entry.provider, entry]));
  const standard = byName.get(defaultProvider);
  if (!standard) throw new RangeError(`the default provider ${defaultProvider} is not configured`);
  const defaultChoice = { provider: standard.provider, model: standard.model };
  const opened = new Map<string, LanguageModel>();

  return {
    defaultChoice,
    list: () =>
      entries.map(({ provider, model, simulated }) => ({
        provider,
        model,
        simulated,
        isDefault: provider === defaultProvider,
      })),
    of(choice) {
      const { provider, model } = choice ?? defaultChoice;
      const entry = byName.get(provider);
      if (!entry) throw new AppError("unavailable", notConfigured(provider));
      const key = JSON.stringify([provider, model]);
      const known = opened.get(key);
      if (known) return known;
      const made = open(entry, model);
      opened.set(key, made);
      return made;
    },
  };
}

/** A name that the provider itself can tell to be wrong is the chooser's mistake. */
function open(entry: ProviderEntry, model: string): LanguageModel {
  try {
    return entry.open(model);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("invalid_request", `The model ${model} cannot be used: ${error.message}.`, {
      cause: error,
    });
  }
}

const settings: Record<ProviderName, string> = {
  openai: "OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own,",
  ollama: "OLLAMA_HOST",
  anthropic: "ANTHROPIC_API_KEY",
  simulator: "LLM_PROVIDER=simulator",
};

const notConfigured = (provider: ProviderName) =>
  `The provider ${provider} is not set up on this server: set ${settings[provider]} in its environment and start it again.`;

import { z } from "zod";
import { Id, Time, text } from "./common";

/** Who makes the text. */
export const ProviderName = z.enum(["openai", "ollama", "anthropic", "simulator"]);
export type ProviderName = z.infer<typeof ProviderName>;

/** One model of one provider. */
export const ModelChoice = z.object({ provider: ProviderName, model: text(200) });
export type ModelChoice = z.infer<typeof ModelChoice>;

/** Something a provider can or cannot do, as far as it was seen. */
export const Finding = z.enum(["yes", "no", "unknown"]);
export type Finding = z.infer<typeof Finding>;

export const Capabilities = z.object({
  /** Log-probabilities of the tokens it generates. */
  tokenLogprobs: Finding,
  /** Answers held to a JSON Schema by the server itself. */
  jsonSchema: Finding,
  streaming: Finding,
  embeddings: Finding,
  /** Log-probabilities of a text that is given to it. */
  scoring: Finding,
});
export type Capabilities = z.infer<typeof Capabilities>;

/** What a lab drafts and rewrites with; null stands for the model of the environment. */
export const LabModels = z.object({
  drafting: ModelChoice.nullable(),
  rewriting: ModelChoice.nullable(),
});
export type LabModels = z.infer<typeof LabModels>;

/** A provider that this process is set up for. */
export const ConfiguredProvider = z.object({
  provider: ProviderName,
  /** Model that the environment names for it. */
  model: z.string(),
  /** True for the one that labs use when they choose none. */
  isDefault: z.boolean(),
  simulated: z.boolean(),
});
export type ConfiguredProvider = z.infer<typeof ConfiguredProvider>;

/** One thing that was tried, with what came of it. */
export const CapabilityTest = z.object({
  capability: z.enum(["generation", ...Capabilities.keyof().options]),
  found: Finding,
  /** What the provider did, in a sentence. */
  detail: z.string(),
  latencyMs: z.number().nullable(),
});
export type CapabilityTest = z.infer<typeof CapabilityTest>;

export const ConnectionTest = z.object({
  provider: ProviderName,
  model: z.string(),
  simulated: z.boolean(),
  reachable: z.boolean(),
  /** Round trip of asking for the list of models, in milliseconds. */
  latencyMs: z.number().nullable(),
  models: z.array(z.string()).nullable(),
  detail: z.string().nullable(),
  tests: z.array(CapabilityTest),
  /** Calls and tokens that the test took; tokens are null where the provider told none. */
  calls: z.number().int(),
  testedAt: Time,
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** US dollars per million tokens. */
const usdPerMillion = z.number().min(0).max(100_000);

/** One line of the own price table: holds from its day until a newer one does. */
export const NewPriceEntry = z.object({
  provider: ProviderName.exclude(["simulator"]),
  model: text(200),
  inputUsd: usdPerMillion,
  /** Input read from the provider's cache; null: the same as other input. */
  cachedInputUsd: usdPerMillion.nullable().default(null),
  outputUsd: usdPerMillion,
  validFrom: z.iso.date(),
});
export type NewPriceEntry = z.infer<typeof NewPriceEntry>;

export const PriceEntry = NewPriceEntry.extend({ id: Id, createdAt: Time });
export type PriceEntry = z.infer<typeof PriceEntry>;

/** The price that holds today for a model in use. */
export const CurrentPrice = z.object({
  provider: ProviderName,
  model: z.string(),
  /** Null: unknown, so the cost of its calls is unknown. */
  price: z
    .object({
      input: z.number(),
      cachedInput: z.number(),
      output: z.number(),
      source: z.enum(["own table", "built-in list", "simulator"]),
      validFrom: z.string().nullable(),
    })
    .nullable(),
});
export type CurrentPrice = z.infer<typeof CurrentPrice>;

export const PriceTable = z.object({ entries: z.array(PriceEntry), current: z.array(CurrentPrice) });
export type PriceTable = z.infer<typeof PriceTable>;

/** Which model to try; null is the one of the environment. */
export const ConnectionTestRequest = z.object({ choice: ModelChoice.nullable().default(null) });
export type ConnectionTestRequest = z.infer<typeof ConnectionTestRequest>;

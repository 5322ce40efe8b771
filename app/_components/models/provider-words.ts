import { formatNumber } from "@/app/_components/ui/number";
import type { CapabilityTest, ConnectionTest, Finding, ProviderName } from "@/lib/contracts/models";

export const PROVIDER_NAMES: Record<ProviderName, string> = {
  openai: "OpenAI or compatible",
  ollama: "Ollama",
  anthropic: "Anthropic",
  simulator: "Simulator",
};

export const CAPABILITY_NAMES: Record<CapabilityTest["capability"], string> = {
  generation: "Answers",
  tokenLogprobs: "Token log-probs",
  jsonSchema: "JSON by schema",
  streaming: "Streaming",
  embeddings: "Embeddings",
  scoring: "Scoring of a given text",
};

export const FINDING_WORDS: Record<Finding, string> = { yes: "yes", no: "no", unknown: "not known" };

/**
 * @param calls Whole number.
 * @example
 * callWords(1); // => "1 call"
 */
export const callWords = (calls: number) => `${formatNumber(calls)} ${calls === 1 ? "call" : "calls"}`;

/**
 * @param count Whole number of models.
 * @example
 * modelCountWords(2); // => "lists 2 models"
 */
export const modelCountWords = (count: number) =>
  `lists ${formatNumber(count)} ${count === 1 ? "model" : "models"}`;

/**
 * The result of a connection test in one sentence, for a reader who hears it.
 *
 * @returns The capabilities that were found, told apart from those that are only not known.
 */
export function testSentence({ provider, model, reachable, tests }: ConnectionTest): string {
  const named = (found: Finding) =>
    tests.filter((test) => test.found === found).map(({ capability }) => CAPABILITY_NAMES[capability]);
  const parts = [
    { words: "found", names: named("yes") },
    { words: "not there", names: named("no") },
    { words: "not known", names: named("unknown") },
  ].flatMap(({ words, names }) => (names.length === 0 ? [] : [`${words}: ${names.join(", ")}`]));
  const reached = reachable ? "reachable" : "not reachable";
  return `${PROVIDER_NAMES[provider]}, ${model}: ${[reached, ...parts].join("; ")}.`;
}

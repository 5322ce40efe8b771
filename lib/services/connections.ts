import { z } from "zod";
import type { Context } from "@/lib/context";
import type { CapabilityTest, ConnectionTest, Finding, ModelChoice } from "@/lib/contracts/models";
import { hashToSeed } from "@/lib/engine/random";
import { type AppError, isAppError } from "@/lib/errors";
import type { GenerateOptions, GenerateRequest, Generation, LanguageModel } from "@/lib/llm/language-model";

const STATUS_TIMEOUT_MS = 10_000;
const TEST_TIMEOUT_MS = 60_000;
/** Enough for a reasoning model to think before it says a word. */
const TEST_TOKENS = 400;

const question = [
  { role: "system", content: "You answer in one short sentence." },
  { role: "user", content: "Say that the connection works." },
] as const;

/** The question says nothing of JSON, so an answer that fits comes of the schema alone. */
const Answer = z.strictObject({ works: z.boolean() });
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["works"],
  properties: { works: { type: "boolean" } },
};

/**
 * Tries a model out: asks for the list of models, then makes one small call for each capability. What is
 * told is what happened, never what the provider is known for. A model that does not answer at all is
 * asked nothing further.
 *
 * @param choice Null for the model of the environment.
 * @returns `calls` are the requests that were made beside the one for the list.
 * @throws {AppError} `unavailable` if the provider is not set up.
 */
export async function testConnection(ctx: Context, choice: ModelChoice | null): Promise<ConnectionTest> {
  const model = ctx.models.of(choice);
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(TEST_TIMEOUT_MS)]);
  const status = await model.status({
    signal: AbortSignal.any([signal, AbortSignal.timeout(STATUS_TIMEOUT_MS)]),
  });
  const trial: Trial = { model, signal, calls: 0 };
  const tests = status.reachable
    ? await tryAll(trial)
    : notTried(["generation", ...furtherCapabilities], "the provider is not reachable");
  return {
    provider: model.provider,
    model: model.model,
    simulated: model.simulated,
    reachable: status.reachable,
    latencyMs: status.latencyMs,
    models: status.models && [...status.models],
    detail: status.detail,
    tests,
    calls: trial.calls,
    testedAt: ctx.now().toISOString(),
  };
}

interface Trial {
  model: LanguageModel;
  signal: AbortSignal;
  /** Requests made so far. */
  calls: number;
}

type Capability = CapabilityTest["capability"];

const furtherCapabilities = ["tokenLogprobs", "jsonSchema", "streaming", "scoring", "embeddings"] as const;

async function tryAll(trial: Trial): Promise<CapabilityTest[]> {
  const first = await generation(trial);
  if (first.some(({ capability, found }) => capability === "generation" && found !== "yes")) {
    return [...first, ...notTried(furtherCapabilities, "it gave no answer")];
  }
  const tests = first;
  // One after another: some servers hold one model and answer one call at a time.
  for (const test of [jsonSchema, streaming, scoring, embeddings]) tests.push(await test(trial));
  return tests;
}

const notTried = (capabilities: readonly Capability[], why: string): CapabilityTest[] =>
  capabilities.map((capability) => outcome(capability, "unknown", `Not tried: ${why}.`));

const plain: GenerateRequest = {
  messages: question,
  temperature: 0,
  maxTokens: TEST_TOKENS,
  seed: hashToSeed("connection test"),
  logprobs: false,
};

async function ask(
  trial: Trial,
  request: GenerateRequest,
  options: GenerateOptions = {},
): Promise<Generation> {
  const answer = await trial.model.generate(request, { ...options, signal: trial.signal });
  trial.calls += answer.attempts;
  return answer;
}

async function generation(trial: Trial): Promise<CapabilityTest[]> {
  try {
    const { text, tokens, latencyMs } = await ask(trial, { ...plain, logprobs: true });
    return [
      outcome("generation", "yes", `It answered “${shown(text)}”.`, latencyMs),
      tokens === null
        ? outcome("tokenLogprobs", "no", "Its answer came without log-probs.")
        : outcome("tokenLogprobs", "yes", `It gave log-probs of ${tokens.length} tokens.`, latencyMs),
    ];
  } catch (error) {
    return [failure("generation", error, trial)];
  }
}

async function jsonSchema(trial: Trial): Promise<CapabilityTest> {
  try {
    const { text, latencyMs } = await ask(trial, { ...plain, json: { name: "connection_test", schema } });
    const fits = Answer.safeParse(JSON.parse(text)).success;
    const held = trial.model.capabilities.jsonSchema;
    const how = !fits
      ? "which does not fit the schema that it was given"
      : held === "yes"
        ? "held to the schema by the server"
        : "which fits the schema; the server itself does not hold it to it";
    return outcome("jsonSchema", fits ? held : "no", `It answered ${shown(text)}, ${how}.`, latencyMs);
  } catch (error) {
    return failure("jsonSchema", error, trial);
  }
}

async function streaming(trial: Trial): Promise<CapabilityTest> {
  let pieces = 0;
  const onText = () => {
    pieces += 1;
  };
  const onRestart = () => {
    pieces = 0;
  };
  try {
    const { firstTokenMs, latencyMs } = await ask(trial, plain, { onText, onRestart });
    if (firstTokenMs === null) return outcome("streaming", "no", "It sent the answer whole.", latencyMs);
    const told = `${pieces} ${pieces === 1 ? "piece" : "pieces"}, the first after ${firstTokenMs} ms.`;
    return outcome("streaming", "yes", told, latencyMs);
  } catch (error) {
    return failure("streaming", error, trial);
  }
}

async function scoring(trial: Trial): Promise<CapabilityTest> {
  const { model, signal } = trial;
  try {
    const scored = await model.score({ messages: question, text: "The connection works." }, { signal });
    trial.calls += scored.attempts;
    const how = scored.rendering === "template" ? "by its chat template" : "with the roles in plain words";
    const told = `It scored ${scored.tokens.length} tokens of a given text, ${how}.`;
    return outcome("scoring", "yes", told, scored.latencyMs);
  } catch (error) {
    return failure("scoring", error, trial);
  }
}

async function embeddings(trial: Trial): Promise<CapabilityTest> {
  const { model, signal } = trial;
  try {
    const embedded = await model.embed(["The connection works."], { signal });
    trial.calls += embedded.attempts;
    const told = `${embedded.model} gave a vector of ${embedded.vectors[0]?.length ?? 0} numbers.`;
    return outcome("embeddings", "yes", told, embedded.latencyMs);
  } catch (error) {
    return failure("embeddings", error, trial);
  }
}

const outcome = (
  capability: Capability,
  found: Finding,
  detail: string,
  latencyMs: number | null = null,
): CapabilityTest => ({ capability, found, detail, latencyMs });

/** @throws what is a defect of our own. */
function failure(capability: Capability, error: unknown, trial: Trial): CapabilityTest {
  if (!isAppError(error)) throw error;
  trial.calls += Number(error.extra.attempts ?? 0);
  const detail =
    error.extra.kind === "cancelled"
      ? `Not finished: the whole test may take ${TEST_TIMEOUT_MS / 1000} s.`
      : error.message;
  return outcome(capability, capability !== "generation" && saysNo(error) ? "no" : "unknown", detail);
}

/**
 * Whether the server refused what was asked for; trouble on the way, or a model that declined, says nothing
 * about the capability. Read from `extra`: bundles hold different copies of the class of the cause.
 */
const saysNo = ({ extra: { kind, status } }: AppError): boolean =>
  kind === "unsupported" || (kind === "refused" && typeof status === "number" && status >= 400);

const MOST_SHOWN = 80;

function shown(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}…` : line;
}

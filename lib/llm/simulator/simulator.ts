import { hashToSeed } from "@/lib/engine/random";
import { reasonsJson } from "@/lib/engine/reasons";
import { proposalJson } from "@/lib/engine/rewriting/proposal";
import { AppError } from "@/lib/errors";
import {
  type CallOptions,
  type Capabilities,
  type GenerateRequest,
  type Generation,
  type LanguageModel,
  ProviderError,
} from "@/lib/llm/language-model";
import { type Block, blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { draftReply, emailKey } from "@/lib/llm/simulator/drafter";
import { giveReasons } from "@/lib/llm/simulator/reason-giver";
import { rewritePrompt } from "@/lib/llm/simulator/rewriter";
import { createSampler } from "@/lib/llm/simulator/sampler";
import { supportTokenModel } from "@/lib/llm/simulator/token-model";
import { tokenize } from "@/lib/llm/simulator/tokens";

interface SimulatorOptions {
  /** Two simulators of one seed answer alike. */
  seed: number;
  /** Waited before each answer, in milliseconds; 0 unless told. */
  latencyMs?: number;
  /** Waits; rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const MODEL = "simulator-1";

const capabilities: Capabilities = {
  tokenLogprobs: true,
  jsonSchema: true,
  embeddings: false,
  scoring: false,
  streaming: false,
};

/**
 * The built-in model: it drafts replies, explains them and rewrites prompts by rules that it reads
 * from its messages, so that the whole product runs with no provider and no key.
 *
 * It knows no more than a real model would: the messages. Its words are a function of its seed and
 * the request; at temperature 0 the request's seed changes nothing. Its log-probs come from an
 * n-gram model over a corpus of support mail, and say nothing about any other model.
 *
 * @throws {RangeError} if `seed` is not finite or `latencyMs` is negative.
 */
export function createSimulator({ seed, latencyMs = 0, sleep }: SimulatorOptions): LanguageModel {
  if (!Number.isFinite(seed)) throw new RangeError(`the simulator's seed must be finite, got ${seed}`);
  if (!(latencyMs >= 0)) throw new RangeError(`latencyMs must be zero or more, got ${latencyMs}`);

  return {
    provider: "simulator",
    model: MODEL,
    simulated: true,
    capabilities,
    generate: async (request, { signal } = {}) => {
      const startedAt = performance.now();
      await wait(latencyMs, sleep, signal);
      const answer = answerTo(request, seed);
      return generation(request, answer, Math.round(performance.now() - startedAt));
    },
    status: async () => ({
      provider: "simulator",
      model: MODEL,
      simulated: true,
      reachable: true,
      latencyMs: 0,
      capabilities,
      models: [MODEL],
      detail: null,
    }),
  };
}

async function wait(
  ms: number,
  sleep: SimulatorOptions["sleep"],
  signal: CallOptions["signal"],
): Promise<void> {
  refuseIfCancelled(signal);
  if (ms === 0) return;
  try {
    await sleep(ms, signal);
  } catch (error) {
    refuseIfCancelled(signal);
    throw error;
  }
  refuseIfCancelled(signal);
}

function refuseIfCancelled(signal: CallOptions["signal"]): void {
  if (signal?.aborted)
    throw failed(new ProviderError("cancelled", "the call was cancelled", { retryable: false }));
}

function failed(cause: ProviderError): AppError {
  return new AppError("provider_failed", `simulator: ${cause.message}`, { cause });
}

type Task = "draft" | "reasons" | "rewriting";

function answerTo(request: GenerateRequest, seed: number): string {
  const system = textOf(request, "system");
  const user = textOf(request, "user");
  const blocks = blocksOf(user);
  const task = taskOf(request, blocks);
  const email = blockContent(blocks, "email") ?? user;
  if (task === "reasons") return giveReasons(email, blockContent(blocks, "reply") ?? "");

  const subject = task === "draft" ? emailKey(email) : hashToSeed("rewriting", system, user);
  const sampler = createSampler({
    seed,
    requestSeed: request.seed,
    temperature: request.temperature,
    subject,
  });
  return task === "draft" ? draftReply(system, email, sampler) : rewritePrompt(system, user, sampler);
}

/** What is asked for, by the contract of the JSON or else by the blocks that are there. */
function taskOf({ json }: GenerateRequest, blocks: readonly Block[]): Task {
  if (json !== undefined) {
    if (json.name === reasonsJson.name) return "reasons";
    if (json.name === proposalJson.name) return "rewriting";
    throw failed(
      new ProviderError("refused", `it knows no JSON schema named ${json.name}`, { retryable: false }),
    );
  }
  const tags = new Set(blocks.map(({ tag }) => tag));
  if (tags.has("current_prompt")) return "rewriting";
  return tags.has("reply") && tags.has("email") ? "reasons" : "draft";
}

function textOf({ messages }: GenerateRequest, role: "system" | "user"): string {
  return messages
    .filter((message) => message.role === role)
    .map(({ content }) => content)
    .join("\n\n");
}

function generation(request: GenerateRequest, answer: string, latencyMs: number): Generation {
  const inputs = request.messages.map(({ content }) => content);
  const allTokens = tokenize(answer);
  const tokens = allTokens.slice(0, request.maxTokens);
  return {
    text: tokens.join(""),
    tokens: request.logprobs ? supportTokenModel().score(tokens, inputs) : null,
    finishReason: tokens.length < allTokens.length ? "length" : "stop",
    usage: {
      inputTokens: inputs.reduce((count, input) => count + tokenize(input).length, 0),
      outputTokens: tokens.length,
      cachedInputTokens: 0,
    },
    model: MODEL,
    latencyMs,
    attempts: 1,
  };
}

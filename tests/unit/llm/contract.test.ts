import { describe, it } from "vitest";
import { createAnthropicModel } from "@/lib/llm/anthropic/model";
import { createCalls } from "@/lib/llm/calls";
import { createOllamaModel } from "@/lib/llm/ollama/model";
import { createOpenAiModel } from "@/lib/llm/openai/model";
import { sleep } from "@/lib/llm/retry";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import { startFakeAnthropic } from "@/tests/fakes/anthropic-server";
import { startFakeOllama } from "@/tests/fakes/ollama-server";
import { startFakeOpenAi } from "@/tests/fakes/openai-server";
import { absence } from "@/tests/fakes/tiny-llama/model";
import { startTinyLlama } from "@/tests/fakes/tiny-llama/server";
import { describeContract, type Expected, type SubjectOptions } from "./contract";

const able: Expected = {
  tokenLogprobs: "yes",
  jsonSchema: "yes",
  streaming: "yes",
  embeddings: "yes",
  scoring: "yes",
  repeatable: true,
  timesOut: true,
};

function shared({ totalMs = 20_000 }: SubjectOptions) {
  const now = () => new Date();
  return {
    now,
    timeouts: { connectMs: 5_000, firstTokenMs: 20_000, totalMs },
    calls: createCalls("The server", {
      concurrency: 2,
      sleep: (ms, signal) => sleep(Math.min(ms, 5), signal),
      random: () => 0.5,
      now,
    }),
  };
}

/** Slower than the contract waits for. */
const script = (slow: boolean | undefined) => (slow ? [{ kind: "drip", everyMs: 150 } as const] : []);

/** The same, or an answer that the server ended at its limit of tokens. */
const scriptOf = ({ slow, maxTokens }: SubjectOptions, reason: string) =>
  maxTokens === undefined
    ? script(slow)
    : [{ kind: "finish", reason, text: "Hello ".repeat(maxTokens).trim() } as const];

describeContract("OpenAI's protocol", async (options = {}) => {
  const server = await startFakeOpenAi({ script: script(options.slow) });
  const settings = {
    baseUrl: server.url,
    apiKey: "key",
    model: "fake-model",
    embeddingModel: "fake-embedder",
  };
  return {
    model: createOpenAiModel({ ...shared(options), ...settings }),
    expected: able,
    close: server.close,
  };
});

describeContract("OpenAI's protocol, of a model that reasons", async (options = {}) => {
  const unsupported = ["max_tokens", "temperature", "logprobs"];
  const server = await startFakeOpenAi({
    // Each refusal is an answer of the script's too.
    script: options.slow ? [null, null, null, ...script(true)] : [],
    unsupported,
    without: ["completions", "embeddings", "template"],
  });
  const settings = { baseUrl: server.url, apiKey: "key", model: "fake-model", embeddingModel: null };
  const expected: Expected = { ...able, tokenLogprobs: "no", embeddings: "no", scoring: "no" };
  return { model: createOpenAiModel({ ...shared(options), ...settings }), expected, close: server.close };
});

describeContract("Ollama's protocol", async (options = {}) => {
  const server = await startFakeOllama({
    script: scriptOf(options, "length"),
    models: ["fake-model", "fake-embedder"],
  });
  const settings = { host: server.url, model: "fake-model", embeddingModel: "fake-embedder" };
  const expected: Expected = { ...able, scoring: "no" };
  return { model: createOllamaModel({ ...shared(options), ...settings }), expected, close: server.close };
});

describeContract("Anthropic's protocol", async (options = {}) => {
  const server = await startFakeAnthropic({ script: scriptOf(options, "max_tokens") });
  const settings = { baseUrl: server.url, apiKey: "key", model: "fake-model" };
  const expected: Expected = {
    ...able,
    tokenLogprobs: "no",
    embeddings: "no",
    scoring: "no",
    repeatable: false,
  };
  return { model: createAnthropicModel({ ...shared(options), ...settings }), expected, close: server.close };
});

describeContract("the simulator", async (options = {}) => {
  const { calls } = shared(options);
  const latencyMs = options.slow ? 5_000 : 0;
  const settings = { seed: 1, latencyMs, faultRate: 0, world: "support" };
  const model = createSimulator({ ...settings, calls, sleep: async (ms, signal) => sleep(ms, signal) });
  // Only what it says itself can be held against it: it has no server to find out about.
  const { tokenLogprobs, embeddings, scoring } = model.capabilities;
  const expected: Expected = { ...able, tokenLogprobs, embeddings, scoring, timesOut: false };
  return { model, expected, close: async () => {} };
});

if (absence === null) {
  describeContract("a real model behind OpenAI's protocol", async (options = {}) => {
    const server = await startTinyLlama();
    const settings = {
      baseUrl: server.url,
      apiKey: null,
      model: "stories260K",
      embeddingModel: "stories260K",
    };
    const expected: Expected = { ...able, jsonSchema: "no" };
    return { model: createOpenAiModel({ ...shared(options), ...settings }), expected, close: server.close };
  });
} else {
  console.warn(absence);
}

const {
  TEST_OPENAI_BASE_URL: baseUrl,
  TEST_OPENAI_MODEL: model = "default",
  TEST_OPENAI_API_KEY,
} = process.env;
if (baseUrl) {
  describeContract(`the server at ${baseUrl}`, async (options = {}) => {
    const settings = { baseUrl, apiKey: TEST_OPENAI_API_KEY ?? null, model, embeddingModel: null };
    const expected: Expected = {
      ...able,
      tokenLogprobs: "unknown",
      jsonSchema: "unknown",
      streaming: "unknown",
      embeddings: "no",
      scoring: "unknown",
    };
    return { model: createOpenAiModel({ ...shared(options), ...settings }), expected, close: async () => {} };
  });
} else {
  describe("the contract of a language model: a server of your own", () => {
    it.skip("is not run: TEST_OPENAI_BASE_URL is not set", () => {});
  });
  console.info("TEST_OPENAI_BASE_URL is not set, so the contract is not run against a server of your own.");
}

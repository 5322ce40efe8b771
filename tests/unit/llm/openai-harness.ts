import { afterEach, expect } from "vitest";
import { type CallSettings, createCalls } from "@/lib/llm/calls";
import type { GenerateRequest } from "@/lib/llm/language-model";
import { createOpenAiModel, type OpenAiOptions } from "@/lib/llm/openai/model";
import { type FakeOpenAi, type FakeOptions, startFakeOpenAi } from "@/tests/fakes/openai-server";

export const noon = new Date("2026-03-01T12:00:00.000Z");
export const key = "sk-test-0123456789abcdef";

const open: FakeOpenAi[] = [];

/** A fake server that is closed after the test. */
export async function fake(options?: FakeOptions): Promise<FakeOpenAi> {
  const server = await startFakeOpenAi(options);
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The product's model on a server, with waits recorded instead of waited. Half of each jitter is drawn. */
export function modelOn(
  baseUrl: string,
  { retry, breaker, concurrency = 4, sleep, ...options }: Partial<OpenAiOptions & CallSettings> = {},
) {
  const waits: number[] = [];
  const calls = createCalls("The OpenAI-compatible server", {
    retry,
    breaker,
    concurrency,
    sleep: sleep ?? (async (ms) => void waits.push(ms)),
    random: () => 0.5,
    now: () => noon,
  });
  const model = createOpenAiModel({
    baseUrl,
    apiKey: key,
    model: "fake-model",
    embeddingModel: null,
    timeouts: { connectMs: 2_000, firstTokenMs: 2_000, totalMs: 5_000 },
    now: () => noon,
    calls,
    ...options,
  });
  return { model, waits };
}

export function request(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    messages: [
      { role: "system", content: "Write a short and friendly reply." },
      { role: "user", content: "From: Ann <ann@example.org>\nSubject: Refund\n\nWhere is my refund?" },
    ],
    temperature: 0.7,
    maxTokens: 200,
    seed: 42,
    logprobs: true,
    ...changes,
  };
}

export const json = {
  name: "reasons",
  schema: {
    type: "object",
    additionalProperties: false,
    required: ["reasons", "confidence", "kind"],
    properties: {
      reasons: { type: "array", minItems: 2, maxItems: 2, items: { type: "string" } },
      confidence: { type: "number", minimum: 0, maximum: 1 },
      kind: { type: "string", enum: ["short", "long"] },
    },
  },
};

export async function thrown(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("expected a failure"),
    (error: unknown) => error,
  );
}

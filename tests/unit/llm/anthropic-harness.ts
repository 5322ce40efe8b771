import { afterEach, expect } from "vitest";
import { type AnthropicOptions, createAnthropicModel } from "@/lib/llm/anthropic/model";
import { type CallSettings, createCalls } from "@/lib/llm/calls";
import type { GenerateOptions, GenerateRequest } from "@/lib/llm/language-model";
import {
  type FakeAnthropic,
  type FakeOptions,
  type Fault,
  startFakeAnthropic,
} from "@/tests/fakes/anthropic-server";

export const noon = new Date("2026-03-01T12:00:00.000Z");
export const key = "sk-ant-api03-0123456789abcdef";

const open: FakeAnthropic[] = [];

/** A fake server that is closed after the test. */
export async function fake(options?: FakeOptions): Promise<FakeAnthropic> {
  const server = await startFakeAnthropic(options);
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The product's model on a server, with waits recorded instead of waited. Half of each jitter is drawn. */
export function modelOn(
  baseUrl: string,
  { retry, breaker, concurrency = 4, sleep, ...options }: Partial<AnthropicOptions & CallSettings> = {},
) {
  const waits: number[] = [];
  const calls = createCalls("Anthropic", {
    retry,
    breaker,
    concurrency,
    sleep: sleep ?? (async (ms) => void waits.push(ms)),
    random: () => 0.5,
    now: () => noon,
  });
  const model = createAnthropicModel({
    baseUrl,
    apiKey: key,
    model: "fake-model",
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

/** Options of a streamed call, and what it was told: the pieces since the last restart. */
export function listener() {
  const heard = { pieces: [] as string[], restarts: 0 };
  const options: GenerateOptions = {
    onText: (piece) => void heard.pieces.push(piece),
    onRestart: () => {
      heard.pieces = [];
      heard.restarts += 1;
    },
  };
  return { heard, options };
}

export async function thrown(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("expected a failure"),
    (error: unknown) => error,
  );
}

export const status = (code: number, headers?: Record<string, string>, body?: unknown): Fault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
/** The body of an error. */
export const said = (type: string, message: string, details?: object) => ({
  type: "error",
  error: { type, message, details },
});
/** A stream of these events; a string stands for itself. */
export const events = (...parts: unknown[]): Fault => ({
  kind: "body",
  raw: parts
    .map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`)
    .join(""),
  contentType: "text/event-stream",
});

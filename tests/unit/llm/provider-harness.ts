import { afterEach, expect } from "vitest";
import { type CallSettings, type Calls, createCalls } from "@/lib/llm/calls";
import type { GenerateOptions, GenerateRequest } from "@/lib/llm/language-model";

export const noon = new Date("2026-03-01T12:00:00.000Z");

export const timeouts = { connectMs: 2_000, firstTokenMs: 2_000, totalMs: 5_000 };

interface Closable {
  close(): Promise<void>;
}
const open: Closable[] = [];

/** Closes a server after the test. */
export function closedAfter<T extends Closable>(server: T): T {
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The one way in which calls are made, with waits recorded instead of waited. Half of each jitter is drawn. */
export function recordedCalls(
  name: string,
  { retry, breaker, concurrency = 4, sleep }: Partial<CallSettings>,
): { calls: Calls; waits: number[] } {
  const waits: number[] = [];
  const calls = createCalls(name, {
    retry,
    breaker,
    concurrency,
    sleep: sleep ?? (async (ms) => void waits.push(ms)),
    random: () => 0.5,
    now: () => noon,
  });
  return { calls, waits };
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

import { afterEach } from "vitest";
import { type CallSettings, createCalls } from "@/lib/llm/calls";
import { createOllamaModel, type OllamaOptions } from "@/lib/llm/ollama/model";
import { type FakeOllama, type OllamaFakeOptions, startFakeOllama } from "@/tests/fakes/ollama-server";
import { noon } from "./openai-harness";

export { json, noon, request, thrown } from "./openai-harness";

const open: FakeOllama[] = [];

/** A fake server that is closed after the test. */
export async function fake(options?: OllamaFakeOptions): Promise<FakeOllama> {
  const server = await startFakeOllama(options);
  open.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** The product's model on a server, with waits recorded instead of waited. Half of each jitter is drawn. */
export function modelOn(
  host: string,
  { retry, breaker, concurrency = 4, sleep, ...options }: Partial<OllamaOptions & CallSettings> = {},
) {
  const waits: number[] = [];
  const calls = createCalls("The Ollama server", {
    retry,
    breaker,
    concurrency,
    sleep: sleep ?? (async (ms) => void waits.push(ms)),
    random: () => 0.5,
    now: () => noon,
  });
  const model = createOllamaModel({
    host,
    model: "fake-model",
    embeddingModel: null,
    timeouts: { connectMs: 2_000, firstTokenMs: 2_000, totalMs: 5_000 },
    now: () => noon,
    calls,
    ...options,
  });
  return { model, waits, calls };
}

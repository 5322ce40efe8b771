import type { CallSettings } from "@/lib/llm/calls";
import { createOllamaModel, type OllamaOptions } from "@/lib/llm/ollama/model";
import { type FakeOllama, type OllamaFakeOptions, startFakeOllama } from "@/tests/fakes/ollama-server";
import { closedAfter, noon, recordedCalls, timeouts } from "./provider-harness";

export { json, noon, request, thrown } from "./provider-harness";

/** A fake server that is closed after the test. */
export const fake = async (options?: OllamaFakeOptions): Promise<FakeOllama> =>
  closedAfter(await startFakeOllama(options));

/** The product's model on a server, with waits recorded instead of waited. */
export function modelOn(
  host: string,
  { retry, breaker, concurrency, sleep, ...options }: Partial<OllamaOptions & CallSettings> = {},
) {
  const { calls, waits } = recordedCalls("The Ollama server", { retry, breaker, concurrency, sleep });
  const model = createOllamaModel({
    host,
    model: "fake-model",
    embeddingModel: null,
    timeouts,
    now: () => noon,
    calls,
    ...options,
  });
  return { model, waits, calls };
}

import type { CallSettings } from "@/lib/llm/calls";
import { createOpenAiModel, type OpenAiOptions } from "@/lib/llm/openai/model";
import { type FakeOpenAi, type FakeOptions, startFakeOpenAi } from "@/tests/fakes/openai-server";
import { closedAfter, noon, recordedCalls, timeouts } from "./provider-harness";

export { json, noon, request, thrown } from "./provider-harness";

export const key = "sk-test-0123456789abcdef";

/** A fake server that is closed after the test. */
export const fake = async (options?: FakeOptions): Promise<FakeOpenAi> =>
  closedAfter(await startFakeOpenAi(options));

/** The product's model on a server, with waits recorded instead of waited. */
export function modelOn(
  baseUrl: string,
  { retry, breaker, concurrency, sleep, ...options }: Partial<OpenAiOptions & CallSettings> = {},
) {
  const { calls, waits } = recordedCalls("The OpenAI-compatible server", {
    retry,
    breaker,
    concurrency,
    sleep,
  });
  const model = createOpenAiModel({
    baseUrl,
    apiKey: key,
    model: "fake-model",
    embeddingModel: null,
    timeouts,
    now: () => noon,
    calls,
    ...options,
  });
  return { model, waits };
}

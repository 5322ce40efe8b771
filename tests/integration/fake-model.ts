import { createCalls } from "@/lib/llm/calls";
import type { LanguageModel } from "@/lib/llm/language-model";
import { createOpenAiModel, type OpenAiOptions } from "@/lib/llm/openai/model";
import { type FakeOpenAi, type FakeOptions, startFakeOpenAi } from "@/tests/fakes/openai-server";
import { afterTest } from "./stores";

/** The product's OpenAI provider on a fake server. Waits between attempts are recorded, not waited. */
export async function fakeModel(
  options: FakeOptions = {},
  changes: Partial<OpenAiOptions> = {},
): Promise<{ server: FakeOpenAi; model: LanguageModel; waits: number[] }> {
  const server = await startFakeOpenAi(options);
  afterTest(() => server.close());
  const waits: number[] = [];
  const now = () => new Date("2026-03-01T12:00:00.000Z");
  const model = createOpenAiModel({
    baseUrl: server.url,
    apiKey: null,
    model: "fake-model",
    embeddingModel: null,
    timeouts: { connectMs: 20_000, firstTokenMs: 20_000, totalMs: 30_000 },
    calls: createCalls("The OpenAI-compatible server", {
      concurrency: 4,
      sleep: async (ms) => void waits.push(ms),
      random: () => 0.5,
      now,
    }),
    now,
    ...changes,
  });
  return { server, model, waits };
}

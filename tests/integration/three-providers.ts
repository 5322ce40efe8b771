import type { ProviderName } from "@/lib/contracts/models";
import { createAnthropicModel } from "@/lib/llm/anthropic/model";
import { createCalls } from "@/lib/llm/calls";
import type { BreakerSettings } from "@/lib/llm/circuit-breaker";
import { createModels, type Models, type ProviderEntry } from "@/lib/llm/models";
import { createOllamaModel } from "@/lib/llm/ollama/model";
import { createOpenAiModel } from "@/lib/llm/openai/model";
import { defaultLab } from "@/lib/services/default-lab";
import { startFakeAnthropic } from "@/tests/fakes/anthropic-server";
import { startFakeOllama } from "@/tests/fakes/ollama-server";
import { startFakeOpenAi } from "@/tests/fakes/openai-server";
import { betterPrompts, LESSON } from "./shop-model";
import { afterTest } from "./stores";

interface Schema {
  properties?: Record<string, unknown>;
}

/**
 * What a server of that name answers, whatever its protocol: proposals that carry the lesson, reasons, the
 * team's own reply to a prompt with the lesson, and to any other a dull one that names the server.
 */
export function shopServer(name: string) {
  let proposals = 0;
  let replies = 0;
  return (messages: readonly { role: string; content: string }[], schema: Schema | undefined): string => {
    if (schema?.properties && "prompt" in schema.properties) {
      const prompt = betterPrompts[proposals++ % betterPrompts.length];
      return JSON.stringify({ prompt, changes: [{ change: "asks for more", because: [1] }] });
    }
    const reasons = ["greets by name", `writes as ${name} does`].map((text) => ({ text, confidence: 0.5 }));
    if (schema) return JSON.stringify({ reasons });
    const [system = "", user = ""] = messages.map(({ content }) => content);
    const email = defaultLab.emails.find(({ body }) => user.includes(body.trim()));
    if (system.includes(LESSON) && email) return email.reply;
    return `Hello from ${name}, reply ${replies++}.`;
  };
}

export const timeouts = { connectMs: 5_000, firstTokenMs: 10_000, totalMs: 10_000 };

/** Waits between tries are not waited. */
export const promptCalls = (name: string, breaker?: BreakerSettings) =>
  createCalls(name, {
    concurrency: 4,
    sleep: async () => {},
    random: () => 0.5,
    now: () => new Date(),
    breaker,
  });

/** Three fakes, and the processes that are set up for all of them or for some. */
export async function threeProviders() {
  const [answers, replies, messages] = [shopServer("OpenAI"), shopServer("Ollama"), shopServer("Anthropic")];
  const openai = await startFakeOpenAi({
    respond: (request) => answers(request.messages, request.response_format?.json_schema?.schema),
  });
  const ollama = await startFakeOllama({ respond: (request) => replies(request.messages, request.format) });
  const anthropic = await startFakeAnthropic({
    respond: ({ system = "", messages: turns, output_config }) =>
      messages([{ role: "system", content: system }, ...turns], output_config?.format.schema),
  });
  for (const server of [openai, ollama, anthropic]) afterTest(() => server.close());
  const now = () => new Date();
  const shared = { timeouts, now, embeddingModel: null, apiKey: null };

  /** As a process that was started with these providers alone, the first being the default. */
  function processWith(...names: [ProviderName, ...ProviderName[]]): Models {
    const [openaiCalls, ollamaCalls, anthropicCalls] = ["OpenAI", "Ollama", "Anthropic"].map((name) =>
      promptCalls(name),
    );
    if (!openaiCalls || !ollamaCalls || !anthropicCalls) throw new Error("three were made");
    const entry = (provider: ProviderName, open: ProviderEntry["open"]): ProviderEntry => ({
      provider,
      model: "fake-model",
      simulated: false,
      open,
    });
    const entries = [
      entry("openai", (model) =>
        createOpenAiModel({ ...shared, baseUrl: openai.url, model, calls: openaiCalls }),
      ),
      entry("ollama", (model) =>
        createOllamaModel({ ...shared, host: ollama.url, model, calls: ollamaCalls }),
      ),
      entry("anthropic", (model) =>
        createAnthropicModel({ ...shared, baseUrl: anthropic.url, model, calls: anthropicCalls }),
      ),
    ];
    const chosen = entries.filter(({ provider }) => names.includes(provider));
    return createModels(chosen, names[0]);
  }

  return { openai, ollama, anthropic, processWith };
}

/** Requests for text that a server has had. */
export const asked = (server: { requests: readonly { method: string }[] }) =>
  server.requests.filter(({ method }) => method === "POST").length;

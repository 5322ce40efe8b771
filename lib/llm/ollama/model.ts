import type { Calls } from "../calls";
import {
  type Capabilities,
  type GenerateOptions,
  type GenerateRequest,
  type LanguageModel,
  ProviderError,
  type ProviderStatus,
} from "../language-model";
import { neverAsked } from "../never-asked";
import { assertUsable } from "../usable-answer";
import { type ChatBody, type ClientOptions, createOllamaClient, type OllamaClient } from "./client";
import { readStreamed } from "./stream";
import { type ChatAnswer, joinParts, readEmbeddings, readPart, readTags, readVersion } from "./wire";

export interface OllamaOptions extends ClientOptions {
  /** Model for `/api/embed`; null where none is configured. */
  embeddingModel: string | null;
  /** Shared by all models of this server. */
  calls: Calls;
}

const statusTimeoutMs = 5_000;

interface Attempt {
  answer: ChatAnswer;
  latencyMs: number;
  firstTokenMs: number | null;
}

/**
 * A model served by Ollama, over its own protocol.
 *
 * A prompt that does not fit the model's context is refused, where Ollama left to itself would cut it and
 * answer the rest. JSON is checked to parse and never repaired. Log-probs are not asked for under JSON,
 * because they are those from before the grammar was applied.
 *
 * @throws {RangeError} if the address cannot be used.
 * @see https://docs.ollama.com/api
 */
export function createOllamaModel(options: OllamaOptions): LanguageModel {
  const { model, calls, embeddingModel } = options;
  const client = createOllamaClient(options, "OLLAMA_MODEL");
  const embedder =
    embeddingModel === null
      ? null
      : createOllamaClient({ ...options, model: embeddingModel }, "OLLAMA_EMBEDDING_MODEL");
  const found: Capabilities = {
    tokenLogprobs: "unknown",
    jsonSchema: "unknown",
    streaming: "unknown",
    embeddings: embedder === null ? "no" : "unknown",
    scoring: "no",
  };

  async function attempt(
    request: GenerateRequest,
    { signal, onText }: GenerateOptions,
    count: () => void,
  ): Promise<Attempt> {
    const body = chatBody(model, request);
    count();
    const given = onText === undefined ? await whole(body, signal) : await streamed(body, onText, signal);
    assertUsable({ ...given.answer, refusal: null }, request, client);
    return given;
  }

  async function whole(body: ChatBody, signal: AbortSignal | undefined): Promise<Attempt> {
    const { value: answer, latencyMs } = await client.ask(
      (server) => server.chat({ ...body, stream: false }),
      (json) => joinParts([readPart(json)]),
      { signal },
    );
    return { answer, latencyMs, firstTokenMs: null };
  }

  async function streamed(
    body: ChatBody,
    onText: (piece: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<Attempt> {
    const { value, latencyMs } = await client.stream(
      body,
      (response, progress) => readStreamed(response, progress, onText),
      signal,
    );
    found.streaming = value.streamed ? "yes" : "no";
    return { answer: value.answer, latencyMs, firstTokenMs: value.firstTokenMs };
  }

  return {
    provider: "ollama",
    model,
    simulated: false,
    address: client.names.address,
    embeddingModel,
    get capabilities() {
      return { ...found };
    },

    async generate(request, options = {}) {
      const { value, attempts } = await calls.run((count, number) => {
        if (number > 1) options.onRestart?.();
        return attempt(request, options, count);
      }, options);
      const { answer, latencyMs, firstTokenMs } = value;
      const tokens = wantsLogprobs(request) ? answer.tokens : null;
      if (wantsLogprobs(request)) found.tokenLogprobs = tokens === null ? "no" : "yes";
      if (request.json) found.jsonSchema = "yes";
      return {
        text: answer.text,
        tokens,
        finishReason: answer.finishReason,
        usage: answer.usage,
        model: answer.model ?? model,
        latencyMs,
        firstTokenMs,
        attempts,
      };
    },

    async score() {
      throw neverAsked("Ollama does not tell the log-probs of a given text; it has no endpoint for that.");
    },

    async embed(texts, { signal, queue } = {}) {
      if (embedder === null) {
        throw neverAsked("No embedding model is configured for Ollama: set OLLAMA_EMBEDDING_MODEL.");
      }
      const { model: asked } = embedder.names;
      const { value, attempts } = await calls.run(
        async (count) => {
          count();
          // Without `truncate: false` the vector of a long text is quietly that of its beginning.
          const body = { model: asked, input: [...texts], truncate: false };
          const given = await embedder.ask(
            (server) => server.embed(body),
            (json) => readEmbeddings(json, texts.length),
            { signal },
          );
          return { ...given.value, model: given.value.model ?? asked, latencyMs: given.latencyMs };
        },
        { signal, queue },
      );
      found.embeddings = "yes";
      return { ...value, attempts };
    },

    async status({ signal } = {}) {
      const base = { provider: "ollama", model, simulated: false, capabilities: { ...found } } as const;
      const limits = { mostMs: statusTimeoutMs, signal };
      const startedAt = performance.now();
      try {
        const { value: models, latencyMs } = await client.ask((server) => server.list(), readTags, limits);
        if (!models) return { ...base, models: null, ...unlisted(null, latencyMs, client) };
        const wanting = [client, embedder].map((used) => used && missing(used, models));
        if (found.tokenLogprobs === "no") wanting.push(await withoutLogprobs(client, limits));
        const detail = wanting.filter((sentence) => sentence !== null).join(" ") || null;
        return { ...base, reachable: true, latencyMs, models, detail };
      } catch (error) {
        return {
          ...base,
          models: null,
          ...unlisted(error, Math.round(performance.now() - startedAt), client),
        };
      }
    },
  };
}

const wantsLogprobs = ({ logprobs, json }: GenerateRequest) => logprobs && json === undefined;

function chatBody(model: string, request: GenerateRequest): ChatBody {
  const { messages, temperature, seed, maxTokens, json } = request;
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    // 31 bits, because the server's engines read the seed as a signed number of 32 bits, and -1 as "random".
    options: { temperature, seed: seed & 0x7fff_ffff, num_predict: maxTokens },
    ...(json && { format: json.schema }),
    ...(wantsLogprobs(request) && { logprobs: true }),
    truncate: false,
    shift: false,
  };
}

function missing({ names: { model, modelSetting } }: OllamaClient, models: readonly string[]): string | null {
  if (models.some((name) => tagged(name) === tagged(model))) return null;
  return `The model ${model} is not among the ${models.length} that the server has. Check ${modelSetting}, or fetch it with "ollama pull ${model}".`;
}

/** The name in full: what carries no tag means `latest`. A colon may also be that of a registry's port. */
function tagged(name: string): string {
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

async function withoutLogprobs(
  client: OllamaClient,
  limits: { mostMs: number; signal: AbortSignal | undefined },
): Promise<string> {
  const version = await client
    .ask((server) => server.version(), readVersion, limits)
    .then(({ value }) => value)
    .catch((error: unknown) => {
      if (error instanceof ProviderError) return null;
      throw error;
    });
  const which = version === null ? "" : `; this one is ${client.quote(version)}`;
  return `The last answer came without log-probs that cover it. Servers tell them from 0.12.11 on${which}.`;
}

/**
 * A server that refuses to list its models is there all the same, with something wanting. One that has no
 * such list at all is not Ollama: each of its versions has one.
 */
function unlisted(
  error: unknown,
  elapsedMs: number,
  { names }: OllamaClient,
): Pick<ProviderStatus, "reachable" | "latencyMs" | "detail"> {
  const status = error instanceof ProviderError ? error.status : null;
  if (error === null || status === 404) {
    const detail = `${names.address} answered, but not with a list of models. Check OLLAMA_HOST.`;
    return { reachable: false, latencyMs: elapsedMs, detail };
  }
  const detail = error instanceof Error ? error.message : String(error);
  const reachable = status !== null && status >= 400 && status < 500;
  return { reachable, latencyMs: status === null ? null : elapsedMs, detail };
}

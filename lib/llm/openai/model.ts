import type { Calls } from "../calls";
import {
  type Capabilities,
  type Finding,
  type GenerateOptions,
  type GenerateRequest,
  type LanguageModel,
  ProviderError,
  type ProviderStatus,
} from "../language-model";
import { neverAsked } from "../never-asked";
import { HttpFailure, sentence } from "../server-failure";
import { assertUsable } from "../usable-answer";
import { type ClientOptions, createOpenAiClient, type OpenAiClient } from "./client";
import { adaptDialect, type Dialect, initialDialect, mergeDialects, requestBody } from "./dialect";
import { createScorer } from "./scoring";
import { readStreamed } from "./stream";
import { type Completion, NotACompletion, readCompletion, readEmbeddings, readModels } from "./wire";

export interface OpenAiOptions extends ClientOptions {
  /** Model for `/embeddings`; null where none is configured. */
  embeddingModel: string | null;
  /** Shared by all models of this server. */
  calls: Calls;
}

const statusTimeoutMs = 5_000;

interface Attempt {
  completion: Completion;
  latencyMs: number;
  firstTokenMs: number | null;
  logprobsSent: boolean;
}

/**
 * OpenAI, or any server that speaks its chat completions.
 *
 * A parameter that the server refuses by name as unsupported is left out (the token limit: renamed) and
 * the request repeated at once; what was found is remembered for the life of the model and shows in
 * `capabilities`. JSON is checked to parse and never repaired, not even of a code fence: what does not
 * parse is `invalid_response` and tried again. Whether it fits the schema is for the caller to check.
 *
 * Address and key come from the environment and are trusted; others must be checked before they get here.
 *
 * @throws {RangeError} if an option cannot be used.
 */
export function createOpenAiModel(options: OpenAiOptions): LanguageModel {
  const { model, calls, embeddingModel } = options;
  const client = createOpenAiClient(options, "OPENAI_MODEL");
  const embedder =
    embeddingModel === null
      ? null
      : createOpenAiClient({ ...options, model: embeddingModel }, "OPENAI_EMBEDDING_MODEL");
  const scorer = createScorer(client, model);
  let dialect = initialDialect(options.baseUrl);
  const found: Capabilities = {
    tokenLogprobs: "unknown",
    jsonSchema: "unknown",
    streaming: "unknown",
    embeddings: embedder === null ? "no" : "unknown",
    scoring: "unknown",
  };

  /** One try: one request, and one more for each parameter that the server refuses as unsupported. */
  async function attempt(
    request: GenerateRequest,
    { signal, onText }: GenerateOptions,
    count: () => void,
  ): Promise<Attempt> {
    const before = dialect;
    let current = before;
    for (;;) {
      const body = requestBody(model, request, current, { stream: onText !== undefined });
      count();
      let answer: Omit<Attempt, "logprobsSent">;
      try {
        answer = await (onText && body.stream ? streamed(body, onText, signal) : whole(body, onText, signal));
      } catch (error) {
        const next = adaptable(error) ? adaptDialect(current, error.cause.details, body) : null;
        if (!next) throw error;
        current = next;
        continue;
      }
      // Remembered only now: a refusal that the repeat did not cure was about something else.
      if (current !== before) dialect = mergeDialects(dialect, current);
      assertUsable(answer.completion, request, client);
      return { ...answer, logprobsSent: body.logprobs === true };
    }
  }

  async function whole(
    body: ReturnType<typeof requestBody>,
    onText: ((piece: string) => void) | undefined,
    signal: AbortSignal | undefined,
  ) {
    const raw = await client.complete(body, signal);
    const completion = understood(client, () => readCompletion(raw.body));
    if (completion.text !== "") onText?.(completion.text);
    return { completion, latencyMs: raw.latencyMs, firstTokenMs: null };
  }

  async function streamed(
    body: ReturnType<typeof requestBody>,
    onText: (piece: string) => void,
    signal: AbortSignal | undefined,
  ) {
    const { value, latencyMs } = await client.stream(
      body,
      (response, scope) => understoodAsync(client, () => readStreamed(response, scope, onText)),
      signal,
    );
    found.streaming = value.streamed ? "yes" : "no";
    // The whole comes when it is done, for which the wait for a first token would be too short.
    if (!value.streamed) dialect = { ...dialect, refused: new Set([...dialect.refused, "stream"]) };
    return { completion: value.completion, latencyMs, firstTokenMs: value.firstTokenMs };
  }

  const capabilities = (): Capabilities => {
    const refused = (name: "logprobs" | "response_format" | "stream", finding: Finding): Finding =>
      dialect.refused.has(name) ? "no" : finding;
    return {
      ...found,
      tokenLogprobs: refused("logprobs", found.tokenLogprobs),
      jsonSchema: refused("response_format", found.jsonSchema),
      streaming: refused("stream", found.streaming),
    };
  };

  return {
    provider: "openai",
    model,
    simulated: false,
    address: client.names.address,
    embeddingModel,
    get capabilities() {
      return capabilities();
    },

    async generate(request, options = {}) {
      const { value, attempts } = await calls.run((count, number) => {
        if (number > 1) options.onRestart?.();
        return attempt(request, options, count);
      }, options);
      const { completion, latencyMs, firstTokenMs, logprobsSent } = value;
      const tokens = logprobsSent ? completion.tokens : null;
      if (logprobsSent) found.tokenLogprobs = tokens === null ? "no" : "yes";
      if (request.json && !dialect.refused.has("response_format")) found.jsonSchema = "yes";
      return {
        text: completion.text,
        tokens,
        finishReason: completion.finishReason,
        usage: completion.usage,
        model: completion.model ?? model,
        latencyMs,
        firstTokenMs,
        attempts,
      };
    },

    async score(request, { signal, queue } = {}) {
      try {
        const { value, attempts } = await calls.run(
          (count) => understoodAsync(client, () => scorer.score(request, { signal, count })),
          { signal, queue },
        );
        found.scoring = "yes";
        return { ...value, attempts };
      } catch (error) {
        if (!scorer.able) found.scoring = "no";
        throw error;
      }
    },

    async embed(texts, { signal, queue } = {}) {
      if (embedder === null)
        throw neverAsked("No embedding model is configured: set OPENAI_EMBEDDING_MODEL.");
      const { model: asked } = embedder.names;
      try {
        const { value, attempts } = await calls.run(
          async (count) => {
            count();
            const raw = await embedder.post("/embeddings", { model: asked, input: texts }, signal);
            const answer = understood(embedder, () => readEmbeddings(raw.body, texts.length));
            return { ...answer, model: answer.model ?? asked, latencyMs: raw.latencyMs };
          },
          { signal, queue },
        );
        found.embeddings = "yes";
        return { ...value, attempts };
      } catch (error) {
        if (isUnsupported(error)) found.embeddings = "no";
        throw error;
      }
    },

    async status({ signal } = {}) {
      const base = { provider: "openai", model, simulated: false, capabilities: capabilities() } as const;
      const startedAt = performance.now();
      try {
        const { body, latencyMs } = await client.listModels(statusTimeoutMs, signal);
        const models = readModels(body);
        if (!models) {
          const detail = `${client.names.address} answered, but not with a list of models. Check OPENAI_BASE_URL, which usually ends in /v1.`;
          return { ...base, reachable: false, latencyMs, models: null, detail };
        }
        return { ...base, reachable: true, latencyMs, models, detail: wanting(model, models, dialect) };
      } catch (error) {
        return { ...base, models: null, ...unlisted(error, Math.round(performance.now() - startedAt)) };
      }
    },
  };
}

function adaptable(error: unknown): error is ProviderError & { cause: HttpFailure } {
  if (!(error instanceof ProviderError) || !(error.cause instanceof HttpFailure)) return false;
  // OpenAI answers 403 to log-probs of a model that gives none; FastAPI answers 422 to unknown fields.
  return [400, 403, 422].includes(error.cause.httpStatus);
}

function understood<T>(client: OpenAiClient, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof NotACompletion ? notUnderstood(client, error) : error;
  }
}

async function understoodAsync<T>(client: OpenAiClient, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof NotACompletion ? notUnderstood(client, error) : error;
  }
}

function notUnderstood({ names, quote }: OpenAiClient, { message, kind }: NotACompletion): ProviderError {
  return new ProviderError(
    kind,
    `The ${names.label} at ${names.address} answered with ${sentence(quote(message))}`,
    { retryable: true, status: 200 },
  );
}

function isUnsupported(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof ProviderError && error.cause.kind === "unsupported";
}

function wanting(model: string, models: readonly string[], { refused }: Dialect): string | null {
  const found: string[] = [];
  // Ollama lists `name:latest` for what may be asked for as `name`.
  if (!models.includes(model) && !models.includes(`${model}:latest`)) {
    found.push(
      `The model ${model} is not among the ${models.length} that the server lists. Check OPENAI_MODEL.`,
    );
  }
  const ignored = [...refused].filter((name) => name === "seed" || name === "temperature");
  if (ignored.length > 0) found.push(`Not supported there, hence not sent: ${ignored.join(", ")}.`);
  return found.join(" ") || null;
}

/** Some servers have no list of models, and 401 is an answer too: both are there, with something wanting. */
function unlisted(
  error: unknown,
  elapsedMs: number,
): Pick<ProviderStatus, "reachable" | "latencyMs" | "detail"> {
  const detail = error instanceof Error ? error.message : String(error);
  const status = error instanceof ProviderError ? error.status : null;
  const reachable = status !== null && status >= 400 && status < 500;
  return { reachable, latencyMs: status === null ? null : elapsedMs, detail };
}

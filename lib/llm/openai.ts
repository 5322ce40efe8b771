import { setMaxListeners } from "node:events";
import {
  type Capabilities,
  type GenerateRequest,
  type Generation,
  type LanguageModel,
  ProviderError,
  type ProviderStatus,
} from "./language-model";
import { createOpenAiClient, type OpenAiClient, type RawAnswer } from "./openai-client";
import { adaptDialect, type Dialect, initialDialect, mergeDialects, requestBody } from "./openai-dialect";
import { HttpFailure } from "./openai-errors";
import { type Completion, NotACompletion, readCompletion, readModels } from "./openai-wire";
import { createProviderLimit } from "./provider-limit";
import { type RetrySettings, type RetryTools, withRetry } from "./retry";

export interface OpenAiOptions extends RetryTools {
  /** Up to and with `/v1`. Calls go to `/chat/completions` and `/models` below it. */
  baseUrl: string;
  /** Null for a server that wants none; no Authorization header is sent then. */
  apiKey: string | null;
  model: string;
  /**
   * `connectMs`: name lookup, TCP and TLS. `totalMs`: one whole request. There is no time-out for the
   * headers alone, because a server that does not stream sends them when the text is done.
   */
  timeouts: { connectMs: number; totalMs: number };
  retry?: Partial<RetrySettings>;
  /** Requests under way at the same time. A call that waits to be retried does not count. */
  concurrency: number;
}

const statusTimeoutMs = 5_000;

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
  const { model, retry, sleep, random, now } = options;
  const client = createOpenAiClient(options);
  const limit = createProviderLimit(options.concurrency);
  let dialect = initialDialect(options.baseUrl);
  let gaveNoLogprobs = false;

  /** One try: one request, and one more for each parameter that the server refuses as unsupported. */
  async function attempt(request: GenerateRequest, onRequest: () => void, signal?: AbortSignal) {
    const before = dialect;
    let current = before;
    for (;;) {
      const body = requestBody(model, request, current);
      onRequest();
      let raw: RawAnswer;
      try {
        raw = await client.complete(body, signal);
      } catch (error) {
        const next = adaptable(error) ? adaptDialect(current, error.cause.details, body) : null;
        if (!next) throw error;
        current = next;
        continue;
      }
      const completion = understand(client, raw);
      // Remembered only now: a refusal that the repeat did not cure was about something else.
      if (current !== before) dialect = mergeDialects(dialect, current);
      return { completion: usable(client, completion, request), raw, logprobsSent: body.logprobs === true };
    }
  }

  const capabilities = (): Capabilities => ({
    tokenLogprobs: !gaveNoLogprobs && !dialect.refused.has("logprobs"),
    jsonSchema: !dialect.refused.has("response_format"),
    embeddings: false,
    scoring: false,
    streaming: false,
  });

  return {
    provider: "openai",
    model,
    simulated: false,
    get capabilities() {
      return capabilities();
    },

    async generate(request, { signal } = {}) {
      // One signal may be shared by every call of a run; each listens to it only while it is under way.
      if (signal) setMaxListeners(0, signal);
      let requests = 0;
      const count = () => {
        requests += 1;
      };
      const { value } = await withRetry(() => limit(() => attempt(request, count, signal), signal), {
        ...retry,
        sleep,
        random,
        now,
        signal,
      });
      const { completion, raw, logprobsSent } = value;
      const tokens = logprobsSent ? completion.tokens : null;
      if (logprobsSent) gaveNoLogprobs = tokens === null;
      return {
        text: completion.text,
        tokens,
        finishReason: completion.finishReason,
        usage: completion.usage,
        model: completion.model ?? model,
        latencyMs: raw.latencyMs,
        attempts: requests,
      } satisfies Generation;
    },

    async status({ signal } = {}) {
      const base = { provider: "openai", model, simulated: false, capabilities: capabilities() } as const;
      const startedAt = performance.now();
      try {
        const { body, latencyMs } = await client.listModels(statusTimeoutMs, signal);
        const models = readModels(body);
        if (!models) {
          const detail = `${client.server} answered, but not with a list of models. Check OPENAI_BASE_URL, which usually ends in /v1.`;
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

function understand(client: OpenAiClient, { body }: RawAnswer): Completion {
  try {
    return readCompletion(body);
  } catch (error) {
    if (!(error instanceof NotACompletion)) throw error;
    throw invalid(client, `answered with ${client.quote(error.message)}.`);
  }
}

/** Turns an answer that holds no usable text into a failure. */
function usable(client: OpenAiClient, completion: Completion, request: GenerateRequest): Completion {
  const { text, refusal, finishReason } = completion;
  const model = `The model at ${client.server}`;
  if (refusal !== null) {
    throw new ProviderError("refused", `${model} declined to answer: ${client.quote(refusal)}`, {
      retryable: false,
    });
  }
  if (text.trim() === "") {
    const why =
      finishReason === "length"
        ? ` It spent its ${request.maxTokens} tokens without any text; a higher limit may help.`
        : ` Finish reason: ${finishReason}.`;
    throw new ProviderError("empty_answer", `${model} gave an empty answer.${why}`, { retryable: true });
  }
  if (request.json && !isJson(text)) {
    const why = finishReason === "length" ? `, cut off at its limit of ${request.maxTokens} tokens.` : ".";
    throw invalid(client, `was asked for JSON and gave text that is not JSON${why}`);
  }
  return completion;
}

function invalid(client: OpenAiClient, whatItDid: string): ProviderError {
  return new ProviderError(
    "invalid_response",
    `The OpenAI-compatible server at ${client.server} ${whatItDid}`,
    {
      retryable: true,
      status: 200,
    },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
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

import OpenAI from "openai";
import type { ChatCompletionCreateParams } from "openai/resources/chat/completions";
import { type Scope, type Timeouts, underDeadline } from "../deadline";
import type { ProviderError } from "../language-model";
import { assertKey, displayAddress, quoter, type ServerNames, serverFailure } from "../server-failure";
import { createTransport } from "../transport";

export interface ClientOptions {
  /** Up to and with `/v1`. */
  baseUrl: string;
  /** Null for a server that wants none; no Authorization header is sent then. */
  apiKey: string | null;
  model: string;
  timeouts: Timeouts;
  now(): Date;
}

/** A whole answer with status 2xx, not yet understood. */
export interface RawAnswer {
  body: string;
  latencyMs: number;
}

/** The endpoints we use. Each call is one HTTP request; every failure is a {@link ProviderError}. */
export interface OpenAiClient {
  /** How messages name the server. */
  readonly names: ServerNames;
  /** Text of the server as a message may show it. */
  quote(text: string): string;
  complete(body: ChatCompletionCreateParams, signal?: AbortSignal): Promise<RawAnswer>;
  /** The response as soon as its headers are there; `read` consumes it under the same deadline. */
  stream<T>(
    body: ChatCompletionCreateParams,
    read: (response: Response, scope: Scope) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<{ value: T; latencyMs: number }>;
  /**
   * POST of any other endpoint.
   *
   * @param path Put behind the base URL, as `/embeddings`; `/../` leads beside it.
   */
  post(path: string, body: object, signal?: AbortSignal): Promise<RawAnswer>;
  listModels(timeoutMs: number, signal?: AbortSignal): Promise<RawAnswer>;
}

/**
 * The client library without its retries, logs and environment variables.
 *
 * @param modelSetting Environment variable that messages name for the model.
 * @throws {RangeError} if the address or the key cannot be used; the message never holds the key.
 */
export function createOpenAiClient(
  { baseUrl, apiKey, model, timeouts, now }: ClientOptions,
  modelSetting: "OPENAI_MODEL" | "OPENAI_EMBEDDING_MODEL",
): OpenAiClient {
  assertKey(apiKey, "OPENAI_API_KEY");
  const names: ServerNames = {
    label: "OpenAI-compatible server",
    address: displayAddress(baseUrl, "OPENAI_BASE_URL", "http://127.0.0.1:8080/v1"),
    addressSetting: "OPENAI_BASE_URL",
    addressAdvice: ", which usually ends in /v1",
    keySetting: "OPENAI_API_KEY",
    hasKey: apiKey !== null,
    modelSetting,
    model,
  };
  const quote = quoter(apiKey);
  const sdk = new OpenAI({
    baseURL: baseUrl.replace(/\/+$/, ""),
    apiKey: apiKey ?? "none",
    // A server that needs no key is sent none.
    defaultHeaders: apiKey === null ? { Authorization: null } : undefined,
    adminAPIKey: null,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: "off",
    fetch: createTransport(timeouts),
  });

  const understand = (error: unknown): ProviderError | null =>
    serverFailure(error, names, { quote, now: now() });

  const bound = (totalMs: number, firstTokenMs: number | null, signal: AbortSignal | undefined) => ({
    totalMs,
    firstTokenMs,
    signal,
    server: `The ${names.label} at ${names.address}`,
  });

  // The library's own timer stands behind ours and never fires first.
  const options = ({ signal }: Scope) => ({ signal, timeout: timeouts.totalMs + 60_000 });

  async function whole(
    request: (scope: Scope) => Promise<Response>,
    totalMs: number,
    signal: AbortSignal | undefined,
  ): Promise<RawAnswer> {
    const { value, latencyMs } = await underDeadline(
      async (scope) => (await request(scope)).text(),
      bound(totalMs, null, signal),
      understand,
    );
    return { body: value, latencyMs };
  }

  return {
    names,
    quote,
    // The raw response, because the library hands out HTML as if it were a completion.
    complete: (body, signal) =>
      whole(
        (scope) => sdk.chat.completions.create(body, options(scope)).asResponse(),
        timeouts.totalMs,
        signal,
      ),
    stream: (body, read, signal) =>
      underDeadline(
        async (scope) => read(await sdk.chat.completions.create(body, options(scope)).asResponse(), scope),
        bound(timeouts.totalMs, timeouts.firstTokenMs, signal),
        understand,
      ),
    post: (path, body, signal) =>
      whole((scope) => sdk.post(path, { body, ...options(scope) }).asResponse(), timeouts.totalMs, signal),
    listModels: (timeoutMs, signal) =>
      whole(
        (scope) => sdk.models.list(options(scope)).asResponse(),
        Math.min(timeoutMs, timeouts.totalMs),
        signal,
      ),
  };
}

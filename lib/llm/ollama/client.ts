import { type ChatRequest, Ollama } from "ollama/browser";
import type { Timeouts } from "../deadline";
import { type Scope, underDeadline } from "../deadline";
import { ProviderError } from "../language-model";
import { displayAddress, quoter, type ServerNames, serverFailure } from "../server-failure";
import { createTransport } from "../transport";
import { NotAnAnswer, readJson } from "./wire";

export interface ClientOptions {
  /** Address of the server with scheme and port, without `/api`. */
  host: string;
  model: string;
  timeouts: Timeouts;
  now(): Date;
}

/** The library's type lacks the last two, which servers know from 0.12.6 on and older ones pass over. */
export type ChatBody = Omit<ChatRequest, "stream"> & { truncate: false; shift: false };

/** The endpoints we use. Each call is one HTTP request; every failure is a {@link ProviderError}. */
export interface OllamaClient {
  /** How messages name the server. */
  readonly names: ServerNames;
  /** Text of the server as a message may show it. */
  quote(text: string): string;
  /**
   * One call of the library whose answer comes whole.
   *
   * @param read Makes sense of the JSON, or throws {@link NotAnAnswer}.
   */
  ask<T>(
    request: (server: Ollama) => Promise<unknown>,
    read: (answer: unknown) => T,
    options?: { mostMs?: number; signal?: AbortSignal },
  ): Promise<{ value: T; latencyMs: number }>;
  /** The response as soon as its headers are there; `read` consumes it under the same deadline. */
  stream<T>(
    body: ChatBody,
    read: (response: Response, progress: StreamProgress) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<{ value: T; latencyMs: number }>;
}

export interface StreamProgress extends Pick<Scope, "arrived"> {
  /** Since the request was sent, in milliseconds. The server holds its headers back until the first token. */
  elapsedMs(): number;
}

/**
 * The client library over our transport. It reads answers that come whole; a stream is read by our own
 * means, because the library's parser drops lines that are not JSON, and prints them.
 *
 * @param modelSetting Environment variable that messages name for the model.
 * @throws {RangeError} if the address cannot be used.
 */
export function createOllamaClient(
  { host, model, timeouts, now }: ClientOptions,
  modelSetting: "OLLAMA_MODEL" | "OLLAMA_EMBEDDING_MODEL",
): OllamaClient {
  const names: ServerNames = {
    label: "Ollama server",
    address: displayAddress(host, "OLLAMA_HOST", "http://127.0.0.1:11434"),
    addressSetting: "OLLAMA_HOST",
    addressAdvice: `; "ollama pull ${model}" fetches a model that is missing there`,
    keySetting: null,
    hasKey: false,
    modelSetting,
    model,
  };
  const quote = quoter(null);
  const base = host.replace(/\/+$/, "");
  const transport = createTransport(timeouts);

  const understand = (error: unknown): ProviderError | null =>
    error instanceof NotAnAnswer
      ? new ProviderError(
          error.kind,
          `The ${names.label} at ${names.address} answered with ${quote(error.message)}.`,
          {
            retryable: true,
            status: 200,
            cause: error,
          },
        )
      : serverFailure(error, names, { quote, now: now() });

  const deadline = (totalMs: number, firstTokenMs: number | null, signal: AbortSignal | undefined) => ({
    totalMs,
    firstTokenMs,
    signal,
    server: `The ${names.label} at ${names.address}`,
  });

  /** The library's `fetch` for one call: under the call's signal, and never a body that is not JSON. */
  const fetchUnder =
    ({ signal }: Scope): typeof fetch =>
    async (input, init) => {
      const headers = new Headers(init?.headers);
      // The library adds a key of the environment by itself; settings are read in one place only.
      headers.delete("authorization");
      const response = await transport(input, { ...init, headers, signal });
      const body = await response.text();
      readJson(body);
      return new Response(body);
    };

  return {
    names,
    quote,
    ask: (request, read, { mostMs = Number.POSITIVE_INFINITY, signal } = {}) =>
      underDeadline(
        async (scope) => read(await request(new Ollama({ host: base, fetch: fetchUnder(scope) }))),
        deadline(Math.min(mostMs, timeouts.totalMs), null, signal),
        understand,
      ),
    stream: (body, read, signal) =>
      underDeadline(
        async (scope) => {
          const startedAt = performance.now();
          const response = await transport(`${base}/api/chat`, {
            method: "POST",
            headers: { "content-type": "application/json", accept: "application/x-ndjson" },
            body: JSON.stringify({ ...body, stream: true }),
            signal: scope.signal,
          });
          return read(response, {
            arrived: scope.arrived,
            elapsedMs: () => Math.round(performance.now() - startedAt),
          });
        },
        deadline(timeouts.totalMs, timeouts.firstTokenMs, signal),
        understand,
      ),
  };
}

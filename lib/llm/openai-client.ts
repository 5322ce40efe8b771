import OpenAI from "openai";
import type { ChatCompletionCreateParamsNonStreaming } from "openai/resources/chat/completions";
import { ProviderError } from "./language-model";
import { fromConnection, fromStatus, HttpFailure, quoter, readErrorDetails, seconds } from "./openai-errors";
import { createTransport } from "./openai-transport";
import { cancelled } from "./retry";

export interface ClientOptions {
  baseUrl: string;
  apiKey: string | null;
  model: string;
  timeouts: { connectMs: number; totalMs: number };
  now(): Date;
}

/** A whole answer with status 2xx, not yet understood. */
export interface RawAnswer {
  body: string;
  latencyMs: number;
}

/** The two endpoints we use. Each call is one HTTP request; every failure is a {@link ProviderError}. */
export interface OpenAiClient {
  /** How messages name the server: its address without credentials. */
  readonly server: string;
  /** Text of the server as a message may show it. */
  quote(text: string): string;
  complete(body: ChatCompletionCreateParamsNonStreaming, signal?: AbortSignal): Promise<RawAnswer>;
  listModels(timeoutMs: number, signal?: AbortSignal): Promise<RawAnswer>;
}

/**
 * The client library without its retries, logs and environment variables.
 *
 * @throws {RangeError} if the address or the key cannot be used; the message never holds the key.
 */
export function createOpenAiClient({ baseUrl, apiKey, model, timeouts, now }: ClientOptions): OpenAiClient {
  const server = displayAddress(baseUrl);
  // A key that no header can carry would be quoted in full by the error of the header.
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new RangeError(
      "OPENAI_API_KEY is empty or holds a space or a character that no HTTP header can carry",
    );
  }
  const quote = quoter(apiKey);

  class Client extends OpenAI {
    protected override makeStatusError(
      status: number,
      body: unknown,
      text: string | undefined,
      headers: Headers,
    ) {
      return new HttpFailure(status, readErrorDetails(body, text, quote), headers);
    }
  }
  const sdk = new Client({
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

  /** Binds a request to the caller's signal and to a time-out of its own, and tells the two apart. */
  async function send(
    request: (options: { signal: AbortSignal; timeout: number }) => Promise<Response>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<RawAnswer> {
    if (signal?.aborted) throw cancelled(signal);
    const controller = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      controller.abort();
    }, timeoutMs);
    const onAbort = () => controller.abort();
    signal?.addEventListener("abort", onAbort, { once: true });

    const startedAt = performance.now();
    try {
      // The library's own timer stands behind ours and never fires first.
      const response = await request({ signal: controller.signal, timeout: timeoutMs + 60_000 });
      const body = await response.text();
      return { body, latencyMs: Math.round(performance.now() - startedAt) };
    } catch (error) {
      if (signal?.aborted) throw cancelled(signal);
      if (timedOut) {
        const message = `The OpenAI-compatible server at ${server} did not answer within ${seconds(timeoutMs)}.`;
        throw new ProviderError("timeout", message, { retryable: true });
      }
      if (error instanceof HttpFailure) {
        throw fromStatus(error, { server, model, hasKey: apiKey !== null, now: now() });
      }
      throw fromConnection(error, { server }) ?? error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  return {
    server,
    quote,
    complete: (body, signal) =>
      // The raw response, because the library hands out HTML as if it were a completion.
      send((options) => sdk.chat.completions.create(body, options).asResponse(), timeouts.totalMs, signal),
    listModels: (timeoutMs, signal) =>
      send((options) => sdk.models.list(options).asResponse(), Math.min(timeoutMs, timeouts.totalMs), signal),
  };
}

function displayAddress(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new RangeError(
      "OPENAI_BASE_URL must be an http or https address, such as http://127.0.0.1:8080/v1",
    );
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

import Anthropic from "@anthropic-ai/sdk";
import type { Timeouts } from "../deadline";
import { type Scope, underDeadline } from "../deadline";
import { ProviderError } from "../language-model";
import { assertKey, displayAddress, quoter, type ServerNames, serverFailure } from "../server-failure";
import { createTransport } from "../transport";
import type { MessageRequest } from "./dialect";
import { spendLimitFailure } from "./spend-limit";
import { NotAMessage } from "./wire";

export interface ClientOptions {
  /** Without `/v1`, which the library adds. */
  baseUrl: string;
  /** Null for a server of one's own that wants none; no key is sent then. */
  apiKey: string | null;
  model: string;
  timeouts: Timeouts;
  now(): Date;
}

/** The endpoints we use. Each call is one HTTP request; every failure is a {@link ProviderError}. */
export interface AnthropicClient {
  /** How messages name the server. */
  readonly names: ServerNames;
  /** Text of the server as a message may show it. */
  quote(text: string): string;
  /**
   * One message, whole or streamed as the body says.
   *
   * @param read Consumes the response under the same deadline, or throws {@link NotAMessage}. What it calls
   *   `arrived` for ends the wait for the first token of a stream.
   */
  message<T>(
    body: MessageRequest,
    read: (response: Response, progress: Progress) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<{ value: T; latencyMs: number }>;
  /** Body of the list of models. */
  listModels(mostMs: number, signal?: AbortSignal): Promise<{ value: string; latencyMs: number }>;
}

export interface Progress extends Pick<Scope, "arrived"> {
  /** Since the request was sent, in milliseconds. */
  elapsedMs(): number;
}

/**
 * The library asks for 2026-10-21, which takes no temperature from any model, not even from those that have
 * one, and sends the key as a bearer token, which servers that copy the protocol do not expect.
 *
 * @see https://platform.claude.com/docs/en/api/versioning
 */
const apiVersion = "2023-06-01";

/** All that is sent. The library adds headers of ANTHROPIC_CUSTOM_HEADERS and some about this machine. */
const sentHeaders = ["accept", "content-type", "user-agent", "x-api-key", "anthropic-version"];

/** The longest list of models that the server gives at once. */
const mostModels = 1000;

/**
 * The client library without its retries, logs, traces and environment variables.
 *
 * @throws {RangeError} if the address or the key cannot be used; the message never holds the key.
 */
export function createAnthropicClient({
  baseUrl,
  apiKey,
  model,
  timeouts,
  now,
}: ClientOptions): AnthropicClient {
  assertKey(apiKey, "ANTHROPIC_API_KEY");
  const names: ServerNames = {
    label: "Anthropic API",
    address: displayAddress(baseUrl, "ANTHROPIC_BASE_URL", "https://api.anthropic.com"),
    addressSetting: "ANTHROPIC_BASE_URL",
    addressAdvice: ", which has no /v1 at its end",
    keySetting: "ANTHROPIC_API_KEY",
    hasKey: apiKey !== null,
    modelSetting: "ANTHROPIC_MODEL",
    model,
  };
  const quote = quoter(apiKey);
  const transport = createTransport(timeouts);
  const sdk = new Anthropic({
    baseURL: baseUrl.replace(/\/+$/, ""),
    // Without one, the library looks for credentials in files and in the environment.
    apiKey: apiKey ?? "none",
    webhookKey: null,
    defaultHeaders: { "x-api-key": apiKey, "anthropic-version": apiVersion },
    maxRetries: 0,
    logLevel: "off",
    openTelemetry: false,
    fetch: (input, init) => transport(input, { ...init, headers: only(sentHeaders, init?.headers) }),
  });

  const understand = (error: unknown): ProviderError | null =>
    error instanceof NotAMessage
      ? notUnderstood(error, names, quote)
      : (spendLimitFailure(error, names, quote) ?? serverFailure(error, names, { quote, now: now() }));

  const deadline = (totalMs: number, firstTokenMs: number | null, signal: AbortSignal | undefined) => ({
    totalMs,
    firstTokenMs,
    signal,
    server: `The ${names.label} at ${names.address}`,
  });

  // The library's own timer stands behind ours and never fires first.
  const options = ({ signal }: Scope) => ({ signal, timeout: timeouts.totalMs + 60_000 });

  return {
    names,
    quote,
    message: (body, read, signal) =>
      underDeadline(
        async (scope) => {
          const startedAt = performance.now();
          // Not by `messages.create`, which knows no temperature and prints warnings about older models.
          const response = await sdk.post("/v1/messages", { body, ...options(scope) }).asResponse();
          return read(response, {
            arrived: scope.arrived,
            elapsedMs: () => Math.round(performance.now() - startedAt),
          });
        },
        deadline(timeouts.totalMs, body.stream ? timeouts.firstTokenMs : null, signal),
        understand,
      ),
    listModels: (mostMs, signal) =>
      underDeadline(
        async (scope) => (await sdk.models.list({ limit: mostModels }, options(scope)).asResponse()).text(),
        deadline(Math.min(mostMs, timeouts.totalMs), null, signal),
        understand,
      ),
  };
}

function only(names: readonly string[], given: HeadersInit | undefined): Headers {
  const all = new Headers(given);
  return new Headers(
    names.flatMap((name): [string, string][] => {
      const value = all.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function notUnderstood(
  error: NotAMessage,
  { label, address }: ServerNames,
  quote: (text: string) => string,
): ProviderError {
  // Not told as the cause: a server may quote what it was sent, the key included.
  const said = quote(error.message).replace(/\.$/, "");
  return new ProviderError(error.kind, `The ${label} at ${address} answered with ${said}.`, {
    retryable: error.retryable,
    status: 200,
  });
}

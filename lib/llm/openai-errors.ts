import { APIConnectionTimeoutError, APIError } from "openai";
import { ProviderError } from "./language-model";
import type { ErrorDetails } from "./openai-dialect";
import { BodyTooLarge, NoConnection } from "./openai-transport";
import { readRetryAfterMs } from "./retry";

/** An error status, with what the server said already free of secrets. */
export class HttpFailure extends APIError {
  constructor(
    readonly httpStatus: number,
    readonly details: ErrorDetails,
    readonly responseHeaders: Headers,
  ) {
    super(httpStatus, details, details.message, responseHeaders);
  }
}

export interface FailureContext {
  /** How messages name the server: address without credentials. */
  server: string;
  model: string;
  hasKey: boolean;
  now: Date;
}

/**
 * Reads the body of an error status. Servers disagree: `{error: {message}}`, `{error: "…"}`, `{message}`,
 * FastAPI's `{detail}`, the same in a list, or a page of HTML.
 *
 * @param body Parsed JSON, or undefined when `text` was not JSON.
 */
export function readErrorDetails(
  body: unknown,
  text: string | undefined,
  quote: (text: string) => string,
): ErrorDetails {
  const outer = asRecord(Array.isArray(body) ? body[0] : body);
  const inner = asRecord(outer.error ?? outer);
  const said = typeof outer.error === "string" ? outer.error : (inner.message ?? inner.detail ?? text ?? "");
  const message = typeof said === "string" ? said : JSON.stringify(said);
  return {
    message: /^\s*</.test(message) ? "a web page" : quote(message),
    code: stringOrNull(inner.code),
    param: stringOrNull(inner.param),
    type: stringOrNull(inner.type),
  };
}

/** One {@link ProviderError} for an error status; its message is a full sentence without secrets. */
export function fromStatus(
  failure: HttpFailure,
  { server, model, hasKey, now }: FailureContext,
): ProviderError {
  const { httpStatus: status, details, responseHeaders } = failure;
  const said = details.message ? `: ${details.message}` : "";
  const answered = `The OpenAI-compatible server at ${server} answered ${status}${sentence(said)}`;
  const retryAfterMs = readRetryAfterMs(responseHeaders, now) ?? undefined;
  const make = (kind: ProviderError["kind"], advice: string, retryable: boolean) =>
    new ProviderError(kind, advice ? `${answered} ${advice}` : answered, {
      retryable,
      status,
      retryAfterMs,
      cause: failure,
    });

  if (status === 429) {
    const quota = details.code === "insufficient_quota" || details.type === "insufficient_quota";
    return quota
      ? make("rate_limited", "The quota behind OPENAI_API_KEY is used up; waiting does not help.", false)
      : make("rate_limited", "", true);
  }
  if (status >= 500) return make("server_error", "", true);
  if (status === 408) return make("timeout", "", true);
  if (status === 409 || status === 425) return make("server_error", "", true);
  if (status === 401) {
    return make("refused", hasKey ? "Check OPENAI_API_KEY." : "It wants a key: set OPENAI_API_KEY.", false);
  }
  if (status === 403) return make("refused", `Check that OPENAI_API_KEY may use the model ${model}.`, false);
  if (status === 404) {
    const advice = `Check OPENAI_MODEL, which is ${model}, and OPENAI_BASE_URL, which usually ends in /v1.`;
    return make("refused", advice, false);
  }
  if (status < 400) return make("refused", "Redirects are not followed: check OPENAI_BASE_URL.", false);
  return make("refused", "", false);
}

/** One {@link ProviderError} for a call that got no whole answer, or null for a defect of our own. */
export function fromConnection(
  error: unknown,
  { server }: Pick<FailureContext, "server">,
): ProviderError | null {
  if (error instanceof APIConnectionTimeoutError) {
    return new ProviderError("timeout", `The connection to ${server} timed out.`, { retryable: true });
  }
  if (!(error instanceof APIError)) return null;
  const { cause } = error;
  const make = (kind: ProviderError["kind"], message: string) =>
    new ProviderError(kind, message, { retryable: true, cause });

  if (cause instanceof NoConnection) {
    const hint = "Check OPENAI_BASE_URL.";
    return make("timeout", `No connection to ${server} within ${seconds(cause.connectMs)}. ${hint}`);
  }
  if (cause instanceof BodyTooLarge) {
    return make(
      "invalid_response",
      `The OpenAI-compatible server at ${server} sent more than ${cause.maxBytes} bytes.`,
    );
  }
  const code = stringOrNull(asRecord(cause).code);
  if (code === "ECONNREFUSED") {
    return make(
      "connection",
      `Nothing listens at ${server} (connection refused). Is it running? Check OPENAI_BASE_URL.`,
    );
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return make("connection", `The host of ${server} could not be found (${code}). Check OPENAI_BASE_URL.`);
  }
  if (code === "ECONNRESET" || code === "EPIPE") {
    return make(
      "connection",
      `The server at ${server} closed the connection before its answer was complete (${code}).`,
    );
  }
  return make("connection", `The connection to ${server} failed${code ? ` (${code})` : ""}.`);
}

/** Milliseconds as a person reads them. */
export function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(1))} s`;
}

/**
 * Makes text of a server fit for a message: one line, bounded, without NULs, and without the key or
 * anything else that looks like one, since servers quote what they were sent.
 */
export function quoter(apiKey: string | null): (text: string) => string {
  return (text) => {
    const withoutOwn = apiKey ? text.replaceAll(apiKey, "[key]") : text;
    return shorten(withoutOwn.replace(/\b(sk|gsk|key|pk)-[\w*.-]{6,}/g, "[key]"));
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function shorten(text: string): string {
  const line = text.replaceAll("\u0000", "").replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}

function asRecord(value: unknown): Record<string, unknown> {
  // Any object may be read by name; what is found there is checked by the caller.
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function stringOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

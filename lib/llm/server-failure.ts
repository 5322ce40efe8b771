import { ProviderError } from "./language-model";
import { readRetryAfterMs } from "./retry";
import { BodyTooLarge, NoConnection, StatusFailure } from "./transport";

/** How messages name a server, and the settings that lead to it. */
export interface ServerNames {
  /** As in "The OpenAI-compatible server at http://…". */
  label: string;
  /** Address without credentials. */
  address: string;
  /** Environment variable that holds the address, and advice about it. */
  addressSetting: string;
  addressAdvice: string;
  /** Environment variable that holds the key; null where none is sent. */
  keySetting: string | null;
  hasKey: boolean;
  modelSetting: string;
  model: string;
}

/** What a server said when it answered with an error status, free of secrets. */
export interface ErrorDetails {
  message: string;
  code: string | null;
  param: string | null;
  type: string | null;
}

/** The cause of a {@link ProviderError} that came of an error status. */
export class HttpFailure extends Error {
  constructor(
    readonly httpStatus: number,
    readonly details: ErrorDetails,
  ) {
    super(details.message);
    this.name = "HttpFailure";
  }
}

/**
 * One {@link ProviderError} for whatever a client library threw over our transport, or null for a defect
 * of our own. Libraries wrap what their `fetch` threw, so the chain of causes is searched.
 */
export function serverFailure(
  error: unknown,
  names: ServerNames,
  { quote, now }: { quote: (text: string) => string; now: Date },
): ProviderError | null {
  for (const link of causes(error)) {
    if (link instanceof ProviderError) return link;
    if (link instanceof StatusFailure) return fromStatus(link, names, quote, now);
    const failure = fromConnection(link, names);
    if (failure) return failure;
  }
  return null;
}

const DEEPEST_CAUSE = 5;

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = error; link !== undefined && chain.length < DEEPEST_CAUSE; link = asRecord(link).cause) {
    chain.push(link);
  }
  return chain;
}

/**
 * Reads the body of an error status. Servers disagree: `{error: {message}}`, `{error: "…"}`, `{message}`,
 * FastAPI's `{detail}`, the same in a list, or a page of HTML.
 */
export function readErrorDetails(text: string, quote: (text: string) => string): ErrorDetails {
  const body = safeJson(text);
  const outer = asRecord(Array.isArray(body) ? body[0] : body);
  const inner = asRecord(outer.error ?? outer);
  const said = typeof outer.error === "string" ? outer.error : (inner.message ?? inner.detail ?? text);
  const message = typeof said === "string" ? said : JSON.stringify(said);
  return {
    message: /^\s*</.test(message) ? "a web page" : quote(message),
    code: stringOrNull(inner.code),
    param: stringOrNull(inner.param),
    type: stringOrNull(inner.type),
  };
}

/** One {@link ProviderError} for an error status; its message is a full sentence without secrets. */
function fromStatus(
  { status, headers, body }: StatusFailure,
  names: ServerNames,
  quote: (text: string) => string,
  now: Date,
): ProviderError {
  const details = readErrorDetails(body, quote);
  const said = details.message ? `: ${details.message}` : "";
  const answered = `The ${names.label} at ${names.address} answered ${status}${sentence(said)}`;
  const { kind, advice, retryable } = meaningOf(status, details, names);
  return new ProviderError(kind, advice ? `${answered} ${advice}` : answered, {
    retryable,
    status,
    retryAfterMs: readRetryAfterMs(headers, now) ?? undefined,
    cause: new HttpFailure(status, details),
  });
}

interface Meaning {
  kind: ProviderError["kind"];
  advice: string;
  retryable: boolean;
}

const OVERLOADED = 529;

function meaningOf(status: number, { code, type }: ErrorDetails, names: ServerNames): Meaning {
  const { keySetting, hasKey, modelSetting, model, addressSetting, addressAdvice } = names;
  const final = (advice: string): Meaning => ({ kind: "refused", advice, retryable: false });
  const passing = (kind: Meaning["kind"]): Meaning => ({ kind, advice: "", retryable: true });

  if (status === 429) {
    const quota = [code, type].includes("insufficient_quota");
    const advice = `The quota behind ${keySetting ?? "this server"} is used up; waiting does not help.`;
    return quota ? { kind: "rate_limited", advice, retryable: false } : passing("rate_limited");
  }
  // As llama.cpp answers to what it was started without. To try again would change nothing.
  if (status === 501) return { kind: "unsupported", advice: "", retryable: false };
  if (status === OVERLOADED || status >= 500) return passing("server_error");
  if (status === 408) return passing("timeout");
  if (status === 409 || status === 425) return passing("server_error");
  if (status === 401) {
    if (keySetting === null) return final("It wants a key, and none can be set for it.");
    return final(hasKey ? `Check ${keySetting}.` : `It wants a key: set ${keySetting}.`);
  }
  if (status === 403) return final(`Check that ${keySetting ?? "this server"} may use the model ${model}.`);
  if (status === 404) {
    return final(`Check ${modelSetting}, which is ${model}, and ${addressSetting}${addressAdvice}.`);
  }
  if (status < 400) return final(`Redirects are not followed: check ${addressSetting}.`);
  return final("");
}

function fromConnection(error: unknown, names: ServerNames): ProviderError | null {
  const { label, address, addressSetting } = names;
  const make = (kind: ProviderError["kind"], message: string) =>
    new ProviderError(kind, message, { retryable: true, cause: error });

  if (error instanceof NoConnection) {
    const within = seconds(error.connectMs);
    return make("timeout", `No connection to ${address} within ${within}. Check ${addressSetting}.`);
  }
  if (error instanceof BodyTooLarge) {
    return make("invalid_response", `The ${label} at ${address} sent more than ${error.maxBytes} bytes.`);
  }
  const code = stringOrNull(asRecord(error).code);
  if (
    code === null ||
    !/^(E[A-Z]+|EAI_AGAIN|UND_ERR_\w+|CERT_\w+|ERR_(TLS|SSL|STREAM|HTTP|SOCKET)\w*|DEPTH_ZERO\w*|HPE_\w+)$/.test(
      code,
    )
  ) {
    return null;
  }
  if (code === "ECONNREFUSED") {
    const hint = `Is it running? Check ${addressSetting}.`;
    return make("connection", `Nothing listens at ${address} (connection refused). ${hint}`);
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return make(
      "connection",
      `The host of ${address} could not be found (${code}). Check ${addressSetting}.`,
    );
  }
  if (code === "ECONNRESET" || code === "EPIPE" || code === "ERR_STREAM_PREMATURE_CLOSE") {
    const when = "closed the connection before its answer was complete";
    return make("connection", `The server at ${address} ${when} (${code}).`);
  }
  return make("connection", `The connection to ${address} failed (${code}).`);
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

/**
 * The address as messages show it: no credentials, no query, no slash at the end.
 *
 * @throws {RangeError} naming `setting` if it is no http or https address.
 */
export function displayAddress(baseUrl: string, setting: string, example: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new RangeError(`${setting} must be an http or https address, such as ${example}`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** @throws {RangeError} naming `setting`, and never quoting the key, if no HTTP header can carry it. */
export function assertKey(apiKey: string | null, setting: string): void {
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new RangeError(`${setting} is empty or holds a space or a character that no HTTP header can carry`);
  }
}

/** A text with a full stop, unless it ends like a sentence already. */
export function sentence(text: string): string {
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

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

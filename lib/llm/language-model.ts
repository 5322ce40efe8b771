import type { ChatMessage } from "@/lib/engine/messages";

/** What the rest of the product knows of a language model. One implementation per provider. */
export interface LanguageModel {
  readonly provider: ProviderName;
  readonly model: string;
  /** True when the text is made by the built-in simulator, so that every page can say so. */
  readonly simulated: boolean;
  readonly capabilities: Capabilities;
  /**
   * One completion. Retries what may be retried (see `retry.ts`) and honours `signal`.
   * @throws {AppError} `provider_failed`, its cause a {@link ProviderError}, when no answer could be had.
   */
  generate(request: GenerateRequest, options?: CallOptions): Promise<Generation>;
  /** Asks the provider itself; never answers from a cache, never throws for an unreachable provider. */
  status(options?: CallOptions): Promise<ProviderStatus>;
}

export type ProviderName = "openai" | "simulator";

export interface Capabilities {
  /** Log-probabilities of the tokens it generates. */
  tokenLogprobs: boolean;
  jsonSchema: boolean;
  embeddings: boolean;
  /** Log-probabilities of a text that is given to it. */
  scoring: boolean;
  streaming: boolean;
}

export interface GenerateRequest {
  messages: readonly ChatMessage[];
  temperature: number;
  /** Upper bound of the answer's length, in tokens of the model. */
  maxTokens: number;
  /** Same seed, messages and parameters: the same text, as far as the provider can. 32-bit unsigned. */
  seed: number;
  /** Ask for token log-probs. They come back null from a model that has none. */
  logprobs: boolean;
  /** Ask for JSON that satisfies this JSON Schema. `text` is then the JSON, unparsed. */
  json?: { name: string; schema: Record<string, unknown> };
}

export interface CallOptions {
  signal?: AbortSignal;
}

export interface TokenLogprob {
  token: string;
  /** Natural logarithm, in nats, zero or less. */
  logprob: number;
}

export interface Generation {
  text: string;
  /** One entry per generated token, or null where the provider gave none. Never estimated. */
  tokens: readonly TokenLogprob[] | null;
  finishReason: "stop" | "length" | "content_filter" | "other";
  /** As the provider counted them; null where it told none. */
  usage: Usage | null;
  /** Model that answered, as the provider named it. */
  model: string;
  /** Wall time of the successful attempt, in milliseconds. */
  latencyMs: number;
  /** Calls made for this answer, failed attempts included. */
  attempts: number;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** Part of `inputTokens` that was read from the provider's cache. */
  cachedInputTokens: number;
}

export interface ProviderStatus {
  provider: ProviderName;
  model: string;
  simulated: boolean;
  reachable: boolean;
  /** Round trip of the check, in milliseconds; null when nothing answered. */
  latencyMs: number | null;
  capabilities: Capabilities;
  /** Models the provider lists; null when it does not list them. */
  models: readonly string[] | null;
  /** Why it is not reachable, or what was found wanting. */
  detail: string | null;
}

/** How a call went wrong. `retryable` says whether the same call may succeed later. */
export type ProviderFailureKind =
  | "rate_limited"
  | "server_error"
  | "timeout"
  | "connection"
  | "invalid_response"
  | "empty_answer"
  | "refused"
  | "cancelled";

export class ProviderError extends Error {
  readonly retryable: boolean;
  readonly status: number | null;
  /** Wait that the provider asked for, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    readonly kind: ProviderFailureKind,
    message: string,
    options: { retryable: boolean; status?: number; retryAfterMs?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.name = "ProviderError";
    this.retryable = options.retryable;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

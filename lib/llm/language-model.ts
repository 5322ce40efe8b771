import type { Capabilities, Finding, ProviderName } from "@/lib/contracts/models";
import type { ChatMessage } from "@/lib/engine/messages";

export type { Capabilities, Finding, ProviderName };

/** What the rest of the product knows of a language model. One implementation per provider. */
export interface LanguageModel {
  readonly provider: ProviderName;
  readonly model: string;
  /** True when the text is made by the built-in simulator, so that every page can say so. */
  readonly simulated: boolean;
  /** Address of the server without credentials; null for the simulator. */
  readonly address: string | null;
  /** Model that `embed` asks; null where there is none. */
  readonly embeddingModel: string | null;
  /** What was found out so far by using it; never assumed. */
  readonly capabilities: Capabilities;
  /**
   * One completion. Retries what may be retried (see `calls.ts`) and honours `signal`.
   * @throws {AppError} `provider_failed`, its cause a {@link ProviderError}, when no answer could be had.
   */
  generate(request: GenerateRequest, options?: GenerateOptions): Promise<Generation>;
  /**
   * Log-probs of a text that was not generated, as the continuation of the messages.
   * @throws {AppError} `provider_failed`; its cause is of kind `unsupported` where the server cannot do it.
   */
  score(request: ScoreRequest, options?: CallOptions): Promise<ScoredText>;
  /**
   * One vector per text, all of one length.
   * @throws {AppError} `provider_failed`; its cause is of kind `unsupported` where there are none.
   */
  embed(texts: readonly string[], options?: CallOptions): Promise<Embeddings>;
  /** Asks the provider itself; never answers from a cache, never throws for an unreachable provider. */
  status(options?: CallOptions): Promise<ProviderStatus>;
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
  /** Calls that wait for the same provider are served in turn by this name, e.g. the id of a lab. */
  queue?: string;
}

export interface GenerateOptions extends CallOptions {
  /** Asks for a stream: called with each piece of text as it arrives. The whole is returned all the same. */
  onText?(piece: string): void;
  /** What `onText` got so far is void: the try failed and another begins. */
  onRestart?(): void;
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
  /** Until the first piece of text, in milliseconds; null for an answer that came whole. */
  firstTokenMs: number | null;
  /** Calls made for this answer, failed attempts included. */
  attempts: number;
}

export interface Usage {
  /** All tokens that went in, those from the provider's cache included. */
  inputTokens: number;
  outputTokens: number;
  /** Part of `inputTokens` that was read from the provider's cache. */
  cachedInputTokens: number;
}

export interface ScoreRequest {
  messages: readonly ChatMessage[];
  /** The assistant's answer that is scored. */
  text: string;
}

export interface ScoredText {
  /** The tokens of `text` alone. */
  tokens: readonly TokenLogprob[];
  /** `template`: the server's own chat template; `plain`: roles in plain words, for servers that show none. */
  rendering: "template" | "plain";
  model: string;
  usage: Usage | null;
  latencyMs: number;
  attempts: number;
}

export interface Embeddings {
  vectors: readonly (readonly number[])[];
  /** Vectors of two models must not be compared. */
  model: string;
  usage: Usage | null;
  latencyMs: number;
  attempts: number;
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
  | "unsupported"
  /** Not tried, because the provider failed too often just before. */
  | "paused"
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

/** What a provider without some capability answers to a call that needs it. */
export function unsupported(what: string): ProviderError {
  return new ProviderError("unsupported", what, { retryable: false });
}

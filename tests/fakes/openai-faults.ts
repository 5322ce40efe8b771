/** What one request gets instead of a good answer. Streamed or whole, unless told otherwise. */
export type Fault =
  | { kind: "status"; status: number; headers?: Record<string, string>; body?: unknown }
  /** Takes the request and never answers. */
  | { kind: "hang" }
  /** Headers and half a body, then the socket is reset. */
  | { kind: "reset" }
  /** Half of the body under a whole and honest Content-Length; half of a stream, then its proper end. */
  | { kind: "truncated" }
  | { kind: "html" }
  | { kind: "no_choices" }
  | { kind: "empty" }
  | { kind: "refusal"; text: string }
  | { kind: "finish"; reason: string; text?: string }
  /** A good answer, a few bytes at a time. */
  | { kind: "drip"; everyMs: number }
  /** `JSON` to stand where the log-probs belong, as raw text so that a bare NaN can be said; null leaves them out. */
  | { kind: "logprobs"; raw: string | null }
  /** Any body under status 200. */
  | { kind: "body"; raw: string; contentType?: string };

/** What only a stream can do. */
export type StreamFault =
  /** Half of the events, then one with this data, then the rest. */
  | { kind: "event"; data: string }
  /** Everything but the reason why the model stopped. */
  | { kind: "unfinished" }
  /** Headers and an event without text, then nothing more. */
  | { kind: "silence" };

export type OpenAiFault = Fault | StreamFault;

import type { Timeouts } from "@/lib/llm/deadline";
import type { LanguageModel } from "@/lib/llm/language-model";
import { type Fault as AnthropicFault, startFakeAnthropic } from "@/tests/fakes/anthropic-server";
import { type OllamaFault, startFakeOllama } from "@/tests/fakes/ollama-server";
import { type OpenAiFault, startFakeOpenAi } from "@/tests/fakes/openai-server";
import { modelOn as anthropicOn } from "./anthropic-harness";
import { modelOn as ollamaOn } from "./ollama-harness";
import { modelOn as openAiOn } from "./openai-harness";

/** What goes wrong, whichever protocol is spoken. */
export const faultNames = [
  "429, Retry-After in seconds",
  "429, Retry-After as a date",
  "429, no Retry-After",
  "500",
  "503, a web page",
  "no answer at all",
  "silence before the first token",
  "a slow drip",
  "a reset in the middle",
  "truncated JSON",
  "HTML with status 200",
  "text/plain with status 200",
  "an error with status 200",
  "an error amid the stream",
  "a stream without its end",
  "no choices",
  "empty content",
  "length, with text",
  "length, without text",
  "a content filter amid the text",
  "log-probs missing",
  "log-probs null",
] as const;
export type FaultName = (typeof faultNames)[number];

export type Mode = "whole" | "streamed";

interface FakeServer<F> {
  url: string;
  requests: readonly { path: string }[];
  enqueue(...faults: F[]): void;
  close(): Promise<void>;
}

export interface Opened {
  model: LanguageModel;
  /** Waits between tries, in milliseconds, recorded instead of waited. */
  waits: number[];
  /** Requests for text that reached the server. */
  requests(): number;
  close(): Promise<void>;
}

export interface Provider {
  name: "openai" | "ollama" | "anthropic";
  /** False where the protocol has nothing that could fail so. */
  knows(fault: FaultName, mode: Mode): boolean;
  /** A server whose next answers are spoilt, and the product's model on it. */
  open(fault: { name: FaultName; mode: Mode; times: number }, timeouts: Timeouts): Promise<Opened>;
  /** The product's model on an address where the fake does not listen. */
  on(url: string, timeouts: Timeouts): { model: LanguageModel; waits: number[] };
}

interface Making<F> {
  name: Provider["name"];
  start(): Promise<FakeServer<F>>;
  on: Provider["on"];
  /** Null for what the protocol does not know. */
  faults: Record<FaultName, F | Record<Mode, F | null> | null>;
}

function provider<F extends { kind: string }>({ name, start, on, faults }: Making<F>): Provider {
  const faultOf = (fault: FaultName, mode: Mode): F | null => {
    const entry = faults[fault];
    return entry === null || "kind" in entry ? entry : entry[mode];
  };
  return {
    name,
    on,
    knows: (fault, mode) => faultOf(fault, mode) !== null,
    async open({ name: fault, mode, times }, timeouts) {
      const spoilt = faultOf(fault, mode);
      if (spoilt === null) throw new Error(`${name} knows no such fault: ${fault}, ${mode}`);
      const server = await start();
      server.enqueue(...Array.from({ length: times }, () => spoilt));
      return { ...on(server.url, timeouts), requests: () => server.requests.length, close: server.close };
    },
  };
}

/** What an answer that comes whole cannot suffer. */
const streamed = <F>(fault: F) => ({ whole: null, streamed: fault });

const status = (code: number, headers: Record<string, string> = {}, body?: string) =>
  ({ kind: "status", status: code, headers, body }) as const;

/** What all three fakes call by the same name. */
const common = {
  "429, Retry-After in seconds": status(429, { "retry-after": "2" }),
  "429, Retry-After as a date": status(429, { "retry-after": "Sun, 01 Mar 2026 12:00:09 GMT" }),
  "429, no Retry-After": status(429),
  "500": status(500),
  "503, a web page": status(503, {}, "<html>down for maintenance</html>"),
  "no answer at all": { kind: "hang" },
  "a slow drip": { kind: "drip", everyMs: 50 },
  "a reset in the middle": { kind: "reset" },
  "truncated JSON": { kind: "truncated" },
  "HTML with status 200": { kind: "html" },
  "text/plain with status 200": {
    kind: "body",
    raw: "Hello Ann, it is on its way.",
    contentType: "text/plain",
  },
  "empty content": { kind: "empty" },
  "length, with text": { kind: "finish", reason: "length", text: "Hello Ann, your" },
  "length, without text": { kind: "finish", reason: "length", text: "" },
} as const;

const said = (error: unknown) => ({ kind: "body", raw: JSON.stringify({ error }) }) as const;

export const providers: readonly Provider[] = [
  provider<OpenAiFault>({
    name: "openai",
    start: () => startFakeOpenAi(),
    on: (baseUrl, timeouts) => openAiOn(baseUrl, { timeouts }),
    faults: {
      ...common,
      "silence before the first token": streamed({ kind: "silence" }),
      "an error amid the stream": streamed({ kind: "event", data: '{"error":{"message":"upstream died"}}' }),
      "a stream without its end": streamed({ kind: "unfinished" }),
      "an error with status 200": said({ message: "upstream is busy" }),
      "no choices": { kind: "no_choices" },
      "a content filter amid the text": { kind: "finish", reason: "content_filter", text: "Hello Ann, your" },
      "log-probs missing": { kind: "logprobs", raw: null },
      "log-probs null": { kind: "logprobs", raw: "null" },
    },
  }),
  provider<OllamaFault>({
    name: "ollama",
    start: () => startFakeOllama(),
    on: (host, timeouts) => ollamaOn(host, { timeouts }),
    faults: {
      ...common,
      // Ollama sends its headers with the first token; a drip without a drop holds everything back.
      "silence before the first token": streamed({ kind: "drip", everyMs: 60_000 }),
      "an error amid the stream": streamed({ kind: "error", message: "upstream died" }),
      "a stream without its end": streamed({ kind: "not_done" }),
      "an error with status 200": said("upstream is busy"),
      "no choices": { kind: "no_message" },
      // It has no filter of its own.
      "a content filter amid the text": null,
      "log-probs missing": { kind: "logprobs", raw: null },
      "log-probs null": { kind: "logprobs", raw: "null" },
    },
  }),
  provider<AnthropicFault>({
    name: "anthropic",
    start: () => startFakeAnthropic(),
    on: (baseUrl, timeouts) => anthropicOn(baseUrl, { timeouts }),
    faults: {
      ...common,
      "silence before the first token": streamed({ kind: "silent" }),
      "an error amid the stream": streamed({
        kind: "stream_error",
        type: "overloaded_error",
        message: "upstream died",
      }),
      "a stream without its end": streamed({ kind: "without", type: "message_delta" }),
      "an error with status 200": {
        kind: "body",
        raw: JSON.stringify({
          type: "error",
          error: { type: "overloaded_error", message: "upstream is busy" },
        }),
      },
      "no choices": { whole: { kind: "no_content" }, streamed: null },
      "length, with text": { kind: "finish", reason: "max_tokens", text: "Hello Ann, your" },
      "length, without text": { kind: "finish", reason: "max_tokens", text: "" },
      "a content filter amid the text": { kind: "finish", reason: "refusal", text: "Hello Ann, your" },
      // It has none to be missing.
      "log-probs missing": null,
      "log-probs null": null,
    },
  }),
];

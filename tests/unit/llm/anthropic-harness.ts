import { type AnthropicOptions, createAnthropicModel } from "@/lib/llm/anthropic/model";
import type { CallSettings } from "@/lib/llm/calls";
import {
  type FakeAnthropic,
  type FakeOptions,
  type Fault,
  startFakeAnthropic,
} from "@/tests/fakes/anthropic-server";
import { closedAfter, noon, recordedCalls, timeouts } from "./provider-harness";

export { json, listener, noon, request, thrown } from "./provider-harness";

export const key = "sk-ant-api03-0123456789abcdef";

/** A fake server that is closed after the test. */
export const fake = async (options?: FakeOptions): Promise<FakeAnthropic> =>
  closedAfter(await startFakeAnthropic(options));

/** The product's model on a server, with waits recorded instead of waited. */
export function modelOn(
  baseUrl: string,
  { retry, breaker, concurrency, sleep, ...options }: Partial<AnthropicOptions & CallSettings> = {},
) {
  const { calls, waits } = recordedCalls("Anthropic", { retry, breaker, concurrency, sleep });
  const model = createAnthropicModel({
    baseUrl,
    apiKey: key,
    model: "fake-model",
    timeouts,
    now: () => noon,
    calls,
    ...options,
  });
  return { model, waits };
}

export const status = (code: number, headers?: Record<string, string>, body?: unknown): Fault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
/** The body of an error. */
export const said = (type: string, message: string, details?: object) => ({
  type: "error",
  error: { type, message, details },
});
/** A stream of these events; a string stands for itself. */
export const events = (...parts: unknown[]): Fault => ({
  kind: "body",
  raw: parts
    .map((event) => `data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`)
    .join(""),
  contentType: "text/event-stream",
});

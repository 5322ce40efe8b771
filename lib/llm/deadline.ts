import { ProviderError } from "./language-model";
import { cancelled } from "./retry";
import { seconds } from "./server-failure";

/**
 * `connectMs`: name lookup, TCP and TLS. `firstTokenMs`: until a stream brings its first piece of text.
 * `totalMs`: one whole request. An answer that is not streamed has no time-out for its headers alone,
 * because they come when the text is done.
 */
export interface Timeouts {
  connectMs: number;
  firstTokenMs: number;
  totalMs: number;
}

export interface Deadline {
  /** One whole request, in milliseconds. */
  totalMs: number;
  /** Until the first piece of a streamed answer, in milliseconds; null for an answer that comes whole. */
  firstTokenMs: number | null;
  signal: AbortSignal | undefined;
  /** As in "The OpenAI-compatible server at http://…", to begin the message with. */
  server: string;
}

export interface Scope {
  /** Aborted by the caller's signal or by either time-out. */
  signal: AbortSignal;
  /** To be called with the first piece of a streamed answer: ends the wait for it. */
  arrived(): void;
  /** Since the request began, in whole milliseconds. */
  elapsedMs(): number;
}

/**
 * Runs one request under the caller's signal and under time-outs of its own, and tells them apart.
 *
 * @param understand Makes a {@link ProviderError} of what the request threw, or null for a defect.
 * @throws {ProviderError} `cancelled`, `timeout`, or what `understand` makes of the failure.
 */
export async function underDeadline<T>(
  request: (scope: Scope) => Promise<T>,
  { totalMs, firstTokenMs, signal, server }: Deadline,
  understand: (error: unknown) => ProviderError | null,
): Promise<{ value: T; latencyMs: number }> {
  if (signal?.aborted) throw cancelled(signal);
  const controller = new AbortController();
  let missed: string | null = null;
  const timerFor = (ms: number, what: string) =>
    setTimeout(() => {
      missed ??= `${server} ${what} within ${seconds(ms)}.`;
      controller.abort();
    }, ms);
  const whole = timerFor(totalMs, "did not answer");
  const first = firstTokenMs === null ? undefined : timerFor(firstTokenMs, "sent no first token");
  const onAbort = () => controller.abort();
  signal?.addEventListener("abort", onAbort, { once: true });

  const startedAt = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAt);
  try {
    const value = await request({ signal: controller.signal, arrived: () => clearTimeout(first), elapsedMs });
    return { value, latencyMs: elapsedMs() };
  } catch (error) {
    if (signal?.aborted) throw cancelled(signal);
    if (missed !== null) throw new ProviderError("timeout", missed, { retryable: true, cause: error });
    throw understand(error) ?? error;
  } finally {
    clearTimeout(whole);
    clearTimeout(first);
    signal?.removeEventListener("abort", onAbort);
  }
}

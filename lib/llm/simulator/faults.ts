import { hashToUnit } from "@/lib/engine/random";
import {
  type GenerateRequest,
  ProviderError,
  type ProviderFailureKind,
  type ScoreRequest,
} from "@/lib/llm/language-model";

export interface FaultDraw {
  /** Share of attempts that fail, from 0 (none) to 1 (all). */
  rate: number;
  /** The simulator's own seed. */
  seed: number;
  request: GenerateRequest | ScoreRequest;
  /** Number of the try, from 1, so that a retry is drawn anew. */
  attempt: number;
}

interface Fault {
  kind: ProviderFailureKind;
  status?: number;
  message: string;
}

/** What real providers do now and then; every one of them may be tried again. */
const faults: readonly Fault[] = [
  { kind: "rate_limited", status: 429, message: "answered 429: too many requests at once." },
  { kind: "server_error", status: 500, message: "answered 500: an internal error." },
  { kind: "timeout", message: "did not answer in time." },
  { kind: "connection", message: "closed the connection before the answer was complete (ECONNRESET)." },
  { kind: "invalid_response", status: 200, message: "sent a body that is not JSON." },
  { kind: "empty_answer", status: 200, message: "gave an empty answer." },
];

const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1_000;

/**
 * Fails a seeded share of attempts, with the faults that real providers have, in equal parts.
 *
 * Two attempts of one request are drawn apart from each other, so that a retry can succeed.
 *
 * @throws {ProviderError} for the share `rate` of all attempts; retryable. A rate limit asks to wait for
 *   0.1 to 1 second.
 * @throws {RangeError} if `rate` is not from 0 to 1, or `attempt` is not a whole number of 1 or more.
 */
export function injectFault({ rate, seed, request, attempt }: FaultDraw): void {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError(`a fault rate must be from 0 to 1, got ${rate}`);
  if (!Number.isInteger(attempt) || attempt < 1) {
    throw new RangeError(`attempts are counted from 1, got ${attempt}`);
  }
  const unit = (choice: string) => hashToUnit("fault", seed, JSON.stringify(request), attempt, choice);
  if (unit("happens") >= rate) return;

  const fault = faults[Math.floor(unit("which") * faults.length)];
  if (fault === undefined) throw new RangeError("there are no faults to choose from");
  const { kind, status, message } = fault;
  const waitMs = SHORTEST_WAIT_MS + unit("wait") * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS);
  throw new ProviderError(kind, `The simulator, as its fault rate asks for, ${message}`, {
    retryable: true,
    status,
    retryAfterMs: kind === "rate_limited" ? Math.round(waitMs) : undefined,
  });
}

import type { Guardrail, GuardrailUnit } from "@/lib/engine/decision/guardrails";
import { mean } from "@/lib/engine/statistics/samples";

/** What is known of one reply beside its score. */
export interface ReplyFacts {
  /** A whole, non-empty answer came; false: it failed or was cut off. */
  usable: boolean;
  /** As the provider counted them; null where it told none. */
  outputTokens: number | null;
  /** Milliseconds; null where it cannot be compared with the other prompt's. */
  latencyMs: number | null;
}

/** Replies of both prompts to one case. */
export interface ReplyFactsPair {
  baseline: ReplyFacts;
  candidate: ReplyFacts;
}

// With 20 to 40 cases one or two failures are chance; a tenth more is no prompt to put live.
const FAILED_LIMIT = { times: 1, plus: 0.1 };
// A reply of ordinary length (about 200 tokens) is allowed to a prompt whose predecessor was too terse.
const TOKENS_LIMIT = { times: 2, plus: 200 };
// The same in time: what such a reply takes at 40 tokens a second.
const LATENCY_LIMIT = { times: 2, plus: 5000 };

/** Both means over the cases on which both values are known; null where there is none. */
function meansOf(pairs: readonly ReplyFactsPair[], read: (facts: ReplyFacts) => number | null) {
  const known = pairs.flatMap(({ baseline, candidate }) => {
    const [a, b] = [read(baseline), read(candidate)];
    return a === null || b === null ? [] : [{ a, b }];
  });
  return { baseline: mean(known.map(({ a }) => a)), candidate: mean(known.map(({ b }) => b)) };
}

/**
 * Guardrails that the replies themselves can be measured by: failures, length in tokens (the price of a
 * reply, whatever a token costs) and waiting time.
 *
 * @param pairs Replies of both prompts to the same cases.
 * @returns Three guardrails; each is over the cases where both replies have the value, and has null values
 *   where there is none (`empty`).
 * @throws {RangeError} if a number is not finite.
 * @see checkGuardrails
 * @example
 * replyGuardrails([]).map(({ baseline }) => baseline); // => [null, null, null]
 */
export function replyGuardrails(pairs: readonly ReplyFactsPair[]): Guardrail[] {
  const of = (
    name: string,
    unit: GuardrailUnit,
    limit: Guardrail["limit"],
    read: (facts: ReplyFacts) => number | null,
  ): Guardrail => ({ name, unit, limit, ...meansOf(pairs, read) });

  return [
    of("Replies that failed or were cut off", "share", FAILED_LIMIT, ({ usable }) => Number(!usable)),
    of("Output tokens per reply", "tokens", TOKENS_LIMIT, ({ outputTokens }) => outputTokens),
    of("Waiting time per reply", "ms", LATENCY_LIMIT, ({ latencyMs }) => latencyMs),
  ];
}

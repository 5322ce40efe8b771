import { SLACK } from "@/lib/engine/decision/thresholds";

export type GuardrailUnit = "share" | "tokens" | "ms" | "usd";

/** A measure that must not get worse by more than a stated amount, whatever the reward gains. */
export interface Guardrail {
  /** As people read it: "Output tokens per reply". */
  name: string;
  unit: GuardrailUnit;
  /** Of the current prompt, 0 or more, lower is better; null: not measured. */
  baseline: number | null;
  candidate: number | null;
  /** The candidate's value may be at most `times` × the baseline's + `plus`. */
  limit: { times: number; plus: number };
}

export interface GuardrailResult {
  name: string;
  unit: GuardrailUnit;
  baseline: number | null;
  candidate: number | null;
  /** Highest value allowed, in `unit`; null while the baseline is not measured. */
  limit: number | null;
  status: "passes" | "fails" | "unavailable";
}

/**
 * Holds measured values against their limits. What was not measured is unavailable, neither kept nor broken.
 *
 * @param guardrails Each with its values and limit; one name each.
 * @returns One result per guardrail, in the order given. A value of exactly the limit passes.
 * @throws {RangeError} if a `baseline`, `candidate` or `limit` is negative or not finite, or a name occurs twice.
 * @example
 * checkGuardrails([
 *   { name: "Output tokens", unit: "tokens", baseline: 100, candidate: 210, limit: { times: 2, plus: 0 } },
 * ])[0]?.status; // => "fails"
 */
export function checkGuardrails(guardrails: readonly Guardrail[]): GuardrailResult[] {
  if (new Set(guardrails.map(({ name }) => name)).size !== guardrails.length) {
    throw new RangeError("guardrails must have one name each");
  }
  return guardrails.map(({ name, unit, baseline, candidate, limit }) => {
    const values = { baseline, candidate, "limit.times": limit.times, "limit.plus": limit.plus };
    for (const [field, value] of Object.entries(values)) {
      if (value !== null && !(Number.isFinite(value) && value >= 0)) {
        throw new RangeError(`${field} of guardrail ${name} must be 0 or more and finite, got ${value}`);
      }
    }
    const highest = baseline === null ? null : limit.times * baseline + limit.plus;
    const status =
      highest === null || candidate === null
        ? "unavailable"
        : candidate <= highest + SLACK * Math.max(1, highest)
          ? "passes"
          : "fails";
    return { name, unit, baseline, candidate, limit: highest, status };
  });
}

/** `6.2 %`, `180 tokens`, `1,240 ms`. */
function valueWords(value: number | null, unit: GuardrailUnit): string {
  if (value === null) return "not measured";
  if (unit === "share") return `${(100 * value).toFixed(1)} %`;
  if (unit === "usd") return `${value.toPrecision(3)} USD`;
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
}

/**
 * One sentence that names a failed guardrail with its numbers.
 *
 * @param result Of `checkGuardrails`.
 * @returns Plain text.
 * @example
 * guardrailSentence({
 *   name: "Output tokens per reply", unit: "tokens", baseline: 100, candidate: 210, limit: 200, status: "fails",
 * }); // => "Output tokens per reply: 210 tokens with the candidate, 100 tokens with the current prompt (at most 200 tokens)."
 */
export function guardrailSentence({ name, unit, baseline, candidate, limit }: GuardrailResult): string {
  const [now, before, most] = [candidate, baseline, limit].map((value) => valueWords(value, unit));
  return `${name}: ${now} with the candidate, ${before} with the current prompt (at most ${most}).`;
}

import { assertCount } from "@/lib/engine/statistics/ranges";

/** What work takes or took. */
export interface Spending {
  /** Calls to a model that were sent, failed ones among them. */
  calls: number;
  /** Input and output tokens together. */
  tokens: number;
  /** Whole micro-dollars (1e-6 USD); null where any part of it is not known, which is not 0. */
  microUsd: number | null;
  /** Minutes of wall time. */
  minutes: number;
}

/** Most that may be spent; null where there is no such limit. */
export type BudgetLimits = { readonly [Limit in keyof Spending]: number | null };

export type BudgetLimit = keyof Spending;

export const budgetLimits = ["calls", "tokens", "microUsd", "minutes"] as const satisfies BudgetLimit[];

/** Why a step does not fit: the limit would be passed, or it cannot be told whether it would. */
export interface BudgetStop {
  limit: BudgetLimit;
  reason: "over" | "unknown_price";
}

const SLACK = 1e-12;

function assertSpending(name: string, { calls, tokens, microUsd, minutes }: Spending): void {
  assertCount(`${name}.calls`, calls);
  assertCount(`${name}.tokens`, tokens);
  if (microUsd !== null) assertCount(`${name}.microUsd`, microUsd);
  if (!(minutes >= 0 && Number.isFinite(minutes))) {
    throw new RangeError(`${name}.minutes must be a finite number of 0 or more, got ${minutes}`);
  }
}

function assertLimits(limits: BudgetLimits): void {
  const { calls, tokens, microUsd, minutes } = limits;
  assertSpending("limits", {
    calls: calls ?? 0,
    tokens: tokens ?? 0,
    microUsd,
    minutes: minutes ?? 0,
  });
}

/**
 * Sum of what several pieces of work take, one after the other. Calls, tokens and money are whole numbers,
 * so their sums are exact in any order.
 *
 * @param parts Spendings; none give zeros.
 * @throws {RangeError} if a number is negative or NaN, a count is not whole, or a sum is too large to be exact.
 * @example
 * const reply = { calls: 1, tokens: 900, microUsd: 450, minutes: 0.5 };
 * sumSpending([reply, reply]); // => { calls: 2, tokens: 1800, microUsd: 900, minutes: 1 }
 * sumSpending([reply, { ...reply, microUsd: null }]).microUsd; // => null
 */
export function sumSpending(parts: readonly Spending[]): Spending {
  const total: Spending = { calls: 0, tokens: 0, microUsd: 0, minutes: 0 };
  for (const [i, part] of parts.entries()) {
    assertSpending(`parts[${i}]`, part);
    total.calls += part.calls;
    total.tokens += part.tokens;
    total.microUsd =
      total.microUsd === null || part.microUsd === null ? null : total.microUsd + part.microUsd;
    total.minutes += part.minutes;
  }
  assertSpending("the sum", total);
  return total;
}

/**
 * What is left of a budget, never below 0.
 *
 * @returns Per limit what is left, in its unit; null where there is no limit, and `unknown` for the money
 *   where what was spent is not known.
 * @throws {RangeError} if a number is negative or NaN, or a count is not whole.
 * @example
 * const limits = { calls: 100, tokens: null, microUsd: 2_000_000, minutes: null };
 * remainingBudget(limits, { calls: 120, tokens: 9000, microUsd: null, minutes: 3 });
 * // => { calls: 0, tokens: null, microUsd: "unknown", minutes: null }
 */
export function remainingBudget(
  limits: BudgetLimits,
  spent: Spending,
): Record<BudgetLimit, number | null | "unknown"> {
  assertLimits(limits);
  assertSpending("spent", spent);
  const left = (limit: BudgetLimit) => {
    const most = limits[limit];
    const used = spent[limit];
    if (most === null) return null;
    return used === null ? "unknown" : Math.max(0, most - used);
  };
  return {
    calls: left("calls"),
    tokens: left("tokens"),
    microUsd: left("microUsd"),
    minutes: left("minutes"),
  };
}

/**
 * Limits that stop the next step, before it is begun.
 *
 * A step that reaches a limit exactly fits. Where money is limited and the price of what was spent or of the
 * step is not known, the step is stopped: a limit that cannot be checked is not kept.
 *
 * @param limits Most that may be spent.
 * @param spent What has been spent.
 * @param next What the next step takes, at most.
 * @returns The limits in the way, in the order of `budgetLimits`; empty if the step fits.
 * @throws {RangeError} if a number is negative or NaN, or a count is not whole.
 * @example
 * const limits = { calls: 2, tokens: null, microUsd: 500, minutes: null };
 * const reply = { calls: 1, tokens: 900, microUsd: 450, minutes: 0.5 };
 * budgetStops(limits, reply, reply); // => [{ limit: "microUsd", reason: "over" }]
 */
export function budgetStops(limits: BudgetLimits, spent: Spending, next: Spending): BudgetStop[] {
  assertLimits(limits);
  const after = sumSpending([spent, next]);
  return budgetLimits.flatMap((limit): BudgetStop[] => {
    const most = limits[limit];
    const used = after[limit];
    if (most === null) return [];
    if (used === null) return [{ limit, reason: "unknown_price" }];
    return used > most + SLACK ? [{ limit, reason: "over" }] : [];
  });
}

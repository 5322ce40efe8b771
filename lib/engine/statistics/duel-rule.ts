import { duelEValues } from "@/lib/engine/statistics/duel";
import { assertCount, assertInside } from "@/lib/engine/statistics/ranges";

/** So that a value of exactly the threshold satisfies it. */
export const DUEL_SLACK = 1e-12;
/** What a challenger needs beside the evidence: decisive pairs, share of them won, gain in human score. */
export const PROMOTION = { minDecisive: 8, minShare: 0.55, minLift: 0.05 } as const;
/** Evidence against a challenger that ends its trial, and the decisive pairs it takes at least. */
export const DROP = { eMinus: 3, minDecisive: 4 } as const;

export interface DuelStage {
  /** Chance that a worthless challenger is promoted, at most. */
  alpha: number;
  /** Decisive pairs at which the challenger is dropped. */
  cap: number;
}

/** Decisive pairs of a duel. */
export interface DuelCounts {
  wins: number;
  losses: number;
}

/**
 * How strict a duel is, by the decisions people have made in the lab.
 *
 * @param decisions Whole number of 0 or more; as it was when the challenger started, so that its
 *   level is fixed beforehand.
 * @returns null under 10 decisions: two live drafts are shown, and no duel runs.
 * @throws {RangeError} if the number is negative or not whole.
 * @example
 * duelStage(120); // => { alpha: 0.1, cap: 40 }
 * duelStage(9); // => null
 */
export function duelStage(decisions: number): DuelStage | null {
  assertCount("decisions", decisions);
  if (decisions < 10) return null;
  if (decisions < 100) return { alpha: 0.2, cap: 25 };
  if (decisions < 200) return { alpha: 0.1, cap: 40 };
  return { alpha: 0.05, cap: 60 };
}

function assertStage({ alpha, cap }: DuelStage): void {
  assertInside("alpha", alpha);
  assertCount("cap", cap);
}

/**
 * Whether the counts alone would promote a challenger: E⁺ >= 1/α, 8 decisive pairs, 55 % of them won.
 *
 * @throws {RangeError} if a count is negative or not whole, or alpha is not inside 0 to 1.
 * @example
 * isProven({ wins: 7, losses: 1 }, { alpha: 0.2, cap: 25 }); // => true
 * isProven({ wins: 7, losses: 0 }, { alpha: 0.2, cap: 25 }); // => false
 */
export function isProven({ wins, losses }: DuelCounts, stage: DuelStage): boolean {
  assertStage(stage);
  const { ePlus } = duelEValues(wins, losses);
  const decisive = wins + losses;
  return (
    decisive >= PROMOTION.minDecisive &&
    wins >= PROMOTION.minShare * decisive - DUEL_SLACK &&
    ePlus >= (1 - DUEL_SLACK) / stage.alpha
  );
}

/**
 * Whether the counts speak against a challenger: E⁻ >= 3 from 4 decisive pairs on.
 *
 * @throws {RangeError} if a count is negative or not whole.
 * @example
 * isRefuted({ wins: 0, losses: 4 }); // => true
 * isRefuted({ wins: 0, losses: 3 }); // => false
 */
export function isRefuted({ wins, losses }: DuelCounts): boolean {
  const { eMinus } = duelEValues(wins, losses);
  return wins + losses >= DROP.minDecisive && eMinus >= DROP.eMinus - DUEL_SLACK;
}

/**
 * Decisive pairs that a challenger still needs if it wins all of them.
 *
 * The fewest possible, not a forecast; the gain in human score is asked for besides.
 *
 * @returns 0 when there are enough; null when it can no longer get there under the cap.
 * @throws {RangeError} if a count is negative or not whole, or the stage is invalid.
 * @example
 * fewestPairsNeeded({ wins: 5, losses: 1 }, { alpha: 0.2, cap: 25 }); // => 2
 */
export function fewestPairsNeeded({ wins, losses }: DuelCounts, stage: DuelStage): number | null {
  if (isProven({ wins, losses }, stage)) return 0;
  for (let more = 1; wins + losses + more <= stage.cap; more++) {
    if (isProven({ wins: wins + more, losses }, stage)) return more;
  }
  return null;
}

import { assertInside, assertShare } from "@/lib/engine/statistics/ranges";

export interface BettingResult {
  /** Natural logarithm of the wealth after the last observation. */
  logE: number;
  /** Its highest value so far, at least 0. */
  maxLogE: number;
  /** 1 / highest wealth: valid at every look. */
  pAnytime: number;
}

/**
 * Betting e-process for "the mean is above m", with a guarantee at every sample size.
 *
 * A gambler with wealth 1 bets on each observation before seeing it; if the mean is m or less, the
 * wealth ever reaches 1/α with probability α at most. Only for values from 0 to 1.
 *
 * @param y Values from 0 to 1 in the order of arrival; for differences d of scores, y = (d + 1) / 2.
 * @param options `m`: mean under the null, inside 0 to 1; `alpha`: level the bets are tuned for;
 *   `cap`: largest share of the wealth at stake, inside 0 to 1.
 * @returns Without values: log E = 0 and p = 1.
 * @throws {RangeError} if a value is outside 0 to 1, or an option outside its range.
 * @see Waudby-Smith & Ramdas, "Estimating means of bounded random variables by betting" (2024), eq. (26)
 * @example
 * bettingEProcess([1, 0, 0, 1, 1, 1, 1, 1, 0, 1], { alpha: 0.2 }).pAnytime; // => 0.351…
 */
export function bettingEProcess(
  y: readonly number[],
  { m = 0.5, alpha = 0.05, cap = 0.5 }: { m?: number; alpha?: number; cap?: number } = {},
): BettingResult {
  for (const [name, option] of Object.entries({ m, alpha, cap })) assertInside(name, option);
  for (const value of y) assertShare("y", value);
  const budget = -2 * Math.log(alpha);
  let logE = 0;
  let maxLogE = 0;
  let sum = 0.5;
  let squares = 0.25;
  y.forEach((value, at) => {
    const i = at + 1;
    // The variance before this value: a bet may not know what it is placed on.
    const variance = squares / i;
    const bet = Math.min(Math.sqrt(budget / (variance * i * Math.log(i + 1))), cap / m);
    logE += Math.log1p(bet * (value - m));
    maxLogE = Math.max(maxLogE, logE);
    sum += value;
    squares += (value - sum / (i + 1)) ** 2;
  });
  return { logE, maxLogE, pAnytime: Math.exp(-maxLogE) };
}

/**
 * Values for `bettingEProcess` (with m = ½) from two lists of scores: the i-th of one against the
 * i-th of the other, (b − a + 1) / 2. What has no partner yet waits.
 *
 * @param a Control, scores from 0 to 1 in the order of arrival. @param b Candidate, likewise.
 * @returns One value from 0 to 1 per pair; ½ where both scores are equal.
 * @throws {RangeError} if a score is outside 0 to 1.
 * @example
 * gainsByArrival([0.5, 0.2], [1]); // => [0.75]
 */
export function gainsByArrival(a: readonly number[], b: readonly number[]): number[] {
  for (const [name, scores] of Object.entries({ a, b })) {
    for (const score of scores) assertShare(name, score);
  }
  return b.slice(0, a.length).map((score, i) => (score - (a[i] ?? Number.NaN) + 1) / 2);
}

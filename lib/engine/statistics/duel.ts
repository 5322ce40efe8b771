import { assertCount } from "@/lib/engine/statistics/ranges";

/**
 * E⁺ up to the common factor: Σ_{k<=W} W! L! / (k! (n+1−k)!), from its largest-index term downwards.
 *
 * Equal to 2^(n+1) · B(W+1, L+1) · P(Beta(W+1, L+1) > ½), as P = P(Bin(n+1, ½) <= W). A finite sum of whole
 * ratios: the three factors themselves overflow and vanish from n = 1,000 on.
 */
function eValue(wins: number, losses: number): number {
  const n = wins + losses;
  let term = 1 / (losses + 1);
  let sum = term;
  for (let k = wins; k >= 1; k--) {
    term *= k / (n + 2 - k);
    sum += term;
  }
  return sum;
}

/**
 * Evidence of a blind side-by-side comparison, valid at every look.
 *
 * E⁺ = 2^(n+1) · B(W+1, L+1) · P(Beta(W+1, L+1) > ½) with n = W + L: the mean likelihood ratio of win
 * probabilities above one half against one half. Ties are not counted. No decisions give E = 1.
 *
 * @param wins Decisive pairs won by the challenger, whole number of 0 or more.
 * @param losses Decisive pairs lost, whole number of 0 or more.
 * @returns E-values for "wins more" and "loses more" (0 to Infinity) and confidence max(0, 1 − 1/E⁺).
 * @throws {RangeError} if a count is negative or not whole.
 * @see Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference" (2023), mixture of likelihood ratios
 * @example
 * duelEValues(7, 1).ePlus; // => 502 / 72
 * duelEValues(0, 0); // => { ePlus: 1, eMinus: 1, confidence: 0 }
 */
export function duelEValues(
  wins: number,
  losses: number,
): { ePlus: number; eMinus: number; confidence: number } {
  assertCount("wins", wins);
  assertCount("losses", losses);
  const ePlus = eValue(wins, losses);
  return { ePlus, eMinus: eValue(losses, wins), confidence: Math.max(0, 1 - 1 / ePlus) };
}

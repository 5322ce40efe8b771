import { bisect } from "@/lib/engine/statistics/bisection";
import { noncentralTTails } from "@/lib/engine/statistics/noncentral-t";
import { assertInside } from "@/lib/engine/statistics/ranges";
import { studentTQuantile } from "@/lib/engine/statistics/student-t";

/** Beyond these the power is 0 or 1 in any practical sense, and its integral would need too fine a grid. */
const LARGEST_DZ = 100;
const MOST_PAIRS = 1e9;

export interface PairedDesign {
  /** Chance of a false finding, inside 0 to 1. */
  alpha: number;
  /** `two_sided` counts findings in both directions, also the wrong one. */
  alternative: "greater" | "two_sided";
}

function assertDesign({ alpha, alternative }: PairedDesign): void {
  assertInside("alpha", alpha);
  if (alternative !== "greater" && alternative !== "two_sided") {
    throw new RangeError(`alternative must be greater or two_sided, got ${alternative}`);
  }
}

function assertPairs(pairs: number): void {
  if (!(pairs >= 2 && pairs <= MOST_PAIRS)) {
    throw new RangeError(`pairs must lie from 2 to ${MOST_PAIRS}, got ${pairs}`);
  }
}

function assertDz(dz: number): void {
  if (!(Math.abs(dz) <= LARGEST_DZ)) {
    throw new RangeError(`dz must lie from -${LARGEST_DZ} to ${LARGEST_DZ}, got ${dz}`);
  }
}

function powerAt(dz: number, pairs: number, { alpha, alternative }: PairedDesign): number {
  const df = pairs - 1;
  const shift = dz * Math.sqrt(pairs);
  if (alternative === "greater") return noncentralTTails(-studentTQuantile(alpha, df), df, shift).upper;
  const critical = -studentTQuantile(alpha / 2, df);
  return noncentralTTails(critical, df, shift).upper + noncentralTTails(-critical, df, shift).lower;
}

/**
 * Power of the paired t-test, by the noncentral t distribution.
 *
 * @param dz True mean of the differences in their standard deviations (Cohen's d_z), from −100 to 100.
 * @param pairs Number of pairs, 2 or more (not always whole, for the search below).
 * @returns Probability from 0 to 1 of a finding.
 * @throws {RangeError} if an argument is outside its range.
 * @see Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.3
 * @example
 * powerPairedT(0.4, 25, { alpha: 0.05, alternative: "greater" }); // => 0.617…
 */
export function powerPairedT(dz: number, pairs: number, design: PairedDesign): number {
  assertDz(dz);
  assertPairs(pairs);
  assertDesign(design);
  return powerAt(dz, pairs, design);
}

/**
 * Pairs that the paired t-test needs to reach a power.
 *
 * @param dz True d_z, from −100 to 100. @param design `power` wanted, inside 0 to 1, beside the test.
 * @returns The number that reaches it exactly (2 or more) and rounded up to whole pairs; null if none does:
 *   no difference, one in the wrong direction, or more than a billion pairs.
 * @throws {RangeError} if an argument is outside its range.
 * @example
 * sampleSizePairedT(0.5, { alpha: 0.05, power: 0.8, alternative: "two_sided" })?.pairs; // => 34
 */
export function sampleSizePairedT(
  dz: number,
  design: PairedDesign & { power: number },
): { exact: number; pairs: number } | null {
  assertDz(dz);
  assertDesign(design);
  assertInside("power", design.power);
  if (dz === 0 || (dz < 0 && design.alternative === "greater")) return null;
  const reaches = (pairs: number) => powerAt(dz, pairs, design) >= design.power;
  let enough = 2;
  if (reaches(enough)) return { exact: enough, pairs: enough };
  let tooFew = enough;
  while (!reaches(enough)) {
    if (enough === MOST_PAIRS) return null;
    tooFew = enough;
    enough = Math.min(2 * enough, MOST_PAIRS);
  }
  const exact = bisect(tooFew, enough, reaches);
  return { exact, pairs: Math.ceil(exact) };
}

/**
 * Smallest true effect that the paired t-test finds with the power wanted.
 *
 * @param pairs Number of pairs, 2 or more. @param design `power` wanted, inside 0 to 1, beside the test.
 * @returns d_z above 0; null if the power wanted is not above alpha (no effect is needed for it), or no d_z up
 *   to 100 reaches it.
 * @throws {RangeError} if an argument is outside its range.
 * @example
 * detectableDz(34, { alpha: 0.05, power: 0.8, alternative: "two_sided" }); // => 0.495…
 */
export function detectableDz(pairs: number, design: PairedDesign & { power: number }): number | null {
  assertPairs(pairs);
  assertDesign(design);
  assertInside("power", design.power);
  const reaches = (dz: number) => powerAt(dz, pairs, design) >= design.power;
  if (design.power <= design.alpha || !reaches(LARGEST_DZ)) return null;
  return bisect(0, LARGEST_DZ, reaches);
}

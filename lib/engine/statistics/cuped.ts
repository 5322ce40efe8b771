import type { ArmSummary } from "@/lib/engine/statistics/confidence-sequence";
import { assertFinite, mean } from "@/lib/engine/statistics/samples";
import { spreadOf } from "@/lib/engine/statistics/spread";

/** Outcomes and the score of the same units before they were assigned, in one order. */
export interface CupedArm {
  y: readonly number[];
  x: readonly number[];
}

export interface CupedResult {
  /** Slope of y on x over both arms; 0 if x does not vary. */
  theta: number;
  /** Adjusted summaries; ready for `differenceConfidenceSequence`. */
  control: ArmSummary;
  candidate: ArmSummary;
  /** Adjusted mean of the candidate minus that of the control. */
  difference: number;
  standardError: number;
}

/** Adjusted values this much closer together than the outcomes are large differ by rounding only. */
const ROUNDING = 1e-14;

function summarize(values: readonly number[], largest: number): ArmSummary | null {
  const spread = spreadOf(values);
  if (!spread) return null;
  return { n: spread.n, mean: spread.mean, variance: spread.sd <= ROUNDING * largest ? 0 : spread.sd ** 2 };
}

/**
 * CUPED: takes out of the outcome what an earlier score of the same unit already explained.
 *
 * y′ = y − θ(x − mean x) with θ = cov(y, x) / var(x) over both arms together. Sound only if x was
 * measured before the assignment.
 *
 * @returns θ (outcome per unit of the earlier score), both arms, difference and standard error in the unit of the
 *   outcome; null with fewer than two units in an arm (`insufficient_data`).
 * @throws {RangeError} if a value is NaN or infinite, or x and y of an arm differ in length.
 * @see Deng et al., "Improving the sensitivity of online controlled experiments by utilizing
 *   pre-experiment data" (2013)
 * @example
 * cupedDifference({ y: [1, 2, 3], x: [1, 1, 1] }, { y: [2, 3, 5], x: [1, 1, 1] })?.theta; // => 0
 */
export function cupedDifference(control: CupedArm, candidate: CupedArm): CupedResult | null {
  for (const [arm, { y, x }] of Object.entries({ control, candidate })) {
    if (y.length !== x.length) {
      throw new RangeError(`${arm}.y and ${arm}.x must be equally many, got ${y.length} and ${x.length}`);
    }
    assertFinite(y, `${arm}.y`);
    assertFinite(x, `${arm}.x`);
  }
  const x = [...control.x, ...candidate.x];
  const y = [...control.y, ...candidate.y];
  const meanX = mean(x);
  const meanY = mean(y);
  if (meanX === null || meanY === null) return null;

  let products = 0;
  let squares = 0;
  x.forEach((value, i) => {
    products += (value - meanX) * ((y[i] ?? Number.NaN) - meanY);
    squares += (value - meanX) ** 2;
  });
  // A constant such as 0.1 may miss its own mean by its last bit: that is no variance.
  const varies = x.some((value) => value !== x[0]);
  const theta = varies && squares > 0 ? products / squares : 0;
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const adjust = (arm: CupedArm) =>
    summarize(
      arm.y.map((value, i) => value - theta * ((arm.x[i] ?? Number.NaN) - meanX)),
      largest,
    );
  const a = adjust(control);
  const b = adjust(candidate);
  if (!a || !b) return null;
  return {
    theta,
    control: a,
    candidate: b,
    difference: b.mean - a.mean,
    standardError: Math.sqrt(a.variance / a.n + b.variance / b.n),
  };
}

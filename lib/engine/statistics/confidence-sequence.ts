import { type Formed, lackOf } from "@/lib/engine/statistics/missing";
import { normalLogCdf } from "@/lib/engine/statistics/normal";
import {
  assertCount,
  assertInside,
  assertNotNegative,
  assertNumber,
  assertPositive,
} from "@/lib/engine/statistics/ranges";

/** Bounds and p-values that hold at every look at once. */
export interface ConfidenceSequence {
  /** Tuning of the mixture; the bounds are tightest at the sample size it was chosen for. */
  rho2: number;
  /** Of the two-sided interval, in the unit of the mean. */
  halfWidth: number;
  low: number;
  high: number;
  /** One-sided: the mean lies above this. */
  lowerOneSided: number;
  /** Always-valid p of "the mean is not 0". */
  pTwoSided: number;
  /** Always-valid p of "the mean is above 0". */
  pGreater: number;
}

interface Tuning {
  /** Level of the bounds, inside 0 to 1; fixed before the start. */
  alpha: number;
  /** Sample size at which the bounds are tightest, above 0; fixed before the start. */
  tOpt: number;
}

/**
 * Tuning of the normal mixture that makes the bounds tightest at a sample size.
 *
 * @returns ρ², per observation, above 0.
 * @throws {RangeError} if alpha is not inside 0 to 1, or the sample size is not above 0.
 * @see Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence sequences" (2021), appendix B
 * @example
 * mixtureRho2({ alpha: 0.05, tOpt: 100 }); // => 0.0793…
 */
export function mixtureRho2({ alpha, tOpt }: Tuning): number {
  assertInside("alpha", alpha);
  assertPositive("tOpt", tOpt);
  const spent = -2 * Math.log(alpha);
  return (spent + Math.log1p(spent)) / tOpt;
}

/**
 * Normal-mixture confidence sequence of a mean: it may be looked at as often as one likes.
 *
 * Asymptotic: start looking at 20 observations, not at 2, where a 5 % bound errs in 15 %.
 *
 * @param sample Number of observations, their mean and their standard deviation (divisor n − 1).
 * @param tuning Level and planned sample size.
 * @returns The reason alone where it is undefined: fewer than two observations, or no variance.
 * @throws {RangeError} if a number is not finite, the count not whole, or a spread negative.
 * @see Robbins, "Statistical methods related to the law of the iterated logarithm" (1970);
 *   Waudby-Smith et al. (2021)
 * @example
 * const sequence = meanConfidenceSequence({ n: 50, mean: 0.05, sd: 0.2 }, { alpha: 0.2, tOpt: 50 });
 * formedOrNull(sequence)?.pGreater; // => 0.347…
 * meanConfidenceSequence({ n: 50, mean: 0.05, sd: 0 }, { alpha: 0.2, tOpt: 50 }); // => { missing: "zero_variance" }
 */
export function meanConfidenceSequence(
  { n, mean, sd }: { n: number; mean: number; sd: number },
  tuning: Tuning,
): Formed<ConfidenceSequence> {
  assertCount("n", n);
  assertNumber("mean", mean);
  assertNotNegative("sd", sd);
  const rho2 = mixtureRho2(tuning);
  const lack = lackOf([n], 2);
  if (lack !== null) return { missing: lack };
  if (sd === 0) return { missing: "zero_variance" };

  const { alpha } = tuning;
  const a = n * rho2 + 1;
  const scale = sd * Math.sqrt((2 * a) / (n * n * rho2));
  const halfWidth = scale * Math.sqrt(Math.log(Math.sqrt(a) / alpha));
  const oneSided = scale * Math.sqrt(Math.log1p(Math.sqrt(a) / (2 * alpha)));
  // z² / 2 = S²ρ² / (2A); in logarithms, as the exponential overflows from z = 38 on.
  const z = ((n * mean) / sd) * Math.sqrt(rho2 / a);
  const logRoot = Math.log(a) / 2;
  return {
    rho2,
    halfWidth,
    low: mean - halfWidth,
    high: mean + halfWidth,
    lowerOneSided: mean - oneSided,
    pTwoSided: Math.min(1, Math.exp(logRoot - (z * z) / 2)),
    pGreater: Math.min(1, Math.exp(logRoot - Math.LN2 - (z * z) / 2 - normalLogCdf(z))),
    missing: null,
  };
}

/** One arm of a comparison: what of its observations the sequence needs. */
export interface ArmSummary {
  /** Independent units (users), not ratings. */
  n: number;
  /** Any finite number while n is 0. */
  mean: number;
  /** Divisor n − 1; 0 while n is below 2. */
  variance: number;
}

/**
 * The same for the difference of two arms, candidate minus control, on n = both arms together.
 *
 * @param control Arm a.
 * @param candidate Arm b.
 * @param tuning `tOpt` counts both arms together.
 * @returns The sequence with `difference`; the reason alone with fewer than two units in an arm, or without any
 *   variance.
 * @throws {RangeError} as `meanConfidenceSequence`.
 * @see Waudby-Smith et al. (2021), section 3
 * @example
 * const control = { n: 40, mean: 3.2, variance: 1.4 };
 * const candidate = { n: 44, mean: 3.9, variance: 1.1 };
 * const sequence = differenceConfidenceSequence(control, candidate, { alpha: 0.2, tOpt: 100 });
 * formedOrNull(sequence)?.pGreater; // => 0.043…
 */
export function differenceConfidenceSequence(
  control: ArmSummary,
  candidate: ArmSummary,
  tuning: Tuning,
): Formed<ConfidenceSequence & { difference: number }> {
  for (const [arm, { n, mean, variance }] of Object.entries({ control, candidate })) {
    assertCount(`${arm}.n`, n);
    assertNumber(`${arm}.mean`, mean);
    assertNotNegative(`${arm}.variance`, variance);
  }
  mixtureRho2(tuning);
  const lack = lackOf([control.n, candidate.n], 2);
  if (lack !== null) return { missing: lack };
  const n = control.n + candidate.n;
  const difference = candidate.mean - control.mean;
  const sd = Math.sqrt((control.variance / control.n + candidate.variance / candidate.n) * n);
  const sequence = meanConfidenceSequence({ n, mean: difference, sd }, tuning);
  return sequence.missing === null ? { ...sequence, difference } : sequence;
}

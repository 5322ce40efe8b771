import type { Formed } from "@/lib/engine/statistics/missing";
import { percentText, powerSentence } from "@/lib/engine/statistics/planning-words";
import { detectableDz, powerPairedT, sampleSizePairedT } from "@/lib/engine/statistics/power-paired";
import { assertCount, assertInside, assertNotNegative, assertPositive } from "@/lib/engine/statistics/ranges";

/** A control mean at or below this has no meaningful ratio to it; lifts are then absolute. */
const SMALLEST_CONTROL_MEAN = 1e-9;
const DEFAULT_ALPHA = 0.2;
const DEFAULT_POWER = 0.8;
/** A lift of more standard deviations than this leaves nothing to chance. */
const LARGEST_DZ = 100;
/** The fewest pairs a t-test can be made of. */
const MIN_CASES = 2;

export interface PairedPlanInput {
  /** Cases at hand on which both prompts are scored; whole, 0 or more. */
  cases: number;
  /** True lift to be found, above 0: a share of the control mean, or absolute if that mean is 0. */
  lift: number;
  /** Mean score of the control, 0 or more. */
  controlMean: number;
  /** Standard deviation of the differences candidate − control, in the unit of the scores. */
  sdDifference: number;
  /** One-sided chance of a false finding (default 0.2). */
  alpha?: number;
  /** Power wanted (default 0.8). */
  targetPower?: number;
}

export interface PairedPlan {
  cases: number;
  lift: number;
  /** Whether lifts are shares of the control mean or differences of the scores. */
  liftIs: "relative" | "absolute";
  targetPower: number;
  /** Chance that these cases show the lift; null below two cases, where there is no test. */
  power: number | null;
  /** Cases that reach the power wanted; null if more than a billion. */
  casesNeeded: number | null;
  /** Smallest lift found with the power wanted on these cases; null below two cases or if there is none. */
  detectableLift: number | null;
}

/**
 * What a paired comparison of two prompts can find, before it is paid for.
 *
 * One-sided paired t-test for "the candidate is better". The standard deviation is an estimate from earlier
 * runs, so the numbers are plans, not promises.
 *
 * @returns Power, cases needed and smallest lift; `zero_variance` alone if the differences do not vary, or by less
 *   than a hundredth of the lift: there is nothing to plan with.
 * @throws {RangeError} if an argument is outside its range.
 * @see Cohen, Statistical Power Analysis for the Behavioral Sciences (1988), section 2.3
 * @example
 * const plan = planPairedComparison({ cases: 40, lift: 0.08, controlMean: 0.5, sdDifference: 0.25 });
 * formedOrNull(plan)?.power; // => 0.565…
 * formedOrNull(plan)?.casesNeeded; // => 112
 * formedOrNull(plan)?.detectableLift; // => 0.133…
 */
export function planPairedComparison({
  cases,
  lift,
  controlMean,
  sdDifference,
  alpha = DEFAULT_ALPHA,
  targetPower = DEFAULT_POWER,
}: PairedPlanInput): Formed<PairedPlan> {
  assertCount("cases", cases);
  assertPositive("lift", lift);
  assertNotNegative("controlMean", controlMean);
  assertNotNegative("sdDifference", sdDifference);
  assertInside("alpha", alpha);
  assertInside("targetPower", targetPower);

  const isRelative = controlMean > SMALLEST_CONTROL_MEAN;
  const unit = isRelative ? controlMean : 1;
  const dz = (lift * unit) / sdDifference;
  if (sdDifference === 0 || dz > LARGEST_DZ) return { missing: "zero_variance" };

  const design = { alpha, power: targetPower, alternative: "greater" } as const;
  const needed = sampleSizePairedT(dz, design)?.pairs ?? null;
  const isTestable = cases >= MIN_CASES;
  const smallestDz = isTestable ? detectableDz(cases, design) : null;
  return {
    cases,
    lift,
    liftIs: isRelative ? "relative" : "absolute",
    targetPower,
    power: isTestable ? powerPairedT(dz, cases, design) : null,
    casesNeeded: needed,
    detectableLift: smallestDz === null ? null : (smallestDz * sdDifference) / unit,
    missing: null,
  };
}

function liftText(lift: number, liftIs: PairedPlan["liftIs"]): string {
  return liftIs === "relative" ? percentText(lift) : `${Number(lift.toPrecision(3))} points`;
}

const casesText = (cases: number): string => (cases === 1 ? "1 case" : `${cases} cases`);

/**
 * A plan in one sentence.
 *
 * @example
 * const plan = planPairedComparison({ cases: 40, lift: 0.08, controlMean: 0.5, sdDifference: 0.25 });
 * plan.missing === null ? planningSentence(plan) : plan.missing;
 * // => "With 40 cases a true gain of 8 % is found with power 0.57; 112 cases give 0.8."
 */
export function planningSentence(plan: PairedPlan): string {
  return powerSentence({
    atHand: casesText(plan.cases),
    effect: `a true gain of ${liftText(plan.lift, plan.liftIs)}`,
    power: plan.power,
    targetPower: plan.targetPower,
    needed: plan.casesNeeded === null ? null : casesText(plan.casesNeeded),
  });
}

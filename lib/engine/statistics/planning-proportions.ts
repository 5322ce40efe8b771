import { percentText, powerSentence } from "@/lib/engine/statistics/planning-words";
import {
  detectableGainTwoProportions,
  powerTwoProportions,
  sampleSizeTwoProportions,
} from "@/lib/engine/statistics/power-proportions";
import { assertCount, assertInside, assertShare } from "@/lib/engine/statistics/ranges";

const DEFAULT_ALPHA = 0.2;
const DEFAULT_POWER = 0.8;

export interface ProportionPlanInput {
  /** Decisions at hand for each of the two prompts; whole, 0 or more. */
  perPrompt: number;
  /** True share of the control, e.g. its acceptance rate, 0 to 1. */
  control: number;
  /** Share of the candidate that is to be found, above `control`, up to 1. */
  candidate: number;
  /** One-sided chance of a false finding (default 0.2). */
  alpha?: number;
  /** Power wanted (default 0.8). */
  targetPower?: number;
}

export interface ProportionPlan {
  perPrompt: number;
  control: number;
  candidate: number;
  targetPower: number;
  /** Chance that these decisions show the rise; null without any, where there is no test. */
  power: number | null;
  /** Decisions for each prompt that reach the power wanted; null if more than a billion. */
  neededPerPrompt: number | null;
  /** Smallest share of the candidate found with the power wanted; null without decisions or if there is none. */
  detectableShare: number | null;
}

const MOST_PER_PROMPT = 1e9;

/**
 * What a comparison of two acceptance rates can find, before it is paid for.
 *
 * One-sided pooled z-test by the normal approximation: the numbers are rough where fewer than about five
 * decisions of either kind are expected for a prompt.
 *
 * @returns Power, decisions needed for each prompt, and the smallest share that is found.
 * @throws {RangeError} if an argument is outside its range, or `candidate` is not above `control`.
 * @see Fleiss, Levin & Paik, Statistical Methods for Rates and Proportions (2003), chapter 4
 * @example
 * const plan = planProportions({ perPrompt: 60, control: 0.3, candidate: 0.4 });
 * plan.power; // => 0.621…
 * plan.neededPerPrompt; // => 129
 */
export function planProportions({
  perPrompt,
  control,
  candidate,
  alpha = DEFAULT_ALPHA,
  targetPower = DEFAULT_POWER,
}: ProportionPlanInput): ProportionPlan {
  assertCount("perPrompt", perPrompt);
  assertShare("control", control);
  assertShare("candidate", candidate);
  if (candidate <= control) {
    throw new RangeError(`candidate must be above the control's ${control}, got ${candidate}`);
  }
  assertInside("alpha", alpha);
  assertInside("targetPower", targetPower);

  const design = { alpha, sides: 1, power: targetPower } as const;
  const needed = sampleSizeTwoProportions(control, candidate, design)?.users ?? null;
  const gain = perPrompt === 0 ? null : detectableGainTwoProportions(control, perPrompt, design);
  return {
    perPrompt,
    control,
    candidate,
    targetPower,
    power: perPrompt === 0 ? null : powerTwoProportions(control, candidate, perPrompt, design),
    neededPerPrompt: needed !== null && needed <= MOST_PER_PROMPT ? needed : null,
    detectableShare: gain === null ? null : control + gain,
  };
}

const decisionsText = (count: number): string =>
  `${count} ${count === 1 ? "decision" : "decisions"} per prompt`;

/**
 * A plan in one sentence.
 *
 * @example
 * proportionSentence(planProportions({ perPrompt: 60, control: 0.3, candidate: 0.4 }));
 * // => "With 60 decisions per prompt a rise from 30 % to 40 % is found with power 0.62; 129 decisions per prompt give 0.8."
 */
export function proportionSentence(plan: ProportionPlan): string {
  return powerSentence({
    atHand: decisionsText(plan.perPrompt),
    effect: `a rise from ${percentText(plan.control)} to ${percentText(plan.candidate)}`,
    power: plan.power,
    targetPower: plan.targetPower,
    needed: plan.neededPerPrompt === null ? null : decisionsText(plan.neededPerPrompt),
  });
}

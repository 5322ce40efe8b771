/**
 * A power or probability for a sentence: two digits, never rounded up to a certainty.
 *
 * @param power From 0 to 1.
 * @example
 * powerText(0.5649); // => "0.56"
 * powerText(0.999); // => "over 0.99"
 */
export function powerText(power: number): string {
  return power > 0.99 ? "over 0.99" : String(Number(power.toFixed(2)));
}

/**
 * A share as a percentage with at most three digits.
 *
 * @param share From 0 to 1.
 * @example
 * percentText(0.08); // => "8 %"
 */
export function percentText(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

interface PlanWords {
  /** What there is, e.g. `40 cases`. */
  atHand: string;
  /** What is to be found, e.g. `a true gain of 8 %`. */
  effect: string;
  /** null where the test cannot be made. */
  power: number | null;
  targetPower: number;
  /** How many would do, e.g. `112 cases`; null if no practical number does. */
  needed: string | null;
}

/**
 * What a plan says about the power at hand and the number that gives the power wanted.
 *
 * @example
 * const plan = { atHand: "40 cases", effect: "a true gain of 8 %", power: 0.565, targetPower: 0.8 };
 * powerSentence({ ...plan, needed: "112 cases" });
 * // => "With 40 cases a true gain of 8 % is found with power 0.56; 112 cases give 0.8."
 */
export function powerSentence({ atHand, effect, power, targetPower, needed }: PlanWords): string {
  const target = powerText(targetPower);
  const now =
    power === null
      ? `${atHand} cannot be tested`
      : `With ${atHand} ${effect} is found with power ${powerText(power)}`;
  if (power !== null && power >= targetPower) return `${now}, which reaches the ${target} wanted.`;
  if (needed === null) return `${now}; no practical number gives ${target}.`;
  return power === null
    ? `${now}; ${needed} give ${target} for ${effect}.`
    : `${now}; ${needed} give ${target}.`;
}

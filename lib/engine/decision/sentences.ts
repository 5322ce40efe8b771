import type { LiftKind } from "@/lib/engine/decision/measurement";
import type { DecisionConfig } from "@/lib/engine/decision/thresholds";

interface Gain {
  improvement: number | null;
  improvementKind: LiftKind;
}

interface Counted extends Gain {
  n: number;
  wins: number;
  losses: number;
  ties: number;
  confidence: number | null;
  failedCases: number;
  unsharedCases: number;
}

/**
 * `1 held-out case`, `24 held-out cases`.
 *
 * @param count Whole number of 0 or more. @param noun In the singular.
 * @example
 * counted(2, "held-out case"); // => "2 held-out cases"
 */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * A confidence to three digits: cut, not rounded, as 0.7996 must not be shown as having reached 0.8.
 *
 * @param confidence From 0 to 1.
 * @example
 * shownConfidence(0.79999); // => "0.799"
 */
export function shownConfidence(confidence: number): string {
  return (Math.floor(confidence * 1000 + 1e-9) / 1000).toFixed(3);
}

/**
 * The gain in one sentence, with what was needed.
 *
 * @param gain In the unit of its kind. @param caseName What a case is called, for a gain that is null.
 * @example
 * gainSentence({ improvement: 16, improvementKind: "relative" }, { minImprovement: 5, minConfidence: 0.8, minHeldOut: 20 }, "held-out case");
 * // => "The held-out reward rose by 16.0 % (needs 5 %)."
 */
export function gainSentence(
  { improvement, improvementKind }: Gain,
  { minImprovement }: DecisionConfig,
  caseName: string,
): string {
  if (improvement === null) return `No ${caseName} could be compared.`;
  const unit = improvementKind === "relative" ? "%" : "points of 100";
  const why = improvementKind === "absolute" ? "; the current prompt scored 0, so there is no ratio" : "";
  const reward = caseName === "case" ? "reward" : `${caseName.replace(/ case$/, "")} reward`;
  if (improvement === 0) return `The ${reward} did not change (needs ${minImprovement} ${unit}${why}).`;
  const moved = `${improvement > 0 ? "rose" : "fell"} by ${Math.abs(improvement).toFixed(1)} ${unit}`;
  return `The ${reward} ${moved} (needs ${minImprovement} ${unit}${why}).`;
}

/**
 * Everything that a judgement rests on, in plain sentences, the most important first.
 *
 * @param found Gain, confidence and counts. @param caseName What a case is called.
 * @returns One to six sentences.
 * @example
 * reasonsFor(
 *   { improvement: null, improvementKind: "absolute", n: 0, wins: 0, losses: 0, ties: 0, confidence: null, failedCases: 0, unsharedCases: 0 },
 *   { minImprovement: 5, minConfidence: 0.8, minHeldOut: 20 }, "case",
 * ); // => ["Only 0 cases could be compared (needs 20).", "No case could be compared."]
 */
export function reasonsFor(found: Counted, config: DecisionConfig, caseName: string): string[] {
  const { n, confidence, wins, losses, ties, failedCases, unsharedCases } = found;
  const reasons = [gainSentence(found, config, caseName)];
  if (n < config.minHeldOut) {
    reasons.unshift(`Only ${counted(n, caseName)} could be compared (needs ${config.minHeldOut}).`);
  }
  if (confidence !== null) {
    reasons.push(`The confidence is ${shownConfidence(confidence)} (needs ${config.minConfidence}).`);
    reasons.push(
      `Of ${counted(n, caseName)} ${wins} got better, ${losses} got worse and ${ties} stayed equal.`,
    );
  }
  if (failedCases > 0) reasons.push(`${counted(failedCases, caseName)} failed and entered no mean.`);
  if (unsharedCases > 0) {
    const have = unsharedCases === 1 ? "has" : "have";
    reasons.push(`${counted(unsharedCases, caseName)} ${have} no signal that both prompts share.`);
  }
  return reasons;
}

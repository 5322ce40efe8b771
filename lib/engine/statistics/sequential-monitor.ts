import { type ArmSummary, differenceConfidenceSequence } from "@/lib/engine/statistics/confidence-sequence";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import {
  assertCount,
  assertInside,
  assertNotNegative,
  assertNumber,
  assertPositive,
  assertShare,
} from "@/lib/engine/statistics/ranges";

/** So that a lift of exactly the threshold satisfies it. */
const SLACK = 1e-12;
/** A control mean at or below this has no meaningful ratio to it. */
const SMALLEST_CONTROL_MEAN = 1e-9;

export interface MonitorConfig {
  /** Both arms together; fixed before the start. The bounds are tightest here, and it is the deadline. */
  plannedTotal: number;
  deadlineDays: number;
  /** Fewest units per arm at the first look: earlier the asymptotic bounds err too often. */
  minPerArm: number;
  benefitAlpha: number;
  harmAlpha: number;
  /** Smallest lift worth a next stage, as a share of the control mean. */
  minLift: number;
  /** Below this the split of the traffic is broken and no comparison counts. */
  sampleRatioAlpha: number;
  /** Chosen before the start: null asks for benefit, a margin above 0 for "not worse by more than this". */
  nonInferiorityMargin: number | null;
}

export const defaultMonitorConfig: Omit<MonitorConfig, "plannedTotal"> = {
  deadlineDays: 14,
  minPerArm: 20,
  benefitAlpha: 0.2,
  harmAlpha: 0.05,
  minLift: 0.05,
  sampleRatioAlpha: 0.001,
  nonInferiorityMargin: null,
};

/** Smallest p-values so far; null while there was none. */
export interface MonitorState {
  pBetter: number | null;
  pWorse: number | null;
}

/** Where every stage starts. */
export const freshMonitor: MonitorState = { pBetter: null, pWorse: null };

export interface MonitorLook {
  /** All units of this stage so far; the unit is the user. */
  control: ArmSummary;
  candidate: ArmSummary;
  /** From `splitPValue` over the users assigned in this stage; null while it cannot be formed. */
  sampleRatioP: number | null;
  /** One sentence for each hard guardrail (cost, latency, format, safety) that fails. */
  guardrailFailures: readonly string[];
  daysRunning: number;
}

export interface MonitorVerdict {
  action: "freeze" | "roll_back" | "next_stage" | "keep_control" | "collect";
  /** To be passed to the next look of the same stage. */
  state: MonitorState;
  /** Always-valid p at this look alone; null where undefined (counts as no evidence). */
  pBetterNow: number | null;
  pWorseNow: number | null;
  /** Candidate minus control; null until the first look is due. */
  difference: number | null;
  /** One-sided, at the level of benefit. */
  lowerBound: number | null;
  /** Share of the control mean if relative, points of 0 to 1 if absolute. */
  lift: number | null;
  liftKind: "relative" | "absolute";
  reasons: string[];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const decimal = (value: number) => value.toFixed(3);

/** The smaller of two p-values of which either may be undefined. */
function smaller(before: number | null, now: number | null): number | null {
  if (before === null || now === null) return before ?? now;
  return Math.min(before, now);
}

function assertConfig(config: MonitorConfig): void {
  assertPositive("plannedTotal", config.plannedTotal);
  assertPositive("deadlineDays", config.deadlineDays);
  assertCount("minPerArm", config.minPerArm);
  if (config.minPerArm < 2) throw new RangeError(`minPerArm must be 2 or more, got ${config.minPerArm}`);
  assertInside("benefitAlpha", config.benefitAlpha);
  assertInside("harmAlpha", config.harmAlpha);
  assertInside("sampleRatioAlpha", config.sampleRatioAlpha);
  assertNumber("minLift", config.minLift);
  if (config.nonInferiorityMargin !== null) {
    assertPositive("nonInferiorityMargin", config.nonInferiorityMargin);
  }
}

function assertLook({ sampleRatioP, daysRunning }: MonitorLook, { pBetter, pWorse }: MonitorState): void {
  for (const [name, p] of Object.entries({ sampleRatioP, pBetter, pWorse })) {
    if (p !== null) assertShare(name, p);
  }
  assertNotNegative("daysRunning", daysRunning);
}

/**
 * One look at live traffic of two arms; there may be as many looks as one likes.
 *
 * In this order: a failed hard guardrail rolls back whatever else is true, as it needs no comparison;
 * a broken split freezes, so that no comparison is read from it; harm rolls back; benefit (or
 * non-inferiority) goes on to the next stage; at the deadline the control stays. The p-values are
 * running minima; while they are undefined (too few units, no variance) the stage collects.
 *
 * @param look Everything observed in this stage so far.
 * @param state Result of the stage's previous look, or `freshMonitor`.
 * @param config Fixed before the start of the stage.
 * @returns What to do now, the state for the next look, and every number behind it.
 * @throws {RangeError} if a number is not finite, a count not whole, or a threshold outside its range.
 * @see Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence sequences" (2021)
 * @example
 * const config = { ...defaultMonitorConfig, plannedTotal: 400 };
 * const arms = { control: { n: 60, mean: 0.5, variance: 0.04 }, candidate: { n: 60, mean: 0.7, variance: 0.04 } };
 * const rest = { sampleRatioP: 1, guardrailFailures: [], daysRunning: 3 };
 * monitorLook({ ...arms, ...rest }, freshMonitor, config).action; // => "next_stage"
 * monitorLook({ ...arms, ...rest, sampleRatioP: 0.0001 }, freshMonitor, config).action; // => "freeze"
 */
export function monitorLook(look: MonitorLook, state: MonitorState, config: MonitorConfig): MonitorVerdict {
  assertConfig(config);
  assertLook(look, state);
  const { control, candidate, sampleRatioP, guardrailFailures, daysRunning } = look;

  const tOpt = config.plannedTotal;
  // Formed before the first look is due as well, so that bad input is refused from the start.
  const benefit = differenceConfidenceSequence(control, candidate, { alpha: config.benefitAlpha, tOpt });
  const harm = differenceConfidenceSequence(candidate, control, { alpha: config.harmAlpha, tOpt });
  const isDue = Math.min(control.n, candidate.n) >= config.minPerArm;
  const isBroken = sampleRatioP !== null && sampleRatioP < config.sampleRatioAlpha - SLACK;

  const better = isDue ? formedOrNull(benefit) : null;
  const pBetterNow = better?.pGreater ?? null;
  const pWorseNow = isDue ? (formedOrNull(harm)?.pGreater ?? null) : null;
  const pBetter = smaller(state.pBetter, pBetterNow);
  const pWorse = smaller(state.pWorse, pWorseNow);
  const difference = isDue ? candidate.mean - control.mean : null;
  const liftKind = isDue && control.mean <= SMALLEST_CONTROL_MEAN ? "absolute" : "relative";
  const lift = difference === null || liftKind === "absolute" ? difference : difference / control.mean;

  const end = (action: MonitorVerdict["action"], reasons: string[]): MonitorVerdict => ({
    action,
    // What a broken split shows must not be remembered as evidence.
    state: isBroken ? state : { pBetter, pWorse },
    pBetterNow,
    pWorseNow,
    difference,
    lowerBound: better?.lowerOneSided ?? null,
    lift,
    liftKind,
    reasons,
  });

  const splitFault = isBroken
    ? [`Users are not split as planned (p = ${sampleRatioP}): no winner can be read from this traffic.`]
    : [];
  if (guardrailFailures.length > 0) return end("roll_back", [...guardrailFailures, ...splitFault]);
  if (isBroken) return end("freeze", splitFault);
  if (pWorse !== null && pWorse <= config.harmAlpha + SLACK) {
    return end("roll_back", [
      `The candidate does worse than the current prompt (p = ${decimal(pWorse)}, limit ${config.harmAlpha}).`,
    ]);
  }

  const missing: string[] = [];
  if (!isDue) {
    missing.push(
      `The first look is at ${config.minPerArm} users per arm; there are ${control.n} and ${candidate.n}.`,
    );
  } else if (better === null) {
    missing.push("All users gave the same score, so nothing can be compared yet.");
  } else if (config.nonInferiorityMargin !== null) {
    if (better.lowerOneSided > -config.nonInferiorityMargin + SLACK) {
      return end("next_stage", [
        `The candidate is worse by ${config.nonInferiorityMargin} points at most: the lower bound is ${decimal(better.lowerOneSided)}.`,
      ]);
    }
    missing.push(
      `The lower bound of the difference is ${decimal(better.lowerOneSided)}; above −${config.nonInferiorityMargin} is needed.`,
    );
  } else {
    const isProven = pBetter !== null && pBetter <= config.benefitAlpha + SLACK;
    const isEnough = lift !== null && lift >= config.minLift - SLACK;
    const gain = `${percent(lift ?? Number.NaN)}${liftKind === "absolute" ? " of the scale" : ""}`;
    if (isProven && isEnough) {
      return end("next_stage", [`The candidate is better by ${gain} (p = ${decimal(pBetter)}).`]);
    }
    if (!isProven) missing.push(`p = ${decimal(pBetter ?? 1)}; at most ${config.benefitAlpha} is needed.`);
    if (!isEnough) missing.push(`The gain is ${gain}; at least ${percent(config.minLift)} is needed.`);
  }

  const isOver = daysRunning >= config.deadlineDays - SLACK || control.n + candidate.n >= config.plannedTotal;
  if (isOver) return end("keep_control", ["The trial ended without a proof of benefit.", ...missing]);
  return end("collect", missing);
}

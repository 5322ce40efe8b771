import type { FeedbackAction } from "@/lib/engine/reward/human";
import { wilsonInterval } from "@/lib/engine/statistics/proportions";

const MS_PER_HOUR = 3_600_000;
/** So that 3 of 10 satisfies "at least 0.3". */
const SLACK = 1e-12;
/** An edit is negative below this human score, i.e. when more than half of the words changed. */
const NEGATIVE_EDIT_SCORE = 0.3;

export interface TriggerConfig {
  /** Votes needed in the window, at least 1. */
  minFeedbackCount: number;
  /** Share of negative votes needed, 0 to 1. */
  minNegativeFeedbackRatio: number;
  feedbackWindowHours: number;
  /** Hours to wait after a run; 0 switches the wait off. */
  minTimeSinceLastOptimizationHours: number;
  /** Runs allowed in 24 hours; 0 switches the limit off. */
  maxOptimizationFrequencyPerDay: number;
}

export const defaultTriggerConfig: TriggerConfig = {
  minFeedbackCount: 10,
  minNegativeFeedbackRatio: 0.3,
  feedbackWindowHours: 24,
  minTimeSinceLastOptimizationHours: 6,
  maxOptimizationFrequencyPerDay: 4,
};

/** One person's verdict on the drafts of one email. */
export interface Vote {
  /** When it was given, in milliseconds since 1970. */
  at: number;
  negative: boolean;
}

export interface VotedFeedback {
  emailId: string;
  reviewer: string;
  action: FeedbackAction;
  /** 0 to 1; see `humanScore`. */
  humanScore: number;
  /** Milliseconds since 1970. */
  at: number;
}

function assertFeedback(feedback: readonly VotedFeedback[]): void {
  for (const { humanScore, at } of feedback) {
    if (!(humanScore >= 0 && humanScore <= 1)) {
      throw new RangeError(`humanScore must lie from 0 to 1, got ${humanScore}`);
    }
    if (!Number.isFinite(at)) throw new RangeError(`at must be a time in milliseconds, got ${at}`);
  }
}

/**
 * One vote per email and reviewer from their decisions on its drafts.
 *
 * A skip is no vote. Any accepted draft, or an edited one with a human score of 0.3 or more, makes the
 * vote positive whatever became of its siblings. Negative: every judged draft was rejected or edited
 * beyond that. The vote counts from the latest of these decisions.
 *
 * @param feedback Current decisions (not superseded ones) on drafts of the live prompt version.
 * @returns Votes by rising time.
 * @throws {RangeError} if a `humanScore` is outside 0 to 1, or an `at` is not finite.
 * @example
 * votesOf([{ emailId: "1", reviewer: "ada", action: "reject", humanScore: 0, at: 5 }]); // => [{ at: 5, negative: true }]
 */
export function votesOf(feedback: readonly VotedFeedback[]): Vote[] {
  assertFeedback(feedback);
  const votes = new Map<string, Vote>();
  for (const { emailId, reviewer, action, humanScore, at } of feedback) {
    if (action === "skip") continue;
    const negative = action === "reject" || (action === "edit" && humanScore < NEGATIVE_EDIT_SCORE - SLACK);
    const key = JSON.stringify([emailId, reviewer]);
    const earlier = votes.get(key);
    votes.set(key, {
      at: Math.max(at, earlier?.at ?? at),
      negative: negative && (earlier?.negative ?? true),
    });
  }
  return [...votes.values()].sort((a, b) => a.at - b.at);
}

export type TriggerConditionName = "min_feedback" | "negative_ratio" | "time_since_last_run" | "runs_per_day";

export interface TriggerCondition {
  name: TriggerConditionName;
  label: string;
  /** null where there is nothing to measure: no votes, or no run yet. */
  value: number | null;
  threshold: number;
  unit: "decisions" | "share" | "hours" | "runs";
  met: boolean;
  detail?: string;
}

export interface TriggerReport {
  shouldOptimize: boolean;
  /** All four, met or not, in this order. */
  conditions: TriggerCondition[];
  /** 95 % Wilson interval of the negative share; null without votes. */
  interval: { low: number; high: number } | null;
}

interface TriggerInput {
  /** Current decisions on drafts of the live prompt version; those outside the window are ignored. */
  feedback: readonly VotedFeedback[];
  /** Start of the latest run in milliseconds since 1970; null if there was none. */
  lastRunAt: number | null;
  runsInLast24h: number;
  /** Milliseconds since 1970. */
  now: number;
  config: TriggerConfig;
}

function assertConfig(config: TriggerConfig): void {
  const {
    minFeedbackCount,
    minNegativeFeedbackRatio,
    feedbackWindowHours,
    minTimeSinceLastOptimizationHours,
    maxOptimizationFrequencyPerDay,
  } = config;
  const problems = [
    !(Number.isInteger(minFeedbackCount) && minFeedbackCount >= 1) &&
      "minFeedbackCount must be a whole number of 1 or more",
    !(minNegativeFeedbackRatio >= 0 && minNegativeFeedbackRatio <= 1) &&
      "minNegativeFeedbackRatio must lie from 0 to 1",
    !(Number.isFinite(feedbackWindowHours) && feedbackWindowHours > 0) &&
      "feedbackWindowHours must be above 0",
    !(Number.isFinite(minTimeSinceLastOptimizationHours) && minTimeSinceLastOptimizationHours >= 0) &&
      "minTimeSinceLastOptimizationHours must be 0 or more",
    !(Number.isFinite(maxOptimizationFrequencyPerDay) && maxOptimizationFrequencyPerDay >= 0) &&
      "maxOptimizationFrequencyPerDay must be 0 or more",
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new RangeError(problems.join("; "));
}

/**
 * Whether the feedback on the live prompt calls for an optimization run, and what is missing if not.
 *
 * All four must hold: enough votes in the window (both edges included), enough of them negative, enough
 * hours since the last run (none yet: holds), few enough runs in 24 hours. Votes are formed from the
 * decisions inside the window alone: one dated in the future, by a clock that is ahead, neither counts nor
 * takes the reviewer's earlier ones with it. A last run in the future counts as a run just now.
 *
 * @param input Decisions on the live prompt version, the latest run, the time and the lab's thresholds.
 * @returns Every condition with its value and whether it was met, and the 95 % interval of the share.
 * @throws {RangeError} if the configuration, a time, a score or the count of runs is invalid.
 * @see wilsonInterval, votesOf
 * @example
 * const idle = { feedback: [], lastRunAt: null, runsInLast24h: 0, now: 0, config: defaultTriggerConfig };
 * evaluateTrigger(idle).shouldOptimize; // => false
 */
export function evaluateTrigger({
  feedback,
  lastRunAt,
  runsInLast24h,
  now,
  config,
}: TriggerInput): TriggerReport {
  assertConfig(config);
  for (const [name, time] of Object.entries({ now, lastRunAt })) {
    if (time !== null && !Number.isFinite(time)) {
      throw new RangeError(`${name} must be a time in milliseconds, got ${time}`);
    }
  }
  assertFeedback(feedback);
  if (!Number.isInteger(runsInLast24h) || runsInLast24h < 0) {
    throw new RangeError(`runsInLast24h must be a whole number of 0 or more, got ${runsInLast24h}`);
  }

  const from = now - config.feedbackWindowHours * MS_PER_HOUR;
  const inWindow = votesOf(feedback.filter(({ at }) => at >= from && at <= now));
  const future = votesOf(feedback.filter(({ at }) => at > now)).length;
  const negatives = inWindow.filter(({ negative }) => negative).length;
  const ratio = inWindow.length === 0 ? null : negatives / inWindow.length;
  const hours = lastRunAt === null ? null : Math.max(0, now - lastRunAt) / MS_PER_HOUR;
  const minHours = config.minTimeSinceLastOptimizationHours;
  const maxRuns = config.maxOptimizationFrequencyPerDay;

  const conditions: TriggerCondition[] = [
    {
      name: "min_feedback",
      label: `Decisions in the last ${config.feedbackWindowHours} h`,
      value: inWindow.length,
      threshold: config.minFeedbackCount,
      unit: "decisions",
      met: inWindow.length >= config.minFeedbackCount,
      ...(future > 0 && { detail: `${future} dated in the future, not counted` }),
    },
    {
      name: "negative_ratio",
      label: "Share of negative decisions",
      value: ratio,
      threshold: config.minNegativeFeedbackRatio,
      unit: "share",
      met: ratio !== null && ratio >= config.minNegativeFeedbackRatio - SLACK,
      detail: ratio === null ? "no decisions yet" : `${negatives} of ${inWindow.length}`,
    },
    {
      name: "time_since_last_run",
      label: "Hours since the last run",
      value: hours,
      threshold: minHours,
      unit: "hours",
      met: hours === null || hours >= minHours - SLACK,
      ...(minHours === 0 ? { detail: "no wait is set" } : hours === null && { detail: "no run yet" }),
    },
    {
      name: "runs_per_day",
      label: "Runs in the last 24 h",
      value: runsInLast24h,
      threshold: maxRuns,
      unit: "runs",
      met: maxRuns === 0 || runsInLast24h < maxRuns,
      ...(maxRuns === 0 && { detail: "no limit is set" }),
    },
  ];

  return {
    shouldOptimize: conditions.every(({ met }) => met),
    conditions,
    interval: wilsonInterval(negatives, inWindow.length),
  };
}

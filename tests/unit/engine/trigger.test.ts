import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultTriggerConfig,
  evaluateTrigger,
  type TriggerConfig,
  type VotedFeedback,
  votesOf,
} from "@/lib/engine/trigger";

const HOUR = 3_600_000;
const now = Date.UTC(2026, 2, 1, 12);
/** Decisions of one reviewer, each on an email of its own. */
const decisions = (count: number, negatives: number, at = now - HOUR): VotedFeedback[] =>
  Array.from({ length: count }, (_, i) => {
    const isNegative = i < negatives;
    const verdict = isNegative
      ? ({ action: "reject", humanScore: 0 } as const)
      : ({ action: "accept", humanScore: 1 } as const);
    return { emailId: `email-${at}-${i}`, reviewer: "ada", at, ...verdict };
  });

const due = {
  feedback: decisions(10, 3),
  lastRunAt: null as number | null,
  runsInLast24h: 0,
  now,
  config: defaultTriggerConfig,
};
const withConfig = (change: Partial<TriggerConfig>) => ({
  ...due,
  config: { ...defaultTriggerConfig, ...change },
});

describe("evaluateTrigger", () => {
  it.each([
    { case: "exactly the thresholds, with no run yet", input: due, failed: [] },
    { case: "one vote too few", input: { ...due, feedback: decisions(9, 9) }, failed: ["min_feedback"] },
    {
      case: "one negative too few",
      input: { ...due, feedback: decisions(10, 2) },
      failed: ["negative_ratio"],
    },
    { case: "no votes", input: { ...due, feedback: [] }, failed: ["min_feedback", "negative_ratio"] },
    { case: "a run exactly 6 h ago", input: { ...due, lastRunAt: now - 6 * HOUR }, failed: [] },
    {
      case: "a run a millisecond less ago",
      input: { ...due, lastRunAt: now - 6 * HOUR + 1 },
      failed: ["time_since_last_run"],
    },
    {
      case: "a run in the future, after a clock was set back",
      input: { ...due, lastRunAt: now + 99 * HOUR },
      failed: ["time_since_last_run"],
    },
    { case: "a fourth run", input: { ...due, runsInLast24h: 3 }, failed: [] },
    { case: "a fifth run", input: { ...due, runsInLast24h: 4 }, failed: ["runs_per_day"] },
    {
      case: "everything wrong, all of it told",
      input: { ...due, feedback: decisions(3, 0), lastRunAt: now, runsInLast24h: 9 },
      failed: ["min_feedback", "negative_ratio", "time_since_last_run", "runs_per_day"],
    },
    {
      case: "votes at the far edge of the window",
      input: { ...due, feedback: decisions(10, 3, now - 24 * HOUR) },
      failed: [],
    },
    { case: "votes of this very moment", input: { ...due, feedback: decisions(10, 3, now) }, failed: [] },
    {
      case: "votes just outside the window",
      input: { ...due, feedback: decisions(10, 3, now - 24 * HOUR - 1) },
      failed: ["min_feedback", "negative_ratio"],
    },
    {
      case: "votes from the future",
      input: { ...due, feedback: decisions(10, 3, now + 1) },
      failed: ["min_feedback", "negative_ratio"],
    },
    {
      case: "votes split over both edges, each just inside",
      input: { ...due, feedback: [...decisions(5, 3, now - 24 * HOUR), ...decisions(5, 0, now)] },
      failed: [],
    },
    {
      case: "one of the ten a millisecond too old",
      input: { ...due, feedback: [...decisions(9, 3), ...decisions(1, 0, now - 24 * HOUR - 1)] },
      failed: ["min_feedback"],
    },
    {
      case: "ten rejected drafts of one email, which are one vote",
      input: { ...due, feedback: decisions(10, 10).map((row) => ({ ...row, emailId: "1" })) },
      failed: ["min_feedback"],
    },
    {
      case: "ten reviewers of one email, who are ten votes",
      input: {
        ...due,
        feedback: decisions(10, 3).map((row, i) => ({ ...row, emailId: "1", reviewer: `${i}` })),
      },
      failed: [],
    },
    {
      case: "skips, which fill no window",
      input: {
        ...due,
        feedback: decisions(10, 3).map((row) => ({ ...row, action: "skip" as const, humanScore: 0.3 })),
      },
      failed: ["min_feedback", "negative_ratio"],
    },
    {
      case: "second decisions dated in the future, which leave the first ones counted",
      input: {
        ...due,
        feedback: [
          ...decisions(10, 3),
          ...decisions(10, 3).map((row) => ({
            ...row,
            at: now + HOUR,
            action: "accept" as const,
            humanScore: 1,
          })),
        ],
      },
      failed: [],
    },
    {
      case: "acceptances before the window, which do not redeem rejections in it",
      input: {
        ...due,
        feedback: [
          ...decisions(10, 3),
          ...decisions(10, 0).map((row) => ({
            ...row,
            emailId: `email-${now - HOUR}-0`,
            at: now - 25 * HOUR,
          })),
        ],
      },
      failed: [],
    },
    {
      case: "no wait set",
      input: { ...withConfig({ minTimeSinceLastOptimizationHours: 0 }), lastRunAt: now + 1 },
      failed: [],
    },
    {
      case: "no limit set",
      input: { ...withConfig({ maxOptimizationFrequencyPerDay: 0 }), runsInLast24h: 1000 },
      failed: [],
    },
    {
      case: "a share whose binary form lies above the decimal",
      input: { ...withConfig({ minNegativeFeedbackRatio: 0.1 + 0.2 }) },
      failed: [],
    },
  ])("fails $failed for $case", ({ input, failed }) => {
    const report = evaluateTrigger(input);
    expect(report.conditions.filter(({ met }) => !met).map(({ name }) => name)).toEqual(failed);
    expect(report.conditions).toHaveLength(4);
    expect(report.shouldOptimize).toBe(failed.length === 0);
  });

  it("shows each value with its threshold and unit, and null where there is nothing to measure", () => {
    const report = evaluateTrigger({
      ...due,
      feedback: [...decisions(10, 4), ...decisions(2, 2, now + 1)],
      lastRunAt: now - 3 * HOUR,
    });
    expect(report.conditions).toMatchObject([
      { value: 10, threshold: 10, unit: "decisions", detail: "2 dated in the future, not counted" },
      { value: 0.4, threshold: 0.3, unit: "share", detail: "4 of 10" },
      { value: 3, threshold: 6, unit: "hours", met: false },
      { value: 0, threshold: 4, unit: "runs" },
    ]);
    const empty = evaluateTrigger({ ...due, feedback: [] });
    expect(empty.conditions.map(({ value }) => value)).toEqual([0, null, null, 0]);
    expect(empty.interval).toBeNull();
  });

  it("shows the Wilson interval of the share", () => {
    const { interval } = evaluateTrigger(due);
    // Newcombe's worked form for 3 of 10: (0.3 + 0.19207 ± 1.95996·√(0.021 + 0.0096036)) / 1.38415.
    expect(interval?.low).toBeCloseTo(0.1078, 4);
    expect(interval?.high).toBeCloseTo(0.6032, 4);
  });

  it.each<Partial<TriggerConfig>>([
    { minFeedbackCount: 0 },
    { minFeedbackCount: 1.5 },
    { minNegativeFeedbackRatio: 1.1 },
    { minNegativeFeedbackRatio: Number.NaN },
    { feedbackWindowHours: 0 },
    { minTimeSinceLastOptimizationHours: -1 },
    { maxOptimizationFrequencyPerDay: Number.NaN },
  ])("refuses the configuration %o", (change) => {
    expect(() => evaluateTrigger(withConfig(change))).toThrow(RangeError);
  });

  it.each([
    { name: "now", change: { now: Number.NaN } },
    { name: "lastRunAt", change: { lastRunAt: Number.POSITIVE_INFINITY } },
    { name: "runsInLast24h", change: { runsInLast24h: -1 } },
    { name: "runsInLast24h", change: { runsInLast24h: 0.5 } },
    { name: "at", change: { feedback: decisions(1, 1, Number.NaN) } },
    { name: "humanScore", change: { feedback: decisions(1, 1).map((row) => ({ ...row, humanScore: 1.1 })) } },
  ])("refuses $name where it is none: $change", ({ name, change }) => {
    expect(() => evaluateTrigger({ ...due, ...change })).toThrow(new RegExp(`^${name} must`));
    expect(() => evaluateTrigger({ ...due, ...change })).toThrow(RangeError);
  });

  it.each([
    // P(Bin(10, 0.2) >= 3) = 1 − 0.1074 − 0.2684 − 0.3020; the same at 0.1 and 0.3.
    { rate: 0.1, chance: 0.0702 },
    { rate: 0.2, chance: 0.3222 },
    { rate: 0.3, chance: 0.6172 },
  ])("fires on ten ratings with chance $chance at a true rate of $rate", ({ rate, chance }) => {
    let ways = 1;
    let fires = 0;
    for (let negatives = 0; negatives <= 10; negatives++) {
      const { shouldOptimize } = evaluateTrigger({ ...due, feedback: decisions(10, negatives) });
      if (shouldOptimize) fires += ways * rate ** negatives * (1 - rate) ** (10 - negatives);
      ways = (ways * (10 - negatives)) / (negatives + 1);
    }
    expect(fires).toBeCloseTo(chance, 4);
  });

  it("depends neither on the order of decisions nor on where the clock starts", () => {
    const row = fc.record({
      emailId: fc.constantFrom("1", "2", "3"),
      reviewer: fc.constantFrom("ada", "bo"),
      action: fc.constantFrom("accept", "edit", "skip", "reject"),
      humanScore: fc.constantFrom(0, 0.2, 0.3, 0.6, 1),
      at: fc.integer({ min: now - 30 * HOUR, max: now + 2 * HOUR }),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.integer({ min: -1e12, max: 1e12 }),
        (feedback, shift) => {
          const report = evaluateTrigger({ ...due, feedback });
          expect(evaluateTrigger({ ...due, feedback: [...feedback].reverse() })).toEqual(report);
          const later = feedback.map((one) => ({ ...one, at: one.at + shift }));
          expect(evaluateTrigger({ ...due, feedback: later, now: now + shift })).toEqual(report);
        },
      ),
    );
  });
});

describe("votesOf", () => {
  const row = (
    action: VotedFeedback["action"],
    humanScore: number,
    more: Partial<VotedFeedback> = {},
  ): VotedFeedback => ({
    emailId: "1",
    reviewer: "ada",
    action,
    humanScore,
    at: 1,
    ...more,
  });

  it.each([
    { case: "nothing", rows: [], expected: [] },
    { case: "a skip, which is no vote", rows: [row("skip", 0.3)], expected: [] },
    { case: "one reject", rows: [row("reject", 0)], expected: [true] },
    { case: "a reject with liked reasons", rows: [row("reject", 0.2)], expected: [true] },
    { case: "every draft rejected, one vote", rows: [row("reject", 0), row("reject", 0)], expected: [true] },
    { case: "an accepted sibling", rows: [row("reject", 0), row("accept", 1)], expected: [false] },
    {
      case: "an accepted draft, then a rejected one",
      rows: [row("accept", 1), row("reject", 0)],
      expected: [false],
    },
    { case: "a light edit beside a reject", rows: [row("reject", 0), row("edit", 0.5)], expected: [false] },
    { case: "an edit of exactly half", rows: [row("edit", 0.3)], expected: [false] },
    {
      case: "an edit whose binary score lies below 0.3",
      rows: [row("edit", 0.3 - 5e-17)],
      expected: [false],
    },
    { case: "an edit of more than half", rows: [row("edit", 0.29)], expected: [true] },
    { case: "a rewrite beside a reject", rows: [row("edit", 0.1), row("reject", 0)], expected: [true] },
    { case: "a rewrite beside an accept", rows: [row("edit", 0.1), row("accept", 1)], expected: [false] },
    { case: "a reject and a skip", rows: [row("reject", 0), row("skip", 0.3)], expected: [true] },
    {
      case: "two reviewers of one email",
      rows: [row("reject", 0), row("accept", 1, { reviewer: "bo" })],
      expected: [true, false],
    },
    {
      case: "names that would collide if joined",
      rows: [
        row("reject", 0, { emailId: "1,2", reviewer: "3" }),
        row("accept", 1, { emailId: "1", reviewer: "2,3" }),
      ],
      expected: [true, false],
    },
  ])("counts $case", ({ rows, expected }) => {
    expect(votesOf(rows).map(({ negative }) => negative)).toEqual(expected);
  });

  it("dates a vote by its latest decision and sorts by time", () => {
    const rows = [
      row("reject", 0, { at: 9 }),
      row("reject", 0, { at: 3 }),
      row("skip", 0.3, { at: 99 }),
      row("accept", 1, { emailId: "2", at: 5 }),
    ];
    expect(votesOf(rows)).toEqual([
      { at: 5, negative: false },
      { at: 9, negative: true },
    ]);
  });
});

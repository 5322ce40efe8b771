import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultMonitorConfig,
  freshMonitor,
  type MonitorLook,
  monitorLook,
} from "@/lib/engine/statistics/sequential-monitor";

const config = { ...defaultMonitorConfig, plannedTotal: 1000 };
const arm = (n: number, mean: number, variance = 0.04) => ({ n, mean, variance });
const look = (rest: Partial<MonitorLook>): MonitorLook => ({
  control: arm(100, 0.5),
  candidate: arm(100, 0.5),
  sampleRatioP: 0.5,
  guardrailFailures: [],
  daysRunning: 3,
  ...rest,
});
const action = (rest: Partial<MonitorLook>, options = {}) =>
  monitorLook(look(rest), freshMonitor, { ...config, ...options }).action;

describe("monitorLook", () => {
  it.each([
    { case: "no difference", rest: {}, is: "collect" },
    { case: "a clear gain", rest: { candidate: arm(100, 0.7) }, is: "next_stage" },
    { case: "a clear harm", rest: { candidate: arm(100, 0.3) }, is: "roll_back" },
    {
      case: "a gain with a broken split",
      rest: { candidate: arm(100, 0.7), sampleRatioP: 0.0009 },
      is: "freeze",
    },
    {
      case: "harm with a broken split",
      rest: { candidate: arm(100, 0.3), sampleRatioP: 0.0009 },
      is: "freeze",
    },
    { case: "a split exactly at the limit", rest: { sampleRatioP: 0.001 }, is: "collect" },
    { case: "a split that cannot be tested yet", rest: { sampleRatioP: null }, is: "collect" },
    {
      case: "a guardrail with a gain",
      rest: { candidate: arm(100, 0.7), guardrailFailures: ["unsafe"] },
      is: "roll_back",
    },
    {
      case: "a guardrail with a broken split",
      rest: { guardrailFailures: ["unsafe"], sampleRatioP: 0 },
      is: "roll_back",
    },
    {
      case: "a guardrail before the first look",
      rest: { control: arm(0, 0, 0), guardrailFailures: ["unsafe"] },
      is: "roll_back",
    },
    { case: "19 in the control", rest: { control: arm(19, 0.2), candidate: arm(100, 0.8) }, is: "collect" },
    { case: "20 in each", rest: { control: arm(20, 0.2), candidate: arm(20, 0.8) }, is: "next_stage" },
    { case: "harm at 19", rest: { control: arm(100, 0.9), candidate: arm(19, 0.1) }, is: "collect" },
    {
      case: "no variance at all",
      rest: { control: arm(100, 0.5, 0), candidate: arm(100, 0.9, 0) },
      is: "collect",
    },
    {
      case: "no variance in one arm",
      rest: { control: arm(100, 0.5, 0), candidate: arm(100, 0.7) },
      is: "next_stage",
    },
    {
      case: "a certain gain that is too small",
      rest: { control: arm(100, 0.5, 1e-6), candidate: arm(100, 0.524, 1e-6) },
      is: "collect",
    },
    {
      case: "a certain gain of exactly 5 %",
      rest: { control: arm(100, 0.4, 1e-6), candidate: arm(100, 0.42, 1e-6) },
      is: "next_stage",
    },
    {
      case: "a gain over a control of 0",
      rest: { control: arm(100, 0, 0), candidate: arm(100, 0.1, 0.01) },
      is: "next_stage",
    },
    { case: "13.9 days", rest: { daysRunning: 13.9 }, is: "collect" },
    { case: "14 days", rest: { daysRunning: 14 }, is: "keep_control" },
    { case: "14 days without a look", rest: { control: arm(3, 0.5), daysRunning: 14 }, is: "keep_control" },
    {
      case: "the planned number",
      rest: { control: arm(500, 0.5), candidate: arm(500, 0.5) },
      is: "keep_control",
    },
    { case: "14 days with a gain", rest: { candidate: arm(100, 0.7), daysRunning: 14 }, is: "next_stage" },
    { case: "14 days with harm", rest: { candidate: arm(100, 0.3), daysRunning: 14 }, is: "roll_back" },
  ])("$is with $case", ({ rest, is }) => {
    expect(action(rest)).toBe(is);
  });

  it("names a broken split beside a guardrail, and is as exact as its thresholds", () => {
    const both = monitorLook(look({ guardrailFailures: ["unsafe"], sampleRatioP: 0 }), freshMonitor, config);
    expect(both.reasons[0]).toBe("unsafe");
    expect(both.reasons[1]).toContain("not split as planned");
    // 0.1 + 0.2 − 0.299 is 0.001 but for its last bits.
    expect(action({ sampleRatioP: 0.1 + 0.2 - 0.299 - 1e-16 })).toBe("collect");
    expect(action({ daysRunning: 14 - 1e-13 })).toBe("keep_control");
  });

  it("starts every stage afresh: what was proven before is not carried over", () => {
    const first = monitorLook(look({ candidate: arm(100, 0.7) }), freshMonitor, config);
    expect(first.action).toBe("next_stage");
    const early = look({ control: arm(19, 0.5), candidate: arm(19, 0.7) });
    expect(monitorLook(early, freshMonitor, config).action).toBe("collect");
  });

  it("goes on when not worse by more than a margin that was chosen beforehand", () => {
    const rest = { control: arm(200, 0.5, 0.005), candidate: arm(200, 0.49, 0.005) };
    expect(action(rest)).toBe("collect");
    expect(action(rest, { nonInferiorityMargin: 0.05 })).toBe("next_stage");
    expect(action(rest, { nonInferiorityMargin: 0.01 })).toBe("collect");
    // Harm that is certain comes first, however small it is.
    const certain = { control: arm(200, 0.5, 0.0001), candidate: arm(200, 0.49, 0.0001) };
    expect(action(certain, { nonInferiorityMargin: 0.05 })).toBe("roll_back");
  });

  it("remembers the smallest p, and acts on it", () => {
    const strong = monitorLook(look({ candidate: arm(100, 0.6) }), freshMonitor, { ...config, minLift: 0.5 });
    expect(strong.action).toBe("collect");
    const later = monitorLook(look({ candidate: arm(200, 0.53, 2) }), strong.state, config);
    expect(later.pBetterNow).toBeGreaterThan(config.benefitAlpha);
    expect(later.state.pBetter).toBe(strong.pBetterNow);
    expect(later.action).toBe("next_stage");
  });

  it("keeps what it knows while undefined, and forgets what a broken split showed", () => {
    const state = { pBetter: 0.4, pWorse: 0.9 };
    const flat = { control: arm(100, 0.5, 0), candidate: arm(100, 0.9, 0) };
    expect(monitorLook(look(flat), state, config)).toMatchObject({
      state,
      pBetterNow: null,
      pWorseNow: null,
    });
    const broken = look({ candidate: arm(100, 0.9), sampleRatioP: 1e-6 });
    expect(monitorLook(broken, state, config).state).toEqual(state);
  });

  it.each([
    { case: "a NaN mean", rest: { control: arm(10, Number.NaN) } },
    { case: "an infinite variance before the first look", rest: { control: arm(10, 0.5, Infinity) } },
    { case: "half a user", rest: { control: arm(10.5, 0.5) } },
    { case: "a p above 1", rest: { sampleRatioP: 1.2 } },
    { case: "negative time", rest: { daysRunning: -1 } },
  ])("refuses $case", ({ rest }) => {
    expect(() => action(rest)).toThrow(RangeError);
  });

  it.each([
    { minPerArm: 1 },
    { deadlineDays: 0 },
    { nonInferiorityMargin: 0 },
    { plannedTotal: 0 },
    { harmAlpha: 0 },
  ])("refuses the setting %o", (options) => {
    expect(() => action({}, options)).toThrow(RangeError);
  });

  it("never lets a p rise from look to look", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 12 }), (means) => {
        let state = freshMonitor;
        means.forEach(([a, b], i) => {
          const n = 20 + 10 * i;
          const after = monitorLook(
            look({ control: arm(n, a, 0.1), candidate: arm(n, b, 0.1) }),
            state,
            config,
          );
          expect(after.state.pBetter ?? 1).toBeLessThanOrEqual(state.pBetter ?? 1);
          expect(after.state.pWorse ?? 1).toBeLessThanOrEqual(state.pWorse ?? 1);
          state = after.state;
        });
      }),
    );
  });
});

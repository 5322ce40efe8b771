import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decideHeldOut } from "@/lib/engine/decision/held-out";
import { HeldOutCases } from "@/lib/engine/decision/held-out-cases";
import { pairedTest } from "@/lib/engine/decision/paired-test";
import { MOST_USES } from "@/lib/engine/decision/thresholds";
import { hashToSeed, hashToUnit, seededRandom } from "@/lib/engine/random";
import { aggregateReward, sharedReward } from "@/lib/engine/reward/aggregate";
import { assignCanaryArm, summarizeUsers } from "@/lib/engine/statistics/canary";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { duelOutcome } from "@/lib/engine/statistics/duel-outcome";
import { duelTally } from "@/lib/engine/statistics/duel-tally";
import { normalSurvival } from "@/lib/engine/statistics/normal";
import { sampleRatioTest } from "@/lib/engine/statistics/sample-ratio";
import {
  defaultMonitorConfig,
  freshMonitor,
  type MonitorLook,
  monitorLook,
} from "@/lib/engine/statistics/sequential-monitor";
import { defaultTriggerConfig, evaluateTrigger, type VotedFeedback, votesOf } from "@/lib/engine/trigger";
import { f1Pairs, heldOut, rules } from "./decision-harness";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 1, 12);
const NO_WEIGHTS = { exactMatch: 0, tokenF1: 0, perplexity: 0, human: 0, length: 0, similarity: 0 };

const look = (change: Partial<MonitorLook>): MonitorLook => ({
  control: { n: 100, mean: 0.5, variance: 0.04 },
  candidate: { n: 100, mean: 0.5, variance: 0.04 },
  sampleRatioP: null,
  guardrailFailures: [],
  daysRunning: 1,
  ...change,
});
const monitor = { ...defaultMonitorConfig, plannedTotal: 1_000 };

const vote = (change: Partial<VotedFeedback>): VotedFeedback => ({
  emailId: "1",
  reviewer: "ada",
  action: "reject",
  humanScore: 0,
  at: NOW,
  ...change,
});
const rejections = (count: number, at: number) =>
  Array.from({ length: count }, (_, i) => vote({ emailId: `${at}-${i}`, at }));
const trigger = (feedback: readonly VotedFeedback[]) =>
  evaluateTrigger({
    feedback,
    lastRunAt: null,
    runsInLast24h: 0,
    now: NOW,
    config: { ...defaultTriggerConfig },
  }).shouldOptimize;

/** Each trap of the methods with what keeps it shut; the numbers of runs behind two of them are simulated elsewhere. */
const traps: { trap: string; isShut: () => void }[] = [
  {
    trap: "peeking",
    isShut: () => {
      // 300 pairs of equal arms, each looked at 20 times: how often does any look call a winner?
      let alarms = 0;
      let plainAlarms = 0;
      for (let trial = 0; trial < 300; trial++) {
        const random = seededRandom(hashToSeed("peeking", trial));
        const sums = [0, 0];
        let state = freshMonitor;
        let smallestPlain = 1;
        for (let n = 25; n <= 500; n += 25) {
          for (let user = 0; user < 25; user++) {
            sums[0] = (sums[0] ?? 0) + random();
            sums[1] = (sums[1] ?? 0) + random();
          }
          // The variance of a uniform score is known; only the means are looked at.
          const [a, b] = sums.map((sum) => ({ n, mean: sum / n, variance: 1 / 12 }));
          if (!a || !b) throw new Error("two arms");
          state = monitorLook(look({ control: a, candidate: b }), state, { ...monitor, minLift: -1 }).state;
          smallestPlain = Math.min(smallestPlain, normalSurvival((b.mean - a.mean) / Math.sqrt(1 / 6 / n)));
        }
        alarms += Number((state.pBetter ?? 1) <= monitor.benefitAlpha);
        plainAlarms += Number(smallestPlain <= monitor.benefitAlpha);
      }
      expect(alarms / 300).toBeLessThan(monitor.benefitAlpha);
      expect(plainAlarms / 300).toBeGreaterThan(0.45);
    },
  },
  {
    trap: "best-of-K on the same data",
    isShut: () => {
      const caseKeys = ["1", "2", "3"];
      const replies = ["live", "a", "b"].flatMap((candidateId) =>
        caseKeys.map((caseKey) => ({ candidateId, caseKey, components: { tokenF1: 0.5 } })),
      );
      const record = { controlId: "live", survivorId: "a", replies };
      expect(() => HeldOutCases.of({ ...record, development: caseKeys, heldOut: caseKeys })).toThrow(
        RangeError,
      );
      expect(() => HeldOutCases.of({ ...record, development: [], heldOut: caseKeys })).toThrow(RangeError);
    },
  },
  {
    trap: "shown lift of the selected (winner's curse)",
    isShut: () => {
      // On the development cases that chose it the candidate gained 80 %, on the held-out ones 10 %.
      const reply = (candidateId: string, caseKey: string, tokenF1: number) => ({
        candidateId,
        caseKey,
        components: { tokenF1 },
      });
      const development = Array.from({ length: 30 }, (_, i) => `d${i}`);
      const kept = Array.from({ length: 20 }, (_, i) => `h${i}`);
      const cases = HeldOutCases.of({
        development,
        heldOut: kept,
        controlId: "live",
        survivorId: "new",
        replies: [
          ...development.flatMap((key) => [reply("live", key, 0.5), reply("new", key, 0.9)]),
          ...kept.flatMap((key) => [reply("live", key, 0.5), reply("new", key, 0.55)]),
        ],
      });
      const { improvement, n } = decideHeldOut({ ...rules, cases });
      expect(n).toBe(20);
      expect(improvement).toBeCloseTo(10, 9);
    },
  },
  {
    trap: "re-used held-out cases",
    isShut: () => {
      const cases = heldOut(f1Pairs(20, () => [0.5, 0.6]));
      const verdicts = [MOST_USES - 1, MOST_USES].map(
        (usesBefore) => decideHeldOut({ ...rules, cases, usesBefore }).verdict,
      );
      expect(verdicts).toEqual(["deploy", "needs_data"]);
    },
  },
  {
    trap: "per-request randomisation",
    isShut: () => {
      for (let user = 0; user < 200; user++) {
        const assignment = { user: `user-${user}`, experiment: "e", share: 0.5 };
        const arms = Array.from({ length: 10 }, () => assignCanaryArm(assignment));
        expect(new Set(arms).size).toBe(1);
        if (arms[0] === "candidate") {
          expect(assignCanaryArm({ ...assignment, share: 0.9 })).toBe("candidate");
        }
      }
    },
  },
  {
    trap: "several ratings by one user as independent",
    isShut: () => {
      // Forty ratings of one person and one of another are two users, whose means are 0 and 1.
      const ratings = [
        ...Array.from({ length: 40 }, () => ({ user: "ann", score: 0 })),
        { user: "bo", score: 1 },
      ];
      expect(summarizeUsers(ratings)).toEqual({ n: 2, mean: 0.5, variance: expect.closeTo(0.5, 12) });
      // Every draft of one email rejected by one person is one vote; three people on one email, one outcome.
      expect(votesOf(Array.from({ length: 10 }, () => vote({})))).toEqual([{ at: NOW, negative: true }]);
      const decisions = ["ann", "bo", "cy"].map((reviewer) => ({
        reviewer,
        challenger: { fate: "accept" } as const,
        live: { fate: "unjudged" } as const,
      }));
      const pair = { outcome: duelOutcome({ decisions }), emailType: null };
      expect(duelTally([pair])).toMatchObject({ wins: 1, decisive: 1 });
    },
  },
  {
    trap: "different signals per arm",
    isShut: () => {
      expect(sharedReward({ tokenF1: 0.4 }, { tokenF1: 0.4, human: 1 })).toMatchObject({ candidate: 0.4 });
      const pairs = f1Pairs(20, () => [0.5, 0.5]).map((pair) => ({
        ...pair,
        candidate: { ...pair.candidate, human: 1 },
      }));
      expect(decideHeldOut({ ...rules, cases: heldOut(pairs) })).toMatchObject({
        verdict: "no_improvement",
        improvement: 0,
      });
    },
  },
  {
    trap: "weights summing to 0",
    isShut: () => {
      const cases = heldOut(f1Pairs(20, () => [0.5, 0.6]));
      expect(() => aggregateReward({ tokenF1: 1 }, NO_WEIGHTS)).toThrow(/^weights/);
      expect(() => decideHeldOut({ ...rules, cases, weights: NO_WEIGHTS })).toThrow(RangeError);
      expect(() => sampleRatioTest([1, 2], [0, 0])).toThrow(RangeError);
    },
  },
  {
    trap: "lift with a control mean <= 0",
    isShut: () => {
      // 0.04 of the scale is under the 5 points that are needed, however often it goes into 0.
      const small = decideHeldOut({ ...rules, cases: heldOut(f1Pairs(20, () => [0, 0.04])) });
      expect(small).toMatchObject({ verdict: "no_improvement", improvementKind: "absolute" });
      expect(small.improvement).toBeCloseTo(4, 9);
      const negative = monitorLook(
        look({
          control: { n: 100, mean: -0.5, variance: 0.04 },
          candidate: { n: 100, mean: -0.6, variance: 0.04 },
        }),
        freshMonitor,
        monitor,
      );
      // −0.1 / −0.5 would be a gain of 20 %.
      expect(negative.liftKind).toBe("absolute");
      expect(negative.lift).toBeCloseTo(-0.1, 12);
    },
  },
  {
    trap: "n = 0, 1, 2",
    isShut: () => {
      const found = [0, 1, 2].map((n) => {
        const cases = heldOut(f1Pairs(n, (i) => [0.5, 0.6 + i / 100]));
        const { verdict, pValue, interval, evidence } = decideHeldOut({ ...rules, cases });
        return { verdict, pValue, interval, dz: evidence.dz === null ? null : "formed" };
      });
      expect(found).toEqual([
        { verdict: "needs_data", pValue: null, interval: null, dz: null },
        { verdict: "needs_data", pValue: 1 / 2, interval: null, dz: null },
        { verdict: "needs_data", pValue: 1 / 4, interval: null, dz: "formed" },
      ]);
      const none = { n: 0, mean: 0, variance: 0 };
      expect(monitorLook(look({ control: none, candidate: none }), freshMonitor, monitor)).toMatchObject({
        action: "collect",
        pBetterNow: null,
        difference: null,
      });
    },
  },
  {
    trap: "zero variance",
    isShut: () => {
      // A t-test would call any constant gain certain (p = 0).
      const constant = pairedTest(new Array(30).fill(0.5), new Array(30).fill(0.6), { seed: 1 });
      expect(constant).toMatchObject({ name: "sign_flip", pValue: 2 ** -30, dz: null });
      const arms = {
        control: { n: 100, mean: 0.5, variance: 0 },
        candidate: { n: 100, mean: 0.9, variance: 0 },
      };
      expect(monitorLook(look(arms), freshMonitor, monitor)).toMatchObject({
        action: "collect",
        pBetterNow: null,
      });
    },
  },
  {
    trap: "all ties",
    isShut: () => {
      for (const n of [20, 40]) {
        // 0.1 + 0.2 and 0.3 differ in their last bit only, which is no loss.
        const pairs = f1Pairs(n, (i) => (i === 0 ? [0.1 + 0.2, 0.3] : [i / n, i / n]));
        expect(decideHeldOut({ ...rules, cases: heldOut(pairs) })).toMatchObject({
          verdict: "no_improvement",
          pValue: 1,
          confidence: 0,
          ties: n,
          wins: 0,
          losses: 0,
        });
      }
      expect(duelEValues(0, 0)).toEqual({ ePlus: 1, eMinus: 1, confidence: 0 });
    },
  },
  {
    trap: "p exactly at a threshold",
    isShut: () => {
      const decide = (minConfidence: number) =>
        decideHeldOut({
          ...rules,
          config: { minImprovement: 5, minConfidence, minHeldOut: 12 },
          cases: heldOut(f1Pairs(12, () => [0.5, 0.525])),
        }).verdict;
      expect([decide(1 - 2 ** -12), decide(1 - 2 ** -13)]).toEqual(["deploy", "no_improvement"]);
      // Three of ten, with the threshold written as a sum whose binary form lies above 0.3.
      const votes = [
        ...rejections(3, NOW),
        ...rejections(7, NOW - HOUR).map((row) => ({ ...row, action: "accept" as const, humanScore: 1 })),
      ];
      const config = { ...defaultTriggerConfig, minNegativeFeedbackRatio: 0.1 + 0.2 };
      expect(
        evaluateTrigger({ feedback: votes, lastRunAt: null, runsInLast24h: 0, now: NOW, config })
          .shouldOptimize,
      ).toBe(true);
    },
  },
  {
    trap: "clock skew and window edges",
    isShut: () => {
      expect(trigger(rejections(10, NOW))).toBe(true);
      expect(trigger(rejections(10, NOW - 24 * HOUR))).toBe(true);
      expect(trigger(rejections(10, NOW + 1))).toBe(false);
      expect(trigger(rejections(10, NOW - 24 * HOUR - 1))).toBe(false);
      // A second decision dated by a clock that is ahead does not take the first one along.
      const again = rejections(10, NOW).map((row) => ({ ...row, at: NOW + HOUR }));
      expect(trigger([...rejections(10, NOW), ...again])).toBe(true);
    },
  },
  {
    trap: "a re-run with the same seed must give the same result",
    isShut: () => {
      const pairs = f1Pairs(24, (i) => [hashToUnit("a", i), hashToUnit("b", i)]);
      const decide = (rows: typeof pairs, seed: number) =>
        decideHeldOut({ ...rules, seed, cases: heldOut(rows) });
      const first = decide(pairs, 7);
      expect(first.test).toBe("sign_flip");
      expect(decide(pairs, 7)).toEqual(first);
      // A database may give its rows in any order.
      expect(decide([...pairs].reverse(), 7)).toEqual(first);
      expect([1, 2, 3, 4].some((seed) => decide(pairs, seed).pValue !== first.pValue)).toBe(true);
    },
  },
];

describe("a trap of the methods stays shut", () => {
  it.each(traps)("$trap", ({ isShut }) => isShut());

  it.each([
    {
      trap: "peeking",
      file: "sequential-simulation",
      title: "raise a false alarm less often than their level",
    },
    { trap: "best-of-K", file: "held-out-simulation", title: "would pass in 57 %" },
    { trap: "winner's curse", file: "held-out-simulation", title: "where its development lift flatters" },
    { trap: "left and right", file: "sequential-simulation", title: "without the coin for left and right" },
  ])("$trap is simulated in $file", ({ file, title }) => {
    expect(readFileSync(new URL(`./${file}.test.ts`, import.meta.url), "utf8")).toContain(title);
  });
});

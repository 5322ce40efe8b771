import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hashToSeed, hashToUnit, seededRandom } from "@/lib/engine/random";
import { probabilityBBeatsA } from "@/lib/engine/statistics/bayesian";
import { betaCdf, betaQuantile, betaSurvival } from "@/lib/engine/statistics/beta";
import { bettingEProcess, gainsByArrival } from "@/lib/engine/statistics/betting";
import { bisect } from "@/lib/engine/statistics/bisection";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { assignCanaryArm, summarizeUsers } from "@/lib/engine/statistics/canary";
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from "@/lib/engine/statistics/chi-square";
import {
  differenceConfidenceSequence,
  meanConfidenceSequence,
  mixtureRho2,
} from "@/lib/engine/statistics/confidence-sequence";
import { cupedDifference } from "@/lib/engine/statistics/cuped";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { decideDuel } from "@/lib/engine/statistics/duel-decision";
import { decideGuard, guardShare } from "@/lib/engine/statistics/duel-guard";
import { duelOutcome, duelScore } from "@/lib/engine/statistics/duel-outcome";
import { duelStage, fewestPairsNeeded, isProven, isRefuted } from "@/lib/engine/statistics/duel-rule";
import { duelTally } from "@/lib/engine/statistics/duel-tally";
import { cohensDz, cohensH, standardizedDifference } from "@/lib/engine/statistics/effect-sizes";
import { fisherExact, mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { benjaminiHochbergAdjust, holmAdjust } from "@/lib/engine/statistics/multiplicity";
import { noncentralTTails } from "@/lib/engine/statistics/noncentral-t";
import { normalCdf, normalLogCdf, normalQuantile, normalSurvival } from "@/lib/engine/statistics/normal";
import {
  permutationPairedExact,
  permutationUnpairedExact,
  signFlipTest,
} from "@/lib/engine/statistics/permutation";
import { planPairedComparison } from "@/lib/engine/statistics/planning";
import { planDuel } from "@/lib/engine/statistics/planning-duel";
import { planProportions } from "@/lib/engine/statistics/planning-proportions";
import { detectableDz, powerPairedT, sampleSizePairedT } from "@/lib/engine/statistics/power-paired";
import {
  detectableGainTwoProportions,
  powerTwoProportions,
  sampleSizeTwoProportions,
} from "@/lib/engine/statistics/power-proportions";
import { twoProportionZTest, wilsonInterval } from "@/lib/engine/statistics/proportions";
import * as ranges from "@/lib/engine/statistics/ranges";
import { mannWhitneyU, wilcoxonSignedRank } from "@/lib/engine/statistics/rank-tests";
import { midRanks } from "@/lib/engine/statistics/ranks";
import { sampleRatioTest, splitPValue } from "@/lib/engine/statistics/sample-ratio";
import { assertFinite, mean, pairedDifferences } from "@/lib/engine/statistics/samples";
import {
  defaultMonitorConfig,
  freshMonitor,
  type MonitorConfig,
  type MonitorLook,
  type MonitorState,
  monitorLook,
} from "@/lib/engine/statistics/sequential-monitor";
import { spreadOf } from "@/lib/engine/statistics/spread";
import { studentTCdf, studentTQuantile, studentTSurvival } from "@/lib/engine/statistics/student-t";
import { pairedTTest, welchTTest } from "@/lib/engine/statistics/t-tests";
import { probabilitiesFromMode, tailsAt } from "@/lib/engine/statistics/weighted-tails";

/** One argument of a function: how to call it with that argument, and values it must refuse. */
interface Argument {
  /** Function under test; also what a missing row is found by. */
  fn: string;
  argument: string;
  call: (value: number) => unknown;
  bad: readonly number[];
}

const NOT_FINITE = [Number.NaN, Infinity, -Infinity];
const NOT_A_COUNT = [...NOT_FINITE, -1, 0.5, 2 ** 53];
const NOT_A_SHARE = [...NOT_FINITE, -0.001, 1.001];
const NOT_INSIDE = [...NOT_FINITE, 0, 1, -0.2, 1.2];
const NOT_POSITIVE = [...NOT_FINITE, 0, -1];
const NEGATIVE = [...NOT_FINITE, -0.001];

const good = [0.2, 0.4, 0.5, 0.6, 0.3, 0.7, 0.1, 0.8, 0.9, 0.35];
const withBad = (value: number) => [...good.slice(1), value];
/** Both arms of a function of two lists of numbers. */
function bothArms(fn: string, call: (a: readonly number[], b: readonly number[]) => unknown): Argument[] {
  return [
    { fn, argument: "a", call: (value) => call(withBad(value), good), bad: NOT_FINITE },
    { fn, argument: "b", call: (value) => call(good, withBad(value)), bad: NOT_FINITE },
  ];
}

const exact = { method: "exact" } as const;
const asymptotic = { method: "asymptotic" } as const;
const design = { alpha: 0.2, power: 0.8, alternative: "greater" } as const;
const sided = { alpha: 0.2, power: 0.8, sides: 1 } as const;
const tuning = { alpha: 0.05, tOpt: 100 };
const trials = { successes: 1, trials: 3 };
const arm = { n: 30, mean: 0.5, variance: 0.04 };
const stage = { alpha: 0.2, cap: 25 };
const seed = 1;
const pairedPlan = { cases: 40, lift: 0.08, controlMean: 0.5, sdDifference: 0.25 };
const proportionPlan = { perPrompt: 60, control: 0.3, candidate: 0.4 };
const duelPlan = { stage, winRate: 0.7, tieShare: 0.3 };
const duelStart = {
  pairs: [],
  decisionsAtStart: 50,
  alphaSpentBefore: 0,
  guardrailFailures: [],
  selfAgreement: null,
};
const scored = (challengerScore: number, liveScore: number) => ({
  outcome: {
    result: "win" as const,
    missing: { challenger: false, live: false },
    challengerScore,
    liveScore,
    votes: [],
  },
  emailType: null,
});
const config: MonitorConfig = { ...defaultMonitorConfig, plannedTotal: 1000 };
const look: MonitorLook = {
  control: arm,
  candidate: arm,
  sampleRatioP: null,
  guardrailFailures: [],
  daysRunning: 1,
};
const monitor = (
  change: Partial<MonitorLook>,
  state: Partial<MonitorState> = {},
  set: Partial<MonitorConfig> = {},
) => monitorLook({ ...look, ...change }, { ...freshMonitor, ...state }, { ...config, ...set });
const setting = (argument: keyof MonitorConfig, bad: readonly number[]): Argument => ({
  fn: "monitorLook",
  argument,
  call: (value) => monitor({}, {}, { [argument]: value }),
  bad,
});

const table: readonly Argument[] = [
  { fn: "hashToSeed", argument: "number", call: (v) => hashToSeed("a", v), bad: NOT_FINITE },
  { fn: "hashToUnit", argument: "number", call: (v) => hashToUnit("a", v), bad: NOT_FINITE },
  { fn: "seededRandom", argument: "seed", call: seededRandom, bad: [...NOT_FINITE, -1, 0.5, 2 ** 32] },

  { fn: "assertFinite", argument: "name", call: (v) => assertFinite([v], "name"), bad: NOT_FINITE },
  { fn: "assertShare", argument: "name", call: (v) => ranges.assertShare("name", v), bad: NOT_A_SHARE },
  { fn: "assertInside", argument: "name", call: (v) => ranges.assertInside("name", v), bad: NOT_INSIDE },
  { fn: "assertNumber", argument: "name", call: (v) => ranges.assertNumber("name", v), bad: NOT_FINITE },
  {
    fn: "assertPositive",
    argument: "name",
    call: (v) => ranges.assertPositive("name", v),
    bad: NOT_POSITIVE,
  },
  {
    fn: "assertNotNegative",
    argument: "name",
    call: (v) => ranges.assertNotNegative("name", v),
    bad: NEGATIVE,
  },
  { fn: "assertCount", argument: "name", call: (v) => ranges.assertCount("name", v), bad: NOT_A_COUNT },
  {
    fn: "assertPart",
    argument: "part",
    call: (v) => ranges.assertPart(["part", v], ["whole", 3]),
    bad: [...NOT_A_COUNT, 4],
  },
  {
    fn: "assertPart",
    argument: "whole",
    call: (v) => ranges.assertPart(["part", 1], ["whole", v]),
    bad: [...NOT_A_COUNT, 0],
  },
  { fn: "mean", argument: "values", call: (v) => mean([1, v]), bad: NOT_FINITE },
  { fn: "spreadOf", argument: "values", call: (v) => spreadOf([1, v]), bad: NOT_FINITE },
  ...bothArms("pairedDifferences", pairedDifferences),
  { fn: "midRanks", argument: "values", call: (v) => midRanks([1, v]), bad: NOT_FINITE },

  { fn: "normalCdf", argument: "x", call: normalCdf, bad: [Number.NaN] },
  { fn: "normalSurvival", argument: "x", call: normalSurvival, bad: [Number.NaN] },
  { fn: "normalLogCdf", argument: "x", call: normalLogCdf, bad: [Number.NaN] },
  { fn: "normalQuantile", argument: "p", call: normalQuantile, bad: NOT_A_SHARE },
  { fn: "studentTCdf", argument: "t", call: (v) => studentTCdf(v, 3), bad: [Number.NaN] },
  { fn: "studentTCdf", argument: "df", call: (v) => studentTCdf(1, v), bad: NOT_POSITIVE },
  { fn: "studentTSurvival", argument: "t", call: (v) => studentTSurvival(v, 3), bad: [Number.NaN] },
  { fn: "studentTSurvival", argument: "df", call: (v) => studentTSurvival(1, v), bad: NOT_POSITIVE },
  { fn: "studentTQuantile", argument: "p", call: (v) => studentTQuantile(v, 3), bad: NOT_A_SHARE },
  { fn: "studentTQuantile", argument: "df", call: (v) => studentTQuantile(0.4, v), bad: NOT_POSITIVE },
  { fn: "chiSquareCdf", argument: "x", call: (v) => chiSquareCdf(v, 3), bad: [Number.NaN, -0.1] },
  { fn: "chiSquareCdf", argument: "df", call: (v) => chiSquareCdf(1, v), bad: NOT_POSITIVE },
  { fn: "chiSquareSurvival", argument: "x", call: (v) => chiSquareSurvival(v, 3), bad: [Number.NaN, -0.1] },
  { fn: "chiSquareSurvival", argument: "df", call: (v) => chiSquareSurvival(1, v), bad: NOT_POSITIVE },
  { fn: "chiSquareQuantile", argument: "p", call: (v) => chiSquareQuantile(v, 3), bad: NOT_A_SHARE },
  { fn: "chiSquareQuantile", argument: "df", call: (v) => chiSquareQuantile(0.4, v), bad: NOT_POSITIVE },
  { fn: "betaCdf", argument: "x", call: (v) => betaCdf(v, 2, 3), bad: NOT_A_SHARE },
  { fn: "betaCdf", argument: "a", call: (v) => betaCdf(0.4, v, 3), bad: NOT_POSITIVE },
  { fn: "betaSurvival", argument: "x", call: (v) => betaSurvival(v, 2, 3), bad: NOT_A_SHARE },
  { fn: "betaSurvival", argument: "b", call: (v) => betaSurvival(0.4, 2, v), bad: NOT_POSITIVE },
  { fn: "betaQuantile", argument: "p", call: (v) => betaQuantile(v, 2, 3), bad: NOT_A_SHARE },
  { fn: "betaQuantile", argument: "b", call: (v) => betaQuantile(0.4, 2, v), bad: NOT_POSITIVE },
  { fn: "noncentralTTails", argument: "t", call: (v) => noncentralTTails(v, 3, 1), bad: NOT_FINITE },
  { fn: "noncentralTTails", argument: "df", call: (v) => noncentralTTails(1, v, 1), bad: NOT_POSITIVE },
  { fn: "noncentralTTails", argument: "shift", call: (v) => noncentralTTails(1, 3, v), bad: NOT_FINITE },
  { fn: "bisect", argument: "fails", call: (v) => bisect(v, 1, () => true), bad: NOT_FINITE },
  { fn: "bisect", argument: "holds", call: (v) => bisect(0, v, () => true), bad: NOT_FINITE },
  {
    fn: "probabilitiesFromMode",
    argument: "range",
    call: (v) => probabilitiesFromMode({ low: 0, mode: v, high: 2 }, () => 1),
    bad: [...NOT_FINITE, -1, 0.5, 3],
  },
  {
    fn: "tailsAt",
    argument: "at",
    call: (v) => tailsAt(Float64Array.of(0.5, 0.5), v),
    bad: [...NOT_FINITE, -1, 0.5, 2],
  },

  ...bothArms("welchTTest", (a, b) => welchTTest(a, b)),
  { fn: "welchTTest", argument: "confidence", call: (v) => welchTTest(good, good, v), bad: NOT_INSIDE },
  ...bothArms("pairedTTest", (a, b) => pairedTTest(a, b)),
  { fn: "pairedTTest", argument: "confidence", call: (v) => pairedTTest(good, good, v), bad: NOT_INSIDE },
  ...bothArms("wilcoxonSignedRank", (a, b) => wilcoxonSignedRank(a, b, exact)),
  ...bothArms("mannWhitneyU", (a, b) => mannWhitneyU(a, b, asymptotic)),
  ...bothArms("standardizedDifference", standardizedDifference),
  ...bothArms("cohensDz", cohensDz),
  { fn: "cohensH", argument: "shareA", call: (v) => cohensH(v, 0.5), bad: NOT_A_SHARE },
  { fn: "cohensH", argument: "shareB", call: (v) => cohensH(0.5, v), bad: NOT_A_SHARE },
  {
    fn: "fisherExact",
    argument: "table",
    call: (v) =>
      fisherExact([
        [1, 2],
        [3, v],
      ]),
    bad: NOT_A_COUNT,
  },
  { fn: "mcnemarExact", argument: "onlyControl", call: (v) => mcnemarExact(v, 1), bad: NOT_A_COUNT },
  { fn: "mcnemarExact", argument: "onlyCandidate", call: (v) => mcnemarExact(1, v), bad: NOT_A_COUNT },
  {
    fn: "wilsonInterval",
    argument: "successes",
    call: (v) => wilsonInterval(v, 3),
    bad: [...NOT_A_COUNT, 4],
  },
  { fn: "wilsonInterval", argument: "trials", call: (v) => wilsonInterval(1, v), bad: [...NOT_A_COUNT, 0] },
  { fn: "wilsonInterval", argument: "confidence", call: (v) => wilsonInterval(1, 3, v), bad: NOT_INSIDE },
  {
    fn: "twoProportionZTest",
    argument: "successesA",
    call: (v) => twoProportionZTest(v, 3, 1, 3),
    bad: [...NOT_A_COUNT, 4],
  },
  {
    fn: "twoProportionZTest",
    argument: "trialsA",
    call: (v) => twoProportionZTest(1, v, 1, 3),
    bad: [...NOT_A_COUNT, 0],
  },
  {
    fn: "twoProportionZTest",
    argument: "successesB",
    call: (v) => twoProportionZTest(1, 3, v, 3),
    bad: [...NOT_A_COUNT, 4],
  },
  {
    fn: "twoProportionZTest",
    argument: "trialsB",
    call: (v) => twoProportionZTest(1, 3, 1, v),
    bad: [...NOT_A_COUNT, 0],
  },
  {
    fn: "twoProportionZTest",
    argument: "confidence",
    call: (v) => twoProportionZTest(1, 3, 1, 3, v),
    bad: NOT_INSIDE,
  },
  {
    fn: "sampleRatioTest",
    argument: "observed",
    call: (v) => sampleRatioTest([1, v], [1, 1]),
    bad: NOT_A_COUNT,
  },
  {
    fn: "sampleRatioTest",
    argument: "expectedWeights",
    call: (v) => sampleRatioTest([1, 1], [1, v]),
    bad: NEGATIVE,
  },
  { fn: "splitPValue", argument: "observed", call: (v) => splitPValue([1, v], [1, 1]), bad: NOT_A_COUNT },
  { fn: "splitPValue", argument: "expectedWeights", call: (v) => splitPValue([1, 1], [1, v]), bad: NEGATIVE },
  { fn: "holmAdjust", argument: "pValues", call: (v) => holmAdjust([0.1, v]), bad: NOT_A_SHARE },
  {
    fn: "benjaminiHochbergAdjust",
    argument: "pValues",
    call: (v) => benjaminiHochbergAdjust([0.1, v]),
    bad: NOT_A_SHARE,
  },
  {
    fn: "signFlipTest",
    argument: "differences",
    call: (v) => signFlipTest([0.1, v], { seed }),
    bad: NOT_FINITE,
  },
  {
    fn: "signFlipTest",
    argument: "seed",
    call: (v) => signFlipTest([0.1], { seed: v }),
    bad: [...NOT_FINITE, -1, 0.5, 2 ** 32],
  },
  ...bothArms("permutationPairedExact", permutationPairedExact),
  ...bothArms("permutationUnpairedExact", permutationUnpairedExact),
  {
    fn: "bcaInterval",
    argument: "x",
    call: (v) => bcaInterval({ statistic: "median", x: withBad(v) }, { seed }),
    bad: NOT_FINITE,
  },
  ...bothArms("bcaInterval", (a, b) => bcaInterval({ statistic: "diffMeans", a, b }, { seed })),
  ...bothArms("bcaInterval", (a, b) => bcaInterval({ statistic: "relativeLiftPaired", a, b }, { seed })),
  {
    fn: "bcaInterval",
    argument: "confidence",
    call: (v) => bcaInterval({ statistic: "mean", x: good }, { seed, confidence: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "bcaInterval",
    argument: "seed",
    call: (v) => bcaInterval({ statistic: "mean", x: good }, { seed: v }),
    bad: [...NOT_FINITE, -1, 0.5, 2 ** 32],
  },

  {
    fn: "powerPairedT",
    argument: "dz",
    call: (v) => powerPairedT(v, 20, design),
    bad: [...NOT_FINITE, 101, -101],
  },
  {
    fn: "powerPairedT",
    argument: "pairs",
    call: (v) => powerPairedT(0.3, v, design),
    bad: [...NOT_FINITE, 1, -1, 1e10],
  },
  {
    fn: "powerPairedT",
    argument: "alpha",
    call: (v) => powerPairedT(0.3, 20, { ...design, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "sampleSizePairedT",
    argument: "dz",
    call: (v) => sampleSizePairedT(v, design),
    bad: [...NOT_FINITE, 101],
  },
  {
    fn: "sampleSizePairedT",
    argument: "alpha",
    call: (v) => sampleSizePairedT(0.3, { ...design, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "sampleSizePairedT",
    argument: "power",
    call: (v) => sampleSizePairedT(0.3, { ...design, power: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "detectableDz",
    argument: "pairs",
    call: (v) => detectableDz(v, design),
    bad: [...NOT_FINITE, 1, -1],
  },
  {
    fn: "detectableDz",
    argument: "power",
    call: (v) => detectableDz(20, { ...design, power: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "powerTwoProportions",
    argument: "shareA",
    call: (v) => powerTwoProportions(v, 0.5, 9, sided),
    bad: NOT_A_SHARE,
  },
  {
    fn: "powerTwoProportions",
    argument: "shareB",
    call: (v) => powerTwoProportions(0.5, v, 9, sided),
    bad: NOT_A_SHARE,
  },
  {
    fn: "powerTwoProportions",
    argument: "nPerGroup",
    call: (v) => powerTwoProportions(0.5, 0.6, v, sided),
    bad: [...NOT_FINITE, 0, -1],
  },
  {
    fn: "powerTwoProportions",
    argument: "alpha",
    call: (v) => powerTwoProportions(0.5, 0.6, 9, { ...sided, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "sampleSizeTwoProportions",
    argument: "shareA",
    call: (v) => sampleSizeTwoProportions(v, 0.5, sided),
    bad: NOT_A_SHARE,
  },
  {
    fn: "sampleSizeTwoProportions",
    argument: "power",
    call: (v) => sampleSizeTwoProportions(0.4, 0.5, { ...sided, power: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "detectableGainTwoProportions",
    argument: "shareA",
    call: (v) => detectableGainTwoProportions(v, 9, sided),
    bad: NOT_A_SHARE,
  },
  {
    fn: "detectableGainTwoProportions",
    argument: "nPerGroup",
    call: (v) => detectableGainTwoProportions(0.4, v, sided),
    bad: [...NOT_FINITE, 0],
  },
  {
    fn: "planPairedComparison",
    argument: "cases",
    call: (v) => planPairedComparison({ ...pairedPlan, cases: v }),
    bad: NOT_A_COUNT,
  },
  {
    fn: "planPairedComparison",
    argument: "lift",
    call: (v) => planPairedComparison({ ...pairedPlan, lift: v }),
    bad: NOT_POSITIVE,
  },
  {
    fn: "planPairedComparison",
    argument: "controlMean",
    call: (v) => planPairedComparison({ ...pairedPlan, controlMean: v }),
    bad: NEGATIVE,
  },
  {
    fn: "planPairedComparison",
    argument: "sdDifference",
    call: (v) => planPairedComparison({ ...pairedPlan, sdDifference: v }),
    bad: NEGATIVE,
  },
  {
    fn: "planPairedComparison",
    argument: "alpha",
    call: (v) => planPairedComparison({ ...pairedPlan, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "planPairedComparison",
    argument: "targetPower",
    call: (v) => planPairedComparison({ ...pairedPlan, targetPower: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "planProportions",
    argument: "perPrompt",
    call: (v) => planProportions({ ...proportionPlan, perPrompt: v }),
    bad: NOT_A_COUNT,
  },
  {
    fn: "planProportions",
    argument: "control",
    call: (v) => planProportions({ ...proportionPlan, control: v }),
    bad: NOT_A_SHARE,
  },
  {
    fn: "planProportions",
    argument: "candidate",
    call: (v) => planProportions({ ...proportionPlan, candidate: v }),
    bad: [...NOT_A_SHARE, 0.3, 0.2],
  },
  {
    fn: "planProportions",
    argument: "alpha",
    call: (v) => planProportions({ ...proportionPlan, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "planProportions",
    argument: "targetPower",
    call: (v) => planProportions({ ...proportionPlan, targetPower: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "planDuel",
    argument: "winRate",
    call: (v) => planDuel({ ...duelPlan, winRate: v }),
    bad: NOT_A_SHARE,
  },
  {
    fn: "planDuel",
    argument: "tieShare",
    call: (v) => planDuel({ ...duelPlan, tieShare: v }),
    bad: [...NOT_A_SHARE, 1],
  },
  {
    fn: "planDuel",
    argument: "stage.alpha",
    call: (v) => planDuel({ ...duelPlan, stage: { alpha: v, cap: 25 } }),
    bad: NOT_INSIDE,
  },
  {
    fn: "planDuel",
    argument: "stage.cap",
    call: (v) => planDuel({ ...duelPlan, stage: { alpha: 0.2, cap: v } }),
    bad: [...NOT_A_COUNT, 0, 1001],
  },
  {
    fn: "planDuel",
    argument: "targetPower",
    call: (v) => planDuel({ ...duelPlan, targetPower: v }),
    bad: NOT_INSIDE,
  },

  { fn: "mixtureRho2", argument: "alpha", call: (v) => mixtureRho2({ alpha: v, tOpt: 9 }), bad: NOT_INSIDE },
  {
    fn: "mixtureRho2",
    argument: "tOpt",
    call: (v) => mixtureRho2({ alpha: 0.1, tOpt: v }),
    bad: NOT_POSITIVE,
  },
  {
    fn: "meanConfidenceSequence",
    argument: "n",
    call: (v) => meanConfidenceSequence({ n: v, mean: 0, sd: 1 }, tuning),
    bad: NOT_A_COUNT,
  },
  {
    fn: "meanConfidenceSequence",
    argument: "mean",
    call: (v) => meanConfidenceSequence({ n: 9, mean: v, sd: 1 }, tuning),
    bad: NOT_FINITE,
  },
  {
    fn: "meanConfidenceSequence",
    argument: "sd",
    call: (v) => meanConfidenceSequence({ n: 9, mean: 0, sd: v }, tuning),
    bad: NEGATIVE,
  },
  {
    fn: "meanConfidenceSequence",
    argument: "alpha",
    call: (v) => meanConfidenceSequence({ n: 9, mean: 0, sd: 1 }, { ...tuning, alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "differenceConfidenceSequence",
    argument: "control.n",
    call: (v) => differenceConfidenceSequence({ ...arm, n: v }, arm, tuning),
    bad: NOT_A_COUNT,
  },
  {
    fn: "differenceConfidenceSequence",
    argument: "candidate.mean",
    call: (v) => differenceConfidenceSequence(arm, { ...arm, mean: v }, tuning),
    bad: NOT_FINITE,
  },
  {
    fn: "differenceConfidenceSequence",
    argument: "candidate.variance",
    call: (v) => differenceConfidenceSequence(arm, { ...arm, variance: v }, tuning),
    bad: NEGATIVE,
  },
  {
    fn: "differenceConfidenceSequence",
    argument: "tOpt",
    call: (v) => differenceConfidenceSequence(arm, arm, { ...tuning, tOpt: v }),
    bad: NOT_POSITIVE,
  },
  { fn: "bettingEProcess", argument: "y", call: (v) => bettingEProcess([0.5, v]), bad: NOT_A_SHARE },
  { fn: "bettingEProcess", argument: "m", call: (v) => bettingEProcess([0.5], { m: v }), bad: NOT_INSIDE },
  {
    fn: "bettingEProcess",
    argument: "alpha",
    call: (v) => bettingEProcess([0.5], { alpha: v }),
    bad: NOT_INSIDE,
  },
  {
    fn: "bettingEProcess",
    argument: "cap",
    call: (v) => bettingEProcess([0.5], { cap: v }),
    bad: NOT_INSIDE,
  },
  { fn: "gainsByArrival", argument: "a", call: (v) => gainsByArrival([v], [0.5]), bad: NOT_A_SHARE },
  { fn: "gainsByArrival", argument: "b", call: (v) => gainsByArrival([0.5], [v]), bad: NOT_A_SHARE },
  {
    fn: "probabilityBBeatsA",
    argument: "control.successes",
    call: (v) => probabilityBBeatsA({ ...trials, successes: v }, trials),
    bad: [...NOT_A_COUNT, 4],
  },
  {
    fn: "probabilityBBeatsA",
    argument: "candidate.trials",
    call: (v) => probabilityBBeatsA(trials, { ...trials, trials: v }),
    bad: [...NOT_A_COUNT, 0],
  },
  {
    fn: "probabilityBBeatsA",
    argument: "prior.alpha",
    call: (v) => probabilityBBeatsA(trials, trials, { alpha: v, beta: 1 }),
    bad: [...NOT_POSITIVE, 1e5],
  },
  {
    fn: "probabilityBBeatsA",
    argument: "prior.beta",
    call: (v) => probabilityBBeatsA(trials, trials, { alpha: 1, beta: v }),
    bad: [...NOT_POSITIVE, 1e5],
  },
  {
    fn: "cupedDifference",
    argument: "control.y",
    call: (v) => cupedDifference({ y: [1, v], x: [1, 2] }, { y: [1, 2], x: [1, 2] }),
    bad: NOT_FINITE,
  },
  {
    fn: "cupedDifference",
    argument: "candidate.x",
    call: (v) => cupedDifference({ y: [1, 2], x: [1, 2] }, { y: [1, 2], x: [1, v] }),
    bad: NOT_FINITE,
  },
  setting("plannedTotal", NOT_POSITIVE),
  setting("deadlineDays", NOT_POSITIVE),
  setting("minPerArm", [...NOT_A_COUNT, 1]),
  setting("benefitAlpha", NOT_INSIDE),
  setting("harmAlpha", NOT_INSIDE),
  setting("sampleRatioAlpha", NOT_INSIDE),
  setting("minLift", NOT_FINITE),
  setting("nonInferiorityMargin", NOT_POSITIVE),
  {
    fn: "monitorLook",
    argument: "sampleRatioP",
    call: (v) => monitor({ sampleRatioP: v }),
    bad: NOT_A_SHARE,
  },
  { fn: "monitorLook", argument: "daysRunning", call: (v) => monitor({ daysRunning: v }), bad: NEGATIVE },
  { fn: "monitorLook", argument: "pBetter", call: (v) => monitor({}, { pBetter: v }), bad: NOT_A_SHARE },
  { fn: "monitorLook", argument: "pWorse", call: (v) => monitor({}, { pWorse: v }), bad: NOT_A_SHARE },
  {
    fn: "monitorLook",
    argument: "control.mean",
    call: (v) => monitor({ control: { ...arm, mean: v } }),
    bad: NOT_FINITE,
  },
  {
    fn: "monitorLook",
    argument: "candidate.n",
    call: (v) => monitor({ candidate: { ...arm, n: v } }),
    bad: NOT_A_COUNT,
  },
  {
    fn: "assignCanaryArm",
    argument: "share",
    call: (v) => assignCanaryArm({ user: "u", experiment: "e", share: v }),
    bad: NOT_A_SHARE,
  },
  {
    fn: "summarizeUsers",
    argument: "scores",
    call: (v) => summarizeUsers([{ user: "u", score: v }]),
    bad: NOT_FINITE,
  },

  { fn: "duelEValues", argument: "wins", call: (v) => duelEValues(v, 1), bad: NOT_A_COUNT },
  { fn: "duelEValues", argument: "losses", call: (v) => duelEValues(1, v), bad: NOT_A_COUNT },
  { fn: "duelStage", argument: "decisions", call: duelStage, bad: NOT_A_COUNT },
  {
    fn: "isProven",
    argument: "wins",
    call: (v) => isProven({ wins: v, losses: 1 }, stage),
    bad: NOT_A_COUNT,
  },
  {
    fn: "isProven",
    argument: "alpha",
    call: (v) => isProven({ wins: 1, losses: 1 }, { ...stage, alpha: v }),
    bad: NOT_INSIDE,
  },
  { fn: "isRefuted", argument: "losses", call: (v) => isRefuted({ wins: 1, losses: v }), bad: NOT_A_COUNT },
  {
    fn: "fewestPairsNeeded",
    argument: "wins",
    call: (v) => fewestPairsNeeded({ wins: v, losses: 1 }, stage),
    bad: NOT_A_COUNT,
  },
  {
    fn: "fewestPairsNeeded",
    argument: "cap",
    call: (v) => fewestPairsNeeded({ wins: 1, losses: 1 }, { ...stage, cap: v }),
    bad: NOT_A_COUNT,
  },
  {
    fn: "decideDuel",
    argument: "decisions",
    call: (v) => decideDuel({ ...duelStart, decisionsAtStart: v }),
    bad: NOT_A_COUNT,
  },
  {
    fn: "decideDuel",
    argument: "alphaSpentBefore",
    call: (v) => decideDuel({ ...duelStart, alphaSpentBefore: v }),
    bad: NEGATIVE,
  },
  {
    fn: "decideDuel",
    argument: "selfAgreement.agreed",
    call: (v) => decideDuel({ ...duelStart, selfAgreement: { repeats: 2, agreed: v } }),
    bad: [...NOT_A_COUNT, 3],
  },
  {
    fn: "decideDuel",
    argument: "selfAgreement.repeats",
    call: (v) => decideDuel({ ...duelStart, selfAgreement: { repeats: v, agreed: 1 } }),
    bad: [...NOT_A_COUNT, 0],
  },
  {
    fn: "duelScore",
    argument: "similarity",
    call: (v) => duelScore({ fate: "edit", similarity: v }),
    bad: NOT_A_SHARE,
  },
  {
    fn: "duelOutcome",
    argument: "similarity",
    call: (v) =>
      duelOutcome({
        decisions: [
          { reviewer: "ann", challenger: { fate: "edit", similarity: v }, live: { fate: "reject" } },
        ],
      }),
    bad: NOT_A_SHARE,
  },
  { fn: "duelTally", argument: "challengerScore", call: (v) => duelTally([scored(v, 0)]), bad: NOT_A_SHARE },
  { fn: "duelTally", argument: "liveScore", call: (v) => duelTally([scored(1, v)]), bad: NOT_A_SHARE },
  { fn: "decideGuard", argument: "liveScore", call: (v) => decideGuard([scored(1, v)]), bad: NOT_A_SHARE },
  { fn: "guardShare", argument: "emailsSince", call: guardShare, bad: NOT_A_COUNT },
];

/** The argument as a word of its own: `a` is not named by "at". */
const names = (argument: string) => new RegExp(`(^|[^\\w.])${argument.replaceAll(".", "\\.")}($|[^\\w.])`);

function expectRefusal(call: () => unknown, argument: string): void {
  let error: unknown;
  try {
    call();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RangeError);
  expect(error).toHaveProperty("message", expect.stringMatching(names(argument)));
}

const rows = table.flatMap(({ bad, ...row }) => bad.map((value) => ({ ...row, value })));

describe("a RangeError names the argument", () => {
  it.each(rows)("$fn: $argument = $value", ({ argument, call, value }) => {
    expectRefusal(() => call(value), argument);
  });

  it.each([
    { case: "paired differences", run: () => pairedDifferences([1], [1, 2]), argument: "a and b" },
    { case: "the paired t-test", run: () => pairedTTest([1, 2], [1]), argument: "a and b" },
    { case: "the signed rank test", run: () => wilcoxonSignedRank([1, 2], [1], exact), argument: "a and b" },
    { case: "the paired permutation test", run: () => permutationPairedExact([], [1]), argument: "a and b" },
    { case: "the paired effect size", run: () => cohensDz([1], []), argument: "a and b" },
    {
      case: "the lift of pairs",
      run: () => bcaInterval({ statistic: "relativeLiftPaired", a: good, b: good.slice(1) }, { seed }),
      argument: "a and b",
    },
    {
      case: "outcomes and earlier scores",
      run: () => cupedDifference({ y: [1, 2], x: [1] }, { y: [1, 2], x: [1, 2] }),
      argument: "control.y and control.x",
    },
    {
      case: "users and weights",
      run: () => sampleRatioTest([1, 2, 3], [1, 1]),
      argument: "observed and expectedWeights",
    },
  ])("unequal lengths of $case", ({ run, argument }) => {
    expectRefusal(run, argument);
  });

  it.each([
    {
      case: "weights that sum to 0",
      run: () => sampleRatioTest([1, 1], [0, 0]),
      argument: "expectedWeights",
    },
    { case: "no weights", run: () => splitPValue([], []), argument: "expectedWeights" },
    {
      case: "a difference beyond the range",
      run: () => pairedDifferences([-1.7e308], [1.7e308]),
      argument: "a and b",
    },
    {
      case: "23 pairs counted one by one",
      run: () => permutationPairedExact(Array(23).fill(0), Array(23).fill(1)),
      argument: "a and b",
    },
    {
      case: "too many splits",
      run: () => permutationUnpairedExact(Array(20).fill(0), Array(20).fill(1)),
      argument: "a and b",
    },
    {
      case: "an exact count with ties",
      run: () => mannWhitneyU([1, 2], [2, 3], exact),
      argument: "method exact",
    },
    {
      case: "a person who decided twice",
      run: () =>
        duelOutcome({
          decisions: [1, 2].map(() => ({
            reviewer: "ann",
            challenger: { fate: "accept" as const },
            live: { fate: "unjudged" as const },
          })),
        }),
      argument: "decisions",
    },
    { case: "an edit without a similarity", run: () => duelScore({ fate: "edit" }), argument: "similarity" },
  ])("$case", ({ run, argument }) => {
    expectRefusal(run, argument);
  });
});

describe("the table", () => {
  /** Functions that take no number that could be out of range. */
  const withoutNumbers = [
    "duelPlanSentence",
    "formedOrNull",
    "lackOf",
    "percentText",
    "planningSentence",
    "powerSentence",
    "powerText",
    "proportionSentence",
    "resamplingFor",
    "roundSignificant",
  ];

  it("has every exported function of the statistics", () => {
    const folder = path.join(import.meta.dirname, "../../../lib/engine/statistics");
    const exported = readdirSync(folder).flatMap((name) => {
      const source = readFileSync(path.join(folder, name), "utf8");
      return [...source.matchAll(/^export function (\w+)/gm)].map(([, fn = ""]) => fn);
    });
    const inTable = new Set(table.map(({ fn }) => fn));
    expect(exported.filter((fn) => !inTable.has(fn) && !withoutNumbers.includes(fn))).toEqual([]);
    expect(withoutNumbers.filter((fn) => !exported.includes(fn))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { DecisionExample, PairExample } from "@/lib/engine/preference/examples";
import { trainPreferenceModel } from "@/lib/engine/preference/training";
import { seededRandom } from "@/lib/engine/random";
import { normalQuantile } from "@/lib/engine/statistics/normal";

const namesOf = (k: number) => Array.from({ length: k }, (_, i) => `x${i}`);

function trained(examples: Parameters<typeof trainPreferenceModel>[0]) {
  const training = trainPreferenceModel(examples);
  if (!training.model) throw new Error(`no model: ${training.reason}`);
  return training;
}

describe("recovery of a known preference", { timeout: 60_000 }, () => {
  const truth = [0.8, -0.5, 0.3, 0, 0];
  const intercept = -0.4;
  const next = seededRandom(2024);
  const normal = () => normalQuantile((next() * 0xffffffff + 0.5) / 0x100000000);
  const sigmoid = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  const reply = () => truth.map(normal);
  const liking = (features: readonly number[]) =>
    features.reduce((sum, value, i) => sum + value * (truth[i] ?? NaN), 0);

  const decisions: DecisionExample[] = [];
  const pairs: PairExample[] = [];
  const bayes = { decision: 0, pair: 0 };
  const emails = 1500;
  for (let i = 0; i < emails; i++) {
    const source = { emailId: `e${i}`, reviewer: "ann" };
    const [a, b, c] = [reply(), reply(), reply()];
    const liked = sigmoid(intercept + liking(a));
    const preferred = sigmoid(liking(c) - liking(b));
    bayes.decision += (liked * (1 - liked)) / emails;
    bayes.pair += (preferred * (1 - preferred)) / emails;
    decisions.push({ ...source, feedbackId: `d${i}`, features: a, target: Number(next() < liked) });
    pairs.push({ ...source, feedbackId: `p${i}`, a: b, b: c, target: Number(next() < preferred) });
  }

  it.each([
    { case: "decisions alone", examples: { decisions, pairs: [] } },
    { case: "pairs alone", examples: { decisions: [], pairs } },
    { case: "both", examples: { decisions, pairs } },
  ])(
    "finds the coefficients within their errors from $case, and forecasts nearly as well as can be",
    ({ examples }) => {
      const { model, validation } = trained({ featureNames: namesOf(5), ...examples });
      const errors: number[] = [];
      for (const [i, feature] of model.features.entries()) {
        if (feature.dropped) throw new Error(`${feature.name} was dropped`);
        const expected = (truth[i] ?? NaN) * feature.deviation;
        // Below 1e-3 in such a simulation.
        expect(Math.abs(feature.coefficient - expected)).toBeLessThan(3.5 * feature.standardError);
        errors.push(((feature.coefficient - expected) / feature.standardError) ** 2);
      }
      // The errors are neither too large nor too small for what they claim: χ² with 5 degrees, 0.1 % either side.
      const sum = errors.reduce((total, error) => total + error, 0);
      expect(sum).toBeGreaterThan(0.21);
      expect(sum).toBeLessThan(20.5);
      if (model.intercept) {
        const atMean = intercept + model.features.reduce((s, { mean }, i) => s + mean * (truth[i] ?? NaN), 0);
        const { coefficient, standardError } = model.intercept;
        expect(Math.abs(coefficient - atMean)).toBeLessThan(3.5 * standardError);
      }

      for (const [kind, assessment] of [
        ["decision", validation.decisions],
        ["pair", validation.pairs],
      ] as const) {
        if (!assessment) continue;
        expect(Math.abs(assessment.brier - bayes[kind])).toBeLessThan(0.015);
        expect(assessment.brier).toBeLessThan(assessment.baseline.brier - 0.02);
        expect(assessment.accuracy?.low).toBeGreaterThan(assessment.baseline.accuracy ?? NaN);
        expect(assessment.calibration.slope).toBeGreaterThan(0.8);
        expect(assessment.calibration.slope).toBeLessThan(1.2);
        expect(assessment.expectedCalibrationError).toBeLessThan(0.04);
      }
    },
  );
});

describe("nothing to learn", { timeout: 60_000 }, () => {
  const RUNS = 40;
  /** Verdicts by a coin on random replies: two decisions and a pair for each of 30 emails. */
  function noise(seed: number, k: number) {
    const next = seededRandom(seed);
    const reply = () => Array.from({ length: k }, () => next());
    const coin = () => Number(next() < 0.5);
    const emails = Array.from({ length: 30 }, (_, i) => ({ emailId: `e${i}`, reviewer: "ann" }));
    return {
      featureNames: namesOf(k),
      decisions: [...emails, ...emails].map((source, i) => ({
        ...source,
        feedbackId: `d${i}`,
        features: reply(),
        target: coin(),
      })),
      pairs: emails.map((source, i) => ({
        ...source,
        feedbackId: `p${i}`,
        a: reply(),
        b: reply(),
        target: coin(),
      })),
    };
  }

  it("shows no skill: accuracy stays within its interval, losses do not beat the base rate's", () => {
    let beyond = 0;
    let gain = 0;
    for (let seed = 0; seed < RUNS; seed++) {
      const { validation } = trained(noise(seed, 8));
      for (const assessment of [validation.decisions, validation.pairs]) {
        if (!assessment?.accuracy) throw new Error("not assessed");
        beyond += Number(assessment.accuracy.low > (assessment.baseline.accuracy ?? NaN));
        gain += (assessment.baseline.logLoss - assessment.logLoss) / (2 * RUNS);
      }
    }
    // Of 80 intervals 2.5 % lie above by chance: 2 expected, 7 or more in under 1 %.
    expect(beyond).toBeLessThan(7);
    expect(gain).toBeLessThan(0);
  });

  /** Two nearly equal drafts per email with one verdict, more features than emails: whoever has seen one of them knows the other. */
  function twins(seed: number, idOf: (email: number, draft: number) => string) {
    const next = seededRandom(seed);
    const decisions: DecisionExample[] = [];
    for (let email = 0; email < 30; email++) {
      const features = Array.from({ length: 40 }, () => next());
      const target = Number(next() < 0.5);
      for (const draft of [0, 1]) {
        decisions.push({
          feedbackId: `f${email}-${draft}`,
          emailId: idOf(email, draft),
          reviewer: "ann",
          features: features.map((value) => value + 0.01 * next()),
          target,
        });
      }
    }
    return { featureNames: namesOf(40), decisions, pairs: [] };
  }

  it("shows none where the drafts of an email are alike, which would leak if they were parted", () => {
    const meanAccuracy = (idOf: (email: number, draft: number) => string) => {
      let sum = 0;
      for (let seed = 0; seed < 8; seed++) {
        sum += (trained(twins(seed, idOf)).validation.decisions?.accuracy?.share ?? NaN) / 8;
      }
      return sum;
    };
    // 240 coins: half, with a standard error of 0.032.
    expect(meanAccuracy((email) => `e${email}`)).toBeLessThan(0.61);
    // The same data with the drafts named apart: what a validation that parts them would have shown.
    expect(meanAccuracy((email, draft) => `e${email}-${draft}`)).toBeGreaterThan(0.75);
  });
});

import { describe, expect, it } from "vitest";
import { assessForecasts } from "@/lib/engine/preference/assessment";
import {
  calibrationLine,
  expectedCalibrationError,
  type Forecast,
  favouredDraft,
  reliabilityBins,
} from "@/lib/engine/preference/calibration";
import { crossValidate, ridgeGrid } from "@/lib/engine/preference/cross-validation";
import { type Observation, observationsOf } from "@/lib/engine/preference/examples";
import { dealFolds } from "@/lib/engine/preference/folds";
import { fitRidge, logOddsOf, tabulate } from "@/lib/engine/preference/ridge-fit";
import { seededRandom } from "@/lib/engine/random";

const ln = Math.log;

/** One decision per email unless told otherwise, on random replies of `k` features. */
function decisionsOn(
  emails: number,
  k: number,
  seed: number,
  target: (features: number[], i: number) => number,
) {
  const next = seededRandom(seed);
  return Array.from({ length: emails }, (_, i) => {
    const features = Array.from({ length: k }, () => next() - 0.5);
    return { feedbackId: `f${i}`, emailId: `e${i}`, reviewer: "ann", features, target: target(features, i) };
  });
}

const observe = (parts: Partial<Parameters<typeof observationsOf>[0]>, k: number): Observation[] =>
  observationsOf({
    featureNames: Array.from({ length: k }, (_, i) => `x${i}`),
    decisions: [],
    pairs: [],
    ...parts,
  });

describe("dealFolds", () => {
  const alternating = (emails: number) =>
    observe({ decisions: decisionsOn(emails, 1, 1, (_, i) => i % 2) }, 1);
  it.each([
    { emails: 3, folds: 3, sizes: [1] },
    { emails: 19, folds: 19, sizes: [1] },
    { emails: 20, folds: 5, sizes: [4] },
    { emails: 43, folds: 5, sizes: [8, 9] },
  ])("makes $folds folds of $emails emails", ({ emails, folds, sizes }) => {
    const { count, ofEmail } = dealFolds(alternating(emails));
    expect(count).toBe(folds);
    const found = Array.from(
      { length: count },
      (_, fold) => [...ofEmail.values()].filter((f) => f === fold).length,
    );
    expect([...new Set(found)].sort()).toEqual(sizes);
  });

  it("spreads a rare verdict over as many folds as it can", () => {
    for (const rare of [0, 1]) {
      const observations = observe(
        { decisions: decisionsOn(60, 1, 2, (_, i) => (i < 4 ? rare : 1 - rare)) },
        1,
      );
      const { ofEmail } = dealFolds(observations);
      expect(new Set(["e0", "e1", "e2", "e3"].map((email) => ofEmail.get(email))).size).toBe(4);
    }
  });

  it("depends on the emails, not on their order or on how often one comes", () => {
    const observations = alternating(30);
    const { ofEmail } = dealFolds(observations);
    const again = dealFolds([...observations.toReversed(), ...observations]);
    for (const [email, fold] of ofEmail) expect(again.ofEmail.get(email)).toBe(fold);
  });
});

describe("crossValidate", () => {
  const pairs = Array.from({ length: 45 }, (_, i) => {
    const next = seededRandom(i);
    const [a, b] = [
      [next(), next()],
      [next(), next()],
    ];
    const target = Number((b?.[0] ?? 0) + next() / 2 > (a?.[0] ?? 0) + 0.25);
    // Several pairs of one email, by two reviewers.
    return { feedbackId: `f${i}`, emailId: `e${i % 25}`, reviewer: i % 2 ? "ann" : "ben", a, b, target };
  });
  const decisions = decisionsOn(40, 2, 5, ([x = 0], i) => Number(x + Math.sin(i) / 3 > 0)).map((one, i) => ({
    ...one,
    emailId: `e${i % 28}`,
  }));
  const observations = observe({ decisions, pairs }, 2);
  const result = crossValidate(observations, 2);

  it("keeps everything about an email in one fold and the ids with every prediction", () => {
    const foldsOf = new Map<string, Set<number>>();
    for (const [i, { fold, emailId, feedbackId, reviewer, kind, target }] of result.predictions.entries()) {
      expect({ emailId, feedbackId, reviewer, kind, target }).toEqual({
        emailId: observations[i]?.emailId,
        feedbackId: observations[i]?.feedbackId,
        reviewer: observations[i]?.reviewer,
        kind: observations[i]?.kind,
        target: observations[i]?.target,
      });
      foldsOf.set(emailId, (foldsOf.get(emailId) ?? new Set()).add(fold));
    }
    expect(foldsOf.size).toBe(28);
    for (const folds of foldsOf.values()) expect(folds.size).toBe(1);
    expect(result).toMatchObject({ method: "five_folds", folds: 5 });
  });

  it("predicts each fold by a model that never saw it, scales included", () => {
    for (let fold = 0; fold < result.folds; fold++) {
      const training = observations.filter((_, i) => result.predictions[i]?.fold !== fold);
      const fit = fitRidge(tabulate(training, 2), result.foldRidges[fold] ?? NaN);
      for (const [i, observation] of observations.entries()) {
        if (result.predictions[i]?.fold !== fold) continue;
        expect(result.predictions[i]?.logOdds).toBeCloseTo(logOddsOf(fit, observation), 9);
      }
    }
  });

  it("chooses the strength with the least held-out loss, refitted here fold by fold", () => {
    const mean = ridgeGrid.map((ridge) => {
      let sum = 0;
      for (let fold = 0; fold < result.folds; fold++) {
        const fit = fitRidge(
          tabulate(
            observations.filter((_, i) => result.predictions[i]?.fold !== fold),
            2,
          ),
          ridge,
        );
        for (const [i, observation] of observations.entries()) {
          if (result.predictions[i]?.fold !== fold) continue;
          const p = 1 / (1 + Math.exp(-logOddsOf(fit, observation)));
          sum -= observation.target === 1 ? ln(p) : ln(1 - p);
        }
      }
      return sum / observations.length;
    });
    for (const [i, { logLoss }] of result.losses.entries()) expect(logLoss).toBeCloseTo(mean[i] ?? NaN, 9);
    expect(result.ridge).toBe(ridgeGrid[mean.indexOf(Math.min(...mean))]);
  });

  it("lets no outcome of an email reach the prediction about it, not even through the strength", () => {
    // Pairs alone, so that the folds do not depend on what is turned round. On noise the strengths differ.
    const noise = (turned: string | null) =>
      observe(
        {
          pairs: Array.from({ length: 24 }, (_, i) => {
            const next = seededRandom(100 + i);
            const target = Number(next() > 0.5);
            const emailId = `e${i}`;
            return {
              feedbackId: `f${i}`,
              emailId,
              reviewer: "ann",
              a: [next(), next(), next()],
              b: [next(), next(), next()],
              target: emailId === turned ? 1 - target : target,
            };
          }),
        },
        3,
      );
    const before = crossValidate(noise(null), 3);
    for (const [i, { emailId, fold }] of before.predictions.entries()) {
      const after = crossValidate(noise(emailId), 3);
      expect(after.predictions[i]?.logOdds).toBe(before.predictions[i]?.logOdds);
      expect(after.foldRidges[fold]).toBe(before.foldRidges[fold]);
      expect(after.predictions.map(({ logOdds }) => logOdds)).not.toEqual(
        before.predictions.map(({ logOdds }) => logOdds),
      );
    }
  });

  it("refuses fewer than three emails", () => {
    expect(() => crossValidate(observe({ decisions: decisionsOn(2, 1, 1, (_, i) => i) }, 1), 1)).toThrow(
      /^observations must be of three emails or more, got 2/,
    );
  });
});

const forecast = (probability: number, target: number, weight = 1): Forecast => ({
  logOdds: ln(probability / (1 - probability)),
  target,
  weight,
});

describe("assessForecasts", () => {
  // Said 0.75 four times, right thrice; said 0.2 twice, right both times.
  const said = [1, 1, 1, 0].map((y) => forecast(0.75, y)).concat([forecast(0.2, 0), forecast(0.2, 0)]);

  it("scores decisions beside their base rate", () => {
    const assessment = assessForecasts(said, "decision");
    expect(assessment).toMatchObject({
      n: 6,
      accuracy: { hits: 5, n: 6, share: 5 / 6 },
      baseline: { rate: 0.5, accuracy: 0.5, brier: 0.25 },
      reliability: [
        { from: 0.2, to: 0.3, count: 2, observed: 0 },
        { from: 0.7, to: 0.8, count: 4, observed: 0.75 },
      ],
    });
    expect(assessment?.logLoss).toBeCloseTo((3 * ln(4 / 3) + ln(4) + 2 * ln(1.25)) / 6, 12);
    expect(assessment?.brier).toBeCloseTo((3 * 0.0625 + 0.5625 + 2 * 0.04) / 6, 12);
    expect(assessment?.baseline.logLoss).toBeCloseTo(ln(2), 12);
    // Two of six are off by 0.2, four by nothing.
    expect(assessment?.expectedCalibrationError).toBeCloseTo(0.2 / 3, 12);
    // Wilson for 5 of 6 with z² = 3.841459: centre (5/6 + 0.320122)/1.640243, half-width by hand.
    expect(assessment?.accuracy?.low).toBeCloseTo(0.4365, 3);
    expect(assessment?.accuracy?.high).toBeCloseTo(0.9699, 3);
  });

  it("judges pairs by the draft that was favoured, against a coin", () => {
    const pairs = said.map(({ logOdds, target, weight }, i) =>
      i % 2 ? { logOdds, target, weight } : { logOdds: -logOdds, target: 1 - target, weight },
    );
    const assessment = assessForecasts(pairs, "pair");
    expect(assessment).toMatchObject({
      accuracy: { hits: 5, n: 6 },
      baseline: { rate: 0.5, accuracy: 0.5, logLoss: expect.closeTo(ln(2), 12), brier: 0.25 },
      reliability: [
        { from: 0.7, count: 4, predicted: expect.closeTo(0.75, 12), observed: 0.75 },
        { from: 0.8, count: 2, predicted: expect.closeTo(0.8, 12), observed: 1 },
      ],
      calibration: { intercept: null },
    });
    expect(assessForecasts(said, "pair")?.brier).toBeCloseTo(assessment?.brier ?? NaN, 12);
  });

  it.each([
    { case: "all liked", targets: [1, 1, 1], baseline: { rate: 1, accuracy: 1, logLoss: 0, brier: 0 } },
    { case: "none liked", targets: [0, 0], baseline: { rate: 0, accuracy: 1, logLoss: 0, brier: 0 } },
    {
      case: "three of four liked",
      targets: [1, 1, 1, 0],
      baseline: {
        rate: 0.75,
        accuracy: 0.75,
        logLoss: expect.closeTo(0.75 * ln(4 / 3) + 0.25 * ln(4), 12),
        brier: 0.1875,
      },
    },
    {
      case: "halves only",
      targets: [0.5, 0.5],
      baseline: { rate: 0.5, accuracy: null, logLoss: expect.closeTo(ln(2), 12), brier: 0 },
    },
  ])("has a baseline for $case", ({ targets, baseline }) => {
    expect(
      assessForecasts(
        targets.map((y) => forecast(0.6, y)),
        "decision",
      )?.baseline,
    ).toEqual(baseline);
  });

  it("weighs losses, counts outcomes, and gives a forecast of one half every second hit", () => {
    const weighted = assessForecasts([forecast(0.5, 1, 3), forecast(0.75, 0, 1)], "decision");
    expect(weighted?.logLoss).toBeCloseTo((3 * ln(2) + ln(4)) / 4, 12);
    expect(weighted?.accuracy).toMatchObject({ hits: 0, n: 2 });
    const undecided = [1, 0, 1, 1, 0].map((y) => forecast(0.5, y));
    expect(assessForecasts(undecided, "pair")?.accuracy).toMatchObject({ hits: 2, n: 5 });
    const ties = [forecast(0.75, 0.5), forecast(0.75, 1)];
    expect(assessForecasts(ties, "pair")?.accuracy).toMatchObject({ hits: 1, n: 1 });
    expect(assessForecasts([forecast(0.75, 0.5)], "pair")?.accuracy).toBeNull();
  });

  it("is null without forecasts and refuses what is none", () => {
    expect(assessForecasts([], "decision")).toBeNull();
    expect(() => assessForecasts([{ logOdds: NaN, target: 1, weight: 1 }], "pair")).toThrow(/^logOdds/);
    expect(() => assessForecasts([{ logOdds: 1, target: 2, weight: 1 }], "pair")).toThrow(/^target/);
    expect(() => assessForecasts([{ logOdds: 1, target: 1, weight: 0 }], "pair")).toThrow(/^weight/);
  });
});

describe("calibrationLine", () => {
  /** `share` of four outcomes at given log-odds. */
  const four = (logOdds: number, share: number) =>
    [1, 2, 3, 4].map((i) => ({ logOdds, target: Number(i <= 4 * share), weight: 1 }));

  it.each([
    // Came true at log-odds ±ln 3, as said, or at half or double of what was said.
    { case: "calibrated", said: ln(3), slope: 1, shift: 0, intercept: 0 },
    { case: "overconfident by two", said: 2 * ln(3), slope: 0.5, shift: 0, intercept: 0 },
    { case: "too modest by two", said: ln(3) / 2, slope: 2, shift: 0, intercept: 0 },
    { case: "too high by one", said: ln(3), slope: 1, shift: 1, intercept: -1 },
  ])("tells forecasts that are $case", ({ said, slope, shift, intercept }) => {
    const line = calibrationLine([...four(said + shift, 0.75), ...four(shift - said, 0.25)], "decision");
    expect(line.reason).toBeNull();
    expect(line.slope).toBeCloseTo(slope, 9);
    expect(line.intercept).toBeCloseTo(intercept, 9);
  });

  it("of pairs goes through even odds", () => {
    const line = calibrationLine(
      favouredDraft([...four(-2 * ln(3), 0.25), ...four(2 * ln(3), 0.75)]),
      "pair",
    );
    expect(line).toEqual({ intercept: null, slope: expect.closeTo(0.5, 9), reason: null });
  });

  it.each([
    { case: "no forecasts", forecasts: [], kind: "decision", reason: "empty" },
    { case: "equal forecasts", forecasts: four(1, 0.5), kind: "decision", reason: "zero_variance" },
    { case: "coins for pairs", forecasts: four(0, 0.5), kind: "pair", reason: "zero_variance" },
    {
      case: "one verdict only",
      forecasts: [...four(1, 1), ...four(2, 1)],
      kind: "decision",
      reason: "insufficient_data",
    },
    {
      case: "outcomes that do not overlap",
      forecasts: [...four(-1, 0), ...four(1, 1)],
      kind: "decision",
      reason: "insufficient_data",
    },
    {
      case: "outcomes that touch",
      forecasts: [...four(-1, 0), ...four(0, 0.5), ...four(1, 1)],
      kind: "decision",
      reason: "insufficient_data",
    },
    { case: "pairs always right", forecasts: four(1, 1), kind: "pair", reason: "insufficient_data" },
    { case: "pairs always wrong", forecasts: four(1, 0), kind: "pair", reason: "insufficient_data" },
  ] as const)("cannot be formed from $case", ({ forecasts, kind, reason }) => {
    expect(calibrationLine(forecasts, kind)).toEqual({ intercept: null, slope: null, reason });
  });
});

describe("reliability", () => {
  it("puts 0 and 1 into the outer bins and an edge into the upper one", () => {
    const bins = reliabilityBins([
      { logOdds: -800, target: 0, weight: 1 },
      { logOdds: 800, target: 1, weight: 1 },
      { logOdds: 0, target: 1, weight: 1 },
    ]);
    expect(bins.map(({ from, count }) => ({ from, count }))).toEqual([
      { from: 0, count: 1 },
      { from: 0.5, count: 1 },
      { from: 0.9, count: 1 },
    ]);
    expect(reliabilityBins([])).toEqual([]);
    expect(expectedCalibrationError([])).toBeNull();
  });

  it("weighs within a bin, counts between bins", () => {
    const bins = reliabilityBins([forecast(0.55, 1, 3), forecast(0.55, 0, 1), forecast(0.95, 1, 9)]);
    expect(bins[0]).toMatchObject({ count: 2, observed: 0.75 });
    expect(expectedCalibrationError(bins)).toBeCloseTo((2 * 0.2 + 0.05) / 3, 12);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type DecisionExample,
  decisionTarget,
  observationsOf,
  type PairExample,
} from "@/lib/engine/preference/examples";
import { pairsOfChoice } from "@/lib/engine/preference/pairs";
import { predictPair, predictReply } from "@/lib/engine/preference/prediction";
import { modelOf, type PreferenceModel } from "@/lib/engine/preference/preference-model";
import { fitRidge, logOddsOf, tabulate } from "@/lib/engine/preference/ridge-fit";
import { trainPreferenceModel } from "@/lib/engine/preference/training";
import { seededRandom } from "@/lib/engine/random";

const ln = Math.log;
const decision = (id: number, features: number[], target: number, weight = 1): DecisionExample => ({
  feedbackId: `d${id}`,
  emailId: `email-${id}`,
  reviewer: "ann",
  features,
  target,
  weight,
});
const pair = (id: number, a: number[], b: number[], target: number, weight = 1): PairExample => ({
  feedbackId: `p${id}`,
  emailId: `email-${id}`,
  reviewer: "ben",
  a,
  b,
  target,
  weight,
});

/** The fit at a given strength, as a stored model; without choosing the strength. */
function fitAt(
  featureNames: readonly string[],
  { decisions = [], pairs = [] }: { decisions?: DecisionExample[]; pairs?: PairExample[] },
  ridge: number,
): PreferenceModel {
  const observations = observationsOf({ featureNames, decisions, pairs });
  const fit = fitRidge(tabulate(observations, featureNames.length), ridge);
  return modelOf(featureNames, fit, ridge, decisions.length > 0 ? null : "empty");
}

/** Emails with one decision and one pair each; people like the first feature and dislike the second. */
function simulated(seed: number, emails: number) {
  const next = seededRandom(seed);
  const reply = () => [next() * 2, 50 + 30 * next(), next() - 0.5];
  const liking = ([x = NaN, y = NaN]: number[]) => 2 * (x - 1) - (y - 65) / 10;
  const came = (logOdds: number) => (next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0);
  const decisions: DecisionExample[] = [];
  const pairs: PairExample[] = [];
  for (let id = 0; id < emails; id++) {
    const [a, b, c] = [reply(), reply(), reply()];
    decisions.push(decision(id, a, came(liking(a))));
    pairs.push(pair(id, b, c, came(liking(c) - liking(b))));
  }
  return { featureNames: ["warmth", "words", "noise"], decisions, pairs };
}

function trained(examples: Parameters<typeof trainPreferenceModel>[0]) {
  const training = trainPreferenceModel(examples);
  if (!training.model) throw new Error(`no model: ${training.reason}`);
  return training;
}

const coefficientsOf = (model: PreferenceModel) => model.features.map(({ coefficient }) => coefficient);

function expectClose(actual: readonly number[], expected: readonly number[], digits: number) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

describe("the fit", () => {
  it("is the log odds ratio of a 2 × 2 table when the penalty vanishes", () => {
    // 1 of 4 liked without a question, 3 of 4 with one.
    const table = [
      { x: 0, verdicts: [1, 0, 0, 0] },
      { x: 1, verdicts: [1, 1, 1, 0] },
    ];
    const decisions = table.flatMap(({ x, verdicts }) => verdicts.map((y, i) => decision(4 * x + i, [x], y)));
    const model = fitAt(["question"], { decisions }, 1e-9);
    expect(model.features[0]).toMatchObject({ mean: 0.5, deviation: 0.5, dropped: null });
    // ln 9 per unit is ln 9 / 2 = ln 3 per standard deviation; at the mean the odds are even.
    expectClose(coefficientsOf(model), [ln(3)], 7);
    expect(model.features[0]?.standardError).toBeCloseTo(Math.sqrt(8 / 3) / 2, 7);
    expect(model.intercept?.coefficient).toBeCloseTo(0, 9);
    expect(predictReply(model, ["question"], [1])).toMatchObject({
      probability: expect.closeTo(0.75, 7),
      contributions: [{ feature: "question", logOdds: expect.closeTo(ln(3), 7) }],
    });
    expect(predictPair(model, ["question"], [0], [1]).probability).toBeCloseTo(0.9, 7);
  });

  it("is Bradley and Terry's for three items of strength 9, 3 and 1", () => {
    // 3 : 1, 3 : 1 and 9 : 1 are what these strengths predict, so the likelihood is greatest there.
    const [strong, middle, weak] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const pairs = [
      pair(1, middle ?? [], strong ?? [], 0.75, 4),
      pair(2, weak ?? [], middle ?? [], 0.75, 4),
      pair(3, weak ?? [], strong ?? [], 0.9, 10),
    ];
    const names = ["strong", "middle", "weak"];
    const model = fitAt(names, { pairs }, 1e-9);
    expect(model.intercept).toBeNull();
    const prefers = (a: number[] | undefined, b: number[] | undefined) =>
      predictPair(model, names, a ?? [], b ?? []).probability;
    expect(prefers(weak, middle)).toBeCloseTo(3 / 4, 7);
    expect(prefers(middle, strong)).toBeCloseTo(3 / 4, 7);
    expect(prefers(strong, weak)).toBeCloseTo(1 / 10, 7);
  });

  it("lets decisions and pairs speak about one coefficient", () => {
    // Decisions alone: ln 9 per unit from 8. Pairs saying the same with fractional targets change nothing.
    const decisions = [decision(1, [0], 0.25, 4), decision(2, [1], 0.75, 4)];
    const agreeing = [pair(3, [0], [1], 0.9, 7)];
    const dissenting = [pair(3, [0], [1], 0.5, 7)];
    const unit = (pairs: PairExample[]) => {
      const model = fitAt(["x"], { decisions, pairs }, 1e-9);
      return (model.features[0]?.coefficient ?? NaN) / (model.features[0]?.deviation ?? NaN);
    };
    expect(unit([])).toBeCloseTo(ln(9), 7);
    expect(unit(agreeing)).toBeCloseTo(ln(9), 7);
    expect(unit(dissenting)).toBeGreaterThan(0);
    expect(unit(dissenting)).toBeLessThan(ln(9) / 2);
  });

  it("takes a weight of 2 for the same example twice", () => {
    const { featureNames, decisions, pairs } = simulated(3, 30);
    const double = <T extends { weight?: number }>(list: T[]) => list.map((one) => ({ ...one, weight: 2 }));
    const heavy = fitAt(featureNames, { decisions: double(decisions), pairs: double(pairs) }, 1);
    const twice = fitAt(
      featureNames,
      { decisions: [...decisions, ...decisions], pairs: [...pairs, ...pairs] },
      1,
    );
    expectClose(coefficientsOf(heavy), coefficientsOf(twice), 10);
    expect(heavy.intercept?.standardError).toBeCloseTo(twice.intercept?.standardError ?? NaN, 10);
  });

  it("shares a coefficient evenly among copies of a feature, at half the penalty", () => {
    // β = 2γ in copies γ, γ costs λγ² = λβ²/4, which is the penalty of one feature at strength λ/2.
    const { decisions, pairs } = simulated(4, 40);
    const only = (features: readonly number[]) => [features[0] ?? NaN];
    const twin = (features: readonly number[]) => [...only(features), ...only(features)];
    const map = (change: (features: readonly number[]) => number[]) => ({
      decisions: decisions.map((one) => ({ ...one, features: change(one.features) })),
      pairs: pairs.map((one) => ({ ...one, a: change(one.a), b: change(one.b) })),
    });
    const [single = NaN] = coefficientsOf(fitAt(["x"], map(only), 1));
    expectClose(coefficientsOf(fitAt(["x", "copy"], map(twin), 2)), [single / 2, single / 2], 9);
  });

  it("drops a feature that tells nothing, and says why", () => {
    const decisions = [decision(1, [0, 7, 0.1 + 0.2], 0.25), decision(2, [1, 7, 0.3], 0.75)];
    // In pairs, too, a feature of the email is the same on both sides.
    const pairs = [pair(3, [0, 7, 0.3], [1, 7, 0.3], 0.6), pair(4, [1, 8, 0.3], [0, 8, 0.3], 0.6)];
    const model = fitAt(["x", "constant", "rounding"], { decisions, pairs }, 1);
    expect(model.features.map(({ dropped }) => dropped)).toEqual([null, "zero_variance", "zero_variance"]);
    expect(model.features[1]).toEqual({
      name: "constant",
      mean: expect.any(Number),
      deviation: null,
      coefficient: 0,
      standardError: null,
      dropped: "zero_variance",
    });
    const { contributions } = predictPair(model, ["x", "constant", "rounding"], [0, 7, 0], [0, 99, 5]);
    expect(contributions.map(({ logOdds }) => logOdds)).toEqual([0, 0, 0]);
  });

  it("keeps separable data finite", () => {
    const decisions = Array.from({ length: 40 }, (_, id) => decision(id, [id], Number(id >= 20)));
    const { model, validation } = trained({ featureNames: ["x"], decisions, pairs: [] });
    expect(model.converged).toBe(true);
    expect(model.features[0]?.coefficient).toBeGreaterThan(1);
    expect(model.features[0]?.coefficient).toBeLessThan(30);
    expect(validation.decisions?.accuracy?.share).toBeGreaterThan(0.9);
  });
});

describe("what must not matter", () => {
  it("which draft is called b", () => {
    const examples = simulated(6, 60);
    const swapped = {
      ...examples,
      pairs: examples.pairs.map((one) => ({ ...one, a: one.b, b: one.a, target: 1 - one.target })),
    };
    const [one, other] = [trained(examples), trained(swapped)];
    expectClose(coefficientsOf(other.model), coefficientsOf(one.model), 10);
    const figures = ({ validation: { pairs } }: typeof one) => [
      pairs?.accuracy?.hits ?? NaN,
      pairs?.logLoss ?? NaN,
      pairs?.brier ?? NaN,
      pairs?.baseline.logLoss ?? NaN,
      pairs?.expectedCalibrationError ?? NaN,
      pairs?.calibration.slope ?? NaN,
    ];
    expectClose(figures(other), figures(one), 9);
  });

  it("the unit and the zero of a feature", () => {
    const examples = simulated(7, 30);
    const expected = trained(examples);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        (unit, zero) => {
          const change = ([x = NaN, y = NaN, z = NaN]: readonly number[]) => [x, zero + unit * y, z];
          const { model, validation } = trained({
            ...examples,
            decisions: examples.decisions.map((one) => ({ ...one, features: change(one.features) })),
            pairs: examples.pairs.map((one) => ({ ...one, a: change(one.a), b: change(one.b) })),
          });
          expectClose(coefficientsOf(model), coefficientsOf(expected.model), 8);
          expect(validation.ridge).toBe(expected.validation.ridge);
          expect(validation.decisions?.brier).toBeCloseTo(expected.validation.decisions?.brier ?? NaN, 8);
        },
      ),
      { numRuns: 15, seed: 12 },
    );
  });

  it("the order of the examples", () => {
    const examples = simulated(8, 50);
    const { model, validation } = trained({
      ...examples,
      decisions: examples.decisions.toReversed(),
      pairs: [...examples.pairs.slice(20), ...examples.pairs.slice(0, 20)],
    });
    const expected = trained(examples);
    expectClose(coefficientsOf(model), coefficientsOf(expected.model), 10);
    expect(model.intercept?.coefficient).toBeCloseTo(expected.model.intercept?.coefficient ?? NaN, 10);
    expect(validation.ridge).toBe(expected.validation.ridge);
    expect(validation.pairs?.logLoss).toBeCloseTo(expected.validation.pairs?.logLoss ?? NaN, 10);
  });

  it("when it is asked: the same examples give the same result bit for bit", () => {
    expect(JSON.stringify(trained(simulated(9, 40)))).toBe(JSON.stringify(trained(simulated(9, 40))));
  });
});

describe("prediction", () => {
  const examples = simulated(10, 60);
  const { model } = trained(examples);
  const names = examples.featureNames;

  it("is made of its parts", () => {
    const values = [1.5, 60, 0.2];
    const prediction = predictReply(model, names, values);
    if (prediction.probability === null) throw new Error(prediction.reason);
    const { probability, logOdds, contributions } = prediction;
    const sum = contributions.reduce(
      (total, part) => total + part.logOdds,
      model.intercept?.coefficient ?? NaN,
    );
    expect(logOdds).toBeCloseTo(sum, 12);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-sum)), 12);
  });

  it("of a pair is the difference of two replies, and turns round with it", () => {
    const [a, b] = [
      [0.3, 75, 0],
      [1.8, 52, 0.4],
    ];
    const alone = (values: number[] = []) =>
      ({ logOdds: NaN, ...predictReply(model, names, values) }).logOdds;
    const { probability, logOdds } = predictPair(model, names, a ?? [], b ?? []);
    expect(logOdds).toBeCloseTo(alone(b) - alone(a), 10);
    expect(probability).toBeGreaterThan(0.8);
    expect(predictPair(model, names, b ?? [], a ?? []).probability).toBeCloseTo(1 - probability, 12);
  });

  it("of a reply against itself is even, part by part", () => {
    expect(coefficientsOf(model).some((coefficient) => coefficient < 0)).toBe(true);
    const { probability, contributions } = predictPair(model, names, [1, 60, 0], [1, 60, 0]);
    expect(probability).toBe(0.5);
    expect(contributions).toEqual(names.map((feature) => ({ feature, logOdds: 0 })));
  });

  it("agrees with what the fit says of an observation", () => {
    const observations = observationsOf(examples);
    const fit = fitRidge(tabulate(observations, 3), model.ridge);
    for (const observation of observations.slice(0, 5)) {
      const { logOdds } = { logOdds: NaN, ...predictReply(model, names, observation.reply) };
      expect(logOddsOf(fit, observation)).toBeCloseTo(logOdds, 10);
    }
  });

  it("is the same after the model has been stored", () => {
    const stored: PreferenceModel = JSON.parse(JSON.stringify(model));
    expect(stored).toEqual(model);
    expect(predictReply(stored, names, [1, 60, 0])).toEqual(predictReply(model, names, [1, 60, 0]));
  });

  it.each([
    {
      case: "other names",
      names: ["warmth", "words", "humour"],
      values: [1, 2, 3],
      message: /"noise".*"humour"/,
    },
    {
      case: "another order",
      names: ["words", "warmth", "noise"],
      values: [1, 2, 3],
      message: /^featureNames/,
    },
    { case: "a name less", names: ["warmth", "words"], values: [1, 2], message: /^featureNames/ },
    {
      case: "a name more",
      names: [...names, "more"],
      values: [1, 2, 3, 4],
      message: /must be the 3 of the model/,
    },
    { case: "too few values", names, values: [1, 2], message: /^values must hold 3 numbers, got 2/ },
    { case: "a NaN", names, values: [1, NaN, 3], message: /^values .* NaN/ },
    { case: "an infinity", names, values: [1, 2, Infinity], message: /^values .* Infinity/ },
  ])("refuses $case", ({ names: given, values, message }) => {
    expect(() => predictReply(model, given, values)).toThrow(RangeError);
    expect(() => predictReply(model, given, values)).toThrow(message);
    expect(() => predictPair(model, given, [1, 2, 3], values)).toThrow(RangeError);
  });
});

describe("too little to learn from", () => {
  const some = (n: number, target: (i: number) => number) =>
    Array.from({ length: n }, (_, i) => decision(i, [i % 7], target(i)));
  const choices = (n: number, target: number) =>
    Array.from({ length: n }, (_, i) => pair(i, [i % 3], [(i + 1) % 5], target));
  const names = ["x"];
  it.each([
    { case: "nothing", decisions: [], pairs: [], reason: "insufficient_data" },
    { case: "19 decisions", decisions: some(19, (i) => i % 2), pairs: [], reason: "insufficient_data" },
    { case: "20 decisions", decisions: some(20, (i) => i % 2), pairs: [], reason: null },
    { case: "19 choices", decisions: [], pairs: choices(19, 1), reason: "insufficient_data" },
    { case: "20 choices, b always preferred", decisions: [], pairs: choices(20, 1), reason: null },
    { case: "40 ties", decisions: [], pairs: choices(40, 0.5), reason: "insufficient_data" },
    {
      case: "10 decisions and 10 choices",
      decisions: some(10, (i) => i % 2),
      pairs: choices(10, 0),
      reason: null,
    },
    { case: "30 times liked", decisions: some(30, () => 1), pairs: [], reason: "single_class" },
    { case: "30 times liked, 20 choices", decisions: some(30, () => 1), pairs: choices(20, 1), reason: null },
    {
      case: "disliked twice in 30",
      decisions: some(30, (i) => Number(i > 1)),
      pairs: [],
      reason: "insufficient_data",
    },
    { case: "disliked thrice in 30", decisions: some(30, (i) => Number(i > 2)), pairs: [], reason: null },
    {
      case: "30 decisions on two emails",
      decisions: some(30, (i) => i % 2).map((one, i) => ({ ...one, emailId: `e${i % 2}` })),
      pairs: [],
      reason: "insufficient_data",
    },
    {
      case: "30 choices on two emails",
      decisions: [],
      pairs: choices(30, 1).map((one, i) => ({ ...one, emailId: `e${i % 2}` })),
      reason: "insufficient_data",
    },
    {
      case: "features that never differ",
      decisions: some(30, (i) => i % 2).map((one) => ({ ...one, features: [3] })),
      pairs: [],
      reason: "zero_variance",
    },
    {
      case: "20 of weight 0",
      decisions: some(30, (i) => i % 2).map((one, i) => ({ ...one, weight: Number(i >= 20) })),
      pairs: [],
      reason: "insufficient_data",
    },
  ])("$case: $reason", ({ decisions, pairs, reason }) => {
    const training = trainPreferenceModel({ featureNames: names, decisions, pairs });
    expect(training.reason).toBe(reason);
    expect(training.model === null).toBe(reason !== null);
  });

  it("a choice among three drafts is one choice", () => {
    const source = (i: number) => ({ feedbackId: `f${i}`, emailId: `e${i}`, reviewer: "ann" });
    const pairs = Array.from({ length: 12 }, (_, i) =>
      pairsOfChoice(source(i), [i], [[i + 1], [i + 2]]),
    ).flat();
    expect(pairs).toHaveLength(24);
    expect(pairs[0]).toEqual({ ...source(0), a: [1], b: [0], target: 1, weight: 0.5 });
    const training = trainPreferenceModel({ featureNames: names, decisions: [], pairs });
    expect(training).toMatchObject({ model: null, evidence: { decisiveChoices: 12, usable: 12 } });
    expect(pairsOfChoice(source(1), [1], [])).toEqual([]);
  });

  it("a model of pairs alone ranks, but gives no probability to one reply", () => {
    const { model, evidence, validation } = trained({
      featureNames: names,
      decisions: some(30, () => 1),
      pairs: choices(20, 1),
    });
    expect(evidence).toMatchObject({
      decisions: 30,
      liked: 30,
      disliked: 0,
      decisionsLeftOut: "single_class",
    });
    expect(validation.decisions).toBeNull();
    expect(predictReply(model, names, [1])).toEqual({ probability: null, reason: "single_class" });
    expect(predictPair(model, names, [1], [1]).probability).toBe(0.5);
  });
});

describe("decisionTarget", () => {
  it.each([
    { action: "accept", ratio: null, target: 1 },
    { action: "reject", ratio: null, target: 0 },
    { action: "skip", ratio: null, target: null },
    { action: "edit", ratio: 0, target: 1 },
    { action: "edit", ratio: 0.1, target: 1 },
    { action: "edit", ratio: 0.11, target: null },
    { action: "edit", ratio: 0.5, target: null },
    { action: "edit", ratio: 0.51, target: 0 },
    { action: "edit", ratio: 1, target: 0 },
  ] as const)("$action at $ratio is $target", ({ action, ratio, target }) => {
    expect(decisionTarget(action, ratio)).toBe(target);
  });

  it.each([null, NaN, -0.1, 1.1])("refuses an edit with a ratio of %s", (ratio) => {
    expect(() => decisionTarget("edit", ratio)).toThrow(/^editRatio must lie/);
  });
});

describe("bad examples", () => {
  const names = ["x", "y"];
  const good = decision(1, [1, 2], 1);
  const fair = pair(1, [1, 2], [2, 1], 1);
  it.each([
    { case: "no names", featureNames: [], message: /^featureNames must name/ },
    { case: "an empty name", featureNames: ["x", ""], message: /^featureNames .* empty/ },
    { case: "a name twice", featureNames: ["x", "x"], message: /^featureNames must differ, got "x"/ },
    {
      case: "a short row",
      decisions: [{ ...good, features: [1] }],
      message: /^features must hold 2 numbers, got 1/,
    },
    { case: "a NaN", decisions: [{ ...good, features: [1, NaN] }], message: /^features .* NaN/ },
    { case: "a short draft a", pairs: [{ ...fair, a: [1] }], message: /^a must hold 2/ },
    { case: "an infinity in draft b", pairs: [{ ...fair, b: [1, -Infinity] }], message: /^b .* -Infinity/ },
    { case: "a target above 1", decisions: [{ ...good, target: 2 }], message: /^target .* 2/ },
    { case: "a NaN for a target", pairs: [{ ...fair, target: NaN }], message: /^target .* NaN/ },
    { case: "a negative weight", decisions: [{ ...good, weight: -1 }], message: /^weight .* -1/ },
    { case: "an infinite weight", pairs: [{ ...fair, weight: Infinity }], message: /^weight .* Infinity/ },
    { case: "weights of 0 only", decisions: [{ ...good, weight: 0 }], message: /^weights .* got 0/ },
    { case: "no email", decisions: [{ ...good, emailId: "" }], message: /^emailId/ },
    { case: "no feedback", pairs: [{ ...fair, feedbackId: "" }], message: /^feedbackId/ },
  ])("$case is refused", ({ featureNames = names, decisions = [], pairs = [], message }) => {
    expect(() => trainPreferenceModel({ featureNames, decisions, pairs })).toThrow(RangeError);
    expect(() => trainPreferenceModel({ featureNames, decisions, pairs })).toThrow(message);
  });

  it("refuses values whose spread cannot be squared, and a ridge that is none", () => {
    const decisions = Array.from({ length: 20 }, (_, i) => decision(i, [i * 1e200], i % 2));
    expect(() => trainPreferenceModel({ featureNames: ["x"], decisions, pairs: [] })).toThrow(/too large/);
    const table = tabulate(
      observationsOf({ featureNames: names, decisions: [good, { ...good, target: 0 }], pairs: [fair] }),
      2,
    );
    for (const ridge of [0, -1, NaN, Infinity]) expect(() => fitRidge(table, ridge)).toThrow(/^ridge/);
    expect(() => tabulate([], 1)).toThrow(/^observations/);
    const onlyLiked = observationsOf({ featureNames: names, decisions: [good], pairs: [fair] });
    expect(() => tabulate(onlyLiked, 2)).toThrow(/^decisions must not all have the target 1/);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convergenceOf } from "@/lib/engine/search/convergence";

const start = [0.5, 0.5, 0.5, 0.5];
const plus = (scores: readonly number[], by: number) => scores.map((score) => score + by);

describe("convergenceOf", () => {
  it.each([
    { case: "no round yet", rounds: [start], roundsWithoutGain: 0, converged: false },
    { case: "one round without a gain", rounds: [start, start], roundsWithoutGain: 1, converged: false },
    {
      case: "as many as are waited for",
      rounds: [start, start, start],
      roundsWithoutGain: 2,
      converged: true,
    },
    {
      case: "a gain in the last round",
      rounds: [start, start, plus(start, 0.1)],
      roundsWithoutGain: 0,
      converged: false,
    },
    {
      case: "a gain long ago",
      rounds: [start, plus(start, 0.1), plus(start, 0.1), plus(start, 0.1)],
      roundsWithoutGain: 2,
      converged: true,
    },
    {
      case: "a loss is no gain",
      rounds: [start, plus(start, -0.1), plus(start, -0.1)],
      roundsWithoutGain: 2,
      converged: true,
    },
    {
      case: "a recovery from a loss is no gain",
      rounds: [start, plus(start, -0.1), start],
      roundsWithoutGain: 2,
      converged: true,
    },
    // 10 % of 0.5 is 0.05, though 0.5 + 0.05 − 0.5 is not in floating point.
    {
      case: "a gain of the margin exactly",
      rounds: [start, start, plus(start, 0.05)],
      roundsWithoutGain: 0,
      converged: false,
    },
    {
      case: "a gain just under the margin",
      rounds: [start, start, plus(start, 0.0499)],
      roundsWithoutGain: 2,
      converged: true,
    },
    {
      case: "small gains that add up",
      rounds: [start, plus(start, 0.03), plus(start, 0.06)],
      roundsWithoutGain: 0,
      converged: false,
    },
    // Differences 0.4, 0, 0, 0: mean 0.1, standard error 0.1.
    {
      case: "a gain of one standard error exactly",
      rounds: [start, start, [0.9, 0.5, 0.5, 0.5]],
      roundsWithoutGain: 0,
      converged: false,
    },
    // Differences 0.6, −0.2, 0, 0: mean 0.1, standard error 0.17.
    {
      case: "a gain lost in its noise",
      rounds: [start, start, [1.1, 0.3, 0.5, 0.5]],
      roundsWithoutGain: 2,
      converged: true,
    },
  ])("$case", ({ rounds, roundsWithoutGain, converged }) => {
    const found = convergenceOf({ rounds, patience: 2, minRelativeGain: 0.1 });
    expect(found).toMatchObject({ converged, roundsWithoutGain, reason: null });
  });

  it("takes no equal round for a gain where the margin is 0", () => {
    expect(convergenceOf({ rounds: [start, start], patience: 1, minRelativeGain: 0 }).converged).toBe(true);
    const better = [start, plus(start, 0.001)];
    expect(convergenceOf({ rounds: better, patience: 1, minRelativeGain: 0 }).converged).toBe(false);
  });

  it("measures on the scale of the scores where the mean is 0", () => {
    const zero = [0, 0];
    const convergedAt = (gain: number) =>
      convergenceOf({ rounds: [zero, [gain, gain]], patience: 1, minRelativeGain: 0.1 }).converged;
    expect(convergedAt(0.1)).toBe(false);
    expect(convergedAt(0.09)).toBe(true);
  });

  it.each([
    { case: "nothing", rounds: [] },
    { case: "no case", rounds: [[], []] },
    { case: "one case, whose noise is unknown", rounds: [[0.5], [0.9]] },
  ])("is undecided for $case", ({ rounds }) => {
    expect(convergenceOf({ rounds, patience: 1, minRelativeGain: 0.01 })).toMatchObject({
      converged: null,
      reason: "insufficient_data",
      roundsWithoutGain: null,
    });
  });

  it.each([
    { rounds: [start], sentence: "The search has not begun." },
    {
      rounds: [start, plus(start, 0.1)],
      sentence:
        "The last round brought an improvement of at least 1 % and one standard error, so the search goes on.",
    },
    {
      rounds: [start, start],
      sentence:
        "1 round without an improvement of at least 1 % and one standard error; after 2 the search stops.",
    },
    {
      rounds: [start, start, start],
      sentence:
        "2 rounds without an improvement of at least 1 % and one standard error, so the search stops.",
    },
  ])("says: $sentence", ({ rounds, sentence }) => {
    expect(convergenceOf({ rounds, patience: 2, minRelativeGain: 0.01 }).sentence).toBe(sentence);
  });

  it.each([
    {
      case: "no patience",
      input: { rounds: [start], patience: 0, minRelativeGain: 0.1 },
      message: "patience",
    },
    {
      case: "half a round of patience",
      input: { rounds: [start], patience: 1.5, minRelativeGain: 0.1 },
      message: "patience",
    },
    {
      case: "a margin below 0",
      input: { rounds: [start], patience: 1, minRelativeGain: -0.1 },
      message: "minRelativeGain",
    },
    {
      case: "a round of other length",
      input: { rounds: [start, [0.5]], patience: 1, minRelativeGain: 0 },
      message: "rounds",
    },
    {
      case: "a NaN",
      input: { rounds: [[Number.NaN, 1]], patience: 1, minRelativeGain: 0 },
      message: "rounds",
    },
  ])("refuses $case", ({ input, message }) => {
    expect(() => convergenceOf(input)).toThrow(message);
    expect(() => convergenceOf(input)).toThrow(RangeError);
  });

  it("does not depend on the order of cases, nor on the unit of the scores", () => {
    const anyRounds = fc.integer({ min: 2, max: 6 }).chain((cases) =>
      fc.record({
        rounds: fc.array(
          fc.array(
            fc.integer({ min: 1, max: 10 }).map((tenths) => tenths / 10),
            { minLength: cases, maxLength: cases },
          ),
          { minLength: 1, maxLength: 5 },
        ),
        order: fc.shuffledSubarray([...Array(cases).keys()], { minLength: cases }),
      }),
    );
    fc.assert(
      fc.property(anyRounds, ({ rounds, order }) => {
        const judged = (these: number[][]) =>
          convergenceOf({ rounds: these, patience: 2, minRelativeGain: 0.05 });
        const found = judged(rounds);
        expect(judged(rounds.map((scores) => order.flatMap((i) => scores[i] ?? [])))).toEqual(found);
        expect(judged(rounds.map((scores) => scores.map((score) => 4 * score)))).toEqual(found);
      }),
    );
  });
});

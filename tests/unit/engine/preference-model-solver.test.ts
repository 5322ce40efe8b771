import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choleskyFactor, choleskySolve, inverseDiagonal } from "@/lib/engine/preference/cholesky";
import { fitLogistic } from "@/lib/engine/preference/logistic";
import { type LogisticProblem, logLossAt, sigmoid } from "@/lib/engine/preference/logistic-objective";
import { seededRandom } from "@/lib/engine/random";

const ln = Math.log;

interface PlainProblem {
  rows: number[][];
  targets: number[];
  weights?: number[];
  penalties: number[];
}

const problemOf = ({ rows, targets, weights, penalties }: PlainProblem): LogisticProblem => ({
  rows: Float64Array.from(rows.flat()),
  targets: Float64Array.from(targets),
  weights: Float64Array.from(weights ?? targets.map(() => 1)),
  penalties: Float64Array.from(penalties),
});

/** The objective from its definition, in plain numbers. */
function objectiveOf({ rows, targets, weights, penalties }: PlainProblem, beta: readonly number[]): number {
  const loss = rows.reduce((sum, row, i) => {
    const logOdds = row.reduce((total, value, j) => total + value * (beta[j] ?? NaN), 0);
    const p = 1 / (1 + Math.exp(-logOdds));
    const y = targets[i] ?? NaN;
    return sum - (weights?.[i] ?? 1) * (y * ln(p) + (1 - y) * ln(1 - p));
  }, 0);
  return loss + penalties.reduce((sum, penalty, j) => sum + (penalty * (beta[j] ?? NaN) ** 2) / 2, 0);
}

function randomProblem(seed: number, n: number, columns: number): PlainProblem {
  const next = seededRandom(seed);
  return {
    rows: Array.from({ length: n }, () =>
      Array.from({ length: columns }, (_, j) => (j ? next() * 4 - 2 : 1)),
    ),
    targets: Array.from({ length: n }, () => next()),
    weights: Array.from({ length: n }, () => 0.1 + 3 * next()),
    penalties: Array.from({ length: columns }, (_, j) => (j ? 0.7 : 0)),
  };
}

describe("fitLogistic", () => {
  const ones = (n: number) => Array.from({ length: n }, () => [1]);
  it.each([
    {
      // ln(3/1); variance 1/(n p q) = 1/(4 · 3/16) = 4/3.
      case: "an intercept alone: the log-odds of the share",
      problem: { rows: ones(4), targets: [1, 1, 1, 0], penalties: [0] },
      coefficients: [ln(3)],
      standardErrors: [Math.sqrt(4 / 3)],
    },
    {
      case: "one fractional target of weight 4: the same",
      problem: { rows: ones(1), targets: [0.75], weights: [4], penalties: [0] },
      coefficients: [ln(3)],
      standardErrors: [Math.sqrt(4 / 3)],
    },
    {
      // 1 of 4 at x = 0, 3 of 4 at x = 1: log-odds −ln 3 and ln 3; Woolf's variance 1 + 1/3 + 1/3 + 1.
      case: "a 2 × 2 table: the log odds ratio with Woolf's error",
      problem: {
        rows: [0, 0, 0, 0, 1, 1, 1, 1].map((x) => [1, x]),
        targets: [1, 0, 0, 0, 1, 1, 1, 0],
        penalties: [0, 0],
      },
      coefficients: [-ln(3), ln(9)],
      standardErrors: [Math.sqrt(4 / 3), Math.sqrt(8 / 3)],
    },
    {
      // Gradient −(1 − σ(β)) + λβ = 0 at β = ln 3 for λ = (1/4)/ln 3; Hessian 3/16 + λ.
      case: "one success under a penalty: where λβ = 1 − σ(β)",
      problem: { rows: [[1]], targets: [1], penalties: [1 / (4 * ln(3))] },
      coefficients: [ln(3)],
      standardErrors: [1 / Math.sqrt(3 / 16 + 1 / (4 * ln(3)))],
    },
  ])("is exact for $case", ({ problem, coefficients, standardErrors }) => {
    const fit = fitLogistic(problemOf(problem));
    expect(fit.converged).toBe(true);
    for (const [j, expected] of coefficients.entries()) expect(fit.coefficients[j]).toBeCloseTo(expected, 11);
    for (const [j, expected] of standardErrors.entries()) {
      expect(fit.standardErrors?.[j]).toBeCloseTo(expected, 10);
    }
  });

  it("ends where the objective, written out, has no slope and only rises", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (seed, n, k) => {
          const problem = randomProblem(seed, n, k);
          const fit = fitLogistic(problemOf(problem));
          expect(fit.converged).toBe(true);
          const beta = [...fit.coefficients];
          const best = objectiveOf(problem, beta);
          expect(fit.objective).toBeCloseTo(best, 9);
          for (let j = 0; j < k; j++) {
            const moved = (by: number) =>
              objectiveOf(
                problem,
                beta.map((value, i) => value + (i === j ? by : 0)),
              );
            const h = 1e-4;
            // The central difference errs by about h² f'''/6, here under 1e-6.
            expect(Math.abs(moved(h) - moved(-h)) / (2 * h)).toBeLessThan(1e-5);
            expect(moved(0.1)).toBeGreaterThan(best);
            expect(moved(-0.1)).toBeGreaterThan(best);
          }
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  it("finds the same place from anywhere, also where a whole Newton step would fly off", () => {
    const problem = problemOf(randomProblem(5, 40, 3));
    const fit = fitLogistic(problem);
    for (const start of [
      [20, -20, 20],
      [-8, 8, 8],
    ]) {
      const other = fitLogistic(problem, Float64Array.from(start));
      expect(other.converged).toBe(true);
      for (const [j, value] of fit.coefficients.entries())
        expect(other.coefficients[j]).toBeCloseTo(value, 10);
    }
  });

  it("stays finite on separable data under a penalty and says so without one", () => {
    const rows = [-2, -1, 1, 2].map((x) => [x]);
    const targets = [0, 0, 1, 1];
    const ridge = fitLogistic(problemOf({ rows, targets, penalties: [1e-6] }));
    expect(ridge).toMatchObject({ converged: true });
    expect(ridge.coefficients[0]).toBeGreaterThan(5);
    expect(ridge.coefficients[0]).toBeLessThan(100);
    const twins = fitLogistic(
      problemOf({ rows: rows.map(([x = NaN]) => [x, x]), targets, penalties: [0, 0] }),
    );
    expect(twins.converged).toBe(false);
  });

  const fine = { rows: [[1], [1]], targets: [0, 1], weights: [1, 1], penalties: [0] };
  it.each([
    { case: "rows that do not fit", problem: { ...fine, rows: [[1]] }, message: /^rows must hold 2 × 1/ },
    { case: "a NaN in a row", problem: { ...fine, rows: [[1], [NaN]] }, message: /^rows .* NaN/ },
    { case: "an infinite row", problem: { ...fine, rows: [[1], [Infinity]] }, message: /^rows .* Infinity/ },
    { case: "a target above 1", problem: { ...fine, targets: [0, 1.5] }, message: /^targets .* 1.5/ },
    { case: "too few weights", problem: { ...fine, weights: [1] }, message: /^weights must be as many/ },
    { case: "a negative weight", problem: { ...fine, weights: [1, -1] }, message: /^weights .* -1/ },
    {
      case: "no weight at all",
      problem: { ...fine, weights: [0, 0] },
      message: /^weights must have .* got 0/,
    },
    {
      case: "no rows",
      problem: { ...fine, rows: [], targets: [], weights: [] },
      message: /^weights must have/,
    },
    { case: "a negative penalty", problem: { ...fine, penalties: [-1] }, message: /^penalties .* -1/ },
  ])("refuses $case", ({ problem, message }) => {
    expect(() => fitLogistic(problemOf(problem))).toThrow(RangeError);
    expect(() => fitLogistic(problemOf(problem))).toThrow(message);
  });

  it("refuses a start of another size", () => {
    expect(() => fitLogistic(problemOf(fine), Float64Array.of(0, 0))).toThrow(/^start must hold 1/);
  });
});

describe("logLossAt and sigmoid", () => {
  it.each([
    { case: "a coin", logOdds: 0, target: 1, loss: ln(2), p: 0.5 },
    { case: "three to one, right", logOdds: ln(3), target: 1, loss: ln(4 / 3), p: 0.75 },
    { case: "three to one, wrong", logOdds: ln(3), target: 0, loss: ln(4), p: 0.75 },
    { case: "half a success", logOdds: ln(3), target: 0.5, loss: (ln(4 / 3) + ln(4)) / 2, p: 0.75 },
    { case: "certain and wrong", logOdds: 800, target: 0, loss: 800, p: 1 },
    { case: "certain and right", logOdds: -800, target: 0, loss: 0, p: 0 },
  ])("$case", ({ logOdds, target, loss, p }) => {
    expect(logLossAt(logOdds, target)).toBeCloseTo(loss, 12);
    expect(sigmoid(logOdds)).toBeCloseTo(p, 12);
  });

  it("refuses what is no number or no share", () => {
    expect(() => sigmoid(NaN)).toThrow(RangeError);
    expect(() => logLossAt(Infinity, 1)).toThrow(/^logOdds/);
    expect(() => logLossAt(0, 2)).toThrow(/^target/);
  });
});

describe("cholesky", () => {
  it("solves and inverts a matrix known by hand", () => {
    // A = [[4, 2], [2, 10]] has determinant 36 and inverse [[10, −2], [−2, 4]] / 36.
    const factor = choleskyFactor(Float64Array.of(4, 0, 2, 10), 2) ?? new Float64Array(4);
    expect([...factor]).toEqual([2, 0, 1, 3]);
    expect(choleskySolve(factor, Float64Array.of(6, 12))).toEqual(Float64Array.of(1, 1));
    const [first, second] = inverseDiagonal(factor, 2);
    expect(first).toBeCloseTo(10 / 36, 14);
    expect(second).toBeCloseTo(4 / 36, 14);
  });

  it.each([
    { case: "a singular matrix", matrix: [1, 0, 1, 1] },
    { case: "an indefinite matrix", matrix: [1, 0, 2, 1] },
    { case: "a NaN", matrix: [NaN, 0, 0, 1] },
  ])("has no factor for $case", ({ matrix }) => {
    expect(choleskyFactor(Float64Array.from(matrix), 2)).toBeNull();
  });

  it("refuses sizes that do not fit", () => {
    expect(() => choleskyFactor(new Float64Array(3), 2)).toThrow(/^matrix must hold 2 × 2/);
    expect(() => choleskySolve(new Float64Array(4), new Float64Array(3))).toThrow(/^right must hold/);
  });
});

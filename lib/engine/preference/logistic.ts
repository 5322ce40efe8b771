import { choleskyFactor, choleskySolve, inverseDiagonal } from "@/lib/engine/preference/cholesky";
import {
  assertProblem,
  type Evaluation,
  evaluate,
  type LogisticProblem,
} from "@/lib/engine/preference/logistic-objective";

export interface LogisticFit {
  /** Log-odds per unit of each column. */
  coefficients: Float64Array;
  /** Roots of the inverse Hessian's diagonal; null if the Hessian is singular. */
  standardErrors: Float64Array | null;
  /** Penalised negative log-likelihood, in nats. */
  objective: number;
  /** Largest entry of the gradient by size, per unit of weight. */
  gradientNorm: number;
  /** Newton steps taken. */
  iterations: number;
  /**
   * Whether the gradient vanished under a Hessian that is not singular. Separable data without a penalty
   * have no optimum, yet a gradient that vanishes far out: callers must rule them out.
   */
  converged: boolean;
}

const MAX_ITERATIONS = 100;
const MAX_HALVINGS = 40;
/** Changes of the objective below this share of it are rounding. */
const ROUNDING = 1e-13;
const GRADIENT_TOLERANCE = 1e-12;
/** Where rounding keeps the gradient above that, one this small still counts as zero. */
const ROUNDING_TOLERANCE = 1e-9;

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * The longest of the steps 1, ½, ¼ … by which the objective falls. Where it is flat to rounding, the
 * gradient must shrink instead.
 */
function stepDown(
  problem: LogisticProblem,
  from: { beta: Float64Array; at: Evaluation },
  direction: Float64Array,
): { beta: Float64Array; at: Evaluation } | null {
  const rounding = ROUNDING * Math.abs(from.at.objective);
  let length = 1;
  for (let halving = 0; halving <= MAX_HALVINGS; halving++) {
    const beta = from.beta.map((value, j) => value - length * (direction[j] ?? Number.NaN));
    const at = evaluate(problem, beta);
    const change = at.objective - from.at.objective;
    const smoother = largest(at.gradient) < largest(from.at.gradient);
    if (Math.abs(change) <= rounding ? smoother : change < 0) return { beta, at };
    length /= 2;
  }
  return null;
}

/**
 * Ridge logistic regression by Newton's method.
 *
 * Minimises Σ wᵢ · logloss(xᵢβ, yᵢ) + Σ λⱼ βⱼ² / 2. The problem is convex, so the answer does not depend
 * on the start. A Newton step is halved until the objective falls; the search ends when no entry of
 * the gradient exceeds 1e-12 per unit of weight; where rounding keeps it above that, up to 1e-9 counts.
 *
 * @param problem Rows, targets, weights and penalties.
 * @param start First guess, by default zeros.
 * @returns Coefficients in the order of the columns, and how the search went.
 * @throws {RangeError} if the sizes do not fit, a number is NaN or infinite, a target lies outside
 *   0 to 1, a weight or penalty is negative, or the weights sum to 0.
 * @see Hastie, Tibshirani & Friedman, The Elements of Statistical Learning (2nd ed.), 4.4.1;
 *   le Cessie & van Houwelingen, "Ridge estimators in logistic regression" (1992)
 * @example
 * // Three successes in four, one free column of ones: the log-odds of 3/4, ln 3.
 * const rows = Float64Array.of(1, 1, 1, 1);
 * const targets = Float64Array.of(1, 1, 1, 0);
 * fitLogistic({ rows, targets, weights: rows, penalties: Float64Array.of(0) }).coefficients; // ln 3
 */
export function fitLogistic(problem: LogisticProblem, start?: Float64Array): LogisticFit {
  assertProblem(problem);
  const size = problem.penalties.length;
  const totalWeight = problem.weights.reduce((sum, weight) => sum + weight, 0);
  const first = start ?? new Float64Array(size);
  if (first.length !== size) throw new RangeError(`start must hold ${size} numbers, got ${first.length}`);

  let state = { beta: first, at: evaluate(problem, first) };
  const gradientNorm = () => largest(state.at.gradient) / totalWeight;
  let iterations = 0;
  while (gradientNorm() > GRADIENT_TOLERANCE && iterations < MAX_ITERATIONS) {
    const factor = choleskyFactor(state.at.hessian, size);
    const next = factor && stepDown(problem, state, choleskySolve(factor, state.at.gradient));
    if (!next) break;
    state = next;
    iterations++;
  }

  const factor = choleskyFactor(state.at.hessian, size);
  return {
    coefficients: state.beta,
    standardErrors: factor && inverseDiagonal(factor, size).map(Math.sqrt),
    objective: state.at.objective,
    gradientNorm: gradientNorm(),
    iterations,
    converged: factor !== null && gradientNorm() <= ROUNDING_TOLERANCE,
  };
}

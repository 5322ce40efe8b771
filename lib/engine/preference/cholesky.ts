/**
 * Cholesky factor of a symmetric positive definite matrix: A = L Lᵀ.
 *
 * @param matrix `size` × `size`, row-major; only the lower triangle is read.
 * @param size Number of rows, 0 or more.
 * @returns L, row-major with zeros above the diagonal; null if the matrix is not positive definite to
 *   working precision.
 * @throws {RangeError} if `matrix` does not hold `size` × `size` numbers.
 * @see Golub & Van Loan, Matrix Computations (4th ed.), 4.2.5
 * @example
 * Array.from(choleskyFactor(Float64Array.of(4, 0, 2, 10), 2) ?? []); // => [2, 0, 1, 3]
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  if (matrix.length !== size * size) {
    throw new RangeError(`matrix must hold ${size} × ${size} numbers, got ${matrix.length}`);
  }
  const lower = new Float64Array(matrix.length);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row * size + column] ?? Number.NaN;
      for (let k = 0; k < column; k++) {
        rest -= (lower[row * size + k] ?? Number.NaN) * (lower[column * size + k] ?? Number.NaN);
      }
      if (column < row) {
        lower[row * size + column] = rest / (lower[column * size + column] ?? Number.NaN);
      } else if (rest > 0 && Number.isFinite(rest)) {
        lower[row * size + row] = Math.sqrt(rest);
      } else {
        return null;
      }
    }
  }
  return lower;
}

function assertSystem(lower: Float64Array, right: Float64Array): void {
  if (lower.length !== right.length ** 2) {
    throw new RangeError(`right must hold √${lower.length} numbers, got ${right.length}`);
  }
}

/** Solves L y = right. */
function solveForward(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const solution = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let rest = right[row] ?? Number.NaN;
    for (let k = 0; k < row; k++) {
      rest -= (lower[row * size + k] ?? Number.NaN) * (solution[k] ?? Number.NaN);
    }
    solution[row] = rest / (lower[row * size + row] ?? Number.NaN);
  }
  return solution;
}

/**
 * Solves A x = right from the Cholesky factor of A.
 *
 * @param lower Factor from `choleskyFactor`.
 * @param right As many numbers as A has rows.
 * @returns x.
 * @throws {RangeError} if the sizes do not fit.
 * @example
 * Array.from(choleskySolve(Float64Array.of(2, 0, 1, 3), Float64Array.of(6, 12))); // => [1, 1]
 */
export function choleskySolve(lower: Float64Array, right: Float64Array): Float64Array {
  assertSystem(lower, right);
  const size = right.length;
  const solution = solveForward(lower, right);
  for (let row = size - 1; row >= 0; row--) {
    let rest = solution[row] ?? Number.NaN;
    for (let k = row + 1; k < size; k++) {
      rest -= (lower[k * size + row] ?? Number.NaN) * (solution[k] ?? Number.NaN);
    }
    solution[row] = rest / (lower[row * size + row] ?? Number.NaN);
  }
  return solution;
}

/**
 * Diagonal of the inverse of A from its Cholesky factor: the squared lengths of the columns of L⁻¹.
 *
 * @param lower Factor from `choleskyFactor`.
 * @param size Number of rows of A.
 * @returns Where A is the Hessian of a log-likelihood: the variances of the estimates.
 * @throws {RangeError} if the sizes do not fit.
 * @example
 * Array.from(inverseDiagonal(Float64Array.of(2, 0, 0, 4), 2)); // => [0.25, 0.0625]
 */
export function inverseDiagonal(lower: Float64Array, size: number): Float64Array {
  const diagonal = new Float64Array(size);
  const unit = new Float64Array(size);
  assertSystem(lower, unit);
  for (let column = 0; column < size; column++) {
    unit.fill(0);
    unit[column] = 1;
    diagonal[column] = solveForward(lower, unit).reduce((sum, value) => sum + value * value, 0);
  }
  return diagonal;
}

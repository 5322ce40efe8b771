import { normalCdf, normalQuantile } from "@/lib/engine/statistics/normal";

/** The work of the engine written down as directly as typed arrays allow: no checks, no reasons, no choices. */

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;

/** BCa interval of mean(b) / mean(a) − 1 with pairs resampled together. */
export function plainBca(a: Float64Array, b: Float64Array, seed: number): { low: number; high: number } {
  const n = a.length;
  const resamples = 10_000;
  let sumA = 0;
  let sumB = 0;
  for (let i = 0; i < n; i++) {
    sumA += at(a, i);
    sumB += at(b, i);
  }
  const estimate = sumB / sumA - 1;
  const values = new Float64Array(resamples);
  let state = seed;
  for (let resample = 0; resample < resamples; resample++) {
    let control = 0;
    let candidate = 0;
    for (let i = 0; i < n; i++) {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state;
      mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      const row = Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 0x100000000) * n);
      control += at(a, row);
      candidate += at(b, row);
    }
    values[resample] = candidate / control - 1;
  }
  values.sort();
  let below = 0;
  while (below < resamples && at(values, below) < estimate) below += 1;
  const bias = normalQuantile(below / resamples);

  let centre = 0;
  const without = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    without[i] = (sumB - at(b, i)) / (sumA - at(a, i)) - 1;
    centre += at(without, i) / n;
  }
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i++) {
    const influence = centre - at(without, i);
    squares += influence * influence;
    cubes += influence * influence * influence;
  }
  const accelerated = cubes / (6 * squares ** 1.5);
  const end = (p: number) => {
    const shifted = bias + normalQuantile(p);
    const position = normalCdf(bias + shifted / (1 - accelerated * shifted)) * (resamples - 1);
    const low = Math.floor(position);
    return at(values, low) + (at(values, low + 1) - at(values, low)) * (position - low);
  };
  return { low: end(0.025), high: end(0.975) };
}

/** One-sided p of the sign-flip test from 10,000 random patterns. */
export function plainSignFlip(differences: Float64Array, seed: number): number {
  const n = differences.length;
  let observed = 0;
  let size = 0;
  for (let i = 0; i < n; i++) {
    observed += at(differences, i);
    size += Math.abs(at(differences, i));
  }
  const bound = observed - 1e-9 * size;
  let state = seed;
  let hits = 0;
  for (let resample = 0; resample < 10_000; resample++) {
    let sum = 0;
    let signs = 0;
    for (let i = 0; i < n; i++) {
      if (i % 32 === 0) {
        state = (state + 0x9e3779b9) | 0;
        let mixed = state;
        mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
        mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
        signs = mixed ^ (mixed >>> 15);
      }
      sum += signs & 1 ? at(differences, i) : -at(differences, i);
      signs >>>= 1;
    }
    if (sum >= bound) hits += 1;
  }
  return (1 + hits) / 10_001;
}

/** Solves the symmetric positive system in place: Gaussian elimination without pivots. */
function solve(matrix: Float64Array, right: Float64Array, size: number): void {
  for (let k = 0; k < size; k++) {
    for (let i = k + 1; i < size; i++) {
      const factor = at(matrix, i * size + k) / at(matrix, k * size + k);
      for (let j = k; j < size; j++) {
        matrix[i * size + j] = at(matrix, i * size + j) - factor * at(matrix, k * size + j);
      }
      right[i] = at(right, i) - factor * at(right, k);
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let j = i + 1; j < size; j++) right[i] = at(right, i) - at(matrix, i * size + j) * at(right, j);
    right[i] = at(right, i) / at(matrix, i * size + i);
  }
}

/** Ridge logistic regression: standardise, then Newton's steps until the gradient vanishes. */
export function plainLogistic(
  rows: readonly (readonly number[])[],
  targets: Float64Array,
  ridge: number,
): Float64Array {
  const n = rows.length;
  const size = (rows[0]?.length ?? 0) + 1;
  const x = new Float64Array(n * size);
  for (let j = 1; j < size; j++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += (rows[i]?.[j - 1] ?? Number.NaN) / n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += ((rows[i]?.[j - 1] ?? Number.NaN) - mean) ** 2;
    const deviation = Math.sqrt(squares / n);
    for (let i = 0; i < n; i++) x[i * size + j] = ((rows[i]?.[j - 1] ?? Number.NaN) - mean) / deviation;
  }
  for (let i = 0; i < n; i++) x[i * size] = 1;

  const beta = new Float64Array(size);
  for (let step = 0; step < 100; step++) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < n; i++) {
      const start = i * size;
      let logOdds = 0;
      for (let j = 0; j < size; j++) logOdds += at(x, start + j) * at(beta, j);
      const p = 1 / (1 + Math.exp(-logOdds));
      const slope = p - at(targets, i);
      const curvature = p * (1 - p);
      for (let j = 0; j < size; j++) {
        const scaled = curvature * at(x, start + j);
        gradient[j] = at(gradient, j) + slope * at(x, start + j);
        for (let k = 0; k <= j; k++)
          hessian[j * size + k] = at(hessian, j * size + k) + scaled * at(x, start + k);
      }
    }
    let largest = 0;
    for (let j = 0; j < size; j++) {
      const penalty = j === 0 ? 0 : ridge;
      gradient[j] = at(gradient, j) + penalty * at(beta, j);
      hessian[j * size + j] = at(hessian, j * size + j) + penalty;
      for (let k = j + 1; k < size; k++) hessian[j * size + k] = at(hessian, k * size + j);
      largest = Math.max(largest, Math.abs(at(gradient, j)));
    }
    if (largest / n <= 1e-12) break;
    for (let j = 0; j < size; j++)
      for (let k = j + 1; k < size; k++) hessian[j * size + k] = at(hessian, k * size + j);
    solve(hessian, gradient, size);
    for (let j = 0; j < size; j++) beta[j] = at(beta, j) - at(gradient, j);
  }
  return beta;
}

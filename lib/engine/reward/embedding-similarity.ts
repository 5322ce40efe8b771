/** A text as numbers, by a model whose name tells which other vectors it may be compared with. */
export interface Embedding {
  /** Provider and model, as one name. */
  model: string;
  /** One finite number per dimension, not all 0. */
  vector: ArrayLike<number>;
}

function largestSize(name: string, vector: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i] ?? Number.NaN;
    if (!Number.isFinite(value)) throw new RangeError(`${name} must hold finite numbers, got ${value}`);
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0)
    throw new RangeError(`${name} must have a direction, got a vector of zeros or no numbers`);
  return largest;
}

/**
 * Reward signal `similarity` from embeddings: likeness of meaning, as far as the model tells meanings apart.
 *
 * max(0, cosine): a right angle already means "nothing in common", and the models in use leave hardly any
 * two texts beyond it. The level of unrelated texts differs from model to model, so scores of two models
 * are no more comparable than their perplexities (see `comparableSimilarity`).
 *
 * @param a Vector of one text. @param b Vector of the other by the same model; the order does not matter.
 * @returns From 0 to 1, dimensionless.
 * @throws {RangeError} if the lengths differ, an entry is NaN or infinite, or a vector is all zeros or empty.
 * @see Manning, Raghavan & Schütze, Introduction to Information Retrieval (2008), eq. (6.10)
 * @example
 * embeddingSimilarity([3, 4], [4, 3]); // => 0.96
 */
export function embeddingSimilarity(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) {
    throw new RangeError(`a and b must be equally long, got ${a.length} and ${b.length}`);
  }
  // Scaled to entries of at most 1, so that no square leaves the range of doubles.
  const [scaleA, scaleB] = [largestSize("a", a), largestSize("b", b)];
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] ?? Number.NaN) / scaleA;
    const y = (b[i] ?? Number.NaN) / scaleB;
    dot += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return Math.min(1, Math.max(0, dot / Math.sqrt(squaresA * squaresB)));
}

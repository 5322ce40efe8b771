import { roundSignificant } from "@/lib/engine/statistics/samples";

/** Scores of several candidates on the same cases. */
export interface ScoreMatrix {
  /** Distinct; their order breaks ties. */
  candidateIds: readonly string[];
  /** Distinct. */
  caseKeys: readonly string[];
  /** One row per candidate, one score per case, higher is better; null where no usable answer came. */
  scores: readonly (readonly (number | null)[])[];
}

/**
 * Refuses a matrix whose parts do not fit, and rounds its scores to 12 significant digits, so that decimals
 * that are equal tie.
 *
 * @returns The rows of `scores`, rounded.
 * @throws {RangeError} if a name occurs twice, a row is missing or has another length, or a score is NaN or
 *   infinite.
 * @example
 * checkedScores({ candidateIds: ["a"], caseKeys: ["1", "2"], scores: [[0.1 + 0.2, null]] }); // => [[0.3, null]]
 */
export function checkedScores({ candidateIds, caseKeys, scores }: ScoreMatrix): (number | null)[][] {
  if (new Set(candidateIds).size !== candidateIds.length)
    throw new RangeError("candidateIds must be distinct");
  if (new Set(caseKeys).size !== caseKeys.length) throw new RangeError("caseKeys must be distinct");
  if (scores.length !== candidateIds.length) {
    throw new RangeError(
      `scores must have one row per candidate, got ${scores.length} for ${candidateIds.length}`,
    );
  }
  return scores.map((row, i) => {
    if (row.length !== caseKeys.length) {
      throw new RangeError(
        `scores of ${candidateIds[i]} must be one per case, got ${row.length} for ${caseKeys.length}`,
      );
    }
    return row.map((score) => {
      if (score === null) return null;
      if (!Number.isFinite(score)) throw new RangeError(`scores must be finite or null, got ${score}`);
      return roundSignificant(score);
    });
  });
}

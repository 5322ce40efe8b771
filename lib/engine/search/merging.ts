import { checkedScores, type ScoreMatrix } from "@/lib/engine/search/score-matrix";
import { mean, roundSignificant } from "@/lib/engine/statistics/samples";

/** Two candidates that are good at different cases. */
export interface ComplementaryPair {
  /** In the order given. */
  candidateIds: [string, string];
  /** Cases that every candidate answered; everything below rests on them. */
  cases: number;
  /** Mean over the cases of the higher of the two scores: what a merger would reach at best. */
  ceiling: number;
  /** Mean of the better of the two alone. */
  betterMean: number;
  /** `ceiling` − `betterMean`, 0 or more. */
  gain: number;
  /** Cases on which the first, the second, or neither scores higher, in the order given. */
  firstWins: string[];
  secondWins: string[];
  ties: string[];
}

export type MergeChoice =
  | { pair: ComplementaryPair; reason: null }
  /** Fewer than two candidates, or no case that all of them answered. */
  | { pair: null; reason: "insufficient_data" }
  /** The gain of the best pair is under the margin. */
  | { pair: null; reason: "not_complementary"; best: ComplementaryPair };

const SLACK = 1e-12;

interface Candidate {
  id: string;
  scores: readonly number[];
}

const meanOf = (values: readonly number[]): number => roundSignificant(mean(values) ?? Number.NaN);

function pairOf(first: Candidate, second: Candidate, caseKeys: readonly string[]): ComplementaryPair {
  const secondAt = (i: number) => second.scores[i] ?? Number.NaN;
  const highest = first.scores.map((score, i) => Math.max(score, secondAt(i)));
  const better = meanOf(first.scores) >= meanOf(second.scores) ? first : second;
  const where = (holds: (difference: number) => boolean) =>
    caseKeys.filter((_, i) => holds((first.scores[i] ?? Number.NaN) - secondAt(i)));
  return {
    candidateIds: [first.id, second.id],
    cases: caseKeys.length,
    ceiling: meanOf(highest),
    betterMean: meanOf(better.scores),
    // Of differences, not as a difference of rounded means, so that a gain of the margin exactly is one.
    gain: meanOf(highest.map((score, i) => score - (better.scores[i] ?? Number.NaN))),
    firstWins: where((difference) => difference > 0),
    secondWins: where((difference) => difference < 0),
    ties: where((difference) => difference === 0),
  };
}

/**
 * The two candidates worth merging: those whose higher scores, case by case, have the greatest mean.
 *
 * Only cases that every candidate answered count, so that all pairs are compared on the same ones; leave
 * candidates that dropped out early out of the matrix. Of pairs with an equal mean the one with the
 * greater gain is taken, then the one listed first. The mean of maxima is a ceiling that noise raises: it
 * chooses what to try, and is never shown as a result.
 *
 * @param matrix Development scores on any scale, higher is better.
 * @param minGain Least gain over the better of the two, in the unit of the scores, that makes a merger
 *   worth trying; 0 or more. A gain equal to it is enough, but 0 is no gain.
 * @returns The pair; or null with the reason, and the pair that came nearest where there is one.
 * @throws {RangeError} if the matrix does not fit, a score is NaN or infinite, or `minGain` is negative.
 * @see Agrawal et al., "GEPA: Reflective Prompt Evolution" (2025), system-aware merge
 * @example
 * const scores = [[1, 0, 0.5], [0, 1, 0.5], [0.6, 0.6, 0.6]];
 * chooseMerge({ candidateIds: ["a", "b", "c"], caseKeys: ["1", "2", "3"], scores }, 0.02).pair?.candidateIds;
 * // => ["a", "b"]
 */
export function chooseMerge(matrix: ScoreMatrix, minGain: number): MergeChoice {
  if (!(minGain >= 0 && Number.isFinite(minGain))) {
    throw new RangeError(`minGain must be a finite number of 0 or more, got ${minGain}`);
  }
  const rows = checkedScores(matrix);
  const common = matrix.caseKeys.flatMap((caseKey, i) =>
    rows.every((row) => row[i] !== null) ? [{ caseKey, i }] : [],
  );
  const candidates = rows.map(
    (row, c): Candidate => ({
      id: matrix.candidateIds[c] ?? "",
      scores: common.flatMap(({ i }) => row[i] ?? []),
    }),
  );
  if (candidates.length < 2 || common.length === 0) return { pair: null, reason: "insufficient_data" };

  const caseKeys = common.map(({ caseKey }) => caseKey);
  const pairs = candidates.flatMap((first, c) =>
    candidates.slice(c + 1).map((second) => pairOf(first, second, caseKeys)),
  );
  const best = pairs.reduce((kept, pair) => {
    if (pair.ceiling !== kept.ceiling) return pair.ceiling > kept.ceiling ? pair : kept;
    return pair.gain > kept.gain ? pair : kept;
  });
  return best.gain > SLACK && best.gain >= minGain - SLACK
    ? { pair: best, reason: null }
    : { pair: null, reason: "not_complementary", best };
}

import { checkedScores, type ScoreMatrix } from "@/lib/engine/search/score-matrix";

export interface BestOfCase {
  caseKey: string;
  /** Highest score; null if nobody answered. */
  score: number | null;
  /** Who has it, in the order given; empty if nobody answered. */
  candidateIds: string[];
}

export interface Coverage {
  candidateId: string;
  /** Cases it answered. */
  answered: number;
  /** Cases on which nobody scored higher. */
  best: number;
  /** Cases on which everybody else scored lower or not at all. */
  aloneBest: number;
  /** `best` as a share of the cases that somebody answered, 0 to 1; null if nobody answered any. */
  bestShare: number | null;
}

export interface ParetoFront {
  /** Candidates that no other dominates, in the order given. */
  front: string[];
  /** The others, each with those of the front that dominate it. */
  dominated: { candidateId: string; by: string[] }[];
  /** One entry per case, in the order given. */
  cases: BestOfCase[];
  /** One entry per candidate, in the order given. */
  coverage: Coverage[];
}

type Row = readonly (number | null)[];

/** A case without an answer counts below every score: failing on it is no advantage. */
const heightOf = (score: number | null | undefined): number => score ?? Number.NEGATIVE_INFINITY;

function dominates(a: Row, b: Row): boolean {
  return (
    a.every((score, i) => heightOf(score) >= heightOf(b[i])) &&
    a.some((score, i) => heightOf(score) > heightOf(b[i]))
  );
}

/**
 * Candidates that are best at something: the Pareto front over the cases.
 *
 * One candidate dominates another if it is nowhere worse and somewhere better; a missing answer is worse
 * than any score. Candidates with equal rows do not dominate each other. With many cases nearly everybody
 * is on the front, so `coverage` tells on how many cases each leads. Of development cases only: the best
 * of several noisy scores flatters whoever has it, and is no evidence.
 *
 * @param matrix Scores on any scale, higher is better.
 * @throws {RangeError} if the parts of the matrix do not fit or a score is NaN or infinite.
 * @see Agrawal et al., "GEPA: Reflective Prompt Evolution" (2025), Pareto-based candidate selection
 * @example
 * const scores = [[0.9, 0.1], [0.2, 0.8], [0.1, 0.1]];
 * paretoFront({ candidateIds: ["a", "b", "c"], caseKeys: ["1", "2"], scores }).front; // => ["a", "b"]
 */
export function paretoFront(matrix: ScoreMatrix): ParetoFront {
  const { candidateIds, caseKeys } = matrix;
  const candidates = checkedScores(matrix).map((row, i) => ({ id: candidateIds[i] ?? "", row }));

  const front = candidates.filter(({ row }) => !candidates.some((other) => dominates(other.row, row)));
  const cases = caseKeys.map((caseKey, i): BestOfCase => {
    const answered = candidates.filter(({ row }) => row[i] !== null);
    const score = answered.reduce((best, { row }) => Math.max(best, heightOf(row[i])), heightOf(null));
    const leaders = answered.filter(({ row }) => row[i] === score).map(({ id }) => id);
    return { caseKey, score: answered.length > 0 ? score : null, candidateIds: leaders };
  });
  const answeredCases = cases.filter(({ score }) => score !== null).length;
  const coverage = candidates.map(({ id, row }): Coverage => {
    const led = cases.filter(({ candidateIds: leaders }) => leaders.includes(id));
    return {
      candidateId: id,
      answered: row.filter((score) => score !== null).length,
      best: led.length,
      aloneBest: led.filter(({ candidateIds: leaders }) => leaders.length === 1).length,
      bestShare: answeredCases > 0 ? led.length / answeredCases : null,
    };
  });
  return {
    front: front.map(({ id }) => id),
    dominated: candidates
      .filter((candidate) => !front.includes(candidate))
      .map(({ id, row }) => ({
        candidateId: id,
        by: front.filter((other) => dominates(other.row, row)).map((other) => other.id),
      })),
    cases,
    coverage,
  };
}

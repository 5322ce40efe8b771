import { assertCount } from "@/lib/engine/statistics/ranges";
import { assertFinite, pairedDifferences } from "@/lib/engine/statistics/samples";
import { spreadOf } from "@/lib/engine/statistics/spread";

export interface ConvergenceInput {
  /**
   * Development scores of the best prompt after each round, one per case and the cases in the same order;
   * first those of the prompt that the search began with.
   */
  rounds: readonly (readonly number[])[];
  /** Rounds without a meaningful improvement after which the search has converged, 1 or more. */
  patience: number;
  /** Least improvement that means something, as a share of the mean improved upon; 0.01 is 1 %. */
  minRelativeGain: number;
}

export interface Convergence {
  /** Null where improvements cannot be judged. */
  converged: boolean | null;
  /** Why `converged` is null. */
  reason: "insufficient_data" | null;
  /** Rounds since the last meaningful improvement, or since the start; null where that is unknown. */
  roundsWithoutGain: number | null;
  /** For people. */
  sentence: string;
}

const SLACK = 1e-12;
/** Means below this are taken as zero, and gains are then measured on the scale of the scores. */
const NEAR_ZERO = 1e-9;

/** Whether the second prompt is better by the margin and by one standard error of the mean difference. */
function isMeaningful(before: readonly number[], after: readonly number[], minRelativeGain: number): boolean {
  const difference = spreadOf(pairedDifferences(before, after));
  const earlier = spreadOf(before);
  if (difference === null || earlier === null) throw new RangeError("a round must have two cases or more");
  const standardError = difference.sd / Math.sqrt(difference.n);
  const scale = earlier.mean > NEAR_ZERO ? earlier.mean : 1;
  return (
    difference.mean > SLACK &&
    difference.mean >= minRelativeGain * scale - SLACK &&
    difference.mean >= standardError - SLACK
  );
}

/**
 * Whether a search has stopped getting anywhere: no meaningful improvement in the last `patience` rounds.
 *
 * A round improves meaningfully if the paired mean difference on the development cases is at least
 * `minRelativeGain` of the mean it improves upon (of the scale, where that mean is 0 or less) and at least
 * one standard error, so that neither a small gain nor a noisy one goes on for ever. It is measured against
 * the last round that did: small gains add up until they count. Not a test: whether the result is
 * better than the live prompt, the held-out cases say.
 *
 * @returns `converged: null` for fewer than two cases or no round, whose noise cannot be known.
 * @throws {RangeError} if the rounds differ in length, a score is NaN or infinite, `patience` is no count of
 *   1 or more, or `minRelativeGain` is negative, NaN or infinite.
 * @example
 * const rounds = [[0.5, 0.5], [0.7, 0.8], [0.7, 0.8], [0.7, 0.8]];
 * convergenceOf({ rounds, patience: 2, minRelativeGain: 0.01 }).converged; // => true
 */
export function convergenceOf({ rounds, patience, minRelativeGain }: ConvergenceInput): Convergence {
  assertCount("patience", patience);
  if (patience === 0) throw new RangeError("patience must be 1 or more, got 0");
  if (!(minRelativeGain >= 0 && Number.isFinite(minRelativeGain))) {
    throw new RangeError(`minRelativeGain must be a finite number of 0 or more, got ${minRelativeGain}`);
  }
  const [start = [], ...later] = rounds;
  for (const scores of rounds) {
    assertFinite(scores, "rounds");
    if (scores.length !== start.length) {
      throw new RangeError(`rounds must have equally many scores, got ${start.length} and ${scores.length}`);
    }
  }
  if (start.length < 2) {
    return {
      converged: null,
      reason: "insufficient_data",
      roundsWithoutGain: null,
      sentence: "Two development cases or more are needed to tell an improvement from noise.",
    };
  }

  let best = start;
  let roundsWithoutGain = 0;
  for (const scores of later) {
    const improved = isMeaningful(best, scores, minRelativeGain);
    if (improved) best = scores;
    roundsWithoutGain = improved ? 0 : roundsWithoutGain + 1;
  }
  return {
    converged: roundsWithoutGain >= patience,
    reason: null,
    roundsWithoutGain,
    sentence: sentenceOf({ rounds: later.length, roundsWithoutGain, patience, minRelativeGain }),
  };
}

const count = (n: number): string => `${n} ${n === 1 ? "round" : "rounds"}`;

function sentenceOf({
  rounds,
  roundsWithoutGain,
  patience,
  minRelativeGain,
}: {
  rounds: number;
  roundsWithoutGain: number;
  patience: number;
  minRelativeGain: number;
}): string {
  const least = `an improvement of at least ${Number((minRelativeGain * 100).toPrecision(3))} % and one standard error`;
  if (rounds === 0) return "The search has not begun.";
  if (roundsWithoutGain === 0) return `The last round brought ${least}, so the search goes on.`;
  return roundsWithoutGain >= patience
    ? `${count(roundsWithoutGain)} without ${least}, so the search stops.`
    : `${count(roundsWithoutGain)} without ${least}; after ${patience} the search stops.`;
}

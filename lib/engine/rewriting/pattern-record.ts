import type { Embedding } from "@/lib/engine/reward/embedding-similarity";
import { assertCount, assertShare } from "@/lib/engine/statistics/ranges";

/** Something that worked: an instruction for a kind of situation, and how well it did. */
export interface Pattern {
  readonly id: string;
  /** When it applies, e.g. "a customer asks where a late parcel is". */
  readonly situation: string;
  /** What the prompt should say, e.g. "Name the new delivery date in the first sentence." */
  readonly instruction: string;
  /** Ids of the feedback behind it, without repeats. */
  readonly evidence: readonly string[];
  /** Mean reward of the rewrites that used it, 0 to 1; null while there are none. */
  readonly meanReward: number | null;
  /** Rewrites that used it and were measured. */
  readonly uses: number;
  /** False once a person switched it off. */
  readonly enabled: boolean;
  /** Of the situation; null where there is none. */
  readonly embedding: Embedding | null;
}

/**
 * Refuses patterns whose numbers contradict each other.
 *
 * @throws {RangeError} naming the field: an empty or repeated id, uses that are no count, a mean reward
 *   outside 0 to 1, or a mean reward without uses (and the reverse).
 * @example
 * assertPatterns([]);
 */
export function assertPatterns(patterns: readonly Pattern[]): void {
  const ids = new Set<string>();
  for (const { id, uses, meanReward } of patterns) {
    if (id === "") throw new RangeError("a pattern needs an id");
    if (ids.has(id)) throw new RangeError(`the id of a pattern must be its own, ${id} is there twice`);
    ids.add(id);
    assertCount(`uses of ${id}`, uses);
    if ((meanReward === null) !== (uses === 0)) {
      throw new RangeError(
        `meanReward of ${id} must be null exactly without uses, got ${meanReward} of ${uses}`,
      );
    }
    if (meanReward !== null) assertShare(`meanReward of ${id}`, meanReward);
  }
}

/**
 * A pattern after one more rewrite that used it.
 *
 * The mean moves by (reward − mean)/uses. It stays within the rewards seen and does not drift: an error of
 * rounding shrinks with the following updates instead of adding up.
 *
 * @param pattern The pattern so far; not changed.
 * @param outcome `reward` of the rewrite, 0 to 1, see `proposalRewards`; null where nothing was measured,
 *   which leaves mean and uses alone. `evidence` are ids of feedback that now also support the pattern.
 * @returns A new pattern.
 * @throws {RangeError} if the reward is outside 0 to 1, or the pattern's numbers contradict each other.
 * @see Welford, "Note on a method for calculating corrected sums of squares and products" (1962)
 * @example
 * const pattern = { id: "p1", situation: "late parcel", instruction: "Name the date.", evidence: ["f1"],
 *   meanReward: 0.5, uses: 1, enabled: true, embedding: null };
 * updatePattern(pattern, { reward: 1, evidence: ["f2"] }).meanReward; // => 0.75
 */
export function updatePattern(
  pattern: Pattern,
  outcome: { readonly reward: number | null; readonly evidence: readonly string[] },
): Pattern {
  assertPatterns([pattern]);
  const evidence = [...new Set([...pattern.evidence, ...outcome.evidence])];
  if (outcome.reward === null) return { ...pattern, evidence };
  assertShare("reward", outcome.reward);
  const uses = pattern.uses + 1;
  const before = pattern.meanReward ?? 0;
  return { ...pattern, evidence, uses, meanReward: before + (outcome.reward - before) / uses };
}

/**
 * Mean reward over all uses of all patterns: Σ uses · mean / Σ uses.
 *
 * @returns 0 to 1; null while no pattern was used.
 * @throws {RangeError} if a pattern's numbers contradict each other.
 * @example
 * overallMeanReward([]); // => null
 */
export function overallMeanReward(patterns: readonly Pattern[]): number | null {
  assertPatterns(patterns);
  let uses = 0;
  let rewards = 0;
  for (const pattern of patterns) {
    uses += pattern.uses;
    rewards += pattern.uses * (pattern.meanReward ?? 0);
  }
  // Rounding may lift a mean of ones above 1 by a last bit.
  return uses === 0 ? null : Math.min(1, rewards / uses);
}

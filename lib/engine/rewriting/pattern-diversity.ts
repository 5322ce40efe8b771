import { lexicalSimilarity } from "@/lib/engine/reward/similarity";
import { normalizeInstruction } from "@/lib/engine/rewriting/pattern-merging";
import { assertCount } from "@/lib/engine/statistics/ranges";
import { assertFinite, roundSignificant } from "@/lib/engine/statistics/samples";

/** Weight of a pattern's own worth (λ); the rest is the price of repeating what is already chosen. */
const WORTH_WEIGHT = 0.7;

/** Instructions this alike are one instruction: a word added to five, say. */
const NEAR_IDENTICAL = 0.9;

/** Something to choose, worth more the better it fits. */
export interface Choice {
  readonly id: string;
  readonly instruction: string;
  readonly worth: number;
}

export interface DiverseSelection<C extends Choice> {
  /** In the order chosen. `repeats` is the likeness to the most similar one chosen before, 0 to 1. */
  chosen: { choice: C; repeats: number }[];
  /** Left out because they say the same as one that was chosen. */
  nearIdentical: { id: string; likeId: string }[];
}

/**
 * The best choices that do not repeat each other: maximal marginal relevance.
 *
 * Each turn takes the highest 0.7 · worth − 0.3 · (likeness to the most similar one already chosen);
 * likeness is that of wording between the instructions, see `lexicalSimilarity`, since two answers to the
 * same situation are not repeats. What is at least 0.9 alike to a chosen one is left out altogether: a
 * short list is better than one instruction five times. Ties go to the smaller id.
 *
 * @param choices In any order, with ids of their own; worth on a scale where 1 is a perfect fit.
 * @param limit Most to choose.
 * @returns Up to `limit` choices, and those that were left out on the way.
 * @throws {RangeError} if `limit` is not a whole number of 0 or more, or a worth is not finite.
 * @see Carbonell & Goldstein, "The Use of MMR, Diversity-Based Reranking" (1998)
 * @example
 * selectDiverse([
 *   { id: "a", instruction: "Be brief.", worth: 1 },
 *   { id: "b", instruction: "be brief", worth: 0.9 },
 *   { id: "c", instruction: "Name the date.", worth: 0.2 },
 * ], 2).chosen.map(({ choice }) => choice.id); // => ["a", "c"]
 */
export function selectDiverse<C extends Choice>(choices: readonly C[], limit: number): DiverseSelection<C> {
  assertCount("limit", limit);
  assertFinite(
    choices.map((choice) => choice.worth),
    "worth",
  );
  let remaining = choices
    .map((choice) => ({ choice, text: normalizeInstruction(choice.instruction), repeats: 0 }))
    .sort((a, b) => (a.choice.id < b.choice.id ? -1 : 1));
  const selection: DiverseSelection<C> = { chosen: [], nearIdentical: [] };

  while (selection.chosen.length < limit) {
    const [first, ...others] = remaining;
    if (first === undefined) break;
    // Sorted by id, so the first of equal ones has the smallest.
    const next = others.reduce((best, other) => (marginal(other) > marginal(best) ? other : best), first);
    selection.chosen.push({ choice: next.choice, repeats: next.repeats });
    remaining = remaining
      .filter((other) => other !== next)
      .flatMap((other) => {
        const { score } = lexicalSimilarity(next.text, other.text);
        if (score < NEAR_IDENTICAL) return [{ ...other, repeats: Math.max(other.repeats, score) }];
        selection.nearIdentical.push({ id: other.choice.id, likeId: next.choice.id });
        return [];
      });
  }
  return selection;
}

function marginal({ choice, repeats }: { choice: Choice; repeats: number }): number {
  return roundSignificant(WORTH_WEIGHT * choice.worth - (1 - WORTH_WEIGHT) * repeats);
}

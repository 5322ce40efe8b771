import type { ExampleSource, PairExample } from "@/lib/engine/preference/examples";

/**
 * Pairs that follow from choosing one of several drafts of an email: the chosen one against each other.
 *
 * The pairs of one choice share a weight of 1, so that choosing among four drafts counts no more than
 * choosing between two.
 *
 * @param source Whose choice it was, about which email.
 * @param chosen Features of the draft that was chosen.
 * @param others Features of the drafts shown beside it and judged lower; leave out those never seen.
 * @returns One pair per other draft, with the chosen one as `b`; none without others.
 * @see Bradley & Terry, "Rank analysis of incomplete block designs" (1952)
 * @example
 * pairsOfChoice({ feedbackId: "f1", emailId: "e1", reviewer: "ann" }, [3], [[1], [2]]).length; // => 2
 */
export function pairsOfChoice(
  source: ExampleSource,
  chosen: readonly number[],
  others: readonly (readonly number[])[],
): PairExample[] {
  const { feedbackId, emailId, reviewer } = source;
  return others.map((other) => ({
    feedbackId,
    emailId,
    reviewer,
    a: other,
    b: chosen,
    target: 1,
    weight: 1 / others.length,
  }));
}

import type { HalvingPlan, Standing } from "@/lib/engine/search/halving";

/**
 * The single survivor of the search, which alone goes on to the held-out cases.
 *
 * The best mean difference on all development cases; among equals the one listed first, i.e. made first.
 * Its gain here was selected for and is never shown as the lift (winner's curse).
 *
 * @param plan A finished plan of `planHalving`.
 * @returns Its standing on the development cases; null if nobody is left, or nobody has a case in
 *   common with the control.
 * @throws {RangeError} if the plan is not finished.
 * @example
 * const row = (candidateId, score) => ({ candidateId, caseKey: "1", score });
 * const rows = [row("live", 0.5), row("a", 0.4), row("b", 0.6)];
 * pickWinner(planHalving({ controlId: "live", candidateIds: ["a", "b"], caseKeys: ["1"], rows }))?.candidateId;
 * // => "b"
 */
export function pickWinner(plan: HalvingPlan): Standing | null {
  if (!plan.done) throw new RangeError("pickWinner: the search is not finished");
  const [best] = plan.standings;
  return best && best.meanDifference !== null ? best : null;
}

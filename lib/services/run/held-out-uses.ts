import { listDecidedRuns } from "@/db/queries/held-out-uses";
import type { Context } from "@/lib/context";
import type { RunState } from "./state";

/**
 * Earlier decisions that looked at this set of held-out cases: at half of them or more, so that a set
 * counts as refreshed once more than half of it is new.
 */
export async function countHeldOutUses(
  ctx: Context,
  { run, heldOut }: Pick<RunState, "run" | "heldOut">,
): Promise<number> {
  const decided = await listDecidedRuns(ctx.store, { labId: run.labId, before: run.seq });
  const keys = new Set(heldOut.map(({ id }) => id));
  return decided.filter(({ caseIds, decision }) => {
    // Without a p-value nobody looked at the cases.
    if (decision?.pValue == null || caseIds === null) return false;
    return 2 * caseIds.heldOut.filter((id) => keys.has(id)).length >= keys.size;
  }).length;
}

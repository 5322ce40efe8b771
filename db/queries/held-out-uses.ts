import { and, eq, isNotNull, lt } from "drizzle-orm";
import type { RunRow } from "../rows";
import type { Store } from "../store";

/** Earlier runs of the lab that ended with a decision: what they decided, and on which cases. */
export async function listDecidedRuns(
  { db, t }: Store,
  { labId, before }: { labId: string; before: number },
): Promise<Pick<RunRow, "caseIds" | "decision">[]> {
  return db
    .select({ caseIds: t.optimizationRuns.caseIds, decision: t.optimizationRuns.decision })
    .from(t.optimizationRuns)
    .where(
      and(
        eq(t.optimizationRuns.labId, labId),
        lt(t.optimizationRuns.seq, before),
        isNotNull(t.optimizationRuns.decision),
      ),
    );
}

import { findCases } from "@/db/queries/datasets";
import { listCandidates, listScores } from "@/db/queries/runs";
import type { CandidateRow, CaseRow, RunRow, ScoreRow } from "@/db/rows";
import type { RunCounters, StoredUsage } from "@/db/stored";
import type { Context } from "@/lib/context";
import { aggregateReward, type ComponentScores, rewardSignals } from "@/lib/engine/reward/aggregate";
import { type HalvingPlan, planHalving } from "@/lib/engine/search/halving";

/** Everything that a run has finished so far, read from its rows. */
export interface RunState {
  run: RunRow;
  baseline: CandidateRow;
  candidates: CandidateRow[];
  development: CaseRow[];
  heldOut: CaseRow[];
  scores: ScoreRow[];
}

export async function loadRunState(ctx: Context, run: RunRow): Promise<RunState> {
  const ids = run.caseIds ?? { development: [], heldOut: [] };
  const [rows, scores, cases] = await Promise.all([
    listCandidates(ctx.store, { runId: run.id }),
    listScores(ctx.store, { runId: run.id }),
    findCases(ctx.store, { caseIds: [...ids.development, ...ids.heldOut] }),
  ]);
  const byId = new Map(cases.map((row) => [row.id, row]));
  // A case that was deleted while the run went on is left out on both sides alike.
  const present = (list: readonly string[]) => list.flatMap((id) => byId.get(id) ?? []);
  const [baseline, ...candidates] = rows;
  if (baseline?.role !== "baseline") throw new Error(`run ${run.id} has no baseline`);
  return {
    run,
    baseline,
    candidates,
    development: present(ids.development),
    heldOut: present(ids.heldOut),
    scores,
  };
}

/** The race as it stands: a function of stored rows alone, so a resumed run goes on as it would have. */
export function raceOf(state: RunState): HalvingPlan {
  const rewards = comparableRewards(state);
  return planHalving({
    controlId: state.baseline.id,
    candidateIds: state.candidates
      .filter(({ state: s }) => s !== "invalid" && s !== "failed")
      .map(({ id }) => id),
    caseKeys: state.development.map(({ id }) => id),
    rows: state.scores.map((row) => ({
      candidateId: row.candidateId,
      caseKey: row.caseId,
      score: rewards.get(scoreKey(row)) ?? null,
    })),
  });
}

export const scoreKey = ({ candidateId, caseId }: { candidateId: string; caseId: string }) =>
  `${candidateId} ${caseId}`;

/** Reward of each scored reply over the signals that every reply to the same case has: a missing one is no gain. */
export function comparableRewards({
  run,
  scores,
}: Pick<RunState, "run" | "scores">): Map<string, number | null> {
  const byCase = new Map<string, ScoreRow[]>();
  for (const row of scores) {
    if (row.components !== null) byCase.set(row.caseId, [...(byCase.get(row.caseId) ?? []), row]);
  }
  const rewards = new Map<string, number | null>();
  for (const rows of byCase.values()) {
    const shared = rewardSignals.filter((signal) =>
      rows.every(({ components }) => components?.[signal] != null),
    );
    for (const row of rows) {
      const only: ComponentScores = Object.fromEntries(
        shared.map((signal) => [signal, row.components?.[signal]]),
      );
      rewards.set(scoreKey(row), aggregateReward(only, run.config.rewardWeights).total);
    }
  }
  return rewards;
}

/**
 * Units of work of a run: proposals and evaluations. Exact for what is done; for the race to come it
 * assumes that half of the candidates drop at each rung.
 */
export function progressOf(state: Pick<RunState, "run" | "candidates" | "scores"> & { proposals: number }): {
  done: number;
  total: number;
} {
  const { run, candidates, scores, proposals } = state;
  const planned = run.config.search.candidates;
  const cases = run.caseIds ?? { development: [], heldOut: [] };
  const racing =
    candidates.length === planned
      ? candidates.filter(({ state: s }) => s !== "invalid" && s !== "failed").length
      : planned;
  const n = cases.development.length;
  const [first, second] = [Math.ceil(n / 4), Math.ceil(n / 2)];
  const race =
    n + racing * first + Math.ceil(racing / 2) * (second - first) + Math.ceil(racing / 4) * (n - second);
  const done = proposals + scores.length;
  return { done, total: Math.max(done, planned + race + 2 * cases.heldOut.length) };
}

/** What one piece of work took: one usage per answer, null where the provider told none. */
export interface Spending {
  usages: readonly (Pick<StoredUsage, "inputTokens" | "outputTokens"> | null)[];
  /** One per answer, in micro-dollars; null where it is not known. */
  costs: readonly (number | null)[];
  attempts: number;
  failed: number;
}

export function addSpending(
  counters: RunCounters,
  { usages, costs, attempts, failed }: Spending,
): RunCounters {
  const told = usages.filter((usage) => usage !== null);
  const priced = costs.filter((cost) => cost !== null);
  return {
    ...counters,
    calls: counters.calls + attempts,
    failedCalls: counters.failedCalls + failed,
    unmeteredCalls: counters.unmeteredCalls + usages.length - told.length,
    inputTokens: told.reduce((sum, usage) => sum + usage.inputTokens, counters.inputTokens),
    outputTokens: told.reduce((sum, usage) => sum + usage.outputTokens, counters.outputTokens),
    costMicroUsd: priced.reduce((sum, cost) => sum + cost, counters.costMicroUsd ?? 0),
    // Calls of a run from before prices were known have none.
    unpricedCalls:
      (counters.unpricedCalls ?? counters.calls - counters.failedCalls) + costs.length - priced.length,
  };
}

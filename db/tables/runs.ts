import { sql } from "drizzle-orm";
import type { ProviderName } from "@/lib/contracts/models";
import type { RewardComponents } from "@/lib/contracts/reward";
import type { CandidateProblem, Decision, RunStatus } from "@/lib/contracts/runs";
import type { Kit } from "../columns";
import type { RunConfig, RunCounters, StoredFailure } from "../stored";
import type { defineLabTables } from "./labs";

type LabTables = ReturnType<typeof defineLabTables>;

/** Optimization runs, their candidates and the score of each on each case. */
export function defineRunTables(k: Kit, { labs }: LabTables) {
  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const optimizationRuns = k.table(
    "optimization_runs",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      /** Order in the lab, from 1. */
      seq: k.int().notNull(),
      status: k.text().$type<RunStatus>().notNull(),
      origin: k.text().$type<"trigger" | "person" | "dataset">().notNull(),
      startedBy: k.text().notNull(),
      seed: k.big().notNull(),
      provider: k.text().$type<ProviderName>().notNull(),
      model: k.text().notNull(),
      simulated: k.bool().notNull(),
      baselinePromptId: k.text().notNull(),
      baselineRevision: k.int().notNull(),
      resultPromptId: k.text(),
      survivorId: k.text(),
      config: k.json<RunConfig>().notNull(),
      failures: k.json<StoredFailure[]>().notNull(),
      caseIds: k.json<{ development: string[]; heldOut: string[] } | null>(),
      progressDone: k.int().notNull().default(0),
      progressTotal: k.int().notNull().default(0),
      counters: k.json<RunCounters>().notNull(),
      decision: k.json<Decision | null>(),
      cancelRequested: k.bool().notNull().default(false),
      error: k.text(),
      createdAt: k.time().notNull(),
      startedAt: k.time(),
      finishedAt: k.time(),
    },
    (t) => [
      // One active optimization per lab.
      k.uniqueIndex("runs_active").on(t.labId).where(sql`${t.status} in ('queued', 'running')`),
      k.uniqueIndex("runs_seq").on(t.labId, t.seq),
    ],
  );

  const candidates = k.table(
    "candidates",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      runId: k
        .text()
        .notNull()
        .references(() => optimizationRuns.id, { onDelete: "cascade" }),
      position: k.int().notNull(),
      role: k.text().$type<"baseline" | "candidate">().notNull(),
      content: k.text(),
      hash: k.text(),
      strategy: k.text(),
      metaPrompt: k.text(),
      changes: k.json<{ change: string; feedbackIds: string[] }[]>().notNull(),
      state: k.text().$type<"racing" | "dropped" | "survivor" | "invalid" | "failed">().notNull(),
      problems: k.json<CandidateProblem[]>().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("candidates_position").on(t.runId, t.position)],
  );

  const scores = k.table(
    "scores",
    {
      runId: k
        .text()
        .notNull()
        .references(() => optimizationRuns.id, { onDelete: "cascade" }),
      candidateId: k
        .text()
        .notNull()
        .references(() => candidates.id, { onDelete: "cascade" }),
      caseId: k.text().notNull(),
      labId: labId(),
      outputId: k.text(),
      components: k.json<RewardComponents | null>(),
      reward: k.real(),
      error: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.candidateId, t.caseId] }), k.index("scores_run").on(t.runId)],
  );

  return { optimizationRuns, candidates, scores };
}

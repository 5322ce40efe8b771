import { sql } from "drizzle-orm";
import type { EditAnalysis } from "@/lib/contracts/feedback";
import type { LabSettings } from "@/lib/contracts/labs";
import type { PromptOrigin } from "@/lib/contracts/prompts";
import type { Reward, RewardComponents } from "@/lib/contracts/reward";
import type { CandidateProblem, Decision, RunStatus, RunStep } from "@/lib/contracts/runs";
import type { Kit } from "./columns";
import type { LogprobSummary, RunConfig, RunCounters, StoredFailure, StoredUsage } from "./rows";

/** The tables, once. `schema.sqlite.ts` and `schema.postgres.ts` apply a kit for drizzle-kit. */
export function defineTables(k: Kit) {
  const labs = k.table(
    "labs",
    {
      id: k.text().primaryKey(),
      organizationId: k.text().notNull(),
      slug: k.text().notNull(),
      name: k.text().notNull(),
      description: k.text().notNull(),
      settings: k.json<LabSettings>().notNull(),
      /** Null only between the insert of a lab and that of its first prompt, inside one transaction. */
      livePromptId: k.text(),
      revision: k.int().notNull().default(0),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("labs_slug").on(t.organizationId, t.slug)],
  );

  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const prompts = k.table(
    "prompts",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      version: k.int().notNull(),
      content: k.text().notNull(),
      hash: k.text().notNull(),
      parentId: k.text(),
      origin: k.json<PromptOrigin>().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("prompts_version").on(t.labId, t.version)],
  );

  /** Every change of the live prompt; `revision` is the lab's after the change and orders them. */
  const promptAudit = k.table(
    "prompt_audit",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      revision: k.int().notNull(),
      fromPromptId: k.text(),
      toPromptId: k.text().notNull(),
      actor: k.text().notNull(),
      reason: k.text().notNull(),
      runId: k.text(),
      evidence: k.json<Decision | null>(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("prompt_audit_revision").on(t.labId, t.revision)],
  );

  const emails = k.table(
    "emails",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      /** Order of arrival in the lab, from 1. */
      seq: k.int().notNull(),
      source: k.text().$type<"imported" | "synthetic" | "default">().notNull(),
      /** `id:<Message-ID>`, else `hash:<content hash>`. */
      identity: k.text().notNull(),
      fromName: k.text(),
      fromAddress: k.text(),
      subject: k.text().notNull(),
      body: k.text().notNull(),
      sentAt: k.time(),
      state: k.text().$type<"open" | "drafted" | "decided">().notNull(),
      /** Number of the latest round of drafts; 0 before the first. */
      round: k.int().notNull().default(0),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("emails_identity").on(t.labId, t.identity),
      k.uniqueIndex("emails_seq").on(t.labId, t.seq),
    ],
  );

  const drafts = k.table(
    "drafts",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      emailId: k
        .text()
        .notNull()
        .references(() => emails.id, { onDelete: "cascade" }),
      promptId: k
        .text()
        .notNull()
        .references(() => prompts.id),
      round: k.int().notNull(),
      position: k.int().notNull(),
      content: k.text().notNull(),
      provider: k.text().notNull(),
      model: k.text().notNull(),
      simulated: k.bool().notNull(),
      seed: k.big().notNull(),
      temperature: k.real().notNull(),
      logprobs: k.json<LogprobSummary | null>(),
      usage: k.json<StoredUsage | null>(),
      latencyMs: k.real().notNull(),
      finishReason: k.text().notNull(),
      reasonsError: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("drafts_place").on(t.emailId, t.round, t.position),
      k.index("drafts_prompt").on(t.promptId),
    ],
  );

  const draftReasons = k.table(
    "draft_reasons",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      draftId: k
        .text()
        .notNull()
        .references(() => drafts.id, { onDelete: "cascade" }),
      position: k.int().notNull(),
      text: k.text().notNull(),
      confidence: k.real().notNull(),
    },
    (t) => [k.index("draft_reasons_draft").on(t.draftId)],
  );

  const feedback = k.table(
    "feedback",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      /** Order of arrival in the lab, from 1. */
      seq: k.int().notNull(),
      emailId: k
        .text()
        .notNull()
        .references(() => emails.id, { onDelete: "cascade" }),
      draftId: k
        .text()
        .notNull()
        .references(() => drafts.id, { onDelete: "cascade" }),
      promptId: k
        .text()
        .notNull()
        .references(() => prompts.id),
      reviewer: k.text().notNull(),
      action: k.text().$type<"accept" | "reject" | "edit" | "skip">().notNull(),
      reason: k.text(),
      editedContent: k.text(),
      edit: k.json<EditAnalysis | null>(),
      humanScore: k.real(),
      reward: k.json<Reward>().notNull(),
      /** Hash of what was submitted: the same again returns the stored receipt. */
      contentHash: k.text().notNull(),
      state: k.text().$type<"current" | "superseded" | "undone">().notNull(),
      /** The decision that this one replaced; undo brings it back. */
      replacesId: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("feedback_current").on(t.draftId, t.reviewer).where(sql`${t.state} = 'current'`),
      k.uniqueIndex("feedback_seq").on(t.labId, t.seq),
      k.index("feedback_email").on(t.emailId),
      k.index("feedback_time").on(t.labId, t.createdAt),
    ],
  );

  const reasonRatings = k.table(
    "reason_ratings",
    {
      feedbackId: k
        .text()
        .notNull()
        .references(() => feedback.id, { onDelete: "cascade" }),
      reasonId: k
        .text()
        .notNull()
        .references(() => draftReasons.id, { onDelete: "cascade" }),
      labId: labId(),
      liked: k.bool().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.feedbackId, t.reasonId] })],
  );

  const datasets = k.table(
    "datasets",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      name: k.text().notNull(),
      description: k.text().notNull(),
      kind: k.text().$type<"written" | "edits">().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.index("datasets_lab").on(t.labId)],
  );

  const cases = k.table(
    "cases",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      datasetId: k
        .text()
        .notNull()
        .references(() => datasets.id, { onDelete: "cascade" }),
      /** Order in the dataset, from 1. */
      seq: k.int().notNull(),
      sender: k.text().notNull(),
      subject: k.text().notNull(),
      body: k.text().notNull(),
      sentOn: k.text(),
      expectedOutput: k.text().notNull(),
      /** Hash of the email as it was when the case was made: decides the side of the split for good. */
      splitKey: k.text().notNull(),
      side: k.text().$type<"development" | "held_out">().notNull(),
      /** The feedback whose edit is the reference, and the prompt whose draft was edited. */
      feedbackId: k.text(),
      draftedByPromptId: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("cases_seq").on(t.datasetId, t.seq),
      k.index("cases_lab").on(t.labId),
      k.index("cases_feedback").on(t.feedbackId),
    ],
  );

  /** What a model answered, kept by everything that determines the answer: nothing is paid for twice. */
  const outputs = k.table(
    "outputs",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      cacheKey: k.text().notNull(),
      provider: k.text().notNull(),
      model: k.text().notNull(),
      simulated: k.bool().notNull(),
      text: k.text().notNull(),
      logprobs: k.json<LogprobSummary | null>(),
      usage: k.json<StoredUsage | null>(),
      latencyMs: k.real().notNull(),
      finishReason: k.text().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("outputs_key").on(t.labId, t.cacheKey)],
  );

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
      provider: k.text().notNull(),
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

  /** One candidate on one case: scored, or failed for good. The row's presence means that it is finished. */
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

  /** The only thing that the runner knows. */
  const jobs = k.table(
    "jobs",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      kind: k.text().$type<"optimization">().notNull(),
      subjectId: k.text().notNull(),
      status: k.text().$type<"queued" | "running" | "done" | "failed">().notNull(),
      step: k.text().$type<RunStep>().notNull(),
      runnerId: k.text(),
      leaseExpiresAt: k.time(),
      fence: k.int().notNull().default(0),
      /** Claims that ended without a step; reset by each finished step. */
      attempts: k.int().notNull().default(0),
      nextAt: k.time().notNull(),
      error: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("jobs_subject").on(t.kind, t.subjectId),
      k.index("jobs_due").on(t.status, t.nextAt),
    ],
  );

  const jobEvents = k.table(
    "job_events",
    {
      jobId: k
        .text()
        .notNull()
        .references(() => jobs.id, { onDelete: "cascade" }),
      seq: k.int().notNull(),
      type: k.text().$type<"step" | "progress" | "candidate" | "note" | "finished">().notNull(),
      message: k.text().notNull(),
      step: k.text().$type<RunStep>().notNull(),
      progressDone: k.int().notNull(),
      progressTotal: k.int().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.jobId, t.seq] })],
  );

  const idempotencyKeys = k.table(
    "idempotency_keys",
    {
      scope: k.text().notNull(),
      key: k.text().notNull(),
      requestHash: k.text().notNull(),
      /** The one who does the work; a claim that took over an abandoned key has another. */
      owner: k.text().notNull(),
      leaseExpiresAt: k.time().notNull(),
      responseStatus: k.int(),
      responseBody: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.scope, t.key] })],
  );

  return {
    labs,
    prompts,
    promptAudit,
    emails,
    drafts,
    draftReasons,
    feedback,
    reasonRatings,
    datasets,
    cases,
    outputs,
    optimizationRuns,
    candidates,
    scores,
    jobs,
    jobEvents,
    idempotencyKeys,
  };
}

export type Tables = ReturnType<typeof defineTables>;

import { findCases } from "@/db/queries/datasets";
import { findJobOf, findJobsOf, listJobEvents } from "@/db/queries/jobs";
import { findLab } from "@/db/queries/labs";
import { findPrompt } from "@/db/queries/prompts";
import { findRun, listCandidates, listOutputs, listRuns, listScores } from "@/db/queries/runs";
import type { CandidateRow, JobRow, LabRow, RunRow, ScoreRow } from "@/db/rows";
import type { RunCounters } from "@/db/stored";
import type { Context } from "@/lib/context";
import type { PageQuery } from "@/lib/contracts/common";
import type { RewardComponents } from "@/lib/contracts/reward";
import type { Candidate, CaseComparison, Cost, Run, RunEvent, RunSummary } from "@/lib/contracts/runs";
import { rewardSignals, sharedReward } from "@/lib/engine/reward/aggregate";
import { AppError } from "@/lib/errors";
import { promptNumbers, requireLab } from "./lab-lookup";
import { pageOf, readCursor } from "./paging";

/** @throws {AppError} `not_found` */
export async function requireRun(ctx: Context, runId: string): Promise<RunRow> {
  const run = await findRun(ctx.store, { runId });
  if (!run) throw new AppError("not_found", `There is no run ${runId}.`);
  return run;
}

export async function getRuns(ctx: Context, { labId, limit, cursor }: PageQuery & { labId?: string }) {
  const lab = await requireLab(ctx, labId);
  const found = await listRuns(ctx.store, { labId: lab.id, before: readCursor(cursor), limit: limit + 1 });
  const { rows, nextCursor } = pageOf(found, limit, ({ seq }) => seq);
  const [jobs, versionOf] = await Promise.all([
    findJobsOf(ctx.store, { subjectIds: rows.map(({ id }) => id) }),
    promptNumbers(ctx.store, lab.id),
  ]);
  const jobOf = new Map(jobs.map((job) => [job.subjectId, job]));
  return {
    items: rows.map((run) => summaryView(run, { lab, job: jobOf.get(run.id), versionOf })),
    nextCursor,
  };
}

export async function getRun(ctx: Context, runId: string): Promise<Run> {
  const run = await requireRun(ctx, runId);
  const [lab, job, versionOf, baseline, candidates, scores] = await Promise.all([
    findLab(ctx.store, { labId: run.labId }),
    findJobOf(ctx.store, { subjectId: runId }),
    promptNumbers(ctx.store, run.labId),
    findPrompt(ctx.store, { promptId: run.baselinePromptId }),
    listCandidates(ctx.store, { runId }),
    listScores(ctx.store, { runId }),
  ]);
  if (!lab) throw new AppError("not_found", `There is no lab ${run.labId}.`);
  if (!baseline) throw new Error(`prompt ${run.baselinePromptId} is gone`);
  const heldOut = new Set(run.caseIds?.heldOut);
  return {
    ...summaryView(run, { lab, job: job ?? undefined, versionOf }),
    seed: run.seed,
    provider: run.provider,
    model: run.model,
    similarityBy: run.config.embeddingModel ?? null,
    cases: run.caseIds && {
      development: run.caseIds.development.length,
      heldOut: run.caseIds.heldOut.length,
    },
    failures: run.failures.map(({ feedbackId, kind, subject, said, changes }) => ({
      feedbackId,
      kind,
      subject,
      said,
      changes,
    })),
    baselinePrompt: baseline.content,
    candidates: candidates.map((candidate) =>
      candidateView(
        candidate,
        scores.filter(({ candidateId }) => candidateId === candidate.id),
        heldOut,
      ),
    ),
    survivorId: run.survivorId,
    canRollBack: run.resultPromptId !== null && lab.livePromptId === run.resultPromptId,
  };
}

/** Held-out cases side by side, the candidate's worst loss first. */
export async function getCaseComparisons(ctx: Context, runId: string): Promise<{ items: CaseComparison[] }> {
  const run = await requireRun(ctx, runId);
  const candidates = await listCandidates(ctx.store, { runId });
  const baseline = candidates.find(({ role }) => role === "baseline");
  if (!baseline || !run.survivorId || !run.caseIds) return { items: [] };
  const scores = await listScores(ctx.store, { runId });
  const of = (candidateId: string, caseId: string) =>
    scores.find((score) => score.candidateId === candidateId && score.caseId === caseId);
  const [cases, outputs] = await Promise.all([
    findCases(ctx.store, { caseIds: run.caseIds.heldOut }),
    listOutputs(ctx.store, { ids: scores.flatMap(({ outputId }) => outputId ?? []) }),
  ]);
  const textOf = new Map(outputs.map(({ id, text }) => [id, text]));
  const survivorId = run.survivorId;
  const items = cases.flatMap((row): CaseComparison[] => {
    const [a, b] = [of(baseline.id, row.id), of(survivorId, row.id)];
    if (!a || !b) return [];
    const shared =
      a.components && b.components
        ? sharedReward(a.components, b.components, run.config.rewardWeights)
        : null;
    return [
      {
        caseId: row.id,
        subject: row.subject,
        body: row.body,
        expectedOutput: row.expectedOutput,
        baseline: { ...replyView(a, textOf), reward: shared?.baseline ?? a.reward },
        candidate: { ...replyView(b, textOf), reward: shared?.candidate ?? b.reward },
        difference: shared ? shared.candidate - shared.baseline : null,
      },
    ];
  });
  items.sort(
    (x, y) => (x.difference ?? Number.NEGATIVE_INFINITY) - (y.difference ?? Number.NEGATIVE_INFINITY),
  );
  return { items };
}

/** Log lines newer than `after`, and whether more may come. */
export async function getRunEvents(
  ctx: Context,
  { runId, after }: { runId: string; after: number },
): Promise<{ events: RunEvent[]; ended: boolean }> {
  const job = await findJobOf(ctx.store, { subjectId: runId });
  if (!job) throw new AppError("not_found", `There is no run ${runId}.`);
  const rows = await listJobEvents(ctx.store, { jobId: job.id, after, limit: 500 });
  const events = rows.map((row) => ({
    seq: row.seq,
    type: row.type,
    message: row.message,
    step: row.step,
    progress: { done: row.progressDone, total: row.progressTotal },
    at: row.createdAt.toISOString(),
  }));
  return {
    events,
    ended: events.some(({ type }) => type === "finished") || (rows.length === 0 && jobIsOver(job)),
  };
}

const jobIsOver = ({ status }: JobRow) => status === "done" || status === "failed";

function summaryView(
  run: RunRow,
  { lab, job, versionOf }: { lab: LabRow; job: JobRow | undefined; versionOf: (promptId: string) => number },
): RunSummary {
  return {
    id: run.id,
    labId: run.labId,
    labName: lab.name,
    status: run.status,
    step: run.finishedAt ? "finished" : (job?.step ?? "collecting"),
    origin: run.origin,
    startedBy: run.startedBy,
    progress: { done: run.progressDone, total: run.progressTotal },
    baselineVersion: versionOf(run.baselinePromptId),
    resultVersion: run.resultPromptId === null ? null : versionOf(run.resultPromptId),
    resultLive: run.resultPromptId !== null && run.resultPromptId === lab.livePromptId,
    decision: run.decision,
    cost: costView(run.counters),
    simulated: run.simulated,
    cancelRequested: run.cancelRequested,
    error: run.error,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

/** A run from before prices were known has calls whose price nobody looked up. */
function costView({ costMicroUsd, unpricedCalls, ...counters }: RunCounters): Cost {
  const unpriced = unpricedCalls ?? counters.calls - counters.failedCalls;
  const known = costMicroUsd !== undefined && (costMicroUsd > 0 || unpriced === 0);
  return { ...counters, usd: known ? costMicroUsd / 1_000_000 : null, unpricedCalls: unpriced };
}

function candidateView(
  row: CandidateRow,
  scores: readonly ScoreRow[],
  heldOut: ReadonlySet<string>,
): Candidate {
  const sideOf = (onHeldOut: boolean) => scores.filter(({ caseId }) => heldOut.has(caseId) === onHeldOut);
  const [development, validation] = [sideOf(false), sideOf(true)];
  return {
    id: row.id,
    position: row.position,
    role: row.role,
    content: row.content,
    strategy: row.strategy,
    metaPrompt: row.metaPrompt,
    changes: row.changes,
    state: row.state,
    problems: row.problems,
    developmentMean: meanReward(development),
    developmentCases: rewardsOf(development).length,
    heldOutMean: meanReward(validation),
    heldOutCases: rewardsOf(validation).length,
    failedCases: scores.filter(({ error }) => error !== null).length,
  };
}

const rewardsOf = (scores: readonly ScoreRow[]) =>
  scores.flatMap(({ reward }) => (reward === null ? [] : [reward]));

function meanReward(scores: readonly ScoreRow[]): number | null {
  const rewards = rewardsOf(scores);
  return rewards.length === 0 ? null : rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length;
}

function replyView(score: ScoreRow, textOf: ReadonlyMap<string, string>) {
  const nothing = Object.fromEntries(rewardSignals.map((signal) => [signal, null])) as RewardComponents; // every signal, null
  return {
    text: score.outputId ? (textOf.get(score.outputId) ?? null) : null,
    error: score.error,
    components: score.components ?? nothing,
  };
}

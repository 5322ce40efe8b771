import pLimit from "p-limit";
import { findOutput, findRun, insertScore, keepOutput, updateRun } from "@/db/queries/runs";
import type { CandidateRow, CaseRow, OutputRow, RunRow, ScoreRow } from "@/db/rows";
import type { RunCounters } from "@/db/stored";
import type { Context } from "@/lib/context";
import { hashToSeed } from "@/lib/engine/random";
import { aggregateReward } from "@/lib/engine/reward/aggregate";
import { AppError, isAppError } from "@/lib/errors";
import type { GenerateRequest } from "@/lib/llm/language-model";
import { hashText } from "../deployments";
import { draftRequest, summarizeLogprobs } from "../drafting";
import { commitHeld, type HeldJob } from "../jobs";
import { replyComponents } from "../scoring";
import { addSpending, loadRunState, progressOf } from "./state";

/** Failures without one success between them, after which the provider counts as down. */
const FAILURES_IN_A_ROW = 8;

export interface Evaluation {
  candidate: CandidateRow;
  row: CaseRow;
}

/** The provider does not answer; going on would only add failures. */
export class ProviderDown extends Error {}

/**
 * Writes and scores a reply for every pair, `concurrency` at a time. Each one is committed as it
 * finishes, so a crash loses at most the calls in flight. Returns early when the job's signal aborts.
 * @throws {ProviderDown} after a row of failures; those stored stay stored.
 */
export async function evaluate(
  ctx: Context,
  job: HeldJob,
  { run, step, pairs }: { run: RunRow; step: "racing" | "validating"; pairs: readonly Evaluation[] },
): Promise<void> {
  const limit = pLimit(ctx.config.llm.concurrency);
  let failuresInARow = 0;
  let down: string | null = null;
  const settled = await Promise.allSettled(
    pairs.map((pair) =>
      limit(async () => {
        if (job.signal.aborted || down !== null) return;
        const error = await evaluateOne(ctx, job, { run, step, ...pair });
        failuresInARow = error === null ? 0 : failuresInARow + 1;
        if (error !== null && failuresInARow >= FAILURES_IN_A_ROW) down = error;
      }),
    ),
  );
  const defect = settled.find((result) => result.status === "rejected");
  if (defect) throw defect.reason;
  if (down !== null) throw new ProviderDown(`The provider failed ${failuresInARow} times in a row: ${down}`);
}

interface OneEvaluation extends Evaluation {
  run: RunRow;
  step: "racing" | "validating";
}

/** Returns why it failed, or null. */
async function evaluateOne(ctx: Context, job: HeldJob, input: OneEvaluation): Promise<string | null> {
  const { run, candidate, row, step } = input;
  const request = evaluationRequest(run, candidate, row);
  const cacheKey = keyOf(run, request);
  const cached = await findOutput(ctx.store, { labId: run.labId, cacheKey });
  const answer = cached
    ? { output: cached, error: null, attempts: 0, failed: 0 }
    : await ask(ctx, job, { run, request, cacheKey });
  if (answer === null) return null;

  await commitHeld(ctx, job, async (tx, log) => {
    const output = answer.output && !cached ? await keepOutput(tx, answer.output) : answer.output;
    const current = await findRun(tx, { runId: run.id });
    if (!current) return;
    await insertScore(tx, scoreOf(ctx, input, output, answer.error));
    const counters: RunCounters = cached
      ? { ...current.counters, cachedCalls: current.counters.cachedCalls + 1 }
      : addSpending(current.counters, { ...answer, usages: answer.output ? [answer.output.usage] : [] });
    const done = current.progressDone + 1;
    const total = Math.max(done, current.progressTotal);
    await updateRun(tx, { runId: run.id, counters, progressDone: done, progressTotal: total });
    await log({
      type: answer.error ? "note" : "progress",
      message: answer.error ? `A reply failed: ${answer.error}` : `${done} of ${total} done.`,
      step,
      done,
      total,
    });
  });
  return answer.error;
}

/** Both prompts of a comparison meet a case with the same seed, which is never that of a draft people saw. */
function evaluationRequest({ config }: RunRow, { content }: CandidateRow, row: CaseRow): GenerateRequest {
  if (content === null) throw new Error("a candidate without a text cannot be evaluated");
  return draftRequest({
    prompt: content,
    email: { sender: row.sender, subject: row.subject, body: row.body, sentOn: row.sentOn },
    drafting: config.drafting,
    variables: config.variables,
    seed: hashToSeed("evaluation", row.splitKey),
    today: row.createdAt.toISOString().slice(0, "YYYY-MM-DD".length),
  });
}

/** Hash of everything that determines the answer, so that an edited case or setting is another key. */
const keyOf = ({ provider, model }: RunRow, request: GenerateRequest) =>
  hashText(
    JSON.stringify([
      request.messages,
      provider,
      model,
      request.temperature,
      request.maxTokens,
      request.seed,
      request.logprobs,
      0,
    ]),
  );

interface Answer {
  output: OutputRow | null;
  error: string | null;
  attempts: number;
  failed: number;
}

/** Null when the call was cut off because the job stops. */
async function ask(
  ctx: Context,
  job: HeldJob,
  { run, request, cacheKey }: { run: RunRow; request: GenerateRequest; cacheKey: string },
): Promise<Answer | null> {
  try {
    const generation = await ctx.model.generate(request, { signal: job.signal });
    const { attempts } = generation;
    if (generation.finishReason === "content_filter") {
      throw new AppError("provider_failed", "The provider's content filter stopped the reply.", {
        extra: { attempts },
      });
    }
    const output: OutputRow = {
      id: ctx.newId(),
      labId: run.labId,
      cacheKey,
      provider: ctx.model.provider,
      model: generation.model,
      simulated: ctx.model.simulated,
      text: generation.text,
      logprobs: summarizeLogprobs(generation),
      usage: generation.usage,
      latencyMs: generation.latencyMs,
      finishReason: generation.finishReason,
      createdAt: ctx.now(),
    };
    return { output, error: null, attempts, failed: attempts - 1 };
  } catch (error) {
    if (job.signal.aborted) return null;
    if (!isAppError(error)) throw error;
    const attempts = Number(error.extra.attempts ?? 1);
    return { output: null, error: error.message, attempts, failed: attempts };
  }
}

function scoreOf(
  ctx: Context,
  { run, candidate, row }: OneEvaluation,
  output: OutputRow | null,
  error: string | null,
): ScoreRow {
  const components =
    output === null
      ? null
      : replyComponents({
          reply: output.text,
          reference: row.expectedOutput,
          logprobs: output.logprobs,
          human: null,
        });
  return {
    runId: run.id,
    candidateId: candidate.id,
    caseId: row.id,
    labId: run.labId,
    outputId: output?.id ?? null,
    components,
    reward: components === null ? null : aggregateReward(components, run.config.rewardWeights).total,
    error,
    createdAt: ctx.now(),
  };
}

/** Brings the stored progress up to date at the start of a step, when the amount of work is known better. */
export async function refreshProgress(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  const state = await loadRunState(ctx, run);
  const { done, total } = progressOf({ ...state, proposals: state.candidates.length });
  await commitHeld(ctx, job, (tx) =>
    updateRun(tx, { runId: run.id, progressDone: done, progressTotal: total }),
  );
}

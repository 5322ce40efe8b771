import { findOutput, findRun, insertScore, keepOutput, updateRun } from "@/db/queries/runs";
import type { CandidateRow, CaseRow, OutputRow, RunRow, ScoreRow } from "@/db/rows";
import type { RunCounters } from "@/db/stored";
import type { Context } from "@/lib/context";
import { hashToSeed } from "@/lib/engine/random";
import { aggregateReward } from "@/lib/engine/reward/aggregate";
import { isAppError } from "@/lib/errors";
import type { GenerateRequest, LanguageModel } from "@/lib/llm/language-model";
import { hashText } from "../deployments";
import { draftRequest, summarizeLogprobs } from "../drafting";
import { commitHeld, type HeldJob } from "../jobs";
import { draftingModelOfRun } from "../lab-models";
import { openPriceBook, type PriceBook } from "../prices";
import { replyComponents } from "../scoring";
import { awayOf, ProviderDown, requireProvider, whileProviderAnswers } from "./provider-down";
import { type MeasuredSimilarity, openRuler, type SimilarityRuler } from "./similarity";
import { addSpending, loadRunState, progressOf, type Spending } from "./state";

/** Refusals without one success between them, after which the provider counts as down. */
const FAILURES_IN_A_ROW = 8;

export interface Evaluation {
  candidate: CandidateRow;
  row: CaseRow;
}

/**
 * Writes and scores a reply for every pair, `concurrency` at a time. Each one is committed as it
 * finishes, so a crash loses at most the calls in flight. Returns early when the job's signal aborts.
 * @throws {ProviderDown} after a row of failures that will not pass; those stored stay stored.
 * @throws {Parked} when the provider is away.
 */
export async function evaluate(
  ctx: Context,
  job: HeldJob,
  { run, step, pairs }: { run: RunRow; step: "racing" | "validating"; pairs: readonly Evaluation[] },
): Promise<void> {
  if (pairs.length === 0) return;
  const model = requireProvider(() => draftingModelOfRun(ctx, run));
  const prices = await openPriceBook(ctx);
  const shared = { run, step, model, prices, ruler: openRuler(ctx, job, { run, model, prices }) };
  let failuresInARow = 0;
  let down: string | null = null;
  await whileProviderAnswers(ctx, job, {
    run,
    step,
    model,
    pieces: pairs,
    carryOut: async (pair) => {
      if (down !== null) return;
      const error = await evaluateOne(ctx, job, { ...shared, ...pair });
      failuresInARow = error === null ? 0 : failuresInARow + 1;
      if (error !== null && failuresInARow >= FAILURES_IN_A_ROW) down = error;
    },
    giveUp: (pair, { message }) => giveUp(ctx, job, { ...shared, ...pair }, message),
  });
  if (down !== null) throw new ProviderDown(`The provider failed ${failuresInARow} times in a row: ${down}`);
}

interface OneEvaluation extends Evaluation {
  prices: PriceBook;
  model: LanguageModel;
  ruler: SimilarityRuler | null;
  run: RunRow;
  step: "racing" | "validating";
}

/** What is known of one reply, and what it took to find out. */
interface Finding {
  output: OutputRow | null;
  /** Why there is no reply. */
  error: string | null;
  /** Null for a run that measures by wording. */
  similarity: MeasuredSimilarity | null;
  /** Not yet counted. */
  spendings: readonly Spending[];
  /** Whether the reply was there before. */
  cached: boolean;
}

/**
 * Returns why it failed, or null.
 * @throws {ProviderAway} with nothing recorded but a reply that came before.
 */
async function evaluateOne(ctx: Context, job: HeldJob, input: OneEvaluation): Promise<string | null> {
  const { run, candidate, row, ruler } = input;
  const request = evaluationRequest(run, candidate, row);
  const cacheKey = keyOf(run, request);
  const cached = await findOutput(ctx.store, { labId: run.labId, cacheKey });
  const answer = cached
    ? { output: cached, error: null, spending: null }
    : await ask(ctx, job, { ...input, request, cacheKey });
  if (answer === null) return null;
  const { output, error, spending } = answer;
  const finding = { output, error, cached: cached !== null, spendings: spending ? [spending] : [] };
  if (output === null || ruler === null) {
    await record(ctx, job, input, { ...finding, similarity: null });
    return error;
  }

  // Kept before its similarity is asked for, so that no reply is paid for twice whatever happens then.
  const kept = cached ?? (await keepPaid(ctx, job, run, output, finding.spendings));
  const similarity = await ruler.measure(kept.text, row.expectedOutput);
  // Cut off: what is missing is measured when the run goes on.
  if (similarity.score === null && job.signal.aborted) return null;
  await record(ctx, job, input, {
    ...finding,
    output: kept,
    similarity,
    spendings: [similarity.spending],
  });
  return null;
}

/** What came before the calls failed stays: the reply without its similarity, or no reply. */
async function giveUp(ctx: Context, job: HeldJob, input: OneEvaluation, message: string): Promise<void> {
  const { run, candidate, row, ruler } = input;
  const cacheKey = keyOf(run, evaluationRequest(run, candidate, row));
  const output = await findOutput(ctx.store, { labId: run.labId, cacheKey });
  await record(ctx, job, input, {
    output,
    error: output ? null : message,
    similarity: ruler && { score: null, spending: { usages: [], costs: [], attempts: 0, failed: 0 } },
    spendings: [],
    cached: false,
  });
}

async function keepPaid(
  ctx: Context,
  job: HeldJob,
  run: RunRow,
  output: OutputRow,
  spendings: readonly Spending[],
): Promise<OutputRow> {
  return commitHeld(ctx, job, async (tx) => {
    const current = await findRun(tx, { runId: run.id });
    if (current) {
      await updateRun(tx, { runId: run.id, counters: spendings.reduce(addSpending, current.counters) });
    }
    return keepOutput(tx, output);
  });
}

async function record(
  ctx: Context,
  job: HeldJob,
  input: OneEvaluation,
  { output, error, similarity, spendings, cached }: Finding,
): Promise<void> {
  const { run, step } = input;
  await commitHeld(ctx, job, async (tx, log) => {
    const kept = output && !cached ? await keepOutput(tx, output) : output;
    const current = await findRun(tx, { runId: run.id });
    if (!current) return;
    await insertScore(tx, scoreOf(ctx, input, { output: kept, error, similarity }));
    const before = current.counters;
    const counters: RunCounters = spendings.reduce(addSpending, {
      ...before,
      cachedCalls: before.cachedCalls + Number(cached),
    });
    const done = current.progressDone + 1;
    const total = Math.max(done, current.progressTotal);
    await updateRun(tx, { runId: run.id, counters, progressDone: done, progressTotal: total });
    await log({
      type: error ? "note" : "progress",
      message: error ? `A reply failed: ${error}` : `${done} of ${total} done.`,
      step,
      done,
      total,
    });
  });
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
  spending: Spending;
}

/**
 * Null when the call was cut off because the job stops.
 * @throws {ProviderAway}
 */
async function ask(
  ctx: Context,
  job: HeldJob,
  { run, model, prices, request, cacheKey }: OneEvaluation & { request: GenerateRequest; cacheKey: string },
): Promise<Answer | null> {
  try {
    const generation = await model.generate(request, { signal: job.signal, queue: run.labId });
    const { attempts, usage } = generation;
    const costMicroUsd = prices.costOf(model, generation);
    const output: OutputRow = {
      id: ctx.newId(),
      labId: run.labId,
      cacheKey,
      provider: model.provider,
      model: generation.model,
      simulated: model.simulated,
      text: generation.text,
      logprobs: summarizeLogprobs(generation),
      usage,
      latencyMs: generation.latencyMs,
      costMicroUsd,
      finishReason: generation.finishReason,
      createdAt: ctx.now(),
    };
    const spending = { usages: [usage], costs: [costMicroUsd], attempts, failed: attempts - 1 };
    return { output, error: null, spending };
  } catch (error) {
    if (job.signal.aborted) return null;
    if (!isAppError(error)) throw error;
    const attempts = Number(error.extra.attempts ?? 1);
    const spending = { usages: [], costs: [], attempts, failed: attempts };
    const away = awayOf(error, spending);
    if (away) throw away;
    return { output: null, error: error.message, spending };
  }
}

function scoreOf(
  ctx: Context,
  { run, candidate, row }: OneEvaluation,
  {
    output,
    error,
    similarity,
  }: { output: OutputRow | null; error: string | null; similarity: MeasuredSimilarity | null },
): ScoreRow {
  const components =
    output === null
      ? null
      : replyComponents({
          reply: output.text,
          reference: row.expectedOutput,
          logprobs: output.logprobs,
          human: null,
          embeddedSimilarity: similarity === null ? undefined : similarity.score,
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

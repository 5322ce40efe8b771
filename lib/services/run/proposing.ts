import { findRun, insertCandidate, listCandidates, setCandidateProblems, updateRun } from "@/db/queries/runs";
import type { CandidateRow, RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import { hashToSeed } from "@/lib/engine/random";
import { candidateProblems } from "@/lib/engine/rewriting/invariants";
import { type ProposalPlan, planProposals } from "@/lib/engine/rewriting/plan";
import {
  type Proposal,
  parseProposal,
  proposalJson,
  proposalMessages,
} from "@/lib/engine/rewriting/proposal";
import { type TrainingIndex, trainingIndex } from "@/lib/engine/rewriting/training-index";
import { trainingTextsOf } from "@/lib/engine/rewriting/training-text";
import { storable } from "@/lib/engine/text/storable";
import { isAppError } from "@/lib/errors";
import type { Generation, LanguageModel } from "@/lib/llm/language-model";
import { hashText } from "../deployments";
import { commitHeld, type HeldJob, moveToStep } from "../jobs";
import { rewritingModelOfRun } from "../lab-models";
import { openPriceBook, type PriceBook } from "../prices";
import { endRun } from "./ending";
import { awayOf, requireProvider, whileProviderAnswers } from "./provider-down";
import { addSpending, type Spending } from "./state";

const ATTEMPTS = 3;
// Enough for a prompt of the allowed length as JSON, with the list of changes.
const TOKENS_PER_WORD = 2.5;
const TOKENS_BESIDE = 800;
const TEMPERATURE = 1;

/** Asks the rewriter for every candidate that is not stored yet; each one is saved as it arrives. */
export async function propose(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  const stored = await listCandidates(ctx.store, { runId: run.id });
  const baseline = stored.find(({ role }) => role === "baseline");
  if (!baseline?.content) throw new Error(`run ${run.id} has no baseline`);
  const plans = planProposals({
    count: run.config.search.candidates,
    prompt: baseline.content,
    failures: run.failures,
    seed: run.seed,
  });
  const have = new Set(stored.map(({ position }) => position));
  const missing = plans.filter(({ position }) => !have.has(position + 1));
  if (missing.length > 0) {
    const rewriter = requireProvider(() => rewritingModelOfRun(ctx, run));
    const input: ProposalInput = {
      run,
      rewriter,
      prices: await openPriceBook(ctx),
      baseline: baseline.content,
      training: trainingIndex(trainingTextsOf(run.failures)),
    };
    await whileProviderAnswers(ctx, job, {
      run,
      step: "proposing",
      model: rewriter,
      pieces: missing,
      carryOut: (plan) => proposeOne(ctx, job, input, plan),
      giveUp: (plan, { message }) => record(ctx, job, input, plan, { proposal: null, error: message }),
    });
  }
  if (!job.signal.aborted) await closeProposals(ctx, job, run, baseline.content);
}

interface ProposalInput {
  run: RunRow;
  rewriter: LanguageModel;
  prices: PriceBook;
  baseline: string;
  /** What the rewriter is shown and a candidate must not repeat, read once for all of them. */
  training: TrainingIndex;
}

/** @throws {ProviderAway} with nothing recorded. */
async function proposeOne(
  ctx: Context,
  job: HeldJob,
  input: ProposalInput,
  plan: ProposalPlan,
): Promise<void> {
  const asked = await ask(job, input, plan);
  if (asked !== null) await record(ctx, job, input, plan, asked);
}

async function record(
  ctx: Context,
  job: HeldJob,
  { run, baseline, training }: ProposalInput,
  plan: ProposalPlan,
  { proposal, error, spending }: Asked,
): Promise<void> {
  const problems = proposal
    ? candidateProblems({
        baseline,
        candidate: proposal.prompt,
        earlier: [],
        maxWords: run.config.search.maxPromptWords,
        variableValues: Object.values(run.config.variables),
        training,
      })
    : [{ code: "no_answer", message: error ?? "The rewriter gave no prompt." }];

  const candidate: CandidateRow = {
    id: ctx.newId(),
    labId: run.labId,
    runId: run.id,
    position: plan.position + 1,
    role: "candidate",
    content: proposal?.prompt ?? null,
    hash: proposal ? hashText(proposal.prompt) : null,
    strategy: plan.strategy,
    metaPrompt: plan.metaPromptId,
    changes: (proposal?.changes ?? []).map(({ change, because }) => ({
      change,
      feedbackIds: [...new Set(because.flatMap((number) => plan.failures[number - 1]?.feedbackId ?? []))],
    })),
    state: proposal ? (problems.length > 0 ? "invalid" : "racing") : "failed",
    problems,
    createdAt: ctx.now(),
  };
  await commitHeld(ctx, job, async (tx, log) => {
    const current = await findRun(tx, { runId: run.id });
    if (!current) return;
    await insertCandidate(tx, candidate);
    const done = (await listCandidates(tx, { runId: run.id })).length - 1;
    const total = Math.max(done, current.progressTotal, run.config.search.candidates);
    const counters = spending ? addSpending(current.counters, spending) : current.counters;
    await updateRun(tx, { runId: run.id, counters, progressDone: done, progressTotal: total });
    const [problem] = problems;
    await log({
      type: "candidate",
      message: problem
        ? `Candidate ${candidate.position} was refused: ${problem.message}`
        : `Candidate ${candidate.position} is written.`,
      step: "proposing",
      done,
      total,
    });
  });
}

interface Asked {
  proposal: Proposal | null;
  error: string | null;
  /** Left out where it has been counted before. */
  spending?: Spending;
}

/**
 * Null when the call was cut off because the job stops.
 * @throws {ProviderAway}
 */
async function ask(
  job: HeldJob,
  { run, baseline, rewriter, prices }: ProposalInput,
  plan: ProposalPlan,
): Promise<Asked | null> {
  const { maxPromptWords } = run.config.search;
  const usages: Generation["usage"][] = [];
  const costs: (number | null)[] = [];
  let attempts = 0;
  const spending = (): Spending => ({ usages, costs, attempts, failed: attempts - usages.length });
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await rewriter.generate(
        {
          messages: proposalMessages({ prompt: baseline, plan, maxWords: maxPromptWords }),
          temperature: TEMPERATURE,
          maxTokens: Math.ceil(maxPromptWords * TOKENS_PER_WORD) + TOKENS_BESIDE,
          seed: hashToSeed(run.seed, "proposal", plan.position, attempt),
          logprobs: false,
          json: proposalJson,
        },
        { signal: job.signal, queue: run.labId },
      );
      attempts += answer.attempts;
      usages.push(answer.usage);
      costs.push(prices.costOf(rewriter, answer));
      return { proposal: cleaned(parseProposal(answer.text)), error: null, spending: spending() };
    } catch (error) {
      if (job.signal.aborted) return null;
      // What came back did not fit (RangeError), or the provider failed; anything else is a defect.
      if (!(error instanceof RangeError) && !isAppError(error)) throw error;
      if (isAppError(error)) {
        attempts += Number(error.extra.attempts ?? 1);
        const away = awayOf(error, spending());
        if (away) throw away;
      }
      if (isAppError(error) || attempt === ATTEMPTS)
        return { proposal: null, error: error.message, spending: spending() };
    }
  }
}

/** JSON can spell characters that the databases refuse. */
const cleaned = ({ prompt, changes }: Proposal): Proposal => ({
  prompt: storable(prompt),
  changes: changes.map(({ change, because }) => ({ change: storable(change), because })),
});

/** Marks repeats, in the order of the plan and not of arrival, and opens the race. */
async function closeProposals(ctx: Context, job: HeldJob, run: RunRow, baseline: string): Promise<void> {
  const candidates = (await listCandidates(ctx.store, { runId: run.id })).filter(
    ({ role }) => role === "candidate",
  );
  const repeats = repeatsAmong(candidates, baseline, run.config.search.maxPromptWords);
  const racing = candidates.filter(({ id, state }) => state === "racing" && !repeats.has(id));

  await commitHeld(ctx, job, async (tx, log) => {
    for (const [candidateId, problem] of repeats) {
      await setCandidateProblems(tx, { candidateId, state: "invalid", problems: [problem] });
    }
    const current = await findRun(tx, { runId: run.id });
    if (!current) return;
    if (racing.length > 0) {
      const done = current.progressDone;
      await log({
        type: "step",
        message: `${racing.length} of ${candidates.length} candidates keep the rules and go into the race.`,
        step: "racing",
        done,
        total: current.progressTotal,
      });
      await moveToStep(tx, job, "racing");
      return;
    }
    const first = candidates.flatMap(({ problems }) => problems).at(0)?.message ?? "";
    const allFailed = candidates.every(({ state }) => state === "failed");
    await endRun(tx, ctx, job, {
      run: current,
      status: "failed",
      error: allFailed
        ? `The rewriter gave no prompt in ${candidates.length} attempts. ${first}`
        : `None of the ${candidates.length} proposals kept the rules. The first: ${first}`,
    });
  });
}

function repeatsAmong(candidates: readonly CandidateRow[], baseline: string, maxWords: number) {
  const repeats = new Map<string, CandidateRow["problems"][number]>();
  const earlier: string[] = [];
  for (const { id, content, state } of candidates) {
    if (content === null || state !== "racing") continue;
    const [problem] = candidateProblems({ baseline, candidate: content, earlier, maxWords });
    if (problem) repeats.set(id, problem);
    else earlier.push(content);
  }
  return repeats;
}

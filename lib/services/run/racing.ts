import { findRun, setCandidateState, updateRun } from "@/db/queries/runs";
import type { RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Decision } from "@/lib/contracts/runs";
import type { HalvingPlan } from "@/lib/engine/search/halving";
import { pickWinner } from "@/lib/engine/search/winner";
import { commitHeld, type HeldJob, moveToStep } from "../jobs";
import { endRun } from "./ending";
import { evaluate, refreshProgress } from "./evaluating";
import { loadRunState, type RunState, raceOf } from "./state";

/** Successive halving on the development cases, the live prompt beside the candidates on all of them. */
export async function race(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  await refreshProgress(ctx, job, run);
  for (;;) {
    const state = await loadRunState(ctx, run);
    const plan = raceOf(state);
    if (plan.done) return closeRace(ctx, job, state, plan);
    await evaluate(ctx, job, { run, step: "racing", pairs: pairsOf(state, plan) });
    if (job.signal.aborted) return;
    await markDropped(ctx, job, run);
  }
}

function pairsOf({ baseline, candidates, development }: RunState, { pending }: HalvingPlan) {
  const prompts = new Map([baseline, ...candidates].map((candidate) => [candidate.id, candidate]));
  const cases = new Map(development.map((row) => [row.id, row]));
  return pending.flatMap(({ candidateId, caseKey }) => {
    const candidate = prompts.get(candidateId);
    const row = cases.get(caseKey);
    return candidate && row ? [{ candidate, row }] : [];
  });
}

/** Shows who has dropped out while the race goes on. */
async function markDropped(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  const state = await loadRunState(ctx, run);
  const { dropped, alive } = raceOf(state);
  const known = new Set(state.candidates.filter(({ state: s }) => s === "dropped").map(({ id }) => id));
  const fresh = dropped.map(({ candidateId }) => candidateId).filter((id) => !known.has(id));
  if (fresh.length === 0) return;
  await commitHeld(ctx, job, async (tx, log) => {
    const current = await findRun(tx, { runId: run.id });
    await setCandidateState(tx, { candidateIds: fresh, state: "dropped" });
    await log({
      type: "candidate",
      message: `${fresh.length} ${fresh.length === 1 ? "candidate" : "candidates"} dropped out; ${alive.length} left.`,
      step: "racing",
      done: current?.progressDone ?? 0,
      total: current?.progressTotal ?? 0,
    });
  });
}

async function closeRace(ctx: Context, job: HeldJob, state: RunState, plan: HalvingPlan): Promise<void> {
  const { run } = state;
  const winner = pickWinner(plan);
  await commitHeld(ctx, job, async (tx, log) => {
    const current = (await findRun(tx, { runId: run.id })) ?? run;
    const losers = state.candidates.filter(
      ({ id, state: s }) => s === "racing" && id !== winner?.candidateId,
    );
    await setCandidateState(tx, { candidateIds: losers.map(({ id }) => id), state: "dropped" });
    if (!winner) {
      await endRun(tx, ctx, job, {
        run: current,
        status: "failed",
        error: "No candidate could be compared with the live prompt: too many replies failed.",
      });
      return;
    }
    await setCandidateState(tx, { candidateIds: [winner.candidateId], state: "survivor" });
    await updateRun(tx, { runId: run.id, survivorId: winner.candidateId });
    const { meanDifference, mean, controlMean, n } = winner;
    if (meanDifference === null || meanDifference <= 0) {
      const reason = `The best of the candidates scored ${score(mean)} on the ${n} development cases, the live prompt ${score(controlMean)}. None was better, so the held-out cases were left untouched.`;
      await endRun(tx, ctx, job, { run: current, status: "no_improvement", decision: lostRace(reason) });
      return;
    }
    const position = state.candidates.find(({ id }) => id === winner.candidateId)?.position;
    await log({
      type: "step",
      message: `Candidate ${position} won the race: ${score(mean)} against ${score(controlMean)} of the live prompt on ${n} development cases. Now the held-out cases decide.`,
      step: "validating",
      done: current.progressDone,
      total: current.progressTotal,
    });
    await moveToStep(tx, job, "validating");
  });
}

const score = (value: number | null) => (value === null ? "nothing" : value.toFixed(3));

/** No held-out case was looked at, so there is no gain and no confidence to tell. */
const lostRace = (reason: string): Decision => ({
  basis: "held_out",
  verdict: "no_improvement",
  improvement: null,
  improvementKind: null,
  confidence: null,
  pValue: null,
  n: 0,
  wins: 0,
  losses: 0,
  ties: 0,
  baselineMean: null,
  candidateMean: null,
  interval: null,
  test: "none",
  reasons: [reason],
});

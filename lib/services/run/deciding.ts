import { findLab } from "@/db/queries/labs";
import { findRun, updateRun } from "@/db/queries/runs";
import type { RunRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Decision } from "@/lib/contracts/runs";
import { decideHeldOut } from "@/lib/engine/decision/held-out";
import { HeldOutCases } from "@/lib/engine/decision/held-out-cases";
import { replyGuardrails } from "@/lib/engine/decision/reply-guardrails";
import { hashToSeed } from "@/lib/engine/random";
import { addPrompt, changeLivePrompt } from "../deployments";
import { commitHeld, type HeldJob, moveToStep } from "../jobs";
import { endRun } from "./ending";
import { evaluate, refreshProgress } from "./evaluating";
import { countHeldOutUses } from "./held-out-uses";
import { heldOutReplyFacts } from "./reply-facts";
import { loadRunState, type RunState } from "./state";

/** Replies of the live prompt and of the survivor to every held-out case: seen once, for one test. */
export async function validate(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  await refreshProgress(ctx, job, run);
  const state = await loadRunState(ctx, run);
  const { baseline, heldOut, scores } = state;
  const survivor = survivorOf(state);
  const done = new Set(scores.map(({ candidateId, caseId }) => `${candidateId} ${caseId}`));
  const pairs = heldOut
    .flatMap((row) => [
      { candidate: baseline, row },
      { candidate: survivor, row },
    ])
    .filter(({ candidate, row }) => !done.has(`${candidate.id} ${row.id}`));
  await evaluate(ctx, job, { run, step: "validating", pairs });
  if (job.signal.aborted) return;

  await commitHeld(ctx, job, async (tx, log) => {
    const current = (await findRun(tx, { runId: run.id })) ?? run;
    const total = current.progressDone;
    await updateRun(tx, { runId: run.id, progressTotal: total });
    await log({
      type: "step",
      message: "All held-out replies are in.",
      step: "deciding",
      done: total,
      total,
    });
    await moveToStep(tx, job, "deciding");
  });
}

/** The one test on the held-out cases, and what follows from it, in one transaction. */
export async function decide(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  const state = await loadRunState(ctx, run);
  const survivor = survivorOf(state);
  if (survivor.content === null) throw new Error(`the survivor of run ${run.id} has no text`);
  const { content } = survivor;
  const decision = await decisionOf(ctx, state);
  await commitHeld(ctx, job, async (tx) => {
    const current = (await findRun(tx, { runId: run.id })) ?? run;
    const lab = await findLab(tx, { labId: run.labId });
    if (!lab) throw new Error(`lab ${run.labId} is gone`);
    if (decision.verdict !== "deploy") {
      await endRun(tx, ctx, job, { run: current, status: decision.verdict, decision });
      return;
    }
    const changed = lab.livePromptId !== run.baselinePromptId;
    if (changed || run.config.deployment.mode === "approval") {
      const why = changed
        ? "The live prompt was changed while the run was under way (baseline_changed), so a person decides."
        : "This lab deploys only what a person approves.";
      const asked = { ...decision, reasons: [...decision.reasons, why] };
      await endRun(tx, ctx, job, { run: current, status: "needs_approval", decision: asked });
      return;
    }
    const prompt = await addPrompt(tx, ctx, {
      labId: run.labId,
      content,
      parentId: run.baselinePromptId,
      origin: { kind: "rewritten", runId: run.id },
    });
    await changeLivePrompt(tx, ctx, {
      labId: run.labId,
      prompt,
      revision: lab.revision,
      actor: "Loop Learner",
      reason: decision.reasons.join(" "),
      runId: run.id,
      evidence: decision,
    });
    await endRun(tx, ctx, job, {
      run: current,
      status: "deployed",
      decision,
      resultPromptId: prompt.id,
      message: `Version ${prompt.version} is live. ${decision.reasons.join(" ")}`,
    });
  });
}

async function decisionOf(ctx: Context, state: RunState): Promise<Decision> {
  const { run, heldOut, baseline, scores } = state;
  const survivor = survivorOf(state);
  const { minImprovement, minConfidence, minHeldOutCases } = run.config.deployment;
  return decideHeldOut({
    cases: HeldOutCases.of({
      development: run.caseIds?.development ?? [],
      heldOut: heldOut.map(({ id }) => id),
      controlId: baseline.id,
      survivorId: survivor.id,
      replies: scores.map(({ candidateId, caseId, components }) => ({
        candidateId,
        caseKey: caseId,
        components,
      })),
    }),
    usesBefore: await countHeldOutUses(ctx, state),
    weights: run.config.rewardWeights,
    config: { minImprovement, minConfidence, minHeldOut: minHeldOutCases },
    guardrails: replyGuardrails(await heldOutReplyFacts(ctx, state, survivor.id)),
    seed: hashToSeed(run.seed, "decision"),
  });
}

function survivorOf({ run, candidates }: RunState) {
  const survivor = candidates.find(({ id }) => id === run.survivorId);
  if (!survivor) throw new Error(`run ${run.id} has no survivor`);
  return survivor;
}

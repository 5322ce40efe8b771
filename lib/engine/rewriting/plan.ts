import { hashToUnit } from "@/lib/engine/random";
import type { Failure } from "@/lib/engine/rewriting/failure";
import { type FailureMode, failureModes } from "@/lib/engine/rewriting/failure-modes";
import {
  type MergeParent,
  type OfferedPattern,
  type ProposalMaterial,
  plannableStrategies,
} from "@/lib/engine/rewriting/material";
import { metaPrompts, type ProposalArm, type ProposalStrategy } from "@/lib/engine/rewriting/meta-prompts";

interface PlannedCall {
  /** From 0; the candidate's place in the run. */
  position: number;
  metaPromptId: string;
  /** The failures that are quoted, in the order they were given. */
  failures: Failure[];
}

/** What one call to the rewriter is about. */
export type ProposalPlan = PlannedCall &
  (
    | { strategy: "meta_prompt" }
    /** Modes of all failures, of which `failures` holds examples. */
    | { strategy: "reflection"; modes: FailureMode[] }
    | { strategy: "patterns"; patterns: OfferedPattern[] }
    | { strategy: "shortening" }
    | { strategy: "merge"; parents: readonly [MergeParent, MergeParent] }
  );

/** More than this in one message dilutes the few that share a cause. */
const FAILURES_PER_PROPOSAL = 6;
const PATTERNS_PER_PROPOSAL = 5;

/**
 * Which rewrites to ask for.
 *
 * With an allocation each position gets its arm. Positions without one, or whose strategy lacks its
 * material, take turns among the strategies that have theirs, and the meta-prompts of each rotate from a
 * seeded start. Every call sees its own seeded draw of the failures (all of them when there are few);
 * for reflection the draw goes round the failure modes, so that each is quoted before one is quoted twice.
 *
 * What stands at a position depends on the seed, the material and the allocation alone: a resumed run plans
 * the same, and a greater `count` leaves the earlier positions as they are.
 *
 * @param count Number of rewrites, K.
 * @param seed Same seed, same plan.
 * @param allocation Arm of each position, e.g. from the policy; none: turns throughout.
 * @returns `count` plans, positions 0 to count − 1.
 * @throws {RangeError} if `count` is not a whole number of at least zero, if the allocation's length differs
 *   from it, or if it names an arm that there is not.
 * @see Kong et al., "PRewrite", arXiv 2401.08189
 * @example
 * planProposals({ count: 2, failures: [], seed: 7 }).map((plan) => plan.strategy); // => ["meta_prompt", "meta_prompt"]
 */
export function planProposals({
  count,
  seed,
  allocation,
  ...material
}: ProposalMaterial & {
  count: number;
  seed: number;
  allocation?: readonly ProposalArm[];
}): ProposalPlan[] {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`the number of proposals must be a whole number of at least zero, got ${count}`);
  }
  if (allocation !== undefined && allocation.length !== count) {
    throw new RangeError(`allocation must name ${count} arms, got ${allocation.length}`);
  }
  for (const arm of allocation ?? []) assertArm(arm);

  const plannable = plannableStrategies(material);
  const modes = failureModes(material.failures);
  let turn = 0;
  return Array.from({ length: count }, (_, position) => {
    const allocated = allocation?.[position];
    const arm =
      allocated !== undefined && plannable.includes(allocated.strategy)
        ? allocated
        : armOfTurn(plannable, seed, turn++);
    return planOf(arm, position, { material, modes, seed });
  });
}

function assertArm({ strategy, metaPromptId }: ProposalArm): void {
  if (metaPrompts.some((meta) => meta.id === metaPromptId && meta.strategy === strategy)) return;
  throw new RangeError(`allocation names ${metaPromptId} of ${strategy}, which is no meta-prompt`);
}

function armOfTurn(plannable: readonly ProposalStrategy[], seed: number, turn: number): ProposalArm {
  const strategy = plannable[turn % plannable.length] ?? "meta_prompt";
  const ids = metaPrompts.filter((meta) => meta.strategy === strategy).map((meta) => meta.id);
  const start = Math.floor(hashToUnit(seed, "meta-prompt", strategy) * ids.length);
  const round = Math.floor(turn / plannable.length);
  return { strategy, metaPromptId: ids[(start + round) % ids.length] ?? "" };
}

interface Planning {
  material: ProposalMaterial;
  modes: FailureMode[];
  seed: number;
}

function planOf(
  { strategy, metaPromptId }: ProposalArm,
  position: number,
  { material, modes, seed }: Planning,
): ProposalPlan {
  const { failures, patterns = [], parents } = material;
  const call = { position, metaPromptId, failures: drawFailures([failures], seed, position) };
  if (strategy === "reflection") {
    const quoted = drawFailures(
      modes.map((mode) => mode.failures),
      seed,
      position,
    );
    return { ...call, strategy, modes, failures: failures.filter((failure) => quoted.includes(failure)) };
  }
  if (strategy === "patterns")
    return { ...call, strategy, patterns: patterns.slice(0, PATTERNS_PER_PROPOSAL) };
  if (strategy === "shortening") return { ...call, strategy, failures: [] };
  if (strategy === "merge" && parents) return { ...call, strategy, failures: [], parents };
  return { ...call, strategy: "meta_prompt" };
}

/** A seeded draw that goes round the groups, largest first; within one group in the order given. */
function drawFailures(groups: readonly (readonly Failure[])[], seed: number, position: number): Failure[] {
  const drawn = groups.flatMap((group) =>
    group
      .map((failure, index) => ({
        failure,
        index,
        draw: hashToUnit(seed, "failure", position, failure.feedbackId, index),
      }))
      .sort((a, b) => a.draw - b.draw || a.index - b.index)
      .map((entry, round) => ({ ...entry, round })),
  );
  return drawn
    .sort((a, b) => a.round - b.round)
    .slice(0, FAILURES_PER_PROPOSAL)
    .sort((a, b) => a.index - b.index)
    .map(({ failure }) => failure);
}

import { hashToUnit } from "@/lib/engine/random";
import type { Failure } from "@/lib/engine/rewriting/failure";
import { metaPrompts, type ProposalStrategy } from "@/lib/engine/rewriting/meta-prompts";

/** What one call to the rewriter is about. */
export interface ProposalPlan {
  /** From 0; the candidate's place in the run. */
  position: number;
  strategy: ProposalStrategy;
  metaPromptId: string;
  /** The failures that are quoted, in the order they were given. */
  failures: Failure[];
}

/** More than this in one message dilutes the few that share a cause. */
const FAILURES_PER_PROPOSAL = 6;

const strategies: readonly ProposalStrategy[] = ["meta_prompt", "reflection"];

/**
 * Which rewrites to ask for: strategies alternate, the meta-prompts of each rotate from a seeded
 * start, and every call sees its own seeded draw of the failures (all of them when there are few).
 *
 * @param count Number of rewrites, K.
 * @param failures Evidence to draw from; may be empty.
 * @param seed Same seed, same plan.
 * @returns `count` plans, positions 0 to count − 1.
 * @throws {RangeError} if `count` is not a whole number of at least zero.
 * @see Kong et al., "PRewrite", arXiv 2401.08189
 * @example
 * planProposals({ count: 2, failures, seed: 7 }).map((plan) => plan.strategy); // => ["meta_prompt", "reflection"]
 */
export function planProposals({
  count,
  failures,
  seed,
}: {
  count: number;
  failures: readonly Failure[];
  seed: number;
}): ProposalPlan[] {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`the number of proposals must be a whole number of at least zero, got ${count}`);
  }

  return Array.from({ length: count }, (_, position) => {
    const strategy = strategies[position % strategies.length] ?? "meta_prompt";
    const ids = metaPrompts.filter((meta) => meta.strategy === strategy).map((meta) => meta.id);
    const start = Math.floor(hashToUnit(seed, "meta-prompt", strategy) * ids.length);
    const turn = Math.floor(position / strategies.length);
    return {
      position,
      strategy,
      metaPromptId: ids[(start + turn) % ids.length] ?? "",
      failures: drawFailures(failures, seed, position),
    };
  });
}

function drawFailures(failures: readonly Failure[], seed: number, position: number): Failure[] {
  if (failures.length <= FAILURES_PER_PROPOSAL) return [...failures];
  return failures
    .map((failure, index) => ({
      failure,
      index,
      draw: hashToUnit(seed, "failure", position, failure.feedbackId, index),
    }))
    .sort((a, b) => a.draw - b.draw || a.index - b.index)
    .slice(0, FAILURES_PER_PROPOSAL)
    .sort((a, b) => a.index - b.index)
    .map(({ failure }) => failure);
}

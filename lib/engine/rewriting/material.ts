import type { EmailText } from "@/lib/engine/messages";
import type { Failure } from "@/lib/engine/rewriting/failure";
import type { ProposalStrategy } from "@/lib/engine/rewriting/meta-prompts";
import type { Pattern } from "@/lib/engine/rewriting/pattern-record";
import { countWords } from "@/lib/engine/text/tokens";

/** What a rewriter is told of a pattern. */
export type OfferedPattern = Pick<Pattern, "id" | "situation" | "instruction" | "evidence" | "meanReward">;

/** One of two candidates that are good at different cases. */
export interface MergeParent {
  candidateId: string;
  prompt: string;
  /** Development emails that it answers better than the other, the widest margin first. */
  wins: readonly EmailText[];
}

/** What a run has to build proposals from. */
export interface ProposalMaterial {
  /** The prompt to improve; without it nothing is planned that depends on its length. */
  prompt?: string;
  failures: readonly Failure[];
  /** The best match first. */
  patterns?: readonly OfferedPattern[];
  parents?: readonly [MergeParent, MergeParent] | null;
}

/** A prompt under this length has nothing to spare. */
export const FEWEST_WORDS_TO_SHORTEN = 40;

/**
 * The strategies that have what they need, in their fixed order.
 *
 * A rewrite as a whole needs the prompt alone; reflection a failure; insertion a pattern; shortening a
 * prompt of 40 words or more; a merge two candidates.
 *
 * @example
 * plannableStrategies({ failures: [], prompt: "Reply briefly." }); // => ["meta_prompt"]
 */
export function plannableStrategies({
  prompt = "",
  failures,
  patterns = [],
  parents = null,
}: ProposalMaterial): ProposalStrategy[] {
  const plannable: ProposalStrategy[] = ["meta_prompt"];
  if (failures.length > 0) plannable.push("reflection");
  if (patterns.length > 0) plannable.push("patterns");
  if (countWords(prompt) >= FEWEST_WORDS_TO_SHORTEN) plannable.push("shortening");
  if (parents !== null) plannable.push("merge");
  return plannable;
}

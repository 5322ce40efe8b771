import type { Failure } from "@/lib/engine/rewriting/failure";
import type { FailureMode } from "@/lib/engine/rewriting/failure-modes";
import type { MergeParent, OfferedPattern } from "@/lib/engine/rewriting/material";
import type { ProposalPlan } from "@/lib/engine/rewriting/plan";
import { block, quoted, quotedEmail, quotedPrompt } from "@/lib/engine/rewriting/quotation";

/** More emails would drown the two prompts. */
const EMAILS_PER_PARENT = 4;

/**
 * The blocks of evidence that a plan's strategy goes by, in the order in which they are shown.
 *
 * Failures: all strategies but shortening and merging. Failure modes, patterns and the two candidates: the
 * strategy they belong to.
 *
 * @example
 * evidenceBlocks({ position: 0, strategy: "shortening", metaPromptId: "shorten-plain", failures: [] }); // => []
 */
export function evidenceBlocks(plan: ProposalPlan): string[] {
  switch (plan.strategy) {
    case "meta_prompt":
      return [failuresBlock(plan.failures)];
    case "reflection":
      return [modesBlock(plan.modes, plan.failures), failuresBlock(plan.failures)];
    case "patterns":
      return [patternsBlock(plan.patterns), failuresBlock(plan.failures)];
    case "shortening":
      return [];
    case "merge":
      return [block("candidates", plan.parents.map(parentBlock).join("\n\n"))];
  }
}

const numbered = (number: number) => ` number="${number}"`;
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

function failuresBlock(failures: readonly Failure[]): string {
  const blocks = failures.map((failure, index) => failureBlock(failure, index + 1));
  return block("failures", blocks.length === 0 ? "No failures were recorded." : blocks.join("\n\n"));
}

const failureTitles: Record<Failure["kind"], string> = {
  rejected: "The person rejected this reply.",
  edited: "The person changed this reply before sending it.",
  disliked_reason: "The person disliked this trait of the reply.",
};

function failureBlock(failure: Failure, number: number): string {
  const parts = [failureTitles[failure.kind]];
  if (failure.said !== null && failure.said.trim() !== "") {
    parts.push(quoted("person_said", failure.said.trim()));
  }
  parts.push(quotedEmail(failure.email), quoted("reply", failure.reply));
  if (failure.changes.length > 0) {
    parts.push(quoted("edit_summary", failure.changes.map((change) => `- ${change}`).join("\n")));
  }
  if (failure.editedReply !== null) parts.push(quoted("edited_reply", failure.editedReply));
  return block("failure", parts.join("\n"), `${numbered(number)} kind="${failure.kind}"`);
}

function modesBlock(modes: readonly FailureMode[], shown: readonly Failure[]): string {
  const blocks = modes.map((mode, index) => {
    const numbers = shown.flatMap((failure, place) => (mode.failures.includes(failure) ? [place + 1] : []));
    return block(
      "failure_mode",
      [
        // The name holds words that people wrote.
        quoted("mode_name", mode.name),
        `${counted(mode.failures.length, "failure")}${numbers.length > 0 ? `; quoted below: ${numbers.join(", ")}` : ""}.`,
        ...mode.quotes.map((quote) => quoted("quote", quote)),
      ].join("\n"),
      `${numbered(index + 1)} size="${mode.failures.length}"`,
    );
  });
  return block("failure_modes", blocks.length === 0 ? "None." : blocks.join("\n\n"));
}

function patternsBlock(patterns: readonly OfferedPattern[]): string {
  return block(
    "patterns",
    patterns
      .map(({ situation, instruction, evidence, meanReward }, index) =>
        block(
          "pattern",
          [
            quoted("situation", situation),
            quoted("instruction", instruction),
            `Evidence: ${counted(evidence.length, "decision")}. ${
              meanReward === null
                ? "Not tried in a prompt yet."
                : `Mean reward where it was used: ${meanReward.toFixed(2)} of 1.`
            }`,
          ].join("\n"),
          numbered(index + 1),
        ),
      )
      .join("\n\n"),
  );
}

function parentBlock({ prompt, wins }: MergeParent, index: number): string {
  const shown = wins.slice(0, EMAILS_PER_PARENT);
  const emails = shown.length === 0 ? "None." : shown.map(quotedEmail).join("\n");
  return block(
    "candidate",
    [
      quotedPrompt("prompt", prompt, ["candidate", "candidates", "emails_it_wins"]),
      `It answers ${counted(wins.length, "email")} better than the other${
        shown.length < wins.length ? `; ${shown.length} of them` : ""
      }:`,
      block("emails_it_wins", emails),
    ].join("\n"),
    numbered(index + 1),
  );
}

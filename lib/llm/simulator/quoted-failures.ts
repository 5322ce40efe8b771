import { blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { type Complaint, complaintsIn } from "@/lib/llm/simulator/complaints";
import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import { type InstructionKind, instructionKinds } from "@/lib/llm/simulator/instruction-kinds";
import { showsKind } from "@/lib/llm/simulator/kind-traits";
import { complaintWordings } from "@/lib/llm/simulator/rewriter-complaint-wordings";
import { changeWordings, dislikedTraitWordings } from "@/lib/llm/simulator/rewriter-edit-wordings";
import { readTraits } from "@/lib/llm/simulator/traits";

/** A failure as the rewriter finds it in its message. */
export interface QuotedFailure {
  /** From 1. */
  number: number;
  said: string | null;
  /** The email that was answered, as it is quoted. */
  email: string;
  reply: string;
  complaints: Complaint[];
}

/** What several failures say about one instruction. */
export interface Vote {
  kind: InstructionKind;
  wanted: boolean;
  /** Numbers of the failures that say so. */
  because: number[];
}

/** Length is compared in proportion instead, and what only follows from another change not at all. */
const notCompared: ReadonlySet<InstructionKind> = new Set(["brevity", "exhaustive", "no_promises", "prose"]);
const comparedKinds = instructionKinds.filter((kind) => !notCompared.has(kind));

const MUCH_SHORTER = 0.8;
const MUCH_LONGER = 1.3;

/** Reads the content of a `<failures>` block. */
export function readFailures(content: string): QuotedFailure[] {
  return blocksOf(content)
    .filter((block) => block.tag === "failure")
    .map((block, index) => {
      const parts = blocksOf(block.content);
      const said = blockContent(parts, "person_said");
      const reply = blockContent(parts, "reply") ?? "";
      const edited = blockContent(parts, "edited_reply");
      const email = blockContent(parts, "email") ?? "";
      const spoken = said === null ? [] : spokenComplaints(said, block.attributes.kind === "disliked_reason");
      const summary = blockContent(parts, "edit_summary");
      const changed =
        summary === null ? [] : summary.split("\n").flatMap((line) => complaintsIn(line, changeWordings));
      const shown = edited === null ? [] : complaintsOfEdit(email, reply, edited);
      return {
        number: Number(block.attributes.number ?? index + 1),
        said,
        email,
        reply,
        complaints: distinct([...spoken, ...changed, ...shown]),
      };
    });
}

/** A disliked trait names what shows; any other word of theirs names what is wrong. */
function spokenComplaints(said: string, isTrait: boolean): Complaint[] {
  const traits = isTrait ? complaintsIn(said, dislikedTraitWordings) : [];
  return traits.length > 0 ? traits : complaintsIn(said, complaintWordings);
}

/** What a person changed tells what they missed, without a word from them. */
function complaintsOfEdit(email: string, reply: string, edited: string): Complaint[] {
  const facts = readFacts(readEmail(email));
  const before = readTraits(reply, facts);
  const after = readTraits(edited, facts);
  const complaints = comparedKinds
    .filter((kind) => showsKind[kind](before) !== showsKind[kind](after))
    .map((kind): Complaint => ({ kind, wanted: showsKind[kind](after) }));
  if (after.words < before.words * MUCH_SHORTER) complaints.push({ kind: "brevity", wanted: true });
  if (after.words > before.words * MUCH_LONGER) complaints.push({ kind: "brevity", wanted: false });
  return complaints;
}

/** One complaint per kind: what is said first (words before summaries before the edit itself) stands. */
function distinct(complaints: readonly Complaint[]): Complaint[] {
  return complaints.filter(
    (complaint, index) => complaints.findIndex(({ kind }) => kind === complaint.kind) === index,
  );
}

/** Counts the complaints per instruction; where failures disagree, the majority speaks, a tie is silent. */
export function tallyVotes(failures: readonly QuotedFailure[]): Vote[] {
  const kinds = [...new Set(failures.flatMap((failure) => failure.complaints.map(({ kind }) => kind)))];
  return kinds.flatMap((kind) => {
    const numbers = (wanted: boolean) =>
      failures
        .filter((failure) =>
          failure.complaints.some((complaint) => complaint.kind === kind && complaint.wanted === wanted),
        )
        .map((failure) => failure.number);
    const wanted = numbers(true);
    const unwanted = numbers(false);
    if (wanted.length === unwanted.length) return [];
    return [
      {
        kind,
        wanted: wanted.length > unwanted.length,
        because: wanted.length > unwanted.length ? wanted : unwanted,
      },
    ];
  });
}

import type { EmailText } from "@/lib/engine/messages";
import { hashToUnit } from "@/lib/engine/random";
import { type EmailFacts, readFacts } from "@/lib/llm/simulator/email-facts";
import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { showsKind } from "@/lib/llm/simulator/kind-traits";
import { editedReply } from "@/lib/llm/simulator/reviewer-edits";
import { complaintAbout } from "@/lib/llm/simulator/reviewer-words";
import { type Topic, topicOf } from "@/lib/llm/simulator/topics";
import { readTraits } from "@/lib/llm/simulator/traits";
import { type Taste, tasteOf } from "@/lib/llm/simulator/world-tastes";

/** What a scripted reviewer decides about one reply. */
export interface Review {
  action: "accept" | "edit" | "reject" | "skip";
  /** What is wrong, as a person would say it; null for what is accepted or skipped. */
  reason: string | null;
  /** The reply as the reviewer would send it; null unless the action is "edit". */
  editedText: string | null;
  /** Share of what matters to the reviewer that the reply has, 0 to 1, before the mood of the day. */
  score: number;
}

export interface ReviewOptions {
  /** Name of a world. */
  world: string;
  email: EmailText;
  reply: string;
  seed: number;
  /** Reviewers of other names are in other moods. */
  reviewer?: string;
}

/** What a reviewer misses, or would rather not have. */
export interface Shortcoming {
  kind: InstructionKind;
  wanted: boolean;
}

const ACCEPT_FROM = 0.75;
const EDIT_FROM = 0.45;
/** More than that, and a reviewer would rather have another reply. */
const MOST_EDITS = 2;

/**
 * Judges a reply as people of a world would: by its text and the email alone, by their taste, and not
 * always alike. The same options give the same review.
 *
 * @throws {RangeError} if there is no world of that name.
 */
export function reviewReply({ world, email, reply, seed, reviewer = "" }: ReviewOptions): Review {
  const taste = tasteOf(world);
  const draw = (what: string) => hashToUnit("review", seed, reviewer, email.subject, email.body, reply, what);
  const received = { sender: email.sender, subject: email.subject, date: email.sentOn, body: email.body };
  const facts = readFacts(received);
  const { score, shortcomings } = judge(reply, facts, topicOf(received, facts), taste);

  const review = (action: Review["action"], rest: Partial<Review> = {}): Review => ({
    action,
    reason: null,
    editedText: null,
    score,
    ...rest,
  });
  if (draw("skip") < taste.skips) return review("skip");
  const impression = score + taste.noise * bell(draw);
  if (impression >= ACCEPT_FROM) return review("accept");

  const [worst] = shortcomings;
  const reason = worst === undefined ? "I would not send this." : complaintAbout(worst, draw("words"));
  if (impression >= EDIT_FROM) {
    const editedText = editedReply(reply, { facts, email, wanted: shortcomings.slice(0, MOST_EDITS) });
    if (editedText !== null) return review("edit", { reason, editedText });
  }
  return review("reject", { reason });
}

/** Score, and what keeps it from 1, what matters most first. */
function judge(
  reply: string,
  facts: EmailFacts,
  topic: Topic,
  { weights }: Taste,
): { score: number; shortcomings: Shortcoming[] } {
  const traits = readTraits(reply, facts);
  const judged = [...weights]
    .filter(([kind]) => matters(kind, facts, topic))
    .map(([kind, weight]) => ({
      kind,
      wanted: weight > 0,
      importance: Math.abs(weight),
      met: showsKind[kind](traits) === weight > 0,
    }));
  const total = judged.reduce((sum, { importance }) => sum + importance, 0);
  const met = judged.reduce((sum, { importance, met }) => sum + (met ? importance : 0), 0);
  const shortcomings = judged
    .filter((item) => !item.met)
    .sort((a, b) => b.importance - a.importance)
    .map(({ kind, wanted }) => ({ kind, wanted }));
  return { score: total === 0 ? 1 : met / total, shortcomings };
}

/** Whether an email gives cause for something at all: nobody misses an apology for nothing. */
function matters(kind: InstructionKind, facts: EmailFacts, topic: Topic): boolean {
  switch (kind) {
    case "greet_by_name":
      return facts.firstName !== null;
    case "apologise":
      return topic.problems.length > 0;
    case "mention_reference":
      return facts.referenceNumber !== null;
    case "ask_missing_facts":
      return facts.referenceNumber === null;
    case "answer_every_question":
      return facts.questions.length > 0;
    case "sender_language":
      return facts.language !== "english";
    default:
      return true;
  }
}

/** Roughly normal, with mean 0 and standard deviation 1, from -3 to 3. */
function bell(draw: (what: string) => number): number {
  return [0, 1, 2].reduce((sum, index) => sum + 2 * draw(`mood ${index}`) - 1, 0);
}

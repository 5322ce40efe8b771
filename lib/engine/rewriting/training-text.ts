import type { EmailText } from "@/lib/engine/messages";
import type { Failure } from "@/lib/engine/rewriting/failure";

/** Where a training text stands in an email, its reply or a decision; names are looked for accordingly. */
export type TrainingTextKind = "sender" | "subject" | "body" | "reply" | "comment";

/** One text that a rewriter was shown and that a prompt must not repeat. */
export interface TrainingText {
  kind: TrainingTextKind;
  text: string;
}

/**
 * Every text that somebody wrote and a rewriter is shown: sender, subject and body of the emails, the
 * drafts, their edited forms and what people said. Edit summaries are the product's own words and stay out.
 *
 * @param failures What a rewriter is shown of people's decisions.
 * @param emails Emails it is shown beside them, e.g. those that a parent of a merge wins.
 * @returns The texts that are not blank, in the order of the failures; input of `trainingIndex`.
 * @example
 * trainingTextsOf([
 *   {
 *     feedbackId: "f1",
 *     kind: "rejected",
 *     email: { sender: "Ann", subject: "", body: "Where is it?", sentOn: null },
 *     reply: "Soon.",
 *     said: null,
 *     editedReply: null,
 *     changes: [],
 *   },
 * ]);
 * // => [{ kind: "sender", text: "Ann" }, { kind: "body", text: "Where is it?" }, { kind: "reply", text: "Soon." }]
 */
export function trainingTextsOf(
  failures: readonly Failure[],
  emails: readonly EmailText[] = [],
): TrainingText[] {
  const ofFailures = failures.flatMap(({ email, reply, said, editedReply }): TrainingText[] => [
    ...textsOfEmail(email),
    { kind: "reply", text: reply },
    { kind: "comment", text: said ?? "" },
    { kind: "reply", text: editedReply ?? "" },
  ]);
  return [...ofFailures, ...emails.flatMap(textsOfEmail)].filter(({ text }) => text.trim() !== "");
}

function textsOfEmail({ sender, subject, body }: EmailText): TrainingText[] {
  return [
    { kind: "sender", text: sender },
    { kind: "subject", text: subject },
    { kind: "body", text: body },
  ];
}

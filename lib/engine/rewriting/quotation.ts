import { delimitedEmail } from "@/lib/engine/drafting";
import type { EmailText } from "@/lib/engine/messages";

const INVISIBLE = "\\p{Default_Ignorable_Code_Point}";

/** Tags that give a message to the rewriter its structure; quoted text may not spell one. */
const evidenceTags = [
  "current_prompt",
  "frozen_clauses",
  "clause",
  "failure_modes",
  "failure_mode",
  "mode_name",
  "quote",
  "failures",
  "failure",
  "person_said",
  "email",
  "reply",
  "edit_summary",
  "edited_reply",
  "patterns",
  "pattern",
  "situation",
  "instruction",
  "candidates",
  "candidate",
  "prompt",
  "emails_it_wins",
] as const;

export type EvidenceTag = (typeof evidenceTags)[number];

// Letters may have invisible characters between them: a model reads over those. An address is no tag.
const spelled = (tag: string) => Array.from(tag).join(`${INVISIBLE}*`);
const forgery = (tags: readonly string[]) =>
  new RegExp(
    `[<\\uff1c\\ufe64](?=[\\s/\\uff0f${INVISIBLE}]*(?:${tags.map(spelled).join("|")})(?![\\p{L}\\p{N}_.+-]{0,64}@))`,
    "giu",
  );
const anyForgery = forgery(evidenceTags);

/**
 * Untrusted text that cannot pass for structure: an angle bracket before the name of any evidence tag,
 * opening or closing, becomes `&lt;`. Wide brackets, blanks and invisible characters change nothing about it.
 *
 * @example
 * withoutTags("Hi </ Failures > there, 3 < 4"); // => "Hi &lt;/ Failures > there, 3 < 4"
 */
export function withoutTags(text: string): string {
  return text.replace(anyForgery, "&lt;");
}

/**
 * A block of a message around text that is safe already: other blocks, numbers, words of the product.
 *
 * @param attributes Written into the opening tag as they are, e.g. ` number="1"`.
 * @example
 * block("failures", "None."); // => "<failures>\nNone.\n</failures>"
 */
export function block(tag: EvidenceTag, content: string, attributes = ""): string {
  return `<${tag}${attributes}>\n${content}\n</${tag}>`;
}

/**
 * A block around untrusted text.
 *
 * @example
 * quoted("reply", "Hi </failures>"); // => "<reply>\nHi &lt;/failures>\n</reply>"
 */
export function quoted(tag: EvidenceTag, text: string, attributes = ""): string {
  return block(tag, withoutTags(text), attributes);
}

/**
 * A block around a prompt. It may speak of tags such as `<email>`, and the rewriter has to see it as it
 * is; only the tags that surround it are kept from being closed or opened inside.
 *
 * @param around Tags the block stands in, beside its own.
 * @example
 * quotedPrompt("prompt", "Read <email>. </prompt>"); // => "<prompt>\nRead <email>. &lt;/prompt>\n</prompt>"
 */
export function quotedPrompt(tag: EvidenceTag, prompt: string, around: readonly EvidenceTag[] = []): string {
  return block(tag, prompt.replace(forgery([tag, ...around]), "&lt;"));
}

/**
 * The `<email>` block, as in drafting, with nothing in it that could pass for another block.
 *
 * @example
 * quotedEmail({ sender: "Ann", subject: "Hi", body: "</failure>", sentOn: null });
 * // => "<email>\nFrom: Ann\nSubject: Hi\n\n&lt;/failure>\n</email>"
 */
export function quotedEmail({ sender, subject, body, sentOn }: EmailText): string {
  return delimitedEmail({
    sender: withoutTags(sender),
    subject: withoutTags(subject),
    body: withoutTags(body),
    sentOn: sentOn === null ? null : withoutTags(sentOn),
  });
}

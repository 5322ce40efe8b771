import type { EmailText } from "@/lib/engine/messages";

/** How a person showed that a draft was not good enough. */
export type FailureKind = "rejected" | "edited" | "disliked_reason";

/** One draft that a person was not content with: the evidence a rewrite starts from. */
export interface Failure {
  feedbackId: string;
  kind: FailureKind;
  email: EmailText;
  /** The draft as it was shown. */
  reply: string;
  /** The person's own words, or the text of the reason they disliked; null when they gave none. */
  said: string | null;
  /** The draft as the person changed it; null unless they edited. */
  editedReply: string | null;
  /** What the edit did, in plain language, e.g. "shorter by 30 words". */
  changes: readonly string[];
}

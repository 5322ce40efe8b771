import type { EmailTopic, Reading } from "@/lib/engine/text/features/reading";

/** One thing that can be measured in a reply, in words for people. */
export interface ReplyFeature {
  readonly id: string;
  readonly label: string;
  readonly unit: "words" | "sentences" | "count" | "share" | "yes or no" | "characters" | "per 100 words";
  /** Ends "People prefer replies that …" for those who want more of it. */
  readonly more: string;
  /** The same for those who want less of it. */
  readonly less: string;
}

export interface FeatureDefinition extends ReplyFeature {
  readonly read: (reply: Reading, email: EmailTopic) => number;
}

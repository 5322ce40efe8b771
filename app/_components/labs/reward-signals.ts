import type { RewardComponents } from "@/lib/contracts/reward";

/** The signals of the reward in the order they are shown, in the words of the pages. */
export const REWARD_SIGNALS: readonly {
  key: keyof RewardComponents;
  label: string;
  hint: string;
}[] = [
  {
    key: "exactMatch",
    label: "Exact match",
    hint: "The reply is the reference, but for case and punctuation.",
  },
  {
    key: "tokenF1",
    label: "Token F1",
    hint: "Words shared with the reference (F1 of precision and recall).",
  },
  {
    key: "perplexity",
    label: "Perplexity",
    hint: "How sure the model was of its words; needs its token probabilities.",
  },
  { key: "human", label: "Human", hint: "What a person did with the draft." },
  { key: "length", label: "Length", hint: "Closeness to the length of the reference." },
  { key: "similarity", label: "Similarity", hint: "Words and word pairs shared with the reference." },
];

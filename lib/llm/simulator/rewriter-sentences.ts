import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";

interface SentencesOfKind {
  /** Sentences a rewriter puts into a prompt. */
  clear: readonly string[];
  /** Sentences that rule the thing out. */
  negated: readonly string[];
}

/** What the rewriter writes; every sentence is one that the drafting side understands. */
export const instructionSentences: Record<InstructionKind, SentencesOfKind> = {
  greet_by_name: {
    clear: [
      "Greet the customer by their first name.",
      "Start with a greeting that contains the sender's first name.",
      "Use the sender's first name in the greeting.",
      "Open every reply with a greeting by first name.",
    ],
    negated: ["Do not greet people by their first name."],
  },
  apologise: {
    clear: [
      "If something went wrong, say sorry in one sentence.",
      "Apologise in one plain sentence when something went wrong.",
      "Include a short apology if something went wrong.",
      "When we made a mistake, say sorry once and say what for.",
    ],
    negated: ["Do not apologise.", "Never say sorry."],
  },
  next_step: {
    clear: [
      "Give one next step with a date.",
      "Say what we will do and by when, and name the date.",
      "Name the date by which the matter will be settled.",
      "State one concrete next step, with the weekday and date by which it happens.",
    ],
    negated: ["Do not name a date."],
  },
  restate: {
    clear: [
      "Restate the request in half a sentence, with its facts.",
      "Say what the customer asked for before you answer.",
      "Repeat the request in your own words in one short sentence.",
      "Summarise the customer's question in one sentence first.",
    ],
    negated: ["Do not restate the request."],
  },
  brevity: {
    clear: [
      "Keep it under 70 words.",
      "Keep the reply short: at most 70 words.",
      "Write a short reply and leave out stock phrases.",
      "Use no more than 80 words.",
    ],
    negated: ["Do not keep the reply short."],
  },
  plain_language: {
    clear: [
      "Use plain words.",
      "Write in plain language and avoid jargon.",
      "Use everyday words, no corporate phrases.",
      "Use simple words that one would say aloud.",
    ],
    negated: ["Do not use plain language."],
  },
  no_promises: {
    clear: [
      "Do not make promises.",
      "Promise nothing that is not certain.",
      "Never commit to a result.",
      "Make no guarantees: do not promise an outcome.",
    ],
    negated: ["Do not hedge."],
  },
  formal_tone: {
    clear: [
      "Use a formal tone.",
      "Write formally.",
      "Keep a formal, professional tone.",
      "Use a formal tone and no contractions.",
    ],
    negated: ["Do not be formal."],
  },
};

/** Instructions that cannot both be followed. */
export const opposites: Partial<Record<InstructionKind, InstructionKind>> = {
  plain_language: "formal_tone",
  formal_tone: "plain_language",
  next_step: "no_promises",
};

/** What the simulator can be told about a reply. */
export const instructionKinds = [
  "greet_by_name",
  "apologise",
  "next_step",
  "restate",
  "brevity",
  "plain_language",
  "no_promises",
  "formal_tone",
  "warm_tone",
  "empathy",
  "thanks",
  "avoid_blame",
  "exhaustive",
  "technical_detail",
  "mention_reference",
  "answer_every_question",
  "ask_missing_facts",
  "stay_on_topic",
  "ownership",
  "offer_compensation",
  "offer_call",
  "help_link",
  "bullet_list",
  "numbered_steps",
  "prose",
  "no_exclamations",
  "no_emojis",
  "sign_with_name",
  "no_signature",
  "closing_question",
  "sender_language",
  "english_only",
] as const;

export type InstructionKind = (typeof instructionKinds)[number];

/** One way of saying an instruction. */
export interface Wording {
  /** Looked for in one sentence of the prompt, without regard to case. */
  pattern: RegExp;
  /** How plainly it is said, from 0 to 1; the chance to be followed when nothing else is asked. */
  clarity: number;
  /** A sentence that says it this way. */
  example: string;
}

export interface InstructionTable {
  kind: InstructionKind;
  title: string;
  /** What a reply that follows it looks like, in words for a reader. */
  effect: string;
  wordings: readonly Wording[];
  /**
   * Wordings that rule it out without a word of negation, as "use exclamation marks" does for
   * "no exclamation marks". Looked for only in a sentence that holds none of `wordings`.
   */
  denials?: readonly RegExp[];
  /** Sentences that rule it out; each is understood as that. */
  negated: readonly string[];
}

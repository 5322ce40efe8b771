/** How a new prompt is asked for. */
export type ProposalStrategy = "meta_prompt" | "reflection";

export interface MetaPrompt {
  /** Stable: stored with every candidate, so that what works can be counted per meta-prompt. */
  id: string;
  strategy: ProposalStrategy;
  /** The system message for the rewriter. */
  text: string;
}

/**
 * The instructions that a rewriter model gets.
 *
 * Differently worded instructions lead a rewriter to different prompts, which widens the search.
 * @see Kong et al., "PRewrite: Prompt Rewriting with Reinforcement Learning", arXiv 2401.08189
 */
export const metaPrompts: readonly MetaPrompt[] = [
  {
    id: "rewrite-plain",
    strategy: "meta_prompt",
    text: "Rewrite the following instruction for a language model that answers emails, so that people accept its replies without changing them. Keep what works and make the rest clearer.",
  },
  {
    id: "rewrite-short",
    strategy: "meta_prompt",
    text: "You improve instructions for a language model that answers emails. Write the shortest instruction that would have led to the replies people wanted. Every sentence of it must change what the model writes.",
  },
  {
    id: "rewrite-specific",
    strategy: "meta_prompt",
    text: "The instruction below is too general. Rewrite it so that a language model that follows it to the letter writes email replies a careful support person would send as they are: say what belongs in a reply, in which order, how long and in what tone.",
  },
  {
    id: "rewrite-newcomer",
    strategy: "meta_prompt",
    text: "Imagine that you hand over the answering of emails to a new colleague who knows nothing about the house. Rewrite the instruction below so that their first reply is already the one you would have written. Use short imperative sentences.",
  },
  {
    id: "reflect-causes",
    strategy: "reflection",
    text: "You diagnose and repair instructions for a language model that answers emails. First work out, for each failure, which missing, vague or wrong part of the instruction caused it. Then repair those parts and leave the others as they are.",
  },
  {
    id: "reflect-patterns",
    strategy: "reflection",
    text: "Read what people disliked about the replies that the instruction below produced. Look for complaints that share a cause, reflect on what the instruction would have had to say to prevent each cause, and add or rephrase one sentence per cause.",
  },
  {
    id: "reflect-contrast",
    strategy: "reflection",
    text: "Compare each reply with what the person said about it and with how they edited it. The difference is what the instruction below fails to ask for. Reflect on these differences and revise the instruction so that the next reply needs no such edit.",
  },
  {
    id: "reflect-trim",
    strategy: "reflection",
    text: "An instruction can fail because it lacks a sentence, because a sentence is too vague to be followed, or because a sentence asks for the wrong thing. Diagnose which of the three lies behind each failure; then add, sharpen or delete accordingly.",
  },
];

/** How a new prompt is asked for. */
export const proposalStrategies = ["meta_prompt", "reflection", "patterns", "shortening", "merge"] as const;

export type ProposalStrategy = (typeof proposalStrategies)[number];

/** A strategy with one of its meta-prompts: what a policy chooses between. */
export interface ProposalArm {
  strategy: ProposalStrategy;
  metaPromptId: string;
}

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
  {
    id: "patterns-fitting",
    strategy: "patterns",
    text: "You improve an instruction for a language model that answers emails with what has worked elsewhere. From the patterns below, take those that answer a failure or fill a gap of the instruction, and work each into the place where it belongs. Leave out the others.",
  },
  {
    id: "patterns-strongest",
    strategy: "patterns",
    text: "Below is an instruction for a language model that answers emails, and a list of patterns with the evidence behind each. Insert the one or two patterns with the strongest evidence that the instruction does not follow yet, in one sentence each, and change nothing else.",
  },
  {
    id: "patterns-woven",
    strategy: "patterns",
    text: "Rewrite the instruction below for a language model that answers emails, so that it also follows the patterns that fit it. Say each as a general rule, merge those that overlap, and drop sentences of the instruction that a pattern makes needless.",
  },
  {
    id: "shorten-plain",
    strategy: "shortening",
    text: "Say the same in fewer words. Shorten the following instruction for a language model that answers emails: every demand stays, every needless word goes.",
  },
  {
    id: "shorten-merge",
    strategy: "shortening",
    text: "The instruction below for a language model that answers emails repeats itself. Shorten it: merge sentences that ask for the same, drop explanations and politeness towards the model, and keep one short imperative sentence per demand.",
  },
  {
    id: "shorten-half",
    strategy: "shortening",
    text: "Rewrite the instruction below for a language model that answers emails in about half as many words, that is, fewer words and the same demands. Begin with what changes a reply most.",
  },
  {
    id: "merge-best",
    strategy: "merge",
    text: "Two instructions for a language model that answers emails were tried on the same emails; each does better than the other on some. Write one instruction that does what each of them does right on the emails it wins.",
  },
  {
    id: "merge-differences",
    strategy: "merge",
    text: "Compare the two instructions below for a language model that answers emails. List for yourself where they differ, decide for each difference from the emails that each instruction wins which side is right and when, and write the instruction that combines the right sides.",
  },
  {
    id: "merge-insert",
    strategy: "merge",
    text: "Take the first of the two instructions below for a language model that answers emails as it is. Add to it only those sentences of the second that explain why the second does better on the emails it wins, reworded so that they do not contradict the first.",
  },
];

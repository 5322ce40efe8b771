import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import { type InstructionKind, instructionKinds } from "@/lib/llm/simulator/instruction-kinds";
import { type ReplyTraits, readTraits } from "@/lib/llm/simulator/traits";

/** Words up to which a reply counts as short. */
export const SHORT_REPLY_WORDS = 80;

/** Whether a reply looks as if it followed an instruction, by its text alone. */
export const showsKind: Readonly<Record<InstructionKind, (traits: ReplyTraits) => boolean>> = {
  greet_by_name: (traits) => traits.greetsByName,
  apologise: (traits) => traits.apologies > 0,
  next_step: (traits) => traits.date !== null,
  restate: (traits) => traits.saysWhatWasAsked,
  brevity: (traits) => traits.words <= SHORT_REPLY_WORDS,
  plain_language: (traits) => traits.jargon === 0,
  no_promises: (traits) => traits.commitments === 0,
  formal_tone: (traits) => traits.formalMarks > 0,
  warm_tone: (traits) => traits.warmMarks > 0,
  empathy: (traits) => traits.empathy > 0,
  thanks: (traits) => traits.thanks > 0,
  avoid_blame: (traits) => traits.blame === 0,
  exhaustive: (traits) => traits.explanations >= 2,
  technical_detail: (traits) => traits.technicalTerms > 0,
  mention_reference: (traits) => traits.mentionsReference,
  answer_every_question: (traits) => traits.answeredQuestions > 0,
  ask_missing_facts: (traits) => traits.asksForFacts,
  stay_on_topic: (traits) => traits.advertising === 0,
  ownership: (traits) => traits.takesOwnership,
  offer_compensation: (traits) => traits.offersCompensation,
  offer_call: (traits) => traits.offersCall,
  help_link: (traits) => traits.links > 0,
  bullet_list: (traits) => traits.bullets > 0,
  numbered_steps: (traits) => traits.numberedLines > 0,
  prose: (traits) => traits.bodyParagraphs <= 1 && traits.bullets + traits.numberedLines === 0,
  no_exclamations: (traits) => traits.exclamations === 0,
  no_emojis: (traits) => traits.emojis === 0,
  sign_with_name: (traits) => traits.signedByPerson,
  no_signature: (traits) => !traits.hasSignature,
  closing_question: (traits) => traits.endsWithQuestion,
  sender_language: (traits) => traits.language === traits.emailLanguage,
  english_only: (traits) => traits.language === "english",
};

/**
 * Every kind that a reply shows, in the order of the kinds.
 *
 * @param reply Any text, whoever wrote it.
 * @param facts Facts of the email it answers.
 */
export function shownKinds(reply: string, facts: EmailFacts): InstructionKind[] {
  const traits = readTraits(reply, facts);
  return instructionKinds.filter((kind) => showsKind[kind](traits));
}

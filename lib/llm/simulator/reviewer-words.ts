import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";

interface Words {
  /** Said of a reply that lacks it. */
  missing: readonly string[];
  /** Said of a reply that should not have it. */
  unwanted: readonly string[];
}

/** How people of the simulated worlds say what is wrong with a reply. */
const words: Readonly<Record<InstructionKind, Words>> = {
  greet_by_name: {
    missing: ["It does not use the customer's name.", "Impersonal greeting."],
    unwanted: ["Too familiar: no first names here."],
  },
  apologise: {
    missing: ["No apology.", "It never says sorry."],
    unwanted: ["Nothing to apologise for.", "Too apologetic."],
  },
  next_step: {
    missing: ["Vague. When will it happen?", "No date."],
    unwanted: ["It should not name a date."],
  },
  restate: {
    missing: ["It does not say what was asked.", "Did not address the question."],
    unwanted: ["No need to repeat the email."],
  },
  brevity: { missing: ["Far too long.", "Too wordy."], unwanted: ["Too short."] },
  plain_language: {
    missing: ["Full of corporate jargon.", "Sounds canned."],
    unwanted: ["Too casual."],
  },
  no_promises: {
    missing: ["It promises something we cannot keep.", "We should not promise that."],
    unwanted: ["Too cautious."],
  },
  formal_tone: {
    missing: ["Too casual.", "Not formal enough."],
    unwanted: ["Too formal.", "Be less formal."],
  },
  warm_tone: { missing: ["It could be warmer.", "Not warm enough."], unwanted: ["Too gushing."] },
  empathy: { missing: ["Shows no empathy."], unwanted: ["Too much sympathy."] },
  thanks: { missing: ["It does not say thank you.", "No thanks."], unwanted: ["Stop thanking them."] },
  avoid_blame: {
    missing: ["It blames the customer.", "Sounds as if it were the customer's fault."],
    unwanted: ["It should say whose fault it was."],
  },
  exhaustive: {
    missing: ["Not detailed enough.", "Superficial."],
    unwanted: ["Too much detail."],
  },
  technical_detail: {
    missing: ["No technical detail.", "Not technical enough."],
    unwanted: ["Too technical."],
  },
  mention_reference: {
    missing: ["No order number.", "It does not quote the order number."],
    unwanted: ["No need for the order number."],
  },
  answer_every_question: {
    missing: ["It ignored the second question.", "Not all questions are answered."],
    unwanted: ["It need not answer every question."],
  },
  ask_missing_facts: {
    missing: ["It should ask for the order number.", "It guesses instead of asking."],
    unwanted: ["It asks for things we know."],
  },
  stay_on_topic: {
    missing: ["No advertising, please.", "It advertises. Stay on topic."],
    unwanted: ["It could mention our offers."],
  },
  ownership: {
    missing: ["Nobody feels responsible.", "Who takes care of it?"],
    unwanted: ["Not “I”: say “we”."],
  },
  offer_compensation: {
    missing: ["It should offer a voucher.", "No compensation offered."],
    unwanted: ["Too generous.", "Do not offer compensation."],
  },
  offer_call: { missing: ["It should offer a call."], unwanted: ["No calls, please."] },
  help_link: { missing: ["No link to the help page."], unwanted: ["No links."] },
  bullet_list: { missing: ["A list would be clearer: use bullet points."], unwanted: ["No bullet points."] },
  numbered_steps: {
    missing: ["Number the steps.", "No steps: what comes first?"],
    unwanted: ["No numbered list."],
  },
  prose: { missing: ["Choppy."], unwanted: ["One block of text is hard to read."] },
  no_exclamations: {
    missing: ["Too many exclamation marks.", "No exclamation marks, please."],
    unwanted: ["It could do with an exclamation mark."],
  },
  no_emojis: {
    missing: ["No emojis, please.", "An emoji? Not in our mail."],
    unwanted: ["An emoji would be nice."],
  },
  sign_with_name: {
    missing: ["Not signed: who is writing?", "No name under it."],
    unwanted: ["It should not be signed by a person."],
  },
  no_signature: { missing: ["It should have no signature."], unwanted: ["The signature is missing."] },
  closing_question: { missing: ["It should end with a question."], unwanted: ["No question at the end."] },
  sender_language: {
    missing: ["Wrong language.", "Not in the language of the email."],
    unwanted: ["It should be in English."],
  },
  english_only: { missing: ["It should be in English."], unwanted: ["Not in English, please."] },
};

/**
 * What a reviewer says about a shortcoming.
 *
 * @param unit Picks among several wordings, from 0 up to but not 1.
 * @example
 * complaintAbout({ kind: "brevity", wanted: true }, 0); // => "Far too long."
 */
export function complaintAbout(
  { kind, wanted }: { kind: InstructionKind; wanted: boolean },
  unit: number,
): string {
  const options = wanted ? words[kind].missing : words[kind].unwanted;
  const chosen = options[Math.floor(unit * options.length)];
  if (chosen === undefined) throw new RangeError(`there are no words for ${kind}`);
  return chosen;
}

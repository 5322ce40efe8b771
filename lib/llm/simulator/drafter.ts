import { addWorkingDays, readDate, spokenDate } from "@/lib/engine/calendar";
import { hashToSeed } from "@/lib/engine/random";
import { type EmailFacts, type ReceivedEmail, readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { chanceToFollow, type Instructions, readInstructions } from "@/lib/llm/simulator/instructions";
import { phrases, type Register } from "@/lib/llm/simulator/phrases";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import { readIdentity } from "@/lib/llm/simulator/sender-identity";
import {
  fillPhrase,
  otherTopic,
  questionTopic,
  remedyActions,
  remedyTopics,
  type Topic,
  topicOf,
} from "@/lib/llm/simulator/topics";

/** How often a reply has a trait that nobody asked for. */
const habits: Record<InstructionKind, number> = {
  greet_by_name: 0.12,
  apologise: 0.1,
  next_step: 0.03,
  restate: 0.08,
  brevity: 0.02,
  plain_language: 0.04,
  no_promises: 0.05,
  formal_tone: 0.03,
};

const SHORT_REPLY_WORDS = 80;

/** A hash of an email, for the sampler: what is decided about an email is decided per email. */
export function emailKey(emailBlock: string): number {
  return hashToSeed("email", emailBlock);
}

/**
 * A reply to an email, written as far as the prompt's instructions are understood and followed.
 *
 * @param prompt The rendered system message.
 * @param emailBlock Content of the `<email>` block.
 */
export function draftReply(prompt: string, emailBlock: string, sampler: Sampler): string {
  const email = readEmail(emailBlock);
  const facts = readFacts(email);
  const topic = topicOf(email, facts);
  const instructions = readInstructions(prompt);
  const traits = decideTraits(instructions, topic, sampler);
  const register = registerOf(traits, sampler);
  const reply = { prompt, email, facts, topic, traits, register, sampler };

  const greeting = greetingOf(reply);
  const signature = signatureOf(reply);
  const limit = traits.has("brevity")
    ? (instructions.maxWords ?? SHORT_REPLY_WORDS)
    : Number.POSITIVE_INFINITY;
  const body = fitted(bodyOf(reply), limit - countWords(`${greeting} ${signature}`));
  return `${greeting}\n\n${layOut(body, traits)}\n\n${signature}`;
}

interface ReplyPlan {
  prompt: string;
  email: ReceivedEmail;
  facts: EmailFacts;
  topic: Topic;
  traits: ReadonlySet<InstructionKind>;
  register: Register;
  sampler: Sampler;
}

/** Which instructions this reply follows, once they have been weighed against each other. */
function decideTraits(instructions: Instructions, topic: Topic, sampler: Sampler): Set<InstructionKind> {
  const traits = new Set<InstructionKind>();
  // Object.entries widens the keys; `habits` has exactly the kinds.
  for (const [kind, habit] of Object.entries(habits) as [InstructionKind, number][]) {
    const instruction = instructions.byKind.get(kind);
    const chance = instruction === undefined ? 0 : chanceToFollow(instruction, instructions);
    const isWanted = instruction?.wanted === true ? Math.max(habit, chance) : habit * (1 - chance);
    if (sampler.chance(`follow ${kind}`, isWanted)) traits.add(kind);
  }

  const conditional = instructions.byKind.get("apologise")?.conditional === true;
  if (conditional && topic.problems.length === 0) traits.delete("apologise");
  if (traits.has("formal_tone") && traits.has("plain_language")) {
    traits.delete(sampler.chance("formal or plain", 0.5) ? "formal_tone" : "plain_language");
  }
  if (traits.has("no_promises") && sampler.chance("promise or date", 0.6)) traits.delete("next_step");
  if (traits.has("brevity")) {
    if (sampler.chance("short without restating", 0.08)) traits.delete("restate");
    if (sampler.chance("short without apology", 0.06)) traits.delete("apologise");
  }
  return traits;
}

function registerOf(traits: ReadonlySet<InstructionKind>, sampler: Sampler): Register {
  if (traits.has("formal_tone")) return "formal";
  if (traits.has("plain_language")) return "plain";
  return traits.has("brevity") && sampler.chance("short is plain", 0.5) ? "plain" : "wordy";
}

function greetingOf({ facts, traits, register, sampler }: ReplyPlan): string {
  const name = register === "formal" ? facts.fullName : facts.firstName;
  if (traits.has("greet_by_name") && name !== null) {
    return sampler.pick("named greeting", phrases[register].namedGreetings).replace("{name}", () => name);
  }
  return sampler.pick("greeting", phrases[register].greetings);
}

function signatureOf({ prompt, register, sampler }: ReplyPlan): string {
  const { company, signature } = readIdentity(prompt);
  const signOff = sampler.pick("sign-off", phrases[register].signOffs);
  const name =
    signature ??
    (company === null
      ? "Customer Support"
      : sampler.pick("signature", phrases[register].signatures).replace("{company}", () => company));
  return `${signOff}\n${name}`;
}

/** One sentence of the body; those with the lowest worth go first when it has to be short. */
interface BodyPart {
  text: string;
  worth: number;
  /** Starts a paragraph of its own in a long reply. */
  opensParagraph?: boolean;
}

function bodyOf(plan: ReplyPlan): BodyPart[] {
  const { traits, register, sampler } = plan;
  const texts = phrases[register];
  const isShort = traits.has("brevity");
  const parts: BodyPart[] = [];
  if (!isShort) parts.push({ text: sampler.pick("opening", texts.openings), worth: 0 });
  if (traits.has("apologise")) parts.push({ text: apology(plan), worth: 3 });
  if (traits.has("restate")) parts.push({ text: restatement(plan), worth: 2 });
  if (!isShort) {
    const paddings = shuffled(texts.paddings, "padding", sampler).slice(0, register === "wordy" ? 3 : 1);
    parts.push({ text: paddings[0] ?? "", worth: 0, opensParagraph: true });
    parts.push({ text: step(plan), worth: 4 });
    for (const text of paddings.slice(1)) parts.push({ text, worth: 0 });
    const closings = shuffled(texts.closings, "closing", sampler).slice(0, register === "wordy" ? 2 : 1);
    closings.forEach((text, index) => {
      parts.push({ text, worth: 0, opensParagraph: index === 0 });
    });
  } else {
    parts.push({ text: step(plan), worth: 4 });
  }
  return parts;
}

function apology({ facts, topic, register, sampler }: ReplyPlan): string {
  const texts = phrases[register];
  if (topic.problems.length === 0) return sampler.pick("bland apology", texts.blandApologies);
  const problem = fillPhrase(sampler.pick("problem", topic.problems), facts);
  return sampler.pick("apology", texts.apologies).replace("{problem}", () => problem);
}

function restatement({ facts, topic, register, sampler }: ReplyPlan): string {
  const usesOwnWords =
    facts.ask !== null &&
    (topic === questionTopic || topic === otherTopic || sampler.chance("own words", 0.6));
  const request = usesOwnWords && facts.ask !== null ? facts.ask : topicRequest(topic, facts, sampler);
  return sampler.pick("restatement", phrases[register].restatements).replace("{request}", () => request);
}

function topicRequest(topic: Topic, facts: EmailFacts, sampler: Sampler): string {
  const isUnspecific = facts.item === null && facts.reference === null;
  const requests = topic === questionTopic && isUnspecific ? otherTopic.requests : topic.requests;
  return fillPhrase(sampler.pick("request", requests), facts);
}

function step({ prompt, email, facts, topic, traits, register, sampler }: ReplyPlan): string {
  const texts = phrases[register];
  const isHedged = traits.has("no_promises");
  if (!traits.has("next_step")) {
    return sampler.pick("assurance", isHedged ? texts.hedgedAssurances : texts.assurances);
  }

  const remedy =
    facts.remedy !== null && remedyTopics.has(topic.id) ? remedyActions[facts.remedy] : topic.actions;
  const action = fillPhrase(sampler.pick("action", remedy), facts);
  // The prompt's "today" is when the reply is written; the date of the email is the next best.
  const today = readDate(/\btoday\b.{0,40}/i.exec(prompt)?.[0] ?? "") ?? readDate(email.date ?? "");
  const templates = isHedged
    ? texts.hedgedDatedSteps
    : today === null
      ? texts.undatedSteps
      : texts.datedSteps;
  const date = today === null ? "the end of the week" : spokenDate(addWorkingDays(today, topic.workingDays));
  return sampler
    .pick("step", templates)
    .replace("{action}", () => action)
    .replace("{date}", () => date);
}

function shuffled(options: readonly string[], slot: string, sampler: Sampler): string[] {
  return options
    .map((text, index) => ({ text, draw: sampler.unit(`${slot} ${index}`) }))
    .sort((a, b) => a.draw - b.draw)
    .map(({ text }) => text);
}

/** Drops the least worthy sentences until the rest fits; the last one stays. */
function fitted(parts: readonly BodyPart[], maxWords: number): BodyPart[] {
  const kept = [...parts];
  while (kept.length > 1 && countWords(kept.map((part) => part.text).join(" ")) > maxWords) {
    const least = kept.reduce((low, part, index) => (part.worth < (kept[low]?.worth ?? 0) ? index : low), 0);
    kept.splice(least, 1);
  }
  return kept;
}

function layOut(parts: readonly BodyPart[], traits: ReadonlySet<InstructionKind>): string {
  return parts.reduce((text, part) => {
    if (text === "") return part.text;
    return `${text}${part.opensParagraph === true && !traits.has("brevity") ? "\n\n" : " "}${part.text}`;
  }, "");
}

function countWords(text: string): number {
  return text.trim().split(/\s+/).length;
}

import { addWorkingDays, readDate } from "@/lib/engine/calendar";
import type { EmailFacts, ReceivedEmail } from "@/lib/llm/simulator/email-facts";
import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { type Lexicon, lexiconOf } from "@/lib/llm/simulator/languages";
import { type Matter, matterOf } from "@/lib/llm/simulator/reply-matter";
import type { ReplyPlan } from "@/lib/llm/simulator/reply-plan";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import type { Topic } from "@/lib/llm/simulator/topics";

/** One sentence of the body; those with the lowest worth go first when it has to be short. */
export interface BodyPart {
  text: string;
  worth: number;
  /** Where it stands beside a list: before it, in it, or after it. */
  place: "before" | "item" | "after";
  /** Starts a paragraph of its own in a long reply. */
  opensParagraph?: boolean;
  /** May end in an exclamation mark. */
  cheerful?: boolean;
}

export interface BodyOptions {
  prompt: string;
  email: ReceivedEmail;
  facts: EmailFacts;
  topic: Topic;
  plan: ReplyPlan;
  sampler: Sampler;
}

const thanksWords = /thank|dank|gracias|agradec|merci|remerci/i;

/** The sentences of a reply between greeting and close. */
export function bodyOf(options: BodyOptions): BodyPart[] {
  const { plan, sampler } = options;
  const lexicon = lexiconOf(plan.language);
  const texts = lexicon.registers[plan.register];
  const matter = matterOf(options.topic, options.facts, plan.language, sampler);
  const isShort = plan.traits.has("brevity");
  const isWordy = plan.register === "wordy";

  const kept = (sentences: readonly string[]) =>
    plan.refusesThanks ? sentences.filter((text) => !thanksWords.test(text)) : sentences;
  const habitual = (slot: string, sentences: readonly string[], most: number) =>
    isShort ? [] : shuffled(kept(sentences), slot, sampler).slice(0, most);

  const openings = kept(texts.openings);
  const parts: BodyPart[] = [];
  if (!isShort && openings.length > 0) {
    parts.push({ text: sampler.pick("opening", openings), worth: 0, place: "before", cheerful: true });
  }
  parts.push(...openingParts(options, lexicon, matter));

  const [firstPadding, ...otherPaddings] = habitual("padding", texts.paddings, isWordy ? 3 : 1);
  if (firstPadding !== undefined)
    parts.push({ text: firstPadding, worth: 0, place: "before", opensParagraph: true });
  parts.push(...answerParts(options, lexicon, matter));
  for (const text of otherPaddings) parts.push({ text, worth: 0, place: "after" });
  if (!isShort) parts.push(...lapses(options, lexicon));

  const closings = habitual("closing", texts.closings, isWordy ? 2 : 1);
  closings.forEach((text, index) => {
    parts.push({ text, worth: 0, place: "after", opensParagraph: index === 0, cheerful: true });
  });
  parts.push(...closingParts(options, lexicon));
  return parts;
}

/** What is said before the answer. */
function openingParts({ plan, sampler }: BodyOptions, lexicon: Lexicon, matter: Matter): BodyPart[] {
  const { extras } = lexicon;
  const texts = lexicon.registers[plan.register];
  const { problem, request, reference } = matter;
  const parts = collector(plan.traits, "before");
  parts.say("warm_tone", 1, () => sampler.pick("warm", extras.warm), { cheerful: true });
  parts.say("thanks", 2, () => sampler.pick("thanks", extras.thanks), { cheerful: true });
  parts.say("apologise", 3, () =>
    problem === null
      ? sampler.pick("bland apology", texts.blandApologies)
      : sampler.pick("apology", texts.apologies).replace("{problem}", () => problem),
  );
  parts.say("empathy", 2, () => sampler.pick("empathy", extras.empathy));
  parts.say("restate", 2, () =>
    sampler.pick("restatement", texts.restatements).replace("{request}", () => request),
  );
  if (reference !== null) {
    parts.say("mention_reference", 3, () =>
      sampler.pick("mention", extras.mention).replace("{reference}", () => reference),
    );
  }
  return parts.all;
}

/** What is done, and what else the answer holds: the items of a list. */
function answerParts(options: BodyOptions, lexicon: Lexicon, matter: Matter): BodyPart[] {
  const { facts, plan, topic, sampler } = options;
  const { extras } = lexicon;
  const parts = collector(plan.traits, "item");
  const isList = plan.traits.has("bullet_list") || plan.traits.has("numbered_steps");
  const [first, last] = extras.listItems;
  if (isList) parts.all.push({ text: first, worth: 1, place: "item" });
  parts.all.push({ text: step(options, lexicon, matter), worth: 4, place: "item" });
  parts.say("ownership", 3, () => sampler.pick("ownership", extras.ownership));
  parts.say("technical_detail", 2, () => sampler.pick("technical", extras.technical));
  if (plan.traits.has("answer_every_question")) {
    for (const question of facts.questions) {
      const text = sampler.pick("answer", extras.answers).replace("{question}", () => question);
      parts.all.push({ text, worth: 3, place: "item" });
    }
  }
  const missing =
    facts.referenceNumber === null
      ? extras.missingNumber
      : /^(damaged|wrong_item|missing_parts|warranty)$/.test(topic.id)
        ? extras.missingPhoto
        : null;
  if (missing !== null) parts.say("ask_missing_facts", 3, () => sampler.pick("missing", missing));
  parts.say("offer_compensation", 3, () => sampler.pick("compensation", extras.compensation));
  if (plan.traits.has("exhaustive")) {
    for (const text of shuffled(extras.explanations, "explanation", sampler))
      parts.all.push({ text, worth: 1, place: "item" });
  }
  if (isList) parts.all.push({ text: last, worth: 1, place: "item" });
  return parts.all;
}

/** What is said after the answer. */
function closingParts({ prompt, plan, sampler }: BodyOptions, { extras }: Lexicon): BodyPart[] {
  const parts = collector(plan.traits, "after");
  parts.say("offer_call", 3, () => sampler.pick("call", extras.call));
  const url = webAddress(prompt);
  if (url !== null)
    parts.say("help_link", 3, () => sampler.pick("link", extras.link).replace("{url}", () => url));
  parts.say("closing_question", 3, () => sampler.pick("closing question", extras.closingQuestions));
  return parts.all;
}

/** What a reply should not say, and says where the trait that keeps it out is missing. */
function lapses({ plan: { traits }, sampler }: BodyOptions, { extras }: Lexicon): BodyPart[] {
  const parts: BodyPart[] = [];
  if (!traits.has("avoid_blame"))
    parts.push({ text: sampler.pick("blame", extras.blame), worth: 0, place: "after" });
  if (!traits.has("stay_on_topic"))
    parts.push({ text: sampler.pick("advertising", extras.advertising), worth: 0, place: "after" });
  return parts;
}

/** Gathers sentences that the traits ask for. */
function collector(traits: ReadonlySet<InstructionKind>, place: BodyPart["place"]) {
  const all: BodyPart[] = [];
  const say = (
    kind: InstructionKind,
    worth: number,
    text: () => string,
    rest: Pick<BodyPart, "cheerful"> = {},
  ) => {
    if (traits.has(kind)) all.push({ text: text(), worth, place, ...rest });
  };
  return { all, say };
}

function step(
  { prompt, email, topic, plan: { traits, register }, sampler }: BodyOptions,
  lexicon: Lexicon,
  { action }: Matter,
): string {
  const texts = lexicon.registers[register];
  const isHedged = traits.has("no_promises");
  if (!traits.has("next_step")) {
    return sampler.pick("assurance", isHedged ? texts.hedgedAssurances : texts.assurances);
  }

  // The prompt's "today" is when the reply is written; the date of the email is the next best.
  const today = readDate(/\btoday\b.{0,40}/i.exec(prompt)?.[0] ?? "") ?? readDate(email.date ?? "");
  const templates = isHedged
    ? texts.hedgedDatedSteps
    : today === null
      ? texts.undatedSteps
      : texts.datedSteps;
  const date =
    today === null ? lexicon.endOfWeek : lexicon.spokenDate(addWorkingDays(today, topic.workingDays));
  return sampler
    .pick("step", templates)
    .replace("{action}", () => action)
    .replace("{date}", () => date);
}

function webAddress(prompt: string): string | null {
  return /\bhttps?:\/\/[^\s"'<>()[\]“”]{3,200}/.exec(prompt)?.[0].replace(/[.,;:!?]+$/, "") ?? null;
}

function shuffled(options: readonly string[], slot: string, sampler: Sampler): string[] {
  return options
    .map((text, index) => ({ text, draw: sampler.unit(`${slot} ${index}`) }))
    .sort((a, b) => a.draw - b.draw)
    .map(({ text }) => text);
}

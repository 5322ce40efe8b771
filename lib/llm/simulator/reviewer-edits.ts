import { addWorkingDays, readDate } from "@/lib/engine/calendar";
import type { EmailText } from "@/lib/engine/messages";
import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { SHORT_REPLY_WORDS, showsKind } from "@/lib/llm/simulator/kind-traits";
import { type Lexicon, languageOf, lexiconOf } from "@/lib/llm/simulator/languages";
import { sentencesOf } from "@/lib/llm/simulator/sentences";
import { datePattern, officeWords, traitPatterns } from "@/lib/llm/simulator/trait-patterns";
import { readTraits } from "@/lib/llm/simulator/traits";

export interface EditOptions {
  facts: EmailFacts;
  email: EmailText;
  /** What the edit is to bring about, or to take out. */
  wanted: readonly { kind: InstructionKind; wanted: boolean }[];
}

/** A reply taken apart for editing. */
interface Draft {
  greeting: string;
  sentences: string[];
  close: string;
  lexicon: Lexicon;
  facts: EmailFacts;
  email: EmailText;
}

type Edit = (draft: Draft) => Draft;

/**
 * A reply with its shortcomings mended as a person would: a sentence put in, one struck out, another
 * greeting or close. Null where that takes a new reply, as for one in the wrong language.
 */
export function editedReply(reply: string, { facts, email, wanted }: EditOptions): string | null {
  let draft = takenApart(reply, facts, email);
  for (const { kind, wanted: isWanted } of wanted) {
    const edit = (isWanted ? additions : removals)[kind];
    if (edit === undefined) return null;
    draft = edit(draft);
  }
  const text = [draft.greeting, draft.sentences.join(" "), draft.close]
    .filter((part) => part !== "")
    .join("\n\n");
  const traits = readTraits(text, facts);
  const isMended = wanted.every(({ kind, wanted: isWanted }) => showsKind[kind](traits) === isWanted);
  return isMended && text !== reply ? text : null;
}

function takenApart(reply: string, facts: EmailFacts, email: EmailText): Draft {
  const paragraphs = reply.trim().split(/\n\s*\n/);
  const last = paragraphs.at(-1) ?? "";
  const hasClose = paragraphs.length > 1 && traitPatterns.signOff.test(last.split("\n")[0]?.trim() ?? "");
  const body = paragraphs.slice(1, hasClose ? -1 : undefined).join(" ");
  return {
    greeting: paragraphs[0] ?? "",
    sentences: sentencesOf(body).map(({ text }) => text),
    close: hasClose ? last : "",
    lexicon: lexiconOf(languageOf(reply)),
    facts,
    email,
  };
}

const first = (options: readonly string[]): string => options[0] ?? "";
const before = (text: string, draft: Draft): Draft => ({ ...draft, sentences: [text, ...draft.sentences] });
const after = (text: string, draft: Draft): Draft => ({ ...draft, sentences: [...draft.sentences, text] });
const without = (pattern: RegExp, draft: Draft): Draft => ({
  ...draft,
  sentences: draft.sentences.filter((sentence) => sentence.search(pattern) < 0),
});

/** A body must say something: where nothing is left, the plain assurance stands in. */
const notEmpty = (draft: Draft): Draft =>
  draft.sentences.length > 0
    ? draft
    : { ...draft, sentences: [first(draft.lexicon.registers.plain.assurances)] };

const additions: Partial<Record<InstructionKind, Edit>> = {
  greet_by_name: (draft) => ({
    ...draft,
    greeting: first(draft.lexicon.registers.plain.namedGreetings).replace(
      "{name}",
      () => draft.facts.firstName ?? "",
    ),
  }),
  apologise: (draft) => before(first(draft.lexicon.registers.plain.blandApologies), draft),
  empathy: (draft) => before(first(draft.lexicon.extras.empathy), draft),
  thanks: (draft) => before(first(draft.lexicon.extras.thanks), draft),
  warm_tone: (draft) => before(first(draft.lexicon.extras.warm), draft),
  mention_reference: (draft) =>
    before(
      first(draft.lexicon.extras.mention).replace("{reference}", () => draft.facts.reference ?? ""),
      draft,
    ),
  next_step: (draft) => {
    const sentOn = readDate(draft.email.sentOn ?? "");
    if (sentOn === null) return draft;
    const date = draft.lexicon.spokenDate(addWorkingDays(sentOn, 5));
    return after(`${date}: ${first(draft.lexicon.registers.plain.assurances)}`, draft);
  },
  ownership: (draft) => after(first(draft.lexicon.extras.ownership), draft),
  offer_compensation: (draft) => after(first(draft.lexicon.extras.compensation), draft),
  offer_call: (draft) => after(first(draft.lexicon.extras.call), draft),
  ask_missing_facts: (draft) => after(first(draft.lexicon.extras.missingNumber), draft),
  closing_question: (draft) => after(first(draft.lexicon.extras.closingQuestions), draft),
  technical_detail: (draft) => after(first(draft.lexicon.extras.technical), draft),
  exhaustive: (draft) =>
    draft.lexicon.extras.explanations.slice(0, 2).reduce((done, text) => after(text, done), draft),
  answer_every_question: (draft) =>
    draft.facts.questions.reduce(
      (done, question) =>
        after(
          first(draft.lexicon.extras.answers).replace("{question}", () => question),
          done,
        ),
      draft,
    ),
  brevity: shortened,
  plain_language: (draft) =>
    notEmpty({
      ...draft,
      greeting: isOffice(draft.greeting) ? first(draft.lexicon.registers.plain.greetings) : draft.greeting,
      sentences: draft.sentences.filter((sentence) => !isOffice(sentence)),
    }),
  no_promises: (draft) => {
    const kept = without(traitPatterns.commitment, draft);
    return after(first(draft.lexicon.registers.plain.hedgedAssurances), kept);
  },
  formal_tone: (draft) => withSignOff(first(draft.lexicon.registers.formal.signOffs), draft),
  avoid_blame: (draft) => notEmpty(without(traitPatterns.blame, draft)),
  stay_on_topic: (draft) => notEmpty(without(traitPatterns.advertising, draft)),
  no_exclamations: (draft) => inEveryPart(draft, (text) => text.replaceAll("!", ".")),
  no_emojis: (draft) => inEveryPart(draft, (text) => text.replace(/\s*\p{Extended_Pictographic}/gu, "")),
  no_signature: (draft) => ({ ...draft, close: "" }),
};

const removals: Partial<Record<InstructionKind, Edit>> = {
  apologise: (draft) => notEmpty(without(traitPatterns.apology, draft)),
  thanks: (draft) => notEmpty(without(traitPatterns.thanks, draft)),
  next_step: (draft) => notEmpty(without(datePattern, draft)),
  offer_compensation: (draft) => notEmpty(without(traitPatterns.compensation, draft)),
  formal_tone: (draft) =>
    withSignOff(
      first(draft.lexicon.registers.plain.signOffs),
      notEmpty(without(traitPatterns.formal, draft)),
    ),
};

/** Strikes out what says least until the reply is short: office phrases first, then from the end. */
function shortened(draft: Draft): Draft {
  const kept = [...draft.sentences];
  const words = () => [draft.greeting, ...kept, draft.close].join(" ").trim().split(/\s+/).length;
  while (kept.length > 1 && words() > SHORT_REPLY_WORDS) {
    const office = kept.findLastIndex(isOffice);
    kept.splice(office < 0 ? kept.length - 1 : office, 1);
  }
  return { ...draft, sentences: kept };
}

function isOffice(text: string): boolean {
  return officeWords.some((pattern) => pattern.test(text));
}

function withSignOff(signOff: string, draft: Draft): Draft {
  const [, ...names] = draft.close.split("\n");
  return { ...draft, close: [signOff, ...names].join("\n") };
}

function inEveryPart(draft: Draft, change: (text: string) => string): Draft {
  return {
    ...draft,
    greeting: change(draft.greeting),
    sentences: draft.sentences.map(change),
    close: change(draft.close),
  };
}

import type { CaseBrief, MailScenario } from "@/lib/engine/case-writing";
import { countWords } from "@/lib/engine/text/tokens";
import { casualLetters } from "@/lib/llm/simulator/case-writer-casual";
import { complaintLetters } from "@/lib/llm/simulator/case-writer-complaint";
import { inquiryLetters } from "@/lib/llm/simulator/case-writer-inquiry";
import { vocabularies } from "@/lib/llm/simulator/case-writer-languages";
import { professionalLetters } from "@/lib/llm/simulator/case-writer-professional";
import { technicalLetters } from "@/lib/llm/simulator/case-writer-technical";
import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";
import { urgentLetters } from "@/lib/llm/simulator/case-writer-urgent";
import type { Vocabulary } from "@/lib/llm/simulator/case-writer-vocabulary";

export const letterTemplates: Readonly<Record<MailScenario, readonly LetterTemplate[]>> = {
  professional: professionalLetters,
  complaint: complaintLetters,
  inquiry: inquiryLetters,
  urgent: urgentLetters,
  technical: technicalLetters,
  casual: casualLetters,
};

export interface Letter {
  /** First and last name. */
  sender: string;
  subject: string;
  body: string;
}

interface LetterOptions {
  brief: CaseBrief;
  /** Dates in the text lie before or after it, in UTC. */
  now: Date;
  /** Whom the greeting may name, or null. */
  house: string | null;
  /** A number in [0, 1) for each named choice; the same numbers give the same letter. */
  unit: (choice: string) => number;
}

const DAY_MS = 86_400_000;
const QUESTIONS_ADDED = 2;
const HOUSE_GREETED = 0.3;
/** Below this, greeting and name left out, one cannot tell what the letter is about. */
const FEWEST_WORDS = 24;

interface Draw {
  pick<T>(choice: string, options: readonly T[]): T;
  integer(choice: string, low: number, high: number): number;
}

/** A made-up email as its brief asks for, from the templates of its scenario and language. */
export function composeLetter({ brief, now, house, unit }: LetterOptions): Letter {
  const draw: Draw = {
    pick: (choice, options) => {
      const option = options[Math.floor(unit(choice) * options.length)];
      if (option === undefined) throw new RangeError(`nothing to pick for ${choice}`);
      return option;
    },
    integer: (choice, low, high) => low + Math.floor(unit(choice) * (high - low + 1)),
  };
  const vocabulary = vocabularies[brief.language];
  const template = draw.pick(
    "template",
    letterTemplates[brief.scenario].filter(({ language }) => language === brief.language),
  );
  const fill = slotFiller(vocabulary, draw, now);
  const sender = draw.pick("sender", vocabulary.senders);
  const paragraphs = [
    opened(draw.pick("opening", vocabulary.moods[brief.mood].opening), [
      ...statements(template, brief, draw),
    ]),
    ...(brief.twist === "several_questions" ? [questions(vocabulary, draw)] : []),
    draw.pick("ending", vocabulary.moods[brief.mood].ending),
  ].filter((paragraph) => paragraph !== "");

  const greeting =
    house !== null && brief.scenario !== "casual" && unit("greets the house") < HOUSE_GREETED
      ? vocabulary.greetings.toHouse(house)
      : draw.pick("greeting", vocabulary.greetings[register(brief)]);
  const farewell = `${draw.pick("farewell", vocabulary.farewells[register(brief)])}\n${
    brief.scenario === "casual" ? (sender.split(" ")[0] ?? sender) : sender
  }`;
  const text = lengthened(paragraphs, brief.words, vocabulary, draw);
  return {
    sender,
    subject: fill(draw.pick("subject", subjectsOf(template, brief))),
    body: [greeting, ...text.map(fill), farewell].join("\n\n"),
  };
}

const register = ({ scenario }: CaseBrief) => (scenario === "casual" ? "casual" : "plain");

/** What follows a whole sentence begins with a capital, however the letter would begin without it. */
function opened(opening: string, sentences: readonly string[]): string {
  const text = sentences.join(" ");
  return opening === "" ? text : `${opening} ${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** One wording per sentence; where facts are to be missing, one without the number of the order. */
function statements({ sentences }: LetterTemplate, { twist }: CaseBrief, draw: Draw): string[] {
  return sentences.map((wordings, place) =>
    draw.pick(
      `sentence ${place}`,
      twist === "missing_facts" ? wordings.filter((wording) => !wording.includes("{order}")) : wordings,
    ),
  );
}

function subjectsOf({ subjects }: LetterTemplate, { twist }: CaseBrief): readonly string[] {
  return twist === "missing_facts" ? subjects.filter((subject) => !subject.includes("{order}")) : subjects;
}

function questions({ furtherQuestions: { leadIn, questions: all } }: Vocabulary, draw: Draw): string {
  const first = draw.integer("first question", 0, all.length - 1);
  const step = draw.integer("second question", 1, all.length - 1);
  const asked = Array.from({ length: QUESTIONS_ADDED }, (_, i) => all[(first + i * step) % all.length] ?? "");
  return [draw.pick("lead-in", leadIn), ...asked].join(" ");
}

/** Paragraphs with asides before the last one until the letter is about as long as it should be. */
function lengthened(
  paragraphs: readonly string[],
  words: number,
  { asides }: Vocabulary,
  draw: Draw,
): string[] {
  const [first = "", ...rest] = paragraphs;
  const ordered = asides
    .map((text, index) => ({ text, draw: draw.integer(`aside ${index}`, 0, 1_000_000) }))
    .sort((a, b) => a.draw - b.draw)
    .map(({ text }) => text);
  const chosen: string[] = [];
  let count = countWords(paragraphs.join(" "));
  for (const aside of ordered) {
    const length = countWords(aside);
    // Half an aside over the mark is nearer to it than half an aside short. Never more than half of them
    // all, or two long letters would be near-duplicates.
    const isLong = count >= FEWEST_WORDS && count + length / 2 > words;
    if (isLong || chosen.length >= asides.length / 2) break;
    chosen.push(aside);
    count += length;
  }
  return [first, ...chosen, ...rest];
}

function slotFiller(vocabulary: Vocabulary, draw: Draw, now: Date): (text: string) => string {
  const item = draw.pick("item", vocabulary.items);
  const other = draw.pick(
    "other item",
    vocabulary.items.filter((candidate) => candidate !== item),
  );
  const past = draw.integer("past", 9, 24);
  const day = (offset: number) => vocabulary.day(new Date(now.getTime() + offset * DAY_MS));
  const values: Readonly<Record<string, string>> = {
    item: item.name,
    damage: item.damage,
    fault: item.fault,
    use: item.use,
    price: item.price,
    other: other.name,
    order:
      draw.integer("number form", 0, 9) < 4
        ? `#${draw.integer("number", 20_000, 29_999)}`
        : String(draw.integer("number", 4000, 5999)),
    place: draw.pick("place", vocabulary.places),
    relative: draw.pick("relative", vocabulary.relatives),
    pieces: String(draw.integer("pieces", 6, 60)),
    days: String(draw.integer("days", 3, 9)),
    past: day(-past),
    recent: day(-draw.integer("recent", 2, 6)),
    soon: day(draw.integer("soon", 1, 4)),
    later: day(draw.integer("later", 8, 30)),
  };
  return (text) =>
    text.replace(/\{(\w+)\}/g, (_, slot: string) => {
      const value = values[slot];
      if (value === undefined) throw new RangeError(`a letter has no {${slot}}`);
      return value;
    });
}

import { describe, expect, it } from "vitest";
import { shownKinds } from "@/lib/llm/simulator/kind-traits";
import { type ReplyTraits, readTraits } from "@/lib/llm/simulator/traits";
import { factsOf } from "./mail";

const facts = factsOf({
  sender: "Maria Lopez <m@example.com>",
  subject: "Stove",
  body: "My stove, order 4812, is broken. Can you send a new one?",
  sentOn: null,
});
const traits = (reply: string) => readTraits(reply, facts);

describe("readTraits", () => {
  const rows: { case: string; reply: string; expected: Partial<ReplyTraits> }[] = [
    {
      case: "nothing",
      reply: "",
      expected: { words: 0, greetsByName: false, bodyParagraphs: 0, hasSignature: false },
    },
    {
      case: "a letter",
      reply: "Hello Maria,\n\nOne.\n\nTwo.\n\nKind regards,\nFernhill",
      expected: {
        greetsByName: true,
        bodyParagraphs: 2,
        hasSignature: true,
        signedByPerson: false,
        words: 7,
      },
    },
    {
      case: "a name above the company",
      reply: "Hello,\n\nOne.\n\nKind regards,\nAlex\nFernhill Outfitters",
      expected: { signedByPerson: true },
    },
    {
      case: "no close",
      reply: "Hello,\n\nOne two.",
      expected: { hasSignature: false, bodyParagraphs: 1 },
    },
    { case: "a list", reply: "Hi,\n\n- one\n- two\n\nBye", expected: { bullets: 2, numberedLines: 0 } },
    { case: "steps", reply: "Hi,\n\n1. one\n2) two", expected: { bullets: 0, numberedLines: 2 } },
    {
      case: "the number of the order",
      reply: "It is about order 4812.",
      expected: { mentionsReference: true },
    },
    { case: "another number", reply: "It is about order 4813.", expected: { mentionsReference: false } },
    {
      case: "a quoted question",
      reply: "On “Can you send a new one?”: yes.",
      expected: { answeredQuestions: 1, endsWithQuestion: false },
    },
    {
      case: "a closing question",
      reply: "Hi,\n\nYes. Does that help?\n\nKind regards,\nA",
      expected: { endsWithQuestion: true },
    },
    { case: "marks", reply: "Hi! Yes! 🙂", expected: { exclamations: 2, emojis: 1 } },
    {
      case: "a trade mark, which is no emoji of the sender's joy",
      reply: "Fernhill stove",
      expected: { emojis: 0 },
    },
    { case: "a link", reply: "See https://example.com/a.", expected: { links: 1 } },
    {
      case: "a German date",
      reply: "bis Donnerstag, 17. September",
      expected: { date: "Donnerstag, 17. September" },
    },
    {
      case: "a Spanish date",
      reply: "antes del jueves 17 de septiembre",
      expected: { date: "jueves 17 de septiembre" },
    },
    { case: "a French date", reply: "avant le 3 février prochain", expected: { date: "3 février" } },
    {
      case: "an English date",
      reply: "by Thursday 17 September",
      expected: { date: "Thursday 17 September" },
    },
    { case: "the word 'may'", reply: "You may 3 times", expected: { date: null } },
    {
      case: "a German apology",
      reply: "Es tut mir leid, dass es dauert.",
      expected: { apologies: 1, language: "german" },
    },
  ];
  it.each(rows)("reads $case", ({ reply, expected }) => {
    expect(traits(reply)).toMatchObject(expected);
  });
});

describe("shownKinds", () => {
  it("names what a reply shows, in the order of the kinds", () => {
    expect(
      shownKinds("Hello Maria,\n\nI am sorry. Does that help?\n\nKind regards,\nFernhill", facts),
    ).toEqual([
      "greet_by_name",
      "apologise",
      "brevity",
      "plain_language",
      "no_promises",
      "avoid_blame",
      "stay_on_topic",
      "prose",
      "no_exclamations",
      "no_emojis",
      "closing_question",
      "sender_language",
      "english_only",
    ]);
  });
});

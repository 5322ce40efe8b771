import { describe, expect, it } from "vitest";
import { candidateProblems } from "@/lib/engine/rewriting/invariants";
import { trainingIndex } from "@/lib/engine/rewriting/training-index";
import type { TrainingText } from "@/lib/engine/rewriting/training-text";
import { defaultLab } from "@/lib/services/default-lab";

const baseline = "You answer email for Fernhill. Reply within a day.";
const sender = (text: string): TrainingText => ({ kind: "sender", text });
const body = (text: string): TrainingText => ({ kind: "body", text });

/** The names that a sentence, added to the baseline, is said to copy. */
function namesIn(sentence: string, training: readonly TrainingText[], owned = baseline): string[] {
  return candidateProblems({
    baseline: owned,
    candidate: `${owned} ${sentence}`,
    earlier: [],
    maxWords: 500,
    training: trainingIndex(training),
  })
    .filter(({ code }) => code === "leaked_name")
    .map(({ message }) => /"(.+)"/.exec(message)?.[1] ?? "");
}

describe("names that leak", () => {
  it.each([
    {
      case: "a display name",
      training: [sender("Maria Lopez <m@x.example>")],
      text: "Greet Maria Lopez.",
      names: ["Maria Lopez"],
    },
    {
      case: "its first word",
      training: [sender("Maria Lopez <m@x.example>")],
      text: "Maria waits.",
      names: ["Maria"],
    },
    {
      case: "its last word",
      training: [sender("Maria Lopez <m@x.example>")],
      text: "Greet Ms Lopez.",
      names: ["Lopez"],
    },
    { case: "a genitive", training: [sender("Maria Lopez")], text: "As in Maria’s case.", names: ["Maria"] },
    {
      case: "the full name in lower case",
      training: [sender("Maria Lopez")],
      text: "as for maria lopez",
      names: ["maria lopez"],
    },
    {
      case: "capitals throughout",
      training: [sender("Maria Lopez")],
      text: "as for MARIA",
      names: ["MARIA"],
    },
    {
      case: "a name without its accents",
      training: [sender("María López")],
      text: "Greet Lopez.",
      names: ["Lopez"],
    },
    {
      case: "a name split by a zero-width space",
      training: [sender("Maria Lopez")],
      text: "Greet Ma\u200bria.",
      names: ["Ma\u200bria".replace("\u200b", "")],
    },
    {
      case: "a turned display name",
      training: [sender('"Lopez, Maria" <m@x.example>')],
      text: "as for maria lopez",
      names: ["maria lopez"],
    },
    {
      case: "a double name",
      training: [sender("Anne-Marie O’Brien")],
      text: "Greet Anne-Marie O'Brien.",
      names: ["Anne-Marie O'Brien"],
    },
    {
      case: "a greeting",
      training: [body("Hi Tomasz,\nwhere is it?")],
      text: "Greet Tomasz.",
      names: ["Tomasz"],
    },
    {
      case: "a greeting of two",
      training: [body("Hello Tomasz and Priya, where is it?")],
      text: "Greet Priya.",
      names: ["Priya"],
    },
    {
      case: "a German greeting",
      training: [body("Sehr geehrte Frau Müller,\nwo ist es?")],
      text: "Greet Müller.",
      names: ["Müller"],
    },
    {
      case: "a sign-off",
      training: [body("Where is it?\n\nKind regards,\nTomasz Wojcik")],
      text: "Greet Tomasz Wojcik.",
      names: ["Tomasz Wojcik"],
    },
    {
      case: "a sign-off before a postscript",
      training: [body("Where is it?\n\nCheers\nTomasz\n\nPS: it is urgent.")],
      text: "Tomasz waits.",
      names: ["Tomasz"],
    },
    {
      case: "a name that its owner signs in lower case",
      training: [sender("Tomasz Wojcik"), body("Where is it?\ntomasz")],
      text: "Tomasz waits.",
      names: ["Tomasz"],
    },
    {
      case: "a sign-off on one line",
      training: [body("Where is it?\nThanks, Tomasz")],
      text: "Tomasz waits.",
      names: ["Tomasz"],
    },
    {
      case: "a last line",
      training: [body("Where is it?\n- Tomasz")],
      text: "Greet Tomasz.",
      names: ["Tomasz"],
    },
    {
      case: "a title",
      training: [body("I was told so by Mrs. Achebe, I think.")],
      text: "Ask Achebe.",
      names: ["Achebe"],
    },
    {
      case: "a name inside a sentence",
      training: [body("I spoke with Rosalind yesterday.")],
      text: "Ask Rosalind first.",
      names: ["Rosalind"],
    },
    {
      case: "two words inside a sentence",
      training: [body("I spoke with Rosalind Achebe yesterday.")],
      text: "ask rosalind achebe first",
      names: ["rosalind achebe"],
    },
    {
      case: "a first name that is a word, inside a sentence",
      training: [sender("Will Turner")],
      text: "Answer as Will would.",
      names: ["Will"],
    },
    {
      case: "a full name of two words",
      training: [sender("Mark Price")],
      text: "Mark Price waits.",
      names: ["Mark Price"],
    },
    {
      case: "a full name with a month",
      training: [sender("April Jones")],
      text: "Greet April Jones.",
      names: ["April Jones"],
    },
    {
      case: "a Chinese name",
      training: [sender("李雷 <l@x.example>")],
      text: "回复李雷的邮件。",
      names: ["李雷"],
    },
    {
      case: "an Arabic name",
      training: [sender("محمد علي <m@x.example>")],
      text: "Greet محمد first.",
      names: ["محمد"],
    },
    {
      case: "each name once",
      training: [sender("Maria Lopez"), sender("Priya Nair")],
      text: "Maria, Priya, Maria.",
      names: ["Maria", "Priya"],
    },
  ])("are found for $case", ({ training, text, names }) => {
    expect(namesIn(text, training)).toEqual(names);
  });
});

describe("words that are no leak", () => {
  it.each([
    {
      case: "weekdays and months",
      training: [body("It came on Monday, in May, on Friday.")],
      text: "Name a day such as Monday in May.",
    },
    {
      case: "languages and countries",
      training: [body("I write in English from Germany.")],
      text: "Answer in English, also to Germany.",
    },
    {
      case: "the owner's names",
      training: [sender("Fernhill Support"), body("I bought it at Fernhill, and Fernhill sent it.")],
      text: "Sign as Fernhill Support.",
    },
    {
      case: "'will' at the start of a sentence",
      training: [sender("Will Turner")],
      text: "Will it take long? Say so.",
    },
    {
      case: "'will' in lower case",
      training: [sender("Will Turner")],
      text: "Say what will happen and mark the turner.",
    },
    { case: "'may' and a May", training: [sender("May Lin <m@x.example>")], text: "You may wait until May." },
    {
      case: "'mark' as a verb",
      training: [sender("Mark Stone")],
      text: "Mark each step. Leave no stone unturned.",
    },
    {
      case: "two words that are a name too, one without its capital",
      training: [sender("Mark Price")],
      text: "Mark price changes clearly.",
    },
    {
      case: "a surname that is a word, at a start",
      training: [sender("Anna Short")],
      text: "Short replies are best.",
    },
    {
      case: "words that mail capitalises",
      training: [body("I read your Refund Policy and the Terms here.")],
      text: "Follow the Refund Policy and the Terms.",
    },
    {
      case: "words seen in lower case",
      training: [body("We love the Lantern here. A lantern is a good lamp.")],
      text: "Say what the Lantern costs.",
    },
    {
      case: "their plural",
      training: [body("We love the Lantern here. All lanterns are good lamps.")],
      text: "Say what the Lantern costs.",
    },
    {
      case: "acronyms",
      training: [body("I sent it by DHL and paid the VAT there.")],
      text: "Name DHL and the VAT.",
    },
    { case: "shouting", training: [body("I want MY MONEY BACK and now please!")], text: "Say MONEY." },
    {
      case: "the pronoun",
      training: [body("so I'll wait and I'm sorry")],
      text: "Write as I'd write, and I'll read.",
    },
    {
      case: "a greeting of nobody",
      training: [body("Dear Valued Customer,\nwe thank you.\n\nBest regards,\nCustomer Care Team")],
      text: "Do not write Dear Valued Customer, close with Best Regards and Customer Care.",
    },
    {
      case: "nouns of a German mail",
      training: [body("Wo ist meine Rechnung und das Paket?")],
      text: "Frage nach der Rechnung und nach dem Paket.",
    },
    {
      case: "a text that capitalises everything",
      training: [body("Our Zyphor And Qorvex And Blandor And Trindle And Wexel And Morlan Are so Fine")],
      text: "Say what a Zyphor or a Blandor costs.",
    },
    {
      case: "words of a subject in title case",
      training: [{ kind: "subject" as const, text: "Question About My Delivery Today" }],
      text: "Answer the Question About My Delivery.",
    },
    {
      case: "the words of an address",
      training: [
        sender("maria.lantern@x.example"),
        body("Write to maria.lantern@x.example or www.lantern.example then."),
      ],
      text: "Say what Maria's Lantern costs.",
    },
    {
      case: "headings",
      training: [sender("Rich Bell")],
      text: "\n# Tones And Rich Calls",
    },
    {
      case: "a capital behind a colon or a quote",
      training: [sender("Grace Long")],
      text: 'Say: "Grace is given." Long: no.',
    },
  ])("are left alone for $case", ({ training, text }) => {
    expect(namesIn(text, training)).toEqual([]);
  });

  it("are the owner's as values of variables, ordinary words included", () => {
    const training = trainingIndex([sender("Rose Garden"), body("I like Rose a lot, and Rose knows.")]);
    const candidate = `${baseline} Sign as Rose Garden, or as Rose.`;
    const check = (variableValues: string[]) =>
      candidateProblems({ baseline, candidate, earlier: [], maxWords: 99, training, variableValues }).length;
    expect(check(["Rose Garden"])).toBe(0);
    expect(check([])).toBe(2);
  });

  it("take a name for the owner's only where it is written as one", () => {
    const asks = "Will you answer? You may mark it.";
    expect(namesIn("Answer as Will would, for Mark.", [sender("Will Mark")], asks)).toEqual(["Will", "Mark"]);
  });
});

describe("the mail of the default lab", () => {
  const training = defaultLab.emails.flatMap(({ from, subject, body: text, reply }): TrainingText[] => [
    sender(from),
    { kind: "subject", text: subject },
    body(text),
    { kind: "reply", text: reply },
  ]);
  const index = trainingIndex(training);
  const problems = (candidate: string) =>
    candidateProblems({
      baseline: defaultLab.prompt,
      candidate,
      earlier: [],
      maxWords: 500,
      variableValues: Object.values(defaultLab.variables),
      training: index,
    });

  it("raises no false alarm on a careful prompt", () => {
    const prompt = [
      "You answer the email that customers send to {{company}}. Today is {{today}}.",
      "",
      "- Greet the customer by their first name. Sign as Fernhill Outfitters.",
      "- If something went wrong, say sorry in one sentence. Restate the request in half a sentence.",
      "- Give one next step with a date, such as Friday or Monday, in English, German or French.",
      "- Regular customers get the same answer. Design questions go to the team. Court orders too.",
      "- Will it take longer than 30 days? Say so before 10am. Use at most 70 words, 2000 characters.",
      "- Mark promises as such. Grace periods, prices in EUR and VAT stay as the policy has them.",
    ].join("\n");
    expect(problems(prompt)).toEqual([]);
  });

  it("gives every sender away by display name, and by first name inside a sentence", () => {
    for (const { from } of defaultLab.emails) {
      const name = from.split(" <")[0] ?? "";
      if (!/^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(name)) continue;
      const found = problems(`${defaultLab.prompt} Write as to ${name}.`);
      expect(
        found.map(({ code }) => code),
        name,
      ).toEqual(["leaked_name"]);
      expect(found[0]?.message).toContain(name);
    }
  });
});

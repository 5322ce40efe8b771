import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CaseBrief,
  caseBriefs,
  caseMessages,
  exampleSender,
  mailMoods,
  mailScenarios,
  mailTwists,
  parseCases,
} from "@/lib/engine/case-writing";
import { guessLanguage } from "@/lib/engine/text/language";
import { plainWords } from "@/lib/engine/text/phrases";
import { ProviderError } from "@/lib/llm/language-model";
import { writeCases } from "@/lib/llm/simulator/case-writer";
import { languages } from "@/lib/llm/simulator/case-writer-languages";
import { letterTemplates } from "@/lib/llm/simulator/case-writer-letter";
import { createSampler } from "@/lib/llm/simulator/sampler";

const lab = {
  name: "Support",
  description: "Camping gear",
  house: "Fernhill",
  prompt: "Reply for {{company}}.\n<brief>",
};
const userOf = (briefs: readonly CaseBrief[]) =>
  caseMessages({ lab, briefs, today: "2026-09-14" }).find(({ role }) => role === "user")?.content ?? "";
const samplerOf = (requestSeed: number) =>
  createSampler({ seed: 1, requestSeed, temperature: 1, subject: 0 });
/** Twelve at a time, as no model would write more in one answer. */
const write = (briefs: readonly CaseBrief[], seed = 1) =>
  Array.from({ length: Math.ceil(briefs.length / 12) }, (_, part) => {
    const asked = briefs.slice(12 * part, 12 * part + 12);
    return parseCases(writeCases(userOf(asked), samplerOf(seed + part)), asked.length);
  }).flat();

describe("caseBriefs", () => {
  const briefs = caseBriefs({ count: 600, seed: 5 });

  it("take turns among the scenarios, from a start that the seed decides", () => {
    const turns = (seed: number) => caseBriefs({ count: 6, seed }).map(({ scenario }) => scenario);
    for (const seed of [1, 2, 3]) expect(new Set(turns(seed))).toEqual(new Set(mailScenarios));
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => turns(seed)[0])).size).toBeGreaterThan(1);
  });

  it.each([
    { case: "English in 64 %", holds: ({ language }: CaseBrief) => language === "en", expected: 384 },
    { case: "German in 12 %", holds: ({ language }: CaseBrief) => language === "de", expected: 72 },
    { case: "Spanish in 12 %", holds: ({ language }: CaseBrief) => language === "es", expected: 72 },
    { case: "French in 12 %", holds: ({ language }: CaseBrief) => language === "fr", expected: 72 },
    {
      case: "several questions in 27.5 %",
      holds: ({ twist }: CaseBrief) => twist === "several_questions",
      expected: 165,
    },
    {
      case: "missing facts in 22.5 %",
      holds: ({ twist }: CaseBrief) => twist === "missing_facts",
      expected: 135,
    },
    { case: "over 150 words in 20 %", holds: ({ words }: CaseBrief) => words > 150, expected: 120 },
    { case: "up to 70 words in 35 %", holds: ({ words }: CaseBrief) => words <= 70, expected: 210 },
  ])("ask for $case", ({ holds, expected }) => {
    const count = briefs.filter(holds).length;
    expect(Math.abs(count - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it("are hostile only where somebody may be", () => {
    const hostile = briefs.filter(({ mood }) => mood === "hostile");
    expect(new Set(hostile.map(({ scenario }) => scenario))).toEqual(new Set(["complaint", "urgent"]));
  });

  it("stay as they are when more are asked for", () => {
    const bySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(bySeed, fc.nat({ max: 20 }), fc.nat({ max: 20 }), (seed, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)];
        expect(caseBriefs({ count: many, seed }).slice(0, few)).toEqual(caseBriefs({ count: few, seed }));
      }),
    );
  });

  it.each([{ count: -1 }, { count: 1.5 }, { count: Number.NaN }])("refuse a count of $count", ({ count }) => {
    expect(() => caseBriefs({ count, seed: 1 })).toThrow("whole number of at least zero");
  });
});

describe("caseMessages", () => {
  it("ask for one email per brief, with its language, mood, twist and length, and for no reply", () => {
    const [brief] = caseBriefs({ count: 1, seed: 3, scenario: "urgent", language: "fr" });
    if (brief === undefined) throw new RangeError("no brief");
    const user = userOf([{ ...brief, mood: "hostile", twist: "missing_facts", words: 90 }]);
    expect(user).toContain(
      '<brief number="1" scenario="urgent" language="fr" mood="hostile" twist="missing_facts" words="90">',
    );
    for (const words of ["Language: French", "hostile", "leaves out a fact", "about 90 words"])
      expect(user).toContain(words);
    expect(user).toContain("Today is 2026-09-14.");
    expect(user).not.toMatch(/expectedOutput|expected reply/);
  });

  it("need a brief", () => {
    expect(() => caseMessages({ lab, briefs: [], today: "2026-09-14" })).toThrow("at least one brief");
  });
});

describe("parseCases", () => {
  const good = { sender: "Ann Lee", subject: "Lamp", body: "Hello, where is my lamp? Ann" };
  const answer = (...cases: unknown[]) => JSON.stringify({ cases });

  it("gives senders an address that nobody has", () => {
    expect(parseCases(answer(good), 1)).toEqual([{ ...good, sender: "Ann Lee <ann.lee@example.com>" }]);
  });

  it.each([
    { case: "text", text: "Here you are", count: 1, message: "not JSON" },
    { case: "no list", text: "{}", count: 1, message: "no list of cases" },
    { case: "too few", text: answer(good), count: 2, message: "expected 2 cases, got 1" },
    { case: "too many", text: answer(good, good), count: 1, message: "expected 1 cases, got 2" },
    { case: "a string for a case", text: answer("Hello"), count: 1, message: "case 1 is not an object" },
    {
      case: "an expected reply",
      text: answer({ ...good, expectedOutput: "Sorry!" }),
      count: 1,
      message: '"expectedOutput" nobody asked for',
    },
    { case: "no sender", text: answer({ ...good, sender: " " }), count: 1, message: "case 1 has no sender" },
    {
      case: "an address",
      text: answer({ ...good, sender: "Ann <ann@shop.com>" }),
      count: 1,
      message: "not a name alone",
    },
    { case: "no subject", text: answer({ ...good, subject: 3 }), count: 1, message: "case 1 has no subject" },
    {
      case: "an endless body",
      text: answer({ ...good, body: "word ".repeat(3000) }),
      count: 1,
      message: "more than 10000 characters",
    },
    {
      case: "a body of four words",
      text: answer({ ...good, body: "Where is my lamp?" }),
      count: 1,
      message: "fewer than 5 words",
    },
    {
      case: "a placeholder",
      text: answer({ ...good, body: "Where is my lamp, please? [Your Name]" }),
      count: 1,
      message: "placeholder [Your Name]",
    },
    {
      case: "a variable",
      text: answer({ ...good, body: "Where is my lamp, {{company}}, please?" }),
      count: 1,
      message: "placeholder {{company}}",
    },
    {
      case: "a repetition",
      text: answer(good, { ...good, body: "hello,  where is my LAMP? Ann" }),
      count: 2,
      message: "case 2 repeats",
    },
  ])("refuses $case", ({ text, count, message }) => {
    expect(() => parseCases(text, count)).toThrow(message);
    expect(() => parseCases(text, count)).toThrow(RangeError);
  });
});

describe("exampleSender", () => {
  it.each([
    { name: "Zoë O'Dowd", expected: "Zoë O'Dowd <zoe.odowd@example.com>" },
    { name: "Anna-Lena Groß", expected: "Anna-Lena Groß <anna.lena.gro@example.com>" },
    { name: "李明", expected: "李明 <sender@example.com>" },
  ])("makes $expected", ({ name, expected }) => {
    expect(exampleSender(name)).toBe(expected);
  });
});

describe("the templates", () => {
  const all = mailScenarios.flatMap((scenario) =>
    letterTemplates[scenario].map((template, index) => ({ scenario, index, ...template })),
  );

  it.each(mailScenarios.map((scenario) => ({ scenario })))(
    "are 12 or more for $scenario, in four languages",
    ({ scenario }) => {
      expect(letterTemplates[scenario].length).toBeGreaterThanOrEqual(12);
      for (const language of languages) {
        expect(
          letterTemplates[scenario].filter((template) => template.language === language).length,
        ).toBeGreaterThanOrEqual(2);
      }
    },
  );

  it.each(all)("can withhold the order: $scenario $index", ({ subjects, sentences }) => {
    for (const wordings of [subjects, ...sentences]) {
      expect(wordings.some((wording) => !wording.includes("{order}"))).toBe(true);
      expect(new Set(wordings).size).toBe(wordings.length);
    }
  });
});

describe("writeCases", () => {
  const every = mailScenarios.flatMap((scenario) =>
    languages.flatMap((language) =>
      mailMoods.flatMap((mood) =>
        mailTwists.map((twist): CaseBrief => ({ scenario, language, mood, twist, words: 120 })),
      ),
    ),
  );

  it("answers every kind of brief, one email each, in the language asked for", () => {
    const cases = write(every);
    for (const [index, { body }] of cases.entries()) {
      expect(guessLanguage(plainWords(body))).toBe(every[index]?.language);
      expect(body).not.toMatch(/[{}]|undefined|NaN| {2}/);
    }
  });

  it("withholds the order number where facts are to be missing", () => {
    for (const [index, { subject, body }] of write(every).entries()) {
      if (every[index]?.twist === "missing_facts")
        expect(`${subject} ${body}`).not.toMatch(/#2\d{4}|\b[45]\d{3}\b/);
    }
  });

  it("asks further questions where several are wanted", () => {
    const marks = (text: string) => text.match(/\?/g)?.length ?? 0;
    for (const [index, { body }] of write(every).entries()) {
      if (every[index]?.twist === "several_questions") expect(marks(body)).toBeGreaterThanOrEqual(2);
    }
  });

  it.each([
    { words: 30, least: 28, most: 90 },
    { words: 150, least: 100, most: 200 },
    // German, Spanish and French have fewer asides to add.
    { words: 300, least: 170, most: 340 },
  ])("writes $words words, more or less", ({ words, least, most }) => {
    for (const { body } of write(every.map((brief) => ({ ...brief, words })))) {
      const count = body.split(/\s+/).length;
      expect(count).toBeGreaterThanOrEqual(least);
      expect(count).toBeLessThanOrEqual(most);
    }
  });

  it("is the same for the same request, and another for another seed", () => {
    const briefs = caseBriefs({ count: 10, seed: 2 });
    expect(write(briefs, 4)).toEqual(write(briefs, 4));
    expect(write(briefs, 5)).not.toEqual(write(briefs, 4));
  });

  it.each([
    {
      case: "no day",
      user: userOf(every.slice(0, 1)).replace("2026-09-14", "today"),
      message: "names no day",
    },
    { case: "no brief", user: "Today is 2026-09-14.", message: "holds no brief" },
    {
      case: "a scenario it does not know",
      user: userOf(every.slice(0, 1)).replace('scenario="professional"', 'scenario="poem"'),
      message: 'no scenario "poem"',
    },
    {
      case: "no length",
      user: userOf(every.slice(0, 1)).replace('words="120"', 'words="many"'),
      message: '"many" is no number of words',
    },
  ])("refuses a request with $case", ({ user, message }) => {
    expect(() => writeCases(user, samplerOf(1))).toThrow(message);
    expect(() => writeCases(user, samplerOf(1))).toThrow(ProviderError);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailScenarios } from "@/lib/engine/case-writing";
import { guessLanguage } from "@/lib/engine/text/language";
import { plainWords } from "@/lib/engine/text/phrases";
import { composeSyntheticEmail } from "@/lib/services/synthetic-emails";

const NOW = new Date("2026-09-15T09:30:00.000Z");
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

const compose = (scenario: (typeof mailScenarios)[number] | "random", seed: number, now = NOW) =>
  composeSyntheticEmail({ scenario, seed, now });
const wordsOf = (text: string) => text.split(/\s+/).length;

describe.each(mailScenarios)("200 emails of the scenario %s", (scenario) => {
  const emails = SEEDS.map((seed) => compose(scenario, seed));

  it("have at least 150 different bodies, 20 subjects and 20 senders", () => {
    expect(new Set(emails.map((email) => email.body)).size).toBeGreaterThanOrEqual(150);
    expect(new Set(emails.map((email) => email.subject)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(emails.map((email) => email.from)).size).toBeGreaterThanOrEqual(20);
  });

  it("are the same again from the same seeds", () => {
    expect(SEEDS.map((seed) => compose(scenario, seed))).toEqual(emails);
  });

  it("have 28 to 400 words, some few and some many", () => {
    const words = emails.map(({ body }) => wordsOf(body));
    expect(Math.min(...words)).toBeGreaterThanOrEqual(28);
    expect(Math.min(...words)).toBeLessThanOrEqual(50);
    expect(Math.max(...words)).toBeGreaterThanOrEqual(250);
    expect(Math.max(...words)).toBeLessThanOrEqual(400);
  });

  it("are in English, German, Spanish and French", () => {
    expect(new Set(emails.map(({ body }) => guessLanguage(plainWords(body))))).toEqual(
      new Set(["en", "de", "es", "fr"]),
    );
  });

  it("come from a reserved domain, are signed by their sender and sent now", () => {
    for (const { from, body, sentAt } of emails) {
      expect(from).toMatch(/^[\p{L}' -]+ <[a-z.]+@example\.com>$/u);
      const [first = ""] = from.split(" ");
      expect(body.split("\n").at(-1)?.startsWith(first)).toBe(true);
      expect(sentAt).toBe("2026-09-15T09:30:00.000Z");
    }
  });

  it("leave no gap and no double mark", () => {
    for (const { subject, body } of emails) {
      expect(`${subject}\n${body}`).not.toMatch(/undefined|NaN|[{}]| {2}|\n{3}|[^.]\.\.(?!\.)|\?\.|!\./);
      if (guessLanguage(plainWords(body)) === "en")
        expect(body).not.toMatch(/\b[Aa] [aeio]\w|\b[Aa]n [^aeiouhAEIOUH]/);
      expect(subject.trim()).not.toBe("");
    }
  });
});

describe("composeSyntheticEmail", () => {
  it.each(["en", "de", "es", "fr"] as const)("writes in the language asked for: %s", (language) => {
    for (const scenario of mailScenarios) {
      for (const seed of SEEDS.slice(0, 40)) {
        const { body } = composeSyntheticEmail({ scenario, language, seed, now: NOW });
        expect(guessLanguage(plainWords(body))).toBe(language);
      }
    }
  });

  it("draws the scenario where any will do", () => {
    const emails = SEEDS.map((seed) => compose("random", seed));
    const of = (scenario: (typeof mailScenarios)[number]) =>
      emails.filter(({ body }, seed) => compose(scenario, seed).body === body).length;
    // 200 draws at 1/6: 33 expected, standard deviation 5.3.
    for (const scenario of mailScenarios) expect(Math.abs(of(scenario) - 33)).toBeLessThan(21);
  });

  it("greets the house by its name now and then, if it has one", () => {
    const named = SEEDS.filter((seed) =>
      composeSyntheticEmail({ scenario: "inquiry", seed, now: NOW, house: "Alder & Co" }).body.includes(
        "Alder & Co",
      ),
    );
    // 200 draws at 0.3: 60 expected, standard deviation 6.5.
    expect(Math.abs(named.length - 60)).toBeLessThan(26);
  });

  it("puts what happened before now", () => {
    let dated = 0;
    for (const seed of SEEDS) {
      const { body } = composeSyntheticEmail({ scenario: "complaint", language: "en", seed, now: NOW });
      const day = /on (\d{1,2}) (August|September)/.exec(
        /(?:ordered|arrived|came|returned|payments of \S+|paid \S+)[^.?]*? on \d+ \w+/.exec(body)?.[0] ?? "",
      );
      if (day === null) continue;
      dated++;
      expect(new Date(`${day[1]} ${day[2]} 2026 UTC`) < NOW).toBe(true);
    }
    expect(dated).toBeGreaterThan(50);
  });

  it("counts the days of the text from now, and moves nothing else", () => {
    const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    fc.assert(
      fc.property(seeds, fc.constantFrom(...mailScenarios), (seed, scenario) => {
        const undated = (text: string) => text.replace(/\d+\.? (de )?\p{L}+|1er \p{L}+/gu, "#");
        const [first, second] = [NOW, new Date("2027-03-02T00:00:00.000Z")].map((now) =>
          compose(scenario, seed, now),
        );
        expect(undated(second?.body ?? "")).toBe(undated(first?.body ?? "?"));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    { case: "a seed that is not a number", seed: Number.NaN, now: NOW },
    { case: "a day that does not exist", seed: 1, now: new Date("2026-02-31T25:00:00Z") },
  ])("refuses $case", ({ seed, now }) => {
    expect(() => compose("inquiry", seed, now)).toThrow(RangeError);
  });
});

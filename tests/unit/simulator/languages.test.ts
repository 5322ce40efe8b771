import { describe, expect, it } from "vitest";
import { instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { showsKind } from "@/lib/llm/simulator/kind-traits";
import { foreignLexiconOf, languageOf, lexiconOf } from "@/lib/llm/simulator/languages";
import { topicOf } from "@/lib/llm/simulator/topics";
import {
  drafts,
  type emails,
  factsOf,
  foreignEmails,
  foreignLanguages,
  naivePrompt,
  rate,
  traitsOf,
  worldWith,
} from "./mail";

describe("languageOf", () => {
  it.each([
    { text: "Where is my order 4812? It has not arrived.", expected: "english" },
    { text: "Guten Tag, wo ist meine Bestellung 4812? Ich warte noch.", expected: "german" },
    { text: "Hola, ¿dónde está mi pedido? No me ha llegado.", expected: "spanish" },
    { text: "Bonjour, où est ma commande ? Je ne l'ai pas reçue.", expected: "french" },
    { text: "", expected: "english" },
    { text: "4812", expected: "english" },
    {
      text: "Please answer my question about the Die Hard poster. It was on the list in May.",
      expected: "english",
    },
    {
      text: "Hi, the label says „Vorsicht Glas“, and the box is broken. Can you help me?",
      expected: "english",
    },
  ])("is $expected for: $text", ({ text, expected }) => {
    expect(languageOf(text)).toBe(expected);
  });

  it.each(
    foreignLanguages.flatMap((language) => foreignEmails(language).map(({ body }) => ({ language, body }))),
  )("is $language for a whole email", ({ language, body }) => {
    expect(languageOf(body)).toBe(language);
  });
});

describe("facts of mail in other languages", () => {
  it.each([
    {
      body: "Ich warte noch auf die Bestellung Nr. 4812, bitte helfen Sie mir.",
      expected: "Bestellung 4812",
    },
    {
      body: "Bitte senden Sie mir die Rechnung RE-2031 noch einmal, ich habe sie nicht.",
      expected: "Rechnung RE-2031",
    },
    { body: "Hola, el pedido 4812 no me ha llegado todavía.", expected: "pedido 4812" },
    {
      body: "Bonjour, la commande n° 4812 n'est pas là et je vous écris pour cela.",
      expected: "commande 4812",
    },
    { body: "Ich habe eine Frage zu der Lampe und bitte Sie um eine Antwort.", expected: null },
  ])("hold the reference $expected", ({ body, expected }) => {
    const facts = factsOf({ sender: "Jo", subject: "", body, sentOn: null });
    expect(facts.reference).toBe(expected);
    expect(facts.referenceNumber).toBe(expected?.split(" ")[1] ?? null);
  });

  it.each([
    { body: "Wo ist meine Bestellung? Ich warte noch.", expected: "late_delivery" },
    { body: "Die Lampe ist kaputt bei mir angekommen.", expected: "damaged" },
    { body: "Me han cobrado dos veces por el pedido.", expected: "overcharge" },
    { body: "Je ne peux pas entrer : le mot de passe est refusé, pouvez-vous m'aider ?", expected: "login" },
  ])("tell the topic $expected from: $body", ({ body, expected }) => {
    const mail = { sender: "Jo", subject: "", body, sentOn: null };
    expect(topicOf({ ...mail, date: null }, factsOf(mail)).id).toBe(expected);
  });
});

describe("the tables of each language", () => {
  it.each(foreignLanguages)("know topics that English knows, in %s", (language) => {
    const ids = foreignLexiconOf(language)?.topics.map(({ id }) => id) ?? [];
    expect(ids.length).toBeGreaterThanOrEqual(9);
    const mail = { sender: "Jo", subject: "", body: "", sentOn: null };
    for (const { id, signals } of foreignLexiconOf(language)?.topics ?? []) {
      expect(signals.length, id).toBeGreaterThan(0);
    }
    expect(topicOf({ ...mail, date: null }, { ...factsOf(mail), language }).id).toBe("other");
  });

  it.each([
    { language: "english" as const, expected: "Thursday 17 September" },
    { language: "german" as const, expected: "Donnerstag, 17. September" },
    { language: "spanish" as const, expected: "jueves 17 de septiembre" },
    { language: "french" as const, expected: "jeudi 17 septembre" },
  ])("write a date as $expected", ({ language, expected }) => {
    expect(lexiconOf(language).spokenDate(new Date("2026-09-17T00:00:00Z"))).toBe(expected);
  });
});

describe("replies to mail in other languages", () => {
  it.each(foreignLanguages)("come in %s nearly always, without being told", (language) => {
    const mails = foreignEmails(language);
    expect(rate(naivePrompt, (reply) => languageOf(reply) === language, { mails })).toBeGreaterThan(0.75);
    expect(rate(naivePrompt, (reply) => languageOf(reply) === language)).toBe(0);
  });

  it.each(foreignLanguages)("leave no place open and mix no languages, in %s", (language) => {
    const world = worldWith({ sender_language: 1 });
    const everything = instructionTables
      .filter(({ kind }) => kind !== "english_only" && kind !== "no_signature")
      .map(({ wordings }) => wordings[0]?.example)
      .join(" ");
    for (const prompt of [naivePrompt, `${naivePrompt} ${everything}`]) {
      for (const { reply } of drafts(prompt, { mails: foreignEmails(language), world })) {
        expect(reply).not.toMatch(/\{\w+\}|undefined|\bnull\b|NaN/);
        expect(reply).not.toMatch(/\b(your|order|please|thank you|regards)\b/i);
      }
    }
  });

  const kinds = instructionTables.filter(({ kind }) => kind !== "english_only" && kind !== "sender_language");
  const cases = foreignLanguages.flatMap((language) =>
    kinds.map(({ kind, wordings }) => ({ language, kind, example: wordings[0]?.example ?? "" })),
  );
  it.each(cases)("follow in $language: $example", ({ language, kind, example }) => {
    const noNumber = kind === "ask_missing_facts";
    const mails = foreignEmails(language).map((email) =>
      noNumber ? { ...email, body: email.body.replace(/ \d+/, "") } : email,
    );
    const lapse = kind === "avoid_blame" || kind === "stay_on_topic" || /^no_(exclam|emoj)/.test(kind);
    const world = worldWith({ sender_language: 1, ...(lapse ? { [kind]: 0.1 } : {}) });
    const shows = (reply: string, email: (typeof emails)[number]) => showsKind[kind](traitsOf(reply, email));
    const base = kind === "thanks" ? `${naivePrompt} Keep it short.` : naivePrompt;
    const without = kind === "brevity" ? 0 : rate(base, shows, { mails, world });
    expect(rate(`${base} ${example}`, shows, { mails, world }) - without).toBeGreaterThan(0.4);
  });

  it("call the number by an English noun where they are in English", () => {
    const mails = foreignEmails("german");
    const replies = drafts(`${naivePrompt} English only. Quote the order number. Say sorry.`, { mails });
    const english = replies.filter(({ reply }) => languageOf(reply) === "english");
    expect(english.length).toBeGreaterThan(20);
    for (const { reply } of english) expect(reply).not.toContain("Bestellung");
    expect(english.filter(({ reply }) => /\border 7\d{3}\b/.test(reply)).length).toBeGreaterThan(20);
  });
});

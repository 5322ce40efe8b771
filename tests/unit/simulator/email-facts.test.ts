import { describe, expect, it } from "vitest";
import { addWorkingDays, readDate, spokenDate } from "@/lib/engine/calendar";
import { readFacts } from "@/lib/llm/simulator/email-facts";
import { readIdentity } from "@/lib/llm/simulator/sender-identity";
import { topicOf } from "@/lib/llm/simulator/topics";

const mail = (body: string, subject = "", sender = "") => ({ sender, subject, date: null, body });

describe("readFacts", () => {
  it.each([
    { sender: "Maria Lopez <m@example.com>", body: "", expected: "Maria" },
    { sender: '"Tabor J. Wells" <razor@fsckit.net>', body: "", expected: "Tabor" },
    { sender: "Lopez, Maria <m@example.com>", body: "", expected: "Maria" },
    { sender: "Dr. Ann Lee", body: "", expected: "Ann" },
    { sender: "maria.lopez@example.com", body: "", expected: "Maria" },
    { sender: "x93@example.com", body: "Please help.\n\nThanks,\nTony", expected: "Tony" },
    { sender: "info@example.com", body: "Please help.", expected: null },
    { sender: "", body: "", expected: null },
  ])("reads $expected from $sender", ({ sender, body, expected }) => {
    expect(readFacts(mail(body, "", sender)).firstName).toBe(expected);
  });

  it.each([
    { body: "My order 4812 is late.", expected: "order 4812" },
    { body: "Order number is #FH-20931.", expected: "order FH-20931" },
    { body: "About invoice no. 2026/118:", expected: "invoice 2026/118" },
    { body: "In order to get 2 of them.", expected: null },
    { body: "I have no number.", expected: null },
  ])("reads $expected from: $body", ({ body, expected }) => {
    expect(readFacts(mail(body)).reference).toBe(expected);
  });

  it.each([
    { body: "My stove arrived damaged.", expected: "stove" },
    { body: "I ordered a Ridgeway 2 tent on 20 August.", expected: "Ridgeway 2 tent" },
    { body: "I bought a pair of walking boots off your website.", expected: "walking boots" },
    { body: "Is the Thicket sleeping bag still coming?", expected: "Thicket sleeping bag" },
    { body: "I have a question about my order.", expected: null },
  ])("finds the item $expected in: $body", ({ body, expected }) => {
    expect(readFacts(mail(body)).item).toBe(expected);
  });

  it.each([
    { body: "Could you please send me the invoice again?", expected: "us to send you the invoice again" },
    { body: "Where is my order?", expected: "where your order is" },
    { body: "I would like to return my boots.", expected: "to return your boots" },
    { body: "Do you have two more somewhere?", expected: "whether we have two more somewhere" },
    { body: "Please find attached the form.", expected: null },
    { body: "No question here.", expected: null },
  ])("turns the request round: $body", ({ body, expected }) => {
    expect(readFacts(mail(body)).ask).toBe(expected);
  });

  it("reads amounts and leaves quoted lines and signatures out", () => {
    const facts = readFacts(mail("> You paid €99.\nOn Monday Tom wrote:\nI paid £86.40.\n-- \nSent for $5"));
    expect(facts.amount).toBe("£86.40");
    expect(facts.text).toBe("I paid £86.40.");
  });
});

describe("topicOf", () => {
  it.each([
    { body: "My parcel has not arrived yet.", expected: "late_delivery" },
    { body: "The bowl arrived broken.", expected: "damaged" },
    { body: "You charged me twice.", expected: "overcharge" },
    { body: "Please send the invoice with VAT.", expected: "invoice" },
    { body: "I forgot my password and cannot log in.", expected: "login" },
    { body: "Please cancel my subscription.", expected: "cancellation" },
    { body: "We moved house, please use our new address.", expected: "address_change" },
    { body: "How heavy is it?", expected: "question" },
    { body: "I'll give it a go.", expected: "other" },
  ])("reads $expected from: $body", ({ body, expected }) => {
    expect(topicOf(mail(body), readFacts(mail(body))).id).toBe(expected);
  });
});

describe("dates", () => {
  it.each([
    { text: "Today is 2026-09-14.", expected: "Monday 14 September" },
    { text: "Today is Monday, 14 September 2026.", expected: "Monday 14 September" },
    { text: "on September 14, 2026", expected: "Monday 14 September" },
    { text: "2026-02-30", expected: null },
    { text: "no date", expected: null },
  ])("reads $expected from: $text", ({ text, expected }) => {
    const date = readDate(text);
    expect(date === null ? null : spokenDate(date)).toBe(expected);
  });

  it("skips weekends and ends of months", () => {
    const friday = new Date(Date.UTC(2026, 8, 11));
    expect(spokenDate(addWorkingDays(friday, 1))).toBe("Monday 14 September");
    expect(spokenDate(addWorkingDays(new Date(Date.UTC(2026, 11, 30)), 3))).toBe("Monday 4 January");
  });
});

describe("readIdentity", () => {
  it.each([
    {
      prompt: "You answer the email that customers send to Fernhill Outfitters. Today is Monday.",
      company: "Fernhill Outfitters",
      signature: null,
    },
    {
      prompt: "You work for Baker & Sons of Leeds in support.",
      company: "Baker & Sons of Leeds",
      signature: null,
    },
    { prompt: "Answer for Acme. Sign as Acme Support.", company: "Acme", signature: "Acme Support" },
    { prompt: "You answer email.", company: null, signature: null },
  ])("reads $company / $signature from: $prompt", ({ prompt, company, signature }) => {
    expect(readIdentity(prompt)).toEqual({ company, signature });
  });
});

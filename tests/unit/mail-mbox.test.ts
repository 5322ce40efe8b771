import { describe, expect, it } from "vitest";
import { looksLikeMbox, splitMbox } from "@/lib/mail/mbox";

const SEPARATOR = "From ann@example.org  Wed Jul 24 05:34:04 2002";

const toBytes = (text: string) => Buffer.from(text, "latin1");
const split = (text: string) =>
  [...splitMbox(toBytes(text))].map((part) => Buffer.from(part).toString("latin1"));

describe("looksLikeMbox", () => {
  it.each([
    { case: "asctime", text: `${SEPARATOR}\nSubject: a\n` },
    { case: "CRLF", text: `${SEPARATOR}\r\nSubject: a\r\n` },
    { case: "a one-digit day", text: "From a@b Mon Sep  2 13:12:40 2002\n" },
    { case: "no seconds", text: "From a@b Mon Sep  2 13:12 2002\n" },
    { case: "a zone name", text: "From a@b Mon Sep  2 13:12:40 PDT 2002\n" },
    { case: "an offset before the year", text: "From 1590@xxx Tue Nov 21 12:34:56 +0000 2017\n" },
    { case: "an offset after the year", text: "From a@b Mon Sep  2 13:12:40 2002 -0700\n" },
    { case: "no address, as Thunderbird writes", text: "From - Tue Aug 06 12:00:00 2002\n" },
    { case: "a quoted sender", text: 'From "ann lee"@b Mon Sep  2 13:12:40 2002\n' },
    { case: "blank lines before it", text: `\r\n\n${SEPARATOR}\n` },
    { case: "a byte order mark before it", text: `\xef\xbb\xbf${SEPARATOR}\n` },
    { case: "nothing after it", text: SEPARATOR },
  ])("says yes to $case", ({ text }) => {
    expect(looksLikeMbox(toBytes(text))).toBe(true);
  });

  it.each([
    { case: "an .eml", text: "From: ann@example.org\nSubject: a\n\nhi\n" },
    { case: "prose", text: "From here on\n" },
    { case: "a sender without a date", text: "From ann@example.org\nSubject: a\n" },
    { case: "a separator further down", text: `Subject: a\n\n${SEPARATOR}\n` },
    { case: "an indented separator", text: ` ${SEPARATOR}\n` },
    { case: "no bytes", text: "" },
    { case: "a separator of 600 bytes", text: `From ${"a".repeat(600)} Wed Jul 24 05:34:04 2002\n` },
  ])("says no to $case", ({ text }) => {
    expect(looksLikeMbox(toBytes(text))).toBe(false);
  });
});

describe("splitMbox", () => {
  it.each([
    { case: "one message", text: `${SEPARATOR}\nA: 1\n\nhi\n`, messages: ["A: 1\n\nhi\n"] },
    {
      case: "two messages, without the blank line between them",
      text: `${SEPARATOR}\nA: 1\n\nhi\n\n${SEPARATOR}\nA: 2\n\nho\n`,
      messages: ["A: 1\n\nhi\n", "A: 2\n\nho\n"],
    },
    {
      case: "CRLF",
      text: `${SEPARATOR}\r\nA: 1\r\n\r\nhi\r\n\r\n${SEPARATOR}\r\nA: 2\r\n\r\nho\r\n`,
      messages: ["A: 1\r\n\r\nhi\r\n", "A: 2\r\n\r\nho\r\n"],
    },
    {
      case: "a missing final newline",
      text: `${SEPARATOR}\nA: 1\n\nhi\n\n${SEPARATOR}\nA: 2\n\nho`,
      messages: ["A: 1\n\nhi\n", "A: 2\n\nho"],
    },
    {
      case: "prose that begins with From after a blank line",
      text: `${SEPARATOR}\nA: 1\n\nFrom here on\n\nFrom Monday to Wed Jul 24\n`,
      messages: ["A: 1\n\nFrom here on\n\nFrom Monday to Wed Jul 24\n"],
    },
    {
      case: "a separator in mid-paragraph",
      text: `${SEPARATOR}\nA: 1\n\nhe wrote\n${SEPARATOR}\n`,
      messages: [`A: 1\n\nhe wrote\n${SEPARATOR}\n`],
    },
    {
      case: "escaped lines, one level each",
      text: `${SEPARATOR}\n>From x\n\n>From a\n>>From b\n> From c\n>Fromage\nx>From d\n>From`,
      messages: ["From x\n\nFrom a\n>From b\n> From c\n>Fromage\nx>From d\n>From"],
    },
    {
      case: "an escaped line at the very beginning",
      text: `${SEPARATOR}\n>From x\n`,
      messages: ["From x\n"],
    },
    { case: "an empty message", text: `${SEPARATOR}\n\n${SEPARATOR}\nA: 2\n`, messages: ["", "A: 2\n"] },
    { case: "two separators in a row", text: `${SEPARATOR}\n${SEPARATOR}\nA: 2\n`, messages: ["", "A: 2\n"] },
    { case: "a separator alone", text: SEPARATOR, messages: [""] },
    {
      case: "bytes of any charset",
      text: `${SEPARATOR}\nA: \xe9\xff\x00\n\n\x80`,
      messages: ["A: \xe9\xff\x00\n\n\x80"],
    },
  ])("handles $case", ({ text, messages }) => {
    expect(split(text)).toEqual(messages);
  });

  it("refuses a file that is no mbox", () => {
    expect(() => split("Subject: a\n\nhi\n")).toThrow(RangeError);
  });

  it("gives back what an mboxrd writer wrote, whatever lines it is made of", () => {
    const lines = ["", "hi", SEPARATOR, `>${SEPARATOR}`, "From here", ">>From a", "> x", "\xe9"];
    for (const end of ["\n", "\r\n"]) {
      // All bodies of three of these lines, hence every neighbourhood of two.
      const bodies = lines.flatMap((a) => lines.flatMap((b) => lines.map((c) => [a, b, c, ""].join(end))));
      const file = bodies
        .map((body) => `${SEPARATOR}${end}${body.replace(/^(>*From )/gm, ">$1")}${end}`)
        .join("");
      expect(split(`${file}${SEPARATOR}${end}last`)).toEqual([...bodies, "last"]);
    }
  });
});

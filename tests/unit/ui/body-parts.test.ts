import { describe, expect, it } from "vitest";
import { foldLong, partsShown, splitQuoted } from "@/app/_components/demo/body-parts";

describe("splitQuoted", () => {
  it.each([
    {
      case: "plain words",
      body: "Hello\n\nBye",
      expected: [{ kind: "text", text: "Hello\n\nBye", lines: 3 }],
    },
    {
      case: "an answer above a quotation with a blank line in it",
      body: "Yes.\r\n\r\n> One\r\n\r\n> Two\r\n",
      expected: [
        { kind: "text", text: "Yes.", lines: 1 },
        { kind: "quoted", text: "> One\n\n> Two", lines: 3 },
      ],
    },
    {
      case: "an answer between quotations",
      body: "> One\nFine\n>> Two",
      expected: [
        { kind: "quoted", text: "> One", lines: 1 },
        { kind: "text", text: "Fine", lines: 1 },
        { kind: "quoted", text: ">> Two", lines: 1 },
      ],
    },
    { case: "an arrow inside a line", body: "a > b", expected: [{ kind: "text", text: "a > b", lines: 1 }] },
    {
      case: "a signature",
      body: "Hi\n\n-- \nAda",
      expected: [
        { kind: "text", text: "Hi", lines: 1 },
        { kind: "footer", text: "-- \nAda", lines: 2 },
      ],
    },
    {
      case: "a mailing list's notice",
      body: `Hi\n${"_".repeat(40)}\nThe list`,
      expected: [
        { kind: "text", text: "Hi", lines: 1 },
        { kind: "footer", text: `${"_".repeat(40)}\nThe list`, lines: 2 },
      ],
    },
    {
      // 17 lines from the rule on; a notice has 16 at most
      case: "a rule with a long text below it",
      body: `Hi\n${"-".repeat(40)}\n${"x\n".repeat(16)}`,
      expected: [{ kind: "text", text: `Hi\n${"-".repeat(40)}\n${"x\n".repeat(16)}`.trimEnd(), lines: 18 }],
    },
    {
      case: "a rule at the very top",
      body: `${"-".repeat(40)}\nHi`,
      expected: [{ kind: "text", text: `${"-".repeat(40)}\nHi`, lines: 2 }],
    },
    { case: "blanks only", body: " \n\n", expected: [] },
  ])("splits $case", ({ body, expected }) => {
    expect(splitQuoted(body)).toEqual(expected);
  });
});

describe("foldLong", () => {
  const lines = (count: number, width: number) => Array.from({ length: count }, () => "x".repeat(width));

  it.each([
    { case: "a short text", text: "Hello", shown: 5 },
    // 16 lines of 40 and the 15 line feeds between them
    { case: "many lines, at the end of the 16th", text: lines(100, 40).join("\n"), shown: 16 * 40 + 15 },
    // 3 lines of 400 and 2 line feeds fit into 1,500 characters
    { case: "long lines, at the end of one", text: lines(10, 400).join("\n"), shown: 3 * 400 + 2 },
    // words of 9 and a blank: the 150th blank stands at 1,499
    { case: "one long line, at the end of a word", text: `${lines(1000, 9).join(" ")}`, shown: 1499 },
    { case: "one long word, at the limit", text: "x".repeat(9000), shown: 1500 },
    { case: "a rest too short to fold: not at all", text: "x".repeat(1650), shown: 1650 },
  ])("cuts $case", ({ text, shown }) => {
    expect(foldLong(text).shown.length).toBe(shown);
  });

  it("loses nothing", () => {
    for (const length of [0, 100, 1499, 1501, 1900, 20_000]) {
      const text = "one two\nthree ".repeat(length / 10);
      const { shown, folded } = foldLong(text);
      expect(shown + folded).toBe(text);
    }
  });
});

describe("partsShown", () => {
  const part = (kind: "text" | "quoted", lines: number) => ({ kind, lines, text: "" });
  it.each([
    { case: "nothing", parts: [], expected: 0 },
    { case: "one long part, which is folded by itself", parts: [part("text", 300)], expected: 1 },
    {
      // 10 + 2 + 10 + 2 = 24 lines stand before the fifth part, and two are left
      case: "answers between quotations, up to 24 lines",
      parts: [
        part("text", 10),
        part("quoted", 9),
        part("text", 10),
        part("quoted", 9),
        part("text", 5),
        part("text", 5),
      ],
      expected: 4,
    },
    {
      case: "a last part, which a button would not make shorter",
      parts: [part("text", 16), part("quoted", 3), part("text", 16), part("quoted", 3)],
      expected: 4,
    },
  ])("of $case is $expected", ({ parts, expected }) => {
    expect(partsShown(parts)).toBe(expected);
  });
});

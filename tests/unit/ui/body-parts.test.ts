import { describe, expect, it } from "vitest";
import { foldLong, splitQuoted } from "@/app/_components/demo/body-parts";

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
    { case: "blanks only", body: " \n\n", expected: [] },
  ])("splits $case", ({ body, expected }) => {
    expect(splitQuoted(body)).toEqual(expected);
  });
});

describe("foldLong", () => {
  const lines = (count: number, width: number) => Array.from({ length: count }, () => "x".repeat(width));

  it.each([
    { case: "a short text", text: "Hello", shown: 5 },
    // 60 lines of 40 and the 59 line feeds between them
    { case: "many lines, at the end of the 60th", text: lines(100, 40).join("\n"), shown: 60 * 40 + 59 },
    // 4 lines of 1,200 and 3 line feeds fit into 5,000 characters
    { case: "long lines, at the end of one", text: lines(10, 1200).join("\n"), shown: 4 * 1200 + 3 },
    // words of 9 and a blank: the 500th blank stands at 4,999
    { case: "one long line, at the end of a word", text: `${lines(1000, 9).join(" ")}`, shown: 4999 },
    { case: "one long word, at the limit", text: "x".repeat(9000), shown: 5000 },
    { case: "a rest too short to fold: not at all", text: "x".repeat(5300), shown: 5300 },
  ])("cuts $case", ({ text, shown }) => {
    expect(foldLong(text).shown.length).toBe(shown);
  });

  it("loses nothing", () => {
    for (const length of [0, 100, 4999, 5001, 5400, 20_000]) {
      const text = "one two\nthree ".repeat(length / 10);
      const { shown, folded } = foldLong(text);
      expect(shown + folded).toBe(text);
    }
  });
});

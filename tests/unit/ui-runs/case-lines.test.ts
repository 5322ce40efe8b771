import { describe, expect, it } from "vitest";
import { parseCaseLines } from "@/app/_components/labs/case-lines";

const input = { sender: "Ada <ada@example.com>", subject: "Invoice", body: "Where is it?" };
const good = JSON.stringify({ input, expected_output: "Here it is." });
const parsed = { input: { ...input, sentOn: null }, expectedOutput: "Here it is." };

describe("parseCaseLines", () => {
  it.each([
    { case: "one line", text: good },
    { case: "a byte-order mark and CRLF", text: `\uFEFF${good}\r\n` },
    { case: "empty lines around it", text: `\n  \n${good}\n\n` },
    { case: "the reply in camelCase", text: JSON.stringify({ input, expectedOutput: "Here it is." }) },
    {
      case: "members nobody asked for",
      text: JSON.stringify({ input, expected_output: "Here it is.", metadata: { thread: 7 } }),
    },
  ])("reads $case", ({ text }) => {
    expect(parseCaseLines(text)).toEqual({ cases: [parsed], errors: [] });
  });

  it.each([
    { case: "broken JSON", line: '{"input": {', message: "is not JSON" },
    { case: "a bare text", line: '"hello"', message: "is not an object" },
    { case: "a missing reply", line: JSON.stringify({ input }), message: "expected_output: " },
    {
      case: "an empty body",
      line: JSON.stringify({ input: { ...input, body: "  " }, expected_output: "x" }),
      message: "input.body: must not be empty",
    },
    {
      case: "a date that is none",
      line: JSON.stringify({ input: { ...input, sentOn: "soon" }, expected_output: "x" }),
      message: "input.sentOn: ",
    },
  ])("names the line with $case and keeps the others", ({ line, message }) => {
    const { cases, errors } = parseCaseLines(`${good}\n\n${line}\n${good}`);

    expect(cases).toEqual([parsed, parsed]);
    expect(errors).toEqual([{ line: 3, message: expect.stringContaining(message) }]);
  });

  it("finds nothing in nothing", () => {
    expect(parseCaseLines(" \n\n")).toEqual({ cases: [], errors: [] });
  });
});

import { describe, expect, it } from "vitest";
import { candidateProblems } from "@/lib/engine/rewriting/invariants";

const baseline = "Reply for {{company}} on {{today}}.";
const emailText =
  "I ordered the green tent last week and it has not come. Write to maria@example.com please.";

const check = (candidate: string, rest: Partial<Parameters<typeof candidateProblems>[0]> = {}) =>
  candidateProblems({ baseline, candidate, earlier: [], maxWords: 40, trainingTexts: [emailText], ...rest });

describe("candidateProblems", () => {
  it.each([
    { case: "a sound rewrite", candidate: "Be brief. Reply for {{company}} on {{ today }}.", codes: [] },
    { case: "an empty text", candidate: " \n", codes: ["empty"] },
    { case: "a lost variable", candidate: "Reply for {{company}} now.", codes: ["missing_variable"] },
    { case: "two lost variables", candidate: "Reply now.", codes: ["missing_variable", "missing_variable"] },
    {
      case: "an invented variable",
      candidate: "{{name}}: reply for {{company}} on {{today}}.",
      codes: ["unknown_variable"],
    },
    {
      case: "the same text, spaced anew",
      candidate: "reply for  {{company}}\non {{today}}.",
      codes: ["unchanged"],
    },
    { case: "too many words", candidate: `${baseline} ${"word ".repeat(37)}`, codes: ["too_long"] },
    { case: "exactly as many words as allowed", candidate: `${baseline} ${"word ".repeat(35)}`, codes: [] },
    {
      case: "eight words in a row of an email",
      candidate: `${baseline} Not: ordered the green tent last week and it.`,
      codes: ["leak"],
    },
    {
      case: "seven words in a row of an email",
      candidate: `${baseline} Not: ordered the green tent last week and.`,
      codes: [],
    },
    {
      case: "eight words through case and marks",
      candidate: `${baseline} ORDERED the "green" tent, last week; and it!`,
      codes: ["leak"],
    },
    { case: "an address of an email", candidate: `${baseline} Write to Maria@example.com.`, codes: ["leak"] },
    { case: "an address nobody wrote", candidate: `${baseline} Write to help@example.com.`, codes: [] },
  ])("finds $codes for $case", ({ candidate, codes }) => {
    expect(check(candidate).map(({ code }) => code)).toEqual(codes);
  });

  it("compares with earlier candidates", () => {
    const candidate = `${baseline} Be brief.`;
    expect(
      check(candidate, {
        earlier: ["Other.", candidate.toUpperCase().replace("{{COMPANY}}", "{{company}}")],
      })[0],
    ).toEqual({
      code: "duplicate",
      message: "The prompt equals candidate 2 of this run.",
    });
  });

  it("does not hold the owner's own words against a candidate", () => {
    const owned = `${baseline} Do not say I ordered the green tent last week and it has not come, maria@example.com.`;
    expect(check(`${owned} Be brief.`, { baseline: owned })).toEqual([]);
  });

  it("quotes what was copied", () => {
    expect(check(`${baseline} Say the green tent last week and it has not.`)[0]?.message).toContain(
      "the green tent last week and it has not",
    );
  });

  it("leaks nothing without training texts", () => {
    expect(check(`${baseline} ${emailText}`, { trainingTexts: [] })).toEqual([]);
  });

  it("refuses a limit of zero words", () => {
    expect(() => check(baseline, { maxWords: 0 })).toThrow(RangeError);
  });
});

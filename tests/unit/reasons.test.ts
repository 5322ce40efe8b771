import { describe, expect, it } from "vitest";
import { parseReasons, reasonMessages, reasonsJson } from "@/lib/engine/reasons";

const email = { sender: "Ann", subject: "Hi", body: "Where is it?", sentOn: null };
const reason = (text: string, confidence: unknown = 0.5) => ({ text, confidence });
const answer = (reasons: unknown) => JSON.stringify({ reasons });

describe("reasonMessages", () => {
  it("delimits prompt, email and reply, and asks for JSON", () => {
    const [system, user] = reasonMessages({ prompt: "Be brief.", email, reply: "Hello </reply> Ann" });
    expect(system?.role).toBe("system");
    expect(user?.content).toContain("<instructions>\nBe brief.\n</instructions>");
    expect(user?.content).toContain("<reply>\nHello &lt;/reply> Ann\n</reply>");
    expect(user?.content).toContain("From: Ann");
    expect(user?.content).toContain("Return JSON");
  });

  it("has a schema that closes every object", () => {
    expect(reasonsJson.schema.additionalProperties).toBe(false);
    expect(reasonsJson.schema.properties.reasons.items.additionalProperties).toBe(false);
  });
});

describe("parseReasons", () => {
  it.each([
    { case: "two", text: answer([reason("short", 0), reason("greets by name", 1)]), expected: [0, 1] },
    {
      case: "five",
      text: answer(["a", "b", "c", "d", "e"].map((text) => reason(text))),
      expected: [0.5, 0.5, 0.5, 0.5, 0.5],
    },
    {
      case: "fenced JSON",
      text: `\`\`\`json\n${answer([reason("a"), reason("b")])}\n\`\`\``,
      expected: [0.5, 0.5],
    },
  ])("reads $case", ({ text, expected }) => {
    expect(parseReasons(text).map(({ confidence }) => confidence)).toEqual(expected);
  });

  it("puts a trait on one line", () => {
    expect(parseReasons(answer([reason(" greets\n by name "), reason("b")]))[0]?.text).toBe("greets by name");
  });

  it.each([
    { case: "no JSON", text: "They are nice.", message: "not JSON" },
    { case: "a list", text: "[]", message: "not a JSON object" },
    { case: "null", text: "null", message: "not a JSON object" },
    { case: "no reasons", text: "{}", message: "no list of reasons" },
    { case: "one reason", text: answer([reason("a")]), message: "2 to 5 reasons, got 1" },
    {
      case: "six reasons",
      text: answer(["a", "b", "c", "d", "e", "f"].map((text) => reason(text))),
      message: "got 6",
    },
    { case: "a text for a reason", text: answer(["a", "b"]), message: "reason 1 has no text" },
    { case: "an empty text", text: answer([reason("a"), reason(" ")]), message: "reason 2 is empty" },
    { case: "an essay", text: answer([reason("a"), reason("b".repeat(121))]), message: "reason 2 is longer" },
    { case: "a repetition", text: answer([reason("a"), reason("A")]), message: 'reason 2 repeats "A"' },
    {
      case: "confidence above 1",
      text: answer([reason("a", 1.01), reason("b")]),
      message: "from 0 to 1, got 1.01",
    },
    { case: "confidence below 0", text: answer([reason("a", -0.1), reason("b")]), message: "got -0.1" },
    { case: "confidence as text", text: answer([reason("a", "0.5"), reason("b")]), message: 'got "0.5"' },
    { case: "no confidence", text: answer([{ text: "a" }, reason("b")]), message: "from 0 to 1" },
  ])("refuses $case", ({ text, message }) => {
    expect(() => parseReasons(text)).toThrow(RangeError);
    expect(() => parseReasons(text)).toThrow(message);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tokensOfAnswer } from "@/lib/llm/token-logprobs";

const smile = [0xf0, 0x9f, 0x99, 0x82];
const replaced = [...Buffer.from("\ufffd\ufffd")];
const entries = (...tokens: string[]) => tokens.map((token) => ({ token, logprob: -1 }));
const thought = { afterThinking: true };
const plain = { afterThinking: false };

describe("tokensOfAnswer", () => {
  it.each<{
    case: string;
    text: string;
    logprobs: { token: string; logprob: number; bytes?: number[] }[];
    given: { afterThinking: boolean };
    expected: string[] | null;
  }>([
    {
      case: "tokens that join to the text",
      text: "Hi you",
      logprobs: entries("Hi", " you"),
      given: plain,
      expected: ["Hi", " you"],
    },
    {
      case: "an empty token among them",
      text: "Hi",
      logprobs: entries("", "Hi"),
      given: plain,
      expected: ["", "Hi"],
    },
    { case: "a token too many", text: "Hi", logprobs: entries("Hi", " you"), given: plain, expected: null },
    { case: "a token too few", text: "Hi you", logprobs: entries("Hi"), given: plain, expected: null },
    {
      case: "a blank the server trimmed",
      text: "Hi",
      logprobs: entries(" Hi"),
      given: plain,
      expected: null,
    },
    {
      case: "other words of the same length",
      text: "Hi",
      logprobs: entries("Ho"),
      given: plain,
      expected: null,
    },
    {
      case: "tokens before the text, without thinking",
      text: "Hi",
      logprobs: entries("Well", "Hi"),
      given: plain,
      expected: null,
    },
    { case: "no tokens", text: "Hi", logprobs: [], given: plain, expected: null },
    {
      case: "tokens of thinking before the text",
      text: "Hi you",
      logprobs: entries("<think>", "Hi", "</think>", "\n\n", "Hi", " you"),
      given: thought,
      expected: ["Hi", " you"],
    },
    {
      case: "a token that is half thinking, half text",
      text: "Hi you",
      logprobs: entries("<think>", "</think>Hi", " you"),
      given: thought,
      expected: null,
    },
    {
      case: "thinking whose tokens were lost",
      text: "Hi you",
      logprobs: entries("Hi", " you"),
      given: thought,
      expected: ["Hi", " you"],
    },
    {
      case: "tokens after thinking that end elsewhere",
      text: "Hi",
      logprobs: entries("</think>", "Hi", "\n"),
      given: thought,
      expected: null,
    },
    {
      case: "a character in two tokens, with its bytes",
      text: "a🙂",
      logprobs: [
        { token: "a", logprob: -1, bytes: [97] },
        { token: "\ufffd\ufffd", logprob: -1, bytes: smile.slice(0, 2) },
        { token: "\ufffd\ufffd", logprob: -1, bytes: smile.slice(2) },
      ],
      given: plain,
      expected: ["a", "\ufffd\ufffd", "\ufffd\ufffd"],
    },
    {
      case: "a character in two tokens, with bytes of another",
      text: "🙂",
      logprobs: [
        { token: "x", logprob: -1, bytes: smile.slice(0, 2) },
        { token: "y", logprob: -1, bytes: [0x99, 0x83] },
      ],
      given: plain,
      expected: null,
    },
    {
      case: "a character in two tokens, replaced",
      text: "a🙂",
      logprobs: entries("a", "\ufffd", "\ufffd\ufffd\ufffd"),
      given: plain,
      expected: ["a", "\ufffd", "\ufffd\ufffd\ufffd"],
    },
    {
      case: "a character in two tokens, with the bytes of its replacement",
      text: "🙂",
      logprobs: [
        { token: "\ufffd\ufffd", logprob: -1, bytes: replaced },
        { token: "\ufffd\ufffd", logprob: -1, bytes: replaced },
      ],
      given: plain,
      expected: ["\ufffd\ufffd", "\ufffd\ufffd"],
    },
    {
      case: "a replacement in the place of a letter",
      text: "ab",
      logprobs: entries("a", "\ufffd"),
      given: plain,
      expected: null,
    },
    {
      case: "a replacement that the model wrote",
      text: "\ufffd",
      logprobs: [{ token: "\ufffd", logprob: -1, bytes: [0xef, 0xbf, 0xbd] }],
      given: plain,
      expected: ["\ufffd"],
    },
    {
      case: "bytes that are none",
      text: "Hi",
      logprobs: [{ token: "Hi", logprob: -1, bytes: [72, 300] }],
      given: plain,
      expected: null,
    },
    {
      case: "one positive log-prob",
      text: "Hi you",
      logprobs: [
        { token: "Hi", logprob: -1 },
        { token: " you", logprob: 0.01 },
      ],
      given: plain,
      expected: null,
    },
    { case: "an empty text", text: "", logprobs: entries("<think>"), given: thought, expected: null },
  ])("is $expected for $case", ({ text, logprobs, given, expected }) => {
    const tokens = tokensOfAnswer(text, logprobs, given);
    expect(tokens?.map(({ token }) => token) ?? null).toEqual(expected);
  });

  it("finds any text cut at any bytes, by bytes or by replacements, and after any thinking", () => {
    const cutText = fc
      .tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), fc.array(fc.nat(80)), fc.boolean())
      .filter(([text]) => !/[\ufffd\0]/.test(text));
    fc.assert(
      fc.property(
        cutText,
        fc.array(fc.string({ unit: "grapheme" })),
        ([text, cuts, tellsBytes], thinking) => {
          const bytes = [...Buffer.from(text)];
          const places = [...new Set([0, ...cuts.filter((cut) => cut < bytes.length), bytes.length])].sort(
            (a, b) => a - b,
          );
          const spoken = places.slice(0, -1).map((from, index) => {
            const piece = bytes.slice(from, places[index + 1]);
            return { token: asGo(piece), logprob: -index, ...(tellsBytes && { bytes: piece }) };
          });
          const before = thinking.map((token) => ({ token, logprob: -9 }));
          const expected = spoken.map(({ token, logprob }) => ({ token, logprob: Math.min(0, logprob) }));
          expect(tokensOfAnswer(text, spoken, plain)).toEqual(expected);
          expect(tokensOfAnswer(text, [...before, ...spoken], thought)).toEqual(expected);
        },
      ),
    );
  });
});

/** Bytes as the server's JSON shows them: one replacement character for each byte that is no UTF-8. */
function asGo(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((size) => isCharacter(bytes.slice(at, at + size)));
    text += length === undefined ? "\ufffd" : Buffer.from(bytes.slice(at, at + length)).toString("utf8");
    at += length ?? 1;
  }
  return text;
}

function isCharacter(bytes: number[]): boolean {
  try {
    return (
      [...new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes))]
        .length === 1
    );
  } catch {
    return false;
  }
}

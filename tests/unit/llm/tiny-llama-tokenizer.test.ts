import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDecoder, textLogprobs, tokenName } from "@/tests/fakes/tiny-llama/answers";
import type { Gguf, GgufValue } from "@/tests/fakes/tiny-llama/gguf";
import { createTokenizer } from "@/tests/fakes/tiny-llama/tokenizer";

const bytes = Array.from({ length: 256 }, (_, i) => `<0x${i.toString(16).toUpperCase().padStart(2, "0")}>`);
/** With their scores, the higher the sooner joined. */
const pieces = { "▁": -9, a: -9, b: -9, c: -9, "▁a": -3, ab: -1, bc: -2, abc: -4, aa: -2 };
const first = 3 + bytes.length;
const id = Object.fromEntries(Object.keys(pieces).map((piece, i) => [piece, first + i]));
const byte = (value: number) => 3 + value;

function vocabulary(changes: Record<string, GgufValue> = {}): Gguf {
  const words = Object.keys(pieces);
  return {
    version: 3,
    tensors: new Map(),
    metadata: new Map<string, GgufValue>([
      ["tokenizer.ggml.model", "llama"],
      ["tokenizer.ggml.tokens", ["<unk>", "<s>", "</s>", ...bytes, ...words]],
      ["tokenizer.ggml.scores", [0, 0, 0, ...bytes.map(() => 0), ...Object.values(pieces)]],
      ["tokenizer.ggml.token_type", [2, 3, 3, ...bytes.map(() => 6), ...words.map(() => 1)]],
      ["tokenizer.ggml.bos_token_id", 1],
      ["tokenizer.ggml.eos_token_id", 2],
      ...Object.entries(changes),
    ]),
  };
}

const tokenizer = createTokenizer(vocabulary());
const decode = (tokens: readonly number[]) =>
  Buffer.concat(tokens.map((token) => tokenizer.bytes(token))).toString("utf8");

describe("createTokenizer", () => {
  it.each([
    { case: "nothing", text: "", expected: [] },
    { case: "the best pair first: ab before ▁a", text: "ab", expected: [id["▁"], id.ab] },
    { case: "a join of a join: ab, then abc", text: "abc", expected: [id["▁"], id.abc] },
    { case: "bc, which ab has left apart", text: "bbc", expected: [id["▁"], id.b, id.bc] },
    { case: "the leftmost of equals", text: "baaa", expected: [id["▁"], id.b, id.aa, id.a] },
    { case: "a blank as a part of the piece after it", text: "b a", expected: [id["▁"], id.b, id["▁a"]] },
    { case: "a character without a piece", text: "ä", expected: [id["▁"], byte(0xc3), byte(0xa4)] },
    { case: "a line break", text: "a\nb", expected: [id["▁a"], byte(0x0a), id.b] },
    {
      case: "the spelling of a control token, as mere text",
      text: "<s>",
      expected: [id["▁"], byte(0x3c), byte(0x73), byte(0x3e)],
    },
  ])("encodes $case", ({ text, expected }) => {
    expect(tokenizer.encode(text)).toEqual([tokenizer.bos, ...expected]);
  });

  it("gives back any text, with a blank before it", () => {
    const known = fc.constantFrom("a", "b", "c", " ", "\n", "ä", "😀");
    const any = fc.integer({ min: 0, max: 0x10ffff }).map((codePoint) => String.fromCodePoint(codePoint));
    fc.assert(
      fc.property(fc.array(fc.oneof(known, any), { minLength: 1 }), (characters) => {
        const text = characters.join("");
        // The blank of SentencePiece is a character too, which no tokeniser of its kind keeps apart.
        expect(decode(tokenizer.encode(text))).toBe(` ${text.replaceAll("▁", " ").toWellFormed()}`);
      }),
    );
  });

  it("has no text for control tokens, and none beyond its vocabulary", () => {
    expect(decode([0, 1, 2])).toBe("");
    expect([...tokenizer.ends].sort()).toEqual([1, 2]);
    expect(() => tokenizer.bytes(tokenizer.size)).toThrow(`no token ${tokenizer.size}`);
  });

  it.each([
    { key: "model", value: "gpt2", message: "the tokeniser gpt2" },
    { key: "add_bos_token", value: false, message: "without a token of their own" },
    { key: "add_space_prefix", value: false, message: "puts no blank" },
  ])("refuses $key $value", ({ key, value, message }) => {
    expect(() => createTokenizer(vocabulary({ [`tokenizer.ggml.${key}`]: value }))).toThrow(message);
  });
});

describe("createDecoder", () => {
  it.each([
    { case: "a character split between tokens", tokens: [byte(0xc3), byte(0xa4)], expected: ["", "ä"] },
    { case: "a character that is never completed", tokens: [id.a ?? 0, byte(0xc3)], expected: ["a", ""] },
    { case: "a byte that fits nowhere", tokens: [byte(0xff), id.a ?? 0], expected: ["\ufffd", "a"] },
  ])("holds back $case", ({ tokens, expected }) => {
    const next = createDecoder(tokenizer);
    expect(tokens.map(next)).toEqual(expected);
  });
});

describe("textLogprobs", () => {
  it.each([
    { case: "one token per character", text: "cb", tokens: ["", "", "c", "b"], offsets: [0, 0, 0, 1] },
    {
      case: "tokens of several characters",
      text: "a ab",
      tokens: ["", "a", " ", "ab"],
      offsets: [0, 0, 1, 2],
    },
    {
      // Four bytes that are one code point, though two units of UTF-16.
      case: "a character of four bytes",
      text: "c😀b",
      tokens: ["", "", "c", "bytes:\\xf0", "bytes:\\x9f", "bytes:\\x98", "bytes:\\x80", "b"],
      offsets: [0, 0, 0, 1, 1, 1, 1, 2],
    },
  ])("counts code points: $case", ({ text, tokens, offsets }) => {
    const scored = tokenizer.encode(text).map((token) => ({ id: token, logprob: null, distribution: null }));
    const told = textLogprobs(scored, tokenizer, 0);
    expect(told.tokens).toEqual(tokens);
    expect(told.text_offset).toEqual(offsets);
  });

  it("names the likeliest tokens beside each", () => {
    const distribution = new Float64Array(tokenizer.size).fill(-20);
    distribution[id.a ?? 0] = -0.5;
    distribution[id.b ?? 0] = -1;
    distribution[id.c ?? 0] = -2;
    const scored = [
      { id: tokenizer.bos, logprob: null, distribution: null },
      { id: id["▁a"] ?? 0, logprob: -20, distribution },
    ];
    expect(textLogprobs(scored, tokenizer, 2)).toMatchObject({
      token_logprobs: [null, -20],
      top_logprobs: [null, { a: -0.5, b: -1 }],
    });
  });
});

describe("tokenName", () => {
  it.each([
    { bytes: [0x20, 0x61], expected: " a" },
    { bytes: [0x0a], expected: "\n" },
    { bytes: [0xc3], expected: "bytes:\\xc3" },
    { bytes: [], expected: "" },
  ])("is $expected for $bytes", ({ bytes, expected }) => {
    expect(tokenName(Uint8Array.from(bytes))).toBe(expected);
  });
});

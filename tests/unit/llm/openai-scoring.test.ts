import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEcho } from "@/lib/llm/openai/echo";
import { NotACompletion } from "@/lib/llm/openai/wire";
import type { FakeOptions } from "@/tests/fakes/openai-server";
import { fake, modelOn, request, thrown } from "./openai-harness";

const { messages } = request();

interface Echoed {
  tokens: string[];
  logprobs?: (number | null)[];
  offsets?: number[] | null;
}

/** An echo whose n-th token has a log-prob of -n, the first none. */
function echoed({ tokens, logprobs, offsets }: Echoed): string {
  const token_logprobs = logprobs ?? tokens.map((_, index) => (index === 0 ? null : -index));
  return JSON.stringify({
    model: "m",
    choices: [{ logprobs: { tokens, token_logprobs, text_offset: offsets ?? null } }],
    usage: { prompt_tokens: tokens.length },
  });
}

/** How a server that counts code points would place the tokens. */
function offsetsOf(tokens: readonly string[]): number[] {
  let at = 0;
  return tokens.map((token) => {
    const begin = at;
    at += [...token].length;
    return begin;
  });
}

describe("readEcho", () => {
  const part = { prefix: "Q: Hi\nA:\n", text: "Yes, sir" };
  const prefix = ["Q", ": Hi", "\n", "A:", "\n"];
  const scored = (first: number) => [
    { token: "Yes", logprob: -first },
    { token: ",", logprob: -first - 1 },
    { token: " sir", logprob: -first - 2 },
  ];

  it.each<{ case: string; body: Echoed; expected: unknown }>([
    { case: "the prompt alone", body: { tokens: [...prefix, "Yes", ",", " sir"] }, expected: scored(5) },
    {
      case: "one token generated",
      body: { tokens: [...prefix, "Yes", ",", " sir", " yes"] },
      expected: scored(5),
    },
    {
      case: "an empty token generated",
      body: { tokens: [...prefix, "Yes", ",", " sir", ""] },
      expected: scored(5),
    },
    {
      case: "a mark before it",
      body: { tokens: ["<s>", ...prefix, "Yes", ",", " sir"] },
      expected: scored(6),
    },
    {
      case: "a blank before it",
      body: { tokens: [" Q", ...prefix.slice(1), "Yes", ",", " sir"] },
      expected: scored(5),
    },
    {
      case: "offsets that count the mark before it",
      body: { tokens: ["<s>", ...prefix, "Yes", ",", " sir"], offsets: [0, 3, 4, 8, 9, 11, 12, 15, 16] },
      expected: scored(6),
    },
    {
      case: "a token across the beginning",
      body: { tokens: ["Q: Hi\nA:", "\nYes", ",", " sir"] },
      expected: "no_boundary",
    },
    {
      case: "a token across the end",
      body: { tokens: [...prefix, "Yes", ",", " sirs"] },
      expected: "no_boundary",
    },
    { case: "what was generated, without the prompt", body: { tokens: [" ma'am"] }, expected: "not_told" },
    {
      case: "the text without what stands before it",
      body: { tokens: ["Yes", ",", " sir"] },
      expected: "not_told",
    },
    {
      case: "null within the text",
      body: { tokens: [...prefix, "Yes", ",", " sir"], logprobs: [null, -1, -1, -1, -1, -1, null, -1] },
      expected: "not_told",
    },
    {
      case: "a probability above one",
      body: { tokens: [...prefix, "Yes", ",", " sir"], logprobs: [null, -1, -1, -1, -1, 0.2, -1, -1] },
      expected: "not_told",
    },
    {
      case: "more tokens than log-probs",
      body: { tokens: [...prefix, "Yes", ",", " sir"], logprobs: [null, -1] },
      expected: "not_told",
    },
  ])("reads $case", ({ body, expected }) => {
    const echo = readEcho(echoed(body), part);
    expect(typeof echo === "string" ? echo : echo.tokens).toEqual(expected);
  });

  it.each<{ case: string; tokens: string[]; offsets: number[]; expected: unknown }>([
    {
      case: "pieces of one character at one place",
      tokens: ["👋:", "\n", "🙂 ok ", "\ufffd", "\ufffd", "!"],
      offsets: [0, 2, 3, 8, 8, 9],
      expected: ["🙂 ok ", "", "👋", "!"],
    },
    {
      case: "nothing for a piece",
      tokens: ["👋:", "\n", "🙂 ok ", "", "", "!"],
      offsets: [0, 2, 3, 8, 8, 9],
      expected: ["🙂 ok ", "", "👋", "!"],
    },
    {
      case: "offsets in units of UTF-16",
      tokens: ["👋:", "\n", "🙂 ok ", "\ufffd", "\ufffd", "!"],
      offsets: [0, 3, 4, 10, 10, 12],
      expected: "no_boundary",
    },
    {
      case: "offsets that go back",
      tokens: ["👋:", "\n", "🙂 ok ", "\ufffd", "\ufffd", "!"],
      offsets: [0, 2, 3, 8, 4, 9],
      expected: "no_boundary",
    },
  ])(
    "finds tokens that do not join by their offsets, in code points: $case",
    ({ tokens, offsets, expected }) => {
      const echo = readEcho(echoed({ tokens, offsets }), { prefix: "👋:\n", text: "🙂 ok 👋!" });
      expect(typeof echo === "string" ? echo : echo.tokens.map(({ token }) => token)).toEqual(expected);
    },
  );

  it("takes the text at its place, though the prompt says the same before", () => {
    const tokens = ["Yes", "\n", "A:", "\n", "Yes", " Yes"];
    const echo = readEcho(echoed({ tokens }), { prefix: "Yes\nA:\n", text: "Yes" });
    expect(echo).toMatchObject({ tokens: [{ token: "Yes", logprob: -4 }] });
  });

  it.each([
    { case: "no log-probs", body: '{"choices":[{"text":"x","logprobs":null}]}', expected: "not_told" },
    {
      case: "log-probs of the chat's form",
      body: '{"choices":[{"logprobs":{"content":[]}}]}',
      expected: "not_told",
    },
  ])("says that there are none: $case", ({ body, expected }) => {
    expect(readEcho(body, part)).toBe(expected);
  });

  it.each(["<html>", "", '{"choices":[]}', '{"ok":true}', '{"choices":'])("throws for %j", (body) => {
    expect(() => readEcho(body, part)).toThrow(NotACompletion);
  });

  it("finds the tokens of any text, whatever stands around it", () => {
    const tokens = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        tokens,
        fc.constantFrom([], ["<s>"]),
        fc.constantFrom([], [" end"], [""]),
        (text, before, after) => {
          // A prefix that no text repeats, so that it cannot begin anywhere else.
          const all = [...before, "System: ", "\u0001\n", ...text, ...after];
          const echo = readEcho(echoed({ tokens: all, offsets: offsetsOf(all) }), {
            prefix: "System: \u0001\n",
            text: text.join(""),
          });
          expect(echo).toMatchObject({
            tokens: text.map((token, index) => ({
              token: token.replaceAll("\u0000", ""),
              logprob: -(before.length + 2 + index),
            })),
          });
        },
      ),
    );
  });
});

describe("score", () => {
  it("tells the log-probs of a given text, under the server's own template", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const told = await model.score({ messages, text: "Dear Ann 👋,\nit is on its way." });
    expect(told.tokens.map(({ token }) => token)).toEqual([
      "Dear",
      " Ann",
      " 👋,",
      "\n",
      "it",
      " is",
      " on",
      " its",
      " way.",
    ]);
    expect(told.tokens.every(({ logprob }) => logprob <= 0)).toBe(true);
    expect(told).toMatchObject({
      rendering: "template",
      model: "fake-model",
      attempts: 2,
      usage: { cachedInputTokens: expect.any(Number) },
    });
    expect(server.requests.map(({ path }) => path)).toEqual(["/apply-template", "/v1/completions"]);
    expect(server.requests[1]?.body).toEqual({
      model: "fake-model",
      prompt: expect.stringMatching(/<\|assistant\|>\nDear Ann 👋,\nit is on its way\.$/),
      max_tokens: 1,
      temperature: 0,
      logprobs: 1,
      echo: true,
    });
    expect(model.capabilities.scoring).toBe("yes");
  });

  it("finds in a template what generating found", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    const answer = await model.generate(request({ temperature: 0 }));
    const { tokens } = await model.score({ messages, text: answer.text });
    expect(tokens).toEqual(answer.tokens);
  });

  it("puts the roles in plain words where no template is shown, and asks for it once", async () => {
    const server = await fake({ without: ["template"] });
    const { model } = modelOn(server.url);
    expect(await model.score({ messages, text: "Yes." })).toMatchObject({ rendering: "plain", attempts: 2 });
    expect(await model.score({ messages, text: "No." })).toMatchObject({ rendering: "plain", attempts: 1 });
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/apply-template",
      "/v1/completions",
      "/v1/completions",
    ]);
    expect(server.requests[2]?.body?.prompt).toBe(
      `System: ${messages[0]?.content}\n\nUser: ${messages[1]?.content}\n\nAssistant:\nNo.`,
    );
  });

  it("asks for the template beside a base URL below another path", async () => {
    const server = await fake({ without: ["completions"] });
    await thrown(modelOn(`${server.url.replace("/v1", "")}/proxy/v1/`).model.score({ messages, text: "x" }));
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/proxy/apply-template",
      "/proxy/v1/completions",
    ]);
  });

  const refusal = (status: number, message: string) =>
    ({ kind: "status", status, body: { error: { message } } }) as const;
  it.each<{ case: string; options: FakeOptions; text?: string; message: string; capability: string }>([
    {
      case: "no such endpoint",
      options: { without: ["completions"] },
      message: "A given text cannot be scored. The OpenAI-compatible server at URL answered 404",
      capability: "no",
    },
    {
      case: "an echo that is refused",
      options: { script: [refusal(400, "Setting 'echo' and 'logprobs' at the same time is not supported")] },
      message: "A given text cannot be scored.",
      capability: "no",
    },
    {
      case: "an echo that is refused with the wrong status",
      options: { script: [refusal(500, "Only no echo is supported")] },
      message: "A given text cannot be scored.",
      capability: "no",
    },
    {
      case: "an echo that is ignored",
      options: { script: [{ kind: "body", raw: '{"choices":[{"text":" ok","logprobs":null}]}' }] },
      message: "The server at URL does not tell the log-probs of a given text.",
      capability: "no",
    },
    {
      case: "a text that begins in the middle of a token",
      options: {},
      text: "\nYes.",
      message: "The tokeniser of the server at URL joins the beginning of this text to what stands before it",
      capability: "unknown",
    },
  ])(
    "is unsupported, without a second try: $case",
    async ({ options, text = "Yes.", message, capability }) => {
      const server = await fake(options);
      const { model } = modelOn(server.url);
      expect(await thrown(model.score({ messages, text }))).toMatchObject({
        code: "provider_failed",
        message: expect.stringContaining(message.replace("URL", server.url)),
        extra: { kind: "unsupported", attempts: 2 },
        cause: { retryable: false },
      });
      expect(model.capabilities.scoring).toBe(capability);
      expect(server.requests).toHaveLength(2);
    },
  );

  it("does not take a text that is refused for a lack of the capability", async () => {
    const server = await fake({
      script: [refusal(400, "This model's maximum context length is 128 tokens.")],
    });
    const { model } = modelOn(server.url);
    expect(await thrown(model.score({ messages, text: "x" }))).toMatchObject({ extra: { kind: "refused" } });
    expect(model.capabilities.scoring).toBe("unknown");
  });

  it("is tried again after a fault that may pass", async () => {
    const server = await fake({ script: [{ kind: "status", status: 503 }, { kind: "html" }] });
    const { model, waits } = modelOn(server.url);
    // Three times template and completion.
    expect(await model.score({ messages, text: "Yes." })).toMatchObject({ attempts: 6 });
    expect(waits).toEqual([250, 500]);
  });

  it("refuses an empty text", async () => {
    const server = await fake();
    await expect(modelOn(server.url).model.score({ messages, text: "" })).rejects.toThrow(RangeError);
    expect(server.requests).toHaveLength(0);
  });
});

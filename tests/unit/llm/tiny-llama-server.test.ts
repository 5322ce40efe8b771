import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absence, applyTemplate } from "@/tests/fakes/tiny-llama/model";
import { startTinyLlama, type TinyLlamaServer } from "@/tests/fakes/tiny-llama/server";

if (absence !== null) console.warn(absence);

describe("applyTemplate", () => {
  it.each([
    { case: "one message as it is", contents: ["Once"], expected: "Once" },
    { case: "line below line", contents: ["Be brief.", "Once", "upon"], expected: "Be brief.\nOnce\nupon" },
  ])("writes $case", ({ contents, expected }) => {
    expect(applyTemplate(contents.map((content) => ({ content })))).toBe(expected);
  });
});

describe.skipIf(absence !== null)("startTinyLlama", () => {
  let server: TinyLlamaServer;
  beforeAll(async () => {
    server = await startTinyLlama();
  });
  afterAll(() => server?.close());

  const model = "stories260K";
  const once = [{ role: "user", content: "Once upon a time" }];

  async function post(path: string, body: unknown) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${server.url}${path}`, { method: "POST", body: text });
    return { status: response.status, body: await response.json() };
  }

  it("lists its one model", async () => {
    const response = await fetch(`${server.url}/models`);
    expect(await response.json()).toMatchObject({ object: "list", data: [{ id: model, object: "model" }] });
  });

  it("applies the template beside /v1, as llama.cpp does", async () => {
    const messages = [{ role: "system", content: "Be brief." }, ...once];
    const { body } = await post("/../apply-template", { messages });
    expect(body).toEqual({ prompt: "Be brief.\nOnce upon a time" });
  });

  it("answers a chat", async () => {
    const asked = { model, messages: once, max_tokens: 5, temperature: 0, logprobs: true };
    const { status, body } = await post("/chat/completions", asked);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: "chat.completion",
      model,
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: ", there was a little", refusal: null },
          finish_reason: "length",
        },
      ],
      // The beginning of the text and four words; then a comma and four words.
      usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
    });
    const { content } = body.choices[0].logprobs;
    expect(content.map(({ token }: { token: string }) => token).join("")).toBe(", there was a little");
    for (const { bytes, token, logprob } of content) {
      expect(Buffer.from(bytes).toString()).toBe(token);
      expect(logprob).toBeLessThanOrEqual(0);
    }
  });

  it("tells no log-probs that were not asked for", async () => {
    const chat = await post("/chat/completions", { model, messages: once, max_tokens: 1 });
    expect(chat.body.choices[0].logprobs).toBeNull();
    const text = await post("/completions", { model, prompt: "Once", max_tokens: 1 });
    expect(text.body.choices[0].logprobs).toBeNull();
  });

  it("echoes a prompt with its log-probs, the first of them null", async () => {
    const prompt = "Once upon\na tïme";
    const asked = { model, prompt, max_tokens: 1, temperature: 0, logprobs: 1, echo: true };
    const { body } = await post("/completions", asked);
    const [{ text, logprobs }] = body.choices;
    expect(text.startsWith(prompt)).toBe(true);
    expect(logprobs.tokens.slice(0, 5)).toEqual(["", "Once", " upon", "\n", "a"]);
    expect(logprobs.text_offset.slice(0, 5)).toEqual([0, 0, 4, 9, 10]);
    const at = logprobs.tokens.indexOf("bytes:\\xc3");
    expect(logprobs.text_offset.slice(at, at + 3)).toEqual([13, 13, 14]);
    expect(logprobs.token_logprobs[0]).toBeNull();
    expect(logprobs.token_logprobs.slice(1).every((logprob: unknown) => typeof logprob === "number")).toBe(
      true,
    );
    expect(logprobs.tokens).toHaveLength(body.usage.total_tokens);
    // The answer is the likeliest token, so it is its own best alternative.
    expect(Object.values(logprobs.top_logprobs.at(-1))).toEqual([logprobs.token_logprobs.at(-1)]);
  });

  it("leaves the prompt out without echo", async () => {
    const asked = { model, prompt: "Once upon a time", max_tokens: 3, temperature: 0, logprobs: 0 };
    const { body } = await post("/completions", asked);
    expect(body.choices[0].text).toBe(", there was");
    expect(body.choices[0].logprobs).toMatchObject({
      tokens: [",", " there", " was"],
      text_offset: [16, 17, 23],
      top_logprobs: [{}, {}, {}],
    });
  });

  it("makes one vector per text, in their order", async () => {
    const { body } = await post("/embeddings", { model, input: ["a dog", "a cat"] });
    expect(body.data.map(({ index }: { index: number }) => index)).toEqual([0, 1]);
    const alone = await post("/embeddings", { model, input: "a cat" });
    expect(alone.body.data[0].embedding).toEqual(body.data[1].embedding);
    expect(body.data[0].embedding).toHaveLength(64);
  });

  it.each([
    { case: "no JSON", path: "/chat/completions", body: "{", status: 400, code: "invalid_json" },
    {
      case: "what it cannot do",
      path: "/chat/completions",
      body: { model, messages: once, response_format: { type: "json_object" } },
      status: 400,
      code: "unknown_parameter",
    },
    {
      case: "a value out of range",
      path: "/chat/completions",
      body: { model, messages: once, temperature: 3 },
      status: 400,
      code: "invalid_value",
    },
    {
      case: "another model",
      path: "/chat/completions",
      body: { model: "gpt", messages: once },
      status: 404,
      code: "model_not_found",
    },
    {
      case: "a text that does not fit",
      path: "/completions",
      body: { model, prompt: "a ".repeat(600) },
      status: 400,
      code: "context_length_exceeded",
    },
    { case: "another address", path: "/audio", body: {}, status: 404, code: "unknown_url" },
  ])("refuses $case", async ({ path, body, status, code }) => {
    const refused = await post(path, body);
    expect(refused.status).toBe(status);
    expect(refused.body.error).toMatchObject({ type: "invalid_request_error", code });
  });

  it("refuses a stream that cannot begin with a status, not with a broken stream", async () => {
    const refused = await post("/chat/completions", { model: "gpt", messages: once, stream: true });
    expect(refused.status).toBe(404);
  });
});

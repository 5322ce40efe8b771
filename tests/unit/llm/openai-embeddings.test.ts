import { describe, expect, it } from "vitest";
import { fake, modelOn, thrown } from "./openai-harness";

describe("embed", () => {
  const embeddingModel = "embedder";

  it("gives one vector per text, in their order", async () => {
    const server = await fake();
    const { model } = modelOn(server.url, { embeddingModel });
    expect(model.capabilities.embeddings).toBe("unknown");
    const { vectors, ...told } = await model.embed(["one two", "three", "one two"]);
    expect(vectors.map(({ length }) => length)).toEqual([8, 8, 8]);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    expect(told).toEqual({
      model: "embedder",
      usage: { inputTokens: 5, outputTokens: 0, cachedInputTokens: 0 },
      latencyMs: expect.any(Number),
      attempts: 1,
    });
    expect(model.capabilities.embeddings).toBe("yes");
  });

  const body = (data: unknown) => ({ kind: "body", raw: JSON.stringify({ data }) }) as const;
  it("puts them in order by their index", async () => {
    const server = await fake({
      script: [
        body([
          { index: 1, embedding: [2] },
          { index: 0, embedding: [1] },
        ]),
      ],
    });
    expect((await modelOn(server.url, { embeddingModel }).model.embed(["a", "b"])).vectors).toEqual([
      [1],
      [2],
    ]);
  });

  it.each([
    { case: "one too few", data: [{ index: 0, embedding: [1] }] },
    {
      case: "different lengths",
      data: [
        { index: 0, embedding: [1] },
        { index: 1, embedding: [1, 2] },
      ],
    },
    {
      case: "the same index twice",
      data: [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [2] },
      ],
    },
    {
      case: "no numbers",
      data: [
        { index: 0, embedding: ["1"] },
        { index: 1, embedding: [2] },
      ],
    },
    {
      case: "base64",
      data: [
        { index: 0, embedding: "AACAPw==" },
        { index: 1, embedding: "AACAPw==" },
      ],
    },
  ])("never passes off $case as embeddings", async ({ data }) => {
    const server = await fake({ script: [body(data), body(data), body(data), body(data)] });
    const { model } = modelOn(server.url, { embeddingModel });
    expect(await thrown(model.embed(["a", "b"]))).toMatchObject({
      extra: { kind: "invalid_response", attempts: 4 },
    });
  });

  it("says that none is configured, and asks nobody", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    expect(await thrown(model.embed(["a"]))).toMatchObject({
      message: "No embedding model is configured: set OPENAI_EMBEDDING_MODEL.",
      extra: { kind: "unsupported", attempts: 0 },
    });
    expect(model.capabilities.embeddings).toBe("no");
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    { case: "501 of llama.cpp", status: 501, kind: "unsupported", capability: "no", message: "answered 501" },
    {
      case: "404",
      status: 404,
      kind: "refused",
      capability: "unknown",
      message: "Check OPENAI_EMBEDDING_MODEL, which is embedder",
    },
  ])("ends at once at $case", async ({ status, kind, capability, message }) => {
    const server = await fake({ script: [{ kind: "status", status }] });
    const { model } = modelOn(server.url, { embeddingModel });
    expect(await thrown(model.embed(["a"]))).toMatchObject({
      message: expect.stringContaining(message),
      extra: { kind, attempts: 1 },
    });
    expect(model.capabilities.embeddings).toBe(capability);
  });
});

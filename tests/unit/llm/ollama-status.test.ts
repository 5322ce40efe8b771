import { describe, expect, it } from "vitest";
import { startFakeOpenAi } from "@/tests/fakes/openai-server";
import { fake, modelOn, request, thrown } from "./ollama-harness";

const missing = (model: string, count: number, setting = "OLLAMA_MODEL") =>
  `The model ${model} is not among the ${count} that the server has. Check ${setting}, or fetch it with "ollama pull ${model}".`;

describe("status", () => {
  it("names the models the server has, and finds nothing wanting", async () => {
    const server = await fake({ models: ["other:7b", "fake-model:latest"] });
    const { model } = modelOn(server.url);
    expect(await model.status()).toEqual({
      provider: "ollama",
      model: "fake-model",
      simulated: false,
      reachable: true,
      latencyMs: expect.any(Number),
      capabilities: {
        tokenLogprobs: "unknown",
        jsonSchema: "unknown",
        embeddings: "no",
        scoring: "no",
        streaming: "unknown",
      },
      models: ["other:7b", "fake-model:latest"],
      detail: null,
    });
    expect(server.requests).toMatchObject([{ method: "GET", path: "/api/tags" }]);
  });

  it("asks the server each time", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    await model.status();
    await model.status();
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    { case: "its name alone", model: "llama3.2", models: ["llama3.2:latest"], detail: null },
    { case: "its name in full", model: "llama3.2:latest", models: ["llama3.2"], detail: null },
    { case: "its tag", model: "llama3.2:3b", models: ["llama3.2:3b"], detail: null },
    {
      case: "another tag",
      model: "llama3.2",
      models: ["llama3.2:3b"],
      detail: missing("llama3.2", 1),
    },
    {
      case: "a registry with a port",
      model: "localhost:5000/me/llama",
      models: ["localhost:5000/me/llama:latest"],
      detail: null,
    },
    { case: "no model at all", model: "llama3.2", models: [], detail: missing("llama3.2", 0) },
  ])("looks for the model among those it has, by $case", async ({ model: name, models, detail }) => {
    const server = await fake({ models });
    const { model } = modelOn(server.url, { model: name });
    expect(await model.status()).toMatchObject({ reachable: true, models, detail });
  });

  it("looks for the embedding model too", async () => {
    const server = await fake();
    const { model } = modelOn(server.url, { embeddingModel: "embedder" });
    expect((await model.status()).detail).toBe(missing("embedder", 1, "OLLAMA_EMBEDDING_MODEL"));
  });

  it("tells why log-probs did not come", async () => {
    const server = await fake({ version: "0.11.4" });
    const { model } = modelOn(server.url);
    await model.generate(request());
    expect(await model.status()).toMatchObject({
      reachable: true,
      capabilities: { tokenLogprobs: "no" },
      detail:
        "The last answer came without log-probs that cover it. Servers tell them from 0.12.11 on; this one is 0.11.4.",
    });
  });

  it("is not Ollama when the list of models is none", async () => {
    const server = await fake({ tags: "<html>Welcome</html>" });
    expect(await modelOn(server.url).model.status()).toMatchObject({
      reachable: false,
      models: null,
      detail: `The Ollama server at ${server.url} answered with a web page instead of JSON.`,
    });
    const other = await fake({ tags: '{"data":[]}' });
    expect(await modelOn(other.url).model.status()).toMatchObject({
      reachable: false,
      latencyMs: expect.any(Number),
      detail: `${other.url} answered, but not with a list of models. Check OLLAMA_HOST.`,
    });
  });

  it("is not Ollama when there is no list of models", async () => {
    const server = await startFakeOpenAi();
    const status = await modelOn(server.url).model.status();
    await server.close();
    expect(status).toMatchObject({
      reachable: false,
      models: null,
      detail: `${server.url} answered, but not with a list of models. Check OLLAMA_HOST.`,
    });
  });

  it("is unreachable when nothing listens, and does not throw", async () => {
    const server = await fake();
    await server.close();
    expect(await modelOn(server.url).model.status()).toMatchObject({
      reachable: false,
      latencyMs: null,
      models: null,
      detail: `Nothing listens at ${server.url} (connection refused). Is it running? Check OLLAMA_HOST.`,
    });
  });

  it("does not throw when it is cancelled", async () => {
    const server = await fake();
    const status = await modelOn(server.url).model.status({ signal: AbortSignal.abort() });
    expect(status).toMatchObject({ reachable: false, detail: "The call was cancelled." });
  });

  it("does not queue behind calls under way", async () => {
    const server = await fake({ script: [{ kind: "hang" }] });
    const { model } = modelOn(server.url, { concurrency: 1 });
    const controller = new AbortController();
    const pending = thrown(model.generate(request(), { signal: controller.signal }));
    expect((await model.status()).reachable).toBe(true);
    controller.abort();
    await pending;
  });
});

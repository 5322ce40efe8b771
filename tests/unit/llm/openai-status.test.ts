import { describe, expect, it } from "vitest";
import { fake, modelOn, request } from "./openai-harness";

describe("status", () => {
  it("names the models the server lists, and finds nothing wanting", async () => {
    const server = await fake({ models: ["other", "fake-model"] });
    const { model } = modelOn(server.url);
    expect(await model.status()).toEqual({
      provider: "openai",
      model: "fake-model",
      simulated: false,
      reachable: true,
      latencyMs: expect.any(Number),
      capabilities: {
        tokenLogprobs: "unknown",
        jsonSchema: "unknown",
        embeddings: "no",
        scoring: "unknown",
        streaming: "unknown",
      },
      models: ["other", "fake-model"],
      detail: null,
    });
    expect(server.requests).toMatchObject([{ method: "GET", path: "/v1/models" }]);
  });

  it("asks the server each time", async () => {
    const server = await fake();
    const { model } = modelOn(server.url);
    await model.status();
    await model.status();
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    {
      case: "another model",
      models: ["other"],
      detail: "The model fake-model is not among the 1 that the server lists. Check OPENAI_MODEL.",
    },
    { case: "the same by its tag", models: ["fake-model:latest"], detail: null },
  ])("looks for the model among those listed: $case", async ({ models, detail }) => {
    const server = await fake({ models });
    expect(await modelOn(server.url).model.status()).toMatchObject({ reachable: true, models, detail });
  });

  it("tells which parameters are not sent", async () => {
    const server = await fake({ unsupported: ["seed"] });
    const { model } = modelOn(server.url);
    await model.generate(request());
    expect((await model.status()).detail).toBe("Not supported there, hence not sent: seed.");
  });

  it("says what is wrong with the key, of a server that is there", async () => {
    const server = await fake({ apiKey: "another" });
    const status = await modelOn(server.url).model.status();
    expect(status).toMatchObject({
      reachable: true,
      models: null,
      detail: expect.stringContaining("Check OPENAI_API_KEY."),
    });
    expect(status.latencyMs).not.toBeNull();
  });

  it("says what is wrong with the address, of a server that is something else", async () => {
    const server = await fake();
    const status = await modelOn(server.url.replace("/v1", "")).model.status();
    expect(status).toMatchObject({
      models: null,
      detail: expect.stringContaining("OPENAI_BASE_URL, which usually ends in /v1"),
    });
  });

  it("is unreachable when nothing listens, and does not throw", async () => {
    const server = await fake();
    await server.close();
    expect(await modelOn(server.url).model.status()).toMatchObject({
      reachable: false,
      latencyMs: null,
      models: null,
      detail: `Nothing listens at ${server.url} (connection refused). Is it running? Check OPENAI_BASE_URL.`,
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
    const pending = model.generate(request(), { signal: controller.signal }).catch(() => undefined);
    expect((await model.status()).reachable).toBe(true);
    controller.abort();
    await pending;
  });
});

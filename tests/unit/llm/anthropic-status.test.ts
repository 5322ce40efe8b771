import { describe, expect, it } from "vitest";
import { fake, json, modelOn, request } from "./anthropic-harness";

const seed = "It takes no seed, so the same request may be answered differently each time.";
const clamped = "A temperature above 1 is sent as 1.";

describe("status", () => {
  it("names the models the server lists, and what of a request is not honoured", async () => {
    const server = await fake({ models: ["other", "fake-model"] });
    const { model } = modelOn(server.url);
    expect(await model.status()).toEqual({
      provider: "anthropic",
      model: "fake-model",
      simulated: false,
      reachable: true,
      latencyMs: expect.any(Number),
      capabilities: {
        tokenLogprobs: "no",
        jsonSchema: "unknown",
        embeddings: "no",
        scoring: "no",
        streaming: "unknown",
      },
      models: ["other", "fake-model"],
      detail: `${seed} ${clamped}`,
    });
    expect(server.requests).toMatchObject([{ method: "GET", path: "/v1/models" }]);
  });

  const missing = (model: string) =>
    `The model ${model} is not among the 1 that the server lists. Check ANTHROPIC_MODEL. `;
  it.each([
    { case: "another model", model: "claude-haiku-4-5", listed: "claude-opus-4-5-20251101", wanting: true },
    {
      case: "by its date",
      model: "claude-haiku-4-5-20251001",
      listed: "claude-haiku-4-5-20251001",
      wanting: false,
    },
    {
      case: "by the name alone",
      model: "claude-haiku-4-5",
      listed: "claude-haiku-4-5-20251001",
      wanting: false,
    },
    {
      case: "as the latest",
      model: "claude-haiku-4-5-latest",
      listed: "claude-haiku-4-5-20251001",
      wanting: false,
    },
    { case: "a part of a name", model: "claude-haiku-4", listed: "claude-haiku-4-5-20251001", wanting: true },
  ])("looks for the model among those listed: $case", async ({ model, listed, wanting }) => {
    const server = await fake({ models: [listed] });
    expect(await modelOn(server.url, { model }).model.status()).toMatchObject({
      reachable: true,
      models: [listed],
      detail: `${wanting ? missing(model) : ""}${seed} ${clamped}`,
    });
  });

  it("tells which parameters the model was found not to take", async () => {
    const server = await fake({
      unsupported: {
        temperature: "`temperature` is deprecated for this model.",
        thinking: "thinking.type.disabled is not supported",
        output_config: "output_config: Extra inputs are not permitted",
      },
    });
    const { model } = modelOn(server.url);
    await model.generate(request({ json }));
    expect((await model.status()).detail).toBe(
      [
        seed,
        "The model takes no temperature, so none is sent.",
        "Its thinking cannot be switched off, and counts against the limit of tokens.",
        "It takes no schema for its answer, so JSON is had by making it call a tool.",
      ].join(" "),
    );
  });

  it.each([
    { case: "a wrong key", apiKey: "sk-ant-wrong-0123456789", detail: "[key]. Check ANTHROPIC_API_KEY." },
    { case: "no key", apiKey: null, detail: "It wants a key: set ANTHROPIC_API_KEY." },
  ])("says what is wrong with $case, of a server that is there", async ({ apiKey, detail }) => {
    const server = await fake({ apiKey: "another" });
    const status = await modelOn(server.url, { apiKey }).model.status();
    expect(status).toMatchObject({ reachable: true, models: null, detail: expect.stringContaining(detail) });
    expect(status.latencyMs).not.toBeNull();
  });

  it("says what is wrong with the address, of a server that is something else", async () => {
    const server = await fake();
    expect(await modelOn(`${server.url}/v1`).model.status()).toMatchObject({
      models: null,
      detail: expect.stringContaining("ANTHROPIC_BASE_URL, which has no /v1 at its end."),
    });
  });

  it("is unreachable when nothing listens, and does not throw", async () => {
    const server = await fake();
    await server.close();
    expect(await modelOn(server.url).model.status()).toMatchObject({
      reachable: false,
      latencyMs: null,
      models: null,
      detail: `Nothing listens at ${server.url} (connection refused). Is it running? Check ANTHROPIC_BASE_URL.`,
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

import { expect, it } from "vitest";
import * as testRoute from "@/app/api/llm/test/route";
import type { Context } from "@/lib/context";
import type { CapabilityTest, ConnectionTest } from "@/lib/contracts/models";
import { createAnthropicModel } from "@/lib/llm/anthropic/model";
import type { LanguageModel } from "@/lib/llm/language-model";
import { createOllamaModel } from "@/lib/llm/ollama/model";
import { createOpenAiModel } from "@/lib/llm/openai/model";
import { testConnection } from "@/lib/services/connections";
import { type FakeOptions as AnthropicOptions, startFakeAnthropic } from "@/tests/fakes/anthropic-server";
import { type OllamaFakeOptions, startFakeOllama } from "@/tests/fakes/ollama-server";
import { type FakeOptions as OpenAiOptions, startFakeOpenAi } from "@/tests/fakes/openai-server";
import { answerOf, problemOf, send, serve } from "./requests";
import { afterTest, openOn } from "./stores";
import { asked, promptCalls, timeouts } from "./three-providers";

const open = openOn("sqlite");
const now = () => new Date();
type Server = { requests: readonly { method: string }[]; close(): Promise<void> };
interface Subject {
  model: LanguageModel;
  server: Server;
}

/** Ends with the test, unless the test has ended it. */
function closing<S extends Server>(server: S): S {
  afterTest(() => server.close());
  return server;
}

async function openai(options: OpenAiOptions = {}, changes: { key?: string; embeddings?: string } = {}) {
  const server = closing(await startFakeOpenAi(options));
  const model = createOpenAiModel({
    baseUrl: server.url,
    apiKey: changes.key ?? null,
    model: "fake-model",
    embeddingModel: changes.embeddings ?? null,
    timeouts,
    calls: promptCalls("The OpenAI-compatible server"),
    now,
  });
  return { model, server };
}

async function ollama(options: OllamaFakeOptions = {}, embeddings: string | null = null) {
  const server = closing(await startFakeOllama(options));
  const calls = promptCalls("The Ollama server");
  const settings = {
    host: server.url,
    model: "fake-model",
    embeddingModel: embeddings,
    timeouts,
    calls,
    now,
  };
  return { model: createOllamaModel(settings), server };
}

async function anthropic(options: AnthropicOptions = {}, key: string | null = null) {
  const server = closing(await startFakeAnthropic(options));
  const calls = promptCalls("Anthropic");
  const settings = { baseUrl: server.url, apiKey: key, model: "fake-model", timeouts, calls, now };
  return { model: createAnthropicModel(settings), server };
}

async function tested({ model }: Subject): Promise<ConnectionTest> {
  return testConnection(await open({ model }), null);
}

const found = ({ tests }: ConnectionTest) =>
  Object.fromEntries(tests.map(({ capability, found: finding }) => [capability, finding]));
const told = ({ tests }: ConnectionTest, capability: CapabilityTest["capability"]) =>
  tests.find((one) => one.capability === capability)?.detail ?? "";

const all = {
  generation: "yes",
  tokenLogprobs: "yes",
  jsonSchema: "yes",
  streaming: "yes",
  scoring: "yes",
  embeddings: "yes",
};

it.each<{ case: string; subject: () => Promise<Subject>; expected: object; calls: number }>([
  {
    case: "an OpenAI-compatible server that can do all",
    subject: () => openai({}, { embeddings: "fake-model" }),
    expected: all,
    // A chat, JSON, a stream, the template and the echo, an embedding.
    calls: 6,
  },
  {
    case: "one without log-probs, schema, stream, echo and embeddings",
    subject: () =>
      openai(
        {
          unsupported: ["logprobs", "response_format"],
          ignoresStream: true,
          without: ["completions", "embeddings", "template"],
          respond: ({ messages }) =>
            messages.some(({ content }) => content.includes("JSON")) ? '{"works": true}' : undefined,
        },
        { embeddings: "fake-model" },
      ),
    expected: {
      generation: "yes",
      tokenLogprobs: "no",
      jsonSchema: "no",
      streaming: "no",
      scoring: "no",
      embeddings: "no",
    },
    // Two chats each for what is refused at first, a stream, template and echo, an embedding.
    calls: 8,
  },
  {
    case: "Ollama",
    subject: () => ollama({}, "fake-model"),
    expected: { ...all, scoring: "no" },
    calls: 4,
  },
  {
    case: "an Ollama from before it told log-probs, without an embedding model",
    subject: () => ollama({ version: "0.12.10" }),
    expected: { ...all, tokenLogprobs: "no", scoring: "no", embeddings: "no" },
    calls: 3,
  },
  {
    case: "Anthropic",
    subject: () => anthropic(),
    expected: { ...all, tokenLogprobs: "no", scoring: "no", embeddings: "no" },
    calls: 3,
  },
  {
    case: "a model of Anthropic without structured outputs",
    subject: () =>
      anthropic({ unsupported: { output_config: "output_config: Extra inputs are not permitted" } }),
    expected: { ...all, tokenLogprobs: "no", jsonSchema: "no", scoring: "no", embeddings: "no" },
    calls: 4,
  },
])("finds what it can do, and counts the calls: $case", async ({ subject, expected, calls }) => {
  const { model, server } = await subject();
  const ctx = await open({ model });
  const report = await testConnection(ctx, null);
  expect(found(report), JSON.stringify(report.tests, null, 1)).toEqual(expected);
  expect(report).toMatchObject({ reachable: true, simulated: false, model: "fake-model" });
  expect(report.latencyMs).not.toBeNull();
  expect(report.calls).toBe(calls);
  expect(asked(server)).toBe(calls);
});

it("names no way of asking for JSON that was not taken", async () => {
  const schemaLess = await tested(
    await anthropic({ unsupported: { output_config: "output_config: Extra inputs are not permitted" } }),
  );
  expect(told(schemaLess, "jsonSchema")).toMatch(
    /^It answered \{"works":(true|false)\}, which fits the schema; the server itself does not hold it to it\.$/,
  );
  expect(told(schemaLess, "tokenLogprobs")).toBe("Its answer came without log-probs.");
  expect(told(await tested(await openai()), "jsonSchema")).toMatch(/, held to the schema by the server\.$/);
});

it("does not take JSON of another shape for an answer that is held to the schema", async () => {
  const respond: OpenAiOptions["respond"] = ({ response_format }) =>
    response_format ? '{"answer": "It works."}' : undefined;
  const report = await tested(await openai({ respond }));
  expect(found(report).jsonSchema).toBe("no");
  expect(told(report, "jsonSchema")).toBe(
    'It answered {"answer": "It works."}, which does not fit the schema that it was given.',
  );
});

it.each<{ case: string; subject: () => Promise<Subject> }>([
  { case: "OpenAI", subject: () => openai() },
  { case: "Ollama", subject: () => ollama() },
  { case: "Anthropic", subject: () => anthropic() },
])("tries nothing on a server that is not there: $case", async ({ subject }) => {
  const { model, server } = await subject();
  await server.close();
  const report = await tested({ model, server });
  expect(report).toMatchObject({ reachable: false, latencyMs: null, models: null, calls: 0 });
  expect(report.detail).toMatch(/^Nothing listens at http.* \(connection refused\)/);
  expect(Object.values(found(report))).toEqual(Array(6).fill("unknown"));
  expect(told(report, "streaming")).toBe("Not tried: the provider is not reachable.");
});

it.each<{ case: string; subject: () => Promise<Subject>; setting: string }>([
  {
    case: "OpenAI",
    subject: () => openai({ apiKey: "right" }, { key: "sk-wrong-key" }),
    setting: "OPENAI_API_KEY",
  },
  {
    case: "Anthropic",
    subject: () => anthropic({ apiKey: "right" }, "sk-wrong-key"),
    setting: "ANTHROPIC_API_KEY",
  },
])("tells a wrong key, without it, and takes it for no finding: $case", async ({ subject, setting }) => {
  const { model, server } = await subject();
  const report = await tested({ model, server });
  expect(Object.values(found(report))).toEqual(Array(6).fill("unknown"));
  expect(told(report, "generation")).toContain(`answered 401`);
  expect(told(report, "generation")).toContain(`Check ${setting}.`);
  expect(JSON.stringify(report)).not.toContain("wrong-key");
  expect(report).toMatchObject({ reachable: true, calls: 1 });
  expect(asked(server)).toBe(1);
});

it("tells a model that the server does not have", async () => {
  const report = await tested(await ollama({ models: ["other:latest"] }));
  expect(report).toMatchObject({ reachable: true, models: ["other:latest"], calls: 1 });
  expect(report.detail).toContain("ollama pull fake-model");
  expect(found(report)).toMatchObject({ generation: "unknown", jsonSchema: "unknown" });
  expect(told(report, "generation")).toContain("404");
});

it("counts the tries of a call that failed at first, and tells trouble on the way as no finding", async () => {
  const outage = { kind: "status", status: 503 } as const;
  // The first try of the chat, and all four of the JSON.
  const { model, server } = await openai({ script: [outage, null, outage, outage, outage, outage] });
  const report = await tested({ model, server });
  expect(found(report)).toMatchObject({ generation: "yes", jsonSchema: "unknown", streaming: "yes" });
  expect(told(report, "jsonSchema")).toContain("503");
  expect(report.calls).toBe(asked(server));
  expect(report.calls).toBe(2 + 4 + 1 + 2);
});

it("does not take a model that declines for a server without the capability", async () => {
  const report = await tested(
    await openai({ script: [null, { kind: "refusal", text: "I would rather not." }] }),
  );
  expect(found(report)).toMatchObject({ generation: "yes", jsonSchema: "unknown", streaming: "yes" });
  expect(told(report, "jsonSchema")).toContain("I would rather not.");
});

it("tests the chosen model over HTTP, and refuses a provider that is not set up", async () => {
  const { model } = await openai();
  const ctx: Context = await open({ model, environment: { LLM_PROVIDER: "simulator" } });
  serve(ctx);
  const post = (json: unknown) => send(testRoute.POST, "/api/llm/test", { json });
  const report = await answerOf<ConnectionTest>(
    await post({ choice: { provider: "openai", model: "fake-model" } }),
  );
  expect(report).toMatchObject({ provider: "openai", reachable: true });
  expect(
    (await problemOf(await post({ choice: { provider: "acme", model: "x" } }), 400)).errors,
  ).toMatchObject([{ path: "body.choice.provider" }]);
});

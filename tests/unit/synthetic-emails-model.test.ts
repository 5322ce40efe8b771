import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "@/db/store";
import type { Config } from "@/lib/config";
import { isAppError } from "@/lib/errors";
import { createCalls } from "@/lib/llm/calls";
import { createOpenAiModel } from "@/lib/llm/openai/model";
import { installDefaultLab } from "@/lib/services/default-lab-installation";
import { requireLab } from "@/lib/services/lab-lookup";
import { composeSyntheticEmail, writeSyntheticEmail } from "@/lib/services/synthetic-emails";
import { type FakeOpenAi, startFakeOpenAi } from "../fakes/openai-server";
import { configOf, contextOn, openStore } from "../integration/contexts";

const now = () => new Date("2026-09-15T09:30:00.000Z");
const choice = { scenario: "urgent", language: "fr", seed: 7 } as const;
const email = {
  sender: "Odile Ferrand",
  subject: "Urgent",
  body: "Bonjour, où est ma tente ? Odile Ferrand",
};
const answer = (...cases: unknown[]) => JSON.stringify({ cases });
const prose = "Here is your email: Bonjour, où est ma tente ?";

let directory: string;
let config: Config;
let store: Store;
let server: FakeOpenAi | null = null;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "synthetic-emails-"));
  config = configOf(`file:${join(directory, "test.db")}`);
  store = await openStore(config, now);
  await installDefaultLab(contextOn(config, store, { now }));
});
afterEach(async () => {
  await server?.close();
  server = null;
});
afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

/** The service on a server that gives these answers one after the other, the last one for ever. */
async function writtenBy(answers: readonly string[], script: Parameters<FakeOpenAi["enqueue"]> = []) {
  let asked = 0;
  const fake = await startFakeOpenAi({
    respond: () => answers[Math.min(asked++, answers.length - 1)],
    script,
  });
  server = fake;
  const model = createOpenAiModel({
    baseUrl: fake.url,
    apiKey: null,
    model: "fake-model",
    embeddingModel: null,
    timeouts: { connectMs: 5_000, firstTokenMs: 5_000, totalMs: 5_000 },
    calls: createCalls("The server", { concurrency: 1, sleep: async () => {}, random: () => 0, now }),
    now,
  });
  const ctx = contextOn(config, store, { now, model });
  const lab = await requireLab(ctx);
  const outcome = await writeSyntheticEmail(ctx, lab, choice).catch((error: unknown) => error);
  return { outcome, asked: fake.completions };
}

describe("writeSyntheticEmail", () => {
  it.each([
    { case: "at once", answers: [answer(email)], calls: 1 },
    {
      case: "after an answer that breaks the contract",
      answers: [answer({ ...email, sender: "" }), answer(email)],
      calls: 2,
    },
    {
      case: "after two emails instead of one",
      answers: [answer(email, email), answer(), answer(email)],
      calls: 3,
    },
    { case: "after prose instead of JSON", answers: [prose, answer(email)], calls: 2 },
  ])("gives what the model wrote $case", async ({ answers, calls }) => {
    const { outcome, asked } = await writtenBy(answers);
    expect(outcome).toEqual({
      from: "Odile Ferrand <odile.ferrand@example.com>",
      subject: email.subject,
      body: email.body,
      sentAt: "2026-09-15T09:30:00.000Z",
    });
    expect(asked).toHaveLength(calls);
  });

  it("asks for the scenario and the language, by JSON Schema, with the same seed for the same seed", async () => {
    const { asked } = await writtenBy([answer(email)]);
    const again = await writtenBy([answer(email)]);
    const sent = JSON.stringify(asked[0]?.body).replaceAll("\\", "");
    expect(sent).toContain('scenario="urgent" language="fr"');
    expect(sent).toContain("written_cases");
    expect(again.asked[0]?.body).toEqual(asked[0]?.body);
  });

  it.each([
    {
      case: "never keeps the contract",
      answers: [answer({ ...email, body: "Short" })],
      message: "wrote no usable email in 3 tries: case 1 has fewer than 5 words",
      calls: 3,
    },
    { case: "never gives JSON", answers: [prose], message: "not JSON", calls: 4 },
  ])("tells of a model that $case, and writes nothing in its place", async ({ answers, message, calls }) => {
    const { outcome, asked } = await writtenBy(answers);
    expect(isAppError(outcome) && outcome.code).toBe("provider_failed");
    expect(isAppError(outcome) && outcome.message).toContain(message);
    expect(asked).toHaveLength(calls);
  });

  it("writes by template where the lab drafts with the simulator", async () => {
    const ctx = contextOn(config, store, { now });
    const lab = await requireLab(ctx);
    const house = lab.settings.variables.company ?? null;
    expect(await writeSyntheticEmail(ctx, lab, choice)).toEqual(
      composeSyntheticEmail({ ...choice, now: now(), house }),
    );
  });
});

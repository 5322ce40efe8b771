import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { request as requests } from "@playwright/test";
import { type FakeOpenAi, type FakeOptions, startFakeOpenAi } from "../fakes/openai-server";
import { Api } from "./api";
import { expect, test } from "./fixtures";
import { serverEnvironment, startServer, type TestServer } from "./server";

const PORT = 3419;
const SIMULATOR_ALONE = { ANTHROPIC_API_KEY: "", ANTHROPIC_BASE_URL: "", OLLAMA_HOST: "" };

// One port, so one after the other.
test.describe.configure({ mode: "default" });
test.use({ baseURL: `http://127.0.0.1:${PORT}` });

let directory: string;
let provider: FakeOpenAi | undefined;
let server: TestServer | undefined;

test.beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "loop-learner-models-"));
});

test.afterEach(async () => {
  await server?.killGroup();
  await provider?.close();
  await rm(directory, { recursive: true, force: true });
});

/** Starts the server on the test's own database, with other providers than before if it ran already. */
async function start(providers: Record<string, string>): Promise<Api> {
  await server?.killGroup();
  server = await startServer({
    ...serverEnvironment({ port: PORT, databaseFile: join(directory, "app.db") }),
    ...SIMULATOR_ALONE,
    ...providers,
  });
  return new Api(await requests.newContext({ baseURL: server.url }));
}

async function fake(options?: FakeOptions): Promise<Record<string, string>> {
  provider = await startFakeOpenAi({ models: ["fake-model", "fake-large"], ...options });
  return { OPENAI_BASE_URL: provider.url, OPENAI_MODEL: "fake-model" };
}

const mail = (subject: string) => ({
  from: "Ida Lund <ida@example.com>",
  subject,
  body: `${subject}: where is it? I ordered two weeks ago.`,
});

test("a lab goes over to another provider and back, and loses nothing", async ({ page }) => {
  const api = await start(await fake());
  const lab = await api.newLab("Switched");
  await api.importMail(lab.id, [mail("Blue tent"), mail("Red kettle")]);
  const emails = await api.emails(lab.id);
  const idOf = (subject: string) => emails.find((each) => each.subject === subject)?.id ?? "";
  await api.drafts(idOf("Blue tent"));

  const settings = `/labs/${lab.id}?tab=settings`;
  const drafting = page.getByLabel("Drafting: provider");
  const save = page.getByRole("button", { name: "Save models" });
  await page.goto(settings);
  await expect(drafting).toHaveValue("");
  await expect(save).toBeDisabled();
  await drafting.selectOption({ label: "OpenAI or compatible" });
  await expect(page.getByLabel("Drafting: model")).toHaveValue("fake-model");
  await page.getByLabel("Drafting: model").fill(" fake-large ");
  await save.click();
  await expect(page.getByText("Models: saved. Runs under way keep theirs.")).toBeVisible();

  await page.getByRole("button", { name: "Undo the change of models" }).click();
  await expect(page.getByText("Models: as they were before.")).toBeVisible();
  await page.reload();
  await expect(drafting).toHaveValue("");

  await drafting.selectOption({ label: "OpenAI or compatible" });
  await page.getByLabel("Drafting: model").fill(" fake-large ");
  await page.getByLabel("Rewriting: provider").selectOption({ label: "Simulator" });
  await save.click();
  await expect(page.getByText("Models: saved. Runs under way keep theirs.")).toBeVisible();
  await page.reload();
  await expect(drafting).toHaveValue("openai");
  await expect(page.getByLabel("Drafting: model")).toHaveValue("fake-large");
  await expect(page.getByLabel("Rewriting: provider")).toHaveValue("simulator");
  expect((await api.lab(lab.id)).settings.models).toEqual({
    drafting: { provider: "openai", model: "fake-large" },
    rewriting: { provider: "simulator", model: "simulator-1" },
  });

  await page.goto(`/?lab=${lab.id}&email=${idOf("Red kettle")}`);
  await page.getByRole("button", { name: "Generate drafts" }).click();
  const draft = page.getByRole("article", { name: "Draft A" });
  await expect(draft).toContainText("fake-large");
  await expect(draft).not.toContainText("simulated");
  await page.reload();
  await expect(draft).toContainText("fake-large");
  await page.goto(`/?lab=${lab.id}&email=${idOf("Blue tent")}`);
  await expect(draft).toContainText("simulated");
});

test("a provider that was taken away is told at the lab, and another can be chosen", async ({ page }) => {
  const before = await start(await fake());
  const lab = await before.newLab("Left behind");
  await before.importMail(lab.id, [mail("Blue tent")]);
  const [email] = await before.emails(lab.id);
  const gone = { provider: "openai", model: "fake-model" };
  await before.changeLab(lab.id, { models: { drafting: gone } });

  const api = await start({});
  await page.goto(`/?lab=${lab.id}&email=${email?.id}`);
  await page.getByRole("button", { name: "Generate drafts" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "openai is not set up" })).toBeVisible();

  await page.goto(`/labs/${lab.id}?tab=settings`);
  const drafting = page.getByLabel("Drafting: provider");
  await expect(drafting).toHaveValue("openai");
  await expect(drafting).toHaveAccessibleDescription(
    "OpenAI or compatible is not set up on this server any more. No draft can be written until it is set up again or another is chosen.",
  );
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await drafting.selectOption({ label: "Simulator" });
  await page.getByRole("button", { name: "Save models" }).click();
  await expect(page.getByText("Models: saved.")).toBeVisible();
  await page.reload();
  await expect(drafting).toHaveValue("simulator");
  await expect(page.getByText("not set up on this server")).toHaveCount(0);
  expect(await api.drafts(email?.id ?? "")).toHaveLength(2);
});

test("a test of a real provider shows what it found, also when its key is refused", async ({ page }) => {
  await start(await fake({ without: ["embeddings"] }));
  await page.goto("/models");
  const panel = page.getByRole("region", { name: "OpenAI or compatible" });
  const line = (name: string) => panel.getByRole("listitem").filter({ hasText: name });
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(line("Token log-probs")).toContainText(/yes.*log-probs of \d+ tokens/);
  await expect(line("Scoring of a given text")).toContainText("yes");
  await expect(line("Embeddings")).toContainText(/no\s*No embedding model is configured/);
  await expect(panel).toContainText("lists 2 models");
  expect(provider?.completions.length).toBeGreaterThan(0);
  // What it lists is offered from then on.
  await expect(panel.locator("datalist option")).toHaveCount(2);
  await expect(page.getByRole("row").filter({ hasText: "fake-model" })).toContainText("unknown");
  await provider?.close();

  await start({ ...(await fake({ apiKey: "sk-right" })), OPENAI_API_KEY: "sk-wrong-0123456789" });
  await page.reload();
  await panel.getByRole("button", { name: "Test connection" }).click();
  await expect(panel.getByText("reachable, lists no models", { exact: true })).toBeVisible();
  await expect(panel.getByText(/answered 401: .* Check OPENAI_API_KEY\.$/)).toHaveCount(1);
  await expect(line("Answers")).toContainText("not known");
  await expect(page.locator("main")).not.toContainText("sk-wrong-0123456789");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

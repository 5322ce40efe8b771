import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });
const violations = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => ({
    id,
    at: nodes.map(({ target }) => target.join(" ")),
  }));

test("a test of the simulator tells what it did, and what was found stays known", async ({ page }) => {
  await page.goto("/models");
  const panel = page.getByRole("region", { name: "Simulator" });
  await panel.getByRole("button", { name: "Test connection to Simulator" }).click();
  const report = panel.getByRole("list", { name: "What simulator-1 did" });
  const line = (name: string) => report.getByRole("listitem").filter({ hasText: name });
  await expect(line("Answers")).toContainText(/yes.*It answered “.+”/);
  await expect(line("Token log-probs")).toContainText(/yes.*log-probs of \d+ tokens/);
  await expect(line("Embeddings")).toContainText(/no\s*The simulator has no embeddings\./);
  await expect(report.getByRole("listitem")).toHaveCount(6);
  // Who does not see the page hears the result.
  await expect(panel.getByRole("status")).toHaveText(/Simulator, simulator-1: reachable; found: Answers,/);
  expect(await violations(page)).toEqual([]);

  await page.reload();
  const known = panel.getByRole("list", { name: "What simulator-1 has shown so far" });
  await expect(known.getByRole("listitem").filter({ hasText: "Token log-probs" })).toContainText("yes");
  await expect(known.getByRole("listitem").filter({ hasText: "Embeddings" })).toContainText("no");
});

test("a price is added, replaced and removed, and each change can be taken back", async ({ page }) => {
  const model = uniqueName("priced").replaceAll(" ", "-");
  await page.goto("/models");
  const form = page.getByRole("form", { name: "Add a line" });
  const said = page.getByRole("region", { name: "Prices" }).getByRole("status");
  const fill = async (input: string, output: string) => {
    await form.getByLabel("Priced model").fill(model);
    await form.getByLabel("Input, $", { exact: true }).fill(input);
    await form.getByLabel("Output, $").fill(output);
    await form.getByLabel("Valid from").fill("2026-01-02");
  };
  await fill("0.4", "1.6");
  await form.getByRole("button", { name: "Add price" }).click();
  await expect(said).toContainText(`${model}, from 2026-01-02: price added.`);
  await page.reload();
  await expect(row(page, model)).toContainText(/\$0\.40\s*as input\s*\$1\.60/);

  await fill("0.0375", "2");
  await form.getByRole("button", { name: "Replace price" }).click();
  await expect(said).toContainText("price replaced.");
  await expect(row(page, model)).toContainText("$0.0375");
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(said).toContainText("line restored.");
  await page.reload();
  await expect(row(page, model)).toContainText("$0.40");
  await expect(row(page, model)).not.toContainText("$0.0375");

  await page.getByRole("button", { name: `Remove the price of ${model}` }).click();
  await expect(row(page, model)).toHaveCount(0);
  // The way back is the next stop of the keyboard.
  await expect(said).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(said.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, model)).toContainText("$0.40");
  await page.reload();
  await expect(row(page, model)).toContainText("$0.40");
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: `Remove the price of ${model}` }).click();
  await expect(said).toContainText("line removed.");
  await page.reload();
  await expect(page.getByRole("table", { name: "Today" })).toBeVisible();
  await expect(row(page, model)).toHaveCount(0);
});

test("a line of the price list fills the form to be changed", async ({ page }) => {
  const model = uniqueName("changed").replaceAll(" ", "-");
  await page.request.post("/api/llm/prices/", {
    data: {
      provider: "ollama",
      model,
      inputUsd: 0.1,
      cachedInputUsd: 0.05,
      outputUsd: 0.2,
      validFrom: "2026-03-04",
    },
  });
  await page.goto("/models");
  await page.getByRole("button", { name: `Change the price of ${model}` }).click();
  const form = page.getByRole("form", { name: "Change a line" });
  await expect(form.getByLabel("Input, $", { exact: true })).toBeFocused();
  await expect(form.getByLabel("Provider")).toHaveValue("ollama");
  await expect(form.getByLabel("Priced model")).toHaveValue(model);
  await expect(form.getByLabel("Cached input, $")).toHaveValue("0.05");
  await form.getByLabel("Cached input, $").fill("0.07");
  await form.getByRole("button", { name: "Replace price" }).click();
  await expect(row(page, model)).toContainText("$0.07");
  await page.reload();
  await expect(row(page, model)).toContainText(/Ollama, from 2026-03-04.*\$0\.10\s*\$0\.07\s*\$0\.20/s);
});

test("the models page fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto("/models");
  await page.getByRole("button", { name: "Test connection to Simulator" }).click();
  await expect(page.getByRole("list", { name: "What simulator-1 did" })).toBeVisible();
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overflow).toBe(0);
});

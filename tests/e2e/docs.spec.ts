import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

test("the docs list every kind of instruction with its wordings, and the worlds", async ({ page }) => {
  await page.goto("/models");
  await page.getByRole("link", { name: "What it understands" }).click();
  await expect(page).toHaveURL(/\/docs#simulator$/);
  const kinds = page.getByRole("list", { name: "Kinds of instruction" });
  await expect(kinds.getByRole("heading", { level: 3 }).first()).toBeVisible();
  expect(await kinds.getByRole("heading", { level: 3 }).count()).toBeGreaterThanOrEqual(24);

  const counts = await kinds.locator("summary").allTextContents();
  for (const text of counts) expect(Number.parseInt(text, 10), text).toBeGreaterThanOrEqual(6);
  const brevity = kinds.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Brevity" }) });
  await expect(brevity).toContainText("Not with: Detail");
  await expect(brevity.getByRole("row")).toHaveCount(0);
  await brevity.locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(brevity.getByRole("row").nth(1)).toContainText(/\S+ .*\d+\s%/);

  const worlds = page.getByRole("list", { name: "Worlds" }).getByRole("listitem");
  await expect(worlds.filter({ hasText: "indifferent" })).toContainText("No instruction changes anything");
  await expect(page.getByRole("list", { name: "Contradictions" })).toContainText(
    "Warm tone against Formal tone",
  );
});

test("the docs say how decisions are made and lead to the runs and the settings", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Docs" }).click();
  const part = page.getByRole("region", { name: "How decisions are made" });
  await expect(part.getByRole("listitem").filter({ hasText: "Decision:" })).toContainText(
    "gained at least 5 % with a confidence of 80",
  );
  await part.getByRole("link", { name: "run", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Next run" })).toBeVisible();
  await page.goBack();
  await part.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Gain needed")).toHaveValue("5");
});

for (const scheme of ["light", "dark"] as const) {
  test(`docs: accessible in ${scheme}, no sideways scrolling`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.goto("/docs");
    await page.getByRole("list", { name: "Kinds of instruction" }).locator("summary").first().click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))])).toEqual([]);
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(overflow, { message: `${width} px` }).toBe(0);
    }
  });
}

import { expect, test, uniqueName } from "./fixtures";

test("a lab is created, and a version is written and made live", async ({ page, api }) => {
  const name = uniqueName("Written by hand");
  await page.goto("/labs");
  await page.getByRole("button", { name: "New lab" }).click();
  const form = page.getByRole("dialog", { name: "New lab" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Description").fill("Replies of the rental desk");
  await form.getByLabel("Prompt").fill("You answer for {{company}}. Today is {{today}}.");
  await form.getByRole("button", { name: "Create lab" }).click();
  // The prompt asks for a variable that has no value yet; the message stands at its field.
  await expect(form.getByRole("alert")).toContainText("company");
  await form.getByLabel("Company").fill("Fernhill Rentals");
  await form.getByRole("button", { name: "Create lab" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);

  await page.getByRole("button", { name: "Write a new version" }).click();
  const editor = page.getByRole("dialog", { name: "Write a new version" });
  await expect(editor.getByRole("button", { name: "Save version" })).toBeDisabled();
  await editor
    .getByLabel("Prompt")
    .fill("You answer for {{company}}. Today is {{today}}. Keep to three sentences.");
  await editor.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByRole("heading", { name: "Version 2" })).toBeVisible();
  const changes = page.getByRole("region", { name: "Changes, v1 to v2" });
  await expect(changes.getByRole("insertion")).toContainText("Keep to three sentences.");

  await page.getByRole("button", { name: "Make live" }).click();
  const dialog = page.getByRole("dialog", { name: "Make v2 live?" });
  await dialog.getByLabel("Reason").fill("Shorter replies, please");
  await dialog.getByRole("button", { name: "Make live" }).click();
  await expect(page.getByRole("heading", { name: "Version 2" })).toContainText("live");

  await page.reload();
  await expect(page.getByRole("heading", { name: "Version 2" })).toContainText("live");
  const history = page.getByRole("table", { name: "Changes of the live prompt, newest first" });
  await expect(history.getByRole("row", { name: "v1 → v2" })).toContainText("Shorter replies, please");
  await page.goto("/labs");
  await expect(page.getByRole("row", { name })).toContainText("v2");
  const lab = (await api.labs()).items.find((each) => each.name === name);
  expect(lab?.settings.variables).toEqual({ company: "Fernhill Rentals" });
});

test("who decides on an outdated view of the live prompt is told what changed", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Two people"));
  const { revision } = await api.history(lab.id);
  await api.writeVersion(lab.id, { content: "You answer for {{company}}. Be brief." });
  await page.goto(`/labs/${lab.id}`);
  await page.getByRole("button", { name: "v2", exact: true }).click();
  await page.getByRole("button", { name: "Make live" }).click();

  const theirs = {
    content: "You answer for {{company}}. Be kind.",
    activate: { revision, reason: "Kinder" },
  };
  expect((await api.writeVersion(lab.id, theirs)).status()).toBe(201);

  const dialog = page.getByRole("dialog", { name: "Make v2 live?" });
  await dialog.getByLabel("Reason").fill("Brief is better");
  await dialog.getByRole("button", { name: "Make live" }).click();
  const conflict = dialog.getByRole("alert");
  await expect(conflict).toContainText("The live prompt was changed meanwhile: v1 → v3");
  await expect(conflict).toContainText("Kinder");
  expect((await api.lab(lab.id)).liveVersion).toBe(3);

  await dialog.getByRole("button", { name: "Make live" }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Version 2" })).toContainText("live");
  const history = page.getByRole("table", { name: "Changes of the live prompt, newest first" });
  await expect(history.getByRole("row", { name: "v3 → v2" })).toContainText("Brief is better");
});

test("settings are saved, and a wrong value is refused at its field", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Settings"));
  await page.goto(`/labs/${lab.id}?tab=settings`);
  const needed = page.getByLabel("Decisions needed");
  await needed.fill("0");
  await page.getByRole("button", { name: "Save when a run starts" }).click();
  await expect(needed).toHaveAttribute("aria-invalid", "true");
  await expect(needed).toHaveAccessibleDescription(/1/);
  expect((await api.lab(lab.id)).settings.triggerConfig.minFeedbackCount).toBe(10);

  await needed.fill("25");
  await page.getByLabel("Negative share needed").fill("45");
  await page.getByRole("button", { name: "Save when a run starts" }).click();
  await expect(page.getByText("When a run starts: saved.")).toBeVisible();
  await page.getByLabel("Mode", { exact: true }).selectOption("approval");
  await page.getByRole("button", { name: "Save when a prompt goes live" }).click();
  await expect(page.getByText("When a prompt goes live: saved.")).toBeVisible();

  await page.reload();
  await expect(page.getByLabel("Decisions needed")).toHaveValue("25");
  await expect(page.getByLabel("Negative share needed")).toHaveValue("45");
  await expect(page.getByLabel("Mode", { exact: true })).toHaveValue("approval");
  const { settings } = await api.lab(lab.id);
  expect(settings.triggerConfig).toMatchObject({ minFeedbackCount: 25, minNegativeFeedbackRatio: 0.45 });
});

test("cases are added as JSON lines, and a broken line is named", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("JSON lines"));
  await page.goto(`/labs/${lab.id}?tab=data`);
  await page.getByRole("button", { name: "New dataset" }).click();
  const form = page.getByRole("dialog", { name: "New dataset" });
  await form.getByLabel("Name").fill("Spring replies");
  await form.getByRole("button", { name: "Create dataset" }).click();
  await expect(page.getByRole("heading", { name: "Spring replies" })).toBeVisible();

  const line = (number: number) =>
    JSON.stringify({
      input: {
        sender: `ilse${number}@example.com`,
        subject: `Order ${number}`,
        body: `Where is order ${number}?`,
      },
      expected_output: `Order ${number} leaves today.`,
    });
  await page.getByRole("button", { name: "Add cases" }).click();
  const dialog = page.getByRole("dialog", { name: "Add cases" });
  await dialog.getByRole("tab", { name: "JSON lines" }).click();
  await dialog.getByLabel("Lines", { exact: true }).fill([line(1), "{ broken", line(3)].join("\n"));
  await expect(dialog.getByRole("list", { name: "Lines that cannot be read" })).toContainText(
    "Line 2: is not JSON",
  );
  await expect(dialog.getByRole("button", { name: "Add 2 cases" })).toBeDisabled();
  await dialog.getByLabel("Lines", { exact: true }).fill([line(1), line(2), line(3)].join("\n"));
  await dialog.getByRole("button", { name: "Add 3 cases" }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  const cases = page.getByRole("list", { name: "Cases" });
  await expect(cases.getByRole("listitem")).toHaveCount(3);
  await cases.getByText("Order 2", { exact: true }).click();
  await expect(cases.getByText("Order 2 leaves today.")).toBeVisible();
  expect((await api.lab(lab.id)).counts.cases).toBe(3);
});

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { type Api, COMPLAINTS, readyLab } from "./api";
import { expect, test, uniqueName } from "./fixtures";

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
// A mailbox of real messages where there is one beside the checkout.
const mailboxes = ["../../../shared/data/inbox.mbox", "../fixtures/mail/three-messages.mbox"].map(pathOf);
const mailbox = mailboxes.find(existsSync) ?? "";

test("real mail is imported, drafted, rejected and edited, and the decisions stay", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Import"));
  await page.goto(`/?lab=${lab.id}`);
  await expect(page.getByText("No emails yet")).toBeVisible();

  await page.getByLabel("Email files").setInputFiles(mailbox);
  const dialog = page.getByRole("dialog", { name: "Import finished" });
  await expect(dialog).toBeVisible({ timeout: 20_000 });
  const imported = (await api.lab(lab.id)).counts.emails;
  expect(imported).toBeGreaterThan(2);
  await expect(dialog).toContainText(`${imported} emails`);
  await dialog.getByRole("button", { name: "Done" }).click();

  const [newest] = await api.emails(lab.id);
  const inbox = page.getByRole("list", { name: "Emails", exact: true });
  await inbox.getByRole("link").first().click();
  const heading = page.getByRole("region", { name: "Email", exact: true }).getByRole("heading", { level: 2 });
  await expect(heading).toHaveText(newest?.subject ?? "");

  await page.getByRole("button", { name: "Generate drafts" }).click();
  await expect(page.getByRole("article", { name: "Draft A" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Draft B" })).toBeVisible();
  await page.getByRole("button", { name: "Reject draft A" }).click();
  await page.getByLabel("What went wrong?").fill("Does not answer what was asked.");
  await page.getByRole("button", { name: "Send feedback" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Feedback saved" })).toBeVisible();

  // The next email comes up with drafts of its own.
  await expect(page.getByRole("article", { name: "Draft A" })).toBeVisible();
  await page.getByRole("button", { name: "Edit draft A" }).click();
  await page.getByLabel("Your reply").fill("Hello,\n\nwe will look into it by Thursday.\n\nFernhill Support");
  await expect(page.getByRole("heading", { name: "What you changed" })).toBeVisible();
  await page.getByRole("button", { name: "Save edit" }).click();
  await expect(page.getByRole("heading", { name: "You last edited draft A" })).toBeVisible();

  await page.reload();
  const decisions = page.getByRole("list", { name: "Feedback" }).getByRole("listitem");
  await expect(decisions).toHaveCount(2);
  await expect(decisions.first()).toContainText("Edited");
  await expect(decisions.last()).toContainText("“Does not answer what was asked.”");
  const stored = await api.feedback(lab.id);
  expect(stored.map(({ action }) => action)).toEqual(["edit", "reject"]);
});

test("decisions set off a run; its prompt goes live, is told, and can be rolled back", async ({
  page,
  api,
}) => {
  test.setTimeout(120_000);
  const lab = await readyLab(api, uniqueName("Loop"));
  await page.goto(`/?lab=${lab.id}`);
  await page.getByRole("button", { name: "Generate drafts" }).click();

  const runStarted = page.getByRole("link", { name: "Run started" });
  const { minFeedbackCount } = lab.settings.triggerConfig;
  for (let decision = 1; decision <= minFeedbackCount; decision++) {
    await expect(runStarted).toBeHidden();
    await decideOnPage(page, decision);
    await expectDecisions(api, lab.id, decision);
  }
  await expect(runStarted).toBeVisible();

  const progress = await watchProgress(page);
  await runStarted.click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}$/);
  const told = page.getByRole("region", { name: "Decision", exact: true });
  await expect(told).toContainText(/Replaced v1 with v2: \+[\d.]+\s%/, { timeout: 60_000 });
  expect((await progress()).size, "progress moved while the run went on").toBeGreaterThan(1);
  const changes = page.getByRole("region", { name: "Changes, v1 to v2" });
  await expect(changes.getByRole("insertion").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Decisions the run learnt from" })).toContainText(
    COMPLAINTS[0],
  );

  await page.reload();
  await expect(told).toContainText("Replaced v1 with v2");
  await expect(changes.getByRole("insertion").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Log, newest first" })).toContainText("Version 2 is live");

  await page.getByRole("button", { name: "Roll back to v1" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason (optional)").fill("The new tone is not ours.");
  await dialog.getByRole("button", { name: "Roll back to v1" }).click();
  await expect(told).toContainText("Rolled back to v1");
  await page.reload();
  await expect(told).toContainText("The new tone is not ours.");
  await expect(page.getByRole("button", { name: "Roll back to v1" })).toBeHidden();

  await page.getByRole("link", { name: "Labs", exact: true }).click();
  await expect(page.getByRole("row", { name: lab.name })).toContainText("v1");
  await page.goto(`/labs/${lab.id}`);
  await expect(page.getByRole("heading", { name: "Version 1" })).toContainText("live");
  const history = page.getByRole("table", { name: "Changes of the live prompt, newest first" });
  await expect(history.getByRole("row", { name: "v2 → v1" })).toContainText("The new tone is not ours.");
  const deployed = history.getByRole("row", { name: "v1 → v2" });
  await expect(deployed).toContainText("Loop Learner");
  await expect(deployed.getByRole("link", { name: "See the run" })).toBeVisible();
});

/** Decides on the email that is open and waits for the next one. Two of five decisions are no objection. */
async function decideOnPage(page: Page, decision: number): Promise<void> {
  const before = page.url();
  await expect(page.getByRole("article", { name: "Draft A" })).toBeVisible();
  const turn = decision % 5;
  if (turn === 4) {
    await page.getByRole("button", { name: "Accept draft A" }).click();
  } else if (turn === 3) {
    await page.getByRole("button", { name: "Edit draft B" }).click();
    const reply = page.getByLabel("Your reply");
    await reply.fill(`Sorry about this. ${await reply.inputValue()}`);
    await page.getByRole("button", { name: "Save edit" }).click();
  } else {
    await page.getByRole("button", { name: "Reject draft A" }).click();
    await page.getByLabel("What went wrong?").fill(COMPLAINTS[decision % COMPLAINTS.length] ?? COMPLAINTS[0]);
    await page.getByRole("button", { name: "Send feedback" }).click();
  }
  await expect(page).not.toHaveURL(before);
}

async function expectDecisions(api: Api, labId: string, count: number): Promise<void> {
  expect((await api.lab(labId)).counts.decisions).toBe(count);
}

/**
 * Notes every value that a progress bar of this document shows from now on. A run may be over before a
 * slow machine has asked twice, so the page itself keeps the record. Links of the app keep the document.
 */
async function watchProgress(page: Page): Promise<() => Promise<Set<number>>> {
  const seen = await page.evaluateHandle(() => {
    const values: number[] = [];
    const note = () => {
      for (const bar of document.querySelectorAll('[role="progressbar"][aria-valuenow]')) {
        values.push(Number(bar.getAttribute("aria-valuenow")));
      }
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
    return values;
  });
  return async () => new Set(await seen.jsonValue());
}

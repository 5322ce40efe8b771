import type { Page } from "@playwright/test";
import type { Api } from "./api";
import { expect, test, uniqueName } from "./fixtures";

const MAILS = ["Tent pole", "Wrong colour", "Invoice for May", "Gift card"].map((subject, index) => ({
  from: `Noor Haddad <noor${index}@example.com>`,
  subject,
  body: `Hello, I write about order ${5200 + index}: ${subject.toLowerCase()}. Can you help?\n\nNoor`,
}));

/** A lab with four emails, the newest first: Gift card, Invoice for May, Wrong colour, Tent pole. */
async function fourEmails(api: Api, name: string) {
  const lab = await api.newLab(uniqueName(name));
  await api.importMail(lab.id, MAILS);
  return lab;
}

const subject = (page: Page) =>
  page.getByRole("region", { name: "Email", exact: true }).getByRole("heading", { level: 2 });
const openEmail = (page: Page, title: string) =>
  page.getByRole("list", { name: "Emails", exact: true }).getByRole("link", { name: title }).click();
const decision = (page: Page) => page.getByRole("region", { name: "Decision", exact: true });
const draft = (page: Page, letter: string) => page.getByRole("article", { name: `Draft ${letter}` });

test("accept, reject, edit and skip with the buttons are stored", async ({ page, api }) => {
  const lab = await fourEmails(api, "Buttons");
  await page.goto(`/?lab=${lab.id}`);
  await expect(subject(page)).toHaveText("Gift card");
  await page.getByRole("button", { name: "Generate drafts" }).click();
  await page.getByRole("button", { name: "Accept draft B" }).click();

  await expect(subject(page)).toHaveText("Invoice for May");
  await page.getByRole("button", { name: "Reject draft A" }).click();
  await expect(page.getByRole("button", { name: "Send feedback" })).toBeDisabled();
  await page.getByLabel("What went wrong?").fill("Too formal");
  await page.getByRole("button", { name: "Send feedback" }).click();

  await expect(subject(page)).toHaveText("Wrong colour");
  await page.getByRole("button", { name: "Edit draft A" }).click();
  await expect(page.getByRole("button", { name: "Save edit" })).toBeDisabled();
  await page
    .getByLabel("Your reply")
    .fill("Hello Noor,\n\nthe hemlock one leaves today.\n\nFernhill Support");
  await page.getByRole("button", { name: "Save edit" }).click();

  await expect(subject(page)).toHaveText("Tent pole");
  await page.getByRole("button", { name: "Skip this email" }).click();
  await expect(page.getByText("Nothing to do")).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Done", exact: true }).click();
  const told = [
    ["Gift card", "Draft B was accepted"],
    ["Invoice for May", "Draft A was rejected"],
    ["Wrong colour", "Draft A was edited"],
    ["Tent pole", "This email was skipped"],
  ] as const;
  for (const [title, sentence] of told) {
    await openEmail(page, title);
    await expect(subject(page)).toHaveText(title);
    await expect(decision(page)).toContainText(sentence);
  }
  await openEmail(page, "Wrong colour");
  await expect(decision(page).getByRole("insertion").filter({ hasText: "hemlock" })).toBeVisible();
  const actions = (await api.feedback(lab.id)).map(({ action }) => action);
  expect(actions).toEqual(["skip", "edit", "reject", "accept"]);
});

test("the keyboard alone reads, decides and explains itself", async ({ page, api }) => {
  const lab = await fourEmails(api, "Keys");
  for (const { id } of await api.emails(lab.id)) await api.drafts(id);
  await page.goto(`/?lab=${lab.id}`);
  await expect(subject(page)).toHaveText("Gift card");

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Accept the selected draft");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("j");
  await expect(subject(page)).toHaveText("Invoice for May");
  await page.keyboard.press("k");
  await expect(subject(page)).toHaveText("Gift card");

  await expect(draft(page, "A")).toBeVisible();
  await page.keyboard.press("2");
  await expect(draft(page, "B")).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("a");

  await expect(subject(page)).toHaveText("Invoice for May");
  await expect(draft(page, "A")).toHaveAttribute("aria-current", "true");
  await page.keyboard.press("r");
  const reason = page.getByLabel("What went wrong?");
  await expect(reason).toBeFocused();
  await page.keyboard.type("Says a lot and answers nothing");
  await page.keyboard.press("Enter");

  await expect(subject(page)).toHaveText("Wrong colour");
  await expect(draft(page, "A")).toBeVisible();
  await page.keyboard.press("e");
  await expect(page.getByLabel("Your reply")).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" We will write by Friday.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(subject(page)).toHaveText("Tent pole");
  await expect(draft(page, "A")).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByText("Nothing to do")).toBeVisible();

  await page.reload();
  const list = page.getByRole("list", { name: "Feedback" }).getByRole("listitem");
  await expect(list).toHaveText([
    /Skipped/,
    /Edited/,
    /Rejected.*“Says a lot and answers nothing”/s,
    /Accepted/,
  ]);
  const byAction = new Map((await api.feedback(lab.id)).map((item) => [item.action, item]));
  expect(byAction.get("edit")?.editedContent).toMatch(/We will write by Friday\.$/);
});

test("a decision is taken back, or replaced by another", async ({ page, api }) => {
  const lab = await fourEmails(api, "Again");
  const [email] = await api.emails(lab.id);
  const [first] = email ? await api.drafts(email.id) : [];
  if (!email || !first) throw new Error("no draft");
  await api.decide(first.id, { action: "reject", reason: "Too cold" });

  await page.goto(`/?lab=${lab.id}&email=${email.id}`);
  await expect(decision(page)).toContainText("Draft A was rejected");
  await decision(page).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Feedback undone" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Accept draft A" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Feedback" })).toContainText("undone");
  expect((await api.email(email.id)).state).toBe("drafted");

  await page.getByRole("button", { name: "Accept draft A" }).click();
  await page.goto(`/?lab=${lab.id}&email=${email.id}`);
  await decision(page).getByRole("button", { name: "Decide again" }).click();
  await page.getByRole("button", { name: "Reject draft A" }).click();
  await page.getByLabel("What went wrong?").fill("On second thoughts, too long");
  await page.getByRole("button", { name: "Send feedback" }).click();
  await expect(page.getByRole("heading", { name: "You last rejected draft A" })).toBeVisible();

  await page.goto(`/?lab=${lab.id}&email=${email.id}`);
  await expect(decision(page)).toContainText("“On second thoughts, too long”");
  const states = (await api.feedback(lab.id)).map(({ action, state }) => `${action} ${state}`);
  expect(states).toEqual(["reject current", "accept superseded", "reject undone"]);
});

test("likes and dislikes of reasons are saved with the decision", async ({ page, api }) => {
  const lab = await fourEmails(api, "Reasons");
  const [email] = await api.emails(lab.id);
  const [first] = email ? await api.drafts(email.id) : [];
  const [liked, disliked] = first?.reasons ?? [];
  if (!email || !liked || !disliked) throw new Error("the draft has fewer than two reasons");

  const rating = (kind: "Like" | "Dislike", text: string) =>
    draft(page, "A").getByRole("button", { name: `${kind}: ${text}`, exact: true });
  await page.goto(`/?lab=${lab.id}&email=${email.id}`);
  await rating("Like", liked.text).click();
  await rating("Dislike", disliked.text).click();
  await expect(rating("Dislike", disliked.text)).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Accept draft A" }).click();
  await expect(page.getByRole("heading", { name: "You last accepted draft A" })).toBeVisible();

  await page.goto(`/?lab=${lab.id}&email=${email.id}`);
  await expect(rating("Like", liked.text)).toHaveAttribute("aria-pressed", "true");
  await expect(rating("Dislike", liked.text)).toHaveAttribute("aria-pressed", "false");
  await expect(rating("Dislike", disliked.text)).toHaveAttribute("aria-pressed", "true");
  const [stored] = await api.feedback(lab.id);
  expect(stored?.reasonRatings).toEqual({ [liked.id]: true, [disliked.id]: false });
});

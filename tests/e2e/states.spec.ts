import type { Route } from "@playwright/test";
import { expect, test, uniqueName } from "./fixtures";

const PROBLEM = {
  type: "about:blank",
  title: "Internal error",
  status: 500,
  detail: "Something went wrong on the server. Its log has the cause.",
};
const fail = (route: Route) =>
  route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(PROBLEM) });

test("an empty inbox says what would fill it, and a written email does", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Empty"));
  await page.goto(`/?lab=${lab.id}`);
  await expect(page.getByText("No emails yet")).toBeVisible();
  await expect(page.getByText("No email is open")).toBeVisible();

  await page.getByRole("button", { name: "Write" }).click();
  await page.getByRole("menuitem", { name: "A complaint" }).click();
  const emails = page.getByRole("list", { name: "Emails", exact: true });
  await expect(emails.getByRole("listitem")).toContainText(["Synthetic"]);
  await page.reload();
  await expect(emails.getByRole("listitem")).toHaveCount(1);

  await page.getByLabel("Search the inbox").fill("no such words in here");
  await expect(page.getByText("Nothing found")).toBeVisible();
});

test("when the server fails the page says so, and Retry goes on", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Retry"));
  await api.importMail(lab.id, [
    { from: "Ida Lund <ida@example.com>", subject: "Torn bag", body: "It tore." },
  ]);
  const [email] = await api.emails(lab.id);
  const drafts = `**/api/emails/${email?.id}/generate-drafts/`;
  await page.route(drafts, fail, { times: 1 });

  await page.goto(`/?lab=${lab.id}`);
  await page.getByRole("button", { name: "Generate drafts" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Internal error" });
  await expect(alert).toContainText(PROBLEM.detail);
  await alert.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("article", { name: "Draft A" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("article", { name: "Draft A" })).toBeVisible();
});

test("a list that cannot be read is not shown as empty", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Unreadable"));
  const list = /\/api\/prompt-labs\/\?/;
  await page.route(list, fail);
  await page.goto("/labs");
  const alert = page.getByRole("alert").filter({ hasText: "Internal error" });
  await expect(alert).toBeVisible();
  await expect(page.getByText("No lab yet")).toBeHidden();
  await page.unroute(list);
  await alert.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByRole("link", { name: lab.name })).toBeVisible();
});

test("the run page says that there is no such run", async ({ page }) => {
  const unknown = "01990000-0000-7000-8000-000000000000";
  await page.goto(`/runs/${unknown}`);
  await expect(page.getByRole("alert").filter({ hasText: "Not found" })).toContainText(
    `There is no run ${unknown}.`,
  );
});

test("an address without a page answers 404 and leads back", async ({ page }) => {
  const response = await page.goto("/no-such-page");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no page at this address");
  await page.getByRole("link", { name: "Go to the demo" }).click();
  await expect(page.getByRole("region", { name: "Inbox" })).toBeVisible();
});

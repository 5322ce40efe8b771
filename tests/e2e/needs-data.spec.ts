import { COMPLAINTS, mailOf } from "./api";
import { expect, test, uniqueName } from "./fixtures";

test("a run with too few cases says how many more are needed and changes nothing", async ({ page, api }) => {
  const lab = await api.newLab(uniqueName("Few cases"));
  const cases = (await api.shippedCases()).slice(0, 12);
  const { heldOutCount } = await api.newDataset(lab.id, "A few replies", cases);
  await api.importMail(lab.id, mailOf(cases.slice(0, 1)));
  const [email] = await api.emails(lab.id);
  const [draft] = email ? await api.drafts(email.id) : [];
  await api.decide(draft?.id ?? "", { action: "reject", reason: COMPLAINTS[0] });

  await page.goto(`/labs/${lab.id}?tab=runs`);
  await page.getByRole("button", { name: "Start a run" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "A run is not due yet" });
  await expect(refusal).toContainText("1 of 10");
  await refusal.getByRole("button", { name: "Start anyway" }).click();

  await expect(page.getByRole("status")).toContainText("Needs more data");
  const needed = lab.settings.deploymentConfig.minHeldOutCases;
  const told = page.getByRole("region", { name: "Decision", exact: true });
  // Two of five new cases are held out.
  const sentence = `About ${Math.ceil((needed - heldOutCount) * 2.5)} more are needed`;
  await expect(told).toContainText("Kept v1: not enough data to decide");
  await expect(told).toContainText(sentence);
  await expect(told).toContainText(`${heldOutCount} of the ${needed} held-out emails`);

  await page.reload();
  await expect(told).toContainText(sentence);
  await told.getByRole("link", { name: "Add emails with replies" }).click();
  await expect(page.getByText(`this lab has ${heldOutCount}.`)).toBeVisible();
  expect((await api.history(lab.id)).versions).toHaveLength(1);
});

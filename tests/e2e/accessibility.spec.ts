import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Api, readyLab, rejectSome } from "./api";
import { expect, test, uniqueName } from "./fixtures";

const TABS = ["prompt", "runs", "data", "settings"] as const;

interface Stop {
  name: string;
  path: string;
  /** Shown once the page has what it asked the server for. */
  loaded: (page: Page) => Promise<void>;
}

const visible = (page: Page, role: "list" | "region" | "table", name: string) =>
  expect(page.getByRole(role, { name, exact: true })).toBeVisible();

const stops: Stop[] = [
  { name: "Demo", path: "/", loaded: (page) => visible(page, "list", "Conditions") },
  { name: "Labs", path: "/labs", loaded: (page) => visible(page, "table", "Labs") },
  { name: "Models", path: "/models", loaded: (page) => visible(page, "table", "Today") },
  { name: "Docs", path: "/docs", loaded: (page) => visible(page, "list", "Worlds") },
  ...TABS.map((tab) => ({
    name: `Lab, ${tab}`,
    path: `/labs/default?tab=${tab}`,
    loaded: async (page: Page) => {
      const part =
        tab === "prompt"
          ? "Full text"
          : tab === "settings"
            ? "Reward weights"
            : tab === "data"
              ? "Support replies"
              : "Next run";
      await expect(page.getByRole("heading", { name: part })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    },
  })),
];

for (const stop of stops) {
  test(`${stop.name}: accessible in light and dark, no sideways scrolling`, async ({ page }) => {
    await check(page, stop);
  });
}

test("Demo with drafts and a decision: accessible in light and dark, no sideways scrolling", async ({
  page,
  api,
}) => {
  const lab = await api.newLab(uniqueName("Accessible"));
  await api.importMail(lab.id, [
    { from: "Ada Osei <ada@example.com>", subject: "Broken strap", body: "The strap broke on day one." },
    {
      from: "Ben Roth <ben@example.com>",
      subject: "Late parcel",
      body: "It is a week late.\n\n> Sent on Monday.",
    },
  ]);
  const [first, second] = await api.emails(lab.id);
  const [decided] = first ? await api.drafts(first.id) : [];
  await api.decide(decided?.id ?? "", {
    action: "edit",
    editedContent: "Hello, it leaves today.",
    reason: "Vague",
  });
  if (second) await api.drafts(second.id);
  const loaded = (page: Page) => expect(page.getByRole("article", { name: "Draft B" })).toBeVisible();
  for (const email of [first, second]) {
    await check(page, { name: "Demo", path: `/?lab=${lab.id}&email=${email?.id}`, loaded });
  }
});

test("A finished run: accessible in light and dark, no sideways scrolling", async ({ page, api }) => {
  test.setTimeout(120_000);
  const runId = await finishedRun(api);
  await check(page, {
    name: "Run",
    path: `/runs/${runId}`,
    loaded: async (shown) => {
      await expect(shown.getByRole("list", { name: "Log, newest first" })).toBeVisible();
      await expect(shown.locator("[aria-busy=true]")).toHaveCount(0);
    },
  });
});

async function finishedRun(api: Api): Promise<string> {
  const lab = await readyLab(api, uniqueName("Finished run"));
  await rejectSome(api, lab.id, 6);
  const runId = await api.startRun(lab.id);
  await expect.poll(async () => (await api.run(runId)).step, { timeout: 90_000 }).toBe("finished");
  return runId;
}

async function check(page: Page, { path, loaded }: Stop): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(path);
  await loaded(page);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${scheme}\\b`));
    expect.soft(await violations(page), `${path} in ${scheme}`).toEqual([]);
  }
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const tooWide = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.soft.poll(tooWide, { message: `${path} at ${width} px scrolls sideways` }).toBe(0);
  }
}

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`),
  );
}

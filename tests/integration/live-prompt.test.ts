import { expect, it } from "vitest";
import { changeLab, createLab, getLab } from "@/lib/services/labs";
import { activatePrompt, getPromptHistory, writePrompt } from "@/lib/services/prompts";
import { eachDatabase } from "./stores";

eachDatabase((open) => {
  it("makes a version live and tells the story in the audit", async () => {
    const ctx = await open();
    await writePrompt(ctx, "default", { content: "Reply briefly for {{company}}." });
    await activatePrompt(ctx, "default", { version: 2, revision: 1, reason: "Shorter." });
    const { revision, versions, changes } = await activatePrompt(ctx, "default", {
      version: 1,
      revision: 2,
      reason: "Too short.",
    });

    expect(revision).toBe(3);
    expect(versions.map(({ version, live, parentVersion }) => [version, live, parentVersion])).toEqual([
      [2, false, 1],
      [1, true, null],
    ]);
    expect(changes.map(({ at: _at, ...change }) => change)).toEqual([
      { revision: 3, fromVersion: 2, toVersion: 1, actor: "owner", reason: "Too short.", runId: null },
      { revision: 2, fromVersion: 1, toVersion: 2, actor: "owner", reason: "Shorter.", runId: null },
      expect.objectContaining({ revision: 1, fromVersion: null, toVersion: 1 }),
    ]);
  });

  it("refuses a change that rests on an old revision, and names the current one", async () => {
    const ctx = await open();
    await writePrompt(ctx, "default", { content: "One." });
    await writePrompt(ctx, "default", { content: "Two.", activate: { revision: 1, reason: "Better." } });

    const stale = activatePrompt(ctx, "default", { version: 2, revision: 1, reason: "Mine." });
    await expect(stale).rejects.toMatchObject({
      code: "conflict",
      extra: { expectedRevision: 1, currentRevision: 2 },
    });
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 3, revision: 2 });
  });

  it("lets one of 20 racers win; the others are told", async () => {
    const ctx = await open();
    for (let n = 0; n < 20; n++) await writePrompt(ctx, "default", { content: `Prompt ${n}.` });

    const races = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        activatePrompt(ctx, "default", { version: n + 2, revision: 1, reason: `Racer ${n}` }),
      ),
    );

    expect(races.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const race of races) {
      if (race.status === "rejected") {
        expect(race.reason).toMatchObject({ code: "conflict", extra: { currentRevision: 2 } });
      }
    }
    const { revision, changes, versions } = await getPromptHistory(ctx, "default");
    expect(revision).toBe(2);
    expect(changes).toHaveLength(2);
    expect(versions.filter(({ live }) => live)).toHaveLength(1);
  });

  it("stores no version when it cannot be made live as asked", async () => {
    const ctx = await open();
    const stale = writePrompt(ctx, "default", {
      content: "Never stored.",
      activate: { revision: 0, reason: "Stale." },
    });
    await expect(stale).rejects.toMatchObject({ code: "conflict" });
    expect((await getPromptHistory(ctx, "default")).versions).toHaveLength(1);
  });

  it("numbers versions without gaps or repeats when many are written at once", async () => {
    const ctx = await open();
    await Promise.all(
      Array.from({ length: 15 }, (_, n) => writePrompt(ctx, "default", { content: `Prompt ${n}.` })),
    );
    const { versions } = await getPromptHistory(ctx, "default");
    expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 16 }, (_, n) => 16 - n));
  });

  it.each([
    { case: "a version with a variable that has no value", write: { content: "For {{nobody}}." } },
    { case: "a variable's value taken from the live prompt", write: null },
  ])("refuses $case", async ({ write }) => {
    const ctx = await open();
    const refused = write ? writePrompt(ctx, "default", write) : changeLab(ctx, "default", { variables: {} });
    await expect(refused).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: write ? "body.content" : "body.variables" }],
    });
  });

  it("does not know a version or a lab that is not there", async () => {
    const ctx = await open();
    const version = activatePrompt(ctx, "default", { version: 9, reason: "?" });
    await expect(version).rejects.toMatchObject({ code: "not_found" });
    await expect(getLab(ctx, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("gives labs of one name an address each, and never the reserved one", async () => {
    const ctx = await open();
    const labs = await Promise.all(
      ["Billing", "Billing", "Default", "Billing", "???"].map((name) =>
        createLab(ctx, { name, description: "", prompt: "Reply.", variables: {} }),
      ),
    );
    const slugs = labs.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(5);
    expect(slugs).not.toContain("default");
    expect(
      labs.every(({ isDefault, liveVersion, revision }) => !isDefault && liveVersion + revision === 2),
    ).toBe(true);
  });
});

import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import type { CaseRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Dataset, NewCase } from "@/lib/contracts/datasets";
import { runNextStep } from "@/lib/runner/runner";
import { addCasesToDataset, createDataset } from "@/lib/services/datasets";
import { importEmails } from "@/lib/services/email-intake";
import { recordFeedback } from "@/lib/services/feedback";
import { triggerRun } from "@/lib/services/optimization";
import { getRun, getRunEvents } from "@/lib/services/run-views";
import { decideOn, draft } from "./lab-work";
import { eachDatabase } from "./stores";

const stranger = "Zoe Quist <zoe@elsewhere.example>";
const caseOf = (subject: string, body: string, sender = stranger): NewCase => ({
  input: { sender, subject, body, sentOn: null },
  expectedOutput: "It comes on Friday.",
});

const quoted = (body: string) =>
  body
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

async function casesOf(ctx: Context, dataset?: Dataset): Promise<CaseRow[]> {
  const { db, t } = ctx.store;
  return db
    .select()
    .from(t.cases)
    .where(dataset ? eq(t.cases.datasetId, dataset.id) : undefined)
    .orderBy(asc(t.cases.seq));
}

/** One case of each side of the default lab. */
async function oneOfEachSide(ctx: Context): Promise<{ development: CaseRow; heldOut: CaseRow }> {
  const rows = await casesOf(ctx);
  const development = rows.find(({ side }) => side === "development");
  const heldOut = rows.find(({ side }) => side === "held_out");
  if (!development || !heldOut) throw new Error("the default lab has cases of both sides");
  return { development, heldOut };
}

const addDataset = (ctx: Context, cases: NewCase[]): Promise<Dataset> =>
  createDataset(ctx, { name: "More", description: "", cases });

/** The cases' places forgotten, as in a database from before there were groups. */
async function forgetGroups({ store: { db, t } }: Context): Promise<void> {
  await db.update(t.cases).set({ groupKey: null, fingerprint: null });
}

/** Starts a run and lets it collect what it works with. */
async function collected(ctx: Context) {
  const { runId } = await triggerRun(ctx, { force: true });
  await runNextStep(ctx, new AbortController().signal);
  const [run, { events }] = await Promise.all([getRun(ctx, runId), getRunEvents(ctx, { runId, after: 0 })]);
  return { run, told: events.map(({ message }) => message).join("\n") };
}

const placesOf = (rows: readonly CaseRow[]) => rows.map(({ groupKey, side }) => ({ groupKey, side }));

eachDatabase((open) => {
  it("keeps near-duplicates on one side, within a batch, between datasets and later on", async () => {
    const ctx = await open();
    for (const twin of Object.values(await oneOfEachSide(ctx))) {
      const { subject, body, sender, groupKey, side } = twin;
      const dataset = await addDataset(ctx, [
        caseOf(subject, body.replace(/\d+/g, "77")),
        caseOf(`Fwd: ${subject}`, `Can you look into this?\n\nForwarded message\nFrom: ${sender}\n\n${body}`),
      ]);
      await addCasesToDataset(ctx, dataset.id, [
        caseOf(`Re: ${subject}`, "Is there any news about what I wrote to you?", sender),
      ]);
      expect(placesOf(await casesOf(ctx, dataset))).toEqual(Array(3).fill({ groupKey, side }));
    }

    const bodies = ["4711", "4712", "4713", "4714", "4715", "4716"].map(
      (order) => `The kettle of order ${order} whistles before the water boils. Is that as it should be?`,
    );
    const batch = await addDataset(
      ctx,
      bodies.map((body, i) => caseOf("Kettle", body, `customer${i}@elsewhere.example`)),
    );
    const rows = await casesOf(ctx, batch);
    expect(new Set(rows.map(({ splitKey }) => splitKey)).size).toBe(6);
    expect(new Set(rows.map(({ side }) => side)).size).toBe(1);
    expect(rows.map(({ groupKey }) => groupKey)).toEqual(rows.map(() => rows[0]?.splitKey));
  });

  it("leaves a case that resembles both sides out of both, and says so", async () => {
    const ctx = await open();
    const { development, heldOut } = await oneOfEachSide(ctx);
    const before = placesOf(await casesOf(ctx));
    const dataset = await addDataset(ctx, [
      caseOf(heldOut.subject, `${development.body}\n\nOn Monday Ann wrote:\n${quoted(heldOut.body)}`),
    ]);
    const rows = await casesOf(ctx, dataset);
    expect(placesOf(rows)).toEqual([{ groupKey: null, side: "straddles" }]);
    expect(dataset).toMatchObject({ caseCount: 1, heldOutCount: 0 });
    expect(placesOf((await casesOf(ctx)).filter(({ datasetId }) => datasetId !== dataset.id))).toEqual(
      before,
    );

    await decideOn(ctx, 6);
    const { run, told } = await collected(ctx);
    expect((run.cases?.development ?? 0) + (run.cases?.heldOut ?? 0)).toBe(60);
    expect(told).toContain("1 case resembles both sides and is left out.");
    expect(run.status).toBe("running");
  });

  it("says of a run without data what was left out", async () => {
    const ctx = await open();
    const { development, heldOut } = await oneOfEachSide(ctx);
    const both = `${development.body}\n\nOn Monday Ann wrote:\n${quoted(heldOut.body)}`;
    await addDataset(ctx, [caseOf(heldOut.subject, both), caseOf(heldOut.subject, `${both}\nThanks`)]);
    const { run } = await collected(ctx);
    expect(run.status).toBe("needs_data");
    expect(run.decision?.reasons).toContain("2 cases resemble both sides and are left out.");
  });

  it("lets cases of before there were groups keep their side, and groups them on first use", async () => {
    const ctx = await open();
    const before = await casesOf(ctx);
    await forgetGroups(ctx);
    await decideOn(ctx, 6);
    const { run } = await collected(ctx);

    expect(run.cases).toEqual({
      development: before.filter(({ side }) => side === "development").length,
      heldOut: before.filter(({ side }) => side === "held_out").length,
    });
    expect(await casesOf(ctx)).toEqual(before);
  });

  it("takes an old held-out case that resembles an old development case off the held-out side", async () => {
    const ctx = await open();
    const { development, heldOut } = await oneOfEachSide(ctx);
    const dataset = await addDataset(ctx, [caseOf(development.subject, development.body)]);
    await forgetGroups(ctx);
    const { db, t } = ctx.store;
    await db.update(t.cases).set({ side: "held_out" }).where(eq(t.cases.datasetId, dataset.id));

    // Adding a case is a first use too.
    const later = await addDataset(ctx, [caseOf(heldOut.subject, heldOut.body)]);
    expect(placesOf(await casesOf(ctx, dataset))).toEqual([{ groupKey: null, side: "straddles" }]);
    expect(placesOf(await casesOf(ctx, later))).toEqual([{ groupKey: heldOut.splitKey, side: "held_out" }]);
    expect((await casesOf(ctx)).filter(({ side }) => side === "straddles")).toHaveLength(1);
  });

  it("keeps decisions about emails like a held-out case from the rewriter", async () => {
    const ctx = await open();
    const { development, heldOut } = await oneOfEachSide(ctx);
    const mail = ({ subject, body }: CaseRow, order: string) =>
      new TextEncoder().encode(
        `From: ${stranger}\nSubject: ${subject} (${order})\nContent-Type: text/plain; charset=utf-8\n\n${body}`,
      );
    for (const bytes of [mail(development, "again"), mail(heldOut, "once more")]) {
      const { emailIds } = await importEmails(ctx, { bytes });
      const [first] = await draft(ctx, emailIds[0]);
      await recordFeedback(ctx, {
        draftId: first.id,
        feedback: { action: "reject", reason: "No date." },
      });
    }
    const { run, told } = await collected(ctx);
    expect(run.failures.map(({ subject }) => subject)).toEqual([`${development.subject} (again)`]);
    expect(told).toContain("1 decision is about a held-out email");
  });
});

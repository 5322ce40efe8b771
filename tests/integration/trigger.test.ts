import { expect, it } from "vitest";
import type { NewFeedback } from "@/lib/contracts/feedback";
import { recordFeedback } from "@/lib/services/feedback";
import { changeLab } from "@/lib/services/labs";
import { startDueRuns, triggerRun } from "@/lib/services/optimization";
import { cancelRun } from "@/lib/services/run-actions";
import { getRuns } from "@/lib/services/run-views";
import { getTriggerCheck } from "@/lib/services/triggers";
import { createClock } from "@/tests/fakes/clock";
import { decideOn, draft, openEmails, work } from "./lab-work";
import { eachDatabase } from "./stores";

const accept: NewFeedback = { action: "accept" };
const reject: NewFeedback = { action: "reject", reason: "Too long." };
const HOUR = 3_600_000;

eachDatabase((open) => {
  it("starts a run at the tenth vote when three of ten are negative", async () => {
    const ctx = await open();
    const early = [...(await decideOn(ctx, 3, reject)), ...(await decideOn(ctx, 6, accept))];
    expect(early.map(({ runId }) => runId)).toEqual(Array(9).fill(null));
    expect(early.at(-1)?.trigger.conditions[0]).toMatchObject({
      name: "min_feedback",
      value: 9,
      threshold: 10,
      met: false,
    });

    const [tenth] = await decideOn(ctx, 1, accept);
    expect(tenth?.runId).toEqual(expect.any(String));
    expect(tenth?.trigger).toMatchObject({ shouldOptimize: true, activeRunId: tenth?.runId });
    const conditions = tenth?.trigger.conditions.map(({ name, value, met }) => ({ name, value, met }));
    expect(conditions).toEqual([
      { name: "min_feedback", value: 10, met: true },
      { name: "negative_ratio", value: 0.3, met: true },
      { name: "time_since_last_run", value: null, met: true },
      { name: "runs_per_day", value: 0, met: true },
    ]);
    expect((await getRuns(ctx, { limit: 10 })).items).toMatchObject([
      { id: tenth?.runId, status: "queued", origin: "trigger", baselineVersion: 1 },
    ]);
  });

  it("starts none at ten votes of which two are negative", async () => {
    const ctx = await open();
    const receipts = [...(await decideOn(ctx, 2, reject)), ...(await decideOn(ctx, 8, accept))];
    expect(receipts.every(({ runId }) => runId === null)).toBe(true);
    expect(receipts.at(-1)?.trigger.conditions[1]).toMatchObject({ value: 0.2, met: false });
    expect((await getRuns(ctx, { limit: 10 })).items).toEqual([]);
  });

  it("counts emails, not drafts: a rejected sibling of an accepted draft is no vote", async () => {
    const ctx = await open();
    for (const { id } of await openEmails(ctx, 10)) {
      const [a, b] = await draft(ctx, id);
      await recordFeedback(ctx, { draftId: a.id, feedback: reject });
      await recordFeedback(ctx, { draftId: b.id, feedback: accept });
    }
    const { conditions, shouldOptimize } = await getTriggerCheck(ctx);
    expect(conditions.slice(0, 2)).toMatchObject([{ value: 10 }, { value: 0 }]);
    expect(shouldOptimize).toBe(false);
  });

  it("forgets decisions that fell out of the window", async () => {
    const clock = createClock("2026-03-01T12:00:00.000Z");
    const ctx = await open({ now: clock.now });
    await decideOn(ctx, 9, reject);
    clock.advance(24 * HOUR);
    expect((await getTriggerCheck(ctx)).conditions[0]).toMatchObject({ value: 9 });
    clock.advance(1);
    expect((await getTriggerCheck(ctx)).conditions[0]).toMatchObject({ value: 0 });
  });

  it("starts exactly one run from 20 decisions at once", async () => {
    const ctx = await open();
    const drafts: string[] = [];
    for (const { id } of await openEmails(ctx, 20)) drafts.push((await draft(ctx, id))[0].id);

    const receipts = await Promise.all(
      drafts.map((draftId) => recordFeedback(ctx, { draftId, feedback: reject })),
    );

    expect(receipts.filter(({ runId }) => runId !== null)).toHaveLength(1);
    expect((await getRuns(ctx, { limit: 10 })).items).toHaveLength(1);
    expect(await ctx.store.db.$count(ctx.store.t.jobs)).toBe(1);
  });

  it("starts one run from ten forced starts at once; the others hear which", async () => {
    const ctx = await open();
    const starts = await Promise.allSettled(
      Array.from({ length: 10 }, () => triggerRun(ctx, { force: true })),
    );
    const [started, ...more] = starts.flatMap((start) =>
      start.status === "fulfilled" ? [start.value.runId] : [],
    );
    expect(more).toEqual([]);
    const refused = starts.flatMap((start) => (start.status === "rejected" ? [start.reason] : []));
    expect(refused.map(({ code, extra }) => ({ code, extra }))).toEqual(
      Array(9).fill({ code: "conflict", extra: { runId: started } }),
    );
  });

  it("refuses a start that is not due with every condition, and starts it when forced", async () => {
    const ctx = await open();
    const refused = triggerRun(ctx, { force: false });
    await expect(refused).rejects.toMatchObject({
      code: "conflict",
      extra: {
        conditions: [
          { name: "min_feedback", met: false },
          { name: "negative_ratio", met: false },
          { name: "time_since_last_run", met: true },
          { name: "runs_per_day", met: true },
        ],
      },
    });
    await expect(triggerRun(ctx, { force: true })).resolves.toEqual({ runId: expect.any(String) });
  });

  it("waits six hours after a run, and starts no more than the lab allows in a day", async () => {
    const clock = createClock("2026-03-01T12:00:00.000Z");
    const ctx = await open({ now: clock.now });
    await changeLab(ctx, "default", { triggerConfig: { maxOptimizationFrequencyPerDay: 2 } });
    const endRun = async (runId: string | null | undefined) => {
      await cancelRun(ctx, runId ?? "");
      await work(ctx);
    };
    await endRun((await decideOn(ctx, 10, reject)).at(-1)?.runId);

    clock.advance(6 * HOUR - 1);
    expect(await startDueRuns(ctx)).toEqual({ checked: 1, enqueued: 0 });
    clock.advance(1);
    expect(await startDueRuns(ctx)).toEqual({ checked: 1, enqueued: 1 });
    // Overlapping checks find it under way.
    expect(await startDueRuns(ctx)).toEqual({ checked: 1, enqueued: 0 });
    await endRun((await getRuns(ctx, { limit: 1 })).items[0]?.id);

    clock.advance(6 * HOUR);
    const { conditions } = await getTriggerCheck(ctx);
    expect(conditions.find(({ name }) => name === "runs_per_day")).toMatchObject({ value: 2, met: false });
    expect(await startDueRuns(ctx)).toEqual({ checked: 1, enqueued: 0 });
  });
});

import { expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { Run } from "@/lib/contracts/runs";
import { defaultLab } from "@/lib/services/default-lab";
import { getLab } from "@/lib/services/labs";
import { triggerRun } from "@/lib/services/optimization";
import { getPromptHistory } from "@/lib/services/prompts";
import { getCaseComparisons, getRunEvents, getRuns } from "@/lib/services/run-views";
import { createClock } from "@/tests/fakes/clock";
import { countingIds, countingSeeds } from "@/tests/fakes/ids";
import { fakeModel } from "./fake-model";
import { decideOn, finishRun, shortSearch } from "./lab-work";
import { betterPrompts, shopAnswers } from "./shop-model";
import { eachDatabase } from "./stores";

async function rejectAndRun(ctx: Context): Promise<Run> {
  await shortSearch(ctx);
  await decideOn(ctx, 6);
  const { runId } = await triggerRun(ctx, { force: true });
  return finishRun(ctx, runId);
}

/** All that a run found, without the ids and times of this one. */
const findingsOf = ({ status, decision, cost, seed, failures, candidates }: Run) => ({
  status,
  decision,
  cost,
  seed,
  failures: failures.map(({ subject, said }) => [subject, said]),
  candidates: candidates.map(({ id: _id, changes, ...found }) => ({
    ...found,
    changes: changes.map(({ change }) => change),
  })),
});

eachDatabase((open) => {
  const openFixed = () =>
    open({
      now: createClock("2026-10-05T12:00:00.000Z").now,
      newId: countingIds(),
      newSeed: countingSeeds(4_242),
    });

  it("finds the same from the same database, and says how it came to its decision", async () => {
    const ctx = await openFixed();
    const run = await rejectAndRun(ctx);

    expect(run.status, run.error ?? "").toBe("deployed");
    expect(run).toMatchObject({ step: "finished", origin: "person", simulated: true, baselineVersion: 1 });
    expect(run.cases?.development).toBeGreaterThan(20);
    expect(run.decision).toMatchObject({ verdict: "deploy", basis: "held_out", test: "sign_flip" });
    expect(run.decision?.n).toBe(run.cases?.heldOut);
    const survivor = run.candidates.find(({ state }) => state === "survivor");
    expect(survivor?.heldOutCases).toBe(run.cases?.heldOut);
    expect(survivor?.changes.flatMap(({ feedbackIds }) => feedbackIds)).not.toEqual([]);
    // Only the survivor has met the held-out cases.
    const strangers = run.candidates.filter(
      ({ role, state }) => role === "candidate" && state !== "survivor",
    );
    expect(strangers.map(({ heldOutCases }) => heldOutCases)).toEqual(strangers.map(() => 0));
    expect(run.progress.done).toBe(run.progress.total);

    const { items } = await getCaseComparisons(ctx, run.id);
    expect(items).toHaveLength(run.cases?.heldOut ?? 0);
    const differences = items.map(({ difference }) => difference ?? Number.NaN);
    expect(differences).toEqual([...differences].sort((a, b) => a - b));
    expect(differences.filter((difference) => difference > 0)).toHaveLength(run.decision?.wins ?? -1);

    const again = await rejectAndRun(await openFixed());
    expect(findingsOf(again)).toEqual(findingsOf(run));
  });

  it("deploys what won, with its evidence in the audit and a log without gaps", async () => {
    const { model, server } = await fakeModel({ respond: shopAnswers(betterPrompts) });
    const ctx = await open({ model });
    await shortSearch(ctx);
    await decideOn(ctx, 4);
    const before = server.completions.length;
    const { runId } = await triggerRun(ctx, { force: true });
    const run = await finishRun(ctx, runId);

    expect(run).toMatchObject({ status: "deployed", resultVersion: 2, canRollBack: true, error: null });
    // Every candidate wrote what the team wrote: their exact match is 1.
    expect(run.candidates[0]?.developmentMean).toBeLessThan(0.5);
    expect(run.candidates.slice(1).map(({ developmentMean }) => (developmentMean ?? 0) > 0.7)).toEqual(
      Array(3).fill(true),
    );
    expect(run.decision).toMatchObject({ verdict: "deploy", losses: 0, ties: 0, wins: run.cases?.heldOut });
    expect(run.cost).toMatchObject({
      calls: server.completions.length - before,
      cachedCalls: 0,
      failedCalls: 0,
      usd: null,
    });

    const { changes, versions } = await getPromptHistory(ctx, "default");
    expect(changes[0]).toMatchObject({
      revision: 2,
      fromVersion: 1,
      toVersion: 2,
      actor: "Loop Learner",
      runId,
    });
    expect(versions[0]).toMatchObject({ live: true, origin: { kind: "rewritten", runId }, parentVersion: 1 });
    expect(betterPrompts).toContain(versions[0]?.content);

    const { events, ended } = await getRunEvents(ctx, { runId, after: 0 });
    expect(ended).toBe(true);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === "finished")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({
      type: "finished",
      message: expect.stringContaining("Version 2 is live"),
    });
    expect((await getRuns(ctx, { limit: 5 })).items).toMatchObject([{ id: runId, status: "deployed" }]);
  });

  it("ends without a gain when no candidate is better, and leaves the held-out cases untouched", async () => {
    const { model } = await fakeModel({
      respond: shopAnswers([
        "Reply to the email of {{today}}.",
        `${defaultLab.prompt} The office is on the second floor.`,
        `${defaultLab.prompt}  The office is on the SECOND floor.`,
      ]),
    });
    const ctx = await open({ model });
    const run = await rejectAndRun(ctx);

    expect(run).toMatchObject({ status: "no_improvement", resultVersion: null, canRollBack: false });
    expect(run.decision).toMatchObject({
      verdict: "no_improvement",
      n: 0,
      improvement: null,
      confidence: null,
    });
    expect(run.decision?.reasons[0]).toMatch(/^The best of the candidates scored .* None was better/);
    expect(run.candidates.map(({ heldOutCases }) => heldOutCases)).toEqual([0, 0, 0, 0]);
    expect(await getLab(ctx, "default")).toMatchObject({ liveVersion: 1, revision: 1 });

    // Refused candidates stay, each with its reason, and were never tried.
    const refused = run.candidates.filter(({ state }) => state === "invalid");
    expect(refused.map(({ problems }) => problems.map(({ code }) => code)).sort()).toEqual([
      ["duplicate"],
      ["missing_variable"],
    ]);
    expect(refused.map(({ developmentCases }) => developmentCases)).toEqual([0, 0]);
    const lost = refused.find(({ problems }) => problems[0]?.code === "missing_variable");
    expect(lost).toMatchObject({
      content: "Reply to the email of {{today}}.",
      problems: [{ message: "The variable {{company}} is missing." }],
    });
  });

  it("fails when no proposal keeps the rules, and quotes the first reason", async () => {
    const { model } = await fakeModel({ respond: shopAnswers(["Reply."]) });
    const run = await rejectAndRun(await open({ model }));
    expect(run.status).toBe("failed");
    expect(run.error).toMatch(
      /^None of the 3 proposals kept the rules\. The first: The variable \{\{company\}\}/,
    );
  });
});

import { expect, it } from "vitest";
import type { EmailRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import { proposalJson } from "@/lib/engine/rewriting/proposal";
import type { CaseSide } from "@/lib/engine/search/case-groups";
import type { LanguageModel } from "@/lib/llm/language-model";
import { runNextStep } from "@/lib/runner/runner";
import { readSplit, sideOfEmail } from "@/lib/services/case-split";
import { createDataset, getCases, getDatasets } from "@/lib/services/datasets";
import { defaultLab } from "@/lib/services/default-lab";
import { generateSyntheticEmail } from "@/lib/services/email-intake";
import { emailText, requireEmail } from "@/lib/services/emails";
import { recordFeedback } from "@/lib/services/feedback";
import { createLab, getLab } from "@/lib/services/labs";
import { triggerDatasetRun, triggerRun } from "@/lib/services/optimization";
import { activatePrompt, writePrompt } from "@/lib/services/prompts";
import { cancelRun } from "@/lib/services/run-actions";
import { getRun, getRunEvents } from "@/lib/services/run-views";
import { simulator } from "./contexts";
import { decideOn, draft, finishRun, openEmails, shortSearch, work } from "./lab-work";
import { eachDatabase } from "./stores";

/** The side of each email beside the cases of its lab. */
async function sidesOf(ctx: Context): Promise<(email: EmailRow) => CaseSide> {
  const { id: labId } = await getLab(ctx, "default");
  const placed = await ctx.store.transaction((tx) => readSplit(tx, labId));
  return (email) => sideOfEmail(emailText(email), placed);
}

const step = (ctx: Context) => runNextStep(ctx, new AbortController().signal);

eachDatabase((open) => {
  it("says how many cases are missing in a lab with few of them", async () => {
    const ctx = await open();
    const lab = await createLab(ctx, { name: "New", description: "", prompt: "Reply.", variables: {} });
    const cases = defaultLab.emails.slice(0, 12).map(({ from, subject, body }) => ({
      input: { sender: from, subject, body, sentOn: null },
      expectedOutput: "It comes on Friday.",
    }));
    const dataset = await createDataset(ctx, { labId: lab.id, name: "Few", description: "", cases });
    const held = dataset.heldOutCount;
    const { runId } = await triggerDatasetRun(ctx, { labId: lab.id, datasetIds: [dataset.id], force: true });
    const run = await finishRun(ctx, runId);

    expect(run).toMatchObject({
      status: "needs_data",
      cases: { development: 12 - held, heldOut: held },
      cost: { calls: 0 },
    });
    const more = Math.ceil((20 - held) / 0.4);
    expect(run.decision).toMatchObject({ verdict: "needs_data", n: held, pValue: null, confidence: null });
    expect(run.decision?.reasons).toEqual([
      expect.stringContaining(`of 12 cases here ${held} ${held === 1 ? "is" : "are"} held out`),
      expect.stringMatching(/^There is no rejected or edited draft/),
    ]);
    expect(run.decision?.reasons[0]).toContain(`About ${more} more are needed`);
  });

  it("says that there is nothing to learn from in a lab without failures", async () => {
    const ctx = await open();
    await decideOn(ctx, 3, { action: "accept" });
    const { runId } = await triggerRun(ctx, { force: true });
    const run = await finishRun(ctx, runId);
    expect(run.status).toBe("needs_data");
    expect(run.decision?.reasons).toEqual([expect.stringMatching(/^There is no rejected or edited draft/)]);
  });

  it("refuses datasets of another lab by their place in the list", async () => {
    const ctx = await open();
    const lab = await createLab(ctx, { name: "New", description: "", prompt: "Reply.", variables: {} });
    const [own] = (await getDatasets(ctx, { limit: 1 })).items;
    const foreign = await createDataset(ctx, { labId: lab.id, name: "New", description: "", cases: [] });
    const start = triggerDatasetRun(ctx, { datasetIds: [own?.id ?? "", foreign.id], force: true });
    await expect(start).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "body.datasetIds[1]" }],
    });
  });

  it("keeps decisions about held-out emails from the rewriter", async () => {
    const asked: string[] = [];
    const model: LanguageModel = {
      ...simulator(),
      generate: (request, options) => {
        if (request.json?.name === proposalJson.name) asked.push(JSON.stringify(request.messages));
        return simulator().generate(request, options);
      },
    };
    const ctx = await open({ model });
    await shortSearch(ctx);
    const emails = await Promise.all((await openEmails(ctx, 16)).map(({ id }) => requireEmail(ctx, id)));
    const sideOf = await sidesOf(ctx);
    const heldOut = emails.filter((email) => sideOf(email) === "held_out");
    const development = emails.filter((email) => sideOf(email) === "development");
    expect(heldOut.length).toBeGreaterThan(0);
    await decideOn(ctx, 16, { action: "reject", reason: "No date." });

    const { runId } = await triggerRun(ctx, { force: true }).catch(({ extra }) => extra);
    await step(ctx);
    await step(ctx);

    const run = await getRun(ctx, runId);
    expect(run.step).toBe("racing");
    expect(run.failures.map(({ subject }) => subject).sort()).toEqual(
      development.map(({ subject }) => subject).sort(),
    );
    expect(asked).toHaveLength(3);
    const quoted = (body: string) => JSON.stringify(body).slice(1, -1);
    for (const messages of asked) {
      expect(development.some(({ body }) => messages.includes(quoted(body)))).toBe(true);
      expect(heldOut.filter(({ body }) => messages.includes(quoted(body)))).toEqual([]);
    }
    const { events } = await getRunEvents(ctx, { runId, after: 0 });
    expect(events.map(({ message }) => message).join("\n")).toContain(
      `${heldOut.length} decisions are about held-out emails`,
    );
  });

  it("learns from edits and disliked reasons, and not from accepted drafts", async () => {
    const ctx = await open();
    const emails = await Promise.all((await openEmails(ctx, 20)).map(({ id }) => requireEmail(ctx, id)));
    // Only decisions about development emails are quoted.
    const sideOf = await sidesOf(ctx);
    const [first, second, third] = emails.filter((email) => sideOf(email) === "development");

    const [edited] = await draft(ctx, first?.id);
    await recordFeedback(ctx, {
      draftId: edited.id,
      feedback: { action: "edit", editedContent: `${edited.content}\n\nYours` },
    });
    const [disliked] = await draft(ctx, second?.id);
    await recordFeedback(ctx, {
      draftId: disliked.id,
      feedback: { action: "accept", reasonRatings: { [disliked.reasons[0]?.id ?? ""]: false } },
    });
    const [accepted] = await draft(ctx, third?.id);
    await recordFeedback(ctx, { draftId: accepted.id, feedback: { action: "accept" } });

    const { runId } = await triggerRun(ctx, { force: true });
    await step(ctx);
    const run = await getRun(ctx, runId);
    expect(run.failures.map(({ kind, subject, said }) => ({ kind, subject, said }))).toEqual([
      { kind: "disliked_reason", subject: second?.subject, said: disliked.reasons[0]?.text },
      { kind: "edited", subject: first?.subject, said: null },
    ]);
  });

  it("judges no prompt on edits of its own drafts", async () => {
    const ctx = await open();
    const email = await generateSyntheticEmail(ctx, { scenario: "complaint", seed: 5 });
    const [a] = await draft(ctx, email.id);
    await recordFeedback(ctx, {
      draftId: a.id,
      feedback: { action: "edit", editedContent: "Hello, you get your money back by Friday." },
    });
    const casesOfRun = async () => {
      const { runId } = await triggerRun(ctx, { force: true });
      await step(ctx);
      const { cases, status } = await getRun(ctx, runId);
      if (status === "running") {
        await cancelRun(ctx, runId);
        await work(ctx);
      }
      return (cases?.development ?? 0) + (cases?.heldOut ?? 0);
    };
    const [edits] = (await getDatasets(ctx, { limit: 5 })).items.filter(({ kind }) => kind === "edits");
    expect((await getCases(ctx, edits?.id ?? "", { limit: 5 })).items).toHaveLength(1);

    expect(await casesOfRun()).toBe(60);
    await writePrompt(ctx, "default", { content: "Reply for {{company}}." });
    await activatePrompt(ctx, "default", { version: 2, reason: "Another prompt." });
    expect(await casesOfRun()).toBe(61);
  });
});

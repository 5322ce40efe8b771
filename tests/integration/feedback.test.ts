import { expect, it } from "vitest";
import type { Context } from "@/lib/context";
import type { NewFeedback } from "@/lib/contracts/feedback";
import { getCases, getDatasets } from "@/lib/services/datasets";
import { getEmail } from "@/lib/services/emails";
import { getFeedback, recordFeedback, undoFeedback } from "@/lib/services/feedback";
import { fakeModel } from "./fake-model";
import { draft } from "./lab-work";
import { eachDatabase } from "./stores";

const reply = "Hello Ann, your parcel comes on Friday.";
const edited = "Hello Ann, your parcel comes on Monday.";
const reasons = JSON.stringify({
  reasons: [
    { text: "greets by name", confidence: 0.9 },
    { text: "names a date", confidence: 0.4 },
  ],
});
const quarter = Math.log(1 / 4);

/** A model whose first draft is `reply`, each of its tokens with probability 1/4. */
async function modelOfOneReply() {
  const { model } = await fakeModel({
    script: [{ kind: "logprobs", raw: JSON.stringify({ content: [{ token: reply, logprob: quarter }] }) }],
    respond: ({ response_format, seed }) => {
      if (response_format) return reasons;
      seeds.push(seed ?? 0);
      return seeds.length === 1 ? reply : "Another reply.";
    },
  });
  const seeds: number[] = [];
  return model;
}

const editsOf = async (ctx: Context) =>
  (await getDatasets(ctx, { limit: 50 })).items.find(({ kind }) => kind === "edits");

const statesOf = async (ctx: Context) =>
  (await getFeedback(ctx, { limit: 50 })).items.map(({ action, state }) => `${action} ${state}`);

eachDatabase((open) => {
  // With perplexity score 1/4 (weight 0.2), human (0.3) and no reference: (0.2 × 0.25 + 0.3 × human) / 0.5.
  it.each<{ feedback: NewFeedback; human: number; total: number }>([
    { feedback: { action: "accept" }, human: 1, total: 0.7 },
    { feedback: { action: "skip" }, human: 0.3, total: 0.28 },
    { feedback: { action: "reject", reason: "Too long." }, human: 0, total: 0.1 },
  ])("rewards $feedback.action with $total", async ({ feedback, human, total }) => {
    const ctx = await open({ model: await modelOfOneReply() });
    const [a] = await draft(ctx);
    const receipt = await recordFeedback(ctx, { draftId: a.id, feedback });

    expect(receipt).toMatchObject({ action: feedback.action, edit: null, repeated: false, runId: null });
    expect(receipt.reward.components).toMatchObject({
      exactMatch: null,
      tokenF1: null,
      human,
      length: null,
      similarity: null,
    });
    expect(receipt.reward.components.perplexity).toBeCloseTo(0.25, 12);
    expect(receipt.reward.weights).toMatchObject({ exactMatch: 0, tokenF1: 0, perplexity: 0.4, human: 0.6 });
    expect(receipt.reward.total).toBeCloseTo(total, 12);
  });

  it("rewards an edit by every signal, from one word of seven that changed", async () => {
    const ctx = await open({ model: await modelOfOneReply() });
    const [a] = await draft(ctx);
    const { reward, edit } = await recordFeedback(ctx, {
      draftId: a.id,
      feedback: { action: "edit", editedContent: edited },
    });

    expect(edit).toMatchObject({ removedWords: 1, addedWords: 1 });
    expect(edit?.ratio).toBeCloseTo(1 / 7, 12);
    const human = 0.6 * (6 / 7);
    const similarity = 11 / 13; // 6 of 7 words and 5 of 6 pairs are shared
    expect(reward.components.exactMatch).toBe(0);
    expect(reward.components.tokenF1).toBeCloseTo(6 / 7, 12);
    expect(reward.components.perplexity).toBeCloseTo(0.25, 12);
    expect(reward.components.human).toBeCloseTo(human, 12);
    expect(reward.components.length).toBe(1);
    expect(reward.components.similarity).toBeCloseTo(similarity, 12);
    expect(reward.total).toBeCloseTo(
      0.1 * 0 + 0.3 * (6 / 7) + 0.2 * 0.25 + 0.3 * human + 0.05 * 1 + 0.05 * similarity,
      12,
    );
  });

  it("adds a fifth for liked reasons, and takes it away for disliked ones", async () => {
    const ctx = await open({ model: await modelOfOneReply() });
    const [a] = await draft(ctx);
    const [first, second] = a.reasons.map(({ id }) => id);
    const humanOf = async (ratings: Record<string, boolean>) => {
      const feedback = { action: "skip" as const, reasonRatings: ratings };
      const { reward } = await recordFeedback(ctx, { draftId: a.id, feedback });
      return reward.components.human;
    };
    expect(await humanOf({ [first ?? ""]: true })).toBeCloseTo(0.5, 12);
    expect(await humanOf({ [first ?? ""]: false })).toBeCloseTo(0.1, 12);
    expect(await humanOf({ [first ?? ""]: true, [second ?? ""]: false })).toBeCloseTo(0.3, 12);
    const [latest] = (await getFeedback(ctx, { limit: 1 })).items;
    expect(latest?.reasonRatings).toEqual({ [first ?? ""]: true, [second ?? ""]: false });
  });

  it("moves the email from open to drafted to decided, and back when the decision is undone", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    const stateNow = async () => (await getEmail(ctx, a.emailId)).state;
    expect(await stateNow()).toBe("drafted");
    const { feedbackId } = await recordFeedback(ctx, { draftId: a.id, feedback: { action: "accept" } });
    expect(await stateNow()).toBe("decided");
    expect(await undoFeedback(ctx, feedbackId)).toMatchObject({ id: feedbackId, state: "undone" });
    expect(await stateNow()).toBe("drafted");
  });

  it("stays decided while another draft of the email has a decision", async () => {
    const ctx = await open();
    const [a, b] = await draft(ctx);
    const { feedbackId } = await recordFeedback(ctx, { draftId: a.id, feedback: { action: "accept" } });
    await recordFeedback(ctx, { draftId: b.id, feedback: { action: "skip" } });
    await undoFeedback(ctx, feedbackId);
    expect((await getEmail(ctx, a.emailId)).state).toBe("decided");
  });

  it("keeps an edit as a case of the dataset of edits, until it is undone", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    expect(await editsOf(ctx)).toBeUndefined();
    const { feedbackId } = await recordFeedback(ctx, {
      draftId: a.id,
      feedback: { action: "edit", editedContent: edited },
    });

    const dataset = await editsOf(ctx);
    expect(dataset).toMatchObject({ name: "Edited drafts", caseCount: 1 });
    const email = await getEmail(ctx, a.emailId);
    const { items } = await getCases(ctx, dataset?.id ?? "", { limit: 10 });
    expect(items).toMatchObject([
      { expectedOutput: edited, input: { subject: email.subject, body: email.body, sender: email.sender } },
    ]);

    await undoFeedback(ctx, feedbackId);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 0 });
  });

  it("lets later content supersede the earlier, whose case goes, and brings both back by undo", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    const decide = (feedback: NewFeedback) => recordFeedback(ctx, { draftId: a.id, feedback });
    await decide({ action: "accept" });
    const edit = await decide({ action: "edit", editedContent: edited });
    expect(await statesOf(ctx)).toEqual(["edit current", "accept superseded"]);
    const reject = await decide({ action: "reject", reason: "Cold." });
    expect(await statesOf(ctx)).toEqual(["reject current", "edit superseded", "accept superseded"]);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 0 });

    await undoFeedback(ctx, reject.feedbackId);
    expect(await statesOf(ctx)).toEqual(["reject undone", "edit current", "accept superseded"]);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 1 });

    await undoFeedback(ctx, edit.feedbackId);
    expect(await statesOf(ctx)).toEqual(["reject undone", "edit undone", "accept current"]);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 0 });
    await expect(undoFeedback(ctx, edit.feedbackId)).rejects.toMatchObject({ code: "conflict" });
  });

  it("counts each reviewer's decision on the same draft", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    await recordFeedback(ctx, { draftId: a.id, feedback: { action: "accept", reviewer: "Ada" } });
    await recordFeedback(ctx, { draftId: a.id, feedback: { action: "accept" } });
    const { items } = await getFeedback(ctx, { limit: 10 });
    expect(items.map(({ reviewer, state }) => [reviewer, state])).toEqual([
      ["owner", "current"],
      ["Ada", "current"],
    ]);
  });

  it("makes one row of 100 identical submissions at once", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    const feedback: NewFeedback = { action: "edit", editedContent: edited };
    const receipts = await Promise.all(
      Array.from({ length: 100 }, () => recordFeedback(ctx, { draftId: a.id, feedback })),
    );

    expect(new Set(receipts.map(({ feedbackId }) => feedbackId)).size).toBe(1);
    expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(await ctx.store.db.$count(ctx.store.t.feedback)).toBe(1);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 1 });
  });

  it("keeps one current decision and the whole history of 30 different ones at once", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        recordFeedback(ctx, { draftId: a.id, feedback: { action: "edit", editedContent: `Reply ${n}` } }),
      ),
    );
    const states = await statesOf(ctx);
    expect(states).toHaveLength(30);
    expect(states.filter((state) => state === "edit current")).toHaveLength(1);
    expect(await editsOf(ctx)).toMatchObject({ caseCount: 1 });
  });

  it("names the rating whose reason the draft does not have, and stores nothing", async () => {
    const ctx = await open();
    const [a, b] = await draft(ctx);
    const foreign = b.reasons[0]?.id ?? "";
    const wrong = recordFeedback(ctx, {
      draftId: a.id,
      feedback: { action: "accept", reasonRatings: { [foreign]: true } },
    });
    await expect(wrong).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: `body.reasonRatings.${foreign}`, message: "is not a reason of this draft" }],
    });
    expect(await ctx.store.db.$count(ctx.store.t.feedback)).toBe(0);
  });

  it("refuses an edit that changes nothing", async () => {
    const ctx = await open();
    const [a] = await draft(ctx);
    const unchanged = recordFeedback(ctx, {
      draftId: a.id,
      feedback: { action: "edit", editedContent: `  ${a.content}\n` },
    });
    await expect(unchanged).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "body.editedContent" }],
    });
    expect((await getEmail(ctx, a.emailId)).state).toBe("drafted");
  });

  it.each([
    {
      case: "draft",
      use: (ctx: Context, id: string) => recordFeedback(ctx, { draftId: id, feedback: { action: "accept" } }),
    },
    { case: "feedback", use: (ctx: Context, id: string) => undoFeedback(ctx, id) },
  ])("does not know a $case that is not there", async ({ use }) => {
    const ctx = await open();
    await expect(use(ctx, "00000000-0000-4000-8000-000000000000")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

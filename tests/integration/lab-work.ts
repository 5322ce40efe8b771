import type { Context } from "@/lib/context";
import type { Draft, EmailSummary } from "@/lib/contracts/emails";
import type { FeedbackReceipt, NewFeedback } from "@/lib/contracts/feedback";
import type { Lab } from "@/lib/contracts/labs";
import type { Run } from "@/lib/contracts/runs";
import { runNextStep } from "@/lib/runner/runner";
import { generateDrafts } from "@/lib/services/drafts";
import { getEmails } from "@/lib/services/emails";
import { recordFeedback } from "@/lib/services/feedback";
import { changeLab } from "@/lib/services/labs";
import { getRun } from "@/lib/services/run-views";

/** What people who know the shop say of drafts that its first prompt writes. */
export const complaint = "It didn't use my name. No date. Too long. Cold: it didn't say sorry.";

export async function openEmails(ctx: Context, limit: number): Promise<EmailSummary[]> {
  const { items } = await getEmails(ctx, { state: "open", limit });
  if (items.length < limit) throw new Error(`only ${items.length} emails are open`);
  return items;
}

/** Drafts of an email, or of the newest that has none. */
export async function draft(ctx: Context, emailId?: string): Promise<[Draft, Draft]> {
  const id = emailId ?? (await openEmails(ctx, 1))[0]?.id ?? "";
  const { drafts } = await generateDrafts(ctx, { emailId: id, count: 2 });
  const [a, b] = drafts;
  if (!a || !b) throw new Error("two drafts were asked for");
  return [a, b];
}

/** Drafts of one new email each, the first of them decided upon. */
export async function decideOn(
  ctx: Context,
  emails: number,
  feedback: NewFeedback = { action: "reject", reason: complaint },
): Promise<FeedbackReceipt[]> {
  const receipts: FeedbackReceipt[] = [];
  for (const { id } of await openEmails(ctx, emails)) {
    const [a] = await draft(ctx, id);
    receipts.push(await recordFeedback(ctx, { draftId: a.id, feedback }));
  }
  return receipts;
}

/** Fewer candidates than the product's default, so that a run takes seconds. */
export const shortSearch = (ctx: Context): Promise<Lab> =>
  changeLab(ctx, "default", { search: { candidates: 3 } });

/** Carries out jobs until none is due. */
export async function work(ctx: Context, signal = new AbortController().signal): Promise<void> {
  while (!signal.aborted && (await runNextStep(ctx, signal)));
}

export async function finishRun(ctx: Context, runId: string): Promise<Run> {
  await work(ctx);
  return getRun(ctx, runId);
}

import { listDraftReasons, listDrafts } from "@/db/queries/drafts";
import { type EmailListRow, findEmail, listEmails } from "@/db/queries/emails";
import { listCurrentFeedbackOfDrafts } from "@/db/queries/feedback";
import type { DraftReasonRow, DraftRow, EmailRow } from "@/db/rows";
import type { Context } from "@/lib/context";
import type { Draft, Email, EmailDetail, EmailQuery, EmailSummary } from "@/lib/contracts/emails";
import type { EmailText } from "@/lib/engine/messages";
import { AppError } from "@/lib/errors";
import { feedbackViews } from "./feedback-view";
import { promptNumbers, requireLab } from "./lab-lookup";
import { pageOf, readCursor } from "./paging";

const PREVIEW_CHARACTERS = 160;

export async function getEmails(ctx: Context, { labId, state, search, limit, cursor }: EmailQuery) {
  const lab = await requireLab(ctx, labId);
  const found = await listEmails(ctx.store, {
    labId: lab.id,
    state,
    search,
    before: readCursor(cursor),
    limit: limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, limit, ({ seq }) => seq);
  return { items: rows.map(summaryView), nextCursor };
}

/** @throws {AppError} `not_found` */
export async function requireEmail(ctx: Context, emailId: string): Promise<EmailRow> {
  const email = await findEmail(ctx.store, { emailId });
  if (!email) throw new AppError("not_found", `There is no email ${emailId}.`);
  return email;
}

/** The email with the drafts of its latest round and the decisions on them. */
export async function getEmail(ctx: Context, emailId: string): Promise<EmailDetail> {
  const email = await requireEmail(ctx, emailId);
  const drafts = email.round === 0 ? [] : await listDrafts(ctx.store, { emailId, round: email.round });
  return { ...emailView(email), drafts: await draftViews(ctx, email, drafts) };
}

export async function draftViews(
  ctx: Context,
  email: EmailRow,
  drafts: readonly DraftRow[],
): Promise<Draft[]> {
  const draftIds = drafts.map(({ id }) => id);
  const [reasons, feedback, versionOf] = await Promise.all([
    listDraftReasons(ctx.store, { draftIds }),
    listCurrentFeedbackOfDrafts(ctx.store, { draftIds }),
    promptNumbers(ctx.store, email.labId),
  ]);
  const decisions = await feedbackViews(ctx, feedback);
  return drafts.map((draft) => ({
    ...draftView(
      draft,
      reasons.filter(({ draftId }) => draftId === draft.id),
    ),
    promptVersion: versionOf(draft.promptId),
    feedback: decisions.find(({ draftId }) => draftId === draft.id) ?? null,
  }));
}

const draftView = (
  draft: DraftRow,
  reasons: readonly DraftReasonRow[],
): Omit<Draft, "promptVersion" | "feedback"> => ({
  id: draft.id,
  emailId: draft.emailId,
  position: draft.position,
  content: draft.content,
  reasons: reasons.map(({ id, text, confidence }) => ({ id, text, confidence })),
  reasonsError: draft.reasonsError,
  provider: draft.provider,
  model: draft.model,
  simulated: draft.simulated,
  perplexity: draft.logprobs ? Math.exp(-draft.logprobs.meanNats) : null,
  meanLogprob: draft.logprobs?.meanNats ?? null,
  tokenCount: draft.usage?.outputTokens ?? draft.logprobs?.tokenCount ?? null,
  latencyMs: draft.latencyMs,
  finishReason: draft.finishReason,
  createdAt: draft.createdAt.toISOString(),
});

export const emailView = (email: EmailRow): Email => ({ ...headView(email), body: email.body });

const summaryView = ({ beginning, ...email }: EmailListRow): EmailSummary => ({
  ...headView(email),
  preview: beginning.replaceAll(/\s+/g, " ").trim().slice(0, PREVIEW_CHARACTERS),
});

const headView = (email: Omit<EmailRow, "body">): Omit<Email, "body"> => ({
  id: email.id,
  labId: email.labId,
  sender: senderOf(email),
  senderName: email.fromName,
  senderAddress: email.fromAddress,
  subject: email.subject,
  sentAt: email.sentAt?.toISOString() ?? null,
  source: email.source,
  state: email.state,
  createdAt: email.createdAt.toISOString(),
});

/** The email as a prompt sees it. */
export const emailText = (email: EmailRow): EmailText => ({
  sender: senderOf(email),
  subject: email.subject,
  body: email.body,
  sentOn: email.sentAt?.toISOString().slice(0, "YYYY-MM-DD".length) ?? null,
});

const senderOf = ({ fromName, fromAddress }: Pick<EmailRow, "fromName" | "fromAddress">) =>
  fromName && fromAddress ? `${fromName} <${fromAddress}>` : (fromName ?? fromAddress ?? "Unknown sender");

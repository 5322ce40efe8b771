import { listLabCases } from "@/db/queries/datasets";
import { findDraft, listDraftReasons } from "@/db/queries/drafts";
import { findEmail } from "@/db/queries/emails";
import { listFeedbackOfPrompt, listReasonRatings } from "@/db/queries/feedback";
import { findPrompt } from "@/db/queries/prompts";
import { insertCandidate, updateRun } from "@/db/queries/runs";
import type { CaseRow, FeedbackRow, RunRow } from "@/db/rows";
import type { StoredFailure } from "@/db/stored";
import type { Context } from "@/lib/context";
import type { Decision } from "@/lib/contracts/runs";
import type { PlacedCase } from "@/lib/engine/search/case-groups";
import { casesNeeded } from "@/lib/engine/search/split";
import { readSplit, sideOfEmail } from "../case-split";
import { emailText } from "../emails";
import { commitHeld, type HeldJob, moveToStep } from "../jobs";
import { endRun } from "./ending";

const MOST_FAILURES = 60;
const FEWEST_DEVELOPMENT_CASES = 8;

/** Freezes what the run works with: the failures it quotes, the cases of both sides, the live prompt. */
export async function collect(ctx: Context, job: HeldJob, run: RunRow): Promise<void> {
  const baseline = await findPrompt(ctx.store, { promptId: run.baselinePromptId });
  if (!baseline) throw new Error(`prompt ${run.baselinePromptId} is gone`);
  const placed = await ctx.store.transaction((tx) => readSplit(tx, run.labId));
  const { development, heldOut, straddling, ownEdits } = await chooseCases(ctx, run);
  const { failures, withheld } = await quoteFailures(ctx, run, placed);
  const missing = whatIsMissing(run, { development, heldOut, straddling, ownEdits, failures, withheld });
  const caseIds = { development: development.map(({ id }) => id), heldOut: heldOut.map(({ id }) => id) };

  await commitHeld(ctx, job, async (tx, log) => {
    await updateRun(tx, {
      runId: run.id,
      status: "running",
      startedAt: ctx.now(),
      // A run that cannot begin has learnt from nothing.
      failures: missing.length > 0 ? [] : failures,
      caseIds,
    });
    await insertCandidate(tx, {
      id: ctx.newId(),
      labId: run.labId,
      runId: run.id,
      position: 0,
      role: "baseline",
      content: baseline.content,
      hash: baseline.hash,
      strategy: null,
      metaPrompt: null,
      changes: [],
      state: "racing",
      problems: [],
      createdAt: ctx.now(),
    });
    if (missing.length > 0) {
      await endRun(tx, ctx, job, { run, status: "needs_data", decision: needsData(heldOut.length, missing) });
      return;
    }
    await log({
      type: "step",
      message: [
        `Collected ${failures.length} decisions to learn from, ${development.length} development and ${heldOut.length} held-out cases.`,
        ...(straddling.length > 0 ? [leftOut(straddling.length)] : []),
        ...(withheld > 0
          ? [
              withheld === 1
                ? "1 decision is about a held-out email and stays hidden from the rewriter."
                : `${withheld} decisions are about held-out emails and stay hidden from the rewriter.`,
            ]
          : []),
      ].join(" "),
      step: "proposing",
      done: 0,
      total: run.config.search.candidates,
    });
    await moveToStep(tx, job, "proposing");
  });
}

/**
 * Cases with a reply that a person wrote. An edit of the live prompt's own draft would judge it on a
 * reference that began as its own words, so it is left out; of several cases about one email, one counts.
 */
async function chooseCases(
  ctx: Context,
  run: RunRow,
): Promise<{ development: CaseRow[]; heldOut: CaseRow[]; straddling: CaseRow[]; ownEdits: number }> {
  const all = await listLabCases(ctx.store, { labId: run.labId, datasetIds: run.config.datasetIds });
  const usable = all.filter(({ draftedByPromptId }) => draftedByPromptId !== run.baselinePromptId);
  const byEmail = new Map<string, CaseRow>();
  for (const row of usable) {
    const kept = byEmail.get(row.splitKey);
    if (!kept || (kept.feedbackId !== null && row.feedbackId === null)) byEmail.set(row.splitKey, row);
  }
  const rows = [...byEmail.values()];
  return {
    development: rows.filter(({ side }) => side === "development"),
    heldOut: rows.filter(({ side }) => side === "held_out"),
    straddling: rows.filter(({ side }) => side === "straddles"),
    ownEdits: all.length - usable.length,
  };
}

/**
 * What people were not content with. Decisions about emails on the held-out side, or like one there, are
 * counted, and never shown to the rewriter: such an email may be a case of a later run, whose candidates
 * would have seen it.
 */
async function quoteFailures(
  ctx: Context,
  run: RunRow,
  placed: readonly PlacedCase[],
): Promise<{ failures: StoredFailure[]; withheld: number }> {
  const feedback = await listFeedbackOfPrompt(ctx.store, {
    labId: run.labId,
    promptId: run.baselinePromptId,
    limit: MOST_FAILURES * 4,
  });
  const ratings = await listReasonRatings(ctx.store, { feedbackIds: feedback.map(({ id }) => id) });
  const failures: StoredFailure[] = [];
  let withheld = 0;
  for (const row of feedback) {
    if (failures.length === MOST_FAILURES) break;
    const dislikedIds = ratings
      .filter((r) => r.feedbackId === row.id && !r.liked)
      .map(({ reasonId }) => reasonId);
    const failed = row.action === "reject" || row.action === "edit";
    if (!failed && dislikedIds.length === 0) continue;
    const email = await findEmail(ctx.store, { emailId: row.emailId });
    if (!email) continue;
    if (sideOfEmail(emailText(email), placed) !== "development") {
      withheld++;
      continue;
    }
    failures.push(...(await failuresOf(ctx, row, dislikedIds, emailText(email))));
  }
  return { failures, withheld };
}

async function failuresOf(
  ctx: Context,
  row: FeedbackRow,
  dislikedIds: readonly string[],
  email: StoredFailure["email"],
): Promise<StoredFailure[]> {
  const draft = await findDraft(ctx.store, { draftId: row.draftId });
  if (!draft) return [];
  const quoted = { feedbackId: row.id, email, subject: email.subject, reply: draft.content };
  const reasons = await listDraftReasons(ctx.store, { draftIds: [row.draftId] });
  const disliked = reasons
    .filter(({ id }) => dislikedIds.includes(id))
    .map(({ text }) => ({
      ...quoted,
      kind: "disliked_reason" as const,
      said: text,
      changes: [],
      editedReply: null,
    }));
  if (row.action === "reject") {
    return [{ ...quoted, kind: "rejected", said: row.reason, changes: [], editedReply: null }, ...disliked];
  }
  if (row.action === "edit") {
    const { summary = [] } = row.edit ?? {};
    const edited = {
      ...quoted,
      kind: "edited" as const,
      said: row.reason,
      changes: summary,
      editedReply: row.editedContent,
    };
    return [edited, ...disliked];
  }
  return disliked;
}

function whatIsMissing(
  run: RunRow,
  found: {
    development: CaseRow[];
    heldOut: CaseRow[];
    straddling: CaseRow[];
    ownEdits: number;
    failures: StoredFailure[];
    withheld: number;
  },
): string[] {
  const missing: string[] = [];
  const { minHeldOutCases } = run.config.deployment;
  const total = found.development.length + found.heldOut.length;
  if (found.heldOut.length < minHeldOutCases) {
    const more = casesNeeded({ heldOut: found.heldOut.length, minimumHeldOut: minHeldOutCases });
    missing.push(
      `A decision needs ${minHeldOutCases} held-out cases with a reply that a person wrote; of ${count(total, "case")} here ${found.heldOut.length} ${found.heldOut.length === 1 ? "is" : "are"} held out. About ${more} more are needed, since two of five are kept aside.`,
    );
  } else if (found.development.length < FEWEST_DEVELOPMENT_CASES) {
    missing.push(
      `The search needs ${FEWEST_DEVELOPMENT_CASES} development cases; there are ${found.development.length}. Add cases with a reply that a person wrote.`,
    );
  }
  if (found.failures.length === 0) {
    missing.push(
      found.withheld > 0
        ? `Every decision to learn from (${found.withheld}) is about a held-out email, which the rewriter must not see. Reject or edit drafts of other emails.`
        : "There is no rejected or edited draft of the live prompt, and no disliked reason, to learn from. At least 1 is needed.",
    );
  }
  if (missing.length > 0 && found.straddling.length > 0) missing.push(leftOut(found.straddling.length));
  if (missing.length > 0 && found.ownEdits > 0) {
    missing.push(
      `${count(found.ownEdits, "edited draft")} ${found.ownEdits === 1 ? "is" : "are"} left out: an edit of the live prompt's own draft is no fair test of it, and counts once another version is live.`,
    );
  }
  return missing;
}

/** On either side it would show the search what the held-out cases ask. */
const leftOut = (n: number) =>
  n === 1
    ? "1 case resembles both sides and is left out."
    : `${n} cases resemble both sides and are left out.`;

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;

const needsData = (n: number, reasons: string[]): Decision => ({
  basis: "held_out",
  verdict: "needs_data",
  improvement: null,
  improvementKind: null,
  confidence: null,
  pValue: null,
  n,
  wins: 0,
  losses: 0,
  ties: 0,
  baselineMean: null,
  candidateMean: null,
  interval: null,
  test: "none",
  reasons,
});

import { sql } from "drizzle-orm";
import type { EditAnalysis } from "@/lib/contracts/feedback";
import type { Reward } from "@/lib/contracts/reward";
import type { Kit } from "../columns";
import type { LogprobSummary, StoredUsage } from "../stored";
import type { defineLabTables } from "./labs";

type LabTables = ReturnType<typeof defineLabTables>;

/** Emails, the drafts written for them, and what people decided. */
export function defineMailTables(k: Kit, { labs, prompts }: LabTables) {
  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const emails = k.table(
    "emails",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      /** Order of arrival in the lab, from 1. */
      seq: k.int().notNull(),
      source: k.text().$type<"imported" | "synthetic" | "default">().notNull(),
      /** `id:<Message-ID>`, else `hash:<content hash>`. */
      identity: k.text().notNull(),
      fromName: k.text(),
      fromAddress: k.text(),
      subject: k.text().notNull(),
      body: k.text().notNull(),
      sentAt: k.time(),
      state: k.text().$type<"open" | "drafted" | "decided">().notNull(),
      /** Number of the latest round of drafts; 0 before the first. */
      round: k.int().notNull().default(0),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("emails_identity").on(t.labId, t.identity),
      k.uniqueIndex("emails_seq").on(t.labId, t.seq),
    ],
  );

  const drafts = k.table(
    "drafts",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      emailId: k
        .text()
        .notNull()
        .references(() => emails.id, { onDelete: "cascade" }),
      promptId: k
        .text()
        .notNull()
        .references(() => prompts.id),
      round: k.int().notNull(),
      position: k.int().notNull(),
      content: k.text().notNull(),
      provider: k.text().notNull(),
      model: k.text().notNull(),
      simulated: k.bool().notNull(),
      seed: k.big().notNull(),
      temperature: k.real().notNull(),
      logprobs: k.json<LogprobSummary | null>(),
      usage: k.json<StoredUsage | null>(),
      latencyMs: k.real().notNull(),
      /** Of the draft and of its reasons together, in micro-dollars; null where it is not known. */
      costMicroUsd: k.int(),
      finishReason: k.text().notNull(),
      reasonsError: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("drafts_place").on(t.emailId, t.round, t.position),
      k.index("drafts_prompt").on(t.promptId),
    ],
  );

  const draftReasons = k.table(
    "draft_reasons",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      draftId: k
        .text()
        .notNull()
        .references(() => drafts.id, { onDelete: "cascade" }),
      position: k.int().notNull(),
      text: k.text().notNull(),
      confidence: k.real().notNull(),
    },
    (t) => [k.index("draft_reasons_draft").on(t.draftId)],
  );

  const feedback = k.table(
    "feedback",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      /** Order of arrival in the lab, from 1. */
      seq: k.int().notNull(),
      emailId: k
        .text()
        .notNull()
        .references(() => emails.id, { onDelete: "cascade" }),
      draftId: k
        .text()
        .notNull()
        .references(() => drafts.id, { onDelete: "cascade" }),
      promptId: k
        .text()
        .notNull()
        .references(() => prompts.id),
      reviewer: k.text().notNull(),
      action: k.text().$type<"accept" | "reject" | "edit" | "skip">().notNull(),
      reason: k.text(),
      editedContent: k.text(),
      edit: k.json<EditAnalysis | null>(),
      humanScore: k.real().notNull(),
      reward: k.json<Reward>().notNull(),
      /** Hash of what was submitted: the same again returns the stored receipt. */
      contentHash: k.text().notNull(),
      state: k.text().$type<"current" | "superseded" | "undone">().notNull(),
      /** The decision that this one replaced; undo brings it back. */
      replacesId: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("feedback_current").on(t.draftId, t.reviewer).where(sql`${t.state} = 'current'`),
      k.uniqueIndex("feedback_seq").on(t.labId, t.seq),
      k.index("feedback_email").on(t.emailId),
      k.index("feedback_time").on(t.labId, t.createdAt),
    ],
  );

  const reasonRatings = k.table(
    "reason_ratings",
    {
      feedbackId: k
        .text()
        .notNull()
        .references(() => feedback.id, { onDelete: "cascade" }),
      reasonId: k
        .text()
        .notNull()
        .references(() => draftReasons.id, { onDelete: "cascade" }),
      labId: labId(),
      liked: k.bool().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.feedbackId, t.reasonId] })],
  );

  return { emails, drafts, draftReasons, feedback, reasonRatings };
}

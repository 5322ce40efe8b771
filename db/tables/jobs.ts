import type { RunStep } from "@/lib/contracts/runs";
import type { Kit } from "../columns";
import type { defineLabTables } from "./labs";

type LabTables = ReturnType<typeof defineLabTables>;

/** Work that outlives a request: jobs, their log, and keys of requests that must run once. */
export function defineJobTables(k: Kit, { labs }: LabTables) {
  const labId = () =>
    k
      .text()
      .notNull()
      .references(() => labs.id, { onDelete: "cascade" });

  const jobs = k.table(
    "jobs",
    {
      id: k.text().primaryKey(),
      labId: labId(),
      kind: k.text().$type<"optimization">().notNull(),
      subjectId: k.text().notNull(),
      status: k.text().$type<"queued" | "running" | "done" | "failed">().notNull(),
      step: k.text().$type<RunStep>().notNull(),
      runnerId: k.text(),
      leaseExpiresAt: k.time(),
      fence: k.int().notNull().default(0),
      /** Claims that ended without a step; reset by each finished step. */
      attempts: k.int().notNull().default(0),
      nextAt: k.time().notNull(),
      error: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [
      k.uniqueIndex("jobs_subject").on(t.kind, t.subjectId),
      k.index("jobs_due").on(t.status, t.nextAt),
    ],
  );

  const jobEvents = k.table(
    "job_events",
    {
      jobId: k
        .text()
        .notNull()
        .references(() => jobs.id, { onDelete: "cascade" }),
      seq: k.int().notNull(),
      type: k.text().$type<"step" | "progress" | "candidate" | "note" | "finished">().notNull(),
      message: k.text().notNull(),
      step: k.text().$type<RunStep>().notNull(),
      progressDone: k.int().notNull(),
      progressTotal: k.int().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.jobId, t.seq] })],
  );

  const idempotencyKeys = k.table(
    "idempotency_keys",
    {
      scope: k.text().notNull(),
      key: k.text().notNull(),
      requestHash: k.text().notNull(),
      /** The one who does the work; a claim that took over an abandoned key has another. */
      owner: k.text().notNull(),
      leaseExpiresAt: k.time().notNull(),
      responseStatus: k.int(),
      responseBody: k.text(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.scope, t.key] })],
  );

  return { jobs, jobEvents, idempotencyKeys };
}

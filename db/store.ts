import { AsyncLocalStorage } from "node:async_hooks";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Tables } from "./schema";

/** The query surface that both databases share. No `.get()`, `.all()`, `.run()`, `execute` or `for`. */
export type Db = Pick<
  NodePgDatabase<Tables>,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "with" | "$with" | "$count"
>;

export interface Store {
  db: Db;
  t: Tables;
  /**
   * Commits all that `work` writes through the store it is given, or nothing.
   *
   * `work` does database work only, awaits all of it, and catches no database error. It may run
   * more than once (PostgreSQL retries serialization failures), so it must not change anything else.
   */
  transaction<T>(work: (tx: Store) => Promise<T>): Promise<T>;
  /** Time by which leases are judged: the database's own on PostgreSQL, whose clients' clocks differ. */
  now(): Promise<Date>;
  close(): Promise<void>;
}

/** One transaction's lifetime. Asynchronous work begun in it can tell whether it still lasts. */
export interface Scope {
  open: boolean;
}

const scopes = new AsyncLocalStorage<Scope>();

export async function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const scope: Scope = { open: true };
  try {
    return await scopes.run(scope, () => work(scope));
  } finally {
    scope.open = false;
  }
}

/** The outer store used inside a transaction would wait for itself, or write outside it unseen. */
export function refuseInsideTransaction(): void {
  if (scopes.getStore()?.open) throw new Error("inside a transaction, use the store it was given");
}

/** Work that outlived its transaction must not slip into somebody else's. */
export function refuseAfterEnd(scope: Scope): void {
  if (!scope.open) throw new Error("this transaction has ended");
}

const UNIQUE_VIOLATION = new Set(["23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"]);

/** True when a write lost against a unique index, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return [code, cause?.code].some((c) => c !== undefined && UNIQUE_VIOLATION.has(c));
}

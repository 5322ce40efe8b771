import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, inject } from "vitest";
import type { Context } from "@/lib/context";
import { type ContextOptions, configOf, contextOn, type DatabaseKind, openStore } from "./contexts";
import { filledTables } from "./template";

interface OpenOptions extends ContextOptions {
  /** False for a database without any lab; else it holds the default lab. */
  defaultLab?: boolean;
}

export type Open = (options?: OpenOptions) => Promise<Context>;

const cleanups: (() => Promise<void>)[] = [];

/** Runs the same tests on both databases. Each `open` makes a database of its own, gone after the test. */
export function eachDatabase(tests: (open: Open, kind: DatabaseKind) => void): void {
  describe.each<DatabaseKind>(["sqlite", "postgres"])("on %s", (kind) => tests(openOn(kind), kind));
}

/** `open` for tests of one database alone. */
export const openOn =
  (kind: DatabaseKind): Open =>
  async ({ defaultLab = true, ...options } = {}) => {
    const url = kind === "sqlite" ? await sqliteUrl(defaultLab) : await postgresUrl(defaultLab);
    const config = configOf(url, options.environment);
    const store = await openStore(config, options.now);
    afterTest(() => store.close());
    return contextOn(config, store, options);
  };

/** Another process on the database of a test: a store and a name of its own on PostgreSQL, the same file's on SQLite. */
export async function openBeside(ctx: Context, options: ContextOptions = {}): Promise<Context> {
  if (ctx.config.database.kind === "sqlite") return contextOn(ctx.config, ctx.store, options);
  const store = await openStore(ctx.config, options.now);
  afterTest(() => store.close());
  return contextOn(ctx.config, store, options);
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Called once the test has ended, the latest first: stores close before their database goes. */
export const afterTest = (cleanup: () => Promise<void>) => void cleanups.push(cleanup);

async function sqliteUrl(defaultLab: boolean): Promise<string> {
  const file = await newSqliteFile();
  if (defaultLab) await copyFile(inject("templates").sqliteFile, file);
  return `file:${file}`;
}

/** How many databases the test has taken; those of its worker are used again by the next test. */
let taken = 0;

async function postgresUrl(defaultLab: boolean): Promise<string> {
  const name = `worker_${process.env.VITEST_POOL_ID}_${taken++}`;
  afterTest(async () => void taken--);
  const url = `${inject("postgresServer")}/${name}`;
  const [known] = await query("postgres", "select 1 from pg_database where datname = $1", [name]);
  if (!known)
    await query("postgres", `create database ${name} template ${inject("templates").postgresDatabase}`);
  // Every row but the keys' belongs to a lab, and goes with it.
  await query(name, "delete from labs");
  await query(name, "delete from prices");
  await query(name, "delete from idempotency_keys");
  if (defaultLab) {
    const fills = filledTables.map((table) => `insert into ${table} select * from kept.${table}`);
    await query(name, fills.join(";"));
  }
  return url;
}

/** Path of a file that does not exist yet, in a directory that is gone after the test. */
export const newSqliteFile = async () => join(await newDirectory(), "test.db");

export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "loop-learner-test-"));
  afterTest(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Address of a new and empty database, gone after the test. */
export async function newPostgresDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await query("postgres", `create database ${name}`);
  afterTest(async () => void (await query("postgres", `drop database ${name} with (force)`)));
  return `${inject("postgresServer")}/${name}`;
}

async function query(database: string, statement: string, values?: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: `${inject("postgresServer")}/${database}` });
  await client.connect();
  try {
    const { rows } = await client.query(statement, values);
    return rows;
  } finally {
    await client.end();
  }
}

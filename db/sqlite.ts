import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import Database, { type Statement } from "better-sqlite3";
import { drizzle as drizzleNative } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import { sqliteKit } from "./columns";
import { defineTables } from "./schema";
import { type Db, inScope, refuseAfterEnd, refuseInsideTransaction, type Store } from "./store";

type Execute = (sql: string, params: unknown[], method: string) => { rows: unknown[] };

const STATEMENT_CACHE = 500;
const SYNCHRONOUS_FULL = 2;

interface Options {
  file: string;
  migrationsFolder: string;
  now: () => Date;
}

/** One connection of one process. A transaction owns it; other queries wait their turn. */
export function openSqlite({ file, migrationsFolder, now }: Options): Store {
  if (file !== ":memory:") mkdirSync(dirname(resolve(file)), { recursive: true });
  const connection = new Database(file);
  connection.pragma("journal_mode = WAL");
  // better-sqlite3 is compiled with another default for WAL files, so the setting is read back.
  connection.pragma("synchronous = FULL");
  if (connection.pragma("synchronous", { simple: true }) !== SYNCHRONOUS_FULL) {
    throw new Error(`SQLite refused synchronous=FULL for ${file}`);
  }
  migrateWithoutCascades(connection, migrationsFolder);

  const t = defineTables(sqliteKit);
  const execute = executor(connection);
  const queue = turns();

  const db = asyncDb(async (...query) => {
    refuseInsideTransaction();
    return queue.idle() ? execute(...query) : queue.take(async () => execute(...query));
  });

  const transaction: Store["transaction"] = (work) => {
    refuseInsideTransaction();
    return queue.take(() =>
      inScope(async (scope) => {
        const txDb = asyncDb(async (...query) => {
          refuseAfterEnd(scope);
          return execute(...query);
        });
        const tx: Store = {
          db: txDb,
          t,
          transaction: (inner) => inner(tx),
          now: async () => now(),
          close: async () => {},
        };

        connection.exec("BEGIN IMMEDIATE");
        try {
          const result = await work(tx);
          scope.open = false;
          connection.exec("COMMIT");
          return result;
        } catch (error) {
          scope.open = false;
          if (connection.inTransaction) connection.exec("ROLLBACK");
          throw error;
        }
      }),
    );
  };

  return {
    db,
    t,
    transaction,
    now: async () => now(),
    close: () => queue.take(async () => void connection.close()),
  };
}

/** A table rebuild drops the old parent; with foreign keys on, that would empty its children. */
function migrateWithoutCascades(connection: Database.Database, migrationsFolder: string): void {
  connection.pragma("foreign_keys = OFF");
  migrate(drizzleNative(connection, { casing: "snake_case" }), { migrationsFolder });
  const broken = connection.pragma("foreign_key_check") as unknown[];
  if (broken.length > 0) throw new Error(`${broken.length} rows break a foreign key after migrating`);
  connection.pragma("foreign_keys = ON");
}

function executor(connection: Database.Database): Execute {
  const statements = new Map<string, Statement>();
  return (sql, params, method) => {
    const statement = statements.get(sql) ?? connection.prepare(sql);
    if (statements.size < STATEMENT_CACHE) statements.set(sql, statement);

    const values = params.map(toSqlite);
    if (!statement.reader) {
      statement.run(...values);
      return { rows: [] };
    }
    statement.raw(true);
    return { rows: (method === "get" ? statement.get(...values) : statement.all(...values)) as unknown[] };
  };
}

const toSqlite = (value: unknown) =>
  value instanceof Date ? value.getTime() : typeof value === "boolean" ? Number(value) : value;

/** The proxy driver makes better-sqlite3 asynchronous, so both databases have one type of query. */
function asyncDb(run: (...query: Parameters<Execute>) => Promise<{ rows: unknown[] }>): Db {
  // drizzle reads `casing` only from the third argument, so a batch callback has to be given.
  const noBatch = async () => {
    throw new Error("batches are not used");
  };
  return drizzle(run as never, noBatch, { casing: "snake_case" }) as unknown as Db;
}

/** First come, first served: each piece of work begins when the one before it has ended. */
function turns() {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    idle: () => waiting === 0,
    take<T>(work: () => Promise<T>): Promise<T> {
      waiting++;
      const mine = last.then(work).finally(() => {
        waiting--;
      });
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

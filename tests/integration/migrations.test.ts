import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { openPostgres } from "@/db/postgres";
import { openSqlite } from "@/db/sqlite";
import { migrationsOf } from "./contexts";
import { labRow } from "./rows";
import { afterTest, eachDatabase, newDirectory, newPostgresDatabase, newSqliteFile, openOn } from "./stores";

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

const readJournal = async (folder: string): Promise<Journal> =>
  JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8"));

eachDatabase((open, kind) => {
  it("builds every table of the schema from nothing", async () => {
    const { store } = await open({ defaultLab: false });
    for (const [name, table] of Object.entries(store.t)) {
      expect(await store.db.select().from(table), name).toEqual([]);
    }
  });

  it("has the same migrations for both databases", async () => {
    const [mine, other] = await Promise.all(
      [kind, kind === "sqlite" ? "postgres" : "sqlite"].map((name) =>
        readJournal(migrationsOf(name === "sqlite" ? "sqlite" : "postgres")),
      ),
    );
    expect(mine?.entries.map(({ tag }) => tag)).toEqual(other?.entries.map(({ tag }) => tag));
  });
});

describe("sqlite", () => {
  it("opens an existing file again without losing a row", async () => {
    const file = await newSqliteFile();
    const options = { file, migrationsFolder: migrationsOf("sqlite"), now: () => new Date() };
    const lab = labRow();
    const first = openSqlite(options);
    await first.db.insert(first.t.labs).values(lab);
    await first.close();

    const second = openSqlite(options);
    afterTest(() => second.close());
    expect(await second.db.select().from(second.t.labs)).toEqual([lab]);
  });

  it("keeps the children of a parent table that a migration rebuilds", async () => {
    const ctx = await openOn("sqlite")();
    const { database } = ctx.config;
    if (database.kind !== "sqlite") throw new Error("not a file");
    const before = {
      emails: await ctx.store.db.$count(ctx.store.t.emails),
      cases: await ctx.store.db.$count(ctx.store.t.cases),
    };
    await ctx.store.close();
    const migrationsFolder = await withRebuiltLabs(database.file);

    const store = openSqlite({ file: database.file, migrationsFolder, now: () => new Date() });
    afterTest(() => store.close());

    expect(before).toEqual({ emails: 60, cases: 60 });
    expect(await store.db.$count(store.t.labs)).toBe(1);
    expect(await store.db.$count(store.t.emails)).toBe(60);
    expect(await store.db.$count(store.t.cases)).toBe(60);
    // Switched on again: a child without a parent is refused.
    await store.db.delete(store.t.labs);
    expect(await store.db.$count(store.t.emails)).toBe(0);
  });
});

/** The shipped migrations and one more that rebuilds the table `labs`, as drizzle-kit does it. */
async function withRebuiltLabs(file: string): Promise<string> {
  const connection = new Database(file, { readonly: true });
  const statements = connection
    .prepare<[], { type: string; sql: string }>(
      "select type, sql from sqlite_master where tbl_name = 'labs' and sql is not null",
    )
    .all();
  connection.close();
  const table = statements.find(({ type }) => type === "table");
  if (!table) throw new Error("there is no table labs");
  const indexes = statements.filter(({ type }) => type === "index");

  const folder = await newDirectory();
  await cp(migrationsOf("sqlite"), folder, { recursive: true });
  const journal = await readJournal(folder);
  const last = journal.entries.at(-1);
  if (!last) throw new Error("there are no migrations");
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: "9999_rebuilt_labs" });
  await writeFile(join(folder, "meta/_journal.json"), JSON.stringify(journal));
  const rebuild = [
    "PRAGMA foreign_keys=OFF;",
    table.sql.replace("labs", "__new_labs"),
    "INSERT INTO `__new_labs` SELECT * FROM `labs`;",
    "DROP TABLE `labs`;",
    "ALTER TABLE `__new_labs` RENAME TO `labs`;",
    ...indexes.map(({ sql }) => sql),
    "PRAGMA foreign_keys=ON;",
  ];
  await writeFile(join(folder, "9999_rebuilt_labs.sql"), rebuild.join("\n--> statement-breakpoint\n"));
  return folder;
}

describe("postgres", () => {
  it("migrates once when eight processes start at once on an empty database", async () => {
    const url = await newPostgresDatabase();
    const stores = await Promise.all(
      Array.from({ length: 8 }, () =>
        openPostgres({
          url,
          migrationsFolder: migrationsOf("postgres"),
          poolSize: 2,
          random: Math.random,
          onIdleError: () => {},
        }),
      ),
    );
    afterTest(async () => void (await Promise.all(stores.map((store) => store.close()))));

    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ n: string }>(
      "select count(*) as n from drizzle.__drizzle_migrations",
    );
    await client.end();
    const { entries } = await readJournal(migrationsOf("postgres"));
    expect(Number(rows[0]?.n)).toBe(entries.length);
    expect(await Promise.all(stores.map(({ db, t }) => db.$count(t.labs)))).toEqual(Array(8).fill(0));
  });
});

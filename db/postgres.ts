import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { postgresKit } from "./columns";
import { defineTables, type Tables } from "./schema";
import {
  type Db,
  inScope,
  isUniqueViolation,
  refuseAfterEnd,
  refuseInsideTransaction,
  type Store,
} from "./store";

const MIGRATION_LOCK = 4_242;
const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";
const MOST_ATTEMPTS = 50;
// A unique violation may be a lost race that the work's own look would notice the next time round.
const ATTEMPTS_AT_UNIQUE = 3;

interface Options {
  url: string;
  migrationsFolder: string;
  poolSize: number;
  random: () => number;
  onIdleError: (error: Error) => void;
}

/** A pool of connections. Transactions are serializable, and run again when they lose a race. */
export async function openPostgres({
  url,
  migrationsFolder,
  poolSize,
  random,
  onIdleError,
}: Options): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  pool.on("error", onIdleError); // without a listener a lost idle connection ends the process
  await migrateUnderLock(pool, migrationsFolder);

  const t = defineTables(postgresKit);
  const outer = drizzle(pool, { casing: "snake_case" }) as unknown as NodePgDatabase<Tables>;

  const nowOn = async (connection: Pick<NodePgDatabase<Tables>, "execute">) => {
    const { rows } = await connection.execute<{ ms: number }>(
      sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`,
    );
    const [row] = rows;
    if (!row) throw new Error("PostgreSQL told no time");
    return new Date(row.ms);
  };

  const transaction: Store["transaction"] = async (work) => {
    refuseInsideTransaction();
    for (let attempt = 1; ; attempt++) {
      try {
        return await inScope((scope) =>
          outer.transaction(
            async (inner) => {
              const tx: Store = {
                db: guarded(inner, () => refuseAfterEnd(scope)),
                t,
                transaction: (nested) => nested(tx),
                // On the transaction's own connection: a second one could wait for the pool for ever.
                now: () => nowOn(inner),
                close: async () => {},
              };
              const result = await work(tx);
              scope.open = false;
              return result;
            },
            { isolationLevel: "serializable" },
          ),
        );
      } catch (error) {
        const mostAttempts = isUniqueViolation(error)
          ? ATTEMPTS_AT_UNIQUE
          : lostRace(error)
            ? MOST_ATTEMPTS
            : 1;
        if (attempt >= mostAttempts) throw error;
        await sleep(random() * Math.min(200, 5 * 2 ** attempt));
      }
    }
  };

  return {
    db: guarded(outer, refuseInsideTransaction),
    t,
    transaction,
    now: () => nowOn(outer),
    close: () => pool.end(),
  };
}

/** drizzle's migrator takes no lock of its own; several instances may start at once. */
async function migrateUnderLock(pool: pg.Pool, migrationsFolder: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migrate(drizzle(client, { casing: "snake_case" }), { migrationsFolder });
    await client.query("select pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    client.release();
  } catch (error) {
    client.release(true); // closing the connection gives the lock back
    throw error;
  }
}

function lostRace(error: unknown): boolean {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  return [code, cause?.code].some((c) => c === SERIALIZATION_FAILURE || c === DEADLOCK);
}

/** The same builders, each call checked first. */
function guarded(db: Db, check: () => void): Db {
  return new Proxy(db, {
    get(target, key, receiver) {
      const member: unknown = Reflect.get(target, key, receiver);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        check();
        return member.apply(target, args);
      };
    },
  });
}

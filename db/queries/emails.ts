import { and, desc, eq, getTableColumns, inArray, lt, max, or, type SQLWrapper, sql } from "drizzle-orm";
import type { EmailRow } from "../rows";
import type { Store } from "../store";

/** Number for the lab's next email, from 1. Call it in the transaction that inserts. */
export async function nextEmailSeq({ db, t }: Store, { labId }: { labId: string }): Promise<number> {
  const [row] = await db
    .select({ last: max(t.emails.seq) })
    .from(t.emails)
    .where(eq(t.emails.labId, labId));
  return (row?.last ?? 0) + 1;
}

/** Which of these identities the lab has already. */
export async function findKnownIdentities(
  { db, t }: Store,
  { labId, identities }: { labId: string; identities: readonly string[] },
): Promise<Set<string>> {
  if (identities.length === 0) return new Set();
  const rows = await db
    .select({ identity: t.emails.identity })
    .from(t.emails)
    .where(and(eq(t.emails.labId, labId), inArray(t.emails.identity, [...identities])));
  return new Set(rows.map((row) => row.identity));
}

export async function insertEmails({ db, t }: Store, rows: readonly EmailRow[]): Promise<void> {
  if (rows.length > 0) await db.insert(t.emails).values([...rows]);
}

export async function findEmail(
  { db, t }: Store,
  { emailId }: { emailId: string },
): Promise<EmailRow | null> {
  const [row] = await db.select().from(t.emails).where(eq(t.emails.id, emailId));
  return row ?? null;
}

interface ListOptions {
  labId: string;
  state?: EmailRow["state"];
  search?: string;
  /** Only emails with a smaller `seq`. */
  before?: number;
  limit: number;
}

/** The row without its body, whose beginning stands in for it: one body may be 25 MB. */
export type EmailListRow = Omit<EmailRow, "body"> & { beginning: string };

const BEGINNING_CHARACTERS = 2000;

/** Latest arrivals first. */
export async function listEmails(
  { db, t }: Store,
  { labId, state, search, before, limit }: ListOptions,
): Promise<EmailListRow[]> {
  const pattern = search ? `%${search.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%` : undefined;
  const matches = (column: SQLWrapper) =>
    pattern ? sql`lower(${column}) like ${pattern} escape '\\'` : undefined;
  const { body, ...columns } = getTableColumns(t.emails);
  return db
    .select({
      ...columns,
      beginning: sql<string>`substr(${body}, 1, ${sql.raw(String(BEGINNING_CHARACTERS))})`,
    })
    .from(t.emails)
    .where(
      and(
        eq(t.emails.labId, labId),
        state ? eq(t.emails.state, state) : undefined,
        before === undefined ? undefined : lt(t.emails.seq, before),
        pattern
          ? or(
              matches(t.emails.subject),
              matches(t.emails.fromName),
              matches(t.emails.fromAddress),
              matches(body),
            )
          : undefined,
      ),
    )
    .orderBy(desc(t.emails.seq))
    .limit(limit);
}

export async function setEmailState(
  { db, t }: Store,
  { emailId, state }: { emailId: string; state: EmailRow["state"] },
): Promise<void> {
  await db.update(t.emails).set({ state }).where(eq(t.emails.id, emailId));
}

/** Opens the next round of drafts; false when another request opened it first. */
export async function openDraftRound(
  { db, t }: Store,
  { emailId, round }: { emailId: string; round: number },
): Promise<boolean> {
  const rows = await db
    .update(t.emails)
    .set({ round, state: "drafted" })
    .where(and(eq(t.emails.id, emailId), eq(t.emails.round, round - 1)))
    .returning({ id: t.emails.id });
  return rows.length === 1;
}

export async function findEmailSubjects(
  { db, t }: Store,
  { emailIds }: { emailIds: readonly string[] },
): Promise<Map<string, string>> {
  if (emailIds.length === 0) return new Map();
  const rows = await db
    .select({ id: t.emails.id, subject: t.emails.subject })
    .from(t.emails)
    .where(inArray(t.emails.id, [...new Set(emailIds)]));
  return new Map(rows.map(({ id, subject }) => [id, subject]));
}

import { setTimeout as sleep } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { findLab, findLabBySlug } from "@/db/queries/labs";
import { isUniqueViolation, type Store } from "@/db/store";
import { meeting } from "@/tests/fakes/meeting";
import { labRow } from "./rows";
import { eachDatabase, openOn } from "./stores";

/** drizzle wraps what a driver throws; the reason is in the causes. */
async function reasonOf(failing: Promise<unknown> | undefined): Promise<string> {
  const messages: string[] = [];
  let error = await failing?.then(
    () => new Error("nothing failed"),
    (thrown: unknown) => thrown,
  );
  for (; error instanceof Error; error = error.cause) messages.push(error.message);
  return messages.join("\n");
}

const insert = ({ db, t }: Store, lab = labRow()) => db.insert(t.labs).values(lab);
const labCount = async ({ db, t }: Store) => db.$count(t.labs);

async function addOne(tx: Store, labId: string): Promise<void> {
  const lab = await findLab(tx, { labId });
  const next = Number(lab?.description) + 1;
  await tx.db
    .update(tx.t.labs)
    .set({ description: String(next) })
    .where(eq(tx.t.labs.id, labId));
}

eachDatabase((open) => {
  const openStore = async () => (await open({ defaultLab: false })).store;

  it("loses none of 60 concurrent read-modify-writes", async () => {
    const store = await openStore();
    const lab = labRow();
    await insert(store, lab);

    await Promise.all(Array.from({ length: 60 }, () => store.transaction((tx) => addOne(tx, lab.id))));

    expect((await findLab(store, { labId: lab.id }))?.description).toBe("60");
  });

  it("stores nothing of a transaction that throws after its writes", async () => {
    const store = await openStore();

    const failing = store.transaction(async (tx) => {
      await insert(tx);
      await insert(tx);
      throw new Error("too late");
    });

    await expect(failing).rejects.toThrow("too late");
    expect(await labCount(store)).toBe(0);
  });

  it("stores nothing when one of several branches fails, and refuses what the others write later", async () => {
    const store = await openStore();
    const late: { write?: Promise<unknown> } = {};

    const failing = store.transaction(async (tx) => {
      late.write = (async () => {
        await insert(tx);
        await sleep(30);
        await insert(tx);
      })();
      late.write.catch(() => {}); // looked at below, once the transaction has ended
      await sleep(10);
      throw new Error("this branch fails");
    });

    await expect(failing).rejects.toThrow("this branch fails");
    expect(await reasonOf(late.write)).toContain("this transaction has ended");
    expect(await labCount(store)).toBe(0);
  });

  it("refuses a store that was kept after its transaction", async () => {
    const store = await openStore();
    const kept = await store.transaction(async (tx) => tx);

    expect(await reasonOf((async () => insert(kept))())).toContain("this transaction has ended");
    expect(await labCount(store)).toBe(0);
  });

  it.each([
    { case: "a read", use: (store: Store) => labCount(store) },
    { case: "a write", use: (store: Store) => insert(store) },
    { case: "a transaction", use: (store: Store) => store.transaction((tx) => insert(tx)) },
  ])("refuses $case through the outer store inside a transaction", async ({ use }) => {
    const store = await openStore();

    const wrong = store.transaction(async (tx) => {
      await insert(tx);
      await use(store);
    });

    expect(await reasonOf(wrong)).toContain("inside a transaction, use the store it was given");
    expect(await labCount(store)).toBe(0);
  });

  it("joins a transaction within a transaction to the outer one", async () => {
    const store = await openStore();

    const failing = store.transaction(async (tx) => {
      await tx.transaction((inner) => insert(inner));
      throw new Error("the outer one fails");
    });

    await expect(failing).rejects.toThrow("the outer one fails");
    expect(await labCount(store)).toBe(0);
  });

  it("recognises a unique violation, and nothing else, as one", async () => {
    const store = await openStore();
    const lab = labRow();
    await insert(store, lab);
    const thrownBy = (work: () => PromiseLike<unknown>) =>
      (async () => work())().then(
        () => expect.fail("expected a failure"),
        (error: unknown) => error,
      );

    const sameSlug = await thrownBy(() => insert(store, labRow({ slug: lab.slug })));
    const sameId = await thrownBy(() => insert(store, labRow({ id: lab.id })));
    const noLab = await thrownBy(() =>
      store.db.insert(store.t.datasets).values({
        id: lab.id,
        labId: "00000000-0000-4000-8000-000000000000",
        name: "Cases of no lab",
        description: "",
        kind: "written",
        createdAt: new Date(),
      }),
    );

    expect([sameSlug, sameId, noLab].map(isUniqueViolation)).toEqual([true, true, false]);
  });

  it("keeps values of every kind of column as they were", async () => {
    const store = await openStore();
    const createdAt = new Date("2026-10-25T01:30:00.123Z");
    const lab = labRow({ name: "Grüße – 返信 🙂 'quoted' \\ %", createdAt, revision: 7 });
    await insert(store, lab);

    expect(await findLab(store, { labId: lab.id })).toEqual(lab);
  });
});

describe("sqlite", () => {
  it("writes to disk before it answers: synchronous reads 2, in WAL", async () => {
    const { store } = await openOn("sqlite")({ defaultLab: false });
    const [settings] = await store.db
      .select({ synchronous: sql<number>`synchronous`, journal: sql<string>`journal_mode` })
      .from(sql`pragma_synchronous, pragma_journal_mode`);
    expect(settings).toEqual({ synchronous: 2, journal: "wal" });
  });

  it("lets no query between the statements of a transaction", async () => {
    const { store } = await openOn("sqlite")({ defaultLab: false });

    const failing = store.transaction(async (tx) => {
      await insert(tx);
      await sleep(20);
      throw new Error("rolled back");
    });
    const beside = insert(store);
    await expect(failing).rejects.toThrow("rolled back");
    await beside;

    expect(await labCount(store)).toBe(1);
  });
});

describe("postgres", () => {
  it("runs the loser of a serialization conflict again", async () => {
    const { store } = await openOn("postgres")({ defaultLab: false });
    const lab = labRow();
    await insert(store, lab);
    const bothHaveRead = meeting(2);
    let runs = 0;

    const add = () =>
      store.transaction(async (tx) => {
        runs += 1;
        await findLab(tx, { labId: lab.id });
        await bothHaveRead();
        await addOne(tx, lab.id);
      });
    await Promise.all([add(), add()]);

    expect((await findLab(store, { labId: lab.id }))?.description).toBe("2");
    expect(runs).toBeGreaterThan(2);
  });

  it("runs the loser of a race for a unique value again, and it then sees the winner", async () => {
    const { store } = await openOn("postgres")({ defaultLab: false });
    const bothHaveLooked = meeting(2);

    const findOrInsert = () =>
      store.transaction(async (tx) => {
        const found = await findLabBySlug(tx, { slug: "only-one" });
        await bothHaveLooked();
        if (found) return found.id;
        const lab = labRow({ slug: "only-one" });
        await insert(tx, lab);
        return lab.id;
      });
    const [first, second] = await Promise.all([findOrInsert(), findOrInsert()]);

    expect(first).toBe(second);
    expect(await labCount(store)).toBe(1);
  });

  it("gives up on a unique violation that does not go away", async () => {
    const { store } = await openOn("postgres")({ defaultLab: false });
    const lab = labRow();
    await insert(store, lab);
    let runs = 0;

    const stubborn = store.transaction(async (tx) => {
      runs += 1;
      await insert(tx, labRow({ slug: lab.slug }));
    });

    await expect(stubborn).rejects.toSatisfy(isUniqueViolation);
    expect(runs).toBe(3);
  });
});

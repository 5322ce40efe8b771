import { asc, desc, eq } from "drizzle-orm";
import type { PriceRow } from "../rows";
import type { Store } from "../store";

export async function listPrices({ db, t }: Store): Promise<PriceRow[]> {
  return db
    .select()
    .from(t.prices)
    .orderBy(asc(t.prices.provider), asc(t.prices.model), desc(t.prices.validFrom));
}

/** Inserts a line, or replaces the one of the same model and day. */
export async function keepPrice({ db, t }: Store, price: PriceRow): Promise<PriceRow> {
  const { inputUsd, cachedInputUsd, outputUsd } = price;
  const [row] = await db
    .insert(t.prices)
    .values(price)
    .onConflictDoUpdate({
      target: [t.prices.provider, t.prices.model, t.prices.validFrom],
      set: { inputUsd, cachedInputUsd, outputUsd },
    })
    .returning();
  if (!row) throw new Error("a price was neither inserted nor replaced");
  return row;
}

/** Returns the line that was deleted, or null when there is none. */
export async function deletePrice(
  { db, t }: Store,
  { priceId }: { priceId: string },
): Promise<PriceRow | null> {
  const [row] = await db.delete(t.prices).where(eq(t.prices.id, priceId)).returning();
  return row ?? null;
}

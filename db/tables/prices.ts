import type { ProviderName } from "@/lib/contracts/models";
import type { Kit } from "../columns";

/** The own price table: US dollars per million tokens, each line from its day on. */
export function definePriceTables(k: Kit) {
  const prices = k.table(
    "prices",
    {
      id: k.text().primaryKey(),
      provider: k.text().$type<Exclude<ProviderName, "simulator">>().notNull(),
      model: k.text().notNull(),
      inputUsd: k.real().notNull(),
      cachedInputUsd: k.real(),
      outputUsd: k.real().notNull(),
      /** `YYYY-MM-DD`, UTC. */
      validFrom: k.text().notNull(),
      createdAt: k.time().notNull(),
    },
    (t) => [k.uniqueIndex("prices_line").on(t.provider, t.model, t.validFrom)],
  );
  return { prices };
}

import type { Kit } from "./columns";
import { defineDatasetTables } from "./tables/datasets";
import { defineJobTables } from "./tables/jobs";
import { defineLabTables } from "./tables/labs";
import { defineMailTables } from "./tables/mail";
import { definePriceTables } from "./tables/prices";
import { defineRunTables } from "./tables/runs";

/** The tables, once. `schema.sqlite.ts` and `schema.postgres.ts` apply a kit for drizzle-kit. */
export function defineTables(k: Kit) {
  const lab = defineLabTables(k);
  return {
    ...lab,
    ...defineMailTables(k, lab),
    ...defineDatasetTables(k, lab),
    ...defineRunTables(k, lab),
    ...defineJobTables(k, lab),
    ...definePriceTables(k),
  };
}

export type Tables = ReturnType<typeof defineTables>;

import { randomUUID } from "node:crypto";
import type { LabRow } from "@/db/rows";
import { defaultSettings } from "@/lib/services/labs";

/** A lab's row with no prompt, for tests of the store alone. */
export function labRow(changes: Partial<LabRow> = {}): LabRow {
  const id = randomUUID();
  return {
    id,
    organizationId: "local",
    slug: `lab-${id}`,
    name: "Counters",
    description: "0",
    settings: { ...defaultSettings, variables: {} },
    models: null,
    livePromptId: null,
    revision: 0,
    createdAt: new Date("2026-03-01T12:00:00.000Z"),
    ...changes,
  };
}

interface Row {
  id: string;
  state: "open" | "drafted" | "decided";
}

/**
 * The email to turn to after a decision: the next undecided one below, else the first one above.
 *
 * @param rows The inbox as shown, before the decision moved anything.
 * @param currentId The email just decided; it need not be in the list.
 * @returns Null when nothing else waits.
 */
export function nextUndecided<T extends Row>(rows: readonly T[], currentId: string): T | null {
  const at = rows.findIndex((row) => row.id === currentId);
  const waits = (row: T) => row.id !== currentId && row.state !== "decided";
  return rows.slice(at + 1).find(waits) ?? rows.slice(0, Math.max(at, 0)).find(waits) ?? null;
}

/**
 * The neighbour of a row, `step` places down (or up when negative), without going round.
 *
 * @returns The first row when the current one is not in the list; null at either end.
 */
export function neighbour<T extends Row>(
  rows: readonly T[],
  currentId: string | null,
  step: 1 | -1,
): T | null {
  const at = rows.findIndex((row) => row.id === currentId);
  if (at === -1) return rows[0] ?? null;
  return rows[at + step] ?? null;
}

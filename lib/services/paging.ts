import { AppError } from "@/lib/errors";

/** A cursor is the order number of the last item seen; opaque to callers, checked when it comes back. */
export function readCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError("invalid_request", "query.cursor: not a cursor of this list", {
    errors: [{ path: "query.cursor", message: "not a cursor of this list" }],
  });
}

/** Cuts a list that was read with one row more than asked for. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => number,
): {
  rows: readonly T[];
  nextCursor: string | null;
} {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last ? String(cursorOf(last)) : null };
}

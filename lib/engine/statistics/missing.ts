/**
 * Why a result could not be formed. At decision time such a result counts as no evidence.
 *
 * - `empty`: there is no observation (in one of the groups).
 * - `insufficient_data`: there are some, but fewer than the quantity is made of.
 * - `zero_variance`: all of them are equal, so chance has nothing to be measured by.
 */
export type MissingReason = "empty" | "insufficient_data" | "zero_variance";

/** A result that could not be formed; its own result, never 0 and never p = 1. */
export interface Missing {
  missing: MissingReason;
}

/** A result with all its numbers, or the reason why there is none. */
export type Formed<T> = (T & { missing: null }) | Missing;

/**
 * Why groups of these sizes have no mean and spread each; null if nothing stands in the way.
 *
 * @param sizes Observations in each group, whole numbers. @param fewest Observations a group needs.
 * @returns `empty` before `insufficient_data`; null where every group has enough.
 * @example
 * lackOf([0, 5], 2); // => "empty"
 * lackOf([1, 5], 2); // => "insufficient_data"
 */
export function lackOf(sizes: readonly number[], fewest: number): MissingReason | null {
  if (sizes.some((size) => size === 0)) return "empty";
  return sizes.some((size) => size < fewest) ? "insufficient_data" : null;
}

/**
 * The numbers of a result, or null where there are none and the reason does not matter.
 *
 * @example
 * formedOrNull(cohensDz([0, 0, 0], [1, 2, 3]))?.dz; // => 2
 * formedOrNull(cohensDz([0], [1])); // => null
 */
export function formedOrNull<T extends object>(result: Formed<T>): (T & { missing: null }) | null {
  return result.missing === null ? result : null;
}

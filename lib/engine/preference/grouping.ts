import { rankCorrelation } from "@/lib/engine/preference/rank-correlation";

/** Features whose changes correlate at least this closely, in either direction, say the same. */
const SAME_THING = 0.7;

/** A leading item and those that say the same. */
export interface Group<Item> {
  leader: Item;
  members: Item[];
}

/**
 * Puts items that rise and fall together under the first of them.
 *
 * Correlated are the sizes of the changes per email, by rank, not their signs: where people agree, all signs
 * are equal and could not tell "shorter" from "greets by name". Items whose change never varies cannot be
 * shown to be the same and stay apart.
 *
 * @param items The strongest first; an item joins the first group whose leader it resembles.
 * @param changesOf Changes of an item, one per email and in the same order for all.
 * @returns Groups in the order of their leaders.
 * @throws {RangeError} if two lists of changes differ in length or hold a NaN or an infinity.
 * @see rankCorrelation
 * @example
 * groupByChange([[1, 2, 3], [2, 4, 6]], (changes) => changes).length; // => 1
 */
export function groupByChange<Item>(
  items: readonly Item[],
  changesOf: (item: Item) => readonly number[],
): Group<Item>[] {
  const groups: Group<Item>[] = [];
  for (const item of items) {
    const group = groups.find(({ leader }) => {
      const correlation = rankCorrelation(changesOf(leader), changesOf(item));
      return correlation !== null && Math.abs(correlation) >= SAME_THING;
    });
    if (group) group.members.push(item);
    else groups.push({ leader: item, members: [] });
  }
  return groups;
}

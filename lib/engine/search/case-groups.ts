import { type Fingerprint, resembles } from "@/lib/engine/search/near-duplicates";
import { type SplitSide, splitSide } from "@/lib/engine/search/split";

/** Where a case stands: on a side of the split, or on neither because it resembles cases of both. */
export type CaseSide = SplitSide | "straddles";

export interface Placement {
  /** Key of the first case of the group; null for a case that belongs to none because it straddles. */
  groupKey: string | null;
  side: CaseSide;
}

/** A case that is to be placed. */
export interface UnplacedCase {
  /** Stable name of the email; equal for copies of it. */
  key: string;
  fingerprint: Fingerprint;
}

export interface PlacedCase extends UnplacedCase, Placement {}

/** Groups that a case resembles, per side, the least key first. */
function groupsLike({ key, fingerprint }: UnplacedCase, placed: readonly PlacedCase[]) {
  const groups: Record<SplitSide, Set<string>> = { development: new Set(), held_out: new Set() };
  for (const other of placed) {
    if (other.side === "straddles" || other.groupKey === null) continue;
    const seen = groups[other.side];
    if (seen.has(other.groupKey)) continue;
    if (other.key === key || resembles(fingerprint, other.fingerprint)) seen.add(other.groupKey);
  }
  const least = (keys: ReadonlySet<string>): string | null => [...keys].sort()[0] ?? null;
  return { development: least(groups.development), heldOut: least(groups.held_out) };
}

/**
 * Places a new case beside those that have a place already, none of which moves.
 *
 * It joins the group of what it resembles and thereby its side; one that resembles nothing starts a group
 * of its own, whose side is that of its key. One that resembles cases of both sides belongs to neither:
 * on the development side it would show the search what the held-out cases ask, on the held-out side it
 * would be judged on what candidates were made from. Where it resembles several groups of one side, the
 * one of the least key takes it. Cases that straddle hold no others.
 *
 * @param fresh The case to be placed.
 * @param placed Every case that has a place, in any order.
 * @param salt As for `splitSide`.
 * @example
 * const fingerprint = fingerprintOf({ sender: "Ada", subject: "Zip", body: "The zip of my tent broke." });
 * placeCase({ key: "b", fingerprint }, [{ key: "a", fingerprint, groupKey: "a", side: "held_out" }], "s");
 * // => { groupKey: "a", side: "held_out" }
 */
export function placeCase(fresh: UnplacedCase, placed: readonly PlacedCase[], salt: string): Placement {
  const { development, heldOut } = groupsLike(fresh, placed);
  if (development !== null && heldOut !== null) return { groupKey: null, side: "straddles" };
  if (development !== null) return { groupKey: development, side: "development" };
  if (heldOut !== null) return { groupKey: heldOut, side: "held_out" };
  return { groupKey: fresh.key, side: splitSide(fresh.key, salt) };
}

/**
 * Places several new cases, each beside those before it: the same as placing them one by one.
 *
 * @returns The placed cases in the order given; `placed` is left as it is.
 * @see placeCase
 * @example
 * const fingerprint = fingerprintOf({ sender: "Ada", subject: "Zip", body: "The zip of my tent broke." });
 * const fresh = [{ key: "a", fingerprint }, { key: "b", fingerprint }];
 * placeCases(fresh, [], "lab-1").map(({ groupKey }) => groupKey); // => ["a", "a"]
 */
export function placeCases<T extends UnplacedCase>(
  fresh: readonly T[],
  placed: readonly PlacedCase[],
  salt: string,
): (T & Placement)[] {
  const all = [...placed];
  return fresh.map((unplaced) => {
    const here = { ...unplaced, ...placeCase(unplaced, all, salt) };
    all.push(here);
    return here;
  });
}

/**
 * Gives groups to cases whose side was decided one by one, before there were groups.
 *
 * Each keeps its side, or loses it: one that resembles a case of the other side straddles from now on.
 * Development cases are placed first, so it is the held-out twin that goes; candidates may have been made
 * from the other, and it was never a fair test of them.
 *
 * @param cases With the side they have had.
 * @param placed Cases that have a place already.
 * @returns The cases with their places, those that were on the development side first.
 * @example
 * const fingerprint = fingerprintOf({ sender: "Ada", subject: "Zip", body: "The zip of my tent broke." });
 * adoptCases([{ key: "a", side: "held_out", fingerprint }], []).map(({ side }) => side); // => ["held_out"]
 */
export function adoptCases<T extends UnplacedCase & { side: SplitSide }>(
  cases: readonly T[],
  placed: readonly PlacedCase[],
): (Omit<T, "side"> & Placement)[] {
  const all = [...placed];
  const place = (old: T): Placement => {
    const groups = groupsLike(old, all);
    const [own, other] =
      old.side === "development"
        ? [groups.development, groups.heldOut]
        : [groups.heldOut, groups.development];
    return other === null
      ? { groupKey: own ?? old.key, side: old.side }
      : { groupKey: null, side: "straddles" };
  };
  const adopt = (old: T) => {
    const here = { ...old, ...place(old) };
    all.push(here);
    return here;
  };
  const development = cases.filter(({ side }) => side === "development").map(adopt);
  const heldOut = cases.filter(({ side }) => side === "held_out").map(adopt);
  return [...development, ...heldOut];
}

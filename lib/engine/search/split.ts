import { hashToUnit } from "@/lib/engine/random";

export type SplitSide = "development" | "held_out";

/** Share of the cases that the search never sees. */
export const heldOutShare = 0.4;

/**
 * Side of the split that a case belongs to, for good: 60 % development, 40 % held-out.
 *
 * Depends on nothing but its arguments, so new cases never move old ones. Cases that resemble each
 * other (turns of a conversation, near-duplicates) must be given one common key, or a candidate is
 * judged on what it was made from.
 *
 * @param caseKey Stable name of the case, or of its conversation; not its id, which changes on import.
 * @param salt Fixed per prompt, so that another prompt gets another split.
 * @example
 * splitSide("<4812@shop.example>", "lab-1"); // => "development"
 */
export function splitSide(caseKey: string, salt: string): SplitSide {
  return hashToUnit("split", salt, caseKey) < 1 - heldOutShare ? "development" : "held_out";
}

/**
 * How many more cases to expect to need until enough of them are held out.
 *
 * @param options `heldOut`: held-out cases there are; `minimumHeldOut`: those a decision needs;
 *   `share` of new cases that will be held out (default 0.4).
 * @returns Whole number of cases, 0 if there are enough. An expectation: the hash decides each case.
 * @throws {RangeError} if a count is negative or not whole, or the share is not above 0 and at most 1.
 * @example
 * casesNeeded({ heldOut: 12, minimumHeldOut: 20 }); // => 20
 */
export function casesNeeded({
  heldOut,
  minimumHeldOut,
  share = heldOutShare,
}: {
  heldOut: number;
  minimumHeldOut: number;
  share?: number;
}): number {
  for (const count of [heldOut, minimumHeldOut]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`a count of cases must be a whole number of 0 or more, got ${count}`);
    }
  }
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share must lie above 0 and up to 1, got ${share}`);
  const missing = minimumHeldOut - heldOut;
  if (missing <= 0) return 0;
  // 6 / 0.4 may come out a last bit above 15.
  return Math.ceil(missing / share - 1e-9);
}

import { DUEL_SLACK } from "@/lib/engine/statistics/duel-rule";
import { type DuelPair, type DuelTally, duelTally } from "@/lib/engine/statistics/duel-tally";
import { assertCount } from "@/lib/engine/statistics/ranges";

const ROLL_BACK_E = 10;
/** Emails that are all watched after a change, and the share of those after them. */
const WATCHED_EMAILS = 40;
const SHARE_AFTER = 0.25;

export interface GuardVerdict extends DuelTally {
  verdict: "roll_back" | "watch";
  /** Plain sentences with the numbers. */
  reasons: string[];
}

/**
 * Share of emails on which the previous prompt still stands beside the live one after a change.
 *
 * @param emailsSince Emails paired this way since the change, whole number of 0 or more.
 * @returns 1 for the first 40 emails, then 0.25.
 * @throws {RangeError} if the number is negative or not whole.
 * @example
 * guardShare(39); // => 1
 * guardShare(40); // => 0.25
 */
export function guardShare(emailsSince: number): number {
  assertCount("emailsSince", emailsSince);
  return emailsSince < WATCHED_EMAILS ? 1 : SHARE_AFTER;
}

/**
 * Harm after a change of the live prompt: the previous prompt is the challenger of this duel.
 *
 * @param pairs Emails since the change; a win is one of the previous prompt.
 * @returns `roll_back` when the evidence for the previous prompt reaches E = 10, with the counts.
 * @throws {RangeError} if a score is outside 0 to 1.
 * @see Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference" (2023)
 * @example
 * decideGuard([]).verdict; // => "watch"
 */
export function decideGuard(pairs: readonly DuelPair[]): GuardVerdict {
  const tally = duelTally(pairs);
  const isHarm = tally.ePlus >= ROLL_BACK_E - DUEL_SLACK;
  const counts = `The previous prompt won ${tally.wins} of ${tally.decisive} decisive ${tally.decisive === 1 ? "pair" : "pairs"} since the change`;
  const limit = `(E = ${Number(tally.ePlus.toPrecision(3))}, limit ${ROLL_BACK_E})`;
  return {
    ...tally,
    verdict: isHarm ? "roll_back" : "watch",
    reasons: [isHarm ? `${counts}: the change did harm ${limit}.` : `${counts}: no proof of harm ${limit}.`],
  };
}

import { duelEValues } from "@/lib/engine/statistics/duel";
import type { DuelOutcome } from "@/lib/engine/statistics/duel-outcome";
import { assertShare } from "@/lib/engine/statistics/ranges";
import { mean } from "@/lib/engine/statistics/samples";

/** One email of a duel. */
export interface DuelPair {
  outcome: DuelOutcome;
  /** Kind of email, where one is known. */
  emailType: string | null;
}

/** One reviewer or one type of email. */
export interface DuelStratum {
  kind: "reviewer" | "email_type";
  name: string;
  wins: number;
  losses: number;
  ties: number;
  /** At least 6 decisive pairs, and at least twice as many losses as wins. */
  isAgainst: boolean;
}

/** Everything counted from the emails of a duel. */
export interface DuelTally {
  wins: number;
  losses: number;
  ties: number;
  /** Emails without an outcome. */
  missing: number;
  /** Of these: emails where the arm's own draft had no judgement. */
  missingChallenger: number;
  missingLive: number;
  /** wins + losses. */
  decisive: number;
  ePlus: number;
  eMinus: number;
  /** max(0, 1 − 1/E⁺): valid at every look. */
  confidence: number;
  /** Share of decisive pairs won; null without any. Flatters a duel that stopped on it. */
  share: number | null;
  /** (W + 5) / (n + 10): an estimate, drawn towards one half. */
  shrunkenShare: number;
  challengerMean: number | null;
  liveMean: number | null;
  /** Gain in human score on the same emails: share of the live mean if relative, else points. */
  lift: number | null;
  liftKind: "relative" | "absolute";
  strata: DuelStratum[];
}

const SMALLEST_LIVE_MEAN = 1e-9;
const STRATUM_MIN = 6;

function strataOf(pairs: readonly DuelPair[]): DuelStratum[] {
  const strata = new Map<string, DuelStratum>();
  const count = (kind: DuelStratum["kind"], name: string, result: DuelOutcome["result"]): void => {
    if (result === "missing") return;
    const key = `${kind}:${name}`;
    const stratum = strata.get(key) ?? { kind, name, wins: 0, losses: 0, ties: 0, isAgainst: false };
    if (result === "win") stratum.wins += 1;
    else if (result === "loss") stratum.losses += 1;
    else stratum.ties += 1;
    strata.set(key, stratum);
  };
  for (const { outcome, emailType } of pairs) {
    for (const { reviewer, result } of outcome.votes) count("reviewer", reviewer, result);
    if (emailType !== null) count("email_type", emailType, outcome.result);
  }
  return [...strata.values()].map((stratum) => ({
    ...stratum,
    isAgainst: stratum.wins + stratum.losses >= STRATUM_MIN && stratum.losses >= 2 * stratum.wins,
  }));
}

/**
 * Counts a duel: wins, losses, ties and missing emails, evidence, lift and breakdown.
 *
 * @param pairs One per email, in any order.
 * @returns Counts, E-values (dimensionless), means from 0 to 1, breakdown by reviewer and type of email.
 * @throws {RangeError} if a score is outside 0 to 1.
 * @example
 * const accept = { reviewer: "ann", challenger: { fate: "accept" }, live: { fate: "unjudged" } };
 * const tally = duelTally([{ outcome: duelOutcome({ decisions: [accept] }), emailType: "refund" }]);
 * [tally.wins, tally.losses, tally.shrunkenShare]; // => [1, 0, 6 / 11]
 */
export function duelTally(pairs: readonly DuelPair[]): DuelTally {
  const count = (result: DuelOutcome["result"]) =>
    pairs.filter(({ outcome }) => outcome.result === result).length;
  const wins = count("win");
  const losses = count("loss");
  const decisive = wins + losses;

  const challengerScores: number[] = [];
  const liveScores: number[] = [];
  for (const { outcome } of pairs) {
    const { challengerScore, liveScore } = outcome;
    if (outcome.result === "missing" || challengerScore === null || liveScore === null) continue;
    assertShare("challengerScore", challengerScore);
    assertShare("liveScore", liveScore);
    challengerScores.push(challengerScore);
    liveScores.push(liveScore);
  }
  const challengerMean = mean(challengerScores);
  const liveMean = mean(liveScores);
  const difference = challengerMean === null || liveMean === null ? null : challengerMean - liveMean;
  const isRelative = liveMean === null || liveMean > SMALLEST_LIVE_MEAN;

  return {
    wins,
    losses,
    ties: count("tie"),
    missing: count("missing"),
    missingChallenger: pairs.filter(({ outcome }) => outcome.missing.challenger).length,
    missingLive: pairs.filter(({ outcome }) => outcome.missing.live).length,
    decisive,
    ...duelEValues(wins, losses),
    share: decisive === 0 ? null : wins / decisive,
    shrunkenShare: (wins + 5) / (decisive + 10),
    challengerMean,
    liveMean,
    lift: difference === null || liveMean === null || !isRelative ? difference : difference / liveMean,
    liftKind: isRelative ? "relative" : "absolute",
    strata: strataOf(pairs),
  };
}

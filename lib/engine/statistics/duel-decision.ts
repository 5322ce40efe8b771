import { duelEValues } from "@/lib/engine/statistics/duel";
import { type DuelPair, type DuelTally, duelTally } from "@/lib/engine/statistics/duel-tally";

/** So that a value of exactly the threshold satisfies it. */
const SLACK = 1e-12;
const MIN_DECISIVE = 8;
const MIN_SHARE = 0.55;
const MIN_LIFT = 0.05;
const DROP_E = 3;
const DROP_MIN_DECISIVE = 4;
const ROLL_BACK_E = 10;
const MIN_SELF_AGREEMENT = 0.6;
const GUARD_EMAILS = 40;
const GUARD_SHARE_AFTER = 0.25;

export interface DuelStage {
  /** Chance that a worthless challenger is promoted, at most. */
  alpha: number;
  /** Decisive pairs at which the challenger is dropped. */
  cap: number;
}

/**
 * How strict a duel is, by the decisions people have made in the lab.
 *
 * @param decisions Whole number of 0 or more; as it was when the challenger started, so that its
 *   level is fixed beforehand.
 * @returns null under 10 decisions: two live drafts are shown, and no duel runs.
 * @throws {RangeError} if the number is negative or not whole.
 * @example
 * duelStage(120); // => { alpha: 0.1, cap: 40 }
 */
export function duelStage(decisions: number): DuelStage | null {
  if (!Number.isInteger(decisions) || decisions < 0) {
    throw new RangeError(`decisions must be a whole number of 0 or more, got ${decisions}`);
  }
  if (decisions < 10) return null;
  if (decisions < 100) return { alpha: 0.2, cap: 25 };
  if (decisions < 200) return { alpha: 0.1, cap: 40 };
  return { alpha: 0.05, cap: 60 };
}

function isProven({ wins, losses }: { wins: number; losses: number }, alpha: number): boolean {
  const decisive = wins + losses;
  return (
    decisive >= MIN_DECISIVE &&
    wins >= MIN_SHARE * decisive - SLACK &&
    duelEValues(wins, losses).ePlus >= (1 - SLACK) / alpha
  );
}

/**
 * Decisive pairs that a challenger still needs if it wins all of them.
 *
 * The fewest possible, not a forecast; the gain in human score is asked for besides.
 *
 * @returns 0 when there are enough; null when it can no longer get there under the cap.
 * @throws {RangeError} if a count is negative or not whole.
 * @example
 * fewestPairsNeeded({ wins: 5, losses: 1 }, { alpha: 0.2, cap: 25 }); // => 2
 */
export function fewestPairsNeeded(
  { wins, losses }: { wins: number; losses: number },
  { alpha, cap }: DuelStage,
): number | null {
  if (isProven({ wins, losses }, alpha)) return 0;
  for (let more = 1; wins + losses + more <= cap; more++) {
    if (isProven({ wins: wins + more, losses }, alpha)) return more;
  }
  return null;
}

export interface DuelInput {
  /** Emails of this challenger only, one each. */
  pairs: readonly DuelPair[];
  /** Decisions in the lab when the challenger started. */
  decisionsAtStart: number;
  /** Sum of the levels of the challengers before this one. */
  alphaSpentBefore: number;
  /** One sentence for each guardrail (cost, latency, format, safety) that fails. */
  guardrailFailures: readonly string[];
  /** Emails shown a second time, and how many of them were decided alike; null if none was. */
  selfAgreement: { repeats: number; agreed: number } | null;
}

export interface DuelVerdict extends DuelTally {
  /** `collect`: too few decisions in the lab for a duel; `needs_person`: proven, but not for everyone. */
  verdict: "collect" | "continue" | "promote" | "needs_person" | "drop";
  /** null only with `collect`. */
  stage: DuelStage | null;
  /** Including this challenger. */
  alphaSpent: number;
  /** See `fewestPairsNeeded`; null also with `collect`. */
  pairsNeeded: number | null;
  /** Decisive pairs left until the cap, 0 or more; null with `collect`. */
  pairsLeft: number | null;
  /** Share of repeated emails decided alike; null if none was repeated. */
  selfAgreement: number | null;
  /** Plain sentences with the numbers, the most important first. */
  reasons: string[];
}

const percent = (share: number) => `${Number((100 * share).toFixed(1))} %`;
const number = (value: number) => String(Number(value.toPrecision(3)));
const pairsOf = (count: number) => `${count} decisive ${count === 1 ? "pair" : "pairs"}`;

function agreement(input: DuelInput["selfAgreement"]): number | null {
  if (input === null || input.repeats === 0) return null;
  const { repeats, agreed } = input;
  if (!Number.isInteger(repeats) || !Number.isInteger(agreed) || agreed < 0 || agreed > repeats) {
    throw new RangeError(`counts must be whole with 0 <= agreed <= repeats, got ${agreed} of ${repeats}`);
  }
  return agreed / repeats;
}

function liftSentence({ lift, liftKind }: DuelTally): string {
  if (lift === null) return "No email has a score for both drafts yet.";
  const scale = liftKind === "absolute" ? " of the scale" : "";
  return `The human score changed by ${percent(lift)}${scale}; at least ${percent(MIN_LIFT)} is needed.`;
}

/** What a challenger with these counts still lacks; empty when it may be promoted. */
function lacking(tally: DuelTally, { alpha }: DuelStage): string[] {
  const { decisive, share, ePlus, lift } = tally;
  const reasons: string[] = [];
  if (ePlus < (1 - SLACK) / alpha) {
    reasons.push(`The evidence is E = ${number(ePlus)}; ${number(1 / alpha)} is needed.`);
  }
  if (decisive < MIN_DECISIVE) reasons.push(`There are ${pairsOf(decisive)}; ${MIN_DECISIVE} are needed.`);
  if (share !== null && share < MIN_SHARE - SLACK) {
    reasons.push(`The challenger won ${percent(share)} of them; ${percent(MIN_SHARE)} is needed.`);
  }
  if (lift === null || lift < MIN_LIFT - SLACK) reasons.push(liftSentence(tally));
  return reasons;
}

function settle(
  tally: DuelTally,
  stage: DuelStage,
  guardrailFailures: readonly string[],
): { verdict: DuelVerdict["verdict"]; reasons: string[] } {
  const score = `The challenger won ${tally.wins} of ${pairsOf(tally.decisive)}.`;
  if (guardrailFailures.length > 0) return { verdict: "drop", reasons: [...guardrailFailures] };

  const missing = lacking(tally, stage);
  if (missing.length === 0) {
    const proof = `${score} The confidence is ${percent(tally.confidence)}.`;
    const against = tally.strata.filter(({ isAgainst }) => isAgainst);
    if (against.length === 0) return { verdict: "promote", reasons: [proof] };
    return {
      verdict: "needs_person",
      reasons: [
        ...against.map(({ kind, name, wins, losses }) => {
          const who = kind === "reviewer" ? `reviewer ${name}` : `emails of type ${name}`;
          return `For ${who} it won ${wins} and lost ${losses}: a person should decide.`;
        }),
        proof,
      ],
    };
  }
  if (tally.decisive >= DROP_MIN_DECISIVE && tally.eMinus >= DROP_E - SLACK) {
    return {
      verdict: "drop",
      reasons: [
        `${score} That speaks against it (E = ${number(tally.eMinus)}, limit ${DROP_E}).`,
        ...missing,
      ],
    };
  }
  if (tally.decisive >= stage.cap) {
    return {
      verdict: "drop",
      reasons: [`${score} It did not prove itself within ${stage.cap}.`, ...missing],
    };
  }
  return { verdict: "continue", reasons: tally.decisive === 0 ? missing : [score, ...missing] };
}

/**
 * The verdict of a blind comparison of a challenger with the live prompt; valid at every look.
 *
 * Promote when E⁺ reaches 1/α with at least 8 decisive pairs, 55 % of them won, a gain in human score
 * of 5 % and no guardrail failing; a person decides if one reviewer or type of email sees the
 * opposite. Drop when E⁻ reaches 3 from 4 decisive pairs on, at the cap, or on a guardrail.
 *
 * @throws {RangeError} if a count is not whole or negative, a share outside its range.
 * @see Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference" (2023)
 * @example
 * decideDuel({ pairs, decisionsAtStart: 40, alphaSpentBefore: 0.2, guardrailFailures: [], selfAgreement: null }).verdict;
 */
export function decideDuel(input: DuelInput): DuelVerdict {
  const { alphaSpentBefore } = input;
  if (!(Number.isFinite(alphaSpentBefore) && alphaSpentBefore >= 0)) {
    throw new RangeError(`the level spent before must be 0 or more, got ${alphaSpentBefore}`);
  }
  const tally = duelTally(input.pairs);
  const selfAgreement = agreement(input.selfAgreement);
  const stage = duelStage(input.decisionsAtStart);
  if (stage === null) {
    const reason = `A duel starts at 10 decisions in the lab; there were ${input.decisionsAtStart}.`;
    const none = { stage, pairsNeeded: null, pairsLeft: null, alphaSpent: alphaSpentBefore };
    return { ...tally, ...none, verdict: "collect", selfAgreement, reasons: [reason] };
  }

  const { verdict, reasons } = settle(tally, stage, input.guardrailFailures);
  if (selfAgreement !== null && selfAgreement < MIN_SELF_AGREEMENT - SLACK) {
    reasons.push(
      `Emails shown a second time were decided alike in only ${percent(selfAgreement)}: decisions are noisy.`,
    );
  }
  return {
    ...tally,
    verdict,
    stage,
    alphaSpent: alphaSpentBefore + stage.alpha,
    pairsNeeded: fewestPairsNeeded(tally, stage),
    pairsLeft: Math.max(0, stage.cap - tally.decisive),
    selfAgreement,
    reasons,
  };
}

/**
 * Share of emails on which the previous prompt still stands beside the live one after a change.
 *
 * @param emailsSince Emails paired this way since the change, whole number of 0 or more.
 * @throws {RangeError} if the number is negative or not whole.
 * @example
 * guardShare(40); // => 0.25
 */
export function guardShare(emailsSince: number): number {
  if (!Number.isInteger(emailsSince) || emailsSince < 0) {
    throw new RangeError(`emails must be a whole number of 0 or more, got ${emailsSince}`);
  }
  return emailsSince < GUARD_EMAILS ? 1 : GUARD_SHARE_AFTER;
}

/**
 * Harm after a change of the live prompt: the previous prompt is the challenger of this duel.
 *
 * @param pairs Emails since the change; a win is one of the previous prompt.
 * @returns `roll_back` when the evidence for the previous prompt reaches E = 10, with the counts.
 * @throws {RangeError} if a score is outside 0 to 1.
 * @example
 * decideGuard([]).verdict; // => "watch"
 */
export function decideGuard(
  pairs: readonly DuelPair[],
): DuelTally & { verdict: "roll_back" | "watch"; reasons: string[] } {
  const tally = duelTally(pairs);
  const isHarm = tally.ePlus >= ROLL_BACK_E - SLACK;
  const counts = `The previous prompt won ${tally.wins} of ${pairsOf(tally.decisive)} since the change`;
  const limit = `(E = ${number(tally.ePlus)}, limit ${ROLL_BACK_E})`;
  return {
    ...tally,
    verdict: isHarm ? "roll_back" : "watch",
    reasons: [isHarm ? `${counts}: the change did harm ${limit}.` : `${counts}: no proof of harm ${limit}.`],
  };
}

import {
  DROP,
  DUEL_SLACK,
  type DuelStage,
  duelStage,
  fewestPairsNeeded,
  isRefuted,
  PROMOTION,
} from "@/lib/engine/statistics/duel-rule";
import { type DuelPair, type DuelTally, duelTally } from "@/lib/engine/statistics/duel-tally";
import { assertNotNegative, assertPart } from "@/lib/engine/statistics/ranges";

/** Reviewers who agree with themselves less often than this decide by chance as much as by taste. */
const MIN_SELF_AGREEMENT = 0.6;

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
  if (input === null) return null;
  const { repeats, agreed } = input;
  assertPart(["selfAgreement.agreed", agreed], ["selfAgreement.repeats", repeats]);
  return repeats === 0 ? null : agreed / repeats;
}

function liftSentence({ lift, liftKind }: DuelTally): string {
  if (lift === null) return "No email has a score for both drafts yet.";
  const scale = liftKind === "absolute" ? " of the scale" : "";
  return `The human score changed by ${percent(lift)}${scale}; at least ${percent(PROMOTION.minLift)} is needed.`;
}

/** What a challenger with these counts still lacks; empty when it may be promoted. */
function lacking(tally: DuelTally, { alpha }: DuelStage): string[] {
  const { decisive, share, ePlus, lift } = tally;
  const reasons: string[] = [];
  if (ePlus < (1 - DUEL_SLACK) / alpha) {
    reasons.push(`The evidence is E = ${number(ePlus)}; ${number(1 / alpha)} is needed.`);
  }
  if (decisive < PROMOTION.minDecisive) {
    reasons.push(`There are ${pairsOf(decisive)}; ${PROMOTION.minDecisive} are needed.`);
  }
  if (share !== null && share < PROMOTION.minShare - DUEL_SLACK) {
    reasons.push(`The challenger won ${percent(share)} of them; ${percent(PROMOTION.minShare)} is needed.`);
  }
  if (lift === null || lift < PROMOTION.minLift - DUEL_SLACK) reasons.push(liftSentence(tally));
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
  if (isRefuted(tally)) {
    return {
      verdict: "drop",
      reasons: [
        `${score} That speaks against it (E = ${number(tally.eMinus)}, limit ${DROP.eMinus}).`,
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
 * @returns The verdict with every number behind it, and sentences that say what is missing.
 * @throws {RangeError} if a count is not whole or negative, a share outside its range.
 * @see Ramdas et al., "Game-theoretic statistics and safe anytime-valid inference" (2023)
 * @example
 * const start = { decisionsAtStart: 40, alphaSpentBefore: 0.2, guardrailFailures: [], selfAgreement: null };
 * const accept = { reviewer: "ann", challenger: { fate: "accept" }, live: { fate: "unjudged" } };
 * const won = { outcome: duelOutcome({ decisions: [accept] }), emailType: null };
 * decideDuel({ ...start, pairs: Array(7).fill(won) }).verdict; // => "continue"
 * decideDuel({ ...start, pairs: Array(8).fill(won) }).verdict; // => "promote"
 * decideDuel({ ...start, pairs: [], decisionsAtStart: 9 }).verdict; // => "collect"
 */
export function decideDuel(input: DuelInput): DuelVerdict {
  const { alphaSpentBefore } = input;
  assertNotNegative("alphaSpentBefore", alphaSpentBefore);
  const tally = duelTally(input.pairs);
  const selfAgreement = agreement(input.selfAgreement);
  const stage = duelStage(input.decisionsAtStart);
  if (stage === null) {
    const reason = `A duel starts at 10 decisions in the lab; there were ${input.decisionsAtStart}.`;
    const none = { stage, pairsNeeded: null, pairsLeft: null, alphaSpent: alphaSpentBefore };
    return { ...tally, ...none, verdict: "collect", selfAgreement, reasons: [reason] };
  }

  const { verdict, reasons } = settle(tally, stage, input.guardrailFailures);
  if (selfAgreement !== null && selfAgreement < MIN_SELF_AGREEMENT - DUEL_SLACK) {
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

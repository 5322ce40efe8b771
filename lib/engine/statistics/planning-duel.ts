import { bisect } from "@/lib/engine/statistics/bisection";
import { type DuelStage, isProven, isRefuted } from "@/lib/engine/statistics/duel-rule";
import { percentText, powerText } from "@/lib/engine/statistics/planning-words";
import { assertCount, assertInside, assertShare } from "@/lib/engine/statistics/ranges";

const DEFAULT_POWER = 0.8;
/** Above this share of ties a duel takes thousands of emails. */
const MOST_TIES = 0.99;
/** A lab with more decisive pairs than this to a duel does not exist; the work grows with its square. */
const LARGEST_CAP = 1_000;

export interface DuelPlanInput {
  stage: DuelStage;
  /** Share of the decisive pairs that the challenger truly wins, 0 to 1. */
  winRate: number;
  /** Share of the emails that end in a tie or are missing, 0 to 0.99. */
  tieShare: number;
  /** Chance of promotion wanted (default 0.8). */
  targetPower?: number;
}

/** Whole numbers of which half, and nine in ten, of the duels need no more. */
export interface DuelLength {
  median: number;
  p90: number;
}

export interface DuelPlan {
  stage: DuelStage;
  winRate: number;
  tieShare: number;
  targetPower: number;
  /** Chance that the evidence promotes the challenger; else it is dropped. */
  promotionChance: number;
  /** Decisive pairs until either happens. */
  pairsToDecision: DuelLength;
  /** Emails until either happens. */
  emailsToDecision: DuelLength;
  /** Emails of the duels that end in a promotion; null if none does. */
  emailsToPromotion: DuelLength | null;
  /** Smallest win rate promoted with the chance wanted; null if none is. */
  detectableWinRate: number | null;
}

/** Chance that a duel ends with its n-th decisive pair, by n, in either way. */
interface Endings {
  promoted: Float64Array;
  dropped: Float64Array;
}

type Ending = "promoted" | "dropped" | null;

/** What the rule says at each number of wins and losses up to the cap. */
function ruleTable(stage: DuelStage): Ending[][] {
  return Array.from({ length: stage.cap + 1 }, (_, pairs) =>
    Array.from({ length: pairs + 1 }, (_, wins): Ending => {
      const counts = { wins, losses: pairs - wins };
      if (isProven(counts, stage)) return "promoted";
      return isRefuted(counts) || pairs === stage.cap ? "dropped" : null;
    }),
  );
}

function endingsOf(rule: readonly (readonly Ending[])[], winRate: number): Endings {
  const promoted = new Float64Array(rule.length);
  const dropped = new Float64Array(rule.length);
  const endings = { promoted, dropped };
  let open = Float64Array.of(1);
  rule.forEach((verdicts, pairs) => {
    if (pairs === 0) return;
    const next = new Float64Array(pairs + 1);
    verdicts.forEach((verdict, wins) => {
      const byWin = wins > 0 ? winRate * (open[wins - 1] ?? 0) : 0;
      const byLoss = (1 - winRate) * (open[wins] ?? 0);
      if (verdict === null) next[wins] = byWin + byLoss;
      else endings[verdict][pairs] = (endings[verdict][pairs] ?? 0) + byWin + byLoss;
    });
    open = next;
  });
  return endings;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/**
 * Quantiles of the emails behind so many decisive pairs, when each email is decisive with this chance.
 *
 * The chances of the pairs need not sum to 1: what they sum to is the whole.
 */
function emailsFor(chances: Float64Array, decisiveShare: number): DuelLength {
  const total = sumOf(chances);
  // reached[k]: chance of exactly k decisive pairs so far; the last entry holds all beyond.
  const reached = new Float64Array(chances.length);
  reached[0] = 1;
  const last = reached.length - 1;
  const quantiles: number[] = [];
  for (let emails = 1; quantiles.length < 2; emails++) {
    for (let k = last; k >= 0; k--) {
      const stays = k === last ? 1 : 1 - decisiveShare;
      const arrives = k > 0 ? decisiveShare * (reached[k - 1] ?? 0) : 0;
      reached[k] = stays * (reached[k] ?? 0) + arrives;
    }
    let ended = 0;
    let atLeast = 0;
    for (let k = last; k >= 1; k--) {
      atLeast += reached[k] ?? 0;
      ended += (chances[k] ?? 0) * atLeast;
    }
    for (const share of [0.5, 0.9].slice(quantiles.length)) {
      if (ended >= (share - 1e-12) * total) quantiles.push(emails);
      else break;
    }
  }
  const [median = Number.NaN, p90 = Number.NaN] = quantiles;
  return { median, p90 };
}

/**
 * How long a duel takes and how it ends, before it starts.
 *
 * Exact: all orders of wins and losses under the rule of `decideDuel`, looked at after every pair. It knows the
 * counts only: the gain in human score, the guardrails and the strata are asked for besides, so a promotion may
 * come later or need a person. Careless choices by position draw the win rate towards one half: with a share c
 * of them a rate of w is seen as (1 − c) w + c / 2.
 *
 * @returns Chance of promotion, median and 90 % point of pairs and emails, and the smallest win rate that is found.
 * @throws {RangeError} if an argument is outside its range.
 * @see duelEValues
 * @example
 * const plan = planDuel({ stage: { alpha: 0.2, cap: 25 }, winRate: 1, tieShare: 0 });
 * [plan.promotionChance, plan.emailsToDecision]; // => [1, { median: 8, p90: 8 }]
 */
export function planDuel({ stage, winRate, tieShare, targetPower = DEFAULT_POWER }: DuelPlanInput): DuelPlan {
  assertInside("stage.alpha", stage.alpha);
  assertCount("stage.cap", stage.cap);
  if (stage.cap < 1 || stage.cap > LARGEST_CAP) {
    throw new RangeError(`stage.cap must lie from 1 to ${LARGEST_CAP}, got ${stage.cap}`);
  }
  assertShare("winRate", winRate);
  if (!(tieShare >= 0 && tieShare <= MOST_TIES)) {
    throw new RangeError(`tieShare must lie from 0 to ${MOST_TIES}, got ${tieShare}`);
  }
  assertInside("targetPower", targetPower);

  const rule = ruleTable(stage);
  const chanceAt = (rate: number) => Math.min(1, sumOf(endingsOf(rule, rate).promoted));
  const { promoted, dropped } = endingsOf(rule, winRate);
  const either = promoted.map((chance, pairs) => chance + (dropped[pairs] ?? 0));
  const promotionChance = chanceAt(winRate);
  return {
    stage,
    winRate,
    tieShare,
    targetPower,
    promotionChance,
    pairsToDecision: emailsFor(either, 1),
    emailsToDecision: emailsFor(either, 1 - tieShare),
    emailsToPromotion: promotionChance > 0 ? emailsFor(promoted, 1 - tieShare) : null,
    detectableWinRate:
      chanceAt(1) >= targetPower ? bisect(0, 1, (rate) => chanceAt(rate) >= targetPower) : null,
  };
}

/**
 * A plan in plain sentences.
 *
 * @example
 * duelPlanSentence(planDuel({ stage: { alpha: 0.2, cap: 25 }, winRate: 0.7, tieShare: 0.3 }));
 * // => "A challenger that wins 70 % of the decisive pairs is promoted with probability 0.62;
 * //   half of the duels are decided within 26 emails, nine in ten within 38. A win rate of 75 % gives 0.8."
 */
export function duelPlanSentence(plan: DuelPlan): string {
  const { winRate, promotionChance, emailsToDecision, detectableWinRate, targetPower } = plan;
  const chance = `A challenger that wins ${percentText(winRate)} of the decisive pairs is promoted with probability ${powerText(promotionChance)}`;
  const length = `half of the duels are decided within ${emailsToDecision.median} emails, nine in ten within ${emailsToDecision.p90}`;
  if (promotionChance >= targetPower) return `${chance}; ${length}.`;
  const target =
    detectableWinRate === null
      ? `No win rate gives ${powerText(targetPower)}`
      : `A win rate of ${percentText(detectableWinRate)} gives ${powerText(targetPower)}`;
  return `${chance}; ${length}. ${target}.`;
}

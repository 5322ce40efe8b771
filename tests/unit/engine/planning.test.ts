import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duelStage, isProven, isRefuted } from "@/lib/engine/statistics/duel-rule";
import { type DuelPlanInput, duelPlanSentence, planDuel } from "@/lib/engine/statistics/planning-duel";
import { planProportions, proportionSentence } from "@/lib/engine/statistics/planning-proportions";
import { powerText } from "@/lib/engine/statistics/planning-words";
import { powerTwoProportions } from "@/lib/engine/statistics/power-proportions";

const oneSided = { alpha: 0.2, sides: 1 } as const;

describe("planProportions", () => {
  // By hand: p̄ = 0.35, √(2 · 0.35 · 0.65) = 0.67454, √(0.3 · 0.7 + 0.4 · 0.6) = 0.67082, z = 0.841621.
  // n = (0.841621 · (0.67454 + 0.67082) / 0.1)² = 128.2; power at 60 = Φ((0.1 √60 − 0.56771) / 0.67082) = Φ(0.3084).
  it("asks for 129 per prompt to see 30 % become 40 %", () => {
    const plan = planProportions({ perPrompt: 60, control: 0.3, candidate: 0.4 });
    expect(plan.neededPerPrompt).toBe(129);
    expect(plan.power).toBeCloseTo(0.6211, 4);
  });

  it("has a smallest share that is found with the power wanted", () => {
    const { detectableShare } = planProportions({ perPrompt: 60, control: 0.3, candidate: 0.4 });
    expect(powerTwoProportions(0.3, detectableShare ?? Number.NaN, 60, oneSided)).toBeCloseTo(0.8, 10);
  });

  it.each([
    {
      case: "too few decisions",
      input: { perPrompt: 60, control: 0.3, candidate: 0.4 },
      sentence:
        "With 60 decisions per prompt a rise from 30 % to 40 % is found with power 0.62; 129 decisions per prompt give 0.8.",
    },
    {
      case: "no decision",
      input: { perPrompt: 0, control: 0.3, candidate: 0.4 },
      sentence:
        "0 decisions per prompt cannot be tested; 129 decisions per prompt give 0.8 for a rise from 30 % to 40 %.",
    },
    {
      case: "enough",
      input: { perPrompt: 129, control: 0.3, candidate: 0.4 },
      sentence:
        "With 129 decisions per prompt a rise from 30 % to 40 % is found with power 0.8, which reaches the 0.8 wanted.",
    },
    {
      case: "a rise out of reach",
      input: { perPrompt: 10, control: 0.3, candidate: 0.3 + 1e-9 },
      sentence:
        "With 10 decisions per prompt a rise from 30 % to 30 % is found with power 0.2; no practical number gives 0.8.",
    },
    {
      case: "from never to always",
      input: { perPrompt: 5, control: 0, candidate: 1 },
      sentence:
        "With 5 decisions per prompt a rise from 0 % to 100 % is found with power over 0.99, which reaches the 0.8 wanted.",
    },
  ])("says on $case", ({ input, sentence }) => {
    expect(proportionSentence(planProportions(input))).toBe(sentence);
  });

  it("has no detectable share where even 100 % is not found", () => {
    const plan = planProportions({ perPrompt: 1, control: 0.9, candidate: 1 });
    expect(plan.detectableShare).toBeNull();
  });

  it("has more power with more decisions", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        (n, control) => {
          const power = (perPrompt: number) =>
            planProportions({ perPrompt, control, candidate: control + 0.1 }).power ?? Number.NaN;
          expect(power(n + 1)).toBeGreaterThan(power(n) - 1e-12);
        },
      ),
    );
  });
});

/** Chance of promotion by walking every order of wins and losses, without the table of the plan. */
function promotionByEnumeration(input: DuelPlanInput, wins = 0, losses = 0): number {
  const { stage, winRate } = input;
  const counts = { wins, losses };
  if (isProven(counts, stage)) return 1;
  if (isRefuted(counts) || wins + losses === stage.cap) return 0;
  return (
    winRate * promotionByEnumeration(input, wins + 1, losses) +
    (1 - winRate) * promotionByEnumeration(input, wins, losses + 1)
  );
}

describe("planDuel", () => {
  const stage = { alpha: 0.2, cap: 25 };

  it.each([
    // Eight wins are the fewest; without ties every email is a pair.
    { case: "a sure winner", winRate: 1, tieShare: 0, promotion: 1, emails: { median: 8, p90: 8 } },
    // E⁻ of four losses is 31 / 5.
    { case: "a sure loser", winRate: 0, tieShare: 0, promotion: 0, emails: { median: 4, p90: 4 } },
    // The fourth of emails that count with chance ½: P(Bin(7, ½) >= 4) = ½; P(Bin(11, ½) >= 4) = 0.887, of 12: 0.927.
    {
      case: "a sure loser with ties",
      winRate: 0,
      tieShare: 0.5,
      promotion: 0,
      emails: { median: 7, p90: 12 },
    },
  ])("is exact for $case", ({ winRate, tieShare, promotion, emails }) => {
    const plan = planDuel({ stage, winRate, tieShare });
    expect(plan.promotionChance).toBeCloseTo(promotion, 12);
    expect(plan.emailsToDecision).toEqual(emails);
    expect(plan.emailsToPromotion).toEqual(promotion === 0 ? null : emails);
  });

  it.each([0.3, 0.5, 0.66, 0.8])("counts every order of wins and losses at a win rate of %d", (winRate) => {
    const input = { stage: { alpha: 0.2, cap: 14 }, winRate, tieShare: 0.3 };
    expect(planDuel(input).promotionChance).toBeCloseTo(promotionByEnumeration(input), 12);
  });

  it("keeps the level of each stage for a worthless challenger", () => {
    for (const decisions of [10, 100, 200]) {
      const strict = duelStage(decisions) ?? stage;
      const chance = planDuel({ stage: strict, winRate: 0.5, tieShare: 0.3 }).promotionChance;
      expect(chance).toBeLessThan(strict.alpha);
      expect(chance).toBeGreaterThan(0);
    }
  });

  it("has a smallest win rate that is promoted with the chance wanted", () => {
    const { detectableWinRate } = planDuel({ stage, winRate: 0.6, tieShare: 0 });
    const again = planDuel({ stage, winRate: detectableWinRate ?? Number.NaN, tieShare: 0 });
    expect(again.promotionChance).toBeCloseTo(0.8, 10);
    // Under eight pairs nothing is promoted.
    const short = planDuel({ stage: { alpha: 0.2, cap: 7 }, winRate: 1, tieShare: 0 });
    expect(short).toMatchObject({ promotionChance: 0, detectableWinRate: null, emailsToPromotion: null });
  });

  it("promotes a better challenger more often, and takes more emails with more ties", () => {
    const share = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(share, share, (winRate, tieShare) => {
        const plan = planDuel({ stage, winRate, tieShare });
        const better = planDuel({ stage, winRate: winRate + 0.1, tieShare });
        const slower = planDuel({ stage, winRate, tieShare: tieShare + 0.09 });
        expect(better.promotionChance).toBeGreaterThanOrEqual(plan.promotionChance - 1e-12);
        expect(slower.emailsToDecision.median).toBeGreaterThanOrEqual(plan.emailsToDecision.median);
        expect(slower.pairsToDecision).toEqual(plan.pairsToDecision);
        expect(plan.emailsToDecision.p90).toBeGreaterThanOrEqual(plan.emailsToDecision.median);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    {
      case: "a challenger that may be missed",
      winRate: 0.7,
      sentence:
        "A challenger that wins 70 % of the decisive pairs is promoted with probability 0.62; half of the duels are decided within 26 emails, nine in ten within 38. A win rate of 75 % gives 0.8.",
    },
    {
      case: "one that is found",
      winRate: 0.8,
      sentence:
        "A challenger that wins 80 % of the decisive pairs is promoted with probability 0.92; half of the duels are decided within 14 emails, nine in ten within 33.",
    },
  ])("says on $case", ({ winRate, sentence }) => {
    expect(duelPlanSentence(planDuel({ stage, winRate, tieShare: 0.3 }))).toBe(sentence);
  });

  it("says when no win rate will do", () => {
    const plan = planDuel({ stage: { alpha: 0.2, cap: 7 }, winRate: 0.9, tieShare: 0 });
    expect(duelPlanSentence(plan)).toContain("No win rate gives 0.8.");
  });
});

describe("powerText", () => {
  it.each([
    { power: 0, text: "0" },
    { power: 0.5, text: "0.5" },
    { power: 0.99, text: "0.99" },
    { power: 0.9999, text: "over 0.99" },
  ])("of $power is $text", ({ power, text }) => {
    expect(powerText(power)).toBe(text);
  });
});

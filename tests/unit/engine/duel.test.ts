import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { type DuelInput, decideDuel } from "@/lib/engine/statistics/duel-decision";
import { decideGuard, guardShare } from "@/lib/engine/statistics/duel-guard";
import {
  type DraftFate,
  type DuelDecision,
  type DuelEmail,
  type DuelResult,
  duelOutcome,
  duelScore,
} from "@/lib/engine/statistics/duel-outcome";
import { duelStage, fewestPairsNeeded, isProven, isRefuted } from "@/lib/engine/statistics/duel-rule";
import type { DuelPair } from "@/lib/engine/statistics/duel-tally";

const draft = (fate: DraftFate) => (fate === "edit" ? { fate, similarity: 0.5 } : { fate });
const decision = (challenger: DraftFate, live: DraftFate, reviewer = "ann"): DuelDecision => ({
  reviewer,
  challenger: draft(challenger),
  live: draft(live),
});
const email = (challenger: DraftFate, live: DraftFate, rest: Partial<DuelEmail> = {}): DuelEmail => ({
  decisions: [decision(challenger, live)],
  ...rest,
});

const pair = (result: DuelResult, { reviewer = "ann", emailType = null as string | null } = {}): DuelPair => {
  const fates = {
    win: ["accept", "unjudged"],
    loss: ["unjudged", "accept"],
    tie: ["reject", "reject"],
  } as const;
  const [challenger, live] = result === "missing" ? (["skip", "skip"] as const) : fates[result];
  return { outcome: duelOutcome({ decisions: [decision(challenger, live, reviewer)] }), emailType };
};
const times = (count: number, result: DuelResult, options = {}) =>
  Array.from({ length: count }, () => pair(result, options));
const duel = (pairs: DuelPair[], rest: Partial<DuelInput> = {}) =>
  decideDuel({
    pairs,
    decisionsAtStart: 50,
    alphaSpentBefore: 0,
    guardrailFailures: [],
    selfAgreement: null,
    ...rest,
  });

describe("duelOutcome of one person", () => {
  it.each<{ challenger: DraftFate; live: DraftFate; result: DuelResult }>([
    { challenger: "accept", live: "unjudged", result: "win" },
    { challenger: "unjudged", live: "accept", result: "loss" },
    { challenger: "edit", live: "unjudged", result: "win" },
    { challenger: "accept", live: "edit", result: "win" },
    { challenger: "edit", live: "accept", result: "loss" },
    { challenger: "edit", live: "reject", result: "win" },
    { challenger: "reject", live: "accept", result: "loss" },
    { challenger: "skip", live: "accept", result: "loss" },
    { challenger: "edit", live: "edit", result: "tie" },
    { challenger: "accept", live: "accept", result: "tie" },
    { challenger: "reject", live: "reject", result: "tie" },
    { challenger: "reject", live: "unjudged", result: "missing" },
    { challenger: "unjudged", live: "reject", result: "missing" },
    { challenger: "skip", live: "skip", result: "missing" },
  ])("is $result for challenger $challenger, live $live", ({ challenger, live, result }) => {
    expect(duelOutcome(email(challenger, live)).result).toBe(result);
  });

  it.each([
    { case: "identical texts", of: email("accept", "unjudged", { identicalTexts: true }), result: "tie" },
    {
      case: "identical texts that were skipped",
      of: email("skip", "skip", { identicalTexts: true }),
      result: "missing",
    },
    {
      case: "a third draft chosen",
      of: { decisions: [{ ...decision("unjudged", "reject"), choseAnother: true }] },
      result: "tie",
    },
    {
      case: "a live draft that failed",
      of: email("accept", "unjudged", { failed: { live: true } }),
      result: "missing",
    },
    { case: "nobody", of: { decisions: [] }, result: "missing" },
  ])("is $result for $case", ({ of, result }) => {
    expect(duelOutcome(of).result).toBe(result);
  });

  it("counts what is missing for the arm that lacks it", () => {
    expect(duelOutcome(email("skip", "skip")).missing).toEqual({ challenger: true, live: true });
    expect(duelOutcome(email("reject", "unjudged")).missing).toEqual({ challenger: false, live: true });
    expect(duelOutcome(email("skip", "skip", { failed: { challenger: true } })).missing).toEqual({
      challenger: true,
      live: false,
    });
  });

  it("scores accept 1, edit 0.6 × similarity, else 0; identical texts alike; nothing when missing", () => {
    expect(duelScore({ fate: "edit", similarity: 0.5 })).toBeCloseTo(0.3, 12);
    expect(() => duelScore({ fate: "edit" })).toThrow(RangeError);
    expect(() => duelScore({ fate: "edit", similarity: 1.2 })).toThrow(RangeError);
    expect(duelOutcome(email("edit", "reject"))).toMatchObject({ challengerScore: 0.3, liveScore: 0 });
    const same = duelOutcome(email("unjudged", "accept", { identicalTexts: true }));
    expect(same).toMatchObject({ challengerScore: 1, liveScore: 1 });
    expect(duelOutcome(email("skip", "skip"))).toMatchObject({ challengerScore: null, liveScore: null });
  });
});

describe("duelOutcome of several people", () => {
  const WIN = ["accept", "unjudged"] as const;
  const LOSS = ["unjudged", "accept"] as const;
  const TIE = ["reject", "reject"] as const;
  const SKIP = ["skip", "skip"] as const;
  it.each([
    { case: "two agree", votes: [WIN, WIN], result: "win" },
    { case: "one against one", votes: [WIN, LOSS], result: "tie" },
    { case: "one win, one tie", votes: [WIN, TIE], result: "tie" },
    { case: "two against one", votes: [LOSS, WIN, LOSS], result: "loss" },
    { case: "one who skipped does not count", votes: [WIN, SKIP], result: "win" },
    { case: "all skipped", votes: [SKIP, SKIP], result: "missing" },
  ])("$case: $result", ({ votes, result }) => {
    const decisions = votes.map(([challenger, live], i) => decision(challenger, live, `reviewer ${i}`));
    expect(duelOutcome({ decisions }).result).toBe(result);
  });

  it("refuses two decisions of one reviewer: they are not independent", () => {
    const decisions = [decision("accept", "unjudged"), decision("accept", "unjudged")];
    expect(() => duelOutcome({ decisions })).toThrow(RangeError);
  });

  it("turns round when the arms are exchanged", () => {
    const fate = fc.constantFrom<DraftFate>("accept", "edit", "reject", "skip", "unjudged");
    const mirrored = { win: "loss", loss: "win", tie: "tie", missing: "missing" };
    fc.assert(
      fc.property(fc.array(fc.tuple(fate, fate), { maxLength: 5 }), fc.boolean(), (fates, identicalTexts) => {
        const there = duelOutcome({
          decisions: fates.map(([a, b], i) => decision(a, b, `${i}`)),
          identicalTexts,
        });
        const back = duelOutcome({
          decisions: fates.map(([a, b], i) => decision(b, a, `${i}`)),
          identicalTexts,
        });
        expect(back.result).toBe(mirrored[there.result]);
        expect(back.challengerScore).toBe(there.liveScore);
      }),
    );
  });
});

describe("duelStage", () => {
  it.each([
    { decisions: 0, stage: null },
    { decisions: 9, stage: null },
    { decisions: 10, stage: { alpha: 0.2, cap: 25 } },
    { decisions: 99, stage: { alpha: 0.2, cap: 25 } },
    { decisions: 100, stage: { alpha: 0.1, cap: 40 } },
    { decisions: 199, stage: { alpha: 0.1, cap: 40 } },
    { decisions: 200, stage: { alpha: 0.05, cap: 60 } },
  ])("at $decisions decisions", ({ decisions, stage }) => {
    expect(duelStage(decisions)).toEqual(stage);
  });

  it("refuses what is no count", () => {
    expect(() => duelStage(-1)).toThrow(RangeError);
    expect(() => duelStage(10.5)).toThrow(RangeError);
  });
});

describe("decideDuel", () => {
  it.each([
    { case: "7 of 8", pairs: [...times(7, "win"), pair("loss")], verdict: "promote" },
    { case: "6 of 8", pairs: [...times(6, "win"), ...times(2, "loss")], verdict: "continue" },
    { case: "12 of 15", pairs: [...times(12, "win"), ...times(3, "loss")], verdict: "promote" },
    { case: "11 of 15", pairs: [...times(11, "win"), ...times(4, "loss")], verdict: "continue" },
    { case: "18 of 25", pairs: [...times(18, "win"), ...times(7, "loss")], verdict: "promote" },
    { case: "17 of 25, the cap", pairs: [...times(17, "win"), ...times(8, "loss")], verdict: "drop" },
    { case: "7 of 7: proven, but too few", pairs: times(7, "win"), verdict: "continue" },
    { case: "8 of 8", pairs: times(8, "win"), verdict: "promote" },
    // E⁻ of 3 losses is (2⁴ − 1) / 4 = 3.75: over 3, but under 4 decisive pairs.
    { case: "0 of 3", pairs: times(3, "loss"), verdict: "continue" },
    { case: "0 of 4", pairs: times(4, "loss"), verdict: "drop" },
    { case: "100 ties", pairs: times(100, "tie"), verdict: "continue" },
    { case: "100 skipped", pairs: times(100, "missing"), verdict: "continue" },
    { case: "nothing", pairs: [], verdict: "continue" },
  ])("$verdict after $case", ({ pairs, verdict }) => {
    expect(duel(pairs).verdict).toBe(verdict);
  });

  it("asks for more in a lab with more decisions", () => {
    const pairs = [...times(7, "win"), pair("loss")];
    expect(duel(pairs, { decisionsAtStart: 99 }).verdict).toBe("promote");
    expect(duel(pairs, { decisionsAtStart: 100 }).verdict).toBe("continue");
    expect(duel(pairs, { decisionsAtStart: 9 })).toMatchObject({ verdict: "collect", stage: null });
  });

  it("promotes nothing without the gain in human score on the same emails", () => {
    // Won by an edit of low similarity each time, lost by one clean accept: 7 × 0.06 against 1.
    const weak = duelOutcome({
      decisions: [
        { reviewer: "ann", challenger: { fate: "edit", similarity: 0.1 }, live: { fate: "reject" } },
      ],
    });
    const pairs = [...Array.from({ length: 7 }, () => ({ outcome: weak, emailType: null })), pair("loss")];
    const verdict = duel(pairs);
    expect(verdict).toMatchObject({ verdict: "continue", pairsNeeded: 0 });
    expect(verdict.lift).toBeCloseTo(7 * 0.06 - 1, 12);
  });

  it("measures the lift in points when the live prompt scored nothing", () => {
    expect(duel(times(8, "win"))).toMatchObject({ lift: 1, liftKind: "absolute" });
  });

  it("drops on a guardrail, whatever the evidence", () => {
    const verdict = duel(times(20, "win"), { guardrailFailures: ["A draft named another customer."] });
    expect(verdict).toMatchObject({ verdict: "drop", reasons: ["A draft named another customer."] });
  });

  it.each([
    {
      case: "a reviewer",
      pairs: [...times(2, "win", { reviewer: "bob" }), ...times(4, "loss", { reviewer: "bob" })],
      verdict: "needs_person",
    },
    {
      case: "a type of email",
      pairs: [...times(2, "win", { emailType: "refund" }), ...times(4, "loss", { emailType: "refund" })],
      verdict: "needs_person",
    },
    {
      case: "a reviewer with 5 pairs",
      pairs: [...times(1, "win", { reviewer: "bob" }), ...times(4, "loss", { reviewer: "bob" })],
      verdict: "promote",
    },
    {
      case: "a reviewer with fewer than twice the losses",
      pairs: [...times(3, "win", { reviewer: "bob" }), ...times(5, "loss", { reviewer: "bob" })],
      verdict: "promote",
    },
  ])("$verdict where $case disagrees", ({ pairs, verdict }) => {
    expect(duel([...times(18, "win"), ...pairs], { decisionsAtStart: 50 }).verdict).toBe(verdict);
  });

  it("shows the numbers: counts, confidence, shrunken share, what is left, level spent", () => {
    const verdict = duel([...times(5, "win"), pair("loss"), ...times(2, "tie"), pair("missing")], {
      alphaSpentBefore: 0.4,
      selfAgreement: { repeats: 4, agreed: 2 },
    });
    expect(verdict).toMatchObject({
      wins: 5,
      losses: 1,
      ties: 2,
      missing: 1,
      missingChallenger: 1,
      missingLive: 1,
      decisive: 6,
      shrunkenShare: 10 / 16,
      pairsNeeded: 2,
      pairsLeft: 19,
      selfAgreement: 0.5,
    });
    expect(verdict.alphaSpent).toBeCloseTo(0.6, 12);
    expect(verdict.confidence).toBe(duelEValues(5, 1).confidence);
    expect(verdict.reasons.at(-1)).toContain("50 %");
    expect(verdict.reasons[0]).toBe("The challenger won 5 of 6 decisive pairs.");
  });

  it("is silent about agreement at exactly 0.6", () => {
    const { reasons } = duel([], { selfAgreement: { repeats: 5, agreed: 3 } });
    expect(reasons.some((reason) => reason.includes("noisy"))).toBe(false);
  });

  it("refuses what is no number", () => {
    expect(() => duel([], { alphaSpentBefore: Number.NaN })).toThrow(RangeError);
    expect(() => duel([], { selfAgreement: { repeats: 2, agreed: 3 } })).toThrow(RangeError);
  });

  it("does not depend on the order, nor on ties; and the pairs needed are exactly enough", () => {
    fc.assert(
      fc.property(fc.nat(24), fc.nat(24), fc.nat(10), (wins, losses, ties) => {
        const pairs = [...times(wins, "win"), ...times(losses, "loss"), ...times(ties, "tie")];
        const verdict = duel(pairs);
        expect(duel([...pairs].reverse())).toMatchObject({ verdict: verdict.verdict, ePlus: verdict.ePlus });
        expect(duel(pairs.slice(0, wins + losses)).ePlus).toBe(verdict.ePlus);
        if (verdict.pairsNeeded === null) return;
        expect(duel([...pairs, ...times(verdict.pairsNeeded, "win")]).verdict).toBe("promote");
        if (verdict.pairsNeeded === 0) return;
        expect(duel([...pairs, ...times(verdict.pairsNeeded - 1, "win")]).verdict).not.toBe("promote");
      }),
    );
  });
});

describe("the rule on counts", () => {
  const stage = { alpha: 0.2, cap: 100_000 };
  it.each([
    // 0.55 × 2580 is 1419 and a last bit.
    { case: "55 % of many, exactly", wins: 1_419, losses: 1_161, proven: true },
    { case: "one under 55 % of many, with evidence in plenty", wins: 1_418, losses: 1_162, proven: false },
    { case: "7 of 7", wins: 7, losses: 0, proven: false },
    { case: "7 of 8", wins: 7, losses: 1, proven: true },
    { case: "17 of 25", wins: 17, losses: 8, proven: false },
    { case: "18 of 25", wins: 18, losses: 7, proven: true },
  ])("$case: proven $proven", ({ wins, losses, proven }) => {
    expect(isProven({ wins, losses }, stage)).toBe(proven);
  });

  it.each([
    // E⁻ of a single loss in four is below 1; of 1 to 4 it is (2⁶ / 30) · P(Beta(5, 2) > ½) = 1.9.
    { case: "0 of 3", wins: 0, losses: 3, refuted: false },
    { case: "0 of 4", wins: 0, losses: 4, refuted: true },
    { case: "1 of 5", wins: 1, losses: 4, refuted: false },
    { case: "1 of 6", wins: 1, losses: 5, refuted: false },
    { case: "1 of 7", wins: 1, losses: 6, refuted: true },
  ])("$case: refuted $refuted", ({ wins, losses, refuted }) => {
    expect(isRefuted({ wins, losses })).toBe(refuted);
  });
});

describe("pairs needed", () => {
  it.each([
    { wins: 0, losses: 0, needed: 8 },
    { wins: 7, losses: 1, needed: 0 },
    { wins: 0, losses: 12, needed: null },
  ])("after $wins to $losses: $needed", ({ wins, losses, needed }) => {
    expect(fewestPairsNeeded({ wins, losses }, { alpha: 0.2, cap: 25 })).toBe(needed);
  });
});

describe("guard after a promotion", () => {
  it.each([
    // E⁺ of 5 wins is (2⁶ − 1) / 6 = 10.5; of 4 it is 31 / 5 = 6.2.
    { case: "5 of 5 for the previous prompt", pairs: times(5, "win"), verdict: "roll_back" },
    { case: "4 of 4", pairs: times(4, "win"), verdict: "watch" },
    { case: "5 of 5 for the new one", pairs: times(5, "loss"), verdict: "watch" },
  ])("$verdict at $case", ({ pairs, verdict }) => {
    expect(decideGuard(pairs).verdict).toBe(verdict);
  });

  it("stands beside 40 emails, then one in four", () => {
    expect([0, 39, 40, 400].map(guardShare)).toEqual([1, 1, 0.25, 0.25]);
    expect(() => guardShare(-1)).toThrow(RangeError);
  });
});

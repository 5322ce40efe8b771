import { describe, expect, it } from "vitest";
import { hashToSeed, seededRandom } from "@/lib/engine/random";
import { decideDuel } from "@/lib/engine/statistics/duel-decision";
import { duelOutcome } from "@/lib/engine/statistics/duel-outcome";
import type { DuelPair } from "@/lib/engine/statistics/duel-tally";
import { normalSurvival } from "@/lib/engine/statistics/normal";
import {
  defaultMonitorConfig,
  freshMonitor,
  type MonitorState,
  monitorLook,
} from "@/lib/engine/statistics/sequential-monitor";

const LOOKS = 20;
const PER_LOOK = 25;

/** Running mean and variance of one arm (Welford). */
function growingArm() {
  let n = 0;
  let mean = 0;
  let squares = 0;
  return {
    add: (value: number) => {
      n += 1;
      const before = value - mean;
      mean += before / n;
      squares += before * (value - mean);
    },
    summary: () => ({ n, mean, variance: n < 2 ? 0 : squares / (n - 1) }),
  };
}

/** Share of trials without any difference in which a rule ever fires, over 20 looks. */
function falseAlarms(trials: number) {
  const config = { ...defaultMonitorConfig, plannedTotal: 2 * LOOKS * PER_LOOK, minLift: -1 };
  const counts = { benefit: 0, harm: 0, plainBenefit: 0, plainHarm: 0 };
  for (let trial = 0; trial < trials; trial++) {
    const random = seededRandom(hashToSeed("looks", trial));
    const control = growingArm();
    const candidate = growingArm();
    let state: MonitorState = freshMonitor;
    let bestPlain = 1;
    let worstPlain = 1;
    for (let i = 0; i < LOOKS; i++) {
      for (let user = 0; user < PER_LOOK; user++) {
        control.add(random());
        candidate.add(random());
      }
      const a = control.summary();
      const b = candidate.summary();
      const look = { control: a, candidate: b, sampleRatioP: null, guardrailFailures: [], daysRunning: 0 };
      state = monitorLook(look, state, config).state;
      const t = (b.mean - a.mean) / Math.sqrt(a.variance / a.n + b.variance / b.n);
      bestPlain = Math.min(bestPlain, normalSurvival(t));
      worstPlain = Math.min(worstPlain, normalSurvival(-t));
    }
    counts.benefit += Number((state.pBetter ?? 1) <= config.benefitAlpha);
    counts.harm += Number((state.pWorse ?? 1) <= config.harmAlpha);
    counts.plainBenefit += Number(bestPlain <= config.benefitAlpha);
    counts.plainHarm += Number(worstPlain <= config.harmAlpha);
  }
  return {
    benefit: counts.benefit / trials,
    harm: counts.harm / trials,
    plainBenefit: counts.plainBenefit / trials,
    plainHarm: counts.plainHarm / trials,
  };
}

describe("twenty looks at two equal arms", () => {
  const rates = falseAlarms(1500);

  it("raise a false alarm less often than their level", () => {
    expect(rates.benefit).toBeLessThan(defaultMonitorConfig.benefitAlpha);
    expect(rates.harm).toBeLessThan(defaultMonitorConfig.harmAlpha);
    // Simulated elsewhere: 8.4 % at 0.2 and 1.7 % at 0.05; standard errors here 0.7 % and 0.3 %.
    expect(Math.abs(rates.benefit - 0.084)).toBeLessThan(0.03);
    expect(Math.abs(rates.harm - 0.017)).toBeLessThan(0.012);
  });

  it("with a plain test at each look would do so far more often", () => {
    // Simulated elsewhere: 56.2 % at 0.2 and 21.7 % at 0.05.
    expect(Math.abs(rates.plainBenefit - 0.562)).toBeLessThan(0.05);
    expect(Math.abs(rates.plainHarm - 0.217)).toBeLessThan(0.04);
  });
});

const outcomes = {
  win: { challenger: { fate: "accept" }, live: { fate: "unjudged" } },
  loss: { challenger: { fate: "unjudged" }, live: { fate: "accept" } },
  tie: { challenger: { fate: "reject" }, live: { fate: "reject" } },
} as const;
const pairOf = (result: keyof typeof outcomes): DuelPair => ({
  outcome: duelOutcome({ decisions: [{ reviewer: "ann", ...outcomes[result] }] }),
  emailType: null,
});
const pairs = { win: pairOf("win"), loss: pairOf("loss"), tie: pairOf("tie") };

const TIES = 0.3;
const CARELESS = 0.2;

interface Setting {
  winRate: number;
  emails: number;
  trials: number;
  /** Whether left and right are drawn; else the challenger always stands where careless people click. */
  fairCoin?: boolean;
}

/** Emails until a promotion in each trial; Infinity where there was none. */
function emailsToPromotion({ winRate, emails, trials, fairCoin = true }: Setting): number[] {
  return Array.from({ length: trials }, (_, trial) => {
    const random = seededRandom(hashToSeed("duel", winRate, trial));
    const seen: DuelPair[] = [];
    for (let email = 1; email <= emails; email++) {
      const isTie = random() < TIES;
      const isCareless = random() < CARELESS;
      const isLeft = random() < 0.5 || !fairCoin;
      const isBetter = random() < winRate;
      seen.push(isTie ? pairs.tie : (isCareless ? isLeft : isBetter) ? pairs.win : pairs.loss);
      if (isTie) continue;
      const { verdict } = decideDuel({
        pairs: seen,
        decisionsAtStart: 50,
        alphaSpentBefore: 0,
        guardrailFailures: [],
        selfAgreement: null,
      });
      if (verdict === "promote") return email;
      if (verdict === "drop") break;
    }
    return Number.POSITIVE_INFINITY;
  });
}

const promoted = (found: readonly number[]) =>
  found.filter((emails) => Number.isFinite(emails)).length / found.length;
const median = (found: readonly number[]) => [...found].sort((a, b) => a - b)[found.length >> 1];

describe("a duel at level 0.2, with 30 % ties and 20 % careless choices by position", () => {
  // Shares of 3,000 runs: standard errors of about 0.5 % at 9 % and 0.3 % at 2 %.
  const trials = 3_000;

  it("promotes a worthless challenger within 80 emails in 12 % at most", () => {
    const share = promoted(emailsToPromotion({ winRate: 0.5, emails: 80, trials }));
    console.info(`worthless challengers promoted: ${share}`);
    expect(share).toBeLessThanOrEqual(0.12);
    expect(share).toBeGreaterThan(0.02);
  }, 20_000);

  it("promotes a worse one (win rate 0.4) in 4 % at most", () => {
    const share = promoted(emailsToPromotion({ winRate: 0.4, emails: 80, trials }));
    console.info(`worse challengers promoted: ${share}`);
    expect(share).toBeLessThanOrEqual(0.04);
  }, 20_000);

  it("finds one that wins 80 % in a median of 25 emails at most", () => {
    // Those that were dropped count as never found.
    const found = emailsToPromotion({ winRate: 0.8, emails: 80, trials });
    console.info(`emails to the promotion of a win rate of 0.8, median: ${median(found)}`);
    expect(median(found)).toBeLessThanOrEqual(25);
  }, 20_000);

  it("without the coin for left and right promotes a worthless one several times as often", () => {
    const share = promoted(emailsToPromotion({ winRate: 0.5, emails: 80, trials: 1_000, fairCoin: false }));
    expect(share).toBeGreaterThan(0.2);
  }, 20_000);
});

import { type Spending, sumSpending } from "@/lib/engine/search/budget";
import { rungsFor } from "@/lib/engine/search/halving";
import { assertTokenCounts, microUsdOf, type TokenCounts, type TokenPrice } from "@/lib/engine/search/money";
import { assertCount, assertShare } from "@/lib/engine/statistics/ranges";

/** One kind of call: what it takes and what it costs. */
export interface CallProfile extends TokenCounts {
  /** Null where it is not known. */
  price: TokenPrice | null;
  /** Seconds from asking to the whole answer, at least 0. */
  seconds: number;
}

export interface RunPlan {
  /** Candidates asked for, each by one call to the rewriting model. */
  candidates: number;
  developmentCases: number;
  heldOutCases: number;
  /** Share of the replies that are stored already and are not asked for again, 0 to 1. */
  cachedShare: number;
  /** Calls under way at once, at least 1. */
  concurrency: number;
  proposal: CallProfile;
  reply: CallProfile;
}

export interface RunEstimate extends Spending {
  /** Calls for rewritten prompts. */
  proposals: number;
  /** Replies on development cases, cached ones among them. */
  raceReplies: number;
  /** Replies on held-out cases, cached ones among them. */
  heldOutReplies: number;
}

/**
 * Replies that successive halving takes where no candidates tie and none fails: the live prompt meets every
 * case, of the candidates each rung keeps half, rounded up.
 *
 * @throws {RangeError} if a number is no count.
 * @example
 * raceReplies({ candidates: 8, developmentCases: 36 }); // => 180
 */
export function raceReplies({
  candidates,
  developmentCases,
}: {
  candidates: number;
  developmentCases: number;
}): number {
  assertCount("candidates", candidates);
  let replies = developmentCases;
  let racing = candidates;
  let before = 0;
  for (const rung of rungsFor(developmentCases)) {
    replies += racing * (rung - before);
    racing = Math.ceil(racing / 2);
    before = rung;
  }
  return replies;
}

function spendingOf(calls: number, profile: CallProfile, concurrency: number): Spending {
  const tokens: TokenCounts = {
    inputTokens: calls * profile.inputTokens,
    cachedInputTokens: calls * profile.cachedInputTokens,
    outputTokens: calls * profile.outputTokens,
  };
  return {
    calls,
    tokens: tokens.inputTokens + tokens.outputTokens,
    // Nothing is asked, so nothing is paid, whatever the price.
    microUsd: calls === 0 ? 0 : microUsdOf(tokens, profile.price),
    minutes: (Math.ceil(calls / concurrency) * profile.seconds) / 60,
  };
}

function assertProfile(name: string, profile: CallProfile): void {
  assertTokenCounts(profile);
  if (!(profile.seconds >= 0 && Number.isFinite(profile.seconds))) {
    throw new RangeError(`${name}.seconds must be a finite number of 0 or more, got ${profile.seconds}`);
  }
}

/**
 * What a run will take, before it is begun: proposals, the race on development cases, and the live prompt
 * and the survivor on the held-out ones.
 *
 * An expectation, not a bound: ties keep more candidates in the race, and failed calls are asked again.
 * Calls that are left after the cached share are rounded up.
 *
 * @param plan Numbers of candidates and cases, and what one call of each kind takes.
 * @returns The sum, and the replies it rests on. `microUsd` is null where a price is not known.
 * @throws {RangeError} if a number is no count, a share is outside 0 to 1, a time is negative, or
 *   `concurrency` is 0.
 * @example
 * const price = { input: 150_000, cachedInput: 75_000, output: 600_000 };
 * const call = { inputTokens: 1000, cachedInputTokens: 0, outputTokens: 500, price, seconds: 6 };
 * const plan = { candidates: 2, developmentCases: 4, heldOutCases: 2, cachedShare: 0, concurrency: 1 };
 * estimateRun({ ...plan, proposal: call, reply: call }).calls; // => 15
 */
export function estimateRun(plan: RunPlan): RunEstimate {
  assertCount("heldOutCases", plan.heldOutCases);
  assertShare("cachedShare", plan.cachedShare);
  assertCount("concurrency", plan.concurrency);
  if (plan.concurrency === 0) throw new RangeError("concurrency must be 1 or more, got 0");
  assertProfile("proposal", plan.proposal);
  assertProfile("reply", plan.reply);

  const race = raceReplies(plan);
  const heldOutReplies = 2 * plan.heldOutCases;
  // 0.8 of 15 may come out a last bit above 12.
  const asked = Math.ceil((race + heldOutReplies) * (1 - plan.cachedShare) - 1e-9);
  const proposing = spendingOf(plan.candidates, plan.proposal, plan.concurrency);
  const replying = spendingOf(asked, plan.reply, plan.concurrency);
  return {
    ...sumSpending([proposing, replying]),
    proposals: plan.candidates,
    raceReplies: race,
    heldOutReplies,
  };
}

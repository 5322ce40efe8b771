import { assertCount } from "@/lib/engine/statistics/ranges";
import { mean, roundSignificant } from "@/lib/engine/statistics/samples";

/** One stored evaluation. `score` is the reward (0 to 1), or null where no usable answer came. */
export interface ScoreRow {
  candidateId: string;
  caseKey: string;
  score: number | null;
}

/** Where a candidate stands on the cases that it and the control both answered. */
export interface Standing {
  candidateId: string;
  /** Cases both answered. */
  n: number;
  /** Cases of the rung that the control answered and the candidate did not. */
  failed: number;
  mean: number | null;
  controlMean: number | null;
  /** Mean of score − control's score; null if no case was answered by both. */
  meanDifference: number | null;
}

export interface DroppedCandidate extends Standing {
  /** Number of cases of the rung at which it dropped. */
  rungCases: number;
  reason: "lower_half" | "too_many_failures";
}

export interface HalvingPlan {
  /** Numbers of cases after which candidates are compared, rising to all. */
  rungs: number[];
  /** Index into `rungs` of the one under way; equal to `rungs.length` when all are done. */
  rung: number;
  /** What to evaluate next: case by case, the control first. Empty when `done`. */
  pending: { candidateId: string; caseKey: string }[];
  /** Candidates still in the race, in the order given. */
  alive: string[];
  dropped: DroppedCandidate[];
  /** Candidates in the race on the last rung that is complete, best first; empty before. */
  standings: Standing[];
  done: boolean;
}

interface HalvingInput {
  controlId: string;
  /** In the order in which they were made, which is what breaks no tie and fixes the rest. */
  candidateIds: readonly string[];
  /** Development cases in a fixed order; every candidate meets them in this order. */
  caseKeys: readonly string[];
  rows: readonly ScoreRow[];
}

/**
 * Numbers of cases after which candidates are compared: a quarter, half and all of them, rounded up.
 *
 * @param cases Number of development cases.
 * @returns Rising, without repetition; empty for no cases.
 * @throws {RangeError} if `cases` is no count.
 * @example
 * rungsFor(30); // => [8, 15, 30]
 */
export function rungsFor(cases: number): number[] {
  assertCount("cases", cases);
  const rungs = [Math.ceil(cases / 4), Math.ceil(cases / 2), cases].filter((rung) => rung > 0);
  return [...new Set(rungs)];
}

type Scores = Map<string, Map<string, number | null>>;

function scoresByCandidate(rows: readonly ScoreRow[]): Scores {
  const scores: Scores = new Map();
  for (const { candidateId, caseKey, score } of rows) {
    if (score !== null && !Number.isFinite(score)) {
      throw new RangeError(`a score must be a finite number or null, got ${score}`);
    }
    const own = scores.get(candidateId) ?? new Map<string, number | null>();
    own.set(caseKey, score);
    scores.set(candidateId, own);
  }
  return scores;
}

function standingOf(
  candidateId: string,
  controlId: string,
  cases: readonly string[],
  scores: Scores,
): Standing {
  const own: number[] = [];
  const control: number[] = [];
  let failed = 0;
  for (const caseKey of cases) {
    const controlScore = scores.get(controlId)?.get(caseKey) ?? null;
    const score = scores.get(candidateId)?.get(caseKey) ?? null;
    if (controlScore === null) continue;
    if (score === null) {
      failed += 1;
      continue;
    }
    own.push(score);
    control.push(controlScore);
  }
  const differences = own.map((score, i) => roundSignificant(score - (control[i] ?? Number.NaN)));
  const meanDifference = mean(differences);
  return {
    candidateId,
    n: own.length,
    failed,
    mean: mean(own),
    controlMean: mean(control),
    // To 12 decimals: differences that cancel leave a remainder of some 1e-17, which is neither a gain nor a loss.
    meanDifference:
      meanDifference === null ? null : roundSignificant(Math.round(meanDifference * 1e12) / 1e12),
  };
}

const gainOf = ({ meanDifference }: Standing): number => meanDifference ?? Number.NEGATIVE_INFINITY;

/** Keeps the better half, and whoever ties with its last member; those without evidence go first. */
function halve(
  standings: readonly Standing[],
  rungCases: number,
): { kept: Standing[]; dropped: DroppedCandidate[] } {
  const sorted = [...standings].sort((a, b) => (gainOf(a) === gainOf(b) ? 0 : gainOf(b) - gainOf(a)));
  const dropped: DroppedCandidate[] = [];
  const answering = sorted.filter((standing) => {
    if (standing.failed <= standing.n) return true;
    dropped.push({ ...standing, rungCases, reason: "too_many_failures" });
    return false;
  });
  const last = answering[Math.ceil(answering.length / 2) - 1];
  const kept = answering.filter((standing) => {
    if (last === undefined || gainOf(standing) >= gainOf(last)) return true;
    dropped.push({ ...standing, rungCases, reason: "lower_half" });
    return false;
  });
  return { kept, dropped };
}

/**
 * Successive halving on development cases, as a function of the evaluations stored so far.
 *
 * Rungs of n/4, n/2 and n cases (rounded up). At each but the last the better half stays, ties with
 * its last member included; at the last all who got there are ranked. Candidates are ranked by the
 * mean of their score minus the control's over the cases both answered: with complete data that is
 * the order of their means, and failing on a hard case is then no advantage. One that failed on more
 * than half of the cases the control answered drops out for that, at the last rung too. The control
 * meets every case and never drops. A rung is compared only once all its rows are there, and only its
 * own cases count, so a resumed run decides as if it had never stopped. No p-values: that is the
 * held-out cases' business.
 *
 * @param input Control, candidates, cases in fixed order, and every stored row (other rows are ignored).
 * @returns What to evaluate next, who is in the race, who dropped at which rung and why.
 * @throws {RangeError} if the control is among the candidates, a name occurs twice, or a score is not finite.
 * @see Jamieson & Talwalkar, "Non-stochastic best arm identification" (2016)
 * @example
 * planHalving({ controlId: "live", candidateIds: ["a"], caseKeys: ["1", "2"], rows: [] }).pending;
 * // => [{ candidateId: "live", caseKey: "1" }, { candidateId: "a", caseKey: "1" }]
 */
export function planHalving({ controlId, candidateIds, caseKeys, rows }: HalvingInput): HalvingPlan {
  if (new Set([controlId, ...candidateIds]).size !== candidateIds.length + 1) {
    throw new RangeError("planHalving: candidates must be distinct from each other and from the control");
  }
  if (new Set(caseKeys).size !== caseKeys.length)
    throw new RangeError("planHalving: case keys must be distinct");

  const scores = scoresByCandidate(rows);
  const rungs = rungsFor(caseKeys.length);
  const dropped: DroppedCandidate[] = [];
  let alive = [...candidateIds];
  let standings: Standing[] = [];

  for (const [rung, rungCases] of rungs.entries()) {
    const cases = caseKeys.slice(0, rungCases);
    const pending = cases.flatMap((caseKey) =>
      [controlId, ...alive]
        .filter((candidateId) => !scores.get(candidateId)?.has(caseKey))
        .map((candidateId) => ({ candidateId, caseKey })),
    );
    if (pending.length > 0) return { rungs, rung, pending, alive, dropped, standings, done: false };

    const here = alive.map((candidateId) => standingOf(candidateId, controlId, cases, scores));
    const isLast = rung === rungs.length - 1;
    const halved = halve(here, rungCases);
    dropped.push(...halved.dropped.filter(({ reason }) => !isLast || reason === "too_many_failures"));
    const out = new Set(dropped.map(({ candidateId }) => candidateId));
    alive = alive.filter((candidateId) => !out.has(candidateId));
    standings = here
      .filter(({ candidateId }) => !out.has(candidateId))
      .sort((a, b) => (gainOf(a) === gainOf(b) ? 0 : gainOf(b) - gainOf(a)));
  }
  return { rungs, rung: rungs.length, pending: [], alive, dropped, standings, done: true };
}

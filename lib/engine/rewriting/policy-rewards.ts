import { armKey, type PolicyArm, type ProposalOutcome } from "@/lib/engine/rewriting/policy";
import { assertCount } from "@/lib/engine/statistics/ranges";

/** How far one proposal of a run came. */
export type ProposalResult =
  /** No answer to judge: the provider failed, or the run stopped before its turn. */
  | { readonly kind: "failed" }
  /** An answer that may not be used: unreadable, a broken invariant, a duplicate. */
  | { readonly kind: "invalid" }
  | {
      readonly kind: "measured";
      /** Development cases of the last rung it took part in; more means that it got further. */
      readonly rungCases: number;
      /** Mean score there minus the live prompt's on the same cases, −1 to 1. */
      readonly gain: number;
    };

type Measured = Extract<ProposalResult, { kind: "measured" }>;

/**
 * Rewards of all proposals of one run: the share of its rivals that each one beat.
 *
 * The rivals of a proposal are the live prompt and the measured proposals of *other* arms. A proposal beats
 * another by getting further in the race or, as far, by a higher gain; it beats the live prompt by a gain
 * above 0; a tie is half. So every measured proposal teaches, not only the winner.
 *
 * Why ranks: gains are small, of changing size and share the luck of the run's cases, so a gain mapped to
 * 0 … 1 would hardly differ from ½; ranks cancel what the run's proposals share. Why other arms only: an
 * arm that fills most of a run would otherwise compete with itself and be pulled back to ½.
 * What ranks leave out: by how much, and the run's level. Proof on unseen data is `creditDeployment`.
 *
 * @param results Every proposal of the run, in any order.
 * @returns Outcomes in the order given: `failed` is null (missing), `invalid` 0, `measured` 0 to 1.
 * @throws {RangeError} if a gain is outside −1 to 1, `rungCases` is not a whole number above 0, or an arm
 *   has no name.
 * @example
 * proposalRewards([
 *   { arm: { strategy: "merge", metaPromptId: "a" }, result: { kind: "measured", rungCases: 8, gain: 0.1 } },
 *   { arm: { strategy: "merge", metaPromptId: "b" }, result: { kind: "measured", rungCases: 8, gain: -0.1 } },
 *   { arm: { strategy: "merge", metaPromptId: "c" }, result: { kind: "failed" } },
 * ]).map((outcome) => outcome.reward); // => [1, 0, null]
 */
export function proposalRewards(
  results: readonly { readonly arm: PolicyArm; readonly result: ProposalResult }[],
): ProposalOutcome[] {
  const measured: { key: string; result: Measured }[] = [];
  for (const { arm, result } of results) {
    const key = armKey(arm);
    if (result.kind !== "measured") continue;
    assertCount("rungCases", result.rungCases);
    if (result.rungCases === 0) throw new RangeError("rungCases must be above 0, got 0");
    if (!(result.gain >= -1 && result.gain <= 1)) {
      throw new RangeError(`gain must lie from -1 to 1, got ${result.gain}`);
    }
    measured.push({ key, result });
  }

  return results.map(({ arm, result }) => {
    if (result.kind === "failed") return { arm, reward: null };
    if (result.kind === "invalid") return { arm, reward: 0 };
    const key = armKey(arm);
    const rivals = measured.filter((rival) => rival.key !== key).map((rival) => rival.result);
    const won = rivals.reduce((sum, rival) => sum + pointsAgainst(result, rival), pointsFor(result.gain));
    return { arm, reward: won / (rivals.length + 1) };
  });
}

function pointsAgainst(own: Measured, rival: Measured): number {
  if (own.rungCases !== rival.rungCases) return own.rungCases > rival.rungCases ? 1 : 0;
  return pointsFor(own.gain - rival.gain);
}

/** Equal decimals may differ in their last bit; that is no victory. */
const TIE_SLACK = 1e-12;

function pointsFor(difference: number): number {
  if (Math.abs(difference) <= TIE_SLACK) return 0.5;
  return difference > 0 ? 1 : 0;
}

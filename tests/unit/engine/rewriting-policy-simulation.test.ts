import { describe, expect, it } from "vitest";
import { hashToSeed, seededRandom } from "@/lib/engine/random";
import {
  creditDeployment,
  emptyPolicy,
  type PolicyArm,
  type RewritePolicy,
  RUN_DISCOUNT,
  updatePolicy,
} from "@/lib/engine/rewriting/policy";
import { allocateProposals } from "@/lib/engine/rewriting/policy-allocation";
import { type ProposalResult, proposalRewards } from "@/lib/engine/rewriting/policy-rewards";
import { normalQuantile } from "@/lib/engine/statistics/normal";

const RUNS = 60;
const PROPOSALS = 10;
const WORLDS = 20;
/** Spread of the prompts that one arm proposes, and of their scores on the development cases. */
const PROMPT_SPREAD = 0.05;
const SCORE_NOISE = 0.03;

const strategies = ["meta_prompt", "reflection", "shortening", "merge"];
const arms: PolicyArm[] = strategies.flatMap((strategy) =>
  ["a", "b", "c"].map((id) => ({ strategy, metaPromptId: `${strategy}-${id}` })),
);

/** Mean true gain of an arm's prompts at a run. */
type World = (arm: PolicyArm, run: number) => number;

const ordinary = (arm: PolicyArm): number => -0.02 * strategies.indexOf(arm.strategy);
const bestIs =
  (name: string): World =>
  (arm) =>
    arm.metaPromptId === name ? 0.06 : ordinary(arm);
const stationary = bestIs("shortening-b");
const changing: World = (arm, run) => bestIs(run < RUNS / 2 ? "shortening-b" : "meta_prompt-c")(arm, run);
const worthless: World = () => 0;

type Learning = "policy" | "never forgets" | "even";

/** The same update without fading: what fading took away is put back. */
function updateWithoutFading(
  policy: RewritePolicy,
  outcomes: Parameters<typeof updatePolicy>[1],
): RewritePolicy {
  const faded = updatePolicy(policy, outcomes);
  return {
    ...faded,
    arms: faded.arms.map((arm, i) => ({
      ...arm,
      gained: arm.gained + (1 - RUN_DISCOUNT) * (policy.arms[i]?.gained ?? 0),
      missed: arm.missed + (1 - RUN_DISCOUNT) * (policy.arms[i]?.missed ?? 0),
    })),
  };
}

/** Arms of every run in every world, with the mean shortfall against the best arm of the day. */
function simulate(world: World, learning: Learning) {
  const chosen: string[][][] = [];
  let shortfall = 0;
  for (let seed = 0; seed < WORLDS; seed++) {
    const random = seededRandom(hashToSeed("world", seed));
    // The middle of the cell: 0 has no quantile.
    const noise = (spread: number) => spread * normalQuantile(random() + 2 ** -33);
    const empty = emptyPolicy(arms);
    let policy = empty;
    chosen.push([]);
    for (let run = 0; run < RUNS; run++) {
      const available = learning === "even" ? empty : policy;
      const given = allocateProposals({
        policy: available,
        available: arms,
        count: PROPOSALS,
        seed: hashToSeed("run", seed, run),
      });
      chosen[seed]?.push(given.map((arm) => arm.metaPromptId));
      const best = Math.max(...arms.map((arm) => world(arm, run)));
      for (const arm of given) shortfall += best - world(arm, run);

      const proposals = given.map((arm) => {
        const quality = world(arm, run) + noise(PROMPT_SPREAD);
        const luck = random();
        const result: ProposalResult =
          luck < 0.05
            ? { kind: "failed" }
            : luck < 0.15
              ? { kind: "invalid" }
              : { kind: "measured", rungCases: 40, gain: quality + noise(SCORE_NOISE) };
        return { arm, quality, result };
      });
      const outcomes = proposalRewards(proposals);
      policy = (learning === "never forgets" ? updateWithoutFading : updatePolicy)(policy, outcomes);
      const gainOf = ({ result }: { result: ProposalResult }) =>
        result.kind === "measured" ? result.gain : -1;
      const top = proposals.reduce((first, next) => (gainOf(next) > gainOf(first) ? next : first));
      if (top.result.kind === "measured" && top.quality > 0.05) policy = creditDeployment(policy, top.arm);
    }
  }
  const shareOf = (name: string, from: number, to: number) => {
    const given = chosen.flatMap((runs) => runs.slice(from, to).flat());
    return given.filter((id) => id === name).length / given.length;
  };
  return { shareOf, shortfall: shortfall / (WORLDS * RUNS * PROPOSALS) };
}

describe("a policy over 12 arms and 60 runs of 10 proposals", { timeout: 60_000 }, () => {
  it("finds the best arm where nothing changes, at a third of the shortfall of an even choice", () => {
    const learnt = simulate(stationary, "policy");
    const even = simulate(stationary, "even");
    expect(even.shareOf("shortening-b", 50, 60)).toBeLessThan(0.15);
    expect(learnt.shareOf("shortening-b", 50, 60)).toBeGreaterThan(0.8);
    expect(learnt.shortfall).toBeLessThan(even.shortfall / 3);
  });

  it("recovers when the best arm changes half-way; without fading it does not", () => {
    const fading = simulate(changing, "policy");
    const stuck = simulate(changing, "never forgets");
    expect(fading.shareOf("shortening-b", 20, 30)).toBeGreaterThan(0.7);
    // Ten to twenty runs after the change, and at the end.
    expect(fading.shareOf("meta_prompt-c", 40, 50)).toBeGreaterThan(0.4);
    expect(stuck.shareOf("meta_prompt-c", 40, 50)).toBeLessThan(0.3);
    expect(stuck.shareOf("shortening-b", 40, 50)).toBeGreaterThan(stuck.shareOf("meta_prompt-c", 40, 50));
    expect(fading.shareOf("meta_prompt-c", 50, 60)).toBeGreaterThan(0.7);
    expect(stuck.shareOf("meta_prompt-c", 50, 60)).toBeLessThan(0.65);
    expect(fading.shortfall).toBeLessThan(stuck.shortfall);
  });

  it("stays near an even choice where the arms do not differ", () => {
    const { shareOf } = simulate(worthless, "policy");
    for (const { metaPromptId } of arms) {
      const share = shareOf(metaPromptId, 0, RUNS);
      expect(share).toBeGreaterThan(0.6 / arms.length);
      expect(share).toBeLessThan(1.5 / arms.length);
    }
  });
});

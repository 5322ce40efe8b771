import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ArmRecord, emptyPolicy, type RewritePolicy } from "@/lib/engine/rewriting/policy";
import { allocateProposals, EXPLORATION_SHARE } from "@/lib/engine/rewriting/policy-allocation";
import { describePolicy } from "@/lib/engine/rewriting/policy-description";

const arm = (metaPromptId: string, strategy = "merge") => ({ strategy, metaPromptId });
const record = (metaPromptId: string, gained: number, missed: number, strategy = "merge"): ArmRecord => ({
  ...arm(metaPromptId, strategy),
  gained,
  missed,
  proposals: 2000,
  deployments: 0,
});
const policyOf = (...arms: ArmRecord[]): RewritePolicy => ({ runs: 1, arms });

/** Share of the positions of many runs that each meta-prompt gets. */
function shares(
  policy: RewritePolicy,
  available: { strategy: string; metaPromptId: string }[],
  runs: number,
) {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < runs; seed++) {
    for (const { metaPromptId } of allocateProposals({ policy, available, count: 10, seed })) {
      counts.set(metaPromptId, (counts.get(metaPromptId) ?? 0) + 1);
    }
  }
  return (name: string) => (counts.get(name) ?? 0) / (10 * runs);
}

describe("allocateProposals", () => {
  const learnt = policyOf(record("good", 40, 10), record("bad", 10, 40), record("gone", 50, 0));
  const available = [arm("good"), arm("bad"), arm("new")];

  it("gives each position an arm that is available, whatever the policy knows", () => {
    const given = allocateProposals({ policy: learnt, available, count: 50, seed: 3 });
    expect(given).toHaveLength(50);
    for (const choice of given) expect(available).toContain(choice);
  });

  it("repeats with its seed and differs with another", () => {
    const draw = (seed: number) =>
      allocateProposals({ policy: emptyPolicy(available), available, count: 30, seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("keeps the positions already given when more are asked for", () => {
    const draw = (count: number) => allocateProposals({ policy: learnt, available, count, seed: 9 });
    expect(draw(20).slice(0, 7)).toEqual(draw(7));
  });

  it("draws anew at each position, so that one run tries several arms", () => {
    const given = allocateProposals({ policy: emptyPolicy([]), available, count: 60, seed: 4 });
    for (const choice of available) {
      // 20 expected; 6 is four standard errors below.
      expect(given.filter((each) => each === choice).length).toBeGreaterThan(6);
    }
  });

  it("does not depend on the order of the arms, available or stored", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(available, { minLength: 3 }),
        fc.shuffledSubarray([...learnt.arms], { minLength: 3 }),
        fc.integer(),
        (shuffled, stored, seed) => {
          expect(
            allocateProposals({ policy: policyOf(...stored), available: shuffled, count: 10, seed }),
          ).toEqual(allocateProposals({ policy: learnt, available, count: 10, seed }));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("gives an arm the share that its description expects", () => {
    const share = shares(learnt, available, 1000);
    for (const { metaPromptId, expectedShare } of describePolicy(learnt, available)) {
      // Four standard errors of a share of 10,000 are 0.02 at most.
      expect(Math.abs(share(metaPromptId) - expectedShare)).toBeLessThan(0.02);
    }
  });

  it("is even while nothing is known", () => {
    const share = shares(emptyPolicy([]), available, 1000);
    for (const { metaPromptId } of available) expect(share(metaPromptId)).toBeCloseTo(1 / 3, 1);
  });

  it("leaves a hopeless arm its minimum chance, and no more", () => {
    const sure = policyOf(record("good", 900, 100), record("bad", 10, 990));
    const share = shares(sure, [arm("good"), arm("bad")], 1000);
    const minimum = 0.1 / 2;
    // 500 of 10,000 expected; four standard errors are 87.
    expect(share("bad")).toBeGreaterThan(minimum - 0.0087);
    expect(share("bad")).toBeLessThan(minimum + 0.0087);
  });

  it("gives a new arm of a good strategy better chances than one of a bad strategy", () => {
    const policy = policyOf(record("known-good", 45, 5, "merge"), record("known-bad", 5, 45, "shortening"));
    const share = shares(policy, [arm("x", "merge"), arm("y", "shortening")], 300);
    expect(share("x")).toBeGreaterThan(0.8);
  });

  it("gives nothing when nothing is asked for, even without arms", () => {
    expect(allocateProposals({ policy: emptyPolicy([]), available: [], count: 0, seed: 1 })).toEqual([]);
  });

  it.each([
    { case: "no arm", input: { available: [] }, message: "available" },
    { case: "an arm twice", input: { available: [arm("a"), arm("a")] }, message: "there twice" },
    { case: "an arm without a name", input: { available: [arm("")] }, message: "metaPromptId" },
    { case: "a negative count", input: { count: -1 }, message: "count" },
    { case: "half a proposal", input: { count: 1.5 }, message: "count" },
    { case: "a NaN count", input: { count: Number.NaN }, message: "count" },
    { case: "a NaN seed", input: { seed: Number.NaN }, message: "seed" },
    { case: "an infinite seed", input: { seed: Number.POSITIVE_INFINITY }, message: "seed" },
    { case: "a broken policy", input: { policy: policyOf(record("a", -1, 0)) }, message: "gained" },
  ])("refuses $case", ({ input, message }) => {
    const call = () =>
      allocateProposals({ policy: emptyPolicy([]), available: [arm("a")], count: 1, seed: 1, ...input });
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});

describe("describePolicy", () => {
  it.each([
    { case: "two equal arms", arms: [record("a", 0, 0), record("b", 0, 0)], expected: [1 / 2, 1 / 2] },
    {
      // Strategies of their own, so Beta(2, 1) against Beta(1, 1): P(X > U) = E X = 2/3.
      case: "one success against nothing",
      arms: [record("a", 1, 0, "x"), record("b", 0, 0, "y")],
      expected: [2 / 3, 1 / 3],
    },
    {
      // Beta(2, 1) against two uniform ones: E X² = 1/2.
      case: "one success against two unknown",
      arms: [record("a", 1, 0, "x"), record("b", 0, 0, "y"), record("c", 0, 0, "z")],
      expected: [1 / 2, 1 / 4, 1 / 4],
    },
    {
      // Beta(1, 2) against two uniform ones: E X² = ∫ 2x²(1 − x) = 1/6.
      case: "one failure against two unknown",
      arms: [record("a", 0, 1, "x"), record("b", 0, 0, "y"), record("c", 0, 0, "z")],
      expected: [1 / 6, 5 / 12, 5 / 12],
    },
    { case: "a single arm", arms: [record("a", 3, 5)], expected: [1] },
    {
      case: "ten equal well-known arms",
      arms: Array.from({ length: 10 }, (_, i) => record(`m${i}`, 40, 60, `s${i}`)),
      expected: Array.from({ length: 10 }, () => 1 / 10),
    },
  ])("finds the chance of being the best for $case", ({ arms, expected }) => {
    const chances = describePolicy(policyOf(...arms)).map((described) => described.chanceBest);
    chances.forEach((chance, i) => {
      expect(Math.abs(chance - (expected[i] ?? Number.NaN))).toBeLessThan(1e-4);
    });
    expect(chances).toHaveLength(expected.length);
  });

  it("keeps its stated precision for arms known as well as they get", () => {
    const arms = [
      [999, 659],
      [989, 669],
      [4, 2],
      [979, 679],
    ].map(([gained = 0, missed = 0], i) => record(`m${i}`, gained, missed, `s${i}`));
    // The same integral over 8,192 cells.
    const expected = [0.242, 0.131, 0.563, 0.065];
    describePolicy(policyOf(...arms)).forEach(({ chanceBest }, i) => {
      expect(Math.abs(chanceBest - (expected[i] ?? Number.NaN))).toBeLessThan(0.002);
    });
  });

  it("tells what was measured apart from what is estimated", () => {
    const policy = policyOf({ ...record("plain", 6, 2, "meta_prompt"), proposals: 12, deployments: 1 });
    const [known, unknown] = describePolicy(policy, [
      arm("plain", "meta_prompt"),
      arm("short", "meta_prompt"),
    ]);
    expect(known).toMatchObject({ proposals: 12, deployments: 1, effectiveTrials: 8, observedMean: 0.75 });
    // Beta(7, 3): nobody else in the strategy has been measured.
    expect(known?.estimatedMean).toBeCloseTo(0.7, 12);
    // Prior of the strategy without itself: (1 + 6)/(2 + 8) = 0.7.
    expect(unknown).toMatchObject({ proposals: 0, effectiveTrials: 0, observedMean: null });
    expect(unknown?.estimatedMean).toBeCloseTo(0.7, 12);
    expect(known?.interval.low).toBeGreaterThan(unknown?.interval.low ?? 1);
    expect(known?.interval.high).toBeLessThan(unknown?.interval.high ?? 0);
    expect(known?.sentence).toMatch(
      /^plain \(meta prompt\): 12 proposals, 1 deployed, counting as 8\.0 today, mean reward 0\.75; chance of being the best: \d+ %\.$/,
    );
    expect(unknown?.sentence).toMatch(
      /^short \(meta prompt\): not measured yet, estimated at 0\.70 from its strategy; chance of being the best: \d+ %\.$/,
    );
  });

  it("shares out every proposal, at least the minimum to each", () => {
    const count = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count), { minLength: 1, maxLength: 6 }), (sums) => {
        const described = describePolicy(
          policyOf(...sums.map(([gained, missed], i) => record(`m${i}`, gained, missed, `s${i % 2}`))),
        );
        const total = described.reduce((sum, { expectedShare }) => sum + expectedShare, 0);
        expect(total).toBeCloseTo(1, 9);
        for (const { expectedShare } of described) {
          expect(expectedShare).toBeGreaterThanOrEqual(EXPLORATION_SHARE / sums.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("describes nothing without arms, and refuses a broken policy", () => {
    expect(describePolicy(emptyPolicy([]))).toEqual([]);
    expect(() => describePolicy(policyOf(record("a", Number.NaN, 0)))).toThrow("gained");
    expect(() => describePolicy(emptyPolicy([]), [arm("a"), arm("a")])).toThrow("there twice");
  });
});

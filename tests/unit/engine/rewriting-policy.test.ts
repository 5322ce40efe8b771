import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ArmRecord,
  assertPolicy,
  creditDeployment,
  emptyPolicy,
  type ProposalOutcome,
  type RewritePolicy,
  RUN_DISCOUNT,
  updatePolicy,
} from "@/lib/engine/rewriting/policy";
import { armPosteriors } from "@/lib/engine/rewriting/policy-posterior";

const plain = { strategy: "meta_prompt", metaPromptId: "plain" };
const short = { strategy: "meta_prompt", metaPromptId: "short" };
const causes = { strategy: "reflection", metaPromptId: "causes" };
const none = { gained: 0, missed: 0, proposals: 0, deployments: 0 };

const record = (numbers: Partial<ArmRecord>): ArmRecord => ({ ...plain, ...none, ...numbers });
const policyOf = (...arms: ArmRecord[]): RewritePolicy => ({ runs: 3, arms });

describe("updatePolicy", () => {
  it.each<{ case: string; before: RewritePolicy; outcomes: ProposalOutcome[]; after: RewritePolicy }>([
    {
      case: "adds a reward and the rest of it",
      before: emptyPolicy([plain]),
      outcomes: [{ arm: plain, reward: 0.75 }],
      after: { runs: 1, arms: [record({ gained: 0.75, missed: 0.25, proposals: 1 })] },
    },
    {
      case: "adds up the proposals of one run without fading among them",
      before: emptyPolicy([plain]),
      outcomes: [
        { arm: plain, reward: 1 },
        { arm: plain, reward: 0 },
        { arm: plain, reward: 0.5 },
      ],
      after: { runs: 1, arms: [record({ gained: 1.5, missed: 1.5, proposals: 3 })] },
    },
    {
      case: "fades what was known, used in this run or not, and no counts",
      before: policyOf(
        record({ gained: 10, missed: 20, proposals: 40, deployments: 2 }),
        record({ ...causes, gained: 1, missed: 0, proposals: 1 }),
      ),
      outcomes: [{ arm: plain, reward: 1 }],
      after: {
        runs: 4,
        arms: [
          record({ gained: 10.7, missed: 19.4, proposals: 41, deployments: 2 }),
          record({ ...causes, gained: 0.97, missed: 0, proposals: 1 }),
        ],
      },
    },
    {
      case: "lets new arms join, in order of their names",
      before: emptyPolicy([plain]),
      outcomes: [
        { arm: short, reward: 0 },
        { arm: causes, reward: 1 },
      ],
      after: {
        runs: 1,
        arms: [
          record({}),
          record({ ...short, missed: 1, proposals: 1 }),
          record({ ...causes, gained: 1, proposals: 1 }),
        ],
      },
    },
    {
      case: "leaves out what was not measured",
      before: emptyPolicy([plain]),
      outcomes: [
        { arm: plain, reward: null },
        { arm: plain, reward: 0 },
      ],
      after: { runs: 1, arms: [record({ missed: 1, proposals: 1 })] },
    },
    {
      case: "does not age without evidence",
      before: policyOf(record({ gained: 1, missed: 1, proposals: 2 })),
      outcomes: [{ arm: causes, reward: null }],
      after: policyOf(record({ gained: 1, missed: 1, proposals: 2 })),
    },
  ])("$case", ({ before, outcomes, after }) => {
    const result = updatePolicy(before, outcomes);
    expect(result.runs).toBe(after.runs);
    expect(result.arms).toHaveLength(after.arms.length);
    result.arms.forEach((arm, i) => {
      const { gained, missed, ...rest } = after.arms[i] ?? record({});
      expect(arm).toMatchObject(rest);
      expect(arm.gained).toBeCloseTo(gained, 12);
      expect(arm.missed).toBeCloseTo(missed, 12);
    });
  });

  it("counts a run twice that is applied twice, as it says", () => {
    const run = [{ arm: plain, reward: 1 }];
    const twice = updatePolicy(updatePolicy(emptyPolicy([plain]), run), run);
    expect(twice.arms[0]?.gained).toBeCloseTo(1.97, 12);
    expect([run, run].reduce(updatePolicy, emptyPolicy([plain]))).toEqual(twice);
  });

  it("remembers at most 1/(1 − γ) runs", () => {
    let policy = emptyPolicy([plain]);
    for (let run = 0; run < 1000; run++) policy = updatePolicy(policy, [{ arm: plain, reward: 1 }]);
    expect(policy.arms[0]?.gained).toBeCloseTo(1 / (1 - RUN_DISCOUNT), 9);
    expect(1 / (1 - RUN_DISCOUNT)).toBeCloseTo(100 / 3, 9);
    expect(policy.arms[0]?.proposals).toBe(1000);
  });

  const outcome = fc.record({
    arm: fc.constantFrom(plain, short, causes),
    reward: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });

  it("does not depend on the order of a run's outcomes, survives JSON and stays valid", () => {
    fc.assert(
      fc.property(fc.array(fc.array(outcome, { maxLength: 12 }), { maxLength: 8 }), (runs) => {
        const policy = runs.reduce(updatePolicy, emptyPolicy([plain]));
        const reversed = runs.map((run) => [...run].reverse()).reduce(updatePolicy, emptyPolicy([plain]));
        expect(reversed).toEqual(policy);
        expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
        expect(() => assertPolicy(policy)).not.toThrow();
      }),
    );
  });

  it("adds rewards in one order: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last bit", () => {
    const run = [0.1, 0.2, 0.3].map((reward) => ({ arm: plain, reward }));
    expect(updatePolicy(emptyPolicy([]), run)).toEqual(updatePolicy(emptyPolicy([]), [...run].reverse()));
  });

  it("changes neither the policy nor the outcomes it is given", () => {
    const before = Object.freeze(policyOf(Object.freeze(record({ gained: 1, proposals: 1 }))));
    updatePolicy(before, Object.freeze([{ arm: plain, reward: 1 }]));
    expect(before.arms[0]?.gained).toBe(1);
  });
});

describe("creditDeployment", () => {
  it("adds one full success and fades nothing", () => {
    const before = policyOf(
      record({ gained: 2, missed: 1, proposals: 3 }),
      record({ ...causes, gained: 5, missed: 1, proposals: 9 }),
    );
    expect(creditDeployment(before, plain)).toEqual(
      policyOf(
        record({ gained: 3, missed: 1, proposals: 3, deployments: 1 }),
        record({ ...causes, gained: 5, missed: 1, proposals: 9 }),
      ),
    );
  });

  it.each([
    { case: "an arm never seen", policy: emptyPolicy([plain]), arm: causes },
    { case: "an arm never measured", policy: emptyPolicy([plain]), arm: plain },
    {
      case: "more deployments than proposals",
      policy: policyOf(record({ gained: 1, proposals: 1, deployments: 1 })),
      arm: plain,
    },
  ])("refuses $case", ({ policy, arm }) => {
    expect(() => creditDeployment(policy, arm)).toThrow("no measured proposal");
  });
});

describe("armPosteriors", () => {
  it.each([
    {
      case: "nothing known: uniform",
      policy: emptyPolicy([]),
      arm: plain,
      alpha: 1,
      beta: 1,
    },
    {
      case: "own evidence on top of a uniform prior",
      policy: policyOf(record({ gained: 3, missed: 1, proposals: 4 })),
      arm: plain,
      alpha: 4,
      beta: 2,
    },
    {
      // The other arm: (1 + 5)/(2 + 6) = 0.75, worth two proposals.
      case: "no evidence, in a strategy that does well",
      policy: policyOf(record({ gained: 5, missed: 1, proposals: 6 })),
      arm: short,
      alpha: 1.5,
      beta: 0.5,
    },
    {
      case: "own evidence is not borrowed a second time",
      policy: policyOf(
        record({ gained: 5, missed: 1, proposals: 6 }),
        record({ ...short, gained: 1, missed: 0, proposals: 1 }),
      ),
      arm: short,
      alpha: 2.5,
      beta: 0.5,
    },
    {
      case: "another strategy says nothing",
      policy: policyOf(record({ gained: 5, missed: 1, proposals: 6 })),
      arm: causes,
      alpha: 1,
      beta: 1,
    },
  ])("$case", ({ policy, arm, alpha, beta }) => {
    expect(armPosteriors(policy, [arm])).toEqual([{ arm, alpha, beta }]);
  });
});

describe("bad input", () => {
  const good = record({ gained: 1, missed: 1, proposals: 2 });
  it.each([
    { case: "a negative sum", policy: policyOf({ ...good, gained: -1 }), message: "gained" },
    { case: "a NaN", policy: policyOf({ ...good, missed: Number.NaN }), message: "missed" },
    {
      case: "an infinite sum",
      policy: policyOf({ ...good, gained: Number.POSITIVE_INFINITY }),
      message: "gained",
    },
    {
      case: "more evidence than proposals",
      policy: policyOf({ ...good, gained: 2 }),
      message: "gained and missed",
    },
    { case: "half a proposal", policy: policyOf({ ...good, proposals: 2.5 }), message: "proposals" },
    { case: "negative deployments", policy: policyOf({ ...good, deployments: -1 }), message: "deployments" },
    { case: "half a run", policy: { ...policyOf(good), runs: 0.5 }, message: "runs" },
    { case: "an arm twice", policy: policyOf(good, good), message: "there twice" },
    { case: "no strategy", policy: policyOf({ ...good, strategy: "" }), message: "strategy" },
    { case: "no meta-prompt", policy: policyOf({ ...good, metaPromptId: "" }), message: "metaPromptId" },
  ])("a stored policy with $case is refused", ({ policy, message }) => {
    expect(() => updatePolicy(policy, [])).toThrow(RangeError);
    expect(() => updatePolicy(policy, [])).toThrow(message);
    expect(() => creditDeployment(policy, plain)).toThrow(message);
  });

  it.each([
    { case: "above 1", reward: 1.1 },
    { case: "below 0", reward: -0.1 },
    { case: "NaN", reward: Number.NaN },
    { case: "infinite", reward: Number.NEGATIVE_INFINITY },
  ])("a reward $case is refused", ({ reward }) => {
    expect(() => updatePolicy(emptyPolicy([plain]), [{ arm: plain, reward }])).toThrow(/reward/);
  });

  it("arms are refused that are there twice or have no name", () => {
    expect(() => emptyPolicy([plain, short, plain])).toThrow("there twice");
    expect(() => emptyPolicy([{ strategy: "", metaPromptId: "x" }])).toThrow("strategy");
    expect(() =>
      updatePolicy(emptyPolicy([]), [{ arm: { ...plain, metaPromptId: "" }, reward: null }]),
    ).toThrow("metaPromptId");
  });
});

import { describe, expect, it } from "vitest";
import type { Failure } from "@/lib/engine/rewriting/failure";
import { plannableStrategies } from "@/lib/engine/rewriting/material";
import { metaPrompts, type ProposalArm, proposalStrategies } from "@/lib/engine/rewriting/meta-prompts";
import { planProposals } from "@/lib/engine/rewriting/plan";
import { emptyPolicy } from "@/lib/engine/rewriting/policy";
import { allocateProposals } from "@/lib/engine/rewriting/policy-allocation";

const failure = (id: string, rest: Partial<Failure> = {}): Failure => ({
  feedbackId: id,
  kind: "rejected",
  email: { sender: "Ann", subject: "Hi", body: "Where is it?", sentOn: null },
  reply: "We will look into it.",
  said: "too long",
  editedReply: null,
  changes: [],
  ...rest,
});
const failures = Array.from({ length: 20 }, (_, index) => failure(`f${index}`));
const pattern = (id: string) => ({
  id,
  situation: "late parcel",
  instruction: "Name the date.",
  evidence: ["f1"],
  meanReward: 0.7,
});
const parent = (candidateId: string) => ({ candidateId, prompt: "Reply.", wins: [] });
const parents = [parent("a"), parent("b")] as const;
const longPrompt = "word ".repeat(40);

describe("metaPrompts", () => {
  it("have three wordings or more per strategy, each with its own id and text", () => {
    for (const strategy of proposalStrategies) {
      expect(metaPrompts.filter((meta) => meta.strategy === strategy).length).toBeGreaterThanOrEqual(3);
    }
    expect(new Set(metaPrompts.map(({ id }) => id)).size).toBe(metaPrompts.length);
    expect(new Set(metaPrompts.map(({ text }) => text)).size).toBe(metaPrompts.length);
  });
});

describe("plannableStrategies", () => {
  it.each([
    { case: "nothing", material: { failures: [] }, plannable: ["meta_prompt"] },
    {
      case: "a failure",
      material: { failures: failures.slice(0, 1) },
      plannable: ["meta_prompt", "reflection"],
    },
    {
      case: "a pattern",
      material: { failures: [], patterns: [pattern("p")] },
      plannable: ["meta_prompt", "patterns"],
    },
    {
      case: "a prompt of 40 words",
      material: { failures: [], prompt: longPrompt },
      plannable: ["meta_prompt", "shortening"],
    },
    {
      case: "a prompt of 39 words",
      material: { failures: [], prompt: "word ".repeat(39) },
      plannable: ["meta_prompt"],
    },
    { case: "two parents", material: { failures: [], parents }, plannable: ["meta_prompt", "merge"] },
    {
      case: "everything",
      material: { failures, patterns: [pattern("p")], prompt: longPrompt, parents },
      plannable: [...proposalStrategies],
    },
  ])("are $plannable with $case", ({ material, plannable }) => {
    expect(plannableStrategies(material)).toEqual(plannable);
  });
});

describe("planProposals in turns", () => {
  it("numbers the positions, alternates the strategies and uses every meta-prompt before any again", () => {
    const plans = planProposals({ count: 8, failures, seed: 3 });
    expect(plans.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(plans.map(({ strategy }) => strategy).slice(0, 4)).toEqual([
      "meta_prompt",
      "reflection",
      "meta_prompt",
      "reflection",
    ]);
    expect(new Set(plans.map(({ metaPromptId }) => metaPromptId)).size).toBe(8);
    for (const plan of plans) {
      expect(metaPrompts.find(({ id }) => id === plan.metaPromptId)?.strategy).toBe(plan.strategy);
    }
  });

  it("gives each strategy what it works with", () => {
    const patterns = ["a", "b", "c", "d", "e", "f"].map(pattern);
    const material = { failures, patterns, prompt: longPrompt, parents };
    const plans = planProposals({ count: 5, seed: 1, ...material });
    expect(plans.map(({ strategy }) => strategy)).toEqual([...proposalStrategies]);
    expect(plans.map((plan) => plan.failures.length)).toEqual([6, 6, 6, 0, 0]);
    expect(plans[1]).toMatchObject({ modes: [{ name: 'rejected: "too long"', failures }] });
    expect(plans[2]).toMatchObject({ patterns: patterns.slice(0, 5) });
    expect(plans[4]).toMatchObject({ parents });
  });

  it("quotes all of few failures, and a seeded draw of many, in their order", () => {
    const few = failures.slice(0, 6);
    expect(planProposals({ count: 1, failures: few, seed: 1 })[0]?.failures).toEqual(few);
    const plans = planProposals({ count: 6, failures, seed: 1 });
    for (const plan of plans) {
      const places = plan.failures.map((drawn) => failures.indexOf(drawn));
      expect(places).toHaveLength(6);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    }
    expect(
      new Set(plans.map((plan) => plan.failures.map(({ feedbackId }) => feedbackId).join())).size,
    ).toBeGreaterThan(3);
  });

  it("quotes every failure mode in a reflection, however rare", () => {
    const rare = [
      failure("r1", { said: "no date" }),
      failure("r2", { said: "no date, again" }),
      failure("e1", { kind: "edited", said: null, changes: ["shorter by 9 words"] }),
    ];
    const many = [...failures, ...rare];
    for (let seed = 0; seed < 10; seed++) {
      const [, plan] = planProposals({ count: 2, failures: many, seed });
      const kinds = plan?.failures.map(({ said, kind }) => `${kind} ${said?.slice(0, 7)}`);
      expect(kinds).toContain("edited undefined");
      expect(kinds?.filter((kind) => kind === "rejected no date").length).toBeGreaterThan(0);
    }
  });

  it("is a function of its seed, and leaves earlier positions alone when there are more", () => {
    const plan = (seed: number, count = 6) => planProposals({ count, failures, seed, prompt: longPrompt });
    expect(plan(5)).toEqual(plan(5));
    expect(plan(5)).not.toEqual(plan(6));
    expect(plan(5, 9).slice(0, 6)).toEqual(plan(5));
  });

  it("plans nothing for a count of zero, and rewrites alone without failures", () => {
    expect(planProposals({ count: 0, failures, seed: 1 })).toEqual([]);
    const plans = planProposals({ count: 3, failures: [], seed: 1 });
    expect(plans.map(({ strategy }) => strategy)).toEqual(["meta_prompt", "meta_prompt", "meta_prompt"]);
  });

  it.each([{ count: -1 }, { count: 1.5 }, { count: Number.NaN }])(
    "refuses a count of $count",
    ({ count }) => {
      expect(() => planProposals({ count, failures, seed: 1 })).toThrow(RangeError);
    },
  );
});

describe("planProposals by allocation", () => {
  const reflect: ProposalArm = { strategy: "reflection", metaPromptId: "reflect-causes" };
  const merge: ProposalArm = { strategy: "merge", metaPromptId: "merge-best" };

  it("gives each position its arm", () => {
    const plans = planProposals({
      count: 3,
      failures,
      seed: 1,
      parents,
      allocation: [reflect, merge, reflect],
    });
    expect(plans.map(({ metaPromptId }) => metaPromptId)).toEqual([
      "reflect-causes",
      "merge-best",
      "reflect-causes",
    ]);
  });

  it("lets the others take turns for an arm without its material", () => {
    const plans = planProposals({
      count: 4,
      failures,
      seed: 1,
      allocation: [merge, reflect, merge, merge],
    });
    expect(plans.map(({ strategy }) => strategy)).toEqual([
      "meta_prompt",
      "reflection",
      "reflection",
      "meta_prompt",
    ]);
    expect(plans[1]?.metaPromptId).toBe("reflect-causes");
  });

  it("takes what the policy gives", () => {
    const material = { failures, prompt: longPrompt };
    const strategies = plannableStrategies(material);
    const available = metaPrompts
      .filter(({ strategy }) => strategies.includes(strategy))
      .map(({ strategy, id }): ProposalArm => ({ strategy, metaPromptId: id }));
    const allocation = allocateProposals({ policy: emptyPolicy(available), available, count: 10, seed: 4 });
    const plans = planProposals({ count: 10, seed: 4, ...material, allocation });
    expect(plans.map(({ strategy, metaPromptId }) => ({ strategy, metaPromptId }))).toEqual(allocation);
  });

  it.each([
    { case: "too few arms", allocation: [reflect], message: "allocation must name 2 arms, got 1" },
    {
      case: "a meta-prompt of another strategy",
      allocation: [reflect, { ...merge, metaPromptId: "reflect-causes" }],
      message: "allocation names reflect-causes of merge",
    },
    {
      case: "a meta-prompt that there is not",
      allocation: [reflect, { ...merge, metaPromptId: "nope" }],
      message: "allocation names nope of merge",
    },
  ])("refuses $case", ({ allocation, message }) => {
    const plan = () => planProposals({ count: 2, failures, seed: 1, allocation });
    expect(plan).toThrow(RangeError);
    expect(plan).toThrow(message);
  });
});

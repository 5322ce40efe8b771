import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignCanaryArm, canaryStages, summarizeUsers } from "@/lib/engine/statistics/canary";

const armOf = (user: string, share: number, experiment = "e1") =>
  assignCanaryArm({ user, experiment, share });

describe("assignCanaryArm", () => {
  it("is the same at every request, and keeps a user's candidate from stage to stage", () => {
    fc.assert(
      fc.property(fc.string(), (user) => {
        const arms = canaryStages.map((share) => armOf(user, share));
        expect(canaryStages.map((share) => armOf(user, share))).toEqual(arms);
        const from = arms.indexOf("candidate");
        expect(arms.slice(from).every((arm) => arm === "candidate")).toBe(true);
        expect(arms.at(-1)).toBe("candidate");
      }),
    );
  });

  it("gives the candidate its share, and draws anew for another experiment", () => {
    const users = Array.from({ length: 10_000 }, (_, i) => `user ${i}`);
    const share = users.filter((user) => armOf(user, 0.1) === "candidate").length / users.length;
    // Four standard errors of a share of 0.1 in 10,000.
    expect(Math.abs(share - 0.1)).toBeLessThan(0.012);
    const both = users.filter((user) => armOf(user, 0.5) === armOf(user, 0.5, "e2")).length / users.length;
    expect(Math.abs(both - 0.5)).toBeLessThan(0.02);
  });
});

describe("summarizeUsers", () => {
  const rating = (user: string, score: number) => ({ user, score });
  it.each([
    { case: "nobody", ratings: [], expected: { n: 0, mean: 0, variance: 0 } },
    {
      case: "one user",
      ratings: [rating("a", 0.4), rating("a", 0.6)],
      expected: { n: 1, mean: 0.5, variance: 0 },
    },
    {
      case: "one user who rates often beside one who does not",
      ratings: [rating("a", 1), rating("b", 0), rating("b", 0), rating("b", 0)],
      expected: { n: 2, mean: 0.5, variance: 0.5 },
    },
  ])("of $case", ({ ratings, expected }) => {
    expect(summarizeUsers(ratings)).toEqual({ ...expected, variance: expect.closeTo(expected.variance, 12) });
  });
});

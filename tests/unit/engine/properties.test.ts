import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedTest } from "@/lib/engine/decision/paired-test";
import { cohensDz, standardizedDifference } from "@/lib/engine/statistics/effect-sizes";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import {
  permutationPairedExact,
  permutationUnpairedExact,
  signFlipTest,
} from "@/lib/engine/statistics/permutation";
import { mannWhitneyU, wilcoxonSignedRank } from "@/lib/engine/statistics/rank-tests";
import { pairedTTest, welchTTest } from "@/lib/engine/statistics/t-tests";
import { expectSame, negated, value } from "./properties-harness";

const paired = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 12 });
const group = fc.array(value, { minLength: 3, maxLength: 8 });
const asymptotic = { method: "asymptotic", continuityCorrection: false } as const;

interface Found {
  /** Of the difference b − a, on the scale of the values. */
  effect: number | null;
  /** Does not change when the values are scaled. */
  standard: number | null;
  greater: number | null;
  twoSided: number | null;
  /** P of a result exactly like the observed one, which both tails of an exact test contain; 0 for a density. */
  isExact: boolean;
}

/** Tests of two groups of scores, seen alike. */
const tests: { name: string; paired: boolean; run: (a: number[], b: number[]) => Found }[] = [
  {
    name: "paired t",
    paired: true,
    run: (a, b) => {
      const { difference, t, pGreater, pTwoSided } = pairedTTest(a, b);
      return { effect: difference, standard: t, greater: pGreater, twoSided: pTwoSided, isExact: false };
    },
  },
  {
    name: "Welch",
    paired: false,
    run: (a, b) => {
      const { difference, t, pGreater, pTwoSided } = welchTTest(a, b);
      return { effect: difference, standard: t, greater: pGreater, twoSided: pTwoSided, isExact: false };
    },
  },
  {
    name: "Wilcoxon, exact",
    paired: true,
    run: (a, b) => {
      const { wPlus, wMinus, pGreater, pTwoSided } = wilcoxonSignedRank(a, b, { method: "exact" });
      return {
        effect: null,
        standard: wPlus - wMinus,
        greater: pGreater,
        twoSided: pTwoSided,
        isExact: true,
      };
    },
  },
  {
    name: "Wilcoxon, asymptotic",
    paired: true,
    run: (a, b) => {
      const { z, pGreater, pTwoSided } = wilcoxonSignedRank(a, b, asymptotic);
      return { effect: null, standard: z, greater: pGreater, twoSided: pTwoSided, isExact: false };
    },
  },
  {
    name: "Mann-Whitney, asymptotic",
    paired: false,
    run: (a, b) => {
      const { uA, uB, pGreater, pTwoSided } = mannWhitneyU(a, b, asymptotic);
      return { effect: null, standard: uB - uA, greater: pGreater, twoSided: pTwoSided, isExact: false };
    },
  },
  {
    name: "sign flips of all pairs",
    paired: true,
    run: (a, b) => {
      const { statistic, pGreater, pTwoSided } = permutationPairedExact(a, b);
      return { effect: statistic, standard: null, greater: pGreater, twoSided: pTwoSided, isExact: true };
    },
  },
  {
    name: "all splits of two groups",
    paired: false,
    run: (a, b) => {
      const { statistic, pGreater, pTwoSided } = permutationUnpairedExact(a, b);
      return { effect: statistic, standard: null, greater: pGreater, twoSided: pTwoSided, isExact: true };
    },
  },
  {
    name: "sign-flip test",
    paired: true,
    run: (a, b) => {
      const { pValue, meanDifference } = signFlipTest(
        b.map((y, i) => y - (a[i] ?? Number.NaN)),
        { seed: 1 },
      );
      return { effect: meanDifference, standard: null, greater: pValue, twoSided: null, isExact: true };
    },
  },
  {
    name: "test of a decision",
    paired: true,
    run: (a, b) => {
      const { pValue, statistic, dz } = pairedTest(a, b, { seed: 1 });
      return { effect: statistic, standard: dz, greater: pValue, twoSided: null, isExact: true };
    },
  },
  {
    name: "d_z",
    paired: true,
    run: (a, b) => {
      const standard = formedOrNull(cohensDz(a, b))?.dz ?? null;
      return { effect: null, standard, greater: null, twoSided: null, isExact: false };
    },
  },
  {
    name: "Hedges' g",
    paired: false,
    run: (a, b) => {
      const standard = formedOrNull(standardizedDifference(a, b))?.gExact ?? null;
      return { effect: null, standard, greater: null, twoSided: null, isExact: false };
    },
  },
];

function expectAlike(found: Found, expected: Found, scale = 1): void {
  expectSame(found.effect, expected.effect === null ? null : scale * expected.effect);
  expectSame(found.standard, expected.standard);
  expectSame(found.greater, expected.greater);
  expectSame(found.twoSided, expected.twoSided);
}

/** Two groups: of equal length where the test pairs them. */
const groupsFor = (isPaired: boolean) =>
  isPaired
    ? paired.map((rows): [number[], number[]] => [rows.map(([a]) => a), rows.map(([, b]) => b)])
    : fc.tuple(group, group);

describe.each(tests)("$name", ({ paired: isPaired, run }) => {
  it("does not depend on the order of the cases", () => {
    fc.assert(
      fc.property(groupsFor(isPaired), fc.nat(), ([a, b], by) => {
        const turn = (values: number[]) => {
          const at = by % values.length;
          return [...values.slice(at), ...values.slice(0, at)].reverse();
        };
        expectAlike(run(turn(a), turn(b)), run(a, b));
      }),
    );
  });

  it("does not depend on the unit, in which its effect is measured", () => {
    fc.assert(
      fc.property(groupsFor(isPaired), fc.integer({ min: 1, max: 9 }), ([a, b], scale) => {
        const times = (values: number[]) => values.map((x) => scale * x);
        expectAlike(run(times(a), times(b)), run(a, b), scale);
      }),
    );
  });

  it("does not depend on where the scale begins", () => {
    fc.assert(
      fc.property(groupsFor(isPaired), value, ([a, b], shift) => {
        const plus = (values: number[]) => values.map((x) => x + shift);
        expectAlike(run(plus(a), plus(b)), run(a, b));
      }),
    );
  });

  it("changes its sign, and its one-sided p to the other tail, when the arms are swapped", () => {
    fc.assert(
      fc.property(groupsFor(isPaired), ([a, b]) => {
        const forward = run(a, b);
        const backward = run(b, a);
        expectSame(backward.effect, negated(forward.effect));
        expectSame(backward.standard, negated(forward.standard));
        expectSame(backward.twoSided, forward.twoSided);
        if (forward.greater === null || backward.greater === null) {
          expect(backward.greater).toBe(forward.greater);
          return;
        }
        // Both tails of an exact test hold the observed result; those of a density share nothing.
        const both = forward.greater + backward.greater;
        if (forward.isExact) expect(both).toBeGreaterThanOrEqual(1 - 1e-9);
        else expect(both).toBeCloseTo(1, 9);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probabilityBBeatsA } from "@/lib/engine/statistics/bayesian";
import { bettingEProcess, gainsByArrival } from "@/lib/engine/statistics/betting";
import { bcaInterval } from "@/lib/engine/statistics/bootstrap";
import { differenceConfidenceSequence } from "@/lib/engine/statistics/confidence-sequence";
import { cupedDifference } from "@/lib/engine/statistics/cuped";
import { duelEValues } from "@/lib/engine/statistics/duel";
import { cohensH } from "@/lib/engine/statistics/effect-sizes";
import { fisherExact, mcnemarExact } from "@/lib/engine/statistics/exact-tests";
import { formedOrNull } from "@/lib/engine/statistics/missing";
import { benjaminiHochbergAdjust, holmAdjust } from "@/lib/engine/statistics/multiplicity";
import { twoProportionZTest, wilsonInterval } from "@/lib/engine/statistics/proportions";
import { sampleRatioTest } from "@/lib/engine/statistics/sample-ratio";
import { expectSame, negated, value } from "./properties-harness";

const trials = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 30 }))
  .map(([successes, more]) => ({ successes, trials: successes + more }));

describe("tests of counts", () => {
  it("Fisher: the upper tail of one order of the arms is the lower tail of the other", () => {
    fc.assert(
      fc.property(fc.tuple(trials, trials), ([a, b]) => {
        const row = ({ successes, trials: n }: typeof a) => [successes, n - successes] as const;
        const forward = fisherExact([row(a), row(b)]);
        const backward = fisherExact([row(b), row(a)]);
        expectSame(backward?.pGreater ?? null, forward?.pLess ?? null);
        expectSame(backward?.pTwoSided ?? null, forward?.pTwoSided ?? null);
      }),
    );
  });

  it("McNemar: both tails share the observed table alone", () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.nat({ max: 40 }), (onlyControl, onlyCandidate) => {
        const forward = mcnemarExact(onlyControl, onlyCandidate);
        const backward = mcnemarExact(onlyCandidate, onlyControl);
        expectSame(backward.pTwoSided, forward.pTwoSided);
        expect((forward.pGreater ?? 1) + (backward.pGreater ?? 1)).toBeGreaterThanOrEqual(1 - 1e-12);
        // One more case for the candidate can only help it.
        expect(mcnemarExact(onlyControl, onlyCandidate + 1).pGreater ?? 1).toBeLessThanOrEqual(
          (forward.pGreater ?? 1) + 1e-12,
        );
      }),
    );
  });

  it("two shares: z, difference and interval change their sign with the arms", () => {
    fc.assert(
      fc.property(trials, trials, (a, b) => {
        const forward = twoProportionZTest(a.successes, a.trials, b.successes, b.trials);
        const backward = twoProportionZTest(b.successes, b.trials, a.successes, a.trials);
        expectSame(backward?.diff ?? null, negated(forward?.diff ?? null));
        expectSame(backward?.z ?? null, negated(forward?.z ?? null));
        expectSame(backward?.pTwoSided ?? null, forward?.pTwoSided ?? null);
        expectSame(backward?.newcombe.low ?? null, negated(forward?.newcombe.high ?? null));
        const upper = backward?.pGreater ?? null;
        expectSame(forward?.pGreater ?? null, upper === null ? null : 1 - upper);
      }),
    );
  });

  it("Wilson: the interval of the failures mirrors that of the successes", () => {
    fc.assert(
      fc.property(trials, ({ successes, trials: n }) => {
        const forward = wilsonInterval(successes, n);
        const backward = wilsonInterval(n - successes, n);
        expectSame(backward?.low ?? null, forward === null ? null : 1 - forward.high);
        expectSame(backward?.high ?? null, forward === null ? null : 1 - forward.low);
      }),
    );
  });

  it("P(B > A) and P(A > B) sum to 1", () => {
    fc.assert(
      fc.property(trials, trials, (a, b) => {
        const [forward, backward] = [probabilityBBeatsA(a, b), probabilityBBeatsA(b, a)];
        expect((forward ?? Number.NaN) + (backward ?? Number.NaN)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("Cohen's h changes its sign with the arms", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(share, share, (a, b) => expectSame(cohensH(b, a), negated(cohensH(a, b)))));
  });

  it("sample ratio: neither the order of the arms nor the scale of the weights matters", () => {
    const arm = fc.tuple(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(arm, { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        (arms, scale) => {
          const p = (rows: typeof arms, times: number) => {
            const users = rows.map(([count]) => count);
            const weights = rows.map(([, weight]) => weight * times);
            return formedOrNull(sampleRatioTest(users, weights))?.p ?? null;
          };
          expectSame(p([...arms].reverse(), scale), p(arms, 1));
        },
      ),
    );
  });

  it("duel: wins and losses change places, ties are not even asked for", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), (wins, losses) => {
        const { ePlus, eMinus } = duelEValues(wins, losses);
        expect(duelEValues(losses, wins)).toMatchObject({ ePlus: eMinus, eMinus: ePlus });
        // Fair betting: the mean of what the next pair makes of it is at most E under a fair coin.
        const next = (duelEValues(wins + 1, losses).ePlus + duelEValues(wins, losses + 1).ePlus) / 2;
        expect(next).toBeLessThanOrEqual(ePlus * (1 + 1e-9));
      }),
    );
  });
});

describe("adjustments for several tests", () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 10 });

  it.each([
    { name: "Holm", adjust: holmAdjust },
    { name: "Benjamini-Hochberg", adjust: benjaminiHochbergAdjust },
  ])("$name: follow the order of the tests, never lower a p, never pass 1", ({ adjust }) => {
    fc.assert(
      fc.property(pValues, (p) => {
        const adjusted = adjust(p);
        expect(adjust([...p].reverse())).toEqual([...adjusted].reverse());
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual((p[i] ?? 0) - 1e-15);
          expect(value).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});

describe("intervals and sequences", () => {
  it("BCa: moves with the values and stretches with their unit", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 10, maxLength: 15 }),
        fc.integer({ min: 1, max: 9 }),
        value,
        (x, scale, shift) => {
          const own = bcaInterval({ statistic: "mean", x }, { seed: 5 });
          const other = bcaInterval(
            { statistic: "mean", x: x.map((one) => scale * one + shift) },
            { seed: 5 },
          );
          for (const end of ["low", "estimate", "high"] as const) {
            expectSame(other?.[end] ?? null, own === null ? null : scale * own[end] + shift);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("BCa: the relative lift does not depend on the unit", () => {
    const positive = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), value), {
      minLength: 10,
      maxLength: 15,
    });
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 9 }), (rows, scale) => {
        const lift = (times: number) =>
          bcaInterval(
            {
              statistic: "relativeLiftPaired",
              a: rows.map(([a]) => times * a),
              b: rows.map(([, b]) => times * b),
            },
            { seed: 5 },
          );
        const [own, other] = [lift(1), lift(scale)];
        for (const end of ["low", "estimate", "high"] as const) {
          expectSame(other?.[end] ?? null, own?.[end] ?? null);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("confidence sequence: swapped arms mirror it, the unit stretches it, the origin leaves it", () => {
    const arm = fc.record({
      n: fc.integer({ min: 2, max: 400 }),
      mean: fc.integer({ min: -50, max: 50 }),
      variance: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 1, max: 9 }), value, (a, b, scale, shift) => {
        const tuning = { alpha: 0.1, tOpt: 200 };
        const own = formedOrNull(differenceConfidenceSequence(a, b, tuning));
        const swapped = formedOrNull(differenceConfidenceSequence(b, a, tuning));
        expectSame(swapped?.low ?? null, negated(own?.high ?? null));
        expectSame(swapped?.pTwoSided ?? null, own?.pTwoSided ?? null);
        const moved = ({ n, mean, variance }: typeof a) => ({
          n,
          mean: scale * mean + shift,
          variance: scale * scale * variance,
        });
        const other = formedOrNull(differenceConfidenceSequence(moved(a), moved(b), tuning));
        expectSame(other?.pGreater ?? null, own?.pGreater ?? null);
        expectSame(other?.halfWidth ?? null, own === null ? null : scale * own.halfWidth);
      }),
    );
  });

  it("betting: equal scores leave the wealth as it is, and swapped arms bet on mirrored values", () => {
    const score = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 20 }), (rows) => {
        const [a, b] = [rows.map(([x]) => x), rows.map(([, y]) => y)];
        const mirrored = gainsByArrival(a, b).map((gain) => 1 - gain);
        gainsByArrival(b, a).forEach((gain, i) => {
          expect(gain).toBeCloseTo(mirrored[i] ?? Number.NaN, 12);
        });
        expect(bettingEProcess(gainsByArrival(a, a)).logE).toBe(0);
        expect(bettingEProcess(gainsByArrival(a, b)).pAnytime).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("CUPED: the unit and the origin of the earlier score do not matter", () => {
    const unit = fc.tuple(value, value);
    const units = fc.array(unit, { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(units, units, fc.integer({ min: 1, max: 9 }), value, (a, b, scale, shift) => {
        const arm = (rows: typeof a, times: number, plus: number) => ({
          y: rows.map(([y]) => y),
          x: rows.map(([, x]) => times * x + plus),
        });
        const own = cupedDifference(arm(a, 1, 0), arm(b, 1, 0));
        const other = cupedDifference(arm(a, scale, shift), arm(b, scale, shift));
        expectSame(other?.difference ?? null, own?.difference ?? null);
        const swapped = cupedDifference(arm(b, 1, 0), arm(a, 1, 0));
        expectSame(swapped?.difference ?? null, negated(own?.difference ?? null));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashToUnit } from "@/lib/engine/random";
import { planHalving, type ScoreRow } from "@/lib/engine/search/halving";
import { casesNeeded, splitSide } from "@/lib/engine/search/split";
import { pickWinner } from "@/lib/engine/search/winner";

describe("splitSide", () => {
  it("holds out about 40 %, another part for another salt, and never changes its mind", () => {
    const keys = Array.from({ length: 5000 }, (_, i) => `<${i}@example.com>`);
    const sides = (salt: string) => keys.map((key) => splitSide(key, salt));
    const heldOut = sides("lab-1").filter((side) => side === "held_out").length;
    // Five standard errors of 5,000 draws at 0.4 are 173.
    expect(Math.abs(heldOut - 2000)).toBeLessThan(173);
    expect(sides("lab-1")).toEqual(sides("lab-1"));
    expect(sides("lab-1")).not.toEqual(sides("lab-2"));
  });
});

describe("casesNeeded", () => {
  it.each([
    { heldOut: 20, minimumHeldOut: 20, expected: 0 },
    { heldOut: 25, minimumHeldOut: 20, expected: 0 },
    { heldOut: 12, minimumHeldOut: 20, expected: 20 },
    { heldOut: 14, minimumHeldOut: 20, expected: 15 },
    { heldOut: 19, minimumHeldOut: 20, expected: 3 },
    { heldOut: 0, minimumHeldOut: 20, expected: 50 },
  ])("is $expected for $heldOut of $minimumHeldOut", ({ heldOut, minimumHeldOut, expected }) => {
    expect(casesNeeded({ heldOut, minimumHeldOut, share: 0.4 })).toBe(expected);
  });

  it("refuses impossible numbers", () => {
    expect(() => casesNeeded({ heldOut: -1, minimumHeldOut: 20 })).toThrow(RangeError);
    expect(() => casesNeeded({ heldOut: 1, minimumHeldOut: 20, share: 0 })).toThrow(RangeError);
  });
});

const controlId = "live";
const caseKeys = ["1", "2", "3", "4", "5", "6", "7", "8"];

/** Rows of one candidate: a score per case from the first on; null is a failed case. */
function rowsOf(candidateId: string, scores: readonly (number | null)[]): ScoreRow[] {
  return scores.map((score, i) => ({ candidateId, caseKey: caseKeys[i] ?? "", score }));
}

const flat = (n: number, score: number | null) => new Array<number | null>(n).fill(score);
const pairsOf = (candidateIds: string[], keys: string[]) =>
  keys.flatMap((caseKey) => candidateIds.map((candidateId) => ({ candidateId, caseKey })));

describe("planHalving", () => {
  it("asks for the control and all candidates on the first quarter", () => {
    const plan = planHalving({ controlId, candidateIds: ["a", "b", "c"], caseKeys, rows: [] });
    expect(plan).toMatchObject({
      rungs: [2, 4, 8],
      rung: 0,
      alive: ["a", "b", "c"],
      dropped: [],
      done: false,
    });
    expect(plan.pending).toEqual(pairsOf(["live", "a", "b", "c"], ["1", "2"]));
  });

  it("asks only for what is missing, and compares nobody before the rung is complete", () => {
    const rows = [
      ...rowsOf("live", flat(2, 0.5)),
      ...rowsOf("a", flat(2, 0.1)),
      ...rowsOf("b", flat(1, 0.9)),
    ];
    const plan = planHalving({ controlId, candidateIds: ["a", "b"], caseKeys, rows });
    expect(plan.pending).toEqual([{ candidateId: "b", caseKey: "2" }]);
    expect(plan.dropped).toEqual([]);
  });

  it("keeps the better half, rounded up, and goes on with it and the control", () => {
    const rows = [
      ...rowsOf("live", flat(2, 0.9)),
      ...rowsOf("a", flat(2, 0.1)),
      ...rowsOf("b", flat(2, 0.3)),
      ...rowsOf("c", flat(2, 0.2)),
    ];
    const plan = planHalving({ controlId, candidateIds: ["a", "b", "c"], caseKeys, rows });
    expect(plan.alive).toEqual(["b", "c"]);
    expect(plan.dropped).toMatchObject([
      { candidateId: "a", rungCases: 2, reason: "lower_half", n: 2, mean: 0.1 },
    ]);
    expect(plan.pending).toEqual(pairsOf(["live", "b", "c"], ["3", "4"]));
    expect(plan.standings.map(({ candidateId }) => candidateId)).toEqual(["b", "c"]);
  });

  it("keeps ties with the last one kept, also of decimals whose bits differ", () => {
    const rows = [
      ...rowsOf("live", [0, 0]),
      ...rowsOf("a", [0.1, 0.2]),
      ...rowsOf("b", [0.3, 0]),
      ...rowsOf("c", [0.1, 0.1]),
    ];
    const plan = planHalving({ controlId, candidateIds: ["c", "a", "b"], caseKeys, rows });
    expect(plan.alive).toEqual(["a", "b"]);
    const allTied = planHalving({
      controlId,
      candidateIds: ["a", "b", "c"],
      caseKeys,
      rows: ["live", "a", "b", "c"].flatMap((id) => rowsOf(id, flat(2, 0.5))),
    });
    expect(allTied.alive).toEqual(["a", "b", "c"]);
  });

  it("takes differences that cancel for a tie with the control, neither gain nor loss", () => {
    const rows = [...rowsOf("live", [0, 0, 0.3]), ...rowsOf("a", [0.1, 0.2, 0])];
    const keys = caseKeys.slice(0, 3);
    for (const order of [keys, [...keys].reverse()]) {
      const { standings } = planHalving({ controlId, candidateIds: ["a"], caseKeys: order, rows });
      expect(standings).toMatchObject([{ candidateId: "a", meanDifference: 0 }]);
    }
  });

  it("gives no advantage to failing on a hard case", () => {
    // b leads a on the one case both answered; a's other answer is low because the case is hard for all.
    const rows = [...rowsOf("live", [0.8, 0.1]), ...rowsOf("a", [0.9, 0.3]), ...rowsOf("b", [0.9, null])];
    const plan = planHalving({ controlId, candidateIds: ["b", "a"], caseKeys, rows });
    expect(plan.alive).toEqual(["a"]);
    expect(plan.dropped).toMatchObject([{ candidateId: "b", n: 1, failed: 1, reason: "lower_half" }]);
  });

  it("leaves out cases on which the control failed, for everybody", () => {
    const rows = [...rowsOf("live", [0.5, null]), ...rowsOf("a", [0.4, 1]), ...rowsOf("b", [0.6, 0])];
    const plan = planHalving({ controlId, candidateIds: ["a", "b"], caseKeys, rows });
    expect(plan.alive).toEqual(["b"]);
    expect(plan.standings).toMatchObject([
      { candidateId: "b", n: 1, failed: 0, mean: 0.6, controlMean: 0.5 },
    ]);
  });

  it("drops who failed on most cases, even if that leaves nobody", () => {
    const rows = [...rowsOf("live", flat(2, 0.5)), ...rowsOf("a", flat(2, null))];
    const some = planHalving({ controlId, candidateIds: ["a"], caseKeys, rows });
    expect(some.alive).toEqual([]);
    expect(some.dropped).toMatchObject([
      { candidateId: "a", reason: "too_many_failures", meanDifference: null },
    ]);
    // The control still meets every case.
    expect(some.pending).toEqual(pairsOf(["live"], ["3", "4"]));
  });

  it("drops nobody while the control has no answer at all, and then names no winner", () => {
    const rows = [
      ...rowsOf("live", flat(8, null)),
      ...rowsOf("a", flat(8, 0.1)),
      ...rowsOf("b", flat(8, 0.9)),
    ];
    const plan = planHalving({ controlId, candidateIds: ["a", "b"], caseKeys, rows });
    expect(plan).toMatchObject({ done: true, alive: ["a", "b"], pending: [] });
    expect(pickWinner(plan)).toBeNull();
  });

  it("ranks on all cases at the end without halving again", () => {
    const rows = [
      ...rowsOf("live", flat(8, 0.5)),
      ...rowsOf("a", [0.9, 0.9, 0.9, 0.9, 0, 0, 0, 0]),
      ...rowsOf("b", [0.9, 0.9, 0.9, 0.9, 1, 1, 1, 1]),
    ];
    const plan = planHalving({ controlId, candidateIds: ["a", "b"], caseKeys, rows });
    expect(plan).toMatchObject({ done: true, rung: 3, alive: ["a", "b"], dropped: [] });
    expect(pickWinner(plan)).toMatchObject({ candidateId: "b", n: 8, meanDifference: 0.45 });
  });

  it.each([
    { cases: 0, rungs: [] },
    { cases: 1, rungs: [1] },
    { cases: 2, rungs: [1, 2] },
    { cases: 3, rungs: [1, 2, 3] },
    { cases: 5, rungs: [2, 3, 5] },
    { cases: 8, rungs: [2, 4, 8] },
  ])("compares after $rungs of $cases cases", ({ cases, rungs }) => {
    const plan = planHalving({
      controlId,
      candidateIds: ["a"],
      caseKeys: caseKeys.slice(0, cases),
      rows: [],
    });
    expect(plan.rungs).toEqual(rungs);
    expect(plan.done).toBe(cases === 0);
    if (cases === 0) expect(pickWinner(plan)).toBeNull();
  });

  it("refuses names that occur twice, a score that is no number, and a winner before the end", () => {
    const base = { controlId, candidateIds: ["a"], caseKeys, rows: [] };
    expect(() => planHalving({ ...base, candidateIds: ["a", "a"] })).toThrow(RangeError);
    expect(() => planHalving({ ...base, candidateIds: ["live"] })).toThrow(RangeError);
    expect(() => planHalving({ ...base, caseKeys: ["1", "1"] })).toThrow(RangeError);
    expect(() => planHalving({ ...base, rows: rowsOf("a", [Number.NaN]) })).toThrow(RangeError);
    expect(() => pickWinner(planHalving(base))).toThrow(RangeError);
  });

  it("makes the same choices however often it is interrupted, and in whatever order rows come back", () => {
    const candidateIds = ["a", "b", "c", "d", "e", "f", "g"];
    const scoreOf = ({ candidateId, caseKey }: { candidateId: string; caseKey: string }) =>
      hashToUnit("fails", candidateId, caseKey) < 0.1 ? null : hashToUnit("score", candidateId, caseKey);
    const run = (batch: number, order: string) => {
      let rows: ScoreRow[] = [];
      let asked = 0;
      for (;;) {
        const plan = planHalving({ controlId, candidateIds, caseKeys, rows });
        if (plan.done) return { plan, asked };
        const next = plan.pending.slice(0, batch).map((pair) => ({ ...pair, score: scoreOf(pair) }));
        asked += next.length;
        rows = [...rows, ...next].sort(
          (p, q) => hashToUnit(order, p.candidateId, p.caseKey) - hashToUnit(order, q.candidateId, q.caseKey),
        );
      }
    };
    const uninterrupted = run(1000, "x");
    expect(run(1, "y")).toEqual(uninterrupted);
    expect(run(3, "z")).toEqual(uninterrupted);
    expect(uninterrupted.asked).toBeLessThan(8 * 8);
  });

  /** Complete data in hundredths for a live prompt and candidates, with an order of candidates and a shift. */
  const anyRace = fc
    .record({ candidates: fc.integer({ min: 1, max: 7 }), cases: fc.integer({ min: 1, max: 12 }) })
    .chain(({ candidates, cases }) =>
      fc.record({
        scores: fc.array(
          fc.array(
            fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100),
            { minLength: cases, maxLength: cases },
          ),
          { minLength: candidates + 1, maxLength: candidates + 1 },
        ),
        order: fc.shuffledSubarray([...Array(candidates).keys()], { minLength: candidates }),
        shift: fc.integer({ min: -300, max: 300 }).map((hundredths) => hundredths / 100),
      }),
    );

  const raceOf = (scores: readonly (readonly number[])[], keys: readonly string[]) => {
    const names = scores.map((_, i) => (i === 0 ? controlId : `candidate ${i}`));
    const rows = scores.flatMap((own, i) =>
      own.map((score, c) => ({ candidateId: names[i] ?? "", caseKey: `case ${c}`, score })),
    );
    return { controlId, candidateIds: names.slice(1), caseKeys: keys, rows };
  };
  const keysOf = (scores: readonly (readonly number[])[]) => (scores[0] ?? []).map((_, c) => `case ${c}`);
  const fateOf = (plan: ReturnType<typeof planHalving>) => ({
    alive: [...plan.alive].sort(),
    dropped: plan.dropped.map(({ candidateId, rungCases }) => `${candidateId} at ${rungCases}`).sort(),
    gains: plan.standings
      .map(({ candidateId, meanDifference }) => `${candidateId} ${meanDifference?.toFixed(9)}`)
      .sort(),
  });

  it("does not depend on the order of cases within a rung", () => {
    fc.assert(
      fc.property(anyRace, ({ scores }) => {
        const keys = keysOf(scores);
        const race = raceOf(scores, keys);
        const plan = planHalving(race);
        const ends = [0, ...plan.rungs];
        const reversedWithin = ends.flatMap((end, i) => keys.slice(end, ends[i + 1] ?? end).reverse());
        expect(reversedWithin).toHaveLength(keys.length);
        expect(fateOf(planHalving({ ...race, caseKeys: reversedWithin }))).toEqual(fateOf(plan));
      }),
    );
  });

  it("does not depend on the order of candidates, nor on a constant added to all scores", () => {
    fc.assert(
      fc.property(anyRace, ({ scores, order, shift }) => {
        const race = raceOf(scores, keysOf(scores));
        const fate = fateOf(planHalving(race));
        const reordered = order.flatMap((i) => race.candidateIds[i] ?? []);
        expect(fateOf(planHalving({ ...race, candidateIds: reordered }))).toEqual(fate);
        const shifted = scores.map((own) => own.map((score) => score + shift));
        expect(fateOf(planHalving(raceOf(shifted, keysOf(scores))))).toEqual(fate);
      }),
    );
  });

  it("never drops who leads on every rung, and keeps at least half of the field, ties included", () => {
    fc.assert(
      fc.property(anyRace, ({ scores }) => {
        const best = (scores[0] ?? []).map(() => 1.5);
        const race = raceOf([...scores, best], keysOf(scores));
        const plan = planHalving(race);
        const leader = race.candidateIds.at(-1);
        expect(plan.alive).toContain(leader);
        expect(pickWinner(plan)?.candidateId).toBe(leader);
        let field = race.candidateIds.length;
        for (const rung of plan.rungs) {
          const gone = plan.dropped.filter(({ rungCases }) => rungCases === rung).length;
          expect(field - gone).toBeGreaterThanOrEqual(Math.ceil(field / 2));
          field -= gone;
        }
      }),
    );
  });
});

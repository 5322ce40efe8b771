import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accuracyCeiling, cohenKappa, krippendorffAlpha } from "@/lib/engine/preference/agreement";
import { type ReviewerJudgement, reviewerConsistency } from "@/lib/engine/preference/consistency";

/** One pair of labels, repeated. */
const times = (count: number, first: string, second: string) =>
  Array.from({ length: count }, (): [string, string] => [first, second]);

describe("cohenKappa", () => {
  it.each([
    { case: "full agreement", pairs: [...times(3, "a", "a"), ...times(2, "b", "b")], expected: 1 },
    // Equal 35 of 50 = 0.7; by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5.
    {
      case: "0.7 where chance gives 0.5",
      pairs: [...times(20, "y", "y"), ...times(5, "y", "n"), ...times(10, "n", "y"), ...times(15, "n", "n")],
      expected: 0.4,
    },
    {
      case: "labels that know nothing of each other",
      pairs: [
        ["a", "a"],
        ["a", "b"],
        ["b", "a"],
        ["b", "b"],
      ] as [string, string][],
      expected: 0,
    },
    { case: "the opposite every time", pairs: [...times(2, "a", "b"), ...times(2, "b", "a")], expected: -1 },
  ])("is $expected for $case", ({ pairs, expected }) => {
    expect(cohenKappa(pairs).value).toBeCloseTo(expected, 12);
  });

  it.each([
    { case: "no pairs", pairs: [], reason: "empty" },
    { case: "one label throughout", pairs: times(5, "a", "a"), reason: "zero_variance" },
  ])("cannot be formed for $case", ({ pairs, reason }) => {
    expect(cohenKappa(pairs)).toEqual({ value: null, reason });
  });
});

describe("krippendorffAlpha", () => {
  // Krippendorff (2011), section C: four observers, twelve units, missing data.
  const published = ["111", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"];

  it("is the published 0.743", () => {
    expect(krippendorffAlpha(published.map((labels) => [...labels])).value).toBeCloseTo(0.743, 3);
  });

  it.each([
    {
      case: "full agreement",
      cases: [
        ["a", "a"],
        ["b", "b", "b"],
      ],
      expected: 1,
    },
    // Labels aaabbb: 18 of 30 ordered pairs differ by chance; observed 2 of 6. 1 − (2/6) / (18/30) = 4/9.
    {
      case: "two cases of three",
      cases: [
        ["a", "a"],
        ["b", "b"],
        ["a", "b"],
      ],
      expected: 4 / 9,
    },
    // Labels aabb: 8 of 12 by chance, 4 of 4 observed: 1 − 12/8.
    {
      case: "disagreement in every case",
      cases: [
        ["a", "b"],
        ["b", "a"],
      ],
      expected: -0.5,
    },
  ])("is $expected for $case", ({ cases, expected }) => {
    expect(krippendorffAlpha(cases).value).toBeCloseTo(expected, 12);
  });

  it.each([
    { case: "no case", cases: [], reason: "insufficient_data" },
    { case: "one label per case", cases: [["a"], ["b"]], reason: "insufficient_data" },
    { case: "one label throughout", cases: [["a", "a"], ["a", "a"], ["b"]], reason: "zero_variance" },
  ])("cannot be formed for $case", ({ cases, reason }) => {
    expect(krippendorffAlpha(cases)).toEqual({ value: null, reason });
  });

  it("knows neither the order of cases and people nor the names of the labels", () => {
    const labels = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 8 }), (cases) => {
        const renamed = { a: "x", b: "y", c: "z" };
        const turned = [...cases]
          .reverse()
          .map((given) => [...given].reverse().map((label) => renamed[label]));
        const [before, after] = [krippendorffAlpha(cases), krippendorffAlpha(turned)];
        expect(after.reason).toBe(before.reason);
        if (before.value !== null) expect(after.value).toBeCloseTo(before.value, 10);
      }),
    );
  });
});

describe("accuracyCeiling", () => {
  it.each([
    { case: "someone who never slips", selfAgreement: 1, expected: 1 },
    { case: "one slip in ten: 0.81 + 0.01", selfAgreement: 0.82, expected: 0.9 },
    { case: "one slip in four: 0.5625 + 0.0625", selfAgreement: 0.625, expected: 0.75 },
    { case: "a coin", selfAgreement: 0.5, expected: 0.5 },
    { case: "a sample below a coin", selfAgreement: 0.3, expected: 0.5 },
  ])("is $expected for $case", ({ selfAgreement, expected }) => {
    expect(accuracyCeiling(selfAgreement)).toBeCloseTo(expected, 12);
  });

  it("undoes s = (1 − e)² + e²", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.49, noNaN: true }), (e) => {
        expect(accuracyCeiling((1 - e) ** 2 + e ** 2)).toBeCloseTo(1 - e, 7);
      }),
    );
  });

  it.each([-0.1, 1.1, Number.NaN])("refuses %s", (selfAgreement) => {
    expect(() => accuracyCeiling(selfAgreement)).toThrow("selfAgreement must lie from 0 to 1");
  });
});

const judgement = (over: Partial<ReviewerJudgement>): ReviewerJudgement => ({
  emailId: "e1",
  reviewer: "ann",
  label: "live",
  side: null,
  identicalTexts: false,
  decidedAt: 0,
  ...over,
});

/** `same` emails decided alike twice and `changed` ones decided the other way at the second showing. */
const repeats = (same: number, changed: number, reviewer = "ann"): ReviewerJudgement[] =>
  Array.from({ length: same + changed }, (_, i) => {
    const first = i % 2 === 0 ? "live" : "challenger";
    const other = first === "live" ? "challenger" : "live";
    const common = { emailId: `${reviewer}-${i}`, reviewer };
    return [
      judgement({ ...common, label: first, decidedAt: i }),
      judgement({ ...common, label: i < same ? first : other, decidedAt: 1000 + i }),
    ];
  }).flat();

const sides = (left: number, right: number): ReviewerJudgement[] =>
  Array.from({ length: left + right }, (_, i) =>
    judgement({ emailId: `side-${i}`, side: i < left ? "left" : "right", decidedAt: i }),
  );

describe("reviewerConsistency", () => {
  it("says of every part why it is missing when nothing was decided", () => {
    const empty = { value: null, reason: "empty" };
    expect(reviewerConsistency([])).toEqual({
      withOneself: { agreement: empty, kappa: empty, byReviewer: [] },
      betweenReviewers: { emails: 0, alpha: { value: null, reason: "insufficient_data" } },
      positionBias: empty,
      identicalTexts: { shown: 0, chosen: 0 },
      ceiling: empty,
      warnings: [],
    });
  });

  it("measures agreement with oneself on emails shown again, and the ceiling it sets", () => {
    const { withOneself, ceiling, warnings } = reviewerConsistency([
      ...repeats(41, 9),
      judgement({ emailId: "seen once" }),
    ]);
    // Wilson for 41 of 50: (0.82 + 0.0384 ± 1.96 √(0.82 × 0.18 / 50 + 0.0192 / 50)) / 1.0768.
    const interval = { low: expect.closeTo(0.692, 3), high: expect.closeTo(0.9023, 3) };
    expect(withOneself.agreement.value).toEqual({ share: 0.82, count: 41, of: 50, interval });
    expect(withOneself.byReviewer).toEqual([
      { reviewer: "ann", agreement: { share: 0.82, count: 41, of: 50, interval } },
    ]);
    expect(ceiling.value).toEqual({
      accuracy: expect.closeTo(0.9, 12),
      interval: {
        low: expect.closeTo((1 + Math.sqrt(2 * 0.692 - 1)) / 2, 3),
        high: expect.closeTo((1 + Math.sqrt(2 * 0.9023 - 1)) / 2, 3),
      },
    });
    expect(warnings).toEqual([]);
  });

  it("takes the first two decisions by time, whatever their place in the list", () => {
    const third = judgement({ label: "challenger", decidedAt: 30 });
    const second = judgement({ label: "live", decidedAt: 20 });
    const first = judgement({ label: "live", decidedAt: 10 });
    expect(reviewerConsistency([third, second, first]).withOneself.agreement.value).toMatchObject({
      count: 1,
      of: 1,
    });
  });

  it.each([
    { case: "9 repeats", judgements: repeats(9, 0), reason: "insufficient_data" },
    {
      case: "three labels, for which the noise model is not made",
      judgements: [
        ...repeats(10, 0),
        judgement({ label: "neither" }),
        judgement({ label: "live", decidedAt: 1 }),
      ],
      reason: "not_binary",
    },
  ])("gives no ceiling for $case", ({ judgements, reason }) => {
    expect(reviewerConsistency(judgements).ceiling).toEqual({ value: null, reason });
  });

  it.each([
    { case: "59 of 100", judgements: repeats(59, 41), expected: ["Reviewers agree with 59 of 100"] },
    { case: "60 of 100", judgements: repeats(60, 40), expected: [] },
    { case: "0 of 9, which is too few to say", judgements: repeats(0, 9), expected: [] },
    {
      case: "one of two reviewers",
      judgements: [...repeats(19, 1, "ann"), ...repeats(5, 7, "bob")],
      expected: ["bob agrees with 5 of 12"],
    },
  ])("warns of self-agreement under 0.6: $case", ({ judgements, expected }) => {
    const { warnings } = reviewerConsistency(judgements);
    expect(warnings).toHaveLength(expected.length);
    expected.forEach((start, i) => {
      expect(warnings[i]).toContain(start);
    });
  });

  it("compares reviewers by their first decisions alone", () => {
    const at = (emailId: string, reviewer: string, label: string, decidedAt = 0) =>
      judgement({ emailId, reviewer, label, decidedAt });
    const { betweenReviewers } = reviewerConsistency([
      at("e1", "ann", "live"),
      at("e1", "ann", "challenger", 1),
      at("e1", "bob", "live"),
      at("e2", "ann", "challenger"),
      at("e2", "bob", "challenger"),
      at("e3", "ann", "live"),
      at("e3", "bob", "challenger"),
      at("e4", "cat", "live"),
    ]);
    expect(betweenReviewers.emails).toBe(3);
    expect(betweenReviewers.alpha.value).toBeCloseTo(4 / 9, 12);
  });

  it.each([
    // P(X ≤ 1) = 11 / 1024, doubled.
    {
      case: "9 of 10 on the left",
      judgements: sides(9, 1),
      share: 0.9,
      p: 22 / 1024,
      warned: "on the left was chosen 9 of 10",
    },
    {
      case: "1 of 10 on the left",
      judgements: sides(1, 9),
      share: 0.1,
      p: 22 / 1024,
      warned: "on the right was chosen 9 of 10",
    },
    { case: "5 of 10", judgements: sides(5, 5), share: 0.5, p: 1, warned: null },
    // P(X ≤ 2) = 56 / 1024, doubled 0.109.
    { case: "8 of 10", judgements: sides(8, 2), share: 0.8, p: 112 / 1024, warned: null },
  ])("tests the side chosen: $case", ({ judgements, share, p, warned }) => {
    const { positionBias, warnings } = reviewerConsistency(judgements);
    expect(positionBias.value?.share).toBeCloseTo(share, 12);
    expect(positionBias.value?.p).toBeCloseTo(p, 12);
    if (warned === null) expect(warnings).toEqual([]);
    else expect(warnings.join()).toContain(warned);
  });

  it("counts choices between equal texts", () => {
    const equal = { identicalTexts: true };
    const { identicalTexts } = reviewerConsistency([
      judgement({ ...equal, emailId: "e1", side: "left" }),
      judgement({ ...equal, emailId: "e2" }),
      judgement({ emailId: "e3", side: "right" }),
    ]);
    expect(identicalTexts).toEqual({ shown: 2, chosen: 1 });
  });

  it.each([
    { case: "a time that is none", over: { decidedAt: Number.NaN }, message: "decidedAt of ann on e1" },
    { case: "an empty label", over: { label: "" }, message: "label must not be empty" },
  ])("refuses $case", ({ over, message }) => {
    expect(() => reviewerConsistency([judgement(over)])).toThrow(RangeError);
    expect(() => reviewerConsistency([judgement(over)])).toThrow(message);
  });

  it("does not depend on the order of the list", () => {
    const judgements = [...repeats(7, 4, "ann"), ...repeats(6, 6, "bob"), ...sides(4, 7)].map((item, i) => ({
      ...item,
      decidedAt: item.decidedAt + i / 1000,
    }));
    const expected = reviewerConsistency(judgements);
    fc.assert(
      fc.property(fc.shuffledSubarray(judgements, { minLength: judgements.length }), (shuffled) => {
        expect(reviewerConsistency(shuffled)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PreferenceDecision } from "@/lib/engine/preference/comparisons";
import { extractPreferences, votesToConvince } from "@/lib/engine/preference/extraction";
import { hashToSeed, seededRandom } from "@/lib/engine/random";
import { type ReplyFeature, type ReplyFeatureValues, readReplyFeatures } from "@/lib/engine/text/features";

const words: ReplyFeature = {
  id: "words",
  label: "Words",
  unit: "words",
  more: "are longer",
  less: "are shorter",
};
const sentences: ReplyFeature = {
  id: "sentences",
  label: "Sentences",
  unit: "sentences",
  more: "have more sentences",
  less: "have fewer sentences",
};
const greeting: ReplyFeature = {
  id: "greeting",
  label: "Greeting",
  unit: "yes or no",
  more: "open with a greeting",
  less: "open without a greeting",
};

let clock = 0;
const decision = (over: Partial<PreferenceDecision>): PreferenceDecision => {
  clock++;
  return {
    feedbackId: `f${clock}`,
    emailId: `e${clock}`,
    reviewer: "ann",
    action: "accept",
    reply: {},
    edited: null,
    siblings: [],
    reason: null,
    liked: [],
    disliked: [],
    decidedAt: clock,
    ...over,
  };
};
const edit = (
  before: ReplyFeatureValues,
  after: ReplyFeatureValues,
  over: Partial<PreferenceDecision> = {},
) => decision({ action: "edit", reply: before, edited: after, ...over });
const choice = (
  chosen: number,
  others: readonly number[],
  over: Partial<PreferenceDecision> = {},
): PreferenceDecision =>
  decision({ reply: { words: chosen }, siblings: others.map((count) => ({ words: count })), ...over });
const each = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Votes on words for more and for less. */
function wordVotes(decisions: readonly PreferenceDecision[]): [number, number] {
  // Votes too few for a preference are padded with as many clear ones as make them visible.
  const clear = each(20, (i) => edit({ words: 1000 }, { words: 900 }, { reviewer: `padding-${i}` }));
  const [found] = extractPreferences([...decisions, ...clear], [words]).preferences;
  return [found?.votesAgainst ?? Number.NaN, (found?.votesFor ?? Number.NaN) - 20];
}

describe("extractPreferences from edits", () => {
  const shorter = each(9, (i) => edit({ words: 92 + 5 * i }, { words: 50 + 5 * i }));
  const longer = each(2, () => edit({ words: 100 }, { words: 110 }));
  const { preferences, missing, conflicts } = extractPreferences([...shorter, ...longer], [words]);

  it("tells the direction, the votes, the size and the target in one statement", () => {
    // Sent: 50, 55, …, 90, 110, 110; quartiles at positions 2.5 and 7.5: 62.5 and 87.5.
    expect(preferences.map(({ statement }) => statement)).toEqual([
      "People prefer replies that are shorter: 9 of 11 edits point that way, by a median of 42 words. Words in what they sent: about 63 to 88.",
    ]);
    expect(missing).toBeNull();
    expect(conflicts).toEqual([]);
  });

  it("carries the numbers behind it", () => {
    // Sign test: 2 · (1 + 11 + 55) / 2048.
    const p = 134 / 2048;
    expect(preferences[0]).toMatchObject({
      id: "words:less",
      featureId: "words",
      direction: "less",
      p: expect.closeTo(p, 12),
      confidence: expect.closeTo(1 - p, 12),
      votesFor: 9,
      votesAgainst: 2,
      medianChange: -42,
      unit: "words",
      target: { low: 62.5, high: 87.5, emails: 11 },
      related: [],
      sources: {
        edit: { more: 2, less: 9, p: expect.closeTo(p, 12) },
        choice: { more: 0, less: 0, p: null },
        verdict: { more: 0, less: 0, p: null },
      },
    });
  });

  it("names the feedback for and against", () => {
    expect(preferences[0]?.supporting).toEqual(shorter.map(({ feedbackId }) => feedbackId));
    expect(preferences[0]?.opposing).toEqual(longer.map(({ feedbackId }) => feedbackId));
  });

  it("names a target from eight emails on", () => {
    const targets = [7, 8].map((count) => {
      const edits = each(count, () => edit({ words: 90 }, { words: 50 }));
      return extractPreferences(edits, [words]).preferences.map(({ target }) => target);
    });
    expect(targets).toEqual([[null], [{ low: 50, high: 50, emails: 8 }]]);
  });

  it("names neither target nor size for what is there or not", () => {
    const few = extractPreferences(
      each(9, () => edit({ greeting: 0 }, { greeting: 1 })),
      [greeting],
    );
    expect(few.preferences.map(({ statement, target }) => [statement, target])).toEqual([
      ["People prefer replies that open with a greeting: 9 of 9 edits point that way.", null],
    ]);
  });
});

describe("one vote per email", () => {
  const sameEmail = { emailId: "one" };
  it.each([
    {
      case: "many reviewers of one email",
      decisions: () => each(6, (i) => edit({ words: 9 }, { words: 5 }, { ...sameEmail, reviewer: `r${i}` })),
      expected: [0, 1],
    },
    {
      case: "several drafts edited by one reviewer",
      decisions: () => each(3, () => edit({ words: 5 }, { words: 9 }, sameEmail)),
      expected: [1, 0],
    },
    {
      case: "two reviewers who want opposite things",
      decisions: () => [
        edit({ words: 9 }, { words: 5 }, { ...sameEmail, reviewer: "ann" }),
        edit({ words: 5 }, { words: 90 }, { ...sameEmail, reviewer: "bob" }),
      ],
      expected: [0, 0],
    },
    {
      case: "a reviewer with three drafts against two with one each",
      decisions: () => [
        ...each(3, () => edit({ words: 5 }, { words: 9 }, { ...sameEmail, reviewer: "ann" })),
        edit({ words: 9 }, { words: 5 }, { ...sameEmail, reviewer: "bob" }),
        edit({ words: 9 }, { words: 5 }, { ...sameEmail, reviewer: "cat" }),
      ],
      expected: [0, 1],
    },
    {
      case: "an edit that leaves the length",
      decisions: () => [edit({ words: 5 }, { words: 5 })],
      expected: [0, 0],
    },
  ])("$case", ({ decisions, expected }) => {
    expect(wordVotes(decisions())).toEqual(expected);
  });
});

describe("sources of evidence", () => {
  it.each([
    { case: "a choice of the shorter draft", decisions: () => [choice(5, [9])], expected: [0, 1] },
    { case: "a choice of the longest of three", decisions: () => [choice(9, [5, 7])], expected: [1, 0] },
    {
      case: "a choice of the middle of three, near one of them",
      decisions: () => [choice(6, [5, 100])],
      expected: [0, 0],
    },
    {
      case: "the second of four, above the mean of the others although most of them are longer",
      decisions: () => [choice(50, [1, 60, 61])],
      expected: [0, 1],
    },
    {
      case: "an edit that speaks against its choice: the edit decides",
      decisions: () => [edit({ words: 20 }, { words: 10 }, { siblings: [{ words: 5 }] })],
      expected: [0, 1],
    },
    {
      case: "an edit that leaves the length: the choice decides",
      decisions: () => [edit({ words: 20 }, { words: 20 }, { siblings: [{ words: 5 }] })],
      expected: [1, 0],
    },
    {
      case: "a long reply rejected on one email and a short one accepted on another",
      decisions: () => [
        decision({ action: "reject", reply: { words: 90 } }),
        decision({ reply: { words: 50 } }),
      ],
      expected: [0, 1],
    },
    {
      case: "verdicts of two people, which may differ by their emails",
      decisions: () => [
        decision({ action: "reject", reply: { words: 90 }, reviewer: "ann" }),
        decision({ reply: { words: 50 }, reviewer: "bob" }),
      ],
      expected: [0, 0],
    },
    {
      case: "an email with both verdicts and no choice",
      decisions: () => [
        decision({ action: "reject", reply: { words: 50 }, emailId: "one" }),
        decision({ reply: { words: 50 }, emailId: "one", reviewer: "bob" }),
        decision({ action: "reject", reply: { words: 90 }, emailId: "two" }),
        decision({ action: "reject", reply: { words: 90 }, emailId: "two", reviewer: "bob" }),
      ],
      expected: [0, 0],
    },
    {
      case: "an email with an edit, which is not set against a rejected one as well",
      decisions: () => [
        edit({ words: 20 }, { words: 10 }),
        decision({ action: "reject", reply: { words: 90 } }),
      ],
      expected: [0, 1],
    },
    {
      case: "a skip beside a rejection: its draft is not counted among the rejected",
      decisions: () => [
        decision({ action: "reject", reply: { words: 90 }, emailId: "one" }),
        decision({ action: "skip", reply: { words: 5 }, emailId: "one" }),
        decision({ reply: { words: 50 } }),
      ],
      expected: [0, 1],
    },
    {
      case: "a rejection beside a draft that nobody decided on",
      decisions: () => [choice(90, [5], { action: "reject" })],
      expected: [0, 0],
    },
    {
      case: "rejections without an acceptance, and skips",
      decisions: () => [
        decision({ action: "reject", reply: { words: 90 } }),
        decision({ action: "skip", reply: { words: 5 } }),
      ],
      expected: [0, 0],
    },
  ])("$case", ({ decisions, expected }) => {
    expect(wordVotes(decisions())).toEqual(expected);
  });

  it("sets accepted emails against rejected ones in the order of time", () => {
    // Accepted 50, 60, 70, 80, 95 against rejected 55, 65, 75, 85, 90: the first four pairs are shorter.
    const reply = (action: "accept" | "reject", count: number, decidedAt: number) =>
      decision({ action, reply: { words: count }, decidedAt });
    const decisions = [
      ...[50, 60, 70, 80, 95].map((count, i) => reply("accept", count, i)),
      ...[55, 65, 75, 85, 90].map((count, i) => reply("reject", count, 100 + i)).reverse(),
      ...each(6, () => edit({ words: 9 }, { words: 5 })),
    ];
    const [found] = extractPreferences(decisions, [words]).preferences;
    expect(found?.sources.verdict).toMatchObject({ more: 1, less: 4 });
    expect(found?.statement).toContain("10 of 11 edits and verdicts point that way");
    expect(found?.supporting).toHaveLength(14);
    expect(found?.opposing).toHaveLength(2);
  });

  it("counts feedback whose edit and choice point apart once, by its edit", () => {
    const decisions = each(5, () => edit({ words: 20 }, { words: 10 }, { siblings: [{ words: 5 }] }));
    const [found] = extractPreferences(decisions, [words]).preferences;
    expect(found?.supporting).toEqual(decisions.map(({ feedbackId }) => feedbackId));
    expect(found?.opposing).toEqual([]);
    expect(found?.sources).toMatchObject({ edit: { less: 5 }, choice: { more: 5 } });
  });
});

describe("too little evidence", () => {
  it.each([
    { case: "no decisions", decisions: [], features: [words], reason: "empty", votes: 0, votesNeeded: 4 },
    {
      case: "accepted drafts alone",
      decisions: each(9, () => decision({ reply: { words: 5 } })),
      features: [words],
      reason: "empty",
      votes: 0,
      votesNeeded: 4,
    },
    {
      case: "drafts that are all alike",
      decisions: each(9, () => choice(5, [5])),
      features: [words],
      reason: "zero_variance",
      votes: 0,
      votesNeeded: 4,
    },
    {
      case: "three votes in agreement: p = 0.25",
      decisions: each(3, () => choice(5, [9])),
      features: [words],
      reason: "insufficient_data",
      votes: 3,
      votesNeeded: 1,
    },
    // 0.125 for words, 1 for the greeting; times two features 0.25.
    {
      case: "four votes in agreement on one of two features",
      decisions: each(4, (i) =>
        edit({ words: 9, greeting: i % 2 }, { words: 5 + (i % 3), greeting: (i + 1) % 2 }),
      ),
      features: [words, greeting],
      reason: "insufficient_data",
      votes: 4,
      votesNeeded: 1,
    },
    {
      case: "enough votes that do not agree",
      decisions: each(10, (i) => (i % 2 === 0 ? choice(5, [9]) : choice(9, [5]))),
      features: [words],
      reason: "no_clear_direction",
      votes: 10,
      votesNeeded: null,
    },
  ])("$case", ({ decisions, features, reason, votes, votesNeeded }) => {
    const { preferences, missing } = extractPreferences(decisions, features);
    expect(preferences).toEqual([]);
    expect(missing).toEqual({ reason, votes, votesNeeded });
  });

  it("does not count features that could not matter among those tested", () => {
    // Four votes for words: 0.125. The one vote for a greeting would double it.
    const decisions = each(4, (i) =>
      edit({ words: 9, greeting: 0 }, { words: 5, greeting: i === 0 ? 1 : 0 }),
    );
    expect(extractPreferences(decisions, [words, greeting]).preferences).toMatchObject([
      { id: "words:less", confidence: 0.875 },
    ]);
  });

  it("tells a preference from the fourth vote in agreement", () => {
    const { preferences } = extractPreferences(
      each(4, () => choice(5, [9])),
      [words],
    );
    expect(preferences.map(({ confidence }) => confidence)).toEqual([0.875]);
  });

  it.each([
    { features: 1, votes: 4 },
    { features: 2, votes: 5 },
    // 2 · 0.5⁸ · 25.6 = 0.2 exactly, so 25 features need 8 votes and 26 need 9.
    { features: 25, votes: 8 },
    { features: 26, votes: 9 },
  ])("$features features ask for $votes votes", ({ features, votes }) => {
    expect(votesToConvince(features)).toBe(votes);
    expect(2 * 0.5 ** votes * features).toBeLessThanOrEqual(0.2);
    expect(2 * 0.5 ** (votes - 1) * features).toBeGreaterThan(0.2);
  });

  it.each([0, 1.5, Number.NaN])("refuses %s features", (features) => {
    expect(() => votesToConvince(features)).toThrow("features must be a whole number");
  });
});

describe("features that say the same", () => {
  const texts = each(12, (i) =>
    edit(
      { words: 100, sentences: 10, greeting: 0 },
      { words: 95 - 5 * i, sentences: 9 - Math.floor(i / 2), greeting: i % 3 === 0 ? 0 : 1 },
    ),
  );

  it("are told once, under the strongest", () => {
    const { preferences } = extractPreferences(texts, [sentences, words, greeting]);
    expect(preferences.map(({ id, related }) => [id, related])).toEqual([
      ["sentences:less", [{ id: "words:less", featureId: "words", direction: "less", way: "are shorter" }]],
      ["greeting:more", []],
    ]);
  });

  it("stay apart where all that is known is that both went one way", () => {
    const alike = each(12, () => edit({ words: 100, greeting: 0 }, { words: 60, greeting: 1 }));
    expect(extractPreferences(alike, [words, greeting]).preferences).toHaveLength(2);
  });
});

describe("conflicts between reviewers", () => {
  const by = (reviewer: string, count: number, change: number) =>
    each(count, () => edit({ words: 100 }, { words: 100 + change }, { reviewer }));

  it("are told with the votes of each", () => {
    const decisions = [...by("ann", 5, -20), ...by("bob", 5, 30), ...by("cat", 3, 30)];
    const { conflicts, preferences } = extractPreferences(decisions, [words]);
    expect(preferences).toEqual([]);
    // Fisher: 2 / C(10, 5).
    expect(conflicts).toEqual([
      {
        featureId: "words",
        statement:
          "Reviewers disagree: ann (5 of 5) prefers replies that are shorter, bob (5 of 5) replies that are longer.",
        less: [{ reviewer: "ann", votesFor: 5, votes: 5 }],
        more: [{ reviewer: "bob", votesFor: 5, votes: 5 }],
        p: expect.closeTo(2 / 252, 12),
        evidence: {
          less: decisions.slice(0, 5).map(({ feedbackId }) => feedbackId),
          more: decisions.slice(5, 10).map(({ feedbackId }) => feedbackId),
        },
        relatedFeatureIds: [],
      },
    ]);
  });

  it.each([
    { case: "three votes on one side", decisions: [...by("ann", 9, -20), ...by("bob", 3, 30)], found: 0 },
    { case: "four votes each", decisions: [...by("ann", 4, -20), ...by("bob", 4, 30)], found: 1 },
    {
      case: "a majority too thin to tell from chance",
      decisions: [...by("ann", 3, -20), ...by("ann", 2, 20), ...by("bob", 3, 30), ...by("bob", 2, -30)],
      found: 0,
    },
    // 2 / 70 = 0.029 for one pair of two; times three pairs 0.086.
    {
      case: "four votes each beside a third reviewer, so that three pairs were compared",
      decisions: [...by("ann", 4, -20), ...by("bob", 4, 30), ...by("cat", 2, 30), ...by("cat", 2, -30)],
      found: 0,
    },
    { case: "one direction", decisions: [...by("ann", 9, -20), ...by("bob", 9, -30)], found: 0 },
  ])("$case", ({ decisions, found }) => {
    expect(extractPreferences(decisions, [words]).conflicts).toHaveLength(found);
  });
});

describe("what is refused", () => {
  it.each([
    {
      case: "feedback given twice",
      decisions: [decision({ feedbackId: "x" }), decision({ feedbackId: "x" })],
      message: "feedbackId must come once",
    },
    { case: "an empty id", decisions: [decision({ emailId: "" })], message: "emailId must not be empty" },
    {
      case: "an edit without its text",
      decisions: [decision({ action: "edit" })],
      message: "edited must be there",
    },
    {
      case: "a text without an edit",
      decisions: [decision({ edited: { words: 1 } })],
      message: "edited must be",
    },
    {
      case: "a time that is none",
      decisions: [decision({ decidedAt: Number.NaN })],
      message: "decidedAt of",
    },
    {
      case: "a feature that is NaN",
      decisions: [choice(5, [Number.NaN])],
      message: "the feature words must be a finite number",
    },
    {
      case: "a feature that was not read",
      decisions: [edit({ words: 1 }, {})],
      message: "the feature words must be a finite number",
    },
  ])("$case", ({ decisions, message }) => {
    expect(() => extractPreferences(decisions, [words])).toThrow(RangeError);
    expect(() => extractPreferences(decisions, [words])).toThrow(message);
  });
});

describe("invariances", () => {
  const amount = fc.integer({ min: 1, max: 200 });
  const anyDecision = fc.record({
    email: fc.integer({ min: 0, max: 9 }),
    reviewer: fc.constantFrom("ann", "bob"),
    action: fc.constantFrom("accept" as const, "edit" as const, "reject" as const, "skip" as const),
    before: amount,
    after: amount,
    siblings: fc.array(amount, { maxLength: 2 }),
  });
  const build = (
    drawn: readonly (typeof anyDecision extends fc.Arbitrary<infer T> ? T : never)[],
    scale: (count: number) => number = (count) => count,
  ): PreferenceDecision[] =>
    drawn.map(({ email, reviewer, action, before, after, siblings }, i) =>
      decision({
        feedbackId: `f${i}`,
        emailId: `e${email}`,
        reviewer,
        action,
        decidedAt: i,
        reply: { words: scale(before) },
        edited: action === "edit" ? { words: scale(after) } : null,
        siblings: siblings.map((count) => ({ words: scale(count) })),
      }),
    );

  it("the order of the list does not matter, and mirrored values give the mirrored preference", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { minLength: 12, maxLength: 40 }), (drawn) => {
        const { preferences } = extractPreferences(build(drawn), [words]);
        const reversed = extractPreferences(build(drawn).reverse(), [words]).preferences;
        expect(reversed.map(({ statement }) => statement)).toEqual(
          preferences.map(({ statement }) => statement),
        );

        const mirrored = extractPreferences(
          build(drawn, (count) => 1000 - 2 * count),
          [words],
        ).preferences;
        expect(mirrored.map(({ direction }) => direction)).toEqual(
          preferences.map(({ direction }) => (direction === "more" ? "less" : "more")),
        );
        expect(mirrored.map(({ p, medianChange }) => [p, medianChange])).toEqual(
          preferences.map(({ p, medianChange }) => [p, -2 * medianChange]),
        );
      }),
    );
  });
});

describe("labs without any preference", () => {
  const LABS = 400;
  const ids = ["a", "b", "c", "d", "e", "f"];
  const features = ids.map((id) => ({ ...words, id }));

  /** Skewed values; what is chosen, accepted or edited has nothing to do with them. */
  function indifferentLab(lab: number): PreferenceDecision[] {
    const next = seededRandom(hashToSeed("indifferent lab", lab));
    const text = () => Object.fromEntries(ids.map((id) => [id, -50 * Math.log(1 - next())]));
    return each(60, (i) => {
      const kind = i % 3;
      if (kind === 0) return edit(text(), text());
      if (kind === 1) return decision({ reply: text(), siblings: each(2, text) });
      return decision({ action: next() < 0.5 ? "accept" : "reject", reply: text() });
    });
  }

  it("show one in no more than a fifth of the cases", () => {
    const wrong = each(LABS, (lab) => extractPreferences(indifferentLab(lab), features)).filter(
      ({ preferences }) => preferences.length > 0,
    ).length;
    // The sign test is discrete and so a little careful; three standard errors of 0.2 are 0.06.
    expect(wrong / LABS).toBeLessThan(0.26);
    expect(wrong / LABS).toBeGreaterThan(0.05);
  });
});

describe("with the features of real texts", () => {
  it("finds what the edits did, and groups what goes with it", () => {
    const body = "We have looked into your order and found the reason for the delay. ";
    const decisions = each(12, (i) =>
      edit(
        readReplyFeatures(`Dear Ada,\n\n${body.repeat(4 + (i % 5))}\n\nBest regards,\nMax`),
        readReplyFeatures(`Dear Ada,\n\n${body.repeat(1 + (i % 3))}\n\nBest regards,\nMax`),
      ),
    );
    const { preferences } = extractPreferences(decisions);
    const told = preferences.flatMap(({ id, related }) => [id, ...related.map((other) => other.id)]);
    expect(told).toContain("words:less");
    expect(told).toContain("sentences:less");
    const leaders = preferences.map(({ id }) => id);
    expect(leaders.includes("words:less") && leaders.includes("sentences:less")).toBe(false);
    expect(told.some((id) => id.startsWith("greeting"))).toBe(false);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PreferenceDecision } from "@/lib/engine/preference/comparisons";
import { gatherReasons } from "@/lib/engine/preference/stated-reasons";

type Said = Partial<
  Pick<PreferenceDecision, "action" | "edited" | "reason" | "liked" | "disliked" | "emailId" | "reviewer">
>;

/** One decision per entry, later ones newer; by ann on emails of their own unless told otherwise. */
const saying = (...said: Said[]): PreferenceDecision[] =>
  said.map((over, i) => ({
    feedbackId: `f${i + 1}`,
    emailId: `e${i + 1}`,
    reviewer: "ann",
    action: "reject",
    reply: {},
    edited: null,
    siblings: [],
    reason: null,
    liked: [],
    disliked: [],
    decidedAt: i,
    ...over,
  }));
const rejecting = (...reasons: string[]) => saying(...reasons.map((reason) => ({ reason })));

const statements = (decisions: readonly PreferenceDecision[]) =>
  gatherReasons(decisions).map(({ statement }) => statement);

describe("gatherReasons", () => {
  it.each([
    { case: "nothing said", decisions: saying({}, {}), expected: [] },
    { case: "a remark about one email alone", decisions: rejecting("Too formal"), expected: [] },
    {
      case: "the same words, whatever their case and the words between",
      decisions: rejecting("Too formal!", "This is too formal for a refund", "way TOO FORMAL"),
      expected: ['Complaints about 3 emails say "too formal".'],
    },
    {
      case: "opposite remarks, which share a word but not its turn",
      decisions: rejecting("too formal", "not formal enough", "too formal", "isn't formal"),
      expected: [
        'Complaints about 2 emails say "not formal".',
        'Complaints about 2 emails say "too formal".',
      ],
    },
    {
      case: "remarks about what is missing, by whatever word",
      decisions: rejecting("No greeting", "missing a greeting", "without greeting"),
      expected: ['Complaints about 3 emails say "no greeting".'],
    },
    {
      case: "several words that all quotes share",
      decisions: rejecting("wrong delivery date", "the delivery date is wrong"),
      expected: ['Complaints about 2 emails say "delivery", "date" and "wrong".'],
    },
    {
      case: "praise apart from complaints",
      decisions: saying(
        { action: "accept", liked: ["greets by name"] },
        { action: "accept", liked: ["greets by name"] },
        { action: "edit", disliked: ["greets by name"], edited: {} },
        { reason: "greets with the wrong name" },
      ),
      expected: [
        'Complaints about 2 emails say "greets" and "name".',
        'Praise for 2 emails says "greets" and "name".',
      ],
    },
    {
      case: "reasons typed with an acceptance or an edit, which may be either",
      decisions: saying(
        { action: "accept", reason: "friendly" },
        { action: "edit", edited: {}, reason: "friendly" },
        { action: "skip", reason: "friendly" },
      ),
      expected: [],
    },
    {
      case: "many remarks about one email",
      decisions: saying(
        { reason: "too long", emailId: "e1" },
        { reason: "too long", emailId: "e1", reviewer: "bob" },
        { reason: "too long", emailId: "e1", reviewer: "cat" },
      ),
      expected: [],
    },
    {
      case: "words that say nothing by themselves",
      decisions: rejecting("the reply is not it", "the reply is not it"),
      expected: [],
    },
    {
      case: "each remark once, with the larger group",
      decisions: rejecting("too long, no date", "no date", "no date", "too long"),
      expected: ['Complaints about 3 emails say "no date".'],
    },
    {
      case: "other languages",
      decisions: rejecting("zu förmlich", "Viel zu förmlich"),
      expected: ['Complaints about 2 emails say "zu" and "förmlich".'],
    },
  ])("groups $case", ({ decisions, expected }) => {
    expect(statements(decisions)).toEqual(expected);
  });

  it("keeps the quotes as they were said, the newest first, with the feedback they come from", () => {
    const [group] = gatherReasons(
      saying(
        { reason: " Too formal " },
        { disliked: ["far too formal"], reviewer: "bob", emailId: "e1" },
        { reason: "too formal" },
      ),
    );
    expect(group).toMatchObject({
      mood: "complaint",
      terms: ["too formal"],
      emails: 2,
      quotes: [
        { feedbackId: "f3", reviewer: "ann", text: "too formal" },
        { feedbackId: "f2", reviewer: "bob", text: "far too formal" },
        { feedbackId: "f1", reviewer: "ann", text: "Too formal" },
      ],
    });
  });

  it("keeps its id while more people say the same, and gives praise another", () => {
    const [few] = gatherReasons(rejecting("too formal", "too formal"));
    const [many] = gatherReasons(rejecting("too formal", "too formal and cold", "much too formal"));
    const [praise] = gatherReasons(saying({ liked: ["too formal"] }, { liked: ["too formal"] }));
    expect(few?.id).toMatch(/^said-[0-9a-f]{8}$/);
    expect(many?.id).toBe(few?.id);
    expect(praise?.id).not.toBe(few?.id);
  });

  it("lists twenty groups of each mood at most, those of the most emails first", () => {
    const decisions = Array.from({ length: 25 }, (_, i) => Array<string>(i + 2).fill(`topic${i}`)).flat();
    const groups = gatherReasons(rejecting(...decisions));
    expect(groups.map(({ emails }) => emails)).toEqual(Array.from({ length: 20 }, (_, i) => 26 - i));
  });

  it("never counts a remark twice and never puts words into it", () => {
    const remark = fc.array(fc.constantFrom("too", "not", "formal", "long", "cold", "the", "date"), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.array(remark, { maxLength: 12 }), (remarks) => {
        const groups = gatherReasons(rejecting(...remarks.map((parts) => parts.join(" "))));
        const quoted = groups.flatMap(({ quotes }) => quotes.map(({ feedbackId }) => feedbackId));
        expect(new Set(quoted).size).toBe(quoted.length);
        for (const { terms, quotes, emails } of groups) {
          expect(emails).toBeGreaterThanOrEqual(2);
          expect(terms.length).toBeGreaterThan(0);
          for (const { text } of quotes) {
            for (const word of terms.flatMap((term) => term.split(" "))) expect(text).toContain(word);
          }
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adoptCases,
  type PlacedCase,
  placeCase,
  placeCases,
  type UnplacedCase,
} from "@/lib/engine/search/case-groups";
import { fingerprintOf, resembles } from "@/lib/engine/search/near-duplicates";
import { splitSide } from "@/lib/engine/search/split";

const salt = "lab-1";
const topics = {
  zip: "The zip of my tent broke on the second night, and I would like to have it repaired.",
  parcel: "My parcel has not arrived, although your page said that it was sent last week.",
  wash: "Can the grey blanket go in the washing machine, or does it have to be cleaned?",
  money: "You have taken the money for the two lamps from my account twice this month.",
};
type Topic = keyof typeof topics;

/** A case about one or several topics; what is about all of two resembles each of them. */
const about = (key: string, ...of: Topic[]): UnplacedCase => ({
  key,
  fingerprint: fingerprintOf({
    sender: `${key}@example.com`,
    subject: "",
    body: of.map((topic, i) => (i === 0 ? topics[topic] : `> ${topics[topic]}`)).join("\n"),
  }),
});
const placedAs = (fresh: UnplacedCase, side: PlacedCase["side"], groupKey: string | null = fresh.key) => ({
  ...fresh,
  side,
  groupKey,
});
const held = placedAs(about("h", "parcel"), "held_out");
const seen = placedAs(about("d", "zip"), "development");

describe("placeCase", () => {
  it.each([
    {
      case: "nothing alike: a group of its own",
      fresh: about("n", "wash"),
      expected: { groupKey: "n", side: splitSide("n", salt) },
    },
    {
      case: "like a held-out case",
      fresh: about("n", "parcel"),
      expected: { groupKey: "h", side: "held_out" },
    },
    {
      case: "like a development case",
      fresh: about("n", "zip"),
      expected: { groupKey: "d", side: "development" },
    },
    {
      case: "like both: on neither side",
      fresh: about("n", "zip", "parcel"),
      expected: { groupKey: null, side: "straddles" },
    },
    {
      case: "a copy",
      fresh: { ...about("n", "wash"), key: "h" },
      expected: { groupKey: "h", side: "held_out" },
    },
  ])("$case", ({ fresh, expected }) => {
    expect(placeCase(fresh, [held, seen], salt)).toEqual(expected);
    expect(placeCase(fresh, [seen, held], salt)).toEqual(expected);
  });

  it("joins the group of its twin, which another case may have begun", () => {
    const second = placedAs(about("h2", "parcel"), "held_out", "h");
    expect(placeCase(about("n", "parcel"), [second], salt)).toEqual({ groupKey: "h", side: "held_out" });
  });

  it("takes the least key of several groups of one side", () => {
    const other = placedAs(about("a", "zip"), "development");
    expect(placeCase(about("n", "zip"), [seen, other], salt).groupKey).toBe("a");
  });

  it("is not held by a case that straddles", () => {
    const straddling = placedAs(about("s", "zip"), "straddles", null);
    expect(placeCase(about("n", "zip"), [straddling], salt)).toEqual({
      groupKey: "n",
      side: splitSide("n", salt),
    });
  });
});

const topicNames = Object.keys(topics) as Topic[]; // the type of Object.keys forgets the names
const anyCases = fc
  .uniqueArray(
    fc.record({
      key: fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "e"), minLength: 2, maxLength: 4 }),
      of: fc.uniqueArray(fc.constantFrom(...topicNames), { minLength: 1, maxLength: 2 }),
    }),
    { selector: ({ key }) => key, minLength: 1, maxLength: 8 },
  )
  .map((cases) => cases.map(({ key, of }) => about(key, ...of)));

describe("placeCases", () => {
  it("gives the same places in one batch or in several, and moves nobody", () => {
    fc.assert(
      fc.property(anyCases, fc.nat(), (cases, cut) => {
        const at = cut % (cases.length + 1);
        const first = placeCases(cases.slice(0, at), [], salt);
        const second = placeCases(cases.slice(at), first, salt);
        expect([...first, ...second]).toEqual(placeCases(cases, [], salt));
      }),
      { numRuns: 50 },
    );
  });

  it("never leaves two cases alike on different sides", () => {
    fc.assert(
      fc.property(anyCases, (cases) => {
        const placed = placeCases(cases, [], salt).filter(({ side }) => side !== "straddles");
        for (const a of placed) {
          for (const b of placed) {
            if (resembles(a.fingerprint, b.fingerprint)) expect(a.side).toBe(b.side);
          }
          expect(a.side).toBe(splitSide(a.groupKey ?? "", salt));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("places alike cases of one batch together", () => {
    const keys = ["a", "b", "c", "d", "e", "f"];
    expect(new Set(keys.map((key) => splitSide(key, salt))).size).toBe(2);
    const placed = placeCases(
      keys.map((key) => about(key, "zip")),
      [],
      salt,
    );
    expect(placed.map(({ groupKey }) => groupKey)).toEqual(keys.map(() => "a"));
  });
});

describe("adoptCases", () => {
  const old = (fresh: UnplacedCase, side: "development" | "held_out") => ({ ...fresh, side });

  it.each([
    {
      case: "cases that resemble nothing",
      cases: [old(about("a", "zip"), "held_out"), old(about("b", "wash"), "development")],
      expected: { a: ["a", "held_out"], b: ["b", "development"] },
    },
    {
      case: "twins of one side",
      cases: [old(about("a", "zip"), "held_out"), old(about("b", "zip"), "held_out")],
      expected: { a: ["a", "held_out"], b: ["a", "held_out"] },
    },
    {
      case: "twins apart: the held-out one goes",
      cases: [old(about("a", "zip"), "held_out"), old(about("b", "zip"), "development")],
      expected: { a: [null, "straddles"], b: ["b", "development"] },
    },
  ])("keeps sides: $case", ({ cases, expected }) => {
    const adopted = adoptCases(cases, []);
    expect(Object.fromEntries(adopted.map(({ key, groupKey, side }) => [key, [groupKey, side]]))).toEqual(
      expected,
    );
    // In whatever order the rows come back.
    expect(
      adoptCases([...cases].reverse(), [])
        .map(({ key, side }) => `${key} ${side}`)
        .sort(),
    ).toEqual(adopted.map(({ key, side }) => `${key} ${side}`).sort());
  });

  it("takes off either side what resembles a placed case of the other", () => {
    const late = [old(about("x", "parcel"), "development"), old(about("y", "zip"), "held_out")];
    expect(adoptCases(late, [held, seen]).map(({ side }) => side)).toEqual(["straddles", "straddles"]);
  });
});

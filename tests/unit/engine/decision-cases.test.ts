import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideHeldOut, type HeldOutInput } from "@/lib/engine/decision/held-out";
import { HeldOutCases, type SearchRecord } from "@/lib/engine/decision/held-out-cases";
import { f1Pairs, heldOut, rules } from "./decision-harness";

const record: SearchRecord = {
  development: ["d1", "d2"],
  heldOut: ["h1", "h2"],
  controlId: "live",
  survivorId: "new",
  replies: [
    { candidateId: "live", caseKey: "d1", components: { tokenF1: 0.1 } },
    { candidateId: "other", caseKey: "d1", components: { tokenF1: 0.2 } },
    { candidateId: "new", caseKey: "d1", components: { tokenF1: 0.3 } },
    { candidateId: "live", caseKey: "h1", components: { tokenF1: 0.4 } },
    { candidateId: "new", caseKey: "h1", components: { tokenF1: 0.5 } },
  ],
};

describe("HeldOutCases", () => {
  it("holds the survivor's replies beside the live prompt's, and nothing of the search", () => {
    const cases = HeldOutCases.of(record);
    expect(cases.size).toBe(2);
    expect(cases.pairs).toEqual([{ caseKey: "h1", baseline: { tokenF1: 0.4 }, candidate: { tokenF1: 0.5 } }]);
  });

  it.each<{ case: string; change: Partial<SearchRecord>; message: string }>([
    {
      case: "a case used in development",
      change: { heldOut: ["h1", "d2"] },
      message: "heldOut must not contain the development case d2",
    },
    {
      case: "a second candidate that was tried on held-out cases",
      change: { replies: [{ candidateId: "other", caseKey: "h2", components: { tokenF1: 1 } }] },
      message: "heldOut must be new to all but the survivor: other was tried on h2",
    },
    {
      case: "a second candidate whose held-out reply failed",
      change: { replies: [{ candidateId: "other", caseKey: "h2", components: null }] },
      message: "heldOut must be new to all but the survivor",
    },
    {
      case: "a held-out case twice",
      change: { heldOut: ["h1", "h1"] },
      message: "heldOut must name every case once",
    },
    {
      case: "a development case twice",
      change: { development: ["d1", "d1"] },
      message: "development must name every case once",
    },
    {
      case: "two replies of one prompt to one case",
      change: { replies: [...record.replies, ...record.replies] },
      message: "replies must hold one reply of live to h1",
    },
    {
      case: "a survivor that is the control",
      change: { survivorId: "live" },
      message: "survivorId must differ",
    },
  ])("refuse $case", ({ change, message }) => {
    expect(() => HeldOutCases.of({ ...record, ...change })).toThrow(RangeError);
    expect(() => HeldOutCases.of({ ...record, ...change })).toThrow(message);
  });

  it("are the only thing that decideHeldOut takes, so the best of eight tried on the same cases is refused", () => {
    const [first] = f1Pairs(1, () => [0.5, 0.9]);
    const lookAlike = { ...heldOut(first ? [first] : []) };
    // @ts-expect-error a copy has no private member and is another type
    const input: HeldOutInput = { ...rules, cases: lookAlike };
    expect(() => decideHeldOut(input)).toThrow(RangeError);

    const ids = Array.from({ length: 8 }, (_, i) => `candidate-${i}`);
    const caseKeys = Array.from({ length: 50 }, (_, i) => `case-${i}`);
    const replies = ["live", ...ids].flatMap((candidateId) =>
      caseKeys.map((caseKey) => ({ candidateId, caseKey, components: { tokenF1: 0.5 } })),
    );
    for (const survivorId of ids) {
      expect(() =>
        HeldOutCases.of({ development: [], heldOut: caseKeys, controlId: "live", survivorId, replies }),
      ).toThrow("new to all but the survivor");
    }
  });

  it("hold the same whatever the order of the record", () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (rows, turn) => {
          const pairs = f1Pairs(rows.length, (i) => rows[i] ?? [0, 0]);
          const at = turn % pairs.length;
          const turned = [...pairs.slice(at), ...pairs.slice(0, at)];
          expect(heldOut(turned).pairs).toEqual(heldOut(pairs).pairs);
        },
      ),
    );
  });
});

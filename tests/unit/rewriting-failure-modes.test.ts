import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure } from "@/lib/engine/rewriting/failure";
import { failureModes } from "@/lib/engine/rewriting/failure-modes";

let count = 0;
const failure = (rest: Partial<Failure>): Failure => ({
  feedbackId: `f${count++}`,
  kind: "rejected",
  email: { sender: "Ann", subject: "Hi", body: "Where is it?", sentOn: null },
  reply: "We will look into it.",
  said: null,
  editedReply: null,
  changes: [],
  ...rest,
});
const said = (text: string | null) => failure({ said: text });
const edited = (...changes: string[]) => failure({ kind: "edited", changes });
const disliked = (text: string) => failure({ kind: "disliked_reason", said: text });

const summary = (failures: readonly Failure[]) =>
  failureModes(failures).map(({ name, failures: members }) => `${name} × ${members.length}`);

describe("failureModes", () => {
  it.each([
    { case: "no failures", failures: [], modes: [] },
    { case: "one failure", failures: [said("too long")], modes: ["rejected × 1"] },
    {
      case: "a phrase of two words",
      failures: [said("There is no date in it!"), said("No date.")],
      modes: ['rejected: "no date" × 2'],
    },
    {
      case: "a word, where no phrase is shared by as many",
      failures: [said("no date"), said("Which date?"), said("no date")],
      modes: ['rejected: "date" × 3'],
    },
    {
      case: "edits by what they did, whatever the number",
      failures: [edited("shorter by 30 words"), edited("shorter by 1 word", "added a date")],
      modes: ["edited: shorter × 2"],
    },
    {
      case: "kinds apart",
      failures: [
        said("formal tone"),
        disliked("formal tone"),
        disliked("a formal tone"),
        said("formal tone"),
      ],
      modes: ['disliked trait: "formal tone" × 2', 'rejected: "formal tone" × 2'],
    },
    {
      case: "the largest first, what shares nothing under its kind",
      failures: [
        said("cold"),
        said("too long"),
        said(null),
        said("way too long"),
        said("too long!"),
        said("rude"),
      ],
      modes: ["rejected × 3", 'rejected: "too long" × 3'],
    },
    {
      case: "words that say nothing",
      failures: [said("this is the reply"), said("it was a reply to me")],
      modes: ["rejected × 2"],
    },
    {
      case: "case, curly quotes and zero-width characters",
      failures: [said("DON’T promise"), said("don't pro\u200bmise")],
      modes: ['rejected: "don\'t promise" × 2'],
    },
  ])("are $modes for $case", ({ failures, modes }) => {
    expect(summary(failures)).toEqual(modes);
  });

  it("quote each comment once, cut to a line, three at most", () => {
    const [mode] = failureModes([
      said("no\ndate"),
      said("no date"),
      said(`no date ${"x".repeat(300)}`),
      said("no date, please"),
      said("no date, ever"),
    ]);
    expect(mode?.quotes).toEqual(["no date", `no date ${"x".repeat(152)}…`, "no date, please"]);
  });

  it("hold every failure exactly once, and do not depend on the order", () => {
    const words = fc.array(fc.constantFrom("no", "date", "long", "too", "cold", "rude"), { maxLength: 4 });
    const someFailure = fc
      .record({ words, kind: fc.constantFrom("rejected" as const, "edited" as const), change: fc.boolean() })
      .map(({ words: list, kind, change }) =>
        failure({ kind, said: list.join(" "), changes: change ? ["added a date"] : [] }),
      );
    fc.assert(
      fc.property(fc.array(someFailure, { maxLength: 15 }), (failures) => {
        const members = failureModes(failures).flatMap((mode) => mode.failures);
        expect(new Set(members)).toEqual(new Set(failures));
        expect(members).toHaveLength(failures.length);
        expect(summary([...failures].reverse())).toEqual(summary(failures));
      }),
    );
  });
});

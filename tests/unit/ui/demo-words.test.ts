import { describe, expect, it } from "vitest";
import { neighbour, nextUndecided } from "@/app/_components/demo/inbox-order";
import { earlierReasons } from "@/app/_components/demo/reject-reasons";
import { commandOf, isTyping } from "@/app/_components/demo/shortcut-keys";
import {
  conditionText,
  counted,
  detailText,
  draftLetter,
  learntText,
  sumImports,
} from "@/app/_components/demo/words";

const row = (id: string, state: "open" | "drafted" | "decided" = "open") => ({ id, state });

describe("nextUndecided", () => {
  it.each([
    { case: "the one below", rows: [row("a"), row("b"), row("c")], from: "b", expected: "c" },
    {
      case: "the next one below that waits",
      rows: [row("a"), row("b", "decided"), row("c", "drafted")],
      from: "a",
      expected: "c",
    },
    {
      case: "the first above when none is below",
      rows: [row("a"), row("b"), row("c")],
      from: "c",
      expected: "a",
    },
    {
      case: "the first when the current is not listed",
      rows: [row("a"), row("b")],
      from: "x",
      expected: "a",
    },
    {
      case: "nothing when all are decided",
      rows: [row("a", "decided"), row("b")],
      from: "b",
      expected: null,
    },
    { case: "nothing in an empty list", rows: [], from: "a", expected: null },
  ])("is $case", ({ rows, from, expected }) => {
    expect(nextUndecided(rows, from)?.id ?? null).toBe(expected);
  });
});

describe("neighbour", () => {
  const rows = [row("a"), row("b"), row("c")];
  it.each([
    { from: "a", step: 1, expected: "b" },
    { from: "c", step: -1, expected: "b" },
    { from: "c", step: 1, expected: null },
    { from: "a", step: -1, expected: null },
    { from: null, step: 1, expected: "a" },
  ] as const)("leads from $from by $step to $expected", ({ from, step, expected }) => {
    expect(neighbour(rows, from, step)?.id ?? null).toBe(expected);
  });
});

describe("earlierReasons", () => {
  const rejected = (reason: string) => ({ action: "reject", reason, state: "current" }) as const;

  it("puts the most frequent first, the latest first among equals, in the latest wording", () => {
    const feedback = [
      rejected("Too long"),
      rejected("Too cold."),
      rejected("too  cold"),
      rejected("Wrong name"),
    ];
    expect(earlierReasons(feedback, 6)).toEqual(["Too cold.", "Too long", "Wrong name"]);
    expect(earlierReasons(feedback, 1)).toEqual(["Too cold."]);
  });

  it.each([
    { case: "an accepted draft", item: { action: "accept", reason: "Nice", state: "current" } },
    { case: "a rejection taken back", item: { action: "reject", reason: "Bad", state: "undone" } },
    { case: "a replaced rejection", item: { action: "reject", reason: "Bad", state: "superseded" } },
    { case: "a rejection without words", item: { action: "reject", reason: null, state: "current" } },
  ] as const)("leaves out $case", ({ item }) => {
    expect(earlierReasons([item], 6)).toEqual([]);
  });
});

describe("commandOf", () => {
  const press = (key: string, extra: object = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...extra,
  });

  it.each([
    { case: "a", input: press("a"), expected: { kind: "accept" } },
    { case: "g", input: press("g"), expected: { kind: "generate" } },
    { case: "?", input: press("?"), expected: { kind: "help" } },
    { case: "2", input: press("2"), expected: { kind: "draft", index: 1 } },
    { case: "6", input: press("6"), expected: null },
    { case: "arrow left", input: press("ArrowLeft"), expected: { kind: "move", step: -1 } },
    { case: "Ctrl+a", input: press("a", { ctrlKey: true }), expected: null },
    { case: "Meta+r", input: press("r", { metaKey: true }), expected: null },
    { case: "Alt+s", input: press("s", { altKey: true }), expected: null },
    { case: "a held down", input: press("a", { repeat: true }), expected: null },
    { case: "j held down", input: press("j", { repeat: true }), expected: { kind: "next" } },
    { case: "a name that objects have by birth", input: press("toString"), expected: null },
  ])("reads $case", ({ input, expected }) => {
    expect(commandOf(input)).toEqual(expected);
  });

  it.each([
    { target: { tagName: "TEXTAREA", isContentEditable: false }, expected: true },
    { target: { tagName: "INPUT", isContentEditable: false }, expected: true },
    { target: { tagName: "SELECT", isContentEditable: false }, expected: true },
    { target: { tagName: "DIV", isContentEditable: true }, expected: true },
    { target: { tagName: "BUTTON", isContentEditable: false }, expected: false },
    { target: null, expected: false },
  ])("knows typing in $target.tagName", ({ target, expected }) => {
    expect(isTyping(target)).toBe(expected);
  });
});

describe("words of the demo", () => {
  it.each([
    { name: "min_feedback", value: 7, threshold: 10, expected: "7 of 10" },
    { name: "negative_ratio", value: 0.42, threshold: 0.3, expected: "42 % (min 30 %)" },
    { name: "negative_ratio", value: null, threshold: 0.3, expected: "no votes yet (min 30 %)" },
    { name: "time_since_last_run", value: 8, threshold: 6, expected: "8 h ago (min 6 h)" },
    { name: "time_since_last_run", value: 0.25, threshold: 6, expected: "15 min ago (min 6 h)" },
    { name: "time_since_last_run", value: 0.001, threshold: 6, expected: "under 1 min ago (min 6 h)" },
    { name: "time_since_last_run", value: null, threshold: 0, expected: "no run yet (no wait)" },
    { name: "runs_per_day", value: 1, threshold: 4, expected: "1 of 4" },
    { name: "runs_per_day", value: 5, threshold: 4, expected: "5 of at most 4" },
    { name: "runs_per_day", value: 5, threshold: 0, expected: "5 (no limit)" },
  ] as const)("tells $name $value against $threshold", ({ expected, ...condition }) => {
    expect(conditionText(condition).replaceAll("\u00a0", " ")).toBe(expected);
  });

  it("names drafts, counts nouns and adds imports", () => {
    expect([0, 1, 4].map(draftLetter)).toEqual(["A", "B", "E"]);
    expect(counted(1, "email")).toBe("1 email");
    expect(counted(0, "email")).toBe("0 emails");
    expect(
      sumImports([
        { imported: 2, duplicates: 1 },
        { imported: 3, duplicates: 0 },
      ]),
    ).toEqual({ imported: 5, duplicates: 1 });
  });
});

describe("learntText", () => {
  it.each([
    { action: "reject", reason: "Too cold", expected: /next run: “Too cold”$/ },
    { action: "reject", reason: null, expected: /^Noted for the next run\.$/ },
    { action: "edit", reason: null, expected: /^Your reply is kept/ },
    { action: "accept", reason: null, expected: /^Counts in favour/ },
    { action: "skip", reason: null, expected: /^Counts neither/ },
  ] as const)("tells what $action teaches", ({ action, reason, expected }) => {
    expect(learntText(action, reason)).toMatch(expected);
  });
});

describe("detailText", () => {
  it.each([
    { name: "negative_ratio", detail: "3 of 7", expected: "3 of 7 decisions" },
    { name: "negative_ratio", detail: "no decisions yet", expected: "no decisions yet" },
    { name: "min_feedback", detail: "3 of 7", expected: "3 of 7" },
  ] as const)("tells $detail of $name as $expected", ({ name, detail, expected }) => {
    expect(detailText({ name }, detail)).toBe(expected);
  });
});

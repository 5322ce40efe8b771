import { describe, expect, it } from "vitest";
import { readEvent, withEvent } from "@/app/_hooks/run-events";
import type { RunEvent } from "@/lib/contracts/runs";

const event = (seq: number): RunEvent => ({
  seq,
  type: "note",
  message: `message ${seq}`,
  step: "racing",
  progress: { done: seq, total: 9 },
  at: "2026-09-14T14:02:00.000Z",
});

describe("withEvent", () => {
  it.each([
    { case: "the first", known: [], seq: 1, expected: [1] },
    { case: "the next", known: [1, 2], seq: 3, expected: [1, 2, 3] },
    { case: "a repeated one after a reconnect", known: [1, 2, 3], seq: 2, expected: [1, 2, 3] },
    { case: "a late one", known: [1, 3], seq: 2, expected: [1, 2, 3] },
  ])("adds $case", ({ known, seq, expected }) => {
    expect(withEvent(known.map(event), event(seq)).map((one) => one.seq)).toEqual(expected);
  });

  it("keeps the very array when nothing is new", () => {
    const known = [event(1), event(2)];
    expect(withEvent(known, event(1))).toBe(known);
  });
});

describe("readEvent", () => {
  it("reads an event of the wire", () => {
    expect(readEvent(JSON.stringify(event(4)))).toEqual(event(4));
  });

  it.each([
    { case: "broken JSON", data: "{" },
    { case: "another object", data: '{"seq": 1}' },
  ])("passes over $case", ({ data }) => {
    expect(readEvent(data)).toBeNull();
  });
});

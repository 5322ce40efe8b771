import { describe, expect, it } from "vitest";
import { storable } from "@/lib/engine/text/storable";

describe("storable", () => {
  it.each([
    { case: "plain text", text: "Hello 😀", expected: "Hello 😀" },
    { case: "NULs", text: "a\u0000b\u0000", expected: "ab" },
    { case: "half a surrogate pair", text: "a\ud83d!", expected: "a\ufffd!" },
  ])("keeps $case as $expected", ({ text, expected }) => {
    expect(storable(text)).toBe(expected);
  });
});

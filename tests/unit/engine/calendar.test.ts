import { describe, expect, it } from "vitest";
import { addWorkingDays, readDate, spokenDate } from "@/lib/engine/calendar";

const day = (iso: string) => new Date(`${iso}T00:00:00.000Z`);

describe("readDate", () => {
  it.each([
    { text: "due 2026-09-14.", expected: "2026-09-14" },
    { text: "on 14th of September 2026", expected: "2026-09-14" },
    { text: "Sept. 14th, 2026", expected: "2026-09-14" },
    { text: "29 February 2028", expected: "2028-02-29" },
    { text: "30 February 2028", expected: null },
    { text: "2026-13-01", expected: null },
    { text: "0026-01-01, a year that is read as 1926", expected: null },
    { text: "in September", expected: null },
  ])("reads $expected in '$text'", ({ text, expected }) => {
    expect(readDate(text)).toEqual(expected === null ? null : day(expected));
  });
});

describe("addWorkingDays", () => {
  it.each([
    { case: "none", from: "2026-09-12", days: 0, to: "2026-09-12" },
    { case: "one from a Friday", from: "2026-09-11", days: 1, to: "2026-09-14" },
    { case: "one from a Saturday", from: "2026-09-12", days: 1, to: "2026-09-14" },
    { case: "five, a week", from: "2026-09-14", days: 5, to: "2026-09-21" },
  ])("adds $case", ({ from, days, to }) => {
    expect(addWorkingDays(day(from), days)).toEqual(day(to));
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s days", (days) => {
    expect(() => addWorkingDays(day("2026-09-14"), days)).toThrow(/^days must/);
  });

  it("refuses what is no date", () => {
    expect(() => addWorkingDays(new Date(Number.NaN), 1)).toThrow(/^date must/);
    expect(() => spokenDate(new Date(Number.NaN))).toThrow(RangeError);
  });
});

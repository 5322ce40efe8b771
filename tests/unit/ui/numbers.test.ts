import { describe, expect, it } from "vitest";
import {
  formatChange,
  formatDuration,
  formatLatency,
  formatNumber,
  formatPercent,
  formatScore,
} from "@/app/_components/ui/number";
import { relativeTime } from "@/app/_components/ui/time-text";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("numbers in words", () => {
  it.each([
    { case: "a share", shown: formatPercent(0.424), expected: "42 %" },
    { case: "a share with a digit", shown: formatPercent(0.4246, 1), expected: "42.5 %" },
    { case: "no share", shown: formatPercent(null), expected: "unavailable" },
    { case: "a gain", shown: formatChange(11.44), expected: "+11.4 %" },
    { case: "a loss", shown: formatChange(-3.1), expected: "-3.1 %" },
    { case: "a gain too small to show", shown: formatChange(0.01), expected: "0.0 %" },
    { case: "a loss too small to show", shown: formatChange(-0.01), expected: "0.0 %" },
    { case: "a large count", shown: formatNumber(12480), expected: "12,480" },
    { case: "a perplexity", shown: formatNumber(12.345, 1), expected: "12.3" },
    { case: "a score", shown: formatScore(0.7), expected: "0.70" },
    { case: "no score, which is not 0", shown: formatScore(null), expected: "unavailable" },
    { case: "seconds", shown: formatDuration(45_400), expected: "45 s" },
    { case: "just under a minute, rounded up", shown: formatDuration(59_600), expected: "1 min" },
    { case: "minutes", shown: formatDuration(372_000), expected: "6 min 12 s" },
    { case: "hours", shown: formatDuration(7_500_000), expected: "2 h 5 min" },
    { case: "milliseconds", shown: formatLatency(412.4), expected: "412 ms" },
    { case: "just under a second, rounded up", shown: formatLatency(999.6), expected: "1.0 s" },
    { case: "more than a second", shown: formatLatency(1340), expected: "1.3 s" },
  ])("shows $case as $expected", ({ shown, expected }) => {
    expect(plain(shown)).toBe(expected);
  });
});

describe("relativeTime", () => {
  const now = new Date("2026-09-14T12:00:00.000Z");
  it.each([
    { at: "2026-09-14T11:59:30.000Z", expected: "just now" },
    { at: "2026-09-14T12:00:30.000Z", expected: "just now" },
    { at: "2026-09-14T11:59:00.000Z", expected: "1 min ago" },
    { at: "2026-09-14T11:00:01.000Z", expected: "59 min ago" },
    { at: "2026-09-14T04:00:00.000Z", expected: "8 h ago" },
    { at: "2026-09-13T12:00:00.000Z", expected: "1 day ago" },
    { at: "2026-09-11T12:00:00.000Z", expected: "3 days ago" },
    { at: "2026-09-14T14:00:00.000Z", expected: "in 2 h" },
  ])("calls $at $expected", ({ at, expected }) => {
    expect(relativeTime(new Date(at), now)).toBe(expected);
  });

  it("gives the date once a month has passed", () => {
    expect(relativeTime(new Date("2026-03-01T12:00:00.000Z"), now)).toContain("2026");
  });
});

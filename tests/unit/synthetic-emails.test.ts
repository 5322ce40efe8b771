import { describe, expect, it } from "vitest";
import { composeSyntheticEmail, type SyntheticScenario } from "@/lib/services/synthetic-emails";

const NOW = new Date("2026-09-15T09:30:00.000Z");
const SCENARIOS: readonly SyntheticScenario[] = ["complaint", "inquiry"];
const SEEDS = Array.from({ length: 500 }, (_, seed) => seed);

const compose = (scenario: SyntheticScenario, seed: number, now = NOW) =>
  composeSyntheticEmail({ scenario, seed, now });

const MONTHS = ["August", "September", "October"];

function daysNamed(text: string): Date[] {
  return [...text.matchAll(/\b(\d{1,2}) (August|September|October)\b/g)].map(
    ([, day, month = ""]) => new Date(Date.UTC(2026, 7 + MONTHS.indexOf(month), Number(day))),
  );
}

describe.each(SCENARIOS)("500 emails of the scenario %s", (scenario) => {
  const emails = SEEDS.map((seed) => compose(scenario, seed));

  it("have at least 300 different bodies, 8 subjects and 20 senders", () => {
    expect(new Set(emails.map((email) => email.body)).size).toBeGreaterThanOrEqual(300);
    expect(new Set(emails.map((email) => email.subject)).size).toBeGreaterThanOrEqual(8);
    expect(new Set(emails.map((email) => email.from)).size).toBeGreaterThanOrEqual(20);
  });

  it("are the same again from the same seeds", () => {
    expect(SEEDS.map((seed) => compose(scenario, seed))).toEqual(emails);
  });

  it("have 20 to 160 words", () => {
    const words = emails.map((email) => email.body.split(/\s+/).length);
    expect(Math.min(...words)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...words)).toBeLessThanOrEqual(160);
  });

  it("come from example domains and are sent now", () => {
    for (const email of emails) {
      expect(email.from).toMatch(/^[\p{L}' ]+ <[a-z.]+@example\.(com|org|net)>$/u);
      expect(email.sentAt).toBe("2026-09-15T09:30:00.000Z");
    }
  });

  it("are signed by their sender", () => {
    for (const email of emails) {
      const [first = ""] = email.from.split(" ");
      expect(email.body.split("\n").at(-1)).toMatch(new RegExp(`^${first}`));
    }
  });

  it("read as whole English sentences", () => {
    for (const { subject, body } of emails) {
      expect(body).not.toMatch(/undefined|NaN|\[object| {2}|\n{3}|\.\.|[?!]\.| a [aeiou]| an [^aeiouAEIOU]/);
      expect(subject).toMatch(/^[A-Z]/);
      const [greeting = "", ...rest] = body.split("\n\n");
      expect(greeting).toMatch(/^(Hello|Hi|Dear)\b.*,$/);
      for (const part of rest.slice(0, -1)) expect(part).toMatch(/^[A-Z].*[.?]$/);
    }
  });
});

describe("a complaint", () => {
  it("names its order and a past day on which something happened", () => {
    for (const { body } of SEEDS.map((seed) => compose("complaint", seed))) {
      expect(body).toMatch(/\border (#FH-\d{5}|\d{4})\b/);
      const [first] = daysNamed(body);
      expect(first && first < NOW).toBe(true);
    }
  });

  it("writes an earlier email after the event that it is about", () => {
    const repeated = SEEDS.map((seed) => compose("complaint", seed).body).filter((body) =>
      body.includes("I already wrote to you"),
    );
    expect(repeated.length).toBeGreaterThan(50);
    for (const body of repeated) {
      const [event] = daysNamed(body);
      const [wrote] = daysNamed(body.slice(body.indexOf("I already wrote")));
      expect(event && wrote && event < wrote && wrote < NOW).toBe(true);
    }
  });
});

describe("an inquiry", () => {
  it("asks one or two things, plans ahead only, and announces the right number", () => {
    for (const { body } of SEEDS.map((seed) => compose("inquiry", seed))) {
      expect(body).toContain("?");
      for (const day of daysNamed(body)) expect(day > NOW).toBe(true);
      const hasSecond = /\n\n(And one more thing:|My second question:|Also,) /.test(body);
      if (body.includes("I have two questions")) expect(hasSecond).toBe(true);
      if (body.includes("I have one question")) expect(hasSecond).toBe(false);
    }
  });
});

describe("composeSyntheticEmail", () => {
  it("counts the days of the text from now", () => {
    const seed = SEEDS.find((candidate) => daysNamed(compose("complaint", candidate).body).length === 1) ?? 0;
    const [before] = daysNamed(compose("complaint", seed).body);
    const [after] = daysNamed(compose("complaint", seed, new Date("2026-09-16T09:30:00.000Z")).body);
    expect(Number(after) - Number(before)).toBe(86_400_000);
  });

  it.each([
    { case: "a seed that is not a number", seed: Number.NaN, now: NOW },
    { case: "a day that does not exist", seed: 1, now: new Date("2026-02-31T25:00:00Z") },
  ])("refuses $case", ({ seed, now }) => {
    expect(() => compose("inquiry", seed, now)).toThrow(RangeError);
  });
});

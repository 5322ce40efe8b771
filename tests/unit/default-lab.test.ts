import { describe, expect, it } from "vitest";
import { type DefaultEmail, defaultLab, type RequestKind } from "@/lib/services/default-lab";

const { emails } = defaultLab;
const named = emails.map((email): [string, DefaultEmail] => [`${email.kind}: ${email.subject}`, email]);

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["September", "October"];
const DATED = new RegExp(`(${WEEKDAYS.join("|")}) (\\d{1,2}) (${MONTHS.join("|")})`, "g");

/** Kinds in which something went wrong, so that the house says sorry. */
const AT_FAULT = new Set<RequestKind>([
  "account",
  "complaint",
  "damaged",
  "discount-code",
  "late-delivery",
  "missing-parts",
  "overcharge",
  "refund-delay",
  "warranty",
  "wrong-item",
]);

interface DatedDay {
  weekday: string;
  calendarWeekday: string | undefined;
  at: number;
}

function datedDays(text: string): DatedDay[] {
  return [...text.matchAll(DATED)].map(([, weekday = "", day = "", month = ""]) => {
    const date = new Date(Date.UTC(2026, 8 + MONTHS.indexOf(month), Number(day)));
    return { weekday, calendarWeekday: WEEKDAYS[date.getUTCDay()], at: date.getTime() };
  });
}

const wordsOf = (text: string) => text.split(/\s+/).filter(Boolean);

function jaccard(a: string, b: string): number {
  const left = new Set(a.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const right = new Set(b.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / (left.size + right.size - shared);
}

function closestPair(texts: readonly string[]): number {
  return Math.max(...texts.flatMap((a, i) => texts.slice(i + 1).map((b) => jaccard(a, b))));
}

const startOfDay = (iso: string) => Date.parse(`${iso.slice(0, 10)}T00:00:00.000Z`);

describe("the checks of this file", () => {
  it.each([
    { text: "by Tuesday 1 September", weekday: "Tuesday" },
    { text: "by Monday 28 September", weekday: "Monday" },
    { text: "by Monday 1 October", weekday: "Thursday" },
    { text: "by Friday 16 October", weekday: "Friday" },
  ])("read $text of 2026 as a $weekday", ({ text, weekday }) => {
    expect(datedDays(text).map((day) => day.calendarWeekday)).toEqual([weekday]);
  });

  it("measures two shared words of four as 0.5", () => {
    expect(jaccard("a new tent", "A new stove!")).toBe(0.5);
  });
});

describe("the default lab", () => {
  it("holds 60 emails of at least 12 kinds, oldest first", () => {
    expect(emails).toHaveLength(60);
    expect(new Set(emails.map((email) => email.kind)).size).toBeGreaterThanOrEqual(12);
    const times = emails.map((email) => Date.parse(email.sentAt));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it.each(["from", "subject", "body", "sentAt", "reply"] as const)("never repeats a %s", (field) => {
    expect(new Set(emails.map((email) => email[field])).size).toBe(emails.length);
  });

  it("has no two near-identical texts", () => {
    expect(closestPair(emails.map((email) => email.reply))).toBeLessThan(0.7);
    expect(closestPair(emails.map((email) => email.body))).toBeLessThan(0.7);
  });

  it("names each order in one email only", () => {
    const orders = emails.flatMap((email) => orderNumbers(email.body));
    expect(orders.length).toBeGreaterThan(35);
    expect(new Set(orders).size).toBe(orders.length);
  });

  it("starts from a prompt that uses the company and the day and nothing else", () => {
    const used = [...defaultLab.prompt.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]);
    expect(new Set(used)).toEqual(new Set(["company", "today"]));
    expect(defaultLab.variables).toEqual({ company: "Fernhill Outfitters" });
  });

  it("does not tell the prompt how the house writes", () => {
    expect(defaultLab.prompt).not.toMatch(/sorry|apolog|brief|short|tone|date|sign|greet|word|style/i);
  });
});

describe.each(named)("%s", (_case, email) => {
  it("comes from an example domain, in September 2026", () => {
    expect(email.from).toMatch(/^[^<>"@,]+ <[a-z0-9._-]+@(?:example\.(?:com|org|net)|[a-z0-9-]+\.example)>$/);
    expect(new Date(email.sentAt).toISOString()).toBe(email.sentAt);
    expect(email.sentAt >= "2026-09-01" && email.sentAt < "2026-09-29").toBe(true);
  });

  it("has a body of 15 to 180 words and a reply of 35 to 75", () => {
    expect(wordsOf(email.body).length).toBeGreaterThanOrEqual(15);
    expect(wordsOf(email.body).length).toBeLessThanOrEqual(180);
    expect(wordsOf(email.reply).length).toBeGreaterThanOrEqual(35);
    expect(wordsOf(email.reply).length).toBeLessThanOrEqual(75);
  });

  it("is greeted by first name and signed by the house", () => {
    expect(wordsOf(namesOf(email))).toContain(greetedName(email.reply));
    expect(email.reply).toMatch(/\n\nKind regards,\nFernhill Support$/);
  });

  it("gets exactly one dated step, on a true weekday, not before the email", () => {
    const days = datedDays(email.reply);
    expect(days).toHaveLength(1);
    for (const day of days) {
      expect(day.weekday).toBe(day.calendarWeekday);
      expect(day.at).toBeGreaterThanOrEqual(startOfDay(email.sentAt));
    }
  });

  it("hears sorry once where something went wrong, and else not at all", () => {
    const apologies = email.reply.match(/\bsorry\b|apolog/gi) ?? [];
    expect(apologies).toHaveLength(AT_FAULT.has(email.kind) ? 1 : 0);
  });

  it("is told the order it asked about, and no vague promise", () => {
    const asked = orderNumbers(`${email.subject}\n${email.body}`);
    const told = orderNumbers(email.reply);
    expect(told).toEqual(asked);
    expect(email.reply).not.toMatch(
      /as soon as possible|shortly|hopefully|should be with you|do our best|!/i,
    );
  });
});

function orderNumbers(text: string): string[] {
  const found = [...text.matchAll(/\border (\d{4})\b|(#FH-\d{5})/gi)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return [...new Set(found)];
}

function greetedName(reply: string): string | undefined {
  return /^Hello ([\p{L}-]+),\n\n/u.exec(reply)?.[1];
}

/** Where a sender says what they are called: the display name and the last lines of the email. */
function namesOf({ from, body }: DefaultEmail): string {
  const displayName = from.slice(0, from.indexOf(" <"));
  return `${displayName}\n${body.split("\n").slice(-4).join("\n")}`;
}

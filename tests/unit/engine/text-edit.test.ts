import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/engine/random";
import { alignTokens } from "@/lib/engine/text/alignment";
import { analyzeEdit } from "@/lib/engine/text/edit";
import { readReplyFeatures } from "@/lib/engine/text/features";
import { diffWords } from "@/lib/engine/text/word-diff";

describe("the summary of an edit", () => {
  it.each([
    {
      case: "warmer",
      before: "Your parcel left.",
      after: "I understand. Your parcel left.",
      tells: ["warmer"],
    },
    { case: "less warm", before: "We are happy to help.", after: "We help.", tells: ["less warm"] },
    {
      case: "more formal in English",
      before: "Hi Ada, it's sent.",
      after: "Dear Ada, it is sent.",
      tells: ["more formal"],
    },
    { case: "less formal in English", before: "We will see.", after: "We'll see.", tells: ["less formal"] },
    {
      case: "more formal in German",
      before: "Hast du es bekommen? Wir rufen dich an.",
      after: "Haben Sie es bekommen? Wir rufen Sie an.",
      tells: ["more formal"],
    },
    {
      case: "less formal in Spanish",
      before: "Estimada Ana: ya salió el pedido de usted.",
      after: "Hola Ana: ya salió tu pedido.",
      tells: ["less formal"],
    },
    {
      case: "more formal in French",
      before: "Salut Ana, c'est parti pour toi.",
      after: "Bonjour Ana, c'est parti pour vous.",
      tells: ["more formal"],
    },
    {
      case: "another date",
      before: "It ships on 3 March.",
      after: "It ships on 4 March.",
      tells: ["changed a date"],
    },
    {
      case: "another year",
      before: "Until March 3, 2026.",
      after: "Until March 3, 2027.",
      tells: ["changed a date"],
    },
    {
      case: "another German day",
      before: "Es kommt am Montag.",
      after: "Es kommt am Dienstag.",
      tells: ["changed a date"],
    },
    { case: "another time", before: "Call at 10:30.", after: "Call at 11:30.", tells: ["changed a time"] },
    {
      case: "another amount",
      before: "We pay $50 back.",
      after: "We pay $55 back.",
      tells: ["changed an amount of money"],
    },
    {
      case: "another currency",
      before: "Son 50 euros.",
      after: "Son 50 dólares.",
      tells: ["changed an amount of money"],
    },
    {
      case: "another number",
      before: "Order 4711 left.",
      after: "Order 4712 left.",
      tells: ["changed a number"],
    },
    {
      case: "another name",
      before: "Please ask Ada about it.",
      after: "Please ask Grace about it.",
      tells: ["changed a name"],
    },
    {
      case: "one of two names",
      before: "Ask Ada, then Ada again.",
      after: "Ask Ada, then Grace again.",
      tells: ["changed a name"],
    },
    {
      case: "another name below",
      before: "It left.\n\nBest,\nTom",
      after: "It left.\n\nBest,\nAnna",
      tells: ["changed a name"],
    },
    {
      case: "another German name",
      before: "Hallo Ada, es ist da.",
      after: "Hallo Grete, es ist da.",
      tells: ["changed a name"],
    },
    { case: "an added link", before: "See it.", after: "See it: https://a.example", tells: ["added a link"] },
    {
      case: "another link",
      before: "See https://a.example",
      after: "See https://b.example",
      tells: ["changed a link"],
    },
    {
      case: "an added question",
      before: "It left.",
      after: "It left. Did it arrive?",
      tells: ["added a question"],
    },
    {
      case: "a removed question",
      before: "It left. Did it arrive?",
      after: "It left.",
      tells: ["removed a question"],
    },
    {
      case: "an added list",
      before: "Send a photo and a date.",
      after: "Send:\n- a photo\n- a date",
      tells: ["added a list"],
    },
    {
      case: "an added next step",
      before: "Es ist da.",
      after: "Es ist da. Bitte antworten Sie.",
      tells: ["added a next step"],
    },
    {
      case: "a removed next step",
      before: "We will call you.",
      after: "We heard you.",
      tells: ["removed a next step"],
    },
    {
      case: "a filled placeholder",
      before: "Dear [Name],",
      after: "Dear Ada,",
      tells: ["removed a placeholder"],
    },
    {
      case: "a German greeting",
      before: "Es ist da.",
      after: "Guten Tag,\nes ist da.",
      tells: ["added a greeting"],
    },
    {
      case: "a Spanish name",
      before: "Hola,\nya salió.",
      after: "Hola Ana,\nya salió.",
      tells: ["added a greeting by name"],
    },
    {
      case: "a French greeting gone",
      before: "Bonjour,\nc'est parti.",
      after: "C'est parti.",
      tells: ["removed the greeting"],
    },
    {
      case: "a name out",
      before: "Dear Ada,\nit left.",
      after: "Dear all,\nit left.",
      tells: ["took the name out of the greeting"],
    },
    {
      case: "a German sign-off",
      before: "Es ist da.",
      after: "Es ist da.\n\nViele Grüße\nTom",
      tells: ["added a sign-off"],
    },
    {
      case: "a Spanish sign-off gone",
      before: "Ya salió.\n\nSaludos,\nTom",
      after: "Ya salió.",
      tells: ["removed a sign-off"],
    },
    {
      case: "a French sign-off",
      before: "C'est parti.",
      after: "C'est parti.\n\nCordialement,\nTom",
      tells: ["added a sign-off"],
    },
    {
      case: "a Spanish apology",
      before: "Ya salió.",
      after: "Lo sentimos. Ya salió.",
      tells: ["added an apology"],
    },
    {
      case: "words that moved",
      before: "alpha beta gamma delta",
      after: "beta gamma delta alpha",
      tells: ["moved 1 word"],
    },
    { case: "blanks only", before: " ", after: "  ", tells: ["changed punctuation or spacing only"] },
  ])("tells $case", ({ before, after, tells }) => {
    expect(analyzeEdit(before, after).summary).toEqual(expect.arrayContaining(tells));
  });

  it.each([
    {
      case: "a German noun, which is no name",
      before: "Wir prüfen den Antrag heute.",
      after: "Wir prüfen die Bestellung heute.",
    },
    { case: "another first word", before: "Parcels left. Ask us.", after: "Letters left. Ask us." },
    {
      case: "another first word of a later sentence",
      before: "We know. Parcels left.",
      after: "We know. Letters left.",
    },
    { case: "a name where there was none", before: "Ask them about it.", after: "Ask Grace about it." },
    { case: "an equal date in other words", before: "It ships on Monday.", after: "We ship it on Monday." },
  ])("is silent about $case", ({ before, after }) => {
    expect(analyzeEdit(before, after).summary.filter((phrase) => phrase.startsWith("changed"))).toEqual([]);
  });

  it("tells of the way back the opposite", () => {
    const opposite = new Map([
      ["warmer", "less warm"],
      ["more formal", "less formal"],
      ["added a question", "removed a question"],
      ["added a link", "removed a link"],
    ]);
    const sentences = [
      "I understand.",
      "We'll see.",
      "Really?",
      "See https://a.example",
      "Dear sir",
      "It left.",
    ];
    const text = fc.shuffledSubarray(sentences, { minLength: 1 }).map((parts) => parts.join("\n\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const there = analyzeEdit(before, after).summary;
        const back = analyzeEdit(after, before).summary;
        for (const [phrase, other] of opposite) expect(there.includes(phrase)).toBe(back.includes(other));
      }),
    );
  });
});

const pairsSpell = (old: readonly number[], now: readonly number[]) => {
  const pairs = alignTokens(old, now);
  for (const [k, [i, j]] of pairs.entries()) {
    expect(old[i]).toBe(now[j]);
    const [i0, j0] = pairs[k - 1] ?? [-1, -1];
    expect(i > i0 && j > j0).toBe(true);
  }
  return pairs;
};

describe("alignTokens", () => {
  it.each([
    { case: "equal lists", old: [1, 2], now: [1, 2], pairs: 2 },
    { case: "nothing in common", old: [1, 2], now: [3], pairs: 0 },
    { case: "an exchange", old: [1, 2], now: [2, 1], pairs: 1 },
    // Longest common subsequence of ABCBDAB and BDCABA: 4.
    { case: "a textbook pair", old: [1, 2, 3, 2, 4, 1, 2], now: [2, 4, 3, 1, 2, 1], pairs: 4 },
    { case: "an empty list", old: [], now: [1], pairs: 0 },
  ])("finds the most pairs of $case", ({ old, now, pairs }) => {
    expect(pairsSpell(old, now)).toHaveLength(pairs);
  });

  it("pairs equal tokens, rising on both sides, whatever the lists", () => {
    const list = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(list, list, (old, now) => {
        expect(pairsSpell(old, now)).toHaveLength(alignTokens(now, old).length);
      }),
    );
  });

  it.each([
    { case: "a NaN", old: [Number.NaN], now: [1], message: "old must hold integers" },
    { case: "a fraction", old: [1], now: [0.5], message: "now must hold integers" },
    { case: "a token below 0", old: [1], now: [-1], message: "got -1" },
  ])("refuses $case", ({ old, now, message }) => {
    expect(() => alignTokens(old, now)).toThrow(RangeError);
    expect(() => alignTokens(old, now)).toThrow(message);
  });

  it("finds scattered edits beyond the exact bound", () => {
    const random = seededRandom(1);
    const old = Array.from({ length: 20_000 }, () => Math.floor(random() * 5000));
    // Every eighth token becomes one that also stands elsewhere.
    const now = old.map((token, i) => (i % 8 === 0 ? (token + 1) % 5000 : token));
    expect(pairsSpell(old, now).length).toBeGreaterThanOrEqual(17_500);
  });

  it("finds single tokens kept between edits beyond the exact bound", () => {
    const random = seededRandom(3);
    const old = Array.from({ length: 20_000 }, () => Math.floor(random() * 5000));
    // Of every ten tokens six stay in a row, and one more stays between two changes.
    const now = old.map((token, i) => ([6, 8, 9].includes(i % 10) ? (token + 1) % 5000 : token));
    expect(pairsSpell(old, now).length).toBeGreaterThanOrEqual(14_000);
  });
});

describe("long texts", () => {
  const random = seededRandom(2);
  const wordsOf = (count: number, vocabulary: number) =>
    Array.from({ length: count }, () => `w${Math.floor(random() * vocabulary)}`);
  const text = wordsOf(33_000, 5000);
  const lines = Array.from({ length: 5000 }, () => wordsOf(7, 5000).join(" "));
  const everyTenth = text.map((word, i) => (i % 10 === 0 ? "changed" : word));

  const cases: { case: string; before: string; after: string; ratio: [number, number] }[] = [
    { case: "equal texts", before: text.join(" "), after: text.join(" "), ratio: [0, 0] },
    {
      case: "every tenth word changed",
      before: text.join(" "),
      after: everyTenth.join(" "),
      ratio: [0.0999, 0.11],
    },
    {
      case: "unrelated texts",
      before: text.join(" "),
      after: wordsOf(33_000, 5000).join(" "),
      ratio: [0.9, 1],
    },
    {
      case: "twenty words at random",
      before: wordsOf(66_000, 20).join(" "),
      after: wordsOf(66_000, 20).join(" "),
      ratio: [0.5, 1],
    },
    {
      case: "one word over and over",
      before: "the ".repeat(50_000),
      after: `${"the ".repeat(45_000)}end`,
      ratio: [0.1, 0.1001],
    },
    {
      case: "a pattern shifted",
      before: "a b ".repeat(50_000),
      after: "a a b ".repeat(33_333),
      ratio: [0.3, 1],
    },
    {
      case: "lines in reverse",
      before: lines.join("\n"),
      after: [...lines].reverse().join("\n"),
      ratio: [0.9, 1],
    },
    {
      case: "Chinese characters",
      before: "東京都".repeat(22_000),
      after: "京東都".repeat(22_000),
      ratio: [0.3, 1],
    },
    { case: "marks only", before: "?".repeat(200_000), after: "?!".repeat(100_000), ratio: [1, 1] },
    { case: "emoji", before: "👩\u200d".repeat(66_000), after: "👍🏽".repeat(50_000), ratio: [1, 1] },
  ];

  it.each(cases)("of 200 kB are compared within bounds: $case", ({ before, after, ratio: [least, most] }) => {
    const startedAt = performance.now();
    const { ratio, segments } = analyzeEdit(before, after);
    // About half a second at most when the machine is idle; a quadratic comparison takes minutes.
    expect(performance.now() - startedAt).toBeLessThan(6000);
    expect(ratio).toBeGreaterThanOrEqual(least);
    expect(ratio).toBeLessThanOrEqual(most);
    const spelled = (without: string) =>
      segments.filter(({ kind }) => kind !== without).map(({ text }) => text);
    expect(spelled("added").join("") === before && spelled("removed").join("") === after).toBe(true);
  });

  // Pieces on which careless patterns take quadratic time: each can begin anywhere and never ends.
  const pieces = [
    "a@",
    "1.",
    "1 000 ",
    "+1 ",
    "**a",
    "[a",
    "{{",
    "a'",
    "a-",
    "www.",
    "? ",
    ".",
    " ",
    "\n",
    "_",
    "0 1 ",
    "- ",
    "( ",
  ];
  it.each(pieces.map((piece) => ({ piece })))(
    "of 200 kB are measured in linear time: $piece",
    ({ piece }) => {
      const timeOf = (length: number) => {
        const long = `${piece.repeat(Math.ceil(length / piece.length))}x`;
        const startedAt = performance.now();
        readReplyFeatures(long, long);
        return performance.now() - startedAt;
      };
      timeOf(10_000);
      const [short, long] = [timeOf(50_000), timeOf(200_000)];
      // Four times the text: linear is 4 times, quadratic 16. Short times are noise of a busy machine.
      expect(long).toBeLessThan(Math.max(1500, 12 * short));
    },
  );

  it("never drop or add a letter, on either side of the exact bound", () => {
    const changed = lines.map((line, i) => (i % 3 === 0 ? `${line} more` : line)).slice(0, 3000);
    const before = lines.slice(0, 3000).join("\n");
    const segments = diffWords(before, changed.join("\n"));
    expect(
      segments
        .filter(({ kind }) => kind !== "added")
        .map(({ text }) => text)
        .join(""),
    ).toBe(before);
    expect(segments.filter(({ kind }) => kind === "added")).toHaveLength(1000);
  });
});

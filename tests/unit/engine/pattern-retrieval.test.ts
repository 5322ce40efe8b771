import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bm25Scores, searchTerms } from "@/lib/engine/rewriting/pattern-bm25";
import { selectDiverse } from "@/lib/engine/rewriting/pattern-diversity";
import type { Pattern } from "@/lib/engine/rewriting/pattern-record";
import { retrievePatterns, shrunkenReward } from "@/lib/engine/rewriting/pattern-retrieval";

const ln = Math.log;
const pattern = (id: string, situation: string, changes: Partial<Pattern> = {}): Pattern => ({
  id,
  situation,
  instruction: `instruction of ${id}, unlike ${[...id].reverse().join("-")}${id.length}`,
  evidence: [],
  meanReward: null,
  uses: 0,
  enabled: true,
  embedding: null,
  ...changes,
});

describe("searchTerms", () => {
  it.each([
    { case: "English", text: "Where is my LATE parcel?", terms: ["late", "parcel"] },
    { case: "German", text: "Die Rechnung für das Paket", terms: ["rechnung", "paket"] },
    { case: "Spanish", text: "El pago de la factura", terms: ["pago", "factura"] },
    { case: "French, elisions cut", text: "L’adresse qu'elle n'a pas", terms: ["adresse", "pas"] },
    {
      case: "negations stay",
      text: "not paid, nicht bezahlt, no",
      terms: ["not", "paid", "nicht", "bezahlt", "no"],
    },
    { case: "an English contraction", text: "don't", terms: ["don't"] },
    { case: "characters without blanks", text: "退款", terms: ["退", "款"] },
    { case: "composed and decomposed letters alike", text: "caf\u00e9 cafe\u0301", terms: ["café", "café"] },
    { case: "nothing but function words", text: "what is it about", terms: [] },
  ])("of $case", ({ text, terms }) => {
    expect(searchTerms(text)).toEqual(terms);
  });
});

describe("bm25Scores", () => {
  /*
   * N = 3, lengths 2, 3 and 4, mean 3. k1 (1 − b + b·length/mean): 0.9 for the first text, 1.2 for the second,
   * 1.5 for the third. idf = ln(1 + (3 − n + ½)/(n + ½)): n = 1 gives ln(8/3), n = 2 ln(8/5), n = 3 ln(8/7).
   */
  const texts = ["late parcel", "late invoice late", "angry customer wants refund"];
  it.each([
    { case: "a word of one text", question: "parcel", expected: [(ln(8 / 3) * 2.2) / 1.9, 0, 0] },
    {
      case: "a word of two texts, twice in one",
      question: "late",
      expected: [(ln(8 / 5) * 2.2) / 1.9, (ln(8 / 5) * 4.4) / 3.2, 0],
    },
    {
      case: "both words",
      question: "late parcel",
      expected: [((ln(8 / 5) + ln(8 / 3)) * 2.2) / 1.9, (ln(8 / 5) * 4.4) / 3.2, 0],
    },
    { case: "a word of the longest text", question: "refund", expected: [0, 0, (ln(8 / 3) * 2.2) / 2.5] },
    {
      case: "a repeated word counts once",
      question: "parcel parcel",
      expected: [(ln(8 / 3) * 2.2) / 1.9, 0, 0],
    },
    { case: "an unknown word", question: "weather", expected: [0, 0, 0] },
  ])("of $case", ({ question, expected }) => {
    const scores = bm25Scores(question, texts) ?? [];
    expect(scores).toHaveLength(3);
    scores.forEach(({ score }, i) => {
      expect(score).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    });
  });

  it("gives the share of what the question itself would score", () => {
    const shares = (question: string) => bm25Scores(question, texts)?.map(({ share }) => share);
    expect(shares("late parcel")?.[0]).toBe(1);
    const [, second] = shares("late parcel") ?? [];
    expect(second).toBeCloseTo((ln(8 / 5) * 4.4) / 3.2 / (((ln(8 / 5) + ln(8 / 3)) * 2.2) / 1.9), 12);
    // "weather" is in no text: idf ln(1 + 3.5/0.5) = ln 8, and it lowers the share of "parcel".
    expect(shares("parcel weather")?.[0]).toBeCloseTo(ln(8 / 3) / (ln(8 / 3) + ln(8)), 12);
  });

  it("is never negative, even for a word of every text", () => {
    const [score] = bm25Scores("late", ["late", "late", "late"]) ?? [];
    expect(score?.score).toBeCloseTo(ln(8 / 7), 12);
  });

  it("scores texts without words 0, and has no answer for a question without words", () => {
    expect(bm25Scores("late", ["", "…"])).toEqual([
      { score: 0, share: 0 },
      { score: 0, share: 0 },
    ]);
    expect(bm25Scores("the", texts)).toBeNull();
    expect(bm25Scores("late", [])).toEqual([]);
  });

  const word = fc.constantFrom("late", "parcel", "invoice", "refund", "angry");
  const text = fc.array(word, { minLength: 4, maxLength: 4 }).map((list) => list.join(" "));

  it("keeps the order of equally long texts for a word when an unrelated text joins", () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 2, maxLength: 6 }),
        word,
        fc.integer({ min: 1, max: 30 }),
        (list, asked, length) => {
          const order = (more: string[]) => {
            const scores = bm25Scores(asked, [...list, ...more]) ?? [];
            return list.map((_, i) =>
              list.map((_other, j) => Math.sign((scores[i]?.score ?? 0) - (scores[j]?.score ?? 0))),
            );
          };
          expect(order([Array.from({ length }, () => "weather").join(" ")])).toEqual(order([]));
        },
      ),
    );
  });

  it("gives each text its score whatever the order", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), text, (list, asked) => {
        expect(bm25Scores(asked, [...list].reverse())).toEqual(bm25Scores(asked, list)?.reverse());
      }),
    );
  });
});

describe("selectDiverse", () => {
  const choice = (id: string, instruction: string, worth: number) => ({ id, instruction, worth });
  it.each([
    { case: "nothing", choices: [], limit: 3, chosen: [], left: [] },
    { case: "a limit of 0", choices: [choice("a", "x", 1)], limit: 0, chosen: [], left: [] },
    {
      case: "the best first",
      choices: [choice("a", "red", 0.2), choice("b", "green", 0.9), choice("c", "blue", 0.5)],
      limit: 2,
      chosen: ["b", "c"],
      left: [],
    },
    {
      case: "the smaller id among equals, also where the last bit differs",
      choices: [choice("b", "red", 0.1 + 0.2), choice("a", "green", 0.3)],
      limit: 2,
      chosen: ["a", "b"],
      left: [],
    },
    {
      case: "one of five that say the same",
      choices: [
        ...["a", "b", "c", "d", "e"].map((id) => choice(id, "Name the new date first.", 1)),
        choice("f", "Offer help.", 0.1),
      ],
      limit: 5,
      chosen: ["a", "f"],
      left: ["b", "c", "d", "e"],
    },
    {
      // Alike by 5/√(5·7) = 0.845 ("one two three" against "one two three four"): 0.7·0.9 − 0.3·0.845 = 0.376
      // against 0.7·0.6 = 0.42.
      case: "something else before nearly the same",
      choices: [
        choice("a", "one two three", 1),
        choice("b", "one two three four", 0.9),
        choice("c", "other words", 0.6),
      ],
      limit: 3,
      chosen: ["a", "c", "b"],
      left: [],
    },
    {
      // 0.7·0.5 = 0.35 now loses to 0.376.
      case: "nearly the same before something much less fitting",
      choices: [
        choice("a", "one two three", 1),
        choice("b", "one two three four", 0.9),
        choice("c", "other words", 0.5),
      ],
      limit: 3,
      chosen: ["a", "b", "c"],
      left: [],
    },
  ])("takes $case", ({ choices, limit, chosen, left }) => {
    const selection = selectDiverse(choices, limit);
    expect(selection.chosen.map((entry) => entry.choice.id)).toEqual(chosen);
    expect(selection.nearIdentical).toEqual(left.map((id) => ({ id, likeId: "a" })));
  });

  it("tells how much each repeats what stands before it", () => {
    const { chosen } = selectDiverse(
      [choice("a", "one two three", 1), choice("b", "one two three four", 0.9)],
      2,
    );
    expect(chosen[0]?.repeats).toBe(0);
    expect(chosen[1]?.repeats).toBeCloseTo(5 / Math.sqrt(35), 12);
  });

  it.each([
    { case: "a negative limit", limit: -1, worth: 1, message: "limit" },
    { case: "half a limit", limit: 0.5, worth: 1, message: "limit" },
    { case: "a NaN worth", limit: 1, worth: Number.NaN, message: "worth" },
  ])("refuses $case", ({ limit, worth, message }) => {
    expect(() => selectDiverse([choice("a", "x", worth)], limit)).toThrow(message);
  });
});

describe("shrunkenReward", () => {
  it.each([
    { case: "never used", uses: 0, meanReward: null, overall: 0.4, expected: 0.4 },
    { case: "one lucky use: (1 + 5 · 0.4)/6", uses: 1, meanReward: 1, overall: 0.4, expected: 0.5 },
    { case: "twenty uses: (20 + 5 · 0.4)/25", uses: 20, meanReward: 1, overall: 0.4, expected: 0.88 },
    { case: "nothing ever used", uses: 0, meanReward: null, overall: null, expected: null },
  ])("$case", ({ uses, meanReward, overall, expected }) => {
    const estimate = shrunkenReward(pattern("a", "x", { uses, meanReward }), overall);
    if (expected === null) expect(estimate).toBeNull();
    else expect(estimate).toBeCloseTo(expected, 12);
  });
});

describe("retrievePatterns", () => {
  const store = [
    pattern("late", "late parcel"),
    pattern("invoice", "late invoice late"),
    pattern("angry", "angry customer wants refund"),
  ];
  const by = (model: string, ...vector: number[]) => ({ model, vector });
  const ask = (
    patterns: Pattern[],
    situation: string,
    rest: Partial<Parameters<typeof retrievePatterns>[0]> = {},
  ) => retrievePatterns({ patterns, situation, embedding: null, limit: 5, ...rest });
  const ids = (answer: ReturnType<typeof retrievePatterns>) => answer.found.map(({ pattern: { id } }) => id);

  it("finds by words, says so, and shows every number", () => {
    const answer = ask(store, "late parcel");
    expect(answer.kind).toBe("bm25");
    expect(answer.reason).toBeNull();
    expect(ids(answer)).toEqual(["late", "invoice"]);
    expect(answer.found[0]).toMatchObject({ relevance: 1, worth: 1, rewardEstimate: null, repeats: 0 });
    expect(answer.found[1]?.score).toBeCloseTo((ln(8 / 5) * 4.4) / 3.2, 12);
    expect(answer.found[1]?.relevance).toBeCloseTo((ln(8 / 5) * 4.4) / 3.2 / ((ln(64 / 15) * 2.2) / 1.9), 12);
  });

  it("finds by meaning where every pattern in use has a vector of the question's model", () => {
    const patterns = [
      pattern("a", "x", { embedding: by("m", 1, 0) }),
      pattern("b", "late parcel", { embedding: by("m", 3, 4) }),
      pattern("c", "late parcel", { embedding: by("m", -1, 0) }),
      pattern("off", "late parcel", { enabled: false }),
    ];
    const answer = ask(patterns, "late parcel", { embedding: by("m", 2, 0) });
    expect(answer.kind).toBe("embedding");
    expect(answer.explanation).toContain("by meaning");
    expect(answer.found.map(({ pattern: { id }, score, relevance }) => [id, score, relevance])).toEqual([
      ["a", 1, 1],
      ["b", 0.6, 0.6],
    ]);
  });

  it.each([
    { case: "no vector of the question", embedding: null, says: "the situation has no embedding" },
    {
      case: "a pattern of another model",
      embedding: by("m", 1, 0),
      says: "1 of 2 patterns have no embedding by m",
    },
    { case: "a model of nobody", embedding: by("n", 1, 0), says: "2 of 2 patterns have no embedding by n" },
  ])("compares all by words with $case", ({ embedding, says }) => {
    const patterns = [
      pattern("a", "late", { embedding: by("m", 1, 0) }),
      pattern("b", "parcel", { embedding: by("other", 1, 0) }),
    ];
    const answer = ask(patterns, "late", { embedding });
    expect(answer.kind).toBe("bm25");
    expect(answer.explanation).toContain(says);
    expect(ids(answer)).toEqual(["a"]);
  });

  it.each([
    { case: "no patterns", patterns: [], situation: "late", reason: "empty" },
    {
      case: "all switched off",
      patterns: [pattern("a", "late", { enabled: false })],
      situation: "late",
      reason: "empty",
    },
    { case: "a situation without words", patterns: store, situation: "what is it?", reason: "no_words" },
    { case: "nothing alike", patterns: store, situation: "weather", reason: "no_match" },
  ])("finds nothing with $case, and says why", ({ patterns, situation, reason }) => {
    expect(ask(patterns, situation)).toMatchObject({ found: [], reason });
  });

  it.each([
    {
      case: "the better rewarded of two that fit alike",
      a: { meanReward: 0.2, uses: 20 },
      b: { meanReward: 0.8, uses: 20 },
      first: "b",
    },
    {
      // One use is no proof: (1 + 5 · overall)/6 against (20 · 0.8 + 5 · overall)/25, overall = 17/21.
      case: "many good uses before one perfect use, drawn to the mean",
      a: { meanReward: 0.95, uses: 100 },
      b: { meanReward: 1, uses: 1 },
      first: "a",
    },
    { case: "the smaller id of two never used", a: {}, b: {}, first: "a" },
  ])("lists $case first", ({ a, b, first }) => {
    const patterns = [
      pattern("z", "angry", { meanReward: 0.1, uses: 100 }),
      pattern("b", "late parcel", b),
      pattern("a", "late parcel", a),
    ];
    expect(ids(ask(patterns, "late parcel"))[0]).toBe(first);
  });

  it("lets no reward outweigh a much better fit", () => {
    const patterns = [
      pattern("fits", "late parcel refund", { meanReward: 0, uses: 1000 }),
      pattern("pays", "late", { meanReward: 1, uses: 1000 }),
    ];
    expect(ids(ask(patterns, "late parcel refund"))).toEqual(["fits", "pays"]);
  });

  it("leaves switched-off patterns out of every average", () => {
    const off = pattern("off", "late late late parcel", { enabled: false, meanReward: 1, uses: 500 });
    expect(ask([...store, off], "late parcel")).toEqual(ask(store, "late parcel"));
  });

  it("does not fill the list with one instruction", () => {
    const same = Array.from({ length: 5 }, (_, i) =>
      pattern(`same${i}`, "late parcel", { instruction: "Name the new date in the first sentence." }),
    );
    const answer = ask([...same, pattern("other", "late invoice")], "late parcel");
    expect(ids(answer)).toEqual(["same0", "other"]);
    expect(answer.nearIdentical.map(({ id }) => id)).toEqual(["same1", "same2", "same3", "same4"]);
  });

  it("adds up rewards in one order: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in the last bit", () => {
    const patterns = [0.1, 0.2, 0.3].map((meanReward, i) =>
      pattern(`p${i}`, "late parcel", { meanReward, uses: 1 }),
    );
    expect(ask([...patterns].reverse(), "late parcel")).toEqual(ask(patterns, "late parcel"));
  });

  it("does not depend on the order of the patterns", () => {
    const row = fc.record({
      situation: fc.constantFrom("late parcel", "late invoice", "angry customer", "parcel refund late"),
      instruction: fc.constantFrom("Be brief.", "Name the date.", "Name the date first."),
      uses: fc.integer({ min: 0, max: 9 }),
      meanReward: fc.double({ min: 0, max: 1, noNaN: true }),
      enabled: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }).chain((rows) => {
          const patterns = rows.map(({ situation, ...rest }, i) =>
            pattern(`p${i}`, situation, { ...rest, meanReward: rest.uses === 0 ? null : rest.meanReward }),
          );
          return fc.tuple(
            fc.constant(patterns),
            fc.shuffledSubarray(patterns, { minLength: patterns.length }),
          );
        }),
        ([patterns, shuffled]) => {
          expect(ask(shuffled, "late parcel", { limit: 4 })).toEqual(
            ask(patterns, "late parcel", { limit: 4 }),
          );
        },
      ),
    );
  });

  it.each([
    { case: "a negative limit", input: { limit: -1 }, message: "limit" },
    { case: "a NaN limit", input: { limit: Number.NaN }, message: "limit" },
    { case: "an id twice", input: { patterns: [...store, ...store] }, message: "there twice" },
    {
      case: "vectors of unequal length",
      input: { patterns: [pattern("a", "x", { embedding: by("m", 1) })], embedding: by("m", 1, 0) },
      message: "equally long",
    },
    {
      case: "a NaN in a vector",
      input: {
        patterns: [pattern("a", "x", { embedding: by("m", Number.NaN, 1) })],
        embedding: by("m", 1, 0),
      },
      message: "finite",
    },
  ])("refuses $case", ({ input, message }) => {
    expect(() => ask(store, "late", input)).toThrow(RangeError);
    expect(() => ask(store, "late", input)).toThrow(message);
  });
});

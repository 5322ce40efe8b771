import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentWords, guessLanguage } from "@/lib/engine/text/language";
import { countPhrases, phraseBook, plainWords } from "@/lib/engine/text/phrases";
import { splitSentences } from "@/lib/engine/text/sentences";
import { countWords, splitTokens, words } from "@/lib/engine/text/tokens";

describe("words", () => {
  it.each([
    {
      case: "combining marks stay with their letter",
      text: "cafe\u0301 na\u0308\u0323",
      expected: ["cafe\u0301", "na\u0308\u0323"],
    },
    { case: "a mark without a letter is no word", text: "\u0301 a", expected: ["a"] },
    { case: "emoji are no words", text: "👩‍👩‍👧 👍🏽 🇩🇪 ok", expected: ["ok"] },
    { case: "Chinese by character", text: "你好，世界", expected: ["你", "好", "世", "界"] },
    {
      case: "Japanese by character, long vowel too",
      text: "コーヒー3杯",
      expected: ["コ", "ー", "ヒ", "ー", "3", "杯"],
    },
    { case: "Korean by blank", text: "안녕 하세요", expected: ["안녕", "하세요"] },
    { case: "Thai by letter with its marks", text: "ที่นี่", expected: ["ที่", "นี่"] },
    { case: "Arabic with vowel signs", text: "مَرْحَبًا بك؟", expected: ["مَرْحَبًا", "بك"] },
    { case: "Persian with a non-joiner", text: "می\u200cخواهم", expected: ["می\u200cخواهم"] },
    { case: "Hebrew", text: "שלום לך", expected: ["שלום", "לך"] },
    {
      case: "apostrophes, straight and curly",
      text: "don't l’été rock 'n' roll",
      expected: ["don't", "l’été", "rock", "n", "roll"],
    },
    {
      case: "hyphens, plain and unbroken",
      text: "well-known e\u2011mail - a–b",
      expected: ["well-known", "e\u2011mail", "a", "b"],
    },
    {
      case: "numbers with dots and commas",
      text: "1,000.50 3.5. 10:30",
      expected: ["1,000.50", "3.5", "10", "30"],
    },
    { case: "digits of other scripts", text: "٣٫٥ १२", expected: ["٣", "٥", "१२"] },
    { case: "a soft hyphen inside a word", text: "Zu\u00adsam\u00admen", expected: ["Zu\u00adsam\u00admen"] },
    { case: "a zero-width space between words", text: "a\u200bb", expected: ["a", "b"] },
    { case: "the Catalan middle dot", text: "col·legi", expected: ["col·legi"] },
    { case: "half of a surrogate pair", text: "a\ud800b", expected: ["a", "b"] },
  ])("$case", ({ text, expected }) => {
    expect(words(text)).toEqual(expected);
    expect(countWords(text)).toBe(expected.length);
  });
});

describe("splitTokens", () => {
  it.each([
    { case: "a family", text: "👩‍👩‍👧", expected: ["👩‍👩‍👧"] },
    { case: "a skin tone", text: "👍🏽👍", expected: ["👍🏽", "👍"] },
    { case: "two flags", text: "🇩🇪🇫🇷", expected: ["🇩🇪", "🇫🇷"] },
    { case: "a heart with a style", text: "❤️!", expected: ["❤️", "!"] },
    { case: "the flag of Wales", text: "🏴󠁧󠁢󠁷󠁬󠁳󠁿.", expected: ["🏴󠁧󠁢󠁷󠁬󠁳󠁿", "."] },
    { case: "a mark on a sign", text: "=\u0338 ", expected: ["=\u0338", " "] },
    { case: "line ends with their blanks", text: "a \r\n b", expected: ["a", " \r\n ", "b"] },
  ])("keeps $case whole", ({ text, expected }) => {
    expect(splitTokens(text)).toEqual(expected);
  });

  it("spells any text, and its words are among the tokens", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const tokens = splitTokens(text);
        expect(tokens.join("")).toBe(text);
        const left = words(text);
        for (const token of tokens) if (token === left[0]) left.shift();
        expect(left).toEqual([]);
      }),
    );
  });
});

describe("splitSentences", () => {
  it.each([
    {
      case: "marks and quotes",
      text: 'He said "no." Really?! Yes…',
      expected: ['He said "no."', "Really?!", "Yes…"],
    },
    {
      case: "abbreviations",
      text: "Mr. Ray, e.g. here. J. Roe left.",
      expected: ["Mr. Ray, e.g. here.", "J. Roe left."],
    },
    { case: "German ordinals", text: "Am 3. Mai. Am 15. Gut.", expected: ["Am 3. Mai.", "Am 15.", "Gut."] },
    { case: "numbered lines", text: "1. One\n2. Two", expected: ["1. One", "2. Two"] },
    {
      case: "lines wrapped and lines apart",
      text: "one\ntwo\nThree\n\nfour",
      expected: ["one\ntwo", "Three", "four"],
    },
    { case: "marks of other scripts", text: "好。吗？是", expected: ["好。", "吗？", "是"] },
    { case: "text without words", text: "... !! \n", expected: [] },
    { case: "a sentence that ends in I", text: "So do I. We left.", expected: ["So do I.", "We left."] },
  ])("at $case", ({ text, expected }) => {
    expect(splitSentences(text)).toEqual(expected);
  });

  it("keeps every word, in order", () => {
    const text = fc.array(fc.constantFrom("A", "b", "3", ". ", "? ", "\n", "! ", "…", "Dr", "。"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const joined = parts.join(" ");
        expect(splitSentences(joined).flatMap(words)).toEqual(words(joined));
      }),
    );
  });
});

describe("plainWords", () => {
  it.each([
    { case: "English short forms stay", text: "Don’t! It's", expected: ["don't", "it's"] },
    { case: "French elisions come apart", text: "Qu’on m'appelle", expected: ["qu'", "on", "m'", "appelle"] },
    {
      case: "French inversions come apart",
      text: "Pouvez-vous? Rendez-vous",
      expected: ["pouvez", "vous", "rendez-vous"],
    },
    { case: "decomposed letters are composed", text: "e\u0301te\u0301", expected: ["été"] },
    { case: "soft hyphens go", text: "Ent\u00adschuldigung", expected: ["entschuldigung"] },
  ])("$case", ({ text, expected }) => {
    expect(plainWords(text)).toEqual(expected);
  });
});

describe("countPhrases", () => {
  it.each([
    {
      case: "the longest phrase first",
      counted: "thank, thank you",
      skipped: "",
      text: "thank you",
      expected: 1,
    },
    { case: "no overlap", counted: "a a", skipped: "", text: "a a a", expected: 1 },
    {
      case: "not what a longer phrase takes",
      counted: "happy",
      skipped: "not happy",
      text: "not happy, happy",
      expected: 1,
    },
    { case: "whole words only", counted: "sorry", skipped: "", text: "unsorry sorryness", expected: 0 },
    { case: "a phrase cut off by the end", counted: "thank you", skipped: "", text: "I thank", expected: 0 },
    {
      case: "an elided word at its end",
      counted: "parce qu'",
      skipped: "",
      text: "parce qu'il",
      expected: 1,
    },
  ])("counts $case", ({ counted, skipped, text, expected }) => {
    expect(countPhrases(plainWords(text), phraseBook(counted, skipped))).toBe(expected);
  });
});

describe("guessLanguage", () => {
  it.each([
    { text: "We will send your refund to the same card.", expected: "en" },
    { text: "Wir haben die Erstattung heute veranlasst.", expected: "de" },
    { text: "Hemos enviado el reembolso a su tarjeta.", expected: "es" },
    { text: "Nous avons envoyé le remboursement sur votre carte.", expected: "fr" },
    { text: "42", expected: "en" },
    { text: "Мы отправили деньги", expected: "en" },
  ] as const)("$expected for $text", ({ text, expected }) => {
    expect(guessLanguage(plainWords(text))).toBe(expected);
  });
});

describe("contentWords", () => {
  it.each([
    {
      case: "each once, without function words",
      text: "The refund and the parcel, refund",
      expected: ["refund", "parcel"],
    },
    {
      case: "numbers and characters of scripts without blanks",
      text: "42 退款 ox",
      expected: ["42", "退", "款"],
    },
  ])("keeps $case", ({ text, expected }) => {
    expect([...contentWords(plainWords(text))]).toEqual(expected);
  });
});

import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import { type Language, languageOf } from "@/lib/llm/simulator/languages";
import { datePattern, officeWords, traitPatterns } from "@/lib/llm/simulator/trait-patterns";

/** What a text really contains, whoever wrote it. Counts are of phrases, unless said otherwise. */
export interface ReplyTraits {
  language: Language;
  emailLanguage: Language;
  words: number;
  greetsByName: boolean;
  apologies: number;
  /** Its first date or weekday, or null. */
  date: string | null;
  /** Facts of the email it repeats: number, item, amount. */
  repeatedFacts: string[];
  /** The order number or the like; false for an email that has none. */
  mentionsReference: boolean;
  saysWhatWasAsked: boolean;
  /** Questions of the email that it takes up by their words. */
  answeredQuestions: number;
  /** Office phrases, each kind once. */
  jargon: number;
  /** "will", "shall", "guarantee" with "we" or "I" before it. */
  commitments: number;
  hedges: number;
  formalMarks: number;
  warmMarks: number;
  empathy: number;
  questions: number;
  /** Whether the last sentence before the close is a question. */
  endsWithQuestion: boolean;
  thanks: number;
  exclamations: number;
  emojis: number;
  /** Sentences that put it down to the sender. */
  blame: number;
  explanations: number;
  technicalTerms: number;
  asksForFacts: boolean;
  takesOwnership: boolean;
  advertising: number;
  offersCompensation: boolean;
  offersCall: boolean;
  links: number;
  /** Lines behind a dash. */
  bullets: number;
  /** Lines behind a number. */
  numberedLines: number;
  /** Paragraphs between the greeting and the close. */
  bodyParagraphs: number;
  hasSignature: boolean;
  /** A person's name stands between the close and the company. */
  signedByPerson: boolean;
  promisesRefund: boolean;
  promisesReplacement: boolean;
}

/**
 * Reads the traits of a reply to an email, in English, German, Spanish or French.
 *
 * @example
 * readTraits("Hello Maria,\n\nIt is on its way!", factsOfMariasEmail).greetsByName; // => true
 */
export function readTraits(reply: string, facts: EmailFacts): ReplyTraits {
  const { lines, paragraphs, body, close } = partsOf(reply);
  const count = (pattern: RegExp) => reply.match(pattern)?.length ?? 0;
  const has = (fact: string | null): fact is string =>
    fact !== null && reply.toLowerCase().includes(fact.toLowerCase());
  const greeting = paragraphs[0]?.split("\n")[0] ?? "";
  const name = facts.firstName;
  return {
    language: languageOf(reply),
    emailLanguage: facts.language,
    words: reply.trim() === "" ? 0 : reply.trim().split(/\s+/).length,
    greetsByName: name !== null && greeting.length < 60 && greeting.includes(name),
    apologies: count(traitPatterns.apology),
    date: datePattern.exec(reply)?.[0] ?? null,
    repeatedFacts: [facts.reference, facts.item, facts.amount].filter(has),
    mentionsReference: has(facts.referenceNumber),
    saysWhatWasAsked: traitPatterns.asked.test(reply),
    answeredQuestions: facts.questions.filter((question) => reply.includes(question)).length,
    jargon: officeWords.filter((pattern) => pattern.test(reply)).length,
    commitments: count(traitPatterns.commitment),
    hedges: count(traitPatterns.hedge),
    formalMarks: count(traitPatterns.formal),
    warmMarks: count(traitPatterns.warm),
    empathy: count(traitPatterns.empathy),
    questions: count(/\?/g),
    endsWithQuestion: /\?[\s\p{Extended_Pictographic}]*$/u.test(body.at(-1) ?? ""),
    thanks: count(traitPatterns.thanks),
    exclamations: count(/!/g),
    emojis: count(traitPatterns.emoji),
    blame: count(traitPatterns.blame),
    explanations: count(traitPatterns.explanation),
    technicalTerms: count(traitPatterns.technical),
    asksForFacts: count(traitPatterns.asksForFacts) > 0,
    takesOwnership: count(traitPatterns.ownership) > 0,
    advertising: count(traitPatterns.advertising),
    offersCompensation: count(traitPatterns.compensation) > 0,
    offersCall: count(traitPatterns.call) > 0,
    links: count(traitPatterns.link),
    bullets: lines.filter((line) => /^\s*[-*•] /.test(line)).length,
    numberedLines: lines.filter((line) => /^\s*\d{1,2}[.)] /.test(line)).length,
    bodyParagraphs: body.length,
    hasSignature: close.length > 0,
    signedByPerson: close.length >= 3 && /^\p{Lu}\p{Ll}+(?: \p{Lu}[\p{L}-]+)?$/u.test(close[1] ?? ""),
    promisesRefund: /\b(refund(?:ed)?|return (?:the|your)? ?(?:money|payment|full amount))\b/i.test(reply),
    promisesReplacement: /\b(a new \w+|replacement|send you (?:a )?new)\b/i.test(reply),
  };
}

/** A reply in its parts. The close is the last paragraph, if it begins with a sign-off. */
function partsOf(reply: string) {
  const lines = reply.split("\n");
  const paragraphs = reply
    .trim()
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "");
  const last = (paragraphs.at(-1) ?? "").split("\n").map((line) => line.trim());
  const close = paragraphs.length > 1 && traitPatterns.signOff.test(last[0] ?? "") ? last : [];
  const body = paragraphs.slice(1, close.length > 0 ? -1 : undefined);
  return { lines, paragraphs, body, close };
}

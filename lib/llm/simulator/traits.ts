import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import { jargon } from "@/lib/llm/simulator/phrases";

/** What a text really contains, whoever wrote it. */
export interface ReplyTraits {
  words: number;
  greetsByName: boolean;
  apologies: number;
  /** Its first date or weekday, or null. */
  date: string | null;
  /** Facts of the email it repeats: number, item, amount. */
  repeatedFacts: string[];
  saysWhatWasAsked: boolean;
  /** Office phrases, each kind once. */
  jargon: number;
  /** "will", "shall", "guarantee" with "we" or "I" before it. */
  commitments: number;
  hedges: number;
  formalMarks: number;
  questions: number;
  thanks: number;
  promisesRefund: boolean;
  promisesReplacement: boolean;
}

const dayNames = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
const monthNames = "January|February|March|April|May|June|July|August|September|October|November|December";
const datePattern = new RegExp(
  `\\b(?:${dayNames})(?:,? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)?(?: (?:${monthNames}))?)?|\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${monthNames})\\b|\\b(?:${monthNames}) \\d{1,2}\\b`,
);

/** Reads the traits of a reply to an email. */
export function readTraits(reply: string, facts: EmailFacts): ReplyTraits {
  const greeting = reply.trim().split("\n")[0] ?? "";
  const name = facts.firstName;
  const has = (fact: string | null): fact is string =>
    fact !== null && reply.toLowerCase().includes(fact.toLowerCase());
  return {
    words: reply.trim() === "" ? 0 : reply.trim().split(/\s+/).length,
    greetsByName: name !== null && greeting.length < 60 && greeting.includes(name),
    apologies: countOf(reply, /\b(sorry|apologi[sz]e|apolog(?:y|ies)|regret)\b/gi),
    date: datePattern.exec(reply)?.[0] ?? null,
    repeatedFacts: [facts.reference, facts.item, facts.amount].filter(has),
    saysWhatWasAsked: /\byou (have |wrote to )?(ask(ed)?|would like|wanted|requested|need)\b/i.test(reply),
    jargon: jargon.filter((pattern) => pattern.test(reply)).length,
    commitments: countOf(
      reply,
      /\b(?:we|I|team|department|specialists)(?:'ll| will| shall| guarantee| promise)\b/gi,
    ),
    hedges: countOf(
      reply,
      /\b(hope to|aim to|looking into|checking|intention to|cannot (?:be sure|promise)|endeavouring|being (?:reviewed|examined)|under examination)\b/gi,
    ),
    formalMarks: countOf(
      reply,
      /\b(yours (?:sincerely|faithfully)|dear sir|to whom it may concern|we shall|we note that|we write in response|we acknowledge)\b/gi,
    ),
    questions: countOf(reply, /\?/g),
    thanks: countOf(reply, /\b(thank you|thanks)\b/gi),
    promisesRefund: /\b(refund(?:ed)?|return (?:the|your)? ?(?:money|payment|full amount))\b/i.test(reply),
    promisesReplacement: /\b(a new \w+|replacement|send you (?:a )?new)\b/i.test(reply),
  };
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

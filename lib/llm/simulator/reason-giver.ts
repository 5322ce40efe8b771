import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import { type ReplyTraits, readTraits } from "@/lib/llm/simulator/traits";

interface Reason {
  text: string;
  confidence: number;
}

const MAX_REASONS = 5;

/** A trait that may be worth naming: how clearly it shows, from 0 (not at all) to 1, and in what words. */
interface Observation {
  clearness: (traits: ReplyTraits) => number;
  text: (traits: ReplyTraits) => string;
}

const observations: readonly Observation[] = [
  { clearness: (t) => (t.greetsByName ? 0.95 : 0), text: () => "greets by name" },
  { clearness: (t) => (t.greetsByName ? 0 : 0.6), text: () => "greets without a name" },
  {
    clearness: (t) => (t.apologies === 0 ? 0 : 0.75 + 0.1 * Math.min(2, t.apologies - 1)),
    text: (t) => (t.apologies > 1 ? "apologises more than once" : "says sorry"),
  },
  { clearness: (t) => (t.date === null ? 0 : 0.9), text: (t) => `gives a date: ${t.date}` },
  { clearness: (t) => (t.date === null ? 0.7 : 0), text: () => "gives no date" },
  { clearness: (t) => (t.words > 0 && t.words <= 80 ? 1 - t.words / 160 : 0), text: () => "short" },
  { clearness: (t) => (t.words > 80 ? Math.min(0.95, t.words / 160) : 0), text: () => "long" },
  {
    clearness: (t) => (t.saysWhatWasAsked ? 0.7 : 0) + 0.1 * Math.min(2, t.repeatedFacts.length),
    text: (t) => (t.saysWhatWasAsked ? "says what was asked" : `names the ${t.repeatedFacts[0]}`),
  },
  { clearness: (t) => Math.min(0.95, 0.35 * t.jargon), text: () => "uses stock phrases" },
  { clearness: (t) => (t.jargon === 0 && t.formalMarks === 0 ? 0.65 : 0), text: () => "uses plain words" },
  { clearness: (t) => Math.min(0.95, 0.45 * t.formalMarks), text: () => "keeps a formal tone" },
  { clearness: (t) => (t.hedges > 0 && t.commitments === 0 ? 0.75 : 0), text: () => "promises nothing" },
  { clearness: (t) => (t.promisesRefund && t.commitments > 0 ? 0.8 : 0), text: () => "promises a refund" },
  {
    clearness: (t) => (t.promisesReplacement && t.commitments > 0 ? 0.8 : 0),
    text: () => "promises a replacement",
  },
  { clearness: (t) => Math.min(0.85, 0.4 * (t.thanks - 1)), text: () => "thanks several times" },
  { clearness: (t) => (t.questions > 0 ? 0.7 : 0), text: () => "asks a question" },
  { clearness: (t) => (t.blame > 0 ? 0.9 : 0), text: () => "blames the customer" },
  { clearness: (t) => (t.advertising > 0 ? 0.9 : 0), text: () => "advertises" },
  { clearness: (t) => (t.emojis > 0 ? 0.9 : 0), text: () => "uses an emoji" },
  { clearness: (t) => Math.min(0.9, 0.35 * t.exclamations), text: () => "uses exclamation marks" },
  { clearness: (t) => (t.bullets > 0 ? 0.85 : 0), text: () => "uses bullet points" },
  { clearness: (t) => (t.numberedLines > 0 ? 0.85 : 0), text: () => "numbers the steps" },
  {
    clearness: (t) => (t.language === t.emailLanguage ? 0 : 0.95),
    text: () => "is not in the sender's language",
  },
  { clearness: (t) => (t.offersCompensation ? 0.85 : 0), text: () => "offers compensation" },
  { clearness: (t) => (t.offersCall ? 0.8 : 0), text: () => "offers a call" },
  { clearness: (t) => (t.links > 0 ? 0.8 : 0), text: () => "links to a page" },
  { clearness: (t) => (t.asksForFacts ? 0.8 : 0), text: () => "asks for missing facts" },
  { clearness: (t) => (t.answeredQuestions > 0 ? 0.8 : 0), text: () => "answers each question" },
  { clearness: (t) => (t.takesOwnership ? 0.8 : 0), text: () => "takes ownership" },
  { clearness: (t) => Math.min(0.9, 0.5 * t.warmMarks), text: () => "has a warm tone" },
  { clearness: (t) => Math.min(0.85, 0.7 * t.empathy), text: () => "shows empathy" },
  { clearness: (t) => Math.min(0.9, 0.3 * t.explanations), text: () => "explains the background" },
  { clearness: (t) => Math.min(0.9, 0.4 * t.technicalTerms), text: () => "gives technical detail" },
  { clearness: (t) => (t.signedByPerson ? 0.75 : 0), text: () => "is signed by a person" },
  { clearness: (t) => (t.words > 0 && !t.hasSignature ? 0.4 : 0), text: () => "has no signature" },
];

/**
 * The clearest traits of a reply, as JSON of the reasons' contract.
 *
 * Two are always there: a reply either greets by name or does not, and is short or long.
 */
export function giveReasons(emailBlock: string, reply: string): string {
  const traits = readTraits(reply, readFacts(readEmail(emailBlock)));
  const reasons = observations
    .map(({ clearness, text }): Reason => ({ text: text(traits), confidence: rounded(clearness(traits)) }))
    .filter(({ confidence }) => confidence > 0)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MAX_REASONS);
  return JSON.stringify({ reasons });
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

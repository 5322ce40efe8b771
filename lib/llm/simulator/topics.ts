import type { EmailFacts, ReceivedEmail } from "@/lib/llm/simulator/email-facts";
import { foreignLexiconOf } from "@/lib/llm/simulator/languages";

/**
 * What an email can be about, and what a support person would say to it. Places in braces are
 * filled from the email: {thing} "your stove, order 4812", {item} "stove", {amount}, {has}, {is},
 * {it}, {one}, {newItem}, {theItem}, {subject}.
 */
export interface Topic {
  id: string;
  /** Each pattern that the email matches counts once, twice in the subject. */
  signals: readonly RegExp[];
  /** Ends "I am sorry that …"; empty where nothing went wrong. */
  problems: readonly string[];
  /** Follows "You asked …". */
  requests: readonly string[];
  /** Follows "We will …". */
  actions: readonly string[];
  /** Until the next step is done. */
  workingDays: number;
}

export const topics: readonly Topic[] = [
  {
    id: "late_delivery",
    signals: [
      /\bwhere (is|are) (my|the|our|they|it|order)/i,
      /\b(not|n't|never|nothing)\b.{0,25}\b(arrived|come|delivered|turned up|received|receive|moved|shipped)\b/i,
      /\b(still (waiting|nothing|no sign)|tracking|next-day|label created|delayed|late)\b/i,
    ],
    problems: ["{thing}, {has} not arrived yet", "{thing}, {is} late"],
    requests: ["where {thing}, {is}", "when {thing}, will arrive"],
    actions: ["have {it} with you", "deliver {it}", "send {it} out again"],
    workingDays: 3,
  },
  {
    id: "damaged",
    signals: [
      /\b(damag\w+|broken|broke|crack\w*|bent|torn|smashed|dent\w*|scratch\w*|crooked|chipped|shattered|in pieces|split)\b/i,
      /\barriv\w+\b.{0,40}\b(damaged|broken|cracked|bent|torn|with a)\b/i,
    ],
    problems: ["{thing}, arrived damaged", "{thing}, came broken"],
    requests: ["for a replacement for {thing}", "what to do about {thing}"],
    actions: ["send you {newItem}", "deliver {newItem} and collect the old {one}"],
    workingDays: 3,
  },
  {
    id: "wrong_item",
    signals: [
      /\bwrong (item|colou?r|size|one|product|thing|model|order|parcel)\b/i,
      /\b(instead of|not what (I|we) ordered|someone else's|different from)\b/i,
      /\b(sent|received|got)\b.{0,30}\bwrong\b/i,
    ],
    problems: ["we sent you the wrong article instead of {thing}", "you did not get {thing}, as you ordered"],
    requests: ["us to send you {thing}, instead of the wrong one"],
    actions: ["deliver the right {item} and collect the wrong {one}", "send you the right {item}"],
    workingDays: 3,
  },
  {
    id: "missing_parts",
    signals: [
      /\b(missing|incomplete|not in the box|left out|wasn't in|was not in)\b/i,
      /\bonly (one|two|three|four|\d+)\b.{0,25}\b(of|came|arrived|in)\b/i,
    ],
    problems: ["a part of {thing}, was missing", "{thing}, came incomplete"],
    requests: ["for the missing part of {thing}"],
    actions: ["send you the missing part", "have the missing part with you"],
    workingDays: 3,
  },
  {
    id: "overcharge",
    signals: [
      /\b(charged|paid|took|taken|billed|debited)\b.{0,40}\b(twice|double|too much|two times|wrong)\b/i,
      /\b(overcharg\w+|double (charge|payment)|duplicate (charge|payment))\b/i,
    ],
    problems: ["you were charged too much for {thing}"],
    requests: ["for {amount} back for {thing}"],
    actions: ["return {amount} to your card", "refund {amount} to your account"],
    workingDays: 4,
  },
  {
    id: "refund",
    signals: [
      /\brefund\w*\b/i,
      /\bmoney back\b|\breimburs\w+/i,
      /\b(returned|sent back|cancelled)\b.{0,80}\b(refund|money|paid|amount)\b/i,
    ],
    problems: ["you have had to wait for your refund for {thing}", "we have not yet refunded {thing}"],
    requests: ["for your refund of {amount} for {thing}", "when {amount} for {thing}, will be refunded"],
    actions: ["have {amount} in your account", "refund {amount} to your account"],
    workingDays: 4,
  },
  {
    id: "invoice",
    signals: [
      /\binvoices?\b/i,
      /\b(VAT|tax number|billing|receipt for|purchase order|accounts department)\b/i,
    ],
    problems: [],
    requests: ["for an invoice for {thing}", "us to send you the invoice for {thing}"],
    actions: ["send you the invoice as a PDF", "email the invoice to this address"],
    workingDays: 2,
  },
  {
    id: "address_change",
    signals: [
      /\b(wrong|new|old|change|changed|different|update)\b.{0,30}\bad+res+\b/i,
      /\b(moved house|moving house|have moved|wrong house)\b/i,
    ],
    problems: [],
    requests: ["us to send {thing}, to your new address", "us to change the address for {thing}"],
    actions: ["change the label and deliver {it} to your new address", "have {it} at the new address"],
    workingDays: 3,
  },
  {
    id: "order_change",
    signals: [
      /\bchange\b.{0,25}\b(size|colou?r|order|quantity)\b/i,
      /\bbefore you (send|ship|post)\b|\badd\b.{0,25}\bto (my|the) order\b/i,
    ],
    problems: [],
    requests: ["us to change {thing}"],
    actions: ["send {it} as you want it", "have {it} with you as you want it"],
    workingDays: 3,
  },
  {
    id: "cancellation",
    signals: [
      /\bcancel\w*\b/i,
      /\b(stop|end|pause|quit)\b.{0,20}\b(subscription|membership|contract|box)\b/i,
    ],
    problems: [],
    requests: ["us to cancel {thing}"],
    actions: ["cancel {it} and confirm it by email", "return what you paid"],
    workingDays: 3,
  },
  {
    id: "return",
    signals: [
      /\b(return|send|take)\b.{0,20}\b(it|them|this|these|the|my)?\s*back\b|\breturn\w*\b/i,
      /\b(exchange|too (small|big|large|tight|warm|long|short)|does(n't| not) fit)\b/i,
    ],
    problems: [],
    requests: ["to return {thing}", "whether you can send back {thing}"],
    actions: ["send you a return label", "email you a prepaid label"],
    workingDays: 2,
  },
  {
    id: "login",
    signals: [
      /\b(log ?in|log(ging)? on|sign in|password|locked out)\b/i,
      /\b(reset (link|email)|my account|user ?name)\b/i,
    ],
    problems: ["you cannot log in to your account"],
    requests: ["for help with logging in to your account"],
    actions: ["have your account open again", "send you a new link for your password"],
    workingDays: 1,
  },
  {
    id: "personal_data",
    signals: [
      /\b(delete|remove|erase)\b.{0,30}\b(account|data|details|address)\b/i,
      /\b(personal data|GDPR|privacy|unsubscribe)\b/i,
    ],
    problems: [],
    requests: ["us to delete your account and your personal data"],
    actions: ["delete your data and confirm it in writing"],
    workingDays: 5,
  },
  {
    id: "discount",
    signals: [
      /\b(discount|voucher|coupon|promo\w*)\b|\bcode\b.{0,40}\b(work|valid|accept)/i,
      /\b(price match|cheaper|reduced|price (went|fell|dropped))\b/i,
    ],
    problems: ["your code was refused"],
    requests: ["for the lower price on {thing}", "why your code does not work"],
    actions: ["take the difference off your bill", "send you a new code"],
    workingDays: 3,
  },
  {
    id: "warranty",
    signals: [
      /\b(warranty|guarantee|still covered)\b/i,
      /\b(stopped working|no longer|failed|came (off|apart)|goes out|losing|leaks?|wear and tear|fault\w*|deflat\w+)\b/i,
    ],
    problems: ["{thing}, no longer works as it should", "{thing}, has failed"],
    requests: ["for a repair or a replacement of {thing}", "whether {thing}, is still covered"],
    actions: ["send you {newItem}", "send you a prepaid label so that our workshop can repair {it}"],
    workingDays: 3,
  },
  {
    id: "stock",
    signals: [
      /\b(in stock|out of stock|sold out|available|availability)\b/i,
      /\b(do you (have|still sell|stock)|coming back|left\?)/i,
    ],
    problems: [],
    requests: ["whether we have {theItem}", "when you can buy {theItem}"],
    actions: ["put one aside for you", "let you know whether we have {it}"],
    workingDays: 3,
  },
  {
    id: "booking",
    signals: [/\b(appointment|booking|reservation|meeting|reschedul\w+)\b/i],
    problems: [],
    requests: ["us to change your appointment", "about your appointment"],
    actions: ["send you a new time"],
    workingDays: 2,
  },
  {
    id: "technical_error",
    signals: [
      /\b(error|crash\w*|bug|exception|segfault|fails?|failing|does(n't| not) work|can't get|cannot get|problem with)\b/i,
      /\b(install\w*|config\w*|server|kernel|version|package|script|upgrade\w*|compile\w*)\b/i,
    ],
    problems: ["you have had trouble with {subject}"],
    requests: ["for help with {subject}", "why {subject} does not work"],
    actions: ["test it here and send you what we find", "send you the steps that solve it"],
    workingDays: 2,
  },
  {
    id: "complaint",
    signals: [
      /\b(complain\w*|unacceptable|disappoint\w*|fed up|ridiculous|terrible|appalling|rude|disgrace\w*)\b/i,
      /\b(third|second|fourth) (email|time|call)\b|\b(no (reply|answer|response)|call(ed)? back|nobody (answered|called))\b/i,
    ],
    problems: [
      "you have had to write to us more than once about {thing}",
      "we have let you down with {thing}",
    ],
    requests: ["for an answer about {thing}"],
    actions: ["settle this for you", "give you a full answer"],
    workingDays: 3,
  },
  {
    id: "praise",
    signals: [
      /\b(just wanted to (say|thank)|(we|I) love|delighted|wonderful|brilliant service|well done|lovely)\b/i,
    ],
    problems: [],
    requests: ["about {thing}"],
    actions: ["send you what you need for it"],
    workingDays: 3,
  },
];

/** For mail that asks something, and for mail that fits nothing. */
export const questionTopic: Topic = {
  id: "question",
  signals: [],
  problems: [],
  requests: ["about {theItem}"],
  actions: ["send you a full answer", "have an answer for you"],
  workingDays: 2,
};

export const otherTopic: Topic = {
  id: "other",
  signals: [],
  problems: [],
  requests: ["about {subject}"],
  actions: ["read it with care and write to you again", "send you our answer"],
  workingDays: 3,
};

/** A matching remedy that the sender names outweighs what the topic would offer. */
export const remedyActions: Record<NonNullable<EmailFacts["remedy"]>, readonly string[]> = {
  refund: ["have {amount} in your account", "refund {amount} to your account"],
  replacement: ["send you {newItem}", "have {newItem} with you"],
  repair: ["send you a prepaid label so that our workshop can repair {it}"],
};

export const remedyTopics: ReadonlySet<string> = new Set([
  "damaged",
  "wrong_item",
  "missing_parts",
  "warranty",
]);

/** The topic with the most signals in the email's own language; the earlier one of equals. */
export function topicOf(email: ReceivedEmail, facts: EmailFacts): Topic {
  const found = mostSignalled(foreignLexiconOf(facts.language)?.topics ?? topics, email, facts);
  const topic = topics.find(({ id }) => id === found?.id);
  return topic ?? (/\?/.test(facts.text) ? questionTopic : otherTopic);
}

function mostSignalled<T extends { signals: readonly RegExp[] }>(
  options: readonly T[],
  email: ReceivedEmail,
  facts: EmailFacts,
): T | null {
  let best: T | null = null;
  let bestScore = 0;
  for (const topic of options) {
    const score = topic.signals.reduce(
      (sum, signal) => sum + (signal.test(facts.text) ? 1 : 0) + (signal.test(email.subject) ? 2 : 0),
      0,
    );
    if (score > bestScore) {
      best = topic;
      bestScore = score;
    }
  }
  return best;
}

/** Fills the places of a phrase from the email. */
export function fillPhrase(phrase: string, facts: EmailFacts): string {
  const isPlural = facts.item !== null && /[^s]s$/i.test(facts.item);
  const item = facts.item ?? "one";
  const subject = facts.subject === null ? "your email" : `“${facts.subject}”`;
  const reference = facts.reference;
  const withItem = reference === null ? `your ${item}` : `your ${item}, ${reference}`;
  const thing = facts.item !== null ? withItem : reference !== null ? `your ${reference}` : "your order";
  const places: Record<string, string> = {
    thing,
    item,
    theItem: facts.item === null ? subject : `the ${item}`,
    amount: facts.amount ?? "the full amount",
    subject,
    has: isPlural ? "have" : "has",
    is: isPlural ? "are" : "is",
    it: isPlural ? "them" : "it",
    one: isPlural ? "ones" : "one",
    newItem: facts.item === null ? "a new one" : isPlural ? `new ${item}` : `a new ${item}`,
  };
  const filled = phrase.replace(/\{(\w+)\}/g, (place, name: string) => places[name] ?? place);
  // "your stove, order 4812, has": the second comma belongs to the reference and goes with it.
  return facts.item !== null && reference !== null ? filled : filled.replace(`${thing},`, thing);
}

import type { PreferenceDecision } from "@/lib/engine/preference/comparisons";
import { statedReason } from "@/lib/engine/preference/statement";
import { hashToSeed } from "@/lib/engine/random";
import { words } from "@/lib/engine/text/tokens";

/** What people said in the same words. */
export interface StatedReason {
  /** The same for the same words said in the same mood, also when more people say them. */
  id: string;
  mood: "complaint" | "praise";
  /** Words that all quotes share, in the order of the newest quote. */
  terms: string[];
  statement: string;
  /** Emails behind it; several quotes about one email count once. */
  emails: number;
  /** The newest first. */
  quotes: { feedbackId: string; reviewer: string; text: string }[];
}

/** Said of one email alone it is a remark, not yet a pattern. */
const FEWEST_EMAILS = 2;
/** More than this nobody reads; those of the most emails come first. */
const MOST_REASONS = 20;

// Words that carry no content of their own in a remark about an email.
const FILLERS = new Set(
  `a about all am an and any are as at be been being but by can could did do does for from get give given
  gives had has have he her here him his how i if in into is it its just made make makes me my of on or our
  please really she should so some that the their them there these they this those to us very was we were
  what when where which who why will with would you your bit also again draft email mail message reply
  replies answer text response`.split(/\s+/),
);

/** Words that turn the meaning of the word after them: "too formal" and "not formal" must not meet. */
const TURNS = new Map(
  Object.entries({
    too: "too",
    not: "not",
    no: "no",
    never: "not",
    without: "no",
    lacks: "no",
    lacking: "no",
    missing: "no",
    misses: "no",
    more: "more",
    less: "less",
    fewer: "less",
  }),
);

/** Content words of a remark, each with the word that turns it; a contraction in n't turns what follows. */
function termsOf(text: string): string[] {
  const terms = new Set<string>();
  let turn: string | null = null;
  for (const word of words(text.toLowerCase().replaceAll("’", "'"))) {
    const turned = word.endsWith("n't") ? "not" : TURNS.get(word);
    if (turned !== undefined) {
      turn = turned;
    } else if (!FILLERS.has(word)) {
      terms.add(turn === null ? word : `${turn} ${word}`);
      turn = null;
    }
  }
  return [...terms];
}

interface Remark {
  mood: StatedReason["mood"];
  feedbackId: string;
  emailId: string;
  reviewer: string;
  text: string;
  terms: readonly string[];
}

function remarksOf(decisions: readonly PreferenceDecision[]): Remark[] {
  const newestFirst = [...decisions].sort((a, b) => b.decidedAt - a.decidedAt);
  return newestFirst.flatMap(({ feedbackId, emailId, reviewer, action, reason, liked, disliked }) => {
    const remark = (mood: StatedReason["mood"]) => (text: string) => ({
      mood,
      feedbackId,
      emailId,
      reviewer,
      text: text.trim(),
      terms: termsOf(text),
    });
    const typed = action === "reject" && reason !== null ? [reason] : [];
    return [...[...typed, ...disliked].map(remark("complaint")), ...liked.map(remark("praise"))];
  });
}

/** The term said about the most emails; among equals the one that the newest remark says first. */
function commonestTerm(remarks: readonly Remark[]): string | null {
  const emails = new Map<string, Set<string>>();
  for (const { terms, emailId } of remarks) {
    for (const term of terms) emails.set(term, (emails.get(term) ?? new Set()).add(emailId));
  }
  let [best, most] = [null as string | null, FEWEST_EMAILS - 1];
  for (const [term, { size }] of emails) {
    if (size > most) [best, most] = [term, size];
  }
  return best;
}

function gather(mood: StatedReason["mood"], remarks: readonly Remark[]): StatedReason[] {
  const reasons: StatedReason[] = [];
  let left = remarks.filter((remark) => remark.mood === mood);
  while (reasons.length < MOST_REASONS) {
    const term = commonestTerm(left);
    if (term === null) break;
    const said = left.filter(({ terms }) => terms.includes(term));
    left = left.filter(({ terms }) => !terms.includes(term));
    const terms = (said[0]?.terms ?? []).filter((other) =>
      said.every((remark) => remark.terms.includes(other)),
    );
    const emails = new Set(said.map(({ emailId }) => emailId)).size;
    reasons.push({
      id: `said-${hashToSeed("stated-reason", mood, term).toString(16).padStart(8, "0")}`,
      mood,
      terms,
      statement: statedReason({ mood, terms, emails }),
      emails,
      quotes: said.map(({ feedbackId, reviewer, text }) => ({ feedbackId, reviewer, text })),
    });
  }
  return reasons;
}

/**
 * What people say again and again, in their own words, counted and not interpreted.
 *
 * Complaints are reasons typed on a rejection and reasons marked as disliked, praise those marked as liked.
 * The content word said about the most emails makes the first group, the rest is grouped in the same way. A
 * word belongs with the one that turns it ("too formal", "not formal"). Content words are told by a list of
 * English fillers; in other languages the fillers count too, so groups there are coarser.
 *
 * @param decisions In any order.
 * @returns At most 20 complaints and 20 praises, each said about 2 or more emails, those of the most emails
 *   first; their counts are of remarks that share words, which is no measure of how many people agree.
 * @example
 * gatherReasons([]); // => []
 */
export function gatherReasons(decisions: readonly PreferenceDecision[]): StatedReason[] {
  const remarks = remarksOf(decisions);
  return [...gather("complaint", remarks), ...gather("praise", remarks)].sort((a, b) => b.emails - a.emails);
}

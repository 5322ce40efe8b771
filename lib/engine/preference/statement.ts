import type { EvidenceSource } from "@/lib/engine/preference/comparisons";
import type { ReplyFeature } from "@/lib/engine/text/features";

export type Direction = "more" | "less";

/** Values that people's own texts have, in the unit of the feature. */
export interface TargetRange {
  low: number;
  high: number;
  /** Emails whose accepted or edited text it rests on. */
  emails: number;
}

const sourceNames: Record<EvidenceSource, string> = {
  edit: "edits",
  choice: "choices",
  verdict: "verdicts",
};

/**
 * A list as English writes it.
 *
 * @example
 * inWords(["edits", "choices", "verdicts"]); // => "edits, choices and verdicts"
 */
export function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/**
 * A number a person can take in: two significant digits, or all of those before the point.
 *
 * @example
 * readable(0.2549); // => "0.25"
 */
export function readable(value: number): string {
  return String(Math.abs(value) >= 10 ? Math.round(value) : Number(value.toPrecision(2)));
}

type Unit = ReplyFeature["unit"];

/**
 * A difference in the unit of its feature.
 *
 * @param size Of the difference, 0 or more. @param unit Of the feature; shares differ by percentage points.
 * @returns Null for "yes or no", where the size says nothing.
 * @example
 * sizePhrase(0.12, "share"); // => "12 percentage points"
 */
export function sizePhrase(size: number, unit: Unit): string | null {
  switch (unit) {
    case "yes or no":
      return null;
    case "count":
      return readable(size);
    case "share":
      return `${readable(100 * size)} percentage points`;
    case "per 100 words":
      return `${readable(size)} ${unit}`;
    default:
      return `${readable(size)} ${readable(size) === "1" ? unit.slice(0, -1) : unit}`;
  }
}

/**
 * A target as people say it, to follow the label of the feature: "Words per sentence: about …".
 *
 * @example
 * targetPhrase({ low: 60.2, high: 90, emails: 12 }, "words"); // => "60 to 90"
 */
export function targetPhrase({ low, high }: TargetRange, unit: Unit): string {
  const scale = unit === "share" ? 100 : 1;
  const [from, to] = [readable(scale * low), readable(scale * high)];
  const range = from === to ? from : `${from} to ${to}`;
  if (unit === "share") return `${range} %`;
  return unit === "per 100 words" ? `${range} ${unit}` : range;
}

interface PreferenceWording {
  feature: ReplyFeature;
  direction: Direction;
  votesFor: number;
  votes: number;
  /** The most direct first. */
  decidedBy: readonly EvidenceSource[];
  /** Signed, in the unit of the feature. */
  medianChange: number;
  target: TargetRange | null;
}

/**
 * A preference in one plain sentence with the votes behind it and its size, and its target in another.
 *
 * @returns Ready to show; the numbers are votes, one per email.
 * @example
 * // "People prefer replies that are shorter: 9 of 11 edits and choices point that way, by a median of
 * // 42 words. Words in what they sent: about 60 to 90."
 */
export function preferenceStatement(wording: PreferenceWording): string {
  const { feature, direction, votesFor, votes, decidedBy, medianChange, target } = wording;
  const sources = inWords(decidedBy.map((source) => sourceNames[source]));
  const size = sizePhrase(Math.abs(medianChange), feature.unit);
  const by = size === null ? "" : `, by a median of ${size}`;
  const goal =
    target === null
      ? ""
      : ` ${feature.label} in what they sent: about ${targetPhrase(target, feature.unit)}.`;
  return `People prefer replies that ${feature[direction]}: ${votesFor} of ${votes} ${sources} point that way${by}.${goal}`;
}

/** One side of a disagreement: who, and how many of their votes go that way. */
export interface Camp {
  reviewer: string;
  votesFor: number;
  votes: number;
}

/**
 * A disagreement between reviewers in one plain sentence.
 *
 * @example
 * // "Reviewers disagree: ann (5 of 5) prefers replies that are shorter, bob (4 of 5) replies that are longer."
 */
export function conflictStatement(feature: ReplyFeature, camps: Record<Direction, readonly Camp[]>): string {
  const names = (direction: Direction) =>
    inWords(camps[direction].map(({ reviewer, votesFor, votes }) => `${reviewer} (${votesFor} of ${votes})`));
  const verb = camps.less.length > 1 ? "prefer" : "prefers";
  return `Reviewers disagree: ${names("less")} ${verb} replies that ${feature.less}, ${names("more")} replies that ${feature.more}.`;
}

/**
 * What people said in the same words, counted.
 *
 * @example
 * statedReason({ mood: "complaint", terms: ["too formal"], emails: 3 }); // => "Complaints about 3 emails say \"too formal\"."
 */
export function statedReason(said: {
  mood: "complaint" | "praise";
  terms: readonly string[];
  emails: number;
}): string {
  const who = said.mood === "complaint" ? "Complaints about" : "Praise for";
  const verb = said.mood === "complaint" ? "say" : "says";
  return `${who} ${said.emails} emails ${verb} ${inWords(said.terms.map((term) => `"${term}"`))}.`;
}

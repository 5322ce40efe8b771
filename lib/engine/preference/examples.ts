import type { FeedbackAction } from "@/lib/engine/reward/human";
import { assertShare } from "@/lib/engine/statistics/ranges";

/** Where an example comes from. Replies to one email are never on both sides of a validation. */
export interface ExampleSource {
  feedbackId: string;
  /** Of the email, or one common name for emails that resemble each other (turns of a conversation). */
  emailId: string;
  reviewer: string;
}

/** One person's verdict on one reply. */
export interface DecisionExample extends ExampleSource {
  features: readonly number[];
  /** 1 liked, 0 disliked; between them a share. See `decisionTarget`. */
  target: number;
  /** How much it counts, 0 or more; 1 unless given. */
  weight?: number;
}

/** One person's choice between two drafts of one email; which of them is `a` makes no difference. */
export interface PairExample extends ExampleSource {
  a: readonly number[];
  b: readonly number[];
  /** 1 if b was preferred, 0 if a was, 0.5 for a tie. */
  target: number;
  /** How much it counts, 0 or more; 1 unless given. */
  weight?: number;
}

export interface PreferenceExamples {
  /** What the numbers of every row mean, in their order. */
  featureNames: readonly string[];
  decisions: readonly DecisionExample[];
  pairs: readonly PairExample[];
}

/** A decision or a pair in the form in which both enter one fit. */
export interface Observation extends ExampleSource {
  kind: "decision" | "pair";
  /** The reply whose success is told; of a pair, draft b. */
  reply: readonly number[];
  /** What it was preferred to: draft a; null for a decision. */
  against: readonly number[] | null;
  target: number;
  weight: number;
}

/** Edits up to this share of the words leave a draft accepted. */
const SMALL_EDIT = 0.1;
/** Edits above this share of the words count as a rejection. */
const HEAVY_EDIT = 0.5;

function editTarget(editRatio: number): 0 | 1 | null {
  assertShare("editRatio", editRatio);
  if (editRatio <= SMALL_EDIT) return 1;
  return editRatio > HEAVY_EDIT ? 0 : null;
}

/**
 * What a decision says about liking: accepted or hardly edited 1, rejected or rewritten 0.
 *
 * @param action What the person did.
 * @param editRatio Share of the words that an edit changed, 0 to 1; null for other actions.
 * @returns 1 up to a ratio of 0.1, 0 above 0.5; null (missing) for a skip and for an edit between.
 * @throws {RangeError} if an edit has no ratio from 0 to 1.
 * @example
 * decisionTarget("edit", 0.1); // => 1
 * decisionTarget("edit", 0.3); // => null
 */
export function decisionTarget(action: FeedbackAction, editRatio: number | null): 0 | 1 | null {
  switch (action) {
    case "accept":
      return 1;
    case "reject":
      return 0;
    case "skip":
      return null;
    case "edit":
      return editTarget(editRatio ?? Number.NaN);
  }
}

function assertFeatures(name: string, values: readonly number[], count: number): void {
  if (values.length !== count) {
    throw new RangeError(`${name} must hold ${count} numbers, got ${values.length}`);
  }
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError(`${name} must be finite numbers, got ${value}`);
  }
}

/**
 * Refuses names that cannot tell features apart.
 *
 * @throws {RangeError} if there is none, one is empty, or one comes twice.
 * @example
 * assertFeatureNames(["words", "questions"]);
 */
export function assertFeatureNames(featureNames: readonly string[]): void {
  if (featureNames.length === 0) throw new RangeError("featureNames must name at least one feature");
  for (const [i, name] of featureNames.entries()) {
    if (name === "") throw new RangeError("featureNames must not be empty strings");
    if (featureNames.indexOf(name) !== i)
      throw new RangeError(`featureNames must differ, got "${name}" twice`);
  }
}

function observe(
  example: DecisionExample | PairExample,
  rows: Pick<Observation, "kind" | "reply" | "against">,
  featureCount: number,
): Observation {
  const { feedbackId, emailId, reviewer, target, weight = 1 } = example;
  for (const [name, id] of Object.entries({ feedbackId, emailId })) {
    if (id === "") throw new RangeError(`${name} must not be empty`);
  }
  assertFeatures(rows.kind === "pair" ? "b" : "features", rows.reply, featureCount);
  if (rows.against) assertFeatures("a", rows.against, featureCount);
  assertShare("target", target);
  if (!(weight >= 0 && Number.isFinite(weight))) {
    throw new RangeError(`weight must be a number of 0 or more, got ${weight}`);
  }
  return { feedbackId, emailId, reviewer, ...rows, target, weight };
}

/**
 * Checks examples and brings decisions and pairs into one form.
 *
 * @returns Decisions, then pairs, in their order; without those of weight 0, which say nothing.
 * @throws {RangeError} if an id is empty, a row does not fit the names or is not finite, a target lies
 *   outside 0 to 1, a weight is negative or not finite, or all weights are 0.
 * @example
 * observationsOf({ featureNames: ["words"], decisions: [], pairs: [] }); // => []
 */
export function observationsOf({ featureNames, decisions, pairs }: PreferenceExamples): Observation[] {
  assertFeatureNames(featureNames);
  const all = [
    ...decisions.map((decision) =>
      observe(decision, { kind: "decision", reply: decision.features, against: null }, featureNames.length),
    ),
    ...pairs.map((pair) =>
      observe(pair, { kind: "pair", reply: pair.b, against: pair.a }, featureNames.length),
    ),
  ];
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  if (all.length > 0 && !(sum > 0 && Number.isFinite(sum))) {
    throw new RangeError(`weights must have a finite sum above 0, got ${sum}`);
  }
  return all.filter(({ weight }) => weight > 0);
}

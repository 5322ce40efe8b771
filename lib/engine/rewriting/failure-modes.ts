import type { Failure, FailureKind } from "@/lib/engine/rewriting/failure";
import { foldCase, foldText } from "@/lib/engine/rewriting/folded-text";
import { words } from "@/lib/engine/text/tokens";

/** Failures that look alike, under a name that a rewriter can reason about. */
export interface FailureMode {
  /** E.g. `rejected: "no date"`, `edited: shorter`, or the kind alone where nothing more is shared. */
  name: string;
  kind: FailureKind;
  /** In the order given. */
  failures: Failure[];
  /** What people said in them, each once and cut to a line; at most 3. */
  quotes: string[];
}

interface Trait {
  name: string;
  /** A phrase says more than a word, and an edit more than either. */
  rank: number;
}

const QUOTES = 3;
const LONGEST_QUOTE = 160;
/** A comment may be a whole email; its beginning tells what it is about. */
const WORDS_READ = 60;

const kindNames: Record<FailureKind, string> = {
  rejected: "rejected",
  edited: "edited",
  disliked_reason: "disliked trait",
};

// Words that say nothing alone. Those of the second list give a phrase its sense ("no date", "too long").
const fillers = new Set(
  "a an and are as at be been but by did do does for from had has have he her his how i if in is it its just me more much my of on or our please really reply draft email answer she should so some such that the their them then there these they this to us very was we were what which who will with would you your".split(
    " ",
  ),
);
const modifiers = new Set(
  "no not too never without missing don't doesn't didn't isn't lacks less".split(" "),
);

/**
 * Failures grouped into named modes, the largest first.
 *
 * Within one kind of failure, the trait that most of those left share names the next mode: what the edits
 * did ("shorter by 30 words" and "shorter by 4 words" are both "shorter"), a phrase of two words, or a
 * word of the comments. A trait of one failure alone makes no mode; such failures stay together under the
 * name of their kind. Every failure is in exactly one mode.
 *
 * @param failures Evidence; may be empty. Only the order inside a mode and of its quotes depends on theirs.
 * @example
 * failureModes([]); // => []
 */
export function failureModes(failures: readonly Failure[]): FailureMode[] {
  const kinds: readonly FailureKind[] = ["rejected", "edited", "disliked_reason"];
  return kinds
    .flatMap((kind) =>
      modesOfKind(
        kind,
        failures.filter((failure) => failure.kind === kind),
      ),
    )
    .sort((a, b) => b.failures.length - a.failures.length || compare(a.name, b.name));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function modesOfKind(kind: FailureKind, failures: readonly Failure[]): FailureMode[] {
  let left = failures.map((failure) => ({ failure, traits: traitsOf(failure) }));
  const modes: FailureMode[] = [];
  for (let shared = mostShared(left); shared !== null; shared = mostShared(left)) {
    const name = shared;
    const members = left.filter(({ traits }) => traits.has(name));
    left = left.filter(({ traits }) => !traits.has(name));
    modes.push(modeOf(`${kindNames[kind]}: ${name}`, kind, members));
  }
  return left.length === 0 ? modes : [...modes, modeOf(kindNames[kind], kind, left)];
}

function modeOf(name: string, kind: FailureKind, members: readonly { failure: Failure }[]): FailureMode {
  const failures = members.map(({ failure }) => failure);
  const said = failures.map((failure) => (failure.said ?? "").replace(/\s+/g, " ").trim());
  const quotes = [...new Set(said)]
    .filter((text) => text !== "")
    .map((text) => (text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : text));
  return { name, kind, failures, quotes: quotes.slice(0, QUOTES) };
}

function mostShared(left: readonly { traits: ReadonlyMap<string, Trait> }[]): string | null {
  const counts = new Map<string, { trait: Trait; count: number }>();
  for (const trait of left.flatMap(({ traits }) => [...traits.values()])) {
    counts.set(trait.name, { trait, count: (counts.get(trait.name)?.count ?? 0) + 1 });
  }
  const [first] = [...counts.values()]
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || b.trait.rank - a.trait.rank || compare(a.trait.name, b.trait.name));
  return first?.trait.name ?? null;
}

function traitsOf({ said, changes }: Failure): Map<string, Trait> {
  const spoken = words(foldCase(foldText(said ?? ""))).slice(0, WORDS_READ);
  const traits = [
    ...changes.map((change) => ({ name: editTrait(change), rank: 3 })),
    ...phrasesOf(spoken).map((phrase) => ({ name: `"${phrase}"`, rank: 2 })),
    ...spoken.filter(tells).map((word) => ({ name: `"${word}"`, rank: 1 })),
  ];
  return new Map(traits.filter(({ name }) => name !== "").map((trait) => [trait.name, trait]));
}

/** "shorter by 30 words" is "shorter", "reworded 2 words" is "reworded". */
function editTrait(change: string): string {
  return words(foldCase(foldText(change)))
    .join(" ")
    .replace(/(?: by)? \d+ words?$/, "");
}

const tells = (word: string): boolean => word.length > 1 && !fillers.has(word) && !modifiers.has(word);

function phrasesOf(spoken: readonly string[]): string[] {
  return spoken.slice(1).flatMap((word, index) => {
    const before = spoken[index] ?? "";
    return tells(word) && (tells(before) || modifiers.has(before)) ? [`${before} ${word}`] : [];
  });
}

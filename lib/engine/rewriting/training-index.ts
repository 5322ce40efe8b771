import { phraseRuns } from "@/lib/engine/rewriting/copied-phrases";
import { foldText } from "@/lib/engine/rewriting/folded-text";
import { hostOf, type IdentifierKind, identifiersOf } from "@/lib/engine/rewriting/identifiers";
import { type NameEvidence, nameEvidence } from "@/lib/engine/rewriting/name-evidence";
import type { TrainingText } from "@/lib/engine/rewriting/training-text";
import type { HashPairs } from "@/lib/engine/rewriting/word-hashes";

/** Identifiers of some texts by kind, and the hosts of their URLs. */
export type IdentifierKeys = Readonly<Record<IdentifierKind | "host", ReadonlySet<string>>>;

/** What a candidate must not repeat, ready to be looked up. */
export interface TrainingIndex {
  phrases: HashPairs;
  identifiers: IdentifierKeys;
  names: NameEvidence;
}

/**
 * Keys of all identifiers of some texts.
 *
 * @param texts Texts from `foldText`.
 * @example
 * [...identifierKeys(["See https://example.com/a"]).host]; // => ["example.com"]
 */
export function identifierKeys(texts: readonly string[]): IdentifierKeys {
  const keys = {
    address: new Set<string>(),
    url: new Set<string>(),
    phone: new Set<string>(),
    number: new Set<string>(),
    host: new Set<string>(),
  };
  for (const { kind, key } of texts.flatMap(identifiersOf)) {
    keys[kind].add(key);
    if (kind === "url") keys.host.add(hostOf(key));
  }
  return keys;
}

/**
 * The training texts of a run, read once; every candidate of the run is then checked against it.
 *
 * Time and memory grow with the texts: 1 MB takes some tens of milliseconds.
 *
 * @param texts Everything the rewriter is shown, e.g. from `trainingTextsOf`; their order does not matter.
 * @example
 * trainingIndex([{ kind: "body", text: "I ordered it last week, number 48126." }]).identifiers.number.has("48126"); // => true
 */
export function trainingIndex(texts: readonly TrainingText[]): TrainingIndex {
  const folded = texts.map(({ kind, text }) => ({ kind, text: foldText(text) }));
  const all = folded.map(({ text }) => text);
  return { phrases: phraseRuns(all), identifiers: identifierKeys(all), names: nameEvidence(folded) };
}

import { copiedNames, ownedWords } from "@/lib/engine/rewriting/copied-names";
import { copiedPhrases, phraseRuns } from "@/lib/engine/rewriting/copied-phrases";
import { foldText } from "@/lib/engine/rewriting/folded-text";
import {
  hostOf,
  type Identifier,
  type IdentifierKind,
  identifiersOf,
} from "@/lib/engine/rewriting/identifiers";
import {
  type IdentifierKeys,
  identifierKeys,
  type TrainingIndex,
} from "@/lib/engine/rewriting/training-index";

/** What kind of thing was copied from an email, a reply or feedback. */
export type LeakCode =
  | "leaked_address"
  | "leaked_url"
  | "leaked_phone"
  | "leaked_number"
  | "leaked_name"
  | "leaked_phrase";

export interface Leak {
  code: LeakCode;
  message: string;
}

const SOURCE = "comes from an email, a reply or feedback";
const identifierWords: Record<IdentifierKind, { code: LeakCode; noun: string }> = {
  address: { code: "leaked_address", noun: "address" },
  url: { code: "leaked_url", noun: "link" },
  phone: { code: "leaked_phone", noun: "phone number" },
  number: { code: "leaked_number", noun: "number" },
};

/**
 * What a prompt repeats of the texts its writer was shown.
 *
 * Whatever the owner's texts hold is theirs to use. A link leaks as soon as its host is one of the
 * training texts' and not of the owner's.
 *
 * @param text The prompt under suspicion.
 * @param owned Texts of the owner: baseline, frozen clauses, values of variables.
 * @param training From `trainingIndex`.
 * @returns Addresses, links, phone numbers, numbers, names and phrases, in this order, each once.
 * @example
 * leaks("Write to ann@example.com.", ["Reply."], trainingIndex([{ kind: "sender", text: "ann@example.com" }]));
 * // => [{ code: "leaked_address", message: "The address \"ann@example.com\" comes from an email, a reply or feedback." }]
 */
export function leaks(text: string, owned: readonly string[], training: TrainingIndex): Leak[] {
  const plain = foldText(text);
  const own = owned.map(foldText);
  const { found, rest } = copiedIdentifiers(plain, identifierKeys(own), training.identifiers);
  const names = copiedNames(rest, training.names, ownedWords(own));
  const phrases = copiedPhrases(plain, training.phrases, phraseRuns(own));
  return [
    ...found.map(({ kind, text: copied }) => ({
      code: identifierWords[kind].code,
      message: `The ${identifierWords[kind].noun} "${copied}" ${SOURCE}.`,
    })),
    ...names.map((name) => ({ code: "leaked_name" as const, message: `The name "${name}" ${SOURCE}.` })),
    ...phrases.map((phrase) => ({
      code: "leaked_phrase" as const,
      message: `The passage "${phrase}" ${SOURCE}.`,
    })),
  ];
}

/** Identifiers that leak, each once, and the text without addresses and links, whose parts are no names. */
function copiedIdentifiers(
  plain: string,
  owned: IdentifierKeys,
  training: IdentifierKeys,
): { found: Identifier[]; rest: string } {
  const found = new Map<string, Identifier>();
  const taken: Identifier[] = [];
  let rest = plain;
  for (const identifier of identifiersOf(plain)) {
    const { kind, key, start, end } = identifier;
    if (kind === "address" || kind === "url") {
      rest = `${rest.slice(0, start)}${" ".repeat(end - start)}${rest.slice(end)}`;
    }
    if (!isCopied(identifier, owned, training)) continue;
    // The digits of a copied address or phone number are not a second leak.
    if (taken.some((other) => other.start < end && start < other.end)) continue;
    taken.push(identifier);
    if (!found.has(`${kind} ${key}`)) found.set(`${kind} ${key}`, identifier);
  }
  return { found: [...found.values()], rest };
}

function isCopied({ kind, key }: Identifier, owned: IdentifierKeys, training: IdentifierKeys): boolean {
  if (owned[kind].has(key)) return false;
  if (training[kind].has(key)) return true;
  return kind === "url" && training.host.has(hostOf(key)) && !owned.host.has(hostOf(key));
}

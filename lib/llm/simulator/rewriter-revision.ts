import { instructionsInSentence } from "@/lib/llm/simulator/instructions";
import type { Sentence } from "@/lib/llm/simulator/sentences";

export interface Change {
  change: string;
  because: number[];
}

/** A prompt under revision. */
export interface Revision {
  sentences: Sentence[];
  changes: Change[];
  /** Clauses that have to stay word for word. */
  clauses: readonly string[];
}

/** The revision with sentences in place of one; as it was where that one belongs to a frozen clause. */
export function replaced(
  revision: Revision,
  place: number,
  by: readonly Sentence[],
  change: Change,
): Revision {
  const current = revision.sentences[place];
  if (current === undefined || isFrozen(current.text, revision.clauses)) return revision;
  const sentences = [...revision.sentences];
  sentences.splice(place, 1, ...by);
  return { ...revision, sentences, changes: [...revision.changes, change] };
}

function isFrozen(text: string, clauses: readonly string[]): boolean {
  return clauses.some((clause) => clause.includes(text.trim()) || text.includes(clause.trim()));
}

/** Puts a sentence at the end, as a list item where the prompt ends in a list. */
export function appended(revision: Revision, text: string, change: Change): Revision {
  const changes = [...revision.changes, change];
  const last = revision.sentences.at(-1);
  if (last === undefined) return { ...revision, sentences: [{ text, after: "" }], changes };
  const bullet = /^\s*[-*•] /.exec(last.text)?.[0];
  const gap = bullet === undefined ? " " : "\n";
  const closed = bullet === undefined && !/[.!?:;"”)]$/.test(last.text) ? `${last.text}.` : last.text;
  const sentences = [
    ...revision.sentences.slice(0, -1),
    { text: closed, after: gap },
    { text: `${bullet ?? ""}${text}`, after: "" },
  ];
  return { ...revision, sentences, changes };
}

export function joined(sentences: readonly Sentence[]): string {
  return sentences
    .map(({ text, after }) => `${text}${after}`)
    .join("")
    .trim();
}

export function countWords(text: string): number {
  return text.trim() === "" ? 0 : text.trim().split(/\s+/).length;
}

/** What a sentence asks for or rules out, one key per instruction. */
export function demandsOf(text: string): string[] {
  return instructionsInSentence(text).map(({ kind, wanted }) => `${kind} ${wanted}`);
}

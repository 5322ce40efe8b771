import { promptVariables } from "@/lib/engine/drafting";
import { RULES_HEADING } from "@/lib/engine/rewriting/proposal";
import { blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { contradictionsOf } from "@/lib/llm/simulator/contradictions";
import { type InstructionKind, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { instructionsInSentence } from "@/lib/llm/simulator/instructions";
import { type QuotedFailure, readFailures, tallyVotes, type Vote } from "@/lib/llm/simulator/quoted-failures";
import { asJson, withMishap } from "@/lib/llm/simulator/rewriter-mishaps";
import { appended, countWords, joined, type Revision, replaced } from "@/lib/llm/simulator/rewriter-revision";
import { clearSentences, negatedSentences } from "@/lib/llm/simulator/rewriter-sentences";
import { merged, shortened, withPatterns } from "@/lib/llm/simulator/rewriter-strategies";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import { sentencesOf } from "@/lib/llm/simulator/sentences";

/** A sentence at least this clear is left as it is. */
const CLEAR_ENOUGH = 0.93;

/**
 * A rewritten prompt, as JSON of the proposal's contract.
 *
 * Adds, sharpens or drops instructions as the quoted failures ask for; inserts patterns, merges two
 * candidates or shortens where the message holds those. Sentences it does not understand, and frozen
 * clauses, stay as they are. Not every rewrite answers every complaint, so that several of one prompt
 * differ; and some go wrong as those of real models do (see `rewriter-mishaps.ts`).
 *
 * @param system The meta-prompt; one that asks to reflect or diagnose answers more of the complaints.
 * @param user The message with `<current_prompt>` and what the rewrite is to go by.
 */
export function rewritePrompt(system: string, user: string, sampler: Sampler): string {
  const blocks = blocksOf(user);
  const prompt = blockContent(blocks, "current_prompt") ?? "";
  const clauses = blocksOf(blockContent(blocks, "frozen_clauses") ?? "").map(({ content }) => content);
  const failures = readFailures(blockContent(blocks, "failures") ?? "");
  const start: Revision = { sentences: sentencesOf(prompt), changes: [], clauses };

  const candidates = blockContent(blocks, "candidates");
  const patterns = blockContent(blocks, "patterns");
  const asksToShorten =
    /\b(shorten|fewer words)\b/i.test(system) && !blocks.some(({ tag }) => tag === "failures");
  const revision =
    candidates !== null
      ? (merged(candidates, clauses) ?? start)
      : patterns !== null
        ? withPatterns(start, patterns, sampler)
        : asksToShorten
          ? shortened(start)
          : repaired(start, failures, { system, user, sampler });
  const rewritten = { prompt: joined(revision.sentences), changes: revision.changes };
  const maxWords = wordLimit(user);
  return asJson(withMishap({ original: prompt, rewritten, failures, maxWords, sampler }), sampler);
}

/** Longest prompt that the rules allow, in words; Infinity where they name no limit. */
function wordLimit(user: string): number {
  const rules = user.slice(user.lastIndexOf(RULES_HEADING));
  return Number(/\bat most (\d+) words\b/i.exec(rules)?.[1] ?? Number.POSITIVE_INFINITY);
}

/** Takes up complaints, one after the other, as long as the prompt keeps to its length. */
function repaired(
  start: Revision,
  failures: readonly QuotedFailure[],
  { system, user, sampler }: { system: string; user: string; sampler: Sampler },
): Revision {
  const maxWords = wordLimit(user);
  const reflects = /\b(reflect|diagnos|cause|disliked|difference)/i.test(system);
  let revision = start;
  for (const vote of chosenVotes(failures, reflects, sampler)) {
    const attempt = answer(revision, vote, sampler);
    const grows = attempt.sentences.length > revision.sentences.length;
    if (grows && countWords(joined(attempt.sentences)) > maxWords) continue;
    revision = attempt;
  }
  return revision;
}

/** The complaints this rewrite takes up, most of the often voiced ones; one guess when none is understood. */
function chosenVotes(failures: readonly QuotedFailure[], reflects: boolean, sampler: Sampler): Vote[] {
  const votes = tallyVotes(failures);
  if (votes.length === 0) {
    const { kind } = sampler.pick("guess", instructionTables);
    return [{ kind, wanted: true, because: failures.map(({ number }) => number) }];
  }
  const ignored = reflects ? 0.3 : 0.45;
  const chosen = votes.filter((vote) =>
    sampler.chance(`answer ${vote.kind}`, 1 - ignored ** vote.because.length),
  );
  const fallback = [...votes].sort((a, b) => b.because.length - a.because.length)[0];
  const order = chosen.length > 0 || fallback === undefined ? chosen : [fallback];
  return [...order].sort((a, b) => sampler.unit(`order ${a.kind}`) - sampler.unit(`order ${b.kind}`));
}

function answer(revision: Revision, vote: Vote, sampler: Sampler): Revision {
  return vote.wanted ? demand(revision, vote, sampler) : retract(revision, vote, sampler);
}

/** Sees to it that the prompt asks for something, in one clear sentence. */
function demand(revision: Revision, vote: Vote, sampler: Sampler): Revision {
  const { kind, because } = vote;
  const cleared = withoutOpposites(revision, vote);
  const place = cleared.sentences.findIndex(({ text }) =>
    instructionsInSentence(text).some((found) => found.kind === kind),
  );
  const text = sampler.pick(`sentence ${kind}`, clearSentences(kind));
  if (place < 0) {
    return appended(cleared, text, { change: `Added: ${text}`, because });
  }

  const current = cleared.sentences[place];
  const found = current === undefined ? [] : instructionsInSentence(current.text);
  const own = found.find((instruction) => instruction.kind === kind);
  if (current === undefined || own === undefined) return cleared;
  if (own.wanted && own.clarity >= CLEAR_ENOUGH) {
    // Clear already, and still complained about: say that it holds for every reply.
    if (found.length > 1 || /\b(always|every reply)\b/i.test(current.text)) return cleared;
    const stressed = { ...current, text: `In every reply: ${lowerFirst(current.text)}` };
    return replaced(cleared, place, [stressed], { change: `Stressed: ${current.text}`, because });
  }
  if (found.length > 1) {
    return appended(cleared, text, { change: `Added: ${text}`, because });
  }
  return replaced(cleared, place, [{ ...current, text: withBullet(current.text, text) }], {
    change: `Sharpened to: ${text}`,
    because,
  });
}

/** Takes an instruction out; where it shares a sentence with others, or was never there, forbids it. */
function retract(revision: Revision, { kind, because }: Vote, sampler: Sampler): Revision {
  const place = revision.sentences.findIndex(({ text }) =>
    instructionsInSentence(text).some((found) => found.kind === kind && found.wanted),
  );
  const current = revision.sentences[place];
  if (current !== undefined && isSolely(current.text, kind)) {
    return replaced(revision, place, [], { change: `Dropped: ${current.text}`, because });
  }
  const text = sampler.pick(`negation ${kind}`, negatedSentences(kind));
  if (revision.sentences.some((sentence) => sentence.text === text)) return revision;
  return appended(revision, text, { change: `Added: ${text}`, because });
}

/** An instruction and what contradicts it do not stand together: plain words send a formal tone away. */
function withoutOpposites(revision: Revision, { kind, because }: Vote): Revision {
  return contradictionsOf(kind).reduce((result, opposite) => {
    const place = result.sentences.findIndex(({ text }) => isSolely(text, opposite));
    const current = result.sentences[place];
    if (current === undefined) return result;
    return replaced(result, place, [], { change: `Dropped: ${current.text}`, because });
  }, revision);
}

/** Whether a sentence asks for this one thing and holds no variable that would go with it. */
function isSolely(text: string, kind: InstructionKind): boolean {
  const found = instructionsInSentence(text);
  return (
    found.length === 1 && found[0]?.kind === kind && found[0].wanted && promptVariables(text).length === 0
  );
}

function withBullet(current: string, text: string): string {
  return `${/^\s*(?:[-*•]|\d+[.)]) /.exec(current)?.[0] ?? ""}${text}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

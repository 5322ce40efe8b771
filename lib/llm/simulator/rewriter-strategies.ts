import { promptVariables } from "@/lib/engine/drafting";
import { blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { appended, demandsOf, type Revision, replaced } from "@/lib/llm/simulator/rewriter-revision";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import { sentencesOf } from "@/lib/llm/simulator/sentences";

const PATTERN_TAKEN = 0.8;

/** Phrases that can go, or say the same in fewer words. */
const shorterForms: readonly (readonly [RegExp, string])[] = [
  [/\bin order to\b/gi, "to"],
  [/\b(?:please )?(?:always )?(?:make|be) sure (?:that you |to )/gi, ""],
  [/\bit is (?:very )?important (?:that you |to )/gi, ""],
  [/\b(?:please|kindly|really|very|at all times) ?/gi, ""],
  [/\byou should (?:always )?/gi, ""],
];

/** Puts instructions of patterns in whose demands the prompt does not make yet. */
export function withPatterns(revision: Revision, patterns: string, sampler: Sampler): Revision {
  let result = revision;
  for (const { content, attributes } of blocksOf(patterns)) {
    const instruction = blockContent(blocksOf(content), "instruction");
    if (instruction === null || !sampler.chance(`pattern ${attributes.number}`, PATTERN_TAKEN)) continue;
    if (isAskedFor(instruction, result)) continue;
    result = appended(result, instruction, { change: `Added: ${instruction}`, because: [] });
  }
  return result;
}

/** The first of two prompts with those sentences of the second that ask for something it does not. */
export function merged(candidates: string, clauses: readonly string[]): Revision | null {
  const [first, second] = blocksOf(candidates).map(({ content }) =>
    blockContent(blocksOf(content), "prompt"),
  );
  if (first === null || first === undefined || second === null || second === undefined) return null;
  let result: Revision = { sentences: sentencesOf(first), changes: [], clauses };
  for (const { text } of sentencesOf(second)) {
    if (demandsOf(text).length === 0 || isAskedFor(text, result)) continue;
    result = appended(result, text, { change: `Taken from the second: ${text}`, because: [] });
  }
  return result;
}

function isAskedFor(text: string, { sentences }: Revision): boolean {
  const asked = new Set(sentences.flatMap((sentence) => demandsOf(sentence.text)));
  const demands = demandsOf(text);
  return demands.length > 0
    ? demands.every((demand) => asked.has(demand))
    : sentences.some((sentence) => sentence.text.trim() === text.trim());
}

/** The same demands in fewer words: sentences that only repeat go, then needless phrases. */
export function shortened(revision: Revision): Revision {
  let result = revision;
  for (let place = result.sentences.length - 1; place > 0; place--) {
    const text = result.sentences[place]?.text ?? "";
    const before = { ...result, sentences: result.sentences.slice(0, place) };
    if (demandsOf(text).length === 0 || promptVariables(text).length > 0 || !isAskedFor(text, before))
      continue;
    result = replaced(result, place, [], { change: `Dropped: ${text}`, because: [] });
  }
  for (const [place, sentence] of result.sentences.entries()) {
    const shorter = shorterForms.reduce((text, [phrase, by]) => text.replace(phrase, by), sentence.text);
    const text = shorter.replace(
      /^(\s*(?:[-*•] )?)(\p{Ll})/u,
      (_, lead, letter) => lead + letter.toUpperCase(),
    );
    if (shorter === sentence.text || demandsOf(text).join() !== demandsOf(sentence.text).join()) continue;
    result = replaced(result, place, [{ ...sentence, text }], {
      change: `Shortened to: ${text}`,
      because: [],
    });
  }
  return result;
}

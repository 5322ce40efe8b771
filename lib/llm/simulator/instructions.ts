import { type InstructionKind, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { sentencesOf } from "@/lib/llm/simulator/sentences";

/** An instruction found in a prompt. */
export interface Instruction {
  kind: InstructionKind;
  /** False for a negated form, as in "do not apologise". */
  wanted: boolean;
  /** From 0 to 1, after hedges ("try to") and emphasis ("always"). */
  clarity: number;
  /** Only when something went wrong. */
  conditional: boolean;
  /** The sentence it was found in. */
  sentence: string;
}

/** What a prompt asks for. */
export interface Instructions {
  /** At most one per kind: of several, the last one that speaks. */
  byKind: ReadonlyMap<InstructionKind, Instruction>;
  /** How much there is to keep in mind: understood instructions count 1, other sentences a part of it. */
  load: number;
  /** Longest reply in words, where the prompt names one. */
  maxWords: number | null;
}

const UNKNOWN_SENTENCE_LOAD = 0.15;
/** What each instruction beyond the first costs all of them. */
const CROWDING = 0.025;
const WORDS_PER_SENTENCE = 14;

const negation =
  /\b(do not|don't|does not|never|avoid|without|no need to|not necessary to|stop|refrain from|not|skip|needn't|instead of)\b/i;
const ownNegation =
  /^(do not|don't|never|avoid|without|no|leave out|cut|drop|skip|omit|remove|must not|mustn't|not|refrain)\b/i;
const clauseBreak = /[,;:()]|\bbut\b|\band\b|\bif\b/gi;
const hedge =
  /\b(try to|if possible|maybe|perhaps|ideally|where appropriate|when appropriate|you may|you might|consider|could|sometimes|usually|aim to|some)\b/i;
const emphasis = /\b(always|must|every (reply|answer|email)|make sure|be sure to|important)\b/i;
const condition =
  /\b(if|when|where|whenever|in case)\b.{0,60}\b(wrong|mistake|problem|fault|complain\w*|late|broken|damaged|error|fits|applies|trouble|went)\b/i;

/** Instructions in one sentence, negations and hedges taken into account. */
export function instructionsInSentence(sentence: string): Instruction[] {
  const found: Instruction[] = [];
  for (const table of instructionTables) {
    const matches = table.wordings.flatMap((wording) => {
      const match = wording.pattern.exec(sentence);
      return match === null ? [] : [{ match, clarity: wording.clarity }];
    });
    const best = matches.sort((a, b) => b.clarity - a.clarity)[0];
    if (best === undefined) continue;
    found.push({
      kind: table.kind,
      wanted: !isNegated(sentence, best.match),
      clarity: spokenClarity(best.clarity, sentence),
      conditional: condition.test(sentence),
      sentence,
    });
  }
  return found;
}

function isNegated(sentence: string, match: RegExpExecArray): boolean {
  // "avoid jargon" is itself the instruction; only a negation before it would turn it around.
  const before = sentence.slice(0, match.index);
  const clause = before.split(clauseBreak).at(-1) ?? "";
  const near = clause.trim().split(/\s+/).slice(-6).join(" ");
  if (negation.test(near) || /\b(no|less)$/i.test(near)) return true;
  return negation.test(match[0]) && !ownNegation.test(match[0]) && !/\bnot (exceed|more)\b/i.test(match[0]);
}

function spokenClarity(clarity: number, sentence: string): number {
  if (hedge.test(sentence)) return clarity * 0.75;
  return emphasis.test(sentence) ? clarity + (1 - clarity) * 0.4 : clarity;
}

/**
 * What a prompt asks for.
 *
 * @param prompt The rendered system message.
 */
export function readInstructions(prompt: string): Instructions {
  const byKind = new Map<InstructionKind, Instruction>();
  let load = 0;
  for (const { text } of sentencesOf(prompt)) {
    const found = instructionsInSentence(text);
    load += found.length > 0 ? found.length : UNKNOWN_SENTENCE_LOAD;
    for (const instruction of found) byKind.set(instruction.kind, instruction);
  }
  return { byKind, load, maxWords: wordLimit(prompt) };
}

/**
 * Chance that an instruction is followed: its clarity, less what the others cost.
 *
 * @returns From 0 to 1.
 */
export function chanceToFollow(instruction: Instruction, { load }: Instructions): number {
  return instruction.clarity / (1 + CROWDING * Math.max(0, load - 1));
}

function wordLimit(prompt: string): number | null {
  const limit =
    /\b(?:under|below|at most|within|no more than|not more than|fewer than|less than|up to|maximum(?: of)?|max\.?|exceed|to)\s+(\d+)\s+(words|sentences|lines)\b/i.exec(
      prompt,
    );
  if (limit === null) return null;
  const count = Number(limit[1]);
  return limit[2]?.toLowerCase() === "words" ? count : count * WORDS_PER_SENTENCE;
}

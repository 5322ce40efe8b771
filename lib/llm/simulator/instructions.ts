import { contradictionsOf, MEANT_SHARE, OVERRULED_SHARE } from "@/lib/llm/simulator/contradictions";
import {
  type InstructionKind,
  type InstructionTable,
  instructionTables,
} from "@/lib/llm/simulator/instruction-kinds";
import { sentencesOf } from "@/lib/llm/simulator/sentences";
import type { World } from "@/lib/llm/simulator/worlds";

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

/** An instruction in its place in a prompt. */
export interface PlacedInstruction extends Instruction {
  /** Number of its sentence, from 0. */
  place: number;
  /** The prompt says the opposite, too, further up. */
  disputed: boolean;
}

/** What a prompt asks for. */
export interface Instructions {
  /** At most one per kind: of several, the last one that speaks. */
  byKind: ReadonlyMap<InstructionKind, PlacedInstruction>;
  /** How much there is to keep in mind: understood instructions count 1, other sentences a part of it. */
  load: number;
  /** Longest reply in words, where the prompt names one. */
  maxWords: number | null;
}

const UNKNOWN_SENTENCE_LOAD = 0.15;
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

/** How plain a denial is that no table rates: as plain as a good wording. */
const DENIAL_CLARITY = 0.93;

/** Instructions in one sentence, negations and hedges taken into account. */
export function instructionsInSentence(sentence: string): Instruction[] {
  return instructionTables.flatMap((table) => {
    const found = foundIn(sentence, table);
    if (found === null) return [];
    const { wanted, clarity } = found;
    return [
      {
        kind: table.kind,
        wanted,
        clarity: spokenClarity(clarity, sentence),
        conditional: condition.test(sentence),
        sentence,
      },
    ];
  });
}

function foundIn(
  sentence: string,
  { wordings, denials = [] }: InstructionTable,
): { wanted: boolean; clarity: number } | null {
  const matches = wordings.flatMap(({ pattern, clarity }) => {
    const match = pattern.exec(sentence);
    return match === null ? [] : [{ match, clarity }];
  });
  const best = matches.sort((a, b) => b.clarity - a.clarity)[0];
  if (best !== undefined) return { wanted: !isNegated(sentence, best.match), clarity: best.clarity };
  for (const denial of denials) {
    const match = denial.exec(sentence);
    // "Do not mention our offers" denies the denial: it asks for the thing.
    if (match !== null) return { wanted: isNegated(sentence, match), clarity: DENIAL_CLARITY };
  }
  return null;
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
  const byKind = new Map<InstructionKind, PlacedInstruction>();
  let load = 0;
  for (const [place, { text }] of sentencesOf(prompt).entries()) {
    const found = instructionsInSentence(text);
    load += found.length > 0 ? found.length : UNKNOWN_SENTENCE_LOAD;
    for (const instruction of found) {
      const earlier = byKind.get(instruction.kind);
      const disputed = earlier !== undefined && (earlier.disputed || earlier.wanted !== instruction.wanted);
      byKind.set(instruction.kind, { ...instruction, place, disputed });
    }
  }
  return { byKind, load, maxWords: wordLimit(prompt) };
}

/**
 * Chance that an instruction is followed in a world, if it is the only thing that decides.
 *
 * obedience × clarity^sharpness × share / (1 + crowding × (load − 1)), where the share is 1 unless
 * another instruction of the prompt speaks against this one (see `contradictions.ts`).
 *
 * @returns From 0 to 1.
 */
export function chanceToFollow(
  instruction: PlacedInstruction,
  instructions: Instructions,
  world: World,
): number {
  const { obedience, sharpness, crowding } = world.following;
  const said = obedience * instruction.clarity ** sharpness * undisputedShare(instruction, instructions);
  return said / (1 + crowding * Math.max(0, instructions.load - 1));
}

function undisputedShare(instruction: PlacedInstruction, { byKind }: Instructions): number {
  const shares = contradictionsOf(instruction.kind).flatMap((kind) => {
    const other = byKind.get(kind);
    if (!instruction.wanted || other?.wanted !== true) return [];
    return [isMeant(instruction, other) ? MEANT_SHARE : OVERRULED_SHARE];
  });
  return Math.min(1, instruction.disputed ? MEANT_SHARE : 1, ...shares);
}

/**
 * Of two instructions that contradict each other, whether the first is the one that is meant: the
 * plainer one, or of two equally plain ones the later.
 */
export function isMeant(one: PlacedInstruction, other: PlacedInstruction): boolean {
  return one.clarity === other.clarity ? one.place > other.place : one.clarity > other.clarity;
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

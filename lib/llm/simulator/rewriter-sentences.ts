import {
  type InstructionKind,
  type InstructionTable,
  instructionTables,
} from "@/lib/llm/simulator/instruction-kinds";

/** From this clarity on, a wording is one that a rewriter would put into a prompt. */
const CLEAR = 0.93;

const tableOf = (kind: InstructionKind): InstructionTable => {
  const table = instructionTables.find((candidate) => candidate.kind === kind);
  if (table === undefined) throw new RangeError(`there is no table for the instruction ${kind}`);
  return table;
};

/**
 * Sentences that ask for something plainly; where none is plain, the plainest.
 *
 * @throws {RangeError} if no table describes the kind.
 */
export function clearSentences(kind: InstructionKind): string[] {
  const { wordings } = tableOf(kind);
  const best = Math.max(...wordings.map(({ clarity }) => clarity));
  return wordings.filter(({ clarity }) => clarity >= Math.min(CLEAR, best)).map(({ example }) => example);
}

/**
 * Sentences that rule something out.
 *
 * @throws {RangeError} if no table describes the kind.
 */
export const negatedSentences = (kind: InstructionKind): readonly string[] => tableOf(kind).negated;

import { contradictions, contradictionsOf } from "@/lib/llm/simulator/contradictions";
import { type InstructionKind, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { type Following, worlds } from "@/lib/llm/simulator/worlds";

/** What the simulator understands, as data for a table. */
export interface InstructionReference {
  kinds: readonly {
    kind: InstructionKind;
    title: string;
    /** What a reply that follows it looks like. */
    effect: string;
    /** Ways of saying it, the plainest first. */
    wordings: readonly { example: string; clarity: number }[];
    /** Sentences that rule it out. */
    negated: readonly string[];
    /** Titles of the kinds it cannot stand together with. */
    contradicts: readonly string[];
  }[];
  /** Titles of kinds that one reply cannot follow both, and how often it manages all the same. */
  contradictions: readonly { pair: readonly [string, string]; coexistence: number }[];
  worlds: readonly { name: string; title: string; description: string; following: Following }[];
}

/**
 * Everything a reader may know of the simulator: what it understands and in which worlds. What people
 * of a world like is not among it.
 */
export function instructionReference(): InstructionReference {
  const titles = new Map(instructionTables.map(({ kind, title }) => [kind, title]));
  const titleOf = (kind: InstructionKind) => titles.get(kind) ?? kind;
  return {
    kinds: instructionTables.map(({ kind, title, effect, wordings, negated }) => ({
      kind,
      title,
      effect,
      wordings: wordings
        .map(({ example, clarity }) => ({ example, clarity }))
        .sort((a, b) => b.clarity - a.clarity),
      negated,
      contradicts: contradictionsOf(kind).map(titleOf),
    })),
    contradictions: contradictions.map(({ pair: [one, other], coexistence }) => ({
      pair: [titleOf(one), titleOf(other)],
      coexistence,
    })),
    worlds: worlds.map(({ name, title, description, following }) => ({
      name,
      title,
      description,
      following,
    })),
  };
}

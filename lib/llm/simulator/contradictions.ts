import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";

/** Two instructions that one reply cannot follow both. */
export interface Contradiction {
  pair: readonly [InstructionKind, InstructionKind];
  /** How often a reply manages both all the same, from 0 to 1: a date can be hoped for. */
  coexistence: number;
}

const never = (one: InstructionKind, other: InstructionKind): Contradiction => ({
  pair: [one, other],
  coexistence: 0,
});

/**
 * Every contradiction the simulator knows.
 *
 * The rule, where a prompt asks for both: the plainer of the two (the higher clarity) is meant, of
 * two equally plain ones the later. It is followed a little less than it would be alone
 * ({@link MEANT_SHARE}), the other one much less ({@link OVERRULED_SHARE}).
 */
export const contradictions: readonly Contradiction[] = [
  never("brevity", "exhaustive"),
  never("warm_tone", "formal_tone"),
  never("plain_language", "formal_tone"),
  never("plain_language", "technical_detail"),
  never("bullet_list", "prose"),
  never("numbered_steps", "prose"),
  never("bullet_list", "numbered_steps"),
  { pair: ["no_promises", "next_step"], coexistence: 0.4 },
  never("no_promises", "ownership"),
  never("no_promises", "offer_compensation"),
  never("sign_with_name", "no_signature"),
  never("sender_language", "english_only"),
];

/** What is left of the chance of the instruction that is meant, when another speaks against it. */
export const MEANT_SHARE = 0.85;
/** What is left of the chance of the instruction that is overruled. */
export const OVERRULED_SHARE = 0.3;

/**
 * The kinds that contradict one.
 *
 * @example
 * contradictionsOf("prose"); // => ["bullet_list", "numbered_steps"]
 */
export function contradictionsOf(kind: InstructionKind): InstructionKind[] {
  return contradictions.flatMap(({ pair: [one, other] }) =>
    one === kind ? [other] : other === kind ? [one] : [],
  );
}

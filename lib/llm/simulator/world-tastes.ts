import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { worldNamed } from "@/lib/llm/simulator/worlds";

/** What the people of a world like in a reply. */
export interface Taste {
  /** How much it matters to them that a reply shows a kind (above 0) or does not (below 0). */
  weights: ReadonlyMap<InstructionKind, number>;
  /** Spread of their mood, as the standard deviation of what they make of a score from 0 to 1. */
  noise: number;
  /** Share of replies that they put aside undecided. */
  skips: number;
}

type Weights = Partial<Record<InstructionKind, number>>;

const supportWeights: Weights = {
  brevity: 1.5,
  next_step: 1.5,
  greet_by_name: 1,
  apologise: 1,
  plain_language: 1,
  restate: 0.7,
};

const weightsByWorld: Readonly<Record<string, Weights>> = {
  support: supportWeights,
  helpdesk: {
    numbered_steps: 1.5,
    ask_missing_facts: 1.2,
    answer_every_question: 1.2,
    technical_detail: 1,
    apologise: -0.7,
  },
  authority: {
    formal_tone: 1.5,
    no_promises: 1.2,
    mention_reference: 1,
    no_emojis: 1,
    no_exclamations: 0.7,
    offer_compensation: -1,
  },
  boutique: {
    warm_tone: 1.5,
    greet_by_name: 1,
    sign_with_name: 1,
    thanks: 0.8,
    avoid_blame: 0.8,
    ownership: 0.7,
    offer_compensation: 0.5,
    formal_tone: -1,
  },
  export: { sender_language: 2, mention_reference: 1, plain_language: 1, stay_on_topic: 1, brevity: 0.7 },
  forgetful: { next_step: 1.5, brevity: 1.5 },
  stubborn: { plain_language: 1.5, next_step: 1, stay_on_topic: 1, avoid_blame: 0.7 },
  indifferent: supportWeights,
};

const NOISE = 0.12;
const SKIPS = 0.04;

/**
 * The taste of the people of a world. For the scripted reviewers and for tests, and for nothing else: a
 * part of the product that knew what people like would learn nothing from them. A test of the
 * architecture holds this.
 *
 * @throws {RangeError} if there is no world of that name.
 */
export function tasteOf(world: string): Taste {
  const weights = weightsByWorld[worldNamed(world).name];
  if (weights === undefined) throw new RangeError(`nobody knows what people like in the world "${world}"`);
  // Object.entries widens the keys; the records hold kinds alone.
  const entries = Object.entries(weights) as [InstructionKind, number][];
  return { weights: new Map(entries), noise: NOISE, skips: SKIPS };
}

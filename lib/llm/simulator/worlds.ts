import { type InstructionKind, instructionKinds } from "@/lib/llm/simulator/instruction-kinds";

/** How the simulated model of a world takes instructions. */
export interface Following {
  /** Share of what is said plainly that it follows at all, from 0 to 1. */
  obedience: number;
  /** Exponent of a wording's clarity, 1 or more: from 2 on, vague words are lost on it. */
  sharpness: number;
  /** What each instruction beyond the first costs all of them. */
  crowding: number;
}

/** A named setting for the simulator: how its model obeys, and what it does unasked. */
export interface World {
  name: string;
  title: string;
  /** For a reader who chooses one. Says nothing of what people there like. */
  description: string;
  following: Following;
  /** How often a reply has a trait that nobody asked for or against, from 0 to 1. */
  habits: Readonly<Record<InstructionKind, number>>;
}

/** The habits of the reply that people complain about: long, general, in office words. */
const supportHabits: Readonly<Record<InstructionKind, number>> = {
  ...noHabits(),
  greet_by_name: 0.12,
  apologise: 0.1,
  next_step: 0.03,
  restate: 0.08,
  brevity: 0.02,
  plain_language: 0.04,
  no_promises: 0.05,
  formal_tone: 0.03,
  avoid_blame: 0.92,
  stay_on_topic: 0.92,
  no_exclamations: 0.9,
  no_emojis: 0.98,
  sender_language: 0.9,
};

export const defaultWorld = "support";

export const worlds: readonly World[] = [
  {
    name: defaultWorld,
    title: "Customer support",
    description:
      "A capable model that writes long, general replies in office words until it is told otherwise.",
    following: { obedience: 1, sharpness: 1, crowding: 0.025 },
    habits: supportHabits,
  },
  {
    name: "helpdesk",
    title: "Technical helpdesk",
    description: "Replies come in one long block, guess instead of asking, and stay on the surface.",
    following: { obedience: 0.97, sharpness: 1.2, crowding: 0.02 },
    habits: { ...supportHabits, greet_by_name: 0.5, apologise: 0.6, empathy: 0.4, prose: 0.4, thanks: 0.5 },
  },
  {
    name: "authority",
    title: "Public authority",
    description: "A chatty model in an office that must not be chatty. Vague wishes are lost on it.",
    following: { obedience: 1, sharpness: 2.5, crowding: 0.03 },
    habits: {
      ...supportHabits,
      greet_by_name: 0.7,
      warm_tone: 0.5,
      no_exclamations: 0.4,
      no_emojis: 0.6,
      offer_compensation: 0.3,
      next_step: 0.4,
      ownership: 0.3,
    },
  },
  {
    name: "boutique",
    title: "Small shop",
    description: "A stiff, brief model for a shop that lives from its regulars.",
    following: { obedience: 0.95, sharpness: 1, crowding: 0.03 },
    habits: {
      ...supportHabits,
      formal_tone: 0.7,
      brevity: 0.5,
      avoid_blame: 0.6,
      no_exclamations: 1,
      no_emojis: 1,
    },
  },
  {
    name: "export",
    title: "Mail order abroad",
    description: "Mail from four countries, and a model that answers in English unless it is told not to.",
    following: { obedience: 0.95, sharpness: 1, crowding: 0.03 },
    habits: { ...supportHabits, sender_language: 0.15, stay_on_topic: 0.6, mention_reference: 0.1 },
  },
  {
    name: "forgetful",
    title: "Small model, short memory",
    description: "Follows a short prompt well. Each further instruction costs all the others dearly.",
    following: { obedience: 1, sharpness: 1, crowding: 0.15 },
    habits: supportHabits,
  },
  {
    name: "stubborn",
    title: "Stubborn model",
    description: "Follows about half of what is said, and hardly anything that is said vaguely.",
    following: { obedience: 0.6, sharpness: 2, crowding: 0.025 },
    habits: { ...supportHabits, stay_on_topic: 0.5, no_exclamations: 0.5, avoid_blame: 0.7 },
  },
  {
    name: "indifferent",
    title: "Indifferent model",
    description: "No instruction changes anything: whatever looks like a gain here is chance.",
    following: { obedience: 0, sharpness: 1, crowding: 0 },
    habits: {
      ...supportHabits,
      greet_by_name: 0.4,
      apologise: 0.4,
      next_step: 0.3,
      restate: 0.3,
      brevity: 0.3,
    },
  },
];

/**
 * The world of that name.
 *
 * @throws {RangeError} listing the names there are, if there is none of that name.
 * @example
 * worldNamed("indifferent").following.obedience; // => 0
 */
export function worldNamed(name: string): World {
  const world = worlds.find((candidate) => candidate.name === name);
  if (world === undefined) {
    const names = worlds.map((candidate) => candidate.name).join(", ");
    throw new RangeError(`there is no simulated world "${name}"; there are ${names}`);
  }
  return world;
}

function noHabits(): Record<InstructionKind, number> {
  // Object.fromEntries widens the keys; `instructionKinds` holds every kind.
  return Object.fromEntries(instructionKinds.map((kind) => [kind, 0])) as Record<InstructionKind, number>;
}

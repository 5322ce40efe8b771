import { contradictions } from "@/lib/llm/simulator/contradictions";
import type { EmailFacts } from "@/lib/llm/simulator/email-facts";
import { type InstructionKind, instructionKinds } from "@/lib/llm/simulator/instruction-kinds";
import {
  chanceToFollow,
  type Instructions,
  isMeant,
  readInstructions,
} from "@/lib/llm/simulator/instructions";
import { SHORT_REPLY_WORDS } from "@/lib/llm/simulator/kind-traits";
import type { Language } from "@/lib/llm/simulator/languages";
import type { Register } from "@/lib/llm/simulator/phrases";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import type { Topic } from "@/lib/llm/simulator/topics";
import type { World } from "@/lib/llm/simulator/worlds";

/** What a reply is to be like. */
export interface ReplyPlan {
  traits: ReadonlySet<InstructionKind>;
  register: Register;
  language: Language;
  /** Longest reply in words; Infinity where it may be as long as it likes. */
  maxWords: number;
  /** Even the thanks that come by habit stay away. */
  refusesThanks: boolean;
}

interface PlanOptions {
  prompt: string;
  facts: EmailFacts;
  topic: Topic;
  world: World;
  sampler: Sampler;
}

/** Decides which instructions one reply follows, once they have been weighed against each other. */
export function planReply({ prompt, facts, topic, world, sampler }: PlanOptions): ReplyPlan {
  const instructions = heeded(prompt, world);
  const traits = drawTraits(instructions, world, sampler);

  const conditional = instructions.byKind.get("apologise")?.conditional === true;
  if (conditional && topic.problems.length === 0) traits.delete("apologise");
  settleContradictions(traits, instructions, sampler);
  if (traits.has("brevity")) {
    if (sampler.chance("short without restating", 0.08)) traits.delete("restate");
    if (sampler.chance("short without apology", 0.06)) traits.delete("apologise");
  }
  if (traits.has("warm_tone")) {
    // Warmth overflows, unless something is said about it.
    if (!instructions.byKind.has("no_exclamations") && sampler.chance("warm exclaims", 0.5))
      traits.delete("no_exclamations");
    if (!instructions.byKind.has("no_emojis") && sampler.chance("warm smiles", 0.3))
      traits.delete("no_emojis");
  }

  const thanks = instructions.byKind.get("thanks");
  return {
    traits,
    register: registerOf(traits, sampler),
    language: traits.has("sender_language") && !traits.has("english_only") ? facts.language : "english",
    maxWords: traits.has("brevity") ? (instructions.maxWords ?? SHORT_REPLY_WORDS) : Number.POSITIVE_INFINITY,
    refusesThanks:
      thanks?.wanted === false &&
      sampler.chance("refuse thanks", chanceToFollow(thanks, instructions, world)),
  };
}

/** What the model of a world takes in of a prompt: one that obeys nothing reads no instruction at all. */
function heeded(prompt: string, world: World): Instructions {
  return world.following.obedience === 0
    ? { byKind: new Map(), load: 0, maxWords: null }
    : readInstructions(prompt);
}

function drawTraits(instructions: Instructions, world: World, sampler: Sampler): Set<InstructionKind> {
  const drawn = instructionKinds.filter((kind) => {
    const habit = world.habits[kind];
    const instruction = instructions.byKind.get(kind);
    const chance = instruction === undefined ? 0 : chanceToFollow(instruction, instructions, world);
    // What is asked for comes by habit or by obedience; what is ruled out, by habit where obedience fails.
    const isShown = instruction?.wanted === true ? habit + (1 - habit) * chance : habit * (1 - chance);
    return sampler.chance(`follow ${kind}`, isShown);
  });
  return new Set(drawn);
}

/** Of two traits that cannot stand together, what was asked for stays; else a coin decides. */
function settleContradictions(
  traits: Set<InstructionKind>,
  { byKind }: Instructions,
  sampler: Sampler,
): void {
  for (const { pair, coexistence } of contradictions) {
    const [one, other] = pair;
    if (!traits.has(one) || !traits.has(other)) continue;
    if (sampler.chance(`both ${one} and ${other}`, coexistence)) continue;
    const told = pair.flatMap((kind) => {
      const instruction = byKind.get(kind);
      return instruction?.wanted === true ? [instruction] : [];
    });
    const [first, second] = told;
    const stays =
      first === undefined
        ? sampler.pick(`${one} or ${other}`, pair)
        : second === undefined || isMeant(first, second)
          ? first.kind
          : second.kind;
    traits.delete(stays === one ? other : one);
  }
}

function registerOf(traits: ReadonlySet<InstructionKind>, sampler: Sampler): Register {
  if (traits.has("formal_tone")) return "formal";
  if (traits.has("plain_language")) return "plain";
  return traits.has("brevity") && sampler.chance("short is plain", 0.5) ? "plain" : "wordy";
}

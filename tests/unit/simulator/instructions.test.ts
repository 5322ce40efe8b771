import { describe, expect, it } from "vitest";
import { contradictions, contradictionsOf } from "@/lib/llm/simulator/contradictions";
import {
  type InstructionKind,
  instructionKinds,
  instructionTables,
} from "@/lib/llm/simulator/instruction-kinds";
import { chanceToFollow, readInstructions } from "@/lib/llm/simulator/instructions";
import { sentencesOf } from "@/lib/llm/simulator/sentences";
import { worldNamed } from "@/lib/llm/simulator/worlds";
import { defaultLab } from "@/lib/services/default-lab";
import { naivePrompt } from "./mail";

const wordings = instructionTables.flatMap(({ kind, wordings }) =>
  wordings.map((wording) => ({ kind, ...wording })),
);

/** What a sentence says beside its own kind: it cannot be put without. */
const besides: Readonly<Record<string, readonly string[]>> = {
  "Do not offer refunds or compensation.": ["not offer_compensation"],
  "Never offer compensation.": ["no_promises"],
  "Do not use bullet points.": ["prose"],
};

describe("instructionTables", () => {
  it("holds every kind once, each said in six ways or more", () => {
    expect(instructionTables.map(({ kind }) => kind).sort()).toEqual([...instructionKinds].sort());
    expect(instructionTables.length).toBeGreaterThanOrEqual(24);
    for (const { kind, wordings } of instructionTables) {
      expect(wordings.length, kind).toBeGreaterThanOrEqual(6);
      expect(new Set(wordings.map(({ example }) => example)).size, kind).toBe(wordings.length);
    }
  });

  it.each(wordings)("$kind alone is read in: $example", ({ kind, example, pattern, clarity }) => {
    expect(example).toMatch(pattern);
    expect(clarity).toBeGreaterThan(0.4);
    expect(clarity).toBeLessThan(1);
    expect(sentencesOf(example)).toHaveLength(1);
    expect(kindsIn(`${naivePrompt} ${example}`)).toEqual([kind, ...(besides[example] ?? [])].sort());
  });

  it.each(instructionTables.flatMap(({ kind, negated }) => negated.map((sentence) => ({ kind, sentence }))))(
    "$kind alone is ruled out by: $sentence",
    ({ kind, sentence }) => {
      expect(kindsIn(`${naivePrompt} ${sentence}`)).toEqual(
        [`not ${kind}`, ...(besides[sentence] ?? [])].sort(),
      );
    },
  );

  it("find nothing in the first prompt of the default lab", () => {
    expect(kindsIn(defaultLab.prompt)).toEqual([]);
  });
});

describe("contradictions", () => {
  it("name each pair once, of two kinds", () => {
    const pairs = contradictions.map(({ pair }) => [...pair].sort().join(" "));
    expect(new Set(pairs).size).toBe(pairs.length);
    for (const { pair } of contradictions) expect(pair[0]).not.toBe(pair[1]);
  });

  it("hold both ways", () => {
    for (const kind of instructionKinds) {
      for (const other of contradictionsOf(kind)) expect(contradictionsOf(other)).toContain(kind);
    }
    expect(contradictionsOf("plain_language")).toEqual(["formal_tone", "technical_detail"]);
    expect(contradictionsOf("apologise")).toEqual([]);
  });
});

const kindsIn = (prompt: string) =>
  [...readInstructions(prompt).byKind.values()]
    .map(({ kind, wanted }) => `${wanted ? "" : "not "}${kind}`)
    .sort();

describe("readInstructions", () => {
  it.each([
    { case: "the first prompt of a lab", prompt: naivePrompt, expected: [] },
    { case: "nothing", prompt: "", expected: [] },
    {
      case: "six in one sentence",
      prompt:
        "Greet by first name, say sorry in one sentence if something went wrong, restate the request, give one next step with a date, keep it under 70 words, use plain words.",
      expected: ["apologise", "brevity", "greet_by_name", "next_step", "plain_language", "restate"],
    },
    {
      case: "list items",
      prompt: "Rules:\n- Use plain words\n- Do not promise anything",
      expected: ["no_promises", "plain_language"],
    },
    { case: "a denial", prompt: "Use exclamation marks.", expected: ["not no_exclamations"] },
    { case: "a denied denial", prompt: "Do not mention our current offers.", expected: ["stay_on_topic"] },
    { case: "a negation", prompt: "Do not apologise.", expected: ["not apologise"] },
    { case: "never", prompt: "Never greet people by name.", expected: ["not greet_by_name"] },
    { case: "no need to", prompt: "There is no need to restate the request.", expected: ["not restate"] },
    { case: "avoid", prompt: "Avoid apologising.", expected: ["not apologise"] },
    {
      case: "a negation that ends at 'but'",
      prompt: "Do not apologise, but greet them by name.",
      expected: ["greet_by_name", "not apologise"],
    },
    {
      case: "a negation that ends at 'and'",
      prompt: "Do not apologise and keep it short.",
      expected: ["brevity", "not apologise"],
    },
    { case: "less formal", prompt: "Be less formal.", expected: ["not formal_tone"] },
    { case: "an informal tone", prompt: "Use an informal tone.", expected: ["plain_language"] },
    {
      case: "instructions that are negative themselves",
      prompt: "Avoid jargon. Do not ramble.",
      expected: ["brevity", "plain_language"],
    },
    {
      case: "the later of two that disagree",
      prompt: "Apologise. Do not apologise.",
      expected: ["not apologise"],
    },
  ])("finds $expected in $case", ({ prompt, expected }) => {
    expect(kindsIn(prompt)).toEqual(expected);
  });

  it.each([
    { prompt: "Keep it under 70 words.", expected: 70 },
    { prompt: "Use at most 3 sentences.", expected: 42 },
    { prompt: "Limit the reply to 50 words.", expected: 50 },
    { prompt: "Keep it short.", expected: null },
    { prompt: "Reply to 70 customers.", expected: null },
  ])("reads $expected words from: $prompt", ({ prompt, expected }) => {
    expect(readInstructions(prompt).maxWords).toBe(expected);
  });
});

describe("chanceToFollow", () => {
  const chance = (prompt: string, kind: InstructionKind) => {
    const instructions = readInstructions(prompt);
    const instruction = instructions.byKind.get(kind);
    return instruction === undefined ? 0 : chanceToFollow(instruction, instructions, worldNamed("support"));
  };

  it("rises with the clarity of the wording", () => {
    const vague = chance("Be conciliatory.", "apologise");
    const hedged = chance("Try to say sorry.", "apologise");
    const direct = chance("Say sorry.", "apologise");
    const stressed = chance("Always say sorry.", "apologise");
    expect([vague, hedged, direct, stressed]).toEqual(
      [vague, hedged, direct, stressed].sort((a, b) => a - b),
    );
    expect(stressed).toBeGreaterThan(direct);
    expect(direct).toBeGreaterThan(vague + 0.2);
  });

  it("falls with every instruction that is added", () => {
    const added = [
      "Use plain words.",
      "Keep it under 70 words.",
      "Restate the request.",
      "Do not make promises.",
    ];
    const chances = [0, 1, 2, 3, 4].map((count) =>
      chance(["Say sorry.", ...added.slice(0, count)].join(" "), "apologise"),
    );
    for (let index = 1; index < chances.length; index++)
      expect(chances[index]).toBeLessThan(chances[index - 1] ?? 0);
  });
});

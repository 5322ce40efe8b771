import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { instructionReference } from "@/lib/llm/simulator/instruction-reference";
import { chanceToFollow, readInstructions } from "@/lib/llm/simulator/instructions";
import { showsKind } from "@/lib/llm/simulator/kind-traits";
import { tasteOf } from "@/lib/llm/simulator/world-tastes";
import { worldNamed, worlds } from "@/lib/llm/simulator/worlds";
import { drafts, emails, naivePrompt, rate, traitsOf } from "./mail";

const sentences = instructionTables.flatMap(({ wordings, negated }) => [
  ...wordings.map(({ example }) => example),
  ...negated,
]);
const replies = (prompt: string, world: string) =>
  drafts(prompt, { world: worldNamed(world) }).map(({ reply }) => reply);

describe("worldNamed", () => {
  it.each(worlds)("knows $name, with shares from 0 to 1", ({ name, following, habits }) => {
    expect(worldNamed(name).name).toBe(name);
    expect(following.obedience).toBeGreaterThanOrEqual(0);
    expect(following.obedience).toBeLessThanOrEqual(1);
    expect(following.sharpness).toBeGreaterThanOrEqual(1);
    expect(following.crowding).toBeGreaterThanOrEqual(0);
    for (const habit of Object.values(habits)) {
      expect(habit).toBeGreaterThanOrEqual(0);
      expect(habit).toBeLessThanOrEqual(1);
    }
    expect(tasteOf(name).weights.size).toBeGreaterThan(0);
  });

  it("has six worlds or more, each of a name of its own", () => {
    expect(worlds.length).toBeGreaterThanOrEqual(6);
    expect(new Set(worlds.map(({ name }) => name)).size).toBe(worlds.length);
  });

  it.each(["", "Support", "atlantis", "__proto__"])("lists the names instead of knowing %j", (name) => {
    expect(() => worldNamed(name)).toThrow(RangeError);
    expect(() => worldNamed(name)).toThrow(/support, helpdesk, .*indifferent/);
    expect(() => tasteOf(name)).toThrow(RangeError);
  });
});

describe("the indifferent world", () => {
  it("gives the same drafts whatever the prompt asks for", () => {
    const base = replies(naivePrompt, "indifferent");
    fc.assert(
      fc.property(fc.subarray(sentences, { maxLength: 6 }), (said) => {
        expect(replies(`${naivePrompt} ${said.join(" ")} Sign as "Ann".`, "indifferent")).toEqual(base);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    { case: "a limit of words", said: "Use at most 20 words." },
    { case: "a condition", said: "Say sorry if something went wrong." },
    { case: "a link", said: "Include the link https://help.example.com." },
    { case: "the words to sign with", said: 'Sign every reply with "Ann Lee".' },
  ])("pays no regard to $case", ({ said }) => {
    const mails = [
      { sender: "Ann <a@example.com>", subject: "", body: "Please send an invoice.", sentOn: null },
    ];
    const options = { mails: [...mails, ...emails], world: worldNamed("indifferent") };
    expect(drafts(`${naivePrompt} ${said}`, options)).toEqual(drafts(naivePrompt, options));
  });

  it("is the only one in which nothing changes anything", () => {
    const prompt = `${naivePrompt} Greet the customer by their first name. Keep it under 70 words. Say sorry.`;
    const unmoved = worlds.filter(
      ({ name }) => JSON.stringify(replies(prompt, name)) === JSON.stringify(replies(naivePrompt, name)),
    );
    expect(unmoved.map(({ name }) => name)).toEqual(["indifferent"]);
  });
});

describe("chanceToFollow", () => {
  const chance = (prompt: string, world: string) => {
    const instructions = readInstructions(prompt);
    const instruction = instructions.byKind.get("apologise");
    if (instruction === undefined) throw new RangeError(`nothing about apologies in: ${prompt}`);
    return chanceToFollow(instruction, instructions, worldNamed(world));
  };

  it.each([
    // Clarity 0.97, alone.
    { case: "plainly said", world: "support", prompt: "Say sorry.", expected: 0.97 },
    // obedience 0.6, squared.
    { case: "to a stubborn model", world: "stubborn", prompt: "Say sorry.", expected: 0.6 * 0.97 ** 2 },
    // A wording of clarity 0.62 to the power of 2.5.
    {
      case: "vaguely, to a model that needs plain words",
      world: "authority",
      prompt: "Be conciliatory.",
      expected: 0.62 ** 2.5,
    },
    // Load 3: two more instructions.
    {
      case: "in company",
      world: "support",
      prompt: "Say sorry. Use plain words. End with a question.",
      expected: 0.97 / 1.05,
    },
    {
      case: "in company, to a forgetful model",
      world: "forgetful",
      prompt: "Say sorry. Use plain words. End with a question.",
      expected: 0.97 / 1.3,
    },
    { case: "to nobody who cares", world: "indifferent", prompt: "Say sorry.", expected: 0 },
    // Load 2: both sentences count.
    {
      case: "after the opposite",
      world: "support",
      prompt: "Do not apologise. Say sorry.",
      expected: (0.97 * 0.85) / 1.025,
    },
  ])("is $expected when said $case", ({ prompt, world, expected }) => {
    expect(chance(prompt, world)).toBeCloseTo(expected, 12);
  });

  it.each([
    {
      case: "the plainer is meant, though earlier",
      prompt: "Keep it under 70 words. Go into detail.",
      brevity: 0.97 * 0.85,
      exhaustive: 0.8 * 0.3,
    },
    {
      case: "the plainer is meant, and later",
      prompt: "Go into detail. Keep it under 70 words.",
      brevity: 0.97 * 0.85,
      exhaustive: 0.8 * 0.3,
    },
    {
      case: "of equals the later is meant",
      prompt: "Keep the reply short. Answer in detail.",
      brevity: 0.95 * 0.3,
      exhaustive: 0.95 * 0.85,
    },
    {
      case: "of equals the later is meant, turned round",
      prompt: "Answer in detail. Keep the reply short.",
      brevity: 0.95 * 0.85,
      exhaustive: 0.95 * 0.3,
    },
    {
      case: "no contradiction with what is ruled out",
      prompt: "Do not keep the reply short. Answer in detail.",
      brevity: 0.95,
      exhaustive: 0.95,
    },
  ])("weighs contradictions: $case", ({ prompt, brevity, exhaustive }) => {
    const instructions = readInstructions(prompt);
    const chances = (["brevity", "exhaustive"] as const).map((kind) => {
      const found = instructions.byKind.get(kind);
      return found === undefined ? null : chanceToFollow(found, instructions, worldNamed("support"));
    });
    // Two instructions: a load of 2.
    expect(chances[0]).toBeCloseTo(brevity / 1.025, 12);
    expect(chances[1]).toBeCloseTo(exhaustive / 1.025, 12);
  });
});

describe("worlds differ in what they do unasked", () => {
  it.each([
    { world: "authority", kind: "no_emojis" as const, least: 0.2, most: 0.85 },
    { world: "boutique", kind: "formal_tone" as const, least: 0.5, most: 0.95 },
    { world: "helpdesk", kind: "apologise" as const, least: 0.4, most: 0.8 },
    { world: "support", kind: "no_emojis" as const, least: 0.9, most: 1 },
  ])("$kind in $world", ({ world, kind, least, most }) => {
    const shown = rate(naivePrompt, (reply, email) => showsKind[kind](traitsOf(reply, email)), {
      world: worldNamed(world),
    });
    expect(shown).toBeGreaterThanOrEqual(least);
    expect(shown).toBeLessThanOrEqual(most);
  });
});

describe("instructionReference", () => {
  const reference = instructionReference();

  it("tells every kind with its wordings, the plainest first, and what it contradicts", () => {
    expect(reference.kinds.length).toBeGreaterThanOrEqual(24);
    for (const { wordings, title, effect } of reference.kinds) {
      expect(wordings.length, title).toBeGreaterThanOrEqual(6);
      expect(effect).toMatch(/\.$/);
      const clarities = wordings.map(({ clarity }) => clarity);
      expect(clarities).toEqual([...clarities].sort((a, b) => b - a));
    }
    const prose = reference.kinds.find(({ kind }) => kind === "prose");
    expect(prose?.contradicts).toEqual(["Bullet list", "Numbered steps"]);
    expect(reference.contradictions).toContainEqual({ pair: ["Brevity", "Detail"], coexistence: 0 });
  });

  it("is plain data and says nothing of what people like", () => {
    expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
    expect(Object.keys(reference.worlds[0] ?? {})).toEqual(["name", "title", "description", "following"]);
  });
});

import { promptVariables } from "@/lib/engine/drafting";
import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import { instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import type { QuotedFailure } from "@/lib/llm/simulator/quoted-failures";
import { type Change, countWords } from "@/lib/llm/simulator/rewriter-revision";
import type { Sampler } from "@/lib/llm/simulator/sampler";
import { sentencesOf } from "@/lib/llm/simulator/sentences";

export interface RewrittenPrompt {
  prompt: string;
  changes: Change[];
}

interface Material {
  /** The prompt that was to be rewritten. */
  original: string;
  rewritten: RewrittenPrompt;
  failures: readonly QuotedFailure[];
  /** Longest prompt allowed, in words; Infinity where the message names no limit. */
  maxWords: number;
  sampler: Sampler;
}

interface Mishap {
  name: string;
  /** Share of all rewrites, from 0 to 1. */
  rate: number;
  /** The rewrite gone wrong, or null where there is nothing it could go wrong with. */
  spoil: (material: Material) => RewrittenPrompt | null;
}

/** Share of answers that break off in the middle of their JSON or name its members otherwise. */
export const BROKEN_JSON_RATE = 0.04;

/** How a rewrite goes wrong, in the ways real ones do, and how often. At most one of them at a time. */
export const mishaps: readonly Mishap[] = [
  { name: "loses a variable", rate: 0.05, spoil: withoutVariable },
  { name: "grows too long", rate: 0.04, spoil: grownTooLong },
  { name: "copies a passage", rate: 0.05, spoil: withCopiedPassage },
  { name: "copies a name", rate: 0.05, spoil: withCopiedName },
  { name: "changes the subject", rate: 0.03, spoil: forAnotherTask },
  { name: "changes nothing", rate: 0.05, spoil: ({ original }) => ({ prompt: original, changes: [] }) },
];

/** A rewrite as it may come out: mostly as it is, at the stated rates with one mishap. */
export function withMishap(material: Material): RewrittenPrompt {
  const drawn = material.sampler.unit("mishap");
  let below = 0;
  for (const { rate, spoil } of mishaps) {
    below += rate;
    if (drawn < below) return spoil(material) ?? material.rewritten;
  }
  return material.rewritten;
}

/** The answer as JSON, which at the stated rate is not what was asked for. */
export function asJson(answer: RewrittenPrompt, sampler: Sampler): string {
  const json = JSON.stringify(answer);
  if (!sampler.chance("broken json", BROKEN_JSON_RATE)) return json;
  const { prompt, changes } = answer;
  return sampler.chance("broken how", 0.5)
    ? json.slice(0, Math.ceil(json.length * 0.8))
    : JSON.stringify({ new_prompt: prompt, changes });
}

function withoutVariable({ original, rewritten, sampler }: Material): RewrittenPrompt | null {
  const variables = promptVariables(original);
  if (variables.length === 0) return null;
  const name = sampler.pick("lost variable", variables);
  const place = new RegExp(`\\{\\{\\s*${name.replace(/[.-]/g, "\\$&")}\\s*\\}\\}`, "g");
  return { ...rewritten, prompt: rewritten.prompt.replace(place, "us") };
}

/** Explains each instruction it knows, one after the other, until the limit is left behind. */
function grownTooLong({ rewritten, maxWords, sampler }: Material): RewrittenPrompt | null {
  const first = Math.floor(sampler.unit("first explained") * instructionTables.length);
  const tables = [...instructionTables.slice(first), ...instructionTables.slice(0, first)];
  const sentences = tables.flatMap(({ title, effect, wordings }) => [
    `${title}: ${effect}`,
    ...wordings.map(({ example }) => example),
  ]);
  let prompt = rewritten.prompt;
  for (const sentence of sentences) {
    if (countWords(prompt) > maxWords * 1.1) return { ...rewritten, prompt };
    prompt = `${prompt} ${sentence}`;
  }
  return countWords(prompt) > maxWords ? { ...rewritten, prompt } : null;
}

const COPIED_WORDS = 12;
const FEWEST_COPIED_WORDS = 8;

/** Quotes what a person said if that is long enough, otherwise the reply. */
function withCopiedPassage({ rewritten, failures, sampler }: Material): RewrittenPrompt | null {
  const passages = failures
    .flatMap(({ said, reply }) => [said ?? "", reply.split(/\s+/).slice(2).join(" ")])
    .map((text) => text.trim().split(/\s+/).slice(0, COPIED_WORDS))
    .filter((words) => words.length >= FEWEST_COPIED_WORDS)
    .map((words) => words.join(" "));
  if (passages.length === 0) return null;
  const copied = sampler.pick("copied passage", passages);
  return {
    prompt: `${rewritten.prompt} Do not write anything such as "${copied}".`,
    changes: [...rewritten.changes, { change: "Added an example to avoid.", because: [] }],
  };
}

function withCopiedName({ rewritten, failures, sampler }: Material): RewrittenPrompt | null {
  const names = failures.flatMap(({ email }) => readFacts(readEmail(email)).firstName ?? []);
  if (names.length === 0) return null;
  const name = sampler.pick("copied name", names);
  return {
    prompt: `${rewritten.prompt} Write the way that ${name} would like to be written to.`,
    changes: [...rewritten.changes, { change: "Added whom to write for.", because: [] }],
  };
}

const otherTasks = [
  "Condense the email for a colleague who has no time to read it.",
  "Say which department the email belongs to, and how pressing it is.",
  "Translate the email into plain English and keep its order.",
] as const;

/** Keeps the sentences with the variables, and forgets that a reply was wanted. */
function forAnotherTask({ original, sampler }: Material): RewrittenPrompt {
  const kept = sentencesOf(original).filter(({ text }) => promptVariables(text).length > 0);
  const task = sampler.pick("other task", otherTasks);
  return {
    prompt: [...kept.map(({ text }) => text), task].join(" "),
    changes: [{ change: `Made the task clearer: ${task}`, because: [] }],
  };
}

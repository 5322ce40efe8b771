import { casesJson } from "@/lib/engine/case-writing";
import { hashToSeed } from "@/lib/engine/random";
import { reasonsJson } from "@/lib/engine/reasons";
import { proposalJson } from "@/lib/engine/rewriting/proposal";
import type { GenerateRequest } from "@/lib/llm/language-model";
import { type Block, blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { writeCases } from "@/lib/llm/simulator/case-writer";
import { draftReply, emailKey } from "@/lib/llm/simulator/drafter";
import { sampleOf } from "@/lib/llm/simulator/json-sample";
import { giveReasons } from "@/lib/llm/simulator/reason-giver";
import { rewritePrompt } from "@/lib/llm/simulator/rewriter";
import { createSampler } from "@/lib/llm/simulator/sampler";
import type { World } from "@/lib/llm/simulator/worlds";

type Task = "draft" | "reasons" | "rewriting" | "cases" | "other_json";

const tasksByJson: ReadonlyMap<string, Task> = new Map([
  [reasonsJson.name, "reasons"],
  [proposalJson.name, "rewriting"],
  [casesJson.name, "cases"],
]);

interface AnswerOptions {
  /** The simulator's own seed. */
  seed: number;
  world: World;
  /** How many answers to this request were unfit before: each further one is drawn anew. */
  unfit: number;
}

/**
 * The whole text of an answer: a function of the request, the seed and the world.
 *
 * @throws {ProviderError} `refused` for a JSON Schema that it cannot satisfy, or cases without a brief.
 */
export function answerTo(request: GenerateRequest, { seed, world, unfit }: AnswerOptions): string {
  const system = textOf(request, "system");
  const user = textOf(request, "user");
  const blocks = blocksOf(user);
  const task = taskOf(request, blocks);
  if (task === "other_json") return JSON.stringify(sampleOf(request.json?.schema));
  const email = blockContent(blocks, "email") ?? user;
  if (task === "reasons") return giveReasons(email, blockContent(blocks, "reply") ?? "");

  const sampler = createSampler({
    seed,
    requestSeed: unfit === 0 ? request.seed : hashToSeed("again", request.seed, unfit),
    temperature: request.temperature,
    subject: task === "draft" ? emailKey(email) : hashToSeed(task, system, user),
  });
  if (task === "cases") return writeCases(user, sampler);
  return task === "draft" ? draftReply(system, email, sampler, world) : rewritePrompt(system, user, sampler);
}

/** What is asked for, by the contract of the JSON or else by the blocks that are there. */
function taskOf({ json }: GenerateRequest, blocks: readonly Block[]): Task {
  if (json !== undefined) {
    return tasksByJson.get(json.name) ?? "other_json";
  }
  const tags = new Set(blocks.map(({ tag }) => tag));
  if (tags.has("current_prompt")) return "rewriting";
  return tags.has("reply") && tags.has("email") ? "reasons" : "draft";
}

function textOf({ messages }: GenerateRequest, role: "system" | "user"): string {
  return messages
    .filter((message) => message.role === role)
    .map(({ content }) => content)
    .join("\n\n");
}

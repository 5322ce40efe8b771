import { transformJSONSchema } from "@anthropic-ai/sdk/lib/transform-json-schema";
import type { MessageCreateParams, MessageParam, Tool } from "@anthropic-ai/sdk/resources/messages";
import type { ChatMessage } from "@/lib/engine/messages";
import type { GenerateRequest } from "../language-model";
import type { ErrorDetails } from "../server-failure";

/** Body of `POST /v1/messages`. The library's type is of a later version of the API, without temperature. */
export type MessageRequest = MessageCreateParams & { temperature?: number };

/** Parameters that not every model takes. */
export type Adaptable = "temperature" | "thinking" | "output_config";

/** What one model refused, as found out by asking. */
export type Refused = ReadonlySet<Adaptable>;

/**
 * Body of the request without what the model refuses.
 *
 * System messages go to the front, wherever they stood, and turns of one role that follow each other become
 * one, joined by an empty line. There is no seed to send. A temperature above 1, which the API does not
 * know, is sent as 1. Thinking is switched off where it can be, since it would count against `maxTokens`
 * and rules out both a temperature and a forced tool call.
 *
 * JSON is asked for by the API's structured outputs. They take no bounds of numbers and lengths, so those go
 * into descriptions. A model without structured outputs is made to call a tool whose input is the JSON.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/structured-outputs
 */
export function messageRequest(
  model: string,
  { messages, maxTokens, temperature, json }: GenerateRequest,
  refused: Refused,
  { stream }: { stream: boolean },
): MessageRequest {
  const system = messages
    .filter(({ role }) => role === "system")
    .map(({ content }) => content)
    .join("\n\n");
  return {
    model,
    max_tokens: maxTokens,
    messages: turns(messages),
    stream,
    ...(system !== "" && { system }),
    ...(!refused.has("temperature") && { temperature: Math.min(1, temperature) }),
    ...(!refused.has("thinking") && { thinking: { type: "disabled" as const } }),
    ...(json && (refused.has("output_config") ? forcedTool(json) : structuredOutput(json))),
  };
}

/** Name of the tool whose input is the answer, or null where the answer is text. */
export function answeringTool({ tool_choice }: MessageRequest): string | null {
  return tool_choice?.type === "tool" ? tool_choice.name : null;
}

/**
 * What the model refuses, one parameter more than was known, or null when the refusal is not about a
 * parameter that can be left out. The API names it in words only.
 *
 * @param sent Body that was refused: a parameter that was not sent cannot be at fault.
 * @example
 * adaptRefused(new Set(), { message: "`temperature` is deprecated for this model.", ... }, sent);
 * // => Set { "temperature" }
 */
export function adaptRefused(
  refused: Refused,
  { message }: ErrorDetails,
  sent: MessageRequest,
): Refused | null {
  const [first] = adaptables
    .filter(({ name }) => name in sent)
    .map(({ name, named }) => ({ name, at: message.search(named) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  if (!first) return null;
  // What is sent for thinking is always the same, so a complaint about it says that it is not taken.
  if (first.name !== "thinking" && !saysUnsupported.test(message)) return null;
  return new Set([...refused, first.name]);
}

const adaptables: readonly { name: Adaptable; named: RegExp }[] = [
  { name: "temperature", named: /(?<![a-z_])temperature(?![a-z_])/i },
  { name: "thinking", named: /(?<![a-z_])thinking(?![a-z_])/i },
  // A complaint about the schema is about this one request.
  {
    name: "output_config",
    named: /(?<![a-z_])output_config(?!\.format\.schema)|output.format(?!\.schema)|structured output/i,
  },
];

/** A value out of range must not be answered by quietly leaving the parameter out. */
const saysUnsupported =
  /not (be )?(support|allow|permit|recogni|available|implement)|unsupported|deprecated|unknown|unrecogni|unavailable|unexpected|extra inputs|extra_forbidden|may only be set/i;

function turns(messages: readonly ChatMessage[]): MessageParam[] {
  const merged: { role: "user" | "assistant"; content: string }[] = [];
  for (const { role, content } of messages) {
    if (role === "system") continue;
    const last = merged.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else merged.push({ role, content });
  }
  return merged;
}

type JsonRequest = NonNullable<GenerateRequest["json"]>;

function structuredOutput({ schema }: JsonRequest): Pick<MessageRequest, "output_config"> {
  return { output_config: { format: { type: "json_schema", schema: transformJSONSchema(schema) } } };
}

function forcedTool({ name, schema }: JsonRequest): Pick<MessageRequest, "tools" | "tool_choice"> {
  return {
    // The input of a tool is an object; the API refuses a schema of anything else.
    tools: [{ name, description: "Takes the answer.", input_schema: schema as unknown as Tool.InputSchema }],
    tool_choice: { type: "tool", name, disable_parallel_tool_use: true },
  };
}

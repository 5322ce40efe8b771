import type { FakeMessageRequest } from "./anthropic-requests";
import { composeAnswer, countWords } from "./openai-answers";

/** What one message of the fake holds. */
export interface FakeAnswer {
  /** Text, or the JSON of a tool's input. */
  text: string;
  stopReason: string;
  stopDetails?: { type: "refusal"; category: string | null; explanation: string | null } | null;
  /** Comes before the answer, in a block of its own. */
  thinking?: string;
}

/** The text of an answer: the same for the same request. */
export function composeText({
  model,
  messages,
  system,
  temperature,
  ...request
}: FakeMessageRequest): string {
  const schema = request.output_config?.format.schema ?? request.tools?.[0]?.input_schema;
  return composeAnswer({
    model,
    messages: [{ role: "system", content: system ?? "" }, ...messages],
    temperature,
    ...(schema && { response_format: { type: "json_schema", json_schema: { name: "answer", schema } } }),
  });
}

/** The body of an answer that comes whole. */
export function wholeMessage(request: FakeMessageRequest, answer: FakeAnswer) {
  const tool = request.tool_choice?.name;
  const block = tool
    ? { type: "tool_use", id: "toolu_fake", name: tool, input: JSON.parse(answer.text || "{}") }
    : { type: "text", text: answer.text, citations: null };
  return {
    ...messageHead(request),
    content: [
      ...(answer.thinking ? [{ type: "thinking", thinking: answer.thinking, signature: "c2ln" }] : []),
      ...(answer.text === "" && !tool ? [] : [block]),
    ],
    stop_reason: answer.stopReason,
    stop_details: answer.stopDetails ?? null,
    stop_sequence: null,
    usage: { ...inputUsage(request), output_tokens: countWords(answer.text) },
  };
}

/** The events of an answer that is streamed, three words or so in each piece of text. */
export function streamEvents(request: FakeMessageRequest, answer: FakeAnswer): { type: string }[] {
  const tool = request.tool_choice?.name;
  const events: ({ type: string } & Record<string, unknown>)[] = [
    {
      type: "message_start",
      message: {
        ...messageHead(request),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...inputUsage(request), output_tokens: 1 },
      },
    },
    { type: "ping" },
  ];
  let index = 0;
  if (answer.thinking) {
    events.push(
      {
        type: "content_block_start",
        index,
        content_block: { type: "thinking", thinking: "", signature: "" },
      },
      { type: "content_block_delta", index, delta: { type: "thinking_delta", thinking: answer.thinking } },
      { type: "content_block_delta", index, delta: { type: "signature_delta", signature: "c2ln" } },
      { type: "content_block_stop", index },
    );
    index += 1;
  }
  const pieces = answer.text.match(/(?:\s*\S+){1,3}\s*/g) ?? (answer.text ? [answer.text] : []);
  events.push(
    {
      type: "content_block_start",
      index,
      content_block: tool
        ? { type: "tool_use", id: "toolu_fake", name: tool, input: {} }
        : { type: "text", text: "" },
    },
    ...pieces.map((piece) => ({
      type: "content_block_delta",
      index,
      delta: tool ? { type: "input_json_delta", partial_json: piece } : { type: "text_delta", text: piece },
    })),
    { type: "content_block_stop", index },
    {
      type: "message_delta",
      delta: {
        stop_reason: answer.stopReason,
        stop_details: answer.stopDetails ?? null,
        stop_sequence: null,
      },
      usage: { output_tokens: countWords(answer.text), input_tokens: null, cache_read_input_tokens: null },
    },
    { type: "message_stop" },
  );
  return events;
}

export const asEvent = (event: { type: string }) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

function messageHead({ model }: FakeMessageRequest) {
  return { id: "msg_fake", type: "message", role: "assistant", model };
}

/** The system prompt is read from the cache, the first turn goes into it, the rest is neither. */
function inputUsage({ system, messages }: FakeMessageRequest) {
  const [first, ...rest] = messages.map(({ content }) => countWords(content));
  return {
    input_tokens: rest.reduce((sum, words) => sum + words, 0),
    cache_creation_input_tokens: first ?? 0,
    cache_read_input_tokens: countWords(system ?? ""),
  };
}

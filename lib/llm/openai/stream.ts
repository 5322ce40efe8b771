import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { Scope } from "../deadline";
import { serverEvents } from "../server-events";
import {
  assertNoError,
  type Completion,
  finishReasonOf,
  NotACompletion,
  parseJson,
  readCompletion,
  readLogprobs,
  readUsage,
  reasoningFields,
  tokensOfText,
} from "./wire";

const Chunk = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      delta: z
        .object({ content: z.string().nullish(), refusal: z.string().nullish(), ...reasoningFields })
        .nullish(),
      finish_reason: z.string().nullish(),
      logprobs: z.unknown().optional(),
    }),
  ),
  usage: z.unknown().optional(),
});

/** What a streamed answer came to. */
export interface StreamedCompletion {
  completion: Completion;
  /** False for a server that was asked for a stream and sent the whole at once. */
  streamed: boolean;
  /** Until the first piece of text, in milliseconds; null if it was not streamed. */
  firstTokenMs: number | null;
}

/**
 * Reads a streamed completion, passing each piece of text on as it arrives. What a model thinks before it
 * answers is not passed on, but ends the wait for the first token: it is at work.
 *
 * A server that ignores `stream` and answers with one JSON body is read as that.
 *
 * @throws {NotACompletion} if it is neither, or the stream ends before the model said why it stopped.
 */
export async function readStreamed(
  response: Response,
  { arrived, elapsedMs }: Pick<Scope, "arrived" | "elapsedMs">,
  onText: (piece: string) => void,
): Promise<StreamedCompletion> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.toLowerCase().includes("text/event-stream")) {
    const completion = readCompletion(await response.text());
    if (completion.text !== "") onText(completion.text);
    return { completion, streamed: false, firstTokenMs: null };
  }

  const answer = new Answer();
  let firstTokenMs: number | null = null;
  const pass = (piece: string) => {
    if (piece === "") return;
    firstTokenMs ??= elapsedMs();
    onText(piece);
  };
  for await (const data of serverEvents(response)) {
    if (data.trim() === "[DONE]") break;
    const piece = answer.add(data);
    if (piece !== "" || answer.thinks) arrived();
    pass(piece);
  }
  pass(answer.rest());
  return { completion: answer.completion(), streamed: true, firstTokenMs };
}

/** A completion in the making. */
class Answer {
  thinks = false;
  private content = "";
  private passed = 0;
  private refusal = "";
  private finishReason: string | null = null;
  private model: string | null = null;
  private usage: unknown = null;
  private readonly logprobs: unknown[] = [];

  /** Takes the next event and returns the text that can be passed on. */
  add(data: string): string {
    const chunk = readChunk(data);
    this.model ??= chunk.model ?? null;
    if (chunk.usage !== null && chunk.usage !== undefined) this.usage = chunk.usage;
    const [choice] = chunk.choices;
    if (!choice) return "";
    this.finishReason ??= choice.finish_reason ?? null;
    this.refusal += choice.delta?.refusal ?? "";
    this.thinks ||= Boolean(choice.delta?.reasoning || choice.delta?.reasoning_content);
    this.content += choice.delta?.content ?? "";
    this.logprobs.push(...(readLogprobs(choice.logprobs) ?? []));
    // Some servers cut between the halves of a surrogate pair; the first waits for the second.
    return this.passOn(/[\ud800-\udbff]$/.test(this.content) ? this.content.length - 1 : this.content.length);
  }

  /** What no further event can change. */
  rest(): string {
    return this.passOn(this.content.length);
  }

  private passOn(to: number): string {
    const piece = storable(this.content.slice(this.passed, to));
    this.passed = to;
    return piece;
  }

  completion(): Completion {
    if (this.finishReason === null) throw new NotACompletion("a stream that broke off");
    return {
      text: storable(this.content),
      refusal: this.refusal ? storable(this.refusal) : null,
      tokens: tokensOfText(this.content, this.logprobs, { afterThinking: this.thinks }),
      finishReason: finishReasonOf(this.finishReason),
      usage: readUsage(this.usage),
      model: this.model ? storable(this.model) : null,
    };
  }
}

function readChunk(data: string): z.infer<typeof Chunk> {
  const json = parseJson(data);
  if (json === undefined) throw new NotACompletion("a stream with an event that is not JSON");
  // Gateways put an error beside the choices, so it is looked for first.
  assertNoError(json, "an error in its stream");
  const chunk = Chunk.safeParse(json);
  if (chunk.success) return chunk.data;
  throw new NotACompletion("a stream with an event that is no part of a completion");
}

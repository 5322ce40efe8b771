import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import { serverEvents } from "../server-events";
import type { Progress } from "./client";
import {
  errorInBody,
  finishReasonOf,
  type Message,
  NotAMessage,
  readMessage,
  readUsage,
  refusalOf,
  StopDetails,
  safeJson,
} from "./wire";

const index = z.number().int().nonnegative();
const counts = z.record(z.string(), z.unknown());

const StreamEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("message_start"),
    message: z.object({ model: z.string().nullish(), usage: counts.nullish() }),
  }),
  z.object({
    type: z.literal("content_block_start"),
    index,
    content_block: z.object({ type: z.string(), text: z.string().optional(), name: z.string().optional() }),
  }),
  z.object({
    type: z.literal("content_block_delta"),
    index,
    delta: z.object({ type: z.string(), text: z.string().optional(), partial_json: z.string().optional() }),
  }),
  z.object({
    type: z.literal("message_delta"),
    delta: z.object({ stop_reason: z.string().nullish(), stop_details: StopDetails }),
    usage: counts.nullish(),
  }),
  z.object({ type: z.literal("message_stop") }),
]);
type StreamEvent = z.infer<typeof StreamEvent>;

const knownTypes: ReadonlySet<string> = new Set(
  StreamEvent.options.flatMap(({ shape }) => [...shape.type.values]),
);

/** What a streamed answer came to. */
export interface StreamedMessage {
  message: Message;
  /** False for a server that was asked for a stream and sent the whole at once. */
  streamed: boolean;
  /** Until the first piece of text, in milliseconds; null if it was not streamed. */
  firstTokenMs: number | null;
}

/**
 * Reads a streamed message, passing each piece of the answer on as it arrives. A server that ignores
 * `stream` and answers with one JSON body is read as that.
 *
 * @param tool Name of the tool whose input is the answer; null where text was asked for.
 * @throws {NotAMessage} if it is neither, tells an error, or ends before the model said why it stopped.
 * @see https://platform.claude.com/docs/en/build-with-claude/streaming
 */
export async function readStreamed(
  response: Response,
  { arrived, elapsedMs }: Progress,
  { tool, onText }: { tool: string | null; onText: (piece: string) => void },
): Promise<StreamedMessage> {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("text/event-stream")) {
    const message = readMessage(await response.text(), tool);
    if (message.text !== "") onText(message.text);
    return { message, streamed: false, firstTokenMs: null };
  }

  const pieces = new Pieces(tool);
  let firstTokenMs: number | null = null;
  for await (const data of serverEvents(response)) {
    const event = parseEvent(data);
    if (event === null) continue;
    // Thinking is no text, but a sign that the model is at work.
    if (event.type === "content_block_delta") arrived();
    const piece = pieces.add(event);
    if (piece !== "") {
      firstTokenMs ??= elapsedMs();
      onText(piece);
    }
    if (event.type === "message_stop") break;
  }
  return { message: pieces.message(), streamed: true, firstTokenMs };
}

/** A message in the making. */
class Pieces {
  private text = "";
  private stopReason: string | null = null;
  private stopDetails: z.infer<typeof StopDetails> = null;
  private stopped = false;
  private model: string | null = null;
  private inputCounts: Record<string, unknown> = {};
  private finalCounts: Record<string, unknown> | null = null;
  private readonly answering = new Set<number>();

  /** @param tool Name of the tool whose input is the answer; null where text is. */
  constructor(private readonly tool: string | null) {}

  /** Takes the next event and returns the part of the answer that it brought. */
  add(event: StreamEvent): string {
    switch (event.type) {
      case "message_start":
        this.model = event.message.model ?? null;
        this.inputCounts = event.message.usage ?? {};
        return "";
      case "content_block_start": {
        const { type, name, text = "" } = event.content_block;
        const isAnswer = this.tool === null ? type === "text" : type === "tool_use" && name === this.tool;
        if (!isAnswer) return "";
        this.answering.add(event.index);
        return this.append(this.tool === null ? text : "");
      }
      case "content_block_delta": {
        if (!this.answering.has(event.index)) return "";
        const { type, text = "", partial_json = "" } = event.delta;
        if (type === "text_delta") return this.append(text);
        return type === "input_json_delta" ? this.append(partial_json) : "";
      }
      case "message_delta":
        this.stopReason = event.delta.stop_reason ?? this.stopReason;
        this.stopDetails = event.delta.stop_details ?? this.stopDetails;
        this.finalCounts = event.usage ?? this.finalCounts;
        return "";
      case "message_stop":
        this.stopped = true;
        return "";
    }
  }

  message(): Message {
    if (!this.stopped || this.stopReason === null) throw new NotAMessage("a stream that broke off");
    return {
      text: this.text,
      refusal: refusalOf(this.stopReason, this.stopDetails),
      finishReason: finishReasonOf(this.stopReason, this.tool),
      // Output tokens of the start are only those of the start.
      usage: this.finalCounts && readUsage({ ...this.inputCounts, ...told(this.finalCounts) }),
      model: this.model ? storable(this.model) : null,
    };
  }

  private append(piece: string): string {
    const kept = storable(piece);
    this.text += kept;
    return kept;
  }
}

/** The counts of an event without those that are null, which stand for "as told before". */
function told(usage: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null));
}

/** Null for a ping and for events that a later version of the API may add. */
function parseEvent(data: string): StreamEvent | null {
  const json = safeJson(data);
  if (json === undefined) throw new NotAMessage("a stream with an event that is not JSON");
  const { type } = z.object({ type: z.string() }).catch({ type: "error" }).parse(json);
  if (type === "error") {
    throw (
      errorInBody(json, "in its stream") ??
      new NotAMessage("a stream with an event that is no part of a message")
    );
  }
  if (!knownTypes.has(type)) return null;
  const event = StreamEvent.safeParse(json);
  if (!event.success) throw new NotAMessage("a stream with an event that is no part of a message");
  return event.data;
}

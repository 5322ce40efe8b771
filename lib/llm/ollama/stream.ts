import { storable } from "@/lib/engine/text/storable";
import { responseLines } from "../server-events";
import type { StreamProgress } from "./client";
import { type ChatAnswer, type ChatPart, joinParts, readJson, readPart } from "./wire";

/** What a streamed answer came to. */
export interface StreamedAnswer {
  answer: ChatAnswer;
  /** False for a server that was asked for a stream and sent the whole at once. */
  streamed: boolean;
  /** Until the first piece of text, in milliseconds; null if it was not streamed. */
  firstTokenMs: number | null;
}

/**
 * Reads a streamed answer, one JSON text per line, passing each piece of text on as it arrives. Thinking
 * is not passed on, but ends the wait for the first token: the model is at work.
 *
 * @throws {NotAnAnswer} if a line is no part of an answer, or the stream ends before it is done.
 */
export async function readStreamed(
  response: Response,
  { arrived, elapsedMs }: StreamProgress,
  onText: (piece: string) => void,
): Promise<StreamedAnswer> {
  const parts: ChatPart[] = [];
  let firstTokenMs: number | null = null;
  for await (const line of responseLines(response)) {
    const part = readPart(readJson(line));
    parts.push(part);
    const piece = storable(part.message.content ?? "");
    if (piece !== "" || part.message.thinking) arrived();
    if (piece !== "") {
      firstTokenMs ??= elapsedMs();
      onText(piece);
    }
    if (part.done) break;
  }
  const streamed = parts.length > 1;
  return { answer: joinParts(parts), streamed, firstTokenMs: streamed ? firstTokenMs : null };
}

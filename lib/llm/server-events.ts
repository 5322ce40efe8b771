import { EventSourceParserStream } from "eventsource-parser/stream";

/**
 * The `data` of each server-sent event of a response, as it arrives. Bytes that are not UTF-8 become
 * replacement characters; a multi-byte character that is split between two packets stays whole.
 */
export async function* serverEvents(response: Response): AsyncGenerator<string> {
  if (!response.body) return;
  const events = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { data } of events) yield data;
}

/** One JSON text per line of a response, as it arrives; empty lines are left out. */
export async function* responseLines(response: Response): AsyncGenerator<string> {
  if (!response.body) return;
  // Pieces of a line that is not complete yet; joined once, so a long line takes linear time.
  let pieces: string[] = [];
  const texts = response.body.pipeThrough(
    new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>,
  );
  for await (const text of texts) {
    const [first = "", ...others] = text.split("\n");
    pieces.push(first);
    for (const start of others) {
      const line = pieces.join("");
      if (line.trim() !== "") yield line;
      pieces = [start];
    }
  }
  const last = pieces.join("");
  if (last.trim() !== "") yield last;
}

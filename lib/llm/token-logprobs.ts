import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { TokenLogprob } from "./language-model";

const byte = z.number().int().min(0).max(255);
const Logprobs = z
  .array(z.object({ token: z.string(), logprob: z.number(), bytes: z.array(byte).nullish() }))
  .min(1);
type Logprob = z.infer<typeof Logprobs>[number];

// Rounding can put the log-prob of a certain token a hair above zero. More than that is no probability.
const roundingNats = 1e-4;

const REPLACEMENT = "\ufffd";
const UNKNOWN = null;

/**
 * The tokens that make up an answer, with their log-probs; null unless they join to its text exactly.
 *
 * The server reports every token it generated: those of the thinking and of the marks around it too, and
 * some of its parsers lose or trim pieces. After thinking the last tokens count, if one of them begins
 * exactly where the text does; without it all must belong to the text.
 *
 * A character that spans several tokens is cut into pieces that are no UTF-8. Newer servers give the
 * bytes; older ones put one replacement character in the place of each such byte, which then matches any
 * byte of such a character.
 *
 * @param text As it came, before anything is filtered out of it.
 * @param logprobs Entries of `logprobs`, of all lines of a stream.
 * @see https://github.com/ollama/ollama, `server/logprob.go`
 * @example
 * tokensOfAnswer("Hi!", [{ token: "Hi", logprob: -1 }, { token: "!", logprob: -2 }], { afterThinking: false });
 * // => [{ token: "Hi", logprob: -1 }, { token: "!", logprob: -2 }]
 */
export function tokensOfAnswer(
  text: string,
  logprobs: readonly unknown[],
  { afterThinking }: { afterThinking: boolean },
): TokenLogprob[] | null {
  const parsed = Logprobs.safeParse(logprobs);
  if (!parsed.success || text === "") return null;
  const all = parsed.data;
  if (all.some(({ logprob }) => logprob > roundingNats)) return null;

  const wanted = new TextEncoder().encode(text);
  for (const bytesOf of [givenBytes, tokenBytes]) {
    const pieces = all.map(bytesOf);
    const from = afterThinking ? tailStart(pieces, wanted.length) : 0;
    if (!isSame(pieces.slice(from).flat(), wanted)) continue;
    return all
      .slice(from)
      .map(({ token, logprob }) => ({ token: storable(token), logprob: Math.min(0, logprob) }));
  }
  return null;
}

type Piece = readonly (number | typeof UNKNOWN)[];

function givenBytes({ bytes, token }: Logprob): Piece {
  return bytes ?? tokenBytes({ token });
}

function tokenBytes({ token }: Pick<Logprob, "token">): Piece {
  return token
    .split(REPLACEMENT)
    .flatMap((part, index) => [...(index > 0 ? [UNKNOWN] : []), ...new TextEncoder().encode(part)]);
}

/** Index of the token from which on the rest is at least as long as the text. */
function tailStart(pieces: readonly Piece[], length: number): number {
  let from = pieces.length;
  for (let bytes = 0; from > 0 && bytes < length; bytes += pieces[from]?.length ?? 0) from -= 1;
  return from;
}

function isSame(found: Piece, wanted: Uint8Array): boolean {
  return (
    found.length === wanted.length &&
    // Only bytes from 0x80 on are part of a longer character.
    wanted.every((value, index) => (found[index] === UNKNOWN ? value >= 0x80 : found[index] === value))
  );
}

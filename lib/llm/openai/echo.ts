import { z } from "zod";
import { storable } from "@/lib/engine/text/storable";
import type { TokenLogprob, Usage } from "../language-model";
import { NotACompletion, readJson, readUsage } from "./wire";

/** The log-probs of one part of an echoed prompt. */
export interface Echo {
  tokens: TokenLogprob[];
  model: string | null;
  usage: Usage | null;
}

/** Why there are none: the server does not tell them, or its tokens cannot be cut where the text begins. */
export type NoEcho = "not_told" | "no_boundary";

const Body = z.object({ choices: z.array(z.unknown()).min(1) });

const EchoBody = z.object({
  model: z.string().nullish(),
  choices: z
    .array(
      z.object({
        logprobs: z.object({
          tokens: z.array(z.string()).min(1),
          token_logprobs: z.array(z.number().nullable()),
          text_offset: z.array(z.number().int()).nullish().catch(null),
        }),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
});

// Rounding can put the log-prob of a certain token a hair above zero. More than that is no probability.
const roundingNats = 1e-4;

/**
 * Reads the log-probs of a text from the answer of a server that was asked to echo `prefix + text`.
 *
 * The text is found by joining the tokens, which holds where a server puts a mark or a blank before the
 * prompt or writes a token behind it. Where tokens are pieces of a character, and so do not join,
 * `text_offset` tells where each begins, in Unicode code points.
 *
 * @throws {NotACompletion} if the body is no completion.
 */
export function readEcho(body: string, { prefix, text }: { prefix: string; text: string }): Echo | NoEcho {
  const json = readJson(body);
  const parsed = EchoBody.safeParse(json);
  if (!parsed.success) {
    if (Body.safeParse(json).success) return "not_told";
    throw new NotACompletion("JSON that is no completion");
  }
  const { choices, model, usage } = parsed.data;
  const logprobs = choices[0]?.logprobs;
  if (!logprobs || logprobs.tokens.length !== logprobs.token_logprobs.length) return "not_told";

  const { tokens, token_logprobs, text_offset } = logprobs;
  const joins = tokens.join("").includes(prefix + text);
  const offsets = text_offset?.length === tokens.length ? text_offset : null;
  const garbled = tokens.some(isGarbled);
  if (!joins && !(garbled && offsets)) return "not_told";
  const found = joins
    ? cutByTokens(tokens, { prefix, text })
    : cutByOffsets(tokens, offsets ?? [], { prefix, text });
  if (!found) return "no_boundary";

  const scored: TokenLogprob[] = [];
  for (const { token, index } of found) {
    const logprob = token_logprobs[index];
    if (logprob === null || logprob === undefined || logprob > roundingNats) return "not_told";
    scored.push({ token: storable(token), logprob: Math.min(0, logprob) });
  }
  return { tokens: scored, model: model ? storable(model) : null, usage: readUsage(usage) };
}

interface Place {
  token: string;
  index: number;
}

/** Null unless one token begins where the text does and one ends where it ends. */
function cutByTokens(
  tokens: readonly string[],
  { prefix, text }: { prefix: string; text: string },
): Place[] | null {
  const from = tokens.join("").indexOf(prefix + text) + prefix.length;
  const to = from + text.length;
  const found: Place[] = [];
  let at = 0;
  for (const [index, token] of tokens.entries()) {
    // The mark that ends an answer is often an empty token behind the text.
    if (at >= from && at < to && at + token.length <= to) found.push({ token, index });
    at += token.length;
  }
  return found.map(({ token }) => token).join("") === text ? found : null;
}

/** Tokens as slices of the prompt; null unless they fit both the offsets and what the server calls them. */
function cutByOffsets(
  tokens: readonly string[],
  offsets: readonly number[],
  { prefix, text }: { prefix: string; text: string },
): Place[] | null {
  const points = [...(prefix + text)];
  const from = [...prefix].length;
  const found: Place[] = [];
  for (const [index, name] of tokens.entries()) {
    const begin = offsets[index] ?? points.length;
    if (begin < from || begin >= points.length) continue;
    const end = Math.min(points.length, offsets[index + 1] ?? points.length);
    const token = points.slice(begin, end).join("");
    if (!isGarbled(name) && name !== token) return null;
    found.push({ token, index });
  }
  return found.map(({ token }) => token).join("") === text ? found : null;
}

/** Whether a token is a piece of a character, in the ways servers write one. */
function isGarbled(token: string): boolean {
  return token === "" || token.includes("\ufffd") || /^bytes:|\\x[0-9a-f]{2}/.test(token);
}

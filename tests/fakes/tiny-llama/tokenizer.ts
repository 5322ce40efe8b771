import { type Gguf, numberOf, numbersOf, textOf, textsOf } from "./gguf";

/** Kinds of token that GGUF tells apart; user-defined and unused ones do not occur here. */
const NORMAL = 1;
const BYTE = 6;

/** What SentencePiece writes for a blank. */
const BLANK = "\u2581";

export interface Tokenizer {
  readonly size: number;
  /** Begins every text. */
  readonly bos: number;
  /** The model says with these that it is done: the file's end token, or the beginning of the next story. */
  readonly ends: ReadonlySet<number>;
  /**
   * The text in tokens, the first of them `bos`.
   *
   * @example
   * tokenizer.encode("Once upon a time"); // => [1, 403, 407, 261, 378] with stories260K
   */
  encode(text: string): number[];
  /** The UTF-8 bytes that a token stands for; none for a control token. A character may span several. */
  bytes(id: number): Uint8Array;
}

/**
 * The SentencePiece tokeniser of a llama GGUF file: of all neighbours whose join is a known piece, the pair
 * with the best score is joined, the leftmost of equals, until none is left. A character without a piece
 * of its own becomes its UTF-8 bytes.
 *
 * @throws {RangeError} if the file describes another kind of tokeniser.
 * @see Kudo & Richardson, "SentencePiece" (2018), section 3
 */
export function createTokenizer(file: Gguf): Tokenizer {
  const kind = textOf(file, "tokenizer.ggml.model");
  if (kind !== "llama") throw new RangeError(`the tokeniser ${kind} is not read, only llama`);
  if (file.metadata.get("tokenizer.ggml.add_bos_token") === false) {
    throw new RangeError("a model whose texts begin without a token of their own is not read");
  }
  if (file.metadata.get("tokenizer.ggml.add_space_prefix") === false) {
    throw new RangeError("a tokeniser that puts no blank before a text is not read");
  }
  const pieces = textsOf(file, "tokenizer.ggml.tokens");
  const scores = numbersOf(file, "tokenizer.ggml.scores");
  const types = numbersOf(file, "tokenizer.ggml.token_type");
  const bos = numberOf(file, "tokenizer.ggml.bos_token_id");
  const eos = numberOf(file, "tokenizer.ggml.eos_token_id");

  const normal = new Map<string, number>();
  const byteTokens = new Map<number, number>();
  const contents = pieces.map((piece, id) => {
    const type = types[id];
    if (type === NORMAL) {
      normal.set(piece, id);
      return Buffer.from(piece.replaceAll(BLANK, " "), "utf8");
    }
    if (type === BYTE) {
      const byte = Number.parseInt(piece.slice(3, 5), 16);
      byteTokens.set(byte, id);
      return Buffer.of(byte);
    }
    return Buffer.alloc(0);
  });

  /** Score of two neighbours as one piece; -Infinity where there is no such piece. */
  function scoreOfJoin(left: string | undefined, right: string | undefined): number {
    const id = left === undefined || right === undefined ? undefined : normal.get(left + right);
    return id === undefined ? -Infinity : (scores[id] ?? -Infinity);
  }

  function join(text: string): string[] {
    const parts = [...text];
    const joins = parts.map((part, i) => scoreOfJoin(part, parts[i + 1]));
    for (;;) {
      let best = 0;
      for (let i = 1; i < joins.length; i++)
        if ((joins[i] ?? -Infinity) > (joins[best] ?? -Infinity)) best = i;
      if (!((joins[best] ?? -Infinity) > -Infinity)) return parts;
      parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
      joins.splice(best, 1);
      joins[best] = scoreOfJoin(parts[best], parts[best + 1]);
      if (best > 0) joins[best - 1] = scoreOfJoin(parts[best - 1], parts[best]);
    }
  }

  function bytesOf(part: string): number[] {
    return [...Buffer.from(part, "utf8")].map((byte) => {
      const id = byteTokens.get(byte);
      if (id === undefined) throw new RangeError(`the vocabulary has no token for the byte ${byte}`);
      return id;
    });
  }

  return {
    size: pieces.length,
    bos,
    ends: new Set([bos, eos]),
    encode(text) {
      if (text === "") return [bos];
      const parts = join(`${BLANK}${text.toWellFormed().replaceAll(" ", BLANK)}`);
      return [bos, ...parts.flatMap((part) => normal.get(part) ?? bytesOf(part))];
    },
    bytes(id) {
      const bytes = contents[id];
      if (!bytes) throw new RangeError(`there is no token ${id}`);
      return bytes;
    },
  };
}

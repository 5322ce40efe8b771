import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readGguf, textOf } from "./gguf";
import { createTokenizer, type Tokenizer } from "./tokenizer";
import { readWeights, type Weights } from "./transformer";

/** A language model of 260 thousand parameters that tells children's stories. */
export interface TinyLlama {
  /** As requests name it. */
  readonly name: string;
  readonly tokenizer: Tokenizer;
  readonly weights: Weights;
}

const path = fileURLToPath(new URL("../../../../shared/data/stories260K.gguf", import.meta.url));

/** Why there is no model to test with, in a sentence; null where there is one. */
export const absence: string | null = existsSync(path)
  ? null
  : "The tests of the tiny llama are skipped, because there is no ../shared/data/stories260K.gguf.";

/** The only chat template this fake applies: what was said, line below line. Names of roles are not written. */
const plainTemplate =
  "{{ bos_token }}{% for m in messages %}{{ m['content'] }}{% if not loop.last %}\n{% endif %}{% endfor %}";

/**
 * Reads the model's file.
 *
 * @throws {RangeError} if the file is missing, or holds something this fake cannot run faithfully.
 */
export function openTinyLlama(): TinyLlama {
  if (absence !== null) throw new RangeError(absence);
  const file = readGguf(readFileSync(path));
  if (textOf(file, "tokenizer.chat_template") !== plainTemplate) {
    throw new RangeError("the model wants another chat template than this fake applies");
  }
  return {
    name: textOf(file, "general.name"),
    tokenizer: createTokenizer(file),
    weights: readWeights(file),
  };
}

/**
 * A chat as one text, by the model's own template. The token that begins every text is left to the tokeniser.
 *
 * @example
 * applyTemplate([{ content: "Be brief." }, { content: "Once upon a time" }]); // => "Be brief.\nOnce upon a time"
 */
export function applyTemplate(messages: readonly { content: string }[]): string {
  return messages.map(({ content }) => content).join("\n");
}

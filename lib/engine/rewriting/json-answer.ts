/** What is wrong with a model's answer. */
export type AnswerFault =
  | "too_long"
  | "not_json"
  | "not_an_object"
  | "no_prompt"
  | "no_changes"
  | "unknown_member"
  | "bad_change";

/** An answer that does not fit what was asked for; asking again may help. */
export class AnswerError extends RangeError {
  readonly code: AnswerFault;

  constructor(code: AnswerFault, message: string) {
    super(message);
    this.name = "AnswerError";
    this.code = code;
  }
}

/** Some 25,000 tokens: several times the longest prompt a lab may have. */
const MOST_CHARACTERS = 100_000;
const FENCE = "```";

/**
 * The JSON object in a model's answer.
 *
 * Models without a JSON mode like to wrap it in a Markdown fence; one such fence is taken off. Anything
 * else around the object makes the answer unfit.
 *
 * @param text At most 100,000 characters.
 * @throws {AnswerError} (a RangeError with a code) if the text is too long, not JSON, or not an object.
 * @example
 * jsonAnswer('```json\n{"prompt": "Reply."}\n```'); // => { prompt: "Reply." }
 */
export function jsonAnswer(text: string): Record<string, unknown> {
  if (text.length > MOST_CHARACTERS) {
    throw new AnswerError(
      "too_long",
      `the answer has ${text.length} characters; at most ${MOST_CHARACTERS} are read`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(unfenced(text));
  } catch (error) {
    throw new AnswerError(
      "not_json",
      `the answer is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (!isRecord(value)) throw new AnswerError("not_an_object", "the answer is not a JSON object");
  return value;
}

function unfenced(text: string): string {
  const trimmed = text.trim();
  const opening = /^```(?:json)?[ \t]*\r?\n/i.exec(trimmed)?.[0];
  if (opening === undefined || !trimmed.endsWith(FENCE)) return trimmed;
  return trimmed.slice(opening.length, -FENCE.length);
}

/**
 * Whether a parsed value is a JSON object, so that its members may be read.
 *
 * @example
 * isRecord([]); // => false
 */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The JSON object in a model's answer.
 *
 * Models without a JSON mode like to wrap it in a Markdown fence; one such fence is taken off.
 *
 * @throws {RangeError} if the text is not JSON, or not an object.
 * @example
 * jsonAnswer('```json\n{"prompt": "Reply."}\n```'); // => { prompt: "Reply." }
 */
export function jsonAnswer(text: string): Record<string, unknown> {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/i.exec(text);
  let value: unknown;
  try {
    value = JSON.parse(fenced?.[1] ?? text);
  } catch (error) {
    throw new RangeError(`the answer is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(value)) throw new RangeError("the answer is not a JSON object");
  return value;
}

/** Whether a parsed value is a JSON object, so that its members may be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Text as both databases can keep it: without NUL characters, and without halves of surrogate pairs.
 * PostgreSQL refuses the first in text and both in JSON.
 *
 * @example
 * storable("a\u0000b"); // => "ab"
 */
export function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/**
 * Tokens of a text: words with the space before them, single marks, single blanks and line breaks.
 * Joined, they are the text again, character for character.
 */
export function tokenize(text: string): string[] {
  return text.match(/ ?[\p{L}\p{N}\p{M}_'’]+| ?[^\s\p{L}\p{N}\p{M}_'’]|\s/gsu) ?? [];
}

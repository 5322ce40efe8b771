/** One sentence of a text, with the spacing that follows it, so that joining all gives the text back. */
export interface Sentence {
  text: string;
  /** Whitespace after the sentence, newlines included. */
  after: string;
}

/**
 * Sentences and list items of a text. A line break ends a sentence; so does `.`, `!`, `?` or `;`
 * before a space, except after an abbreviation or an initial.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const boundary = /([.!?;]["”')\]]*)(\s+)|(\n\s*)/g;
  for (const match of text.matchAll(boundary)) {
    const isLineBreak = match[3] !== undefined;
    const end = match.index + (match[1]?.length ?? 0);
    if (!isLineBreak && /\b(e\.g|i\.e|etc|mr|mrs|ms|dr|st|no|vs|[A-Z])\.$/i.test(text.slice(start, end)))
      continue;
    if (end > start)
      sentences.push({ text: text.slice(start, end), after: match[0].slice(match[1]?.length ?? 0) });
    start = match.index + match[0].length;
  }
  if (start < text.length) sentences.push({ text: text.slice(start), after: "" });
  return sentences;
}

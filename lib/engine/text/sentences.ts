import { words } from "@/lib/engine/text/tokens";

/** Abbreviations after which a full stop ends no sentence, in lower case without the stop. */
const abbreviations = new Set(
  "mr mrs ms dr prof st sr sra srta mme mlle vs approx nr bzw ca evtl ggf inkl tel ext dept inc ltd co ej dra ud uds".split(
    " ",
  ),
);

const END_MARKS = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s|$)|[。！？؟।]+|\n/gu;
const LINE_MARKER = /^[ \t]*\d{1,2}$/;
const LAST_WORD = /[\p{L}\p{N}]+$/u;
const MONTH_NAME = /^\s+(?:jan|feb|märz|apr|mai|juni|juli|aug|sep|okt|nov|dez)/iu;

function endsSentence(before: string, mark: string, after: string): boolean {
  if (mark === "\n" && /^[ \t\r]*\n/.test(after)) return true;
  if (/^\s*\p{Ll}/u.test(after)) return false;
  if (mark === "\n" || /[^.…"'”’»)\]]/u.test(mark)) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (LINE_MARKER.test(line)) return false;
  const last = LAST_WORD.exec(line)?.[0].toLowerCase() ?? "";
  if (/^\d{1,2}$/.test(last)) return !MONTH_NAME.test(after);
  const isInitial = last !== "i" && /^\p{L}$/u.test(last);
  return !(isInitial || abbreviations.has(last));
}

/**
 * The sentences of a text, without those that hold no word.
 *
 * A sentence ends at ".", "!", "?" or "…" before white space, at their counterparts in Chinese, Japanese,
 * Arabic and Hindi, and at a line break; never before a lower-case
 * letter (unless a blank line stands between), after an abbreviation, an
 * initial or the number of a list item.
 *
 * @param text Any text.
 * @returns Sentences in order, trimmed.
 * @example
 * splitSentences("Dr. Ray called. Is it late? No!"); // => ["Dr. Ray called.", "Is it late?", "No!"]
 */
export function splitSentences(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  const close = (end: number) => {
    const sentence = text.slice(start, end).trim();
    if (words(sentence).length > 0) sentences.push(sentence);
    start = end;
  };
  for (const { 0: mark, index } of text.matchAll(END_MARKS)) {
    const end = index + mark.length;
    // Both windows are bounded, so that a text full of marks takes no more than linear time.
    if (endsSentence(text.slice(Math.max(start, index - 40), index), mark, text.slice(end, end + 40)))
      close(end);
  }
  close(text.length);
  return sentences;
}

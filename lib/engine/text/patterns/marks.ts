import { EMOJI_SOURCE } from "@/lib/engine/text/tokens";

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const LIST_ITEM = /^[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]+\S/gm;
const QUOTED_LINE = /^[ \t]*>/gm;
const MARKDOWN =
  /^#{1,6}[ \t]+\S|\*\*[^*\s][^*\n]{0,200}\*\*|`[^`\n]{1,200}`|\[[^[\]\n]{1,200}\]\(https?:|^```/gm;
const PLACEHOLDER =
  /\{\{[^{}\n]{1,60}\}\}|(?<!\{)\{\p{L}[^{}\n]{0,60}\}(?!\})|\[\p{L}[^[\]\n]{0,60}\](?!\()|<(?:your|insert|customer|the)[ _][\p{L} _]{1,40}>|_{3,}|(?<![\p{L}\p{N}])X{3,}(?![\p{L}\p{N}])/gu;

const EMOJI = new RegExp(EMOJI_SOURCE, "gu");
const IS_SHOWN_AS_EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}/u;
const EMOTICON = /(?<=^|\s)(?:[:;=]-?[)(DPp]|<3)(?=$|[\s.,!?])/g;

/**
 * Number of lines that begin as items of a list: "- ", "• ", "2. ".
 *
 * @example
 * countListItems("- one\n2. two\nthree"); // => 2
 */
export const countListItems = (text: string): number => countOf(text, LIST_ITEM);

/**
 * Number of lines that quote an earlier email with ">".
 *
 * @example
 * countQuotedLines("> yes\nno"); // => 1
 */
export const countQuotedLines = (text: string): number => countOf(text, QUOTED_LINE);

/**
 * Number of Markdown signs: headings, bold spans, code and links; lists are counted as lists.
 *
 * @example
 * countMarkdown("# Refund\n**Important**: see `id`."); // => 3
 */
export const countMarkdown = (text: string): number => countOf(text, MARKDOWN);

/**
 * Number of gaps left to fill in: "[name]", "{{date}}", "<your name>", "____", "XXX".
 *
 * @example
 * countPlaceholders("Dear [name], it ships on {{date}}."); // => 2
 */
export const countPlaceholders = (text: string): number => countOf(text, PLACEHOLDER);

/**
 * Number of exclamation marks, each one counted.
 *
 * @example
 * countExclamationMarks("Great!! Thanks!"); // => 3
 */
export const countExclamationMarks = (text: string): number => countOf(text, /[!！]/g);

/**
 * Number of emoji as one reads them (a family is one), and of emoticons such as ":)".
 *
 * @example
 * countEmoji("Done 👩‍👩‍👧 👍🏽 :-) ©"); // => 3
 */
export function countEmoji(text: string): number {
  const shown = (text.match(EMOJI) ?? []).filter((sign) => IS_SHOWN_AS_EMOJI.test(sign));
  return shown.length + countOf(text, EMOTICON);
}

/**
 * Number of questions: question marks at the end of a word, "?!" and "??" once; those inside links do not
 * count.
 *
 * @example
 * countQuestions("Which one? See https://x.example/?a=1 – really?!"); // => 2
 */
export function countQuestions(text: string): number {
  let count = countOf(text, /[？؟]/g);
  for (const chunk of text.split(/\s+/)) {
    if (/\?[!?"'”’»)\]*_]{0,4}$/.test(chunk) && !/^https?:/i.test(chunk)) count += 1;
  }
  return count;
}

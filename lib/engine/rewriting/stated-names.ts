import { nameKey, nameWords, startsName } from "@/lib/engine/rewriting/name-key";
import { roleWords } from "@/lib/engine/rewriting/name-words";
import type { TrainingTextKind } from "@/lib/engine/rewriting/training-text";

// The name after a greeting ends at the next mark or the end of the line.
const GREETING =
  /^(?:dear|hello|hi|hey|greetings|good (?:morning|afternoon|evening|day)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:tag|morgen|abend)|bonjour|salut|ch(?:er|[eè]re)|hola|estimad[oa]|querid[oa]|ciao|gentile|car[oa]|ol[aá]|prezad[oa]|beste|geachte),?[ \t]+([^,!?:;\n]{2,60})/iu;
const CLOSING =
  /^(?:(?:with )?(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards|sincerely|yours(?: (?:sincerely|faithfully|truly))?|respectfully|cordially|(?:many |best )?thanks(?: again| in advance| so much)?|thank you(?: very much| so much)?|cheers|best|all the best|love|take care|mit freundlichen gr[uü](?:ß|ss)en|(?:viele|liebe|beste) gr[uü](?:ß|ss)e|gru(?:ß|ss)|mfg|lg|vg|cordialement|bien [aà] vous|saludos(?: cordiales)?|un saludo|atentamente|(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?|groet(?:en|jes)?)[,.!]*(?:[ \t]+([^,!?:;\n]{2,60}))?$/iu;
const DASHED_NAME = /^(?:--?|~)[ \t]?(\p{L}[^,!?:;\n]{1,40})$/u;
const BARE_NAME = /^[\p{L}\p{M}'. -]{2,40}$/u;
const TITLED =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Se[ñn]ora?|Monsieur|Madame|Mme|Signora?)\.?[ \t]+(\p{Lu}[\p{L}\p{M}'-]+(?:[ \t]\p{Lu}[\p{L}\p{M}'-]+)?)/gu;

const MOST_NAME_WORDS = 4;
const LONGEST_NAME_LINE = 80;
const LONGEST_SENDER = 400;

/**
 * The names that a text states as such: the display name of a sender, a greeting, a sign-off, the last
 * line, a title ("Mr Bell").
 *
 * @param kind Subjects and comments have no greeting and no sign-off.
 * @param text Text from `foldText`, without addresses.
 * @returns Each name as the keys of its words (`nameKey`), in the order of first and last name.
 * @example
 * statedNames("body", "Hi Maria,\nMr Bell called.\nThanks,\nTom Hale"); // => [["bell"], ["maria"], ["tom", "hale"]]
 */
export function statedNames(kind: TrainingTextKind, text: string): string[][] {
  const names = kind === "sender" ? [displayName(text)] : titledNames(text);
  if (kind === "body" || kind === "reply") names.push(...namesOfLines(text));
  const distinct = new Map(names.map((name) => [name.join(" "), name]));
  return [...distinct.values()].filter((name) => name.length > 0);
}

/** Keys of the words that can be a name: no initials, no roles, nothing with a digit. */
function keysOf(words: readonly string[]): string[] {
  return words.map(nameKey).filter((key) => [...key].length > 1 && !/\d/.test(key) && !roleWords.has(key));
}

/** "Lopez, Maria" is turned round; what stands in brackets is rarely part of the name. */
function displayName(sender: string): string[] {
  const shown = sender
    .slice(0, LONGEST_SENDER)
    .replace(/<[^>]*>?/g, " ")
    .replace(/\([^)]*\)/g, " ");
  const [first = "", second, ...rest] = shown.split(",");
  return keysOf(nameWords(second !== undefined && rest.length === 0 ? `${second} ${first}` : shown));
}

function titledNames(text: string): string[][] {
  return Array.from(text.matchAll(TITLED), (match) => keysOf(nameWords(match[1] ?? "")));
}

function namesOfLines(text: string): string[][] {
  const lines = text
    .split("\n")
    .map((line) => line.trim().replace(/^>[>\s]*/, ""))
    .filter((line) => line !== "");
  return lines.flatMap((line, index) => {
    if (line.length > LONGEST_NAME_LINE) return [];
    const names: string[][] = [];
    const greeted = GREETING.exec(line)?.[1];
    if (greeted !== undefined) names.push(greetedName(greeted));
    const closing = CLOSING.exec(line);
    if (closing !== null) names.push(nameLine(closing[1] ?? lines[index + 1] ?? ""));
    if (index > 0 && index === lines.length - 1) {
      const last = DASHED_NAME.exec(line)?.[1] ?? (BARE_NAME.test(line) ? line : null);
      if (last !== null) names.push(nameLine(last));
    }
    return names;
  });
}

/** The words a greeting begins with: "Maria and Tom - thanks" greets two. */
function greetedName(text: string): string[] {
  const words = nameWords(text).filter((word) => !roleWords.has(nameKey(word)));
  const end = words.findIndex((word) => !startsName(word));
  return keysOf(words.slice(0, end < 0 ? words.length : end));
}

/** A line that is a name: few words, each capitalised where the script knows case. */
function nameLine(line: string): string[] {
  const words = nameWords(line);
  return words.length <= MOST_NAME_WORDS && words.every(startsName) ? keysOf(words) : [];
}

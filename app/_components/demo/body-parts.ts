/** A stretch of an email: the sender's own words, lines quoted from an earlier mail, or what is added below every mail. */
export interface BodyPart {
  kind: "text" | "quoted" | "footer";
  text: string;
  lines: number;
}

/**
 * Splits an email into the sender's words and what is quoted by a leading ">".
 *
 * Blank lines between quoted ones belong to the quotation.
 *
 * @param body Plain text with line feeds or carriage returns.
 * @returns Parts in order; blank lines at the edges of a part are left out, empty parts are dropped.
 */
export function splitQuoted(body: string): BodyPart[] {
  const parts: { kind: BodyPart["kind"]; lines: string[] }[] = [];
  let blanks: string[] = [];

  for (const line of body.split(/\r\n|\r|\n/)) {
    if (line.trim() === "") {
      blanks.push(line);
      continue;
    }
    const kind = /^\s*>/.test(line) ? "quoted" : "text";
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(...blanks, line);
    else parts.push({ kind, lines: [line] });
    blanks = [];
  }

  const last = parts.at(-1);
  const footerAt = last?.kind === "text" ? footerStart(last.lines) : -1;
  if (last && footerAt > 0) {
    parts.push({ kind: "footer", lines: last.lines.splice(footerAt) });
    while (last.lines.at(-1)?.trim() === "") last.lines.pop();
  }
  return parts.map(({ kind, lines }) => ({ kind, text: lines.join("\n"), lines: lines.length }));
}

/** A signature or a list's notice is no longer than this; what is, may be part of the letter. */
const FOOTER_MOST = 16;

/** The line where the signature ("-- ") or a list's notice (a long rule) begins; -1 where there is none. */
function footerStart(lines: readonly string[]): number {
  return lines.findIndex(
    (line, index) =>
      index > 0 && lines.length - index <= FOOTER_MOST && /^(--\s?|[-_=*]{16,})\s*$/.test(line),
  );
}

/** Lines and characters shown before the rest is folded: the drafts below should stay in sight. */
const LINES_SHOWN = 16;
const CHARACTERS_SHOWN = 1_500;
/** A rest shorter than this is not worth a button. */
const LEAST_FOLDED = 200;

/**
 * The beginning of a long text, cut at the end of a line or else of a word.
 *
 * @returns `shown` and `folded` make up `text`; `folded` is empty where the text is short enough.
 */
export function foldLong(text: string): { shown: string; folded: string } {
  const lines = text.split("\n");
  const byLines = lines.slice(0, LINES_SHOWN).join("\n").length;
  if (byLines <= CHARACTERS_SHOWN) return cut(text, byLines);

  const head = text.slice(0, CHARACTERS_SHOWN);
  const lineEnd = head.lastIndexOf("\n");
  const wordEnd = head.lastIndexOf(" ");
  const at = lineEnd > CHARACTERS_SHOWN / 2 ? lineEnd : wordEnd > 0 ? wordEnd : CHARACTERS_SHOWN;
  return cut(text, at);
}

function cut(text: string, at: number): { shown: string; folded: string } {
  if (text.length - at < LEAST_FOLDED) return { shown: text, folded: "" };
  return { shown: text.slice(0, at), folded: text.slice(at) };
}

/** Lines of several parts together before the later ones are folded as a whole. */
const PARTS_LINES = 24;

/**
 * How many parts of an email stand open: answers between quotations can go on for pages.
 *
 * @returns At least 1 where there is a part; all of them where one more button would save nothing.
 */
export function partsShown(parts: readonly BodyPart[]): number {
  let lines = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0 && lines >= PARTS_LINES && parts.length - index > 1) return index;
    // A folded part takes the place of its button.
    lines += part.kind === "text" ? Math.min(part.lines, LINES_SHOWN) : 2;
  }
  return parts.length;
}

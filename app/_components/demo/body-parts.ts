/** A stretch of an email: the sender's own words, or lines quoted from an earlier mail. */
export interface BodyPart {
  kind: "text" | "quoted";
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

  return parts.map(({ kind, lines }) => ({ kind, text: lines.join("\n"), lines: lines.length }));
}

/** Lines and characters that a person can take in before the rest is folded. */
const LINES_SHOWN = 60;
const CHARACTERS_SHOWN = 5_000;
/** A rest shorter than this is not worth a button. */
const LEAST_FOLDED = 400;

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

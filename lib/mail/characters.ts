// What windows-1252 shows for bytes 0x80 to 0x9f. Some releases of Node decode them as the control characters
// of ISO-8859-1, which no mail means; the five bytes that windows-1252 leaves open stay control characters.
const WINDOWS_1252_HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** `\n` line ends, no control characters but `\n` and `\t`, no blank lines around; indentation stays. */
export function cleanText(text: string): string {
  const clean = withoutControls(text.replace(/\r\n?/g, "\n")).trimEnd();
  const firstVisible = clean.search(/\S/);
  return clean.slice(clean.lastIndexOf("\n", Math.max(firstVisible, 0)) + 1);
}

/** White space runs become one space, control characters go; headers are one line by nature. */
export function oneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, " ")).trim();
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  return withWindows1252(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]+/g, "");
}

// On code units and in place: a callback for each match takes seconds on a large text that consists of them.
function withWindows1252(text: string): string {
  if (!/[\u0080-\u009f]/.test(text)) return text;
  const units = Buffer.from(text, "utf16le");
  for (let at = 0; at < units.length; at += 2) {
    const low = units[at] ?? 0;
    if (units[at + 1] === 0 && low >= 0x80 && low <= 0x9f) {
      units.writeUInt16LE(WINDOWS_1252_HIGH.charCodeAt(low - 0x80), at);
    }
  }
  return units.toString("utf16le");
}

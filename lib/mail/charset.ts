// Labels that mail programs write and the Encoding Standard does not list.
const ALIASES: Readonly<Record<string, string>> = {
  cp932: "shift_jis",
  cp936: "gbk",
  cp949: "euc-kr",
  cp950: "big5",
  "iso-8859-8-i": "iso-8859-8",
  "iso-8859-8-e": "iso-8859-8",
  "iso-10646-utf-8": "utf-8",
  utf8mb4: "utf-8",
};

// Labels under which 8-bit bytes are impossible or meaningless, so that the bytes must speak for themselves.
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  "us-ascii",
  "ascii",
  "ansi_x3.4-1968",
  "unknown-8bit",
  "8bit",
]);

// What windows-1252 shows for bytes 0x80 to 0x9f. Some releases of Node decode them as the control characters
// of ISO-8859-1; the five bytes that windows-1252 leaves open stay as they are.
const WINDOWS_1252_HIGH =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/**
 * Decodes the bytes of a body or a header, by their label where it can be believed.
 *
 * Without a usable label (none, unknown, or US-ASCII over 8-bit bytes) the bytes decide: ISO-2022-JP when they
 * hold its escape sequences, UTF-8 when they are valid UTF-8, else windows-1252, which gives every byte a
 * meaning. Bytes labelled UTF-8 without a single valid multi-byte sequence are read as windows-1252 too.
 *
 * @param label The `charset` parameter as written, or null.
 * @returns The text; bytes that the charset does not know appear as U+FFFD.
 * @see https://encoding.spec.whatwg.org/
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const decoder = decoderFor(label);
  if (decoder === null) {
    return decodeUnlabelled(bytes);
  }
  if (decoder.encoding === "utf-8") {
    return decodeUtf8(bytes) ?? (holdsUtf8Sequence(bytes) ? decoder.decode(bytes) : decodeWindows1252(bytes));
  }
  return decoder.encoding === "windows-1252" ? decodeWindows1252(bytes) : decoder.decode(bytes);
}

function decoderFor(label: string | null): TextDecoder | null {
  const name = (label ?? "").trim().toLowerCase();
  if (name === "" || SAYS_NOTHING.has(name)) {
    return null;
  }
  try {
    return new TextDecoder(ALIASES[name] ?? name);
  } catch {
    return null; // the only thing the constructor throws for is a label it does not know
  }
}

function decodeUnlabelled(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes("\x1b$B") || buffer.includes("\x1b$@")) {
    return new TextDecoder("iso-2022-jp").decode(bytes);
  }
  return decodeUtf8(bytes) ?? decodeWindows1252(bytes);
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null; // not UTF-8: with `fatal` this is the answer, not a failure
  }
}

function holdsUtf8Sequence(bytes: Uint8Array): boolean {
  return /[\u0080-\ufffc\ufffe\uffff]/.test(new TextDecoder("utf-8").decode(bytes));
}

function decodeWindows1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes);
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    if (unit >= 0x80 && unit <= 0x9f) units[at] = WINDOWS_1252_HIGH.charCodeAt(unit - 0x80);
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units);
}

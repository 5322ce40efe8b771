// Sender, then the date of asctime in the variants seen in the wild: without seconds, with a zone before or
// after the year. "From here on" and "From Bob, Wed" are prose.
const SEPARATOR =
  /^From (?:"[^"]*"\S*|\S+) +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})?(?: +(?:[A-Z]{1,5}|[+-]\d{4})){0,2} +\d{4}(?: +(?:[A-Z]{1,5}|[+-]\d{4})){0,2}\s*$/;

const MIN_SEPARATOR_BYTES = "From a Mon Jan 1 0:00 1970".length;
const MAX_SEPARATOR_BYTES = 500;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x3e;
const LETTER_F = 0x46;
const FROM = [LETTER_F, 0x72, 0x6f, 0x6d, 0x20];

/** Whether a file is an mbox: its first line (after blank ones) is a separator. Else it is one message. */
export function looksLikeMbox(raw: Uint8Array): boolean {
  const bytes = asBuffer(raw);
  return separatorEnd(bytes, firstVisibleByte(bytes)) >= 0;
}

/**
 * Splits an mbox into its messages, without their separator lines and with `>From ` unescaped by one level.
 *
 * Works on bytes, since each message has charsets of its own. A separator counts at the beginning of the file
 * or after a blank line, and only when it names a sender and a date. The pieces share memory with `raw`
 * unless unescaping changed them.
 *
 * @throws {RangeError} when `raw` is no mbox (see `looksLikeMbox`).
 * @see RFC 4155, and the description of "mboxrd" in qmail's mbox(5)
 */
export function* splitMbox(raw: Uint8Array): Generator<Uint8Array> {
  const bytes = asBuffer(raw);
  let start = separatorEnd(bytes, firstVisibleByte(bytes));
  if (start < 0) {
    throw new RangeError("splitMbox requires a file that begins with a separator line");
  }

  for (let at = nextLine(bytes, start - 1, LETTER_F); at >= 0; at = nextLine(bytes, at, LETTER_F)) {
    const next = isFrom(bytes, at) && followsBlankLine(bytes, at, start) ? separatorEnd(bytes, at) : -1;
    if (next >= 0) {
      yield unescapeFrom(bytes.subarray(start, blankLineStart(bytes, at, start)));
      start = next;
    }
  }
  yield unescapeFrom(bytes.subarray(start));
}

function asBuffer(raw: Uint8Array): Buffer {
  return Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
}

function firstVisibleByte(bytes: Buffer): number {
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let at = hasByteOrderMark ? 3 : 0;
  while (bytes[at] === NEWLINE || bytes[at] === RETURN) {
    at += 1;
  }
  return at;
}

/** Offset of the line after the separator that begins at `lineStart`, or -1 if that line is none. */
function separatorEnd(bytes: Buffer, lineStart: number): number {
  const newline = bytes.indexOf(NEWLINE, lineStart);
  const end = newline < 0 ? bytes.length : newline;
  const length = end - lineStart;
  if (length < MIN_SEPARATOR_BYTES || length > MAX_SEPARATOR_BYTES) return -1;
  if (!SEPARATOR.test(bytes.toString("latin1", lineStart, end))) return -1;
  return newline < 0 ? bytes.length : newline + 1;
}

/** `messageStart` bounds the look back: two separators in a row enclose an empty message. */
function followsBlankLine(bytes: Buffer, lineStart: number, messageStart: number): boolean {
  return lineStart === messageStart || blankLineStart(bytes, lineStart, messageStart) < lineStart;
}

/** Start of the blank line that ends right before `lineStart`, or `lineStart` if the line there is not blank. */
function blankLineStart(bytes: Buffer, lineStart: number, messageStart: number): number {
  const newline = lineStart - 1;
  if (newline < messageStart) return lineStart;
  const start = bytes[newline - 1] === RETURN ? newline - 1 : newline;
  return start <= messageStart || bytes[start - 1] === NEWLINE ? Math.max(start, messageStart) : lineStart;
}

function unescapeFrom(message: Buffer): Buffer {
  let out: Buffer | null = null;
  let size = 0;
  let copiedUpTo = 0;
  let lineStart = message[0] === QUOTE ? 0 : nextLine(message, 0, QUOTE);
  while (lineStart >= 0) {
    let at = lineStart;
    while (message[at] === QUOTE) {
      at += 1;
    }
    if (isFrom(message, at)) {
      out ??= Buffer.allocUnsafe(message.length);
      size += message.copy(out, size, copiedUpTo, lineStart);
      copiedUpTo = lineStart + 1;
    }
    lineStart = nextLine(message, at, QUOTE);
  }
  if (out === null) return message;
  size += message.copy(out, size, copiedUpTo);
  return out.subarray(0, size);
}

function isFrom(bytes: Buffer, at: number): boolean {
  return FROM.every((byte, offset) => bytes[at + offset] === byte);
}

/**
 * Start of the first line that follows a line end at or after `from` and begins with `firstByte`, else -1.
 * A plain loop: a native search has a price per hit, and hostile files consist of hits.
 */
function nextLine(bytes: Buffer, from: number, firstByte: number): number {
  for (let at = from; at < bytes.length - 1; at += 1) {
    if (bytes[at] === NEWLINE && bytes[at + 1] === firstByte) return at + 1;
  }
  return -1;
}

import { decodeWords } from "postal-mime";
import { decodeText } from "./charset";
import { MailError } from "./mail-error";

/** Header block of a message or part: lower-case name to unfolded values, one character per byte. */
export type Headers = ReadonlyMap<string, readonly string[]>;

/** A header with parameters, such as Content-Type: lower-case value and parameter names. */
export interface StructuredHeader {
  value: string;
  params: ReadonlyMap<string, string>;
}

/** Long recipient lists and signed hops come to some tens of KB; more than this is no header block. */
export const MAX_HEADER_BYTES = 256 * 1024;

// RFC 2045 needs a few hundred characters; the bound keeps the parameter pattern cheap on hostile values.
const MAX_STRUCTURED_CHARS = 4096;

const FIELD = /^([!-9;-~]+)[ \t]*:/;
const LEFTOVER_SEPARATOR = /^>*From /;
const PARAMETER = /[;\s]\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g;

/**
 * Reads the header block at the start of a message or part.
 *
 * The block ends at the first blank line, or before the first line that cannot be a header, so that a message
 * whose blank line got lost keeps that line as body. A `From ` line left over from an mbox is skipped.
 *
 * @returns The headers and the offset at which the body starts.
 * @throws {MailError} when the block is larger than `MAX_HEADER_BYTES`.
 */
export function readHeaders(bytes: Buffer): { headers: Headers; bodyStart: number } {
  const headers = new Map<string, string[]>();
  let name: string | null = null;
  let pieces: string[] = [];
  const keep = () => {
    if (name !== null) {
      const values = headers.get(name) ?? [];
      values.push(pieces.join(""));
      headers.set(name, values);
    }
    name = null;
    pieces = [];
  };

  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(0x0a, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    if (next > MAX_HEADER_BYTES) {
      if (name === null && headers.size === 0 && !FIELD.test(bytes.toString("latin1", start, start + 256))) {
        break;
      }
      throw new MailError(`its headers are larger than ${MAX_HEADER_BYTES / 1024} KB`);
    }
    const line = bytes.toString("latin1", start, next).replace(/\r?\n$/, "");
    if (line === "") {
      start = next;
      break;
    }
    const field = FIELD.exec(line);
    if (/^[ \t]/.test(line)) {
      pieces.push(line);
    } else if (field?.[1] !== undefined) {
      keep();
      name = field[1].toLowerCase();
      pieces.push(line.slice(field[0].length));
    } else if (!LEFTOVER_SEPARATOR.test(line)) {
      break;
    }
    start = next;
  }
  keep();
  return { headers, bodyStart: start };
}

/**
 * A header for people to read: encoded words and raw 8-bit bytes decoded, white space runs folded to one space.
 *
 * @param charset Label for raw 8-bit bytes: mail programs that send them mean the charset of the body.
 * @returns null when the header is missing or blank.
 */
export function headerText(headers: Headers, name: string, charset: string | null): string | null {
  const text = decodedHeader(headers, name, charset, decodeWords);
  return text === "" ? null : text;
}

/** The same without decoding encoded words, for a parser that splits the header before it decodes them. */
export function rawHeaderText(headers: Headers, name: string, charset: string | null): string {
  return decodedHeader(headers, name, charset, (text) => text);
}

function decodedHeader(
  headers: Headers,
  name: string,
  charset: string | null,
  decode: (text: string) => string,
): string {
  const values = (headers.get(name) ?? []).slice(0, name === "to" ? undefined : 1);
  return oneLine(
    values.map((value) => decode(oneLine(decodeText(Buffer.from(value, "latin1"), charset)))).join(", "),
  );
}

/** White space runs become one space, control characters go; headers are one line by nature. */
export function oneLine(text: string): string {
  return (
    text
      .replace(/\s+/g, " ")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
      .replace(/[\u0000-\u001f\u007f]/g, "")
      .trim()
  );
}

/** Splits a header such as `text/plain; charset="utf-8"`; a missing header has the value "". */
export function structuredHeader(headers: Headers, name: string): StructuredHeader {
  const text = (headers.get(name)?.[0] ?? "").slice(0, MAX_STRUCTURED_CHARS).trim();
  const params = new Map<string, string>();
  for (const [, key = "", quoted, token = ""] of text.matchAll(PARAMETER)) {
    const known = key.toLowerCase();
    if (!params.has(known)) {
      params.set(known, (quoted?.replace(/\\(.)/g, "$1") ?? token).trim());
    }
  }
  return { value: (/^[^\s;]*/.exec(text)?.[0] ?? "").toLowerCase(), params };
}

import { decodeWords, type Email } from "postal-mime";
import { oneLine } from "./characters";
import { MailError } from "./mail-error";
import {
  isAttachment,
  MAX_HEADER_BYTES,
  MAX_HEADERS,
  MAX_INNER_BYTES,
  MAX_NEAR_DELIMITERS,
  MAX_PARTS,
  MESSAGE_TYPES,
  MessageParser,
  type MimeNode,
  type Place,
  QUOTED_PRINTABLE_HEADER,
  refuseDepth,
  typeOf,
} from "./parser";

/** One node of a message's MIME tree. */
export interface Part {
  /** Lower case, such as `text/plain`. */
  type: string;
  /** The `charset` parameter as written, or null. */
  charset: string | null;
  isAttachment: boolean;
  /** Without its transfer encoding; of a file that is no text only some first bytes. */
  content: Buffer;
  /** Parts of a multipart. */
  children: Part[];
  /** What a message/rfc822 holds. */
  message: Message | null;
}

/** A message as the library reads it: its headers, and the tree from which it would make its own text. */
export interface Message {
  email: Email;
  body: Part;
}

const LABEL = /^content-type:(?:.|\r?\n[ \t])*?charset\s*=\s*"?([^\s";]+)/im;

/**
 * Parses a message with the messages inside it.
 *
 * @throws {MailError} when it is nested deeper than `MAX_NESTING_DEPTH`, has more than `MAX_PARTS` parts,
 *   `MAX_HEADERS` headers, `MAX_NEAR_DELIMITERS` lines like delimiters or `MAX_INNER_BYTES` of messages inside,
 *   or a header block beyond `MAX_HEADER_BYTES`.
 */
export function parseMessage(bytes: Uint8Array): Promise<Message> {
  return parseAt(bytes, {
    depth: 0,
    left: {
      parts: MAX_PARTS,
      headers: MAX_HEADERS,
      nearDelimiters: MAX_NEAR_DELIMITERS,
      innerBytes: MAX_INNER_BYTES,
    },
  });
}

async function parseAt(bytes: Uint8Array, place: Place): Promise<Message> {
  refuseDepth(place.depth);
  const parser = new MessageParser(place, headerLabel(bytes));
  const email = await parser.parse(bytes);
  return { email, body: await toPart(parser.root, place) };
}

async function toPart(node: MimeNode, place: Place): Promise<Part> {
  const type = typeOf(node);
  const isEncoded = node.headers.some(({ key }) => key === QUOTED_PRINTABLE_HEADER);
  const fed = Buffer.from(node.content ?? new ArrayBuffer(0));
  const content = fed.at(-1) === NEWLINE ? fed.subarray(0, -1) : fed; // the library ends what it is fed with one
  const part: Part = {
    // Without a single delimiter there is no structure to follow: what is there is read as text.
    type: node.contentType.multipart && node.childNodes.length === 0 ? "text/plain" : type,
    charset: node.contentType.parsed?.params.charset ?? null,
    isAttachment: isAttachment(node),
    content: isEncoded ? decodeQuotedPrintable(content) : content,
    children: [],
    message: null,
  };
  for (const child of node.childNodes) {
    part.children.push(await toPart(child, place));
  }
  if (MESSAGE_TYPES.has(type)) {
    place.left.innerBytes -= part.content.length;
    if (place.left.innerBytes < 0) {
      throw new MailError(
        `the messages inside it are larger than ${MAX_INNER_BYTES / 1024 / 1024} MB together`,
      );
    }
    part.message = await parseAt(part.content, { ...place, depth: place.depth + node.depth + 1 });
  }
  return part;
}

const ESCAPE = 0x3d;
const NEWLINE = 0x0a;
const HEX_DIGITS: ReadonlyMap<number | undefined, number> = new Map(
  [..."0123456789abcdefABCDEF"].map((digit) => [digit.charCodeAt(0), Number.parseInt(digit, 16)]),
);

// The library keeps an object for each octet among text (5 MB of "=E9a": 13 s and more, 2 GB) and decodes raw
// 8-bit bytes twice, so this encoding is hidden from it and undone here.
function decodeQuotedPrintable(encoded: Buffer): Buffer {
  // Blanks at the end of a line were added on the way: a soft line break is "=" and a line feed hereafter.
  const bytes = Buffer.from(encoded.toString("latin1").replace(/=[ \t\r]*(?:\n|$)/g, "=\n"), "latin1");
  let size = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const isEscape = bytes[at] === ESCAPE;
    if (isEscape && bytes[at + 1] === NEWLINE) {
      at += 1;
      continue;
    }
    const high = isEscape ? HEX_DIGITS.get(bytes[at + 1]) : undefined;
    const low = isEscape ? HEX_DIGITS.get(bytes[at + 2]) : undefined;
    const isOctet = high !== undefined && low !== undefined;
    bytes[size++] = isOctet ? high * 16 + low : (bytes[at] ?? 0);
    if (isOctet) at += 2;
  }
  return bytes.subarray(0, size);
}

/** Programs that write raw 8-bit headers mean the charset of the body. */
function headerLabel(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, MAX_HEADER_BYTES));
  const [headers = ""] = start.toString("latin1").split(/\n(?:\r?\n|--)/, 1);
  return LABEL.exec(headers)?.[1] ?? null;
}

/**
 * A header for people to read, encoded words decoded; several of one name are joined by commas.
 *
 * @param name In lower case.
 * @returns null when the header is missing or blank.
 */
export function headerText({ headers }: Email, name: string): string | null {
  const values = headers.filter(({ key }) => key === name).map(({ value }) => decodeWords(value));
  const text = oneLine(values.join(", "));
  return text === "" ? null : text;
}

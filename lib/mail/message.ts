import { createHash } from "node:crypto";
import { addressParser } from "postal-mime";
import { mailDate } from "./date";
import { type Headers, headerText, oneLine, rawHeaderText } from "./header";
import { MailError } from "./mail-error";
import { parsePart } from "./part";
import { readableText } from "./text";

export { MailError } from "./mail-error";

/** One email as the rest of the application knows it. */
export interface ParsedMail {
  /** Without angle brackets. */
  messageId: string | null;
  fromName: string | null;
  fromAddress: string | null;
  to: string | null;
  /** "" when there is none. */
  subject: string;
  /** null when the header is missing or unreadable; never the time of the import. */
  sentAt: Date | null;
  /** Plain text with `\n` line ends and no control characters but `\n` and `\t`; whole, never cut. */
  text: string;
  /** SHA-256 (hex) of sender address, subject and whitespace-normalised text: identity without a Message-ID. */
  contentHash: string;
}

/**
 * What large mail providers accept for one message with its attachments, so that whatever could be delivered
 * can be imported. Attachments are skipped undecoded; only text costs time and memory.
 */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

// Any one of these makes a header block that of a mail rather than lines that happen to hold a colon.
const MAIL_HEADERS = [
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "received",
  "return-path",
  "content-type",
  "mime-version",
  "sender",
  "cc",
  "reply-to",
  "delivered-to",
];

// The parser of address lists slows down on long input; no sender is longer than this.
const MAX_SENDER_CHARS = 4096;
// RFC 5322 bounds a line, and thereby an id, at 998 characters; databases bound the keys of an index.
const MAX_ID_CHARS = 998;

/**
 * Parses one message.
 *
 * @param raw The bytes of an .eml file or of one mbox entry without its separator; CRLF or LF.
 * @throws {MailError} when it holds nothing to reply to (empty, not mail, neither subject nor text, only
 *   attachments) or is beyond a limit (size, headers, parts, nesting, HTML).
 */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  if (raw.byteLength > MAX_MESSAGE_BYTES) {
    throw new MailError(`it is larger than ${MAX_MESSAGE_BYTES / 1024 / 1024} MB`, "payload_too_large");
  }
  const bytes = withoutByteOrderMark(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  if (isBlank(bytes)) {
    throw new MailError("it is empty");
  }
  const root = parsePart(bytes);
  if (!MAIL_HEADERS.some((name) => root.headers.has(name))) {
    throw new MailError("it is not an email: it has no mail headers");
  }

  const charset = root.params.get("charset") ?? null;
  const subject = headerText(root.headers, "subject", charset) ?? "";
  const { text, hasAttachments } = readableText(root);
  if (text === "" && hasAttachments) {
    throw new MailError("it holds only attachments and no text");
  }
  if (text === "" && subject === "") {
    throw new MailError("it has neither a subject nor any text");
  }

  const sender = readSender(root.headers, charset);
  const date = headerText(root.headers, "date", null);
  return {
    messageId: readMessageId(root.headers),
    fromName: sender.name,
    fromAddress: sender.address,
    to: headerText(root.headers, "to", charset),
    subject,
    sentAt: date === null ? null : mailDate(date),
    text,
    contentHash: hashContent(sender.address, subject, text),
  };
}

function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function readMessageId(headers: Headers): string | null {
  const header = headerText(headers, "message-id", null) ?? "";
  const id = (/<([^<>]*)>/.exec(header)?.[1] ?? header).replace(/\s+/g, "");
  return id === "" || id.length > MAX_ID_CHARS ? null : id;
}

function readSender(
  headers: Headers,
  charset: string | null,
): { name: string | null; address: string | null } {
  const header = rawHeaderText(headers, "from", charset);
  const first = addressParser(header.slice(0, MAX_SENDER_CHARS), { flatten: true })[0];
  const name = oneLine(first?.name ?? "");
  const address = oneLine(first?.address ?? "");
  return { name: name === "" ? null : name, address: address.includes("@") ? address : null };
}

/**
 * SHA-256 in hex over sender address, subject and text; runs of ASCII white space in the text count as one
 * space, so that the same mail refolded on its way is still the same mail.
 */
export function hashContent(address: string | null, subject: string, text: string): string {
  return createHash("sha256")
    .update(`${address ?? ""}\0${subject}\0`) // no part holds a NUL, so it keeps them apart
    .update(foldWhitespace(Buffer.from(text)))
    .digest("hex");
}

// On bytes and in place: a pattern takes seconds on a large text that is mostly white space.
function foldWhitespace(bytes: Buffer): Buffer {
  let size = 0;
  let pendingSpace = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)) {
      pendingSpace = size > 0;
    } else {
      if (pendingSpace) bytes[size++] = 0x20;
      pendingSpace = false;
      bytes[size++] = byte;
    }
  }
  return bytes.subarray(0, size);
}

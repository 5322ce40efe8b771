import { createHash } from "node:crypto";
import type { Email } from "postal-mime";
import { oneLine } from "./characters";
import { mailDate } from "./date";
import { MailError } from "./mail-error";
import { headerText, parseMessage } from "./mime";
import { TO_HEADER } from "./parser";
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
  TO_HEADER,
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
  const bytes = withoutByteOrderMark(raw);
  if (isBlank(bytes)) {
    throw new MailError("it is empty");
  }
  const message = await parseMessage(bytes);
  const { email } = message;
  if (!email.headers.some(({ key }) => MAIL_HEADERS.includes(key))) {
    throw new MailError("it is not an email: it has no mail headers");
  }

  const subject = oneLine(email.subject ?? "");
  const { text, hasAttachments } = readableText(message.body);
  if (text === "" && hasAttachments) {
    throw new MailError("it holds only attachments and no text");
  }
  if (text === "" && subject === "") {
    throw new MailError("it has neither a subject nor any text");
  }

  const sender = readSender(email);
  const date = headerText(email, "date");
  return {
    messageId: readMessageId(email),
    fromName: sender.name,
    fromAddress: sender.address,
    to: headerText(email, TO_HEADER),
    subject,
    sentAt: date === null ? null : mailDate(date),
    text,
    contentHash: hashContent(sender.address, subject, text),
  };
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

function readMessageId(email: Email): string | null {
  const header = oneLine(email.messageId ?? "");
  const id = (/<([^<>]*)>/.exec(header)?.[1] ?? header).replace(/\s+/g, "");
  return id === "" || id.length > MAX_ID_CHARS ? null : id;
}

function readSender({ from }: Email): { name: string | null; address: string | null } {
  const first = from?.group?.[0] ?? from;
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

import PostalMime, { type Header } from "postal-mime";
import { decodeText } from "./charset";
import { MailError } from "./mail-error";

/** Long recipient lists and signed hops come to some tens of KB; more than this is no header block. */
export const MAX_HEADER_BYTES = 256 * 1024;
/** Real mail, forwards of forwards included, stays under ten; every level costs one more scan of its bytes. */
export const MAX_NESTING_DEPTH = 20;
/** A digest or a photo album has some hundreds at most. The library's time is quadratic: 20,000 take 43 s. */
export const MAX_PARTS = 1000;
/** Of all parts together; the library needs 8 µs for each, so 7 million of them in 25 MB would take 56 s. */
export const MAX_HEADERS = 20_000;
/** Messages inside a message, all levels added up: for each of them the library keeps two more copies. */
export const MAX_INNER_BYTES = 100 * 1024 * 1024;
/** Lines that may be delimiters; the library keeps objects for each one that is none. */
export const MAX_NEAR_DELIMITERS = 20_000;

// The library's parser of addresses is quadratic: 32 KB of dots take 1.6 s. No sender is longer than this.
const MAX_SENDER_CHARS = 4096;

/** `To` under this name is a text like any other; the library would parse it as addresses. */
export const TO_HEADER = "x-shown-to";
/** The name under which a quoted-printable encoding is hidden from the library. */
export const QUOTED_PRINTABLE_HEADER = "x-quoted-printable";
// Of a file that is no text: enough to tell that it is there.
const FILE_BYTES = 8;

export const HTML_TYPES: ReadonlySet<string> = new Set(["text/html", "application/xhtml+xml"]);
const PLAIN_TYPES: ReadonlySet<string> = new Set(["text/plain", "text", "text/markdown", "text/enriched"]);
export const MESSAGE_TYPES: ReadonlySet<string> = new Set(["message/rfc822", "message/global"]);

export function isText({ type }: { type: string }): boolean {
  return PLAIN_TYPES.has(type) || HTML_TYPES.has(type);
}

// A header, the rest of one, or a separator left over from an mbox; never a delimiter.
const HEADER_LINE = /^(?!--)(?:[!-9;-~]+[ \t]*:|[ \t]|>*From )/;

/** What is left of the limits (all messages inside a message share them) and how deep this one stands. */
export interface Place {
  depth: number;
  left: { parts: number; headers: number; nearDelimiters: number; innerBytes: number };
}

// What the typings of the library leave out of its parser and nodes (postal-mime 2.7).
export interface MimeNode {
  readonly state: "header" | "body" | "finished";
  readonly depth: number;
  readonly headerLines: readonly string[];
  readonly headerSize: number;
  readonly headers: readonly Header[];
  readonly contentType: { parsed?: StructuredHeader; multipart?: string | false };
  readonly contentDisposition: { parsed?: StructuredHeader };
  readonly content: ArrayBuffer | null;
  readonly childNodes: readonly MimeNode[];
}

interface StructuredHeader {
  /** Lower case; blank or false when there is none. */
  value: string | false;
  params: Readonly<Record<string, string>>;
}

export function typeOf(node: MimeNode): string {
  return node.contentType.parsed?.value || "text/plain";
}

export function isAttachment(node: MimeNode): boolean {
  return node.contentDisposition.parsed?.value === "attachment";
}

/**
 * The library's parser, fed in a way that hostile mail cannot slow down, and without its own choice of text.
 *
 * Bounds in front of it would not do, since only it knows where headers end and parts begin. It keeps an object
 * per line and joins folds one by one: 1 MB of line feeds takes it 10 s and 1.2 GB, 250,000 folds 72 s. Both
 * overridden methods belong to version 2.7 of the library; the tests of hostile mail fail if they are renamed.
 */
export class MessageParser extends PostalMime {
  declare readonly root: MimeNode;
  declare private readonly currentNode: MimeNode;
  declare private readonly boundaries: readonly unknown[];
  declare private readonly av: Uint8Array<ArrayBuffer>;
  declare private readPos: number;

  constructor(
    private readonly place: Place,
    private readonly label: string | null,
  ) {
    super();
  }

  /** Overrides: what the library takes for a line is a whole header with its folds, or a whole body. */
  readLine(): { bytes: Uint8Array; done: boolean } {
    const all = Buffer.from(this.av.buffer);
    const bytes = this.currentNode.state === "header" ? this.readHeader(all) : this.readBody(all);
    return { bytes, done: this.readPos >= all.length };
  }

  /**
   * Overrides: the tree is all that is wanted. The library would join every text, turn HTML into text by patterns
   * (100 KB of "<br " take 6 s) and unfold flowed text (100,000 lines take 11 s).
   */
  async processNodeTree(): Promise<void> {}

  /** The next header, or no bytes when the block ends: at a blank line, or before what cannot be a header. */
  private readHeader(all: Buffer): Uint8Array {
    const { headerLines, headerSize } = this.currentNode;
    const { left } = this.place;
    if (headerLines.length === 0) {
      left.parts -= 1;
      if (left.parts < 0) throw new MailError(`it has more than ${MAX_PARTS} parts`);
    }
    const start = this.readPos;
    const opening = all.toString("latin1", start, start + 256);
    const blank = /^\r*(?:\n|$)/.exec(opening);
    if (blank) this.readPos += blank[0].length;
    if (blank || !HEADER_LINE.test(opening)) return new Uint8Array(0);

    let end = lineEnd(all, start);
    while (all[end] === 0x20 || all[end] === 0x09) {
      end = lineEnd(all, end);
    }
    if (headerSize + end - start > MAX_HEADER_BYTES) {
      throw new MailError(`its headers are larger than ${MAX_HEADER_BYTES / 1024} KB`);
    }
    left.headers -= 1;
    if (left.headers < 0) throw new MailError(`it has more than ${MAX_HEADERS} headers`);
    this.readPos = end;
    const header = all.subarray(start, end);
    const isPlain = header.every((byte) => byte < 0x80 && byte !== 0x1b);
    return Buffer.from(adapted(isPlain ? header.toString("latin1") : decodeText(header, this.label)));
  }

  /** All up to what may be a delimiter, or one line that may be one. */
  private readBody(all: Buffer): Uint8Array {
    const start = this.readPos;
    const isOpen = this.boundaries.length > 0;
    if (isOpen && all[start] === 0x2d && all[start + 1] === 0x2d) {
      refuseDepth(this.place.depth + this.boundaries.length);
      this.place.left.nearDelimiters -= 1;
      if (this.place.left.nearDelimiters < 0) {
        throw new MailError("its part boundaries cannot be told from its text");
      }
      this.readPos = lineEnd(all, start);
      return all.subarray(start, contentEnd(all, start, this.readPos));
    }
    const next = isOpen ? all.indexOf("\n--", start) : -1;
    const end = next < 0 ? all.length : next;
    this.readPos = next < 0 ? end : end + 1;

    const type = typeOf(this.currentNode);
    const isWanted =
      MESSAGE_TYPES.has(type) ||
      type.startsWith("multipart/") ||
      (isText({ type }) && !isAttachment(this.currentNode));
    return all.subarray(start, isWanted ? end : Math.min(end, start + FILE_BYTES));
  }
}

/** @throws {MailError} when `depth` is beyond `MAX_NESTING_DEPTH`. */
export function refuseDepth(depth: number): void {
  if (depth > MAX_NESTING_DEPTH) {
    throw new MailError(`its parts are nested more than ${MAX_NESTING_DEPTH} deep`);
  }
}

/** A header as the library can read it, and read it fast. */
function adapted(header: string): string {
  return (/^from\s*:/i.test(header) ? header.slice(0, MAX_SENDER_CHARS) : header)
    .trimEnd()
    .replace(/^(content-type:\s*[\w.+-]+\/[\w.+-]+)\s+(?=[\w-]+\s*=)/i, "$1; ")
    .replace(/^content-transfer-encoding(?=:\s*quoted-printable)/i, QUOTED_PRINTABLE_HEADER)
    .replace(/^((?:sender|cc|bcc|reply-to|delivered-to|return-path)\s*:)[\s\S]*/i, "$1")
    .replace(/^to(?=\s*:)/i, TO_HEADER);
}

function lineEnd(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(0x0a, start);
  return newline < 0 ? bytes.length : newline + 1;
}

function contentEnd(bytes: Buffer, start: number, end: number): number {
  let at = end;
  while (at > start && (bytes[at - 1] === 0x0a || bytes[at - 1] === 0x0d)) {
    at -= 1;
  }
  return at;
}

import { type Headers, readHeaders, type StructuredHeader, structuredHeader } from "./header";
import { MailError } from "./mail-error";
import { decodeTransfer } from "./transfer-encoding";

/** One node of a message's MIME tree. A leaf keeps its body undecoded: attachments are never decoded. */
export interface Part {
  headers: Headers;
  /** Lower case, such as `text/plain`. */
  type: string;
  params: StructuredHeader["params"];
  disposition: string;
  encoding: string;
  body: Buffer;
  /** Parts of a multipart, or the one message inside a message/rfc822. */
  children: Part[];
}

/** Real mail, forwards of forwards included, stays under ten; every level costs one more scan of its bytes. */
export const MAX_NESTING_DEPTH = 20;
/** A digest or a photo album has some hundreds at most. */
export const MAX_PARTS = 1000;
// Lines that begin like a delimiter and are none: each costs a look, at every level of nesting.
const MAX_NEAR_DELIMITERS = 100_000;

// RFC 2046 allows 70 characters.
const MAX_BOUNDARY_CHARS = 250;

/**
 * Parses a message or part into its MIME tree, working on bytes and in time linear to their number.
 *
 * @throws {MailError} when it is nested deeper than `MAX_NESTING_DEPTH`, has more than `MAX_PARTS` parts or a
 *   header block beyond `MAX_HEADER_BYTES`.
 * @see RFC 2046
 */
export function parsePart(bytes: Buffer): Part {
  return parseAt(bytes, {
    depth: 0,
    defaultType: "text/plain",
    budget: { parts: MAX_PARTS, nearDelimiters: MAX_NEAR_DELIMITERS },
  });
}

interface Place {
  depth: number;
  defaultType: string;
  /** What is left of the limits; shared by all levels of one message. */
  budget: { parts: number; nearDelimiters: number };
}

function parseAt(bytes: Buffer, { depth, defaultType, budget }: Place): Part {
  if (depth > MAX_NESTING_DEPTH) {
    throw new MailError(`its parts are nested more than ${MAX_NESTING_DEPTH} deep`);
  }
  budget.parts -= 1;
  if (budget.parts < 0) {
    throw new MailError(`it has more than ${MAX_PARTS} parts`);
  }

  const { headers, bodyStart } = readHeaders(bytes);
  const contentType = structuredHeader(headers, "content-type");
  const part: Part = {
    headers,
    type: contentType.value || defaultType,
    params: contentType.params,
    disposition: structuredHeader(headers, "content-disposition").value,
    encoding: structuredHeader(headers, "content-transfer-encoding").value,
    body: bytes.subarray(bodyStart),
    children: [],
  };

  if (part.type.startsWith("multipart/")) {
    const childType = part.type === "multipart/digest" ? "message/rfc822" : "text/plain";
    for (const child of splitMultipart(part.body, part.params.get("boundary") ?? "", budget)) {
      part.children.push(parseAt(child, { depth: depth + 1, defaultType: childType, budget }));
    }
    // Without a single delimiter there is no structure to follow: what is there is read as text.
    if (part.children.length === 0) part.type = "text/plain";
  } else if (part.type === "message/rfc822" || part.type === "message/global") {
    const message = decodeTransfer(part.body, part.encoding);
    part.children.push(parseAt(message, { depth: depth + 1, defaultType: "text/plain", budget }));
  }
  return part;
}

/** The bytes between delimiter lines; text before the first and after the closing one belongs to no part. */
function* splitMultipart(body: Buffer, boundary: string, budget: Place["budget"]): Generator<Buffer> {
  if (boundary === "" || boundary.length > MAX_BOUNDARY_CHARS) {
    return;
  }
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  let partStart = -1;
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const afterName = at + delimiter.length;
    const closes = body[afterName] === 0x2d && body[afterName + 1] === 0x2d;
    const lineEnd = endOfLineIfBlank(body, closes ? afterName + 2 : afterName);
    if ((at === 0 || body[at - 1] === 0x0a) && lineEnd >= 0) {
      if (partStart >= 0) {
        yield body.subarray(partStart, Math.max(partStart, withoutLineEnd(body, at)));
      }
      partStart = lineEnd;
      if (closes) return;
    } else {
      budget.nearDelimiters -= 1;
      if (budget.nearDelimiters < 0) {
        throw new MailError("its part boundaries cannot be told from its text");
      }
    }
    at = body.indexOf(delimiter, afterName);
  }
  if (partStart >= 0) {
    yield body.subarray(partStart);
  }
}

/** Offset of the next line when only blanks follow `from` on this one, else -1. */
function endOfLineIfBlank(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09 || body[at] === 0x0d) {
    at += 1;
  }
  if (at >= body.length) return body.length;
  return body[at] === 0x0a ? at + 1 : -1;
}

// The line end before a delimiter belongs to the delimiter (RFC 2046, section 5.1.1).
function withoutLineEnd(body: Buffer, lineStart: number): number {
  const newline = lineStart - 1;
  return body[newline - 1] === 0x0d ? newline - 1 : newline;
}

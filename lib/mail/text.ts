import { decodeText } from "./charset";
import { headerText } from "./header";
import { type HtmlBudget, htmlText, newHtmlBudget } from "./html";
import type { Part } from "./part";
import { decodeTransfer } from "./transfer-encoding";

const HTML_TYPES: ReadonlySet<string> = new Set(["text/html", "application/xhtml+xml"]);
const PLAIN_TYPES: ReadonlySet<string> = new Set(["text/plain", "text", "text/markdown", "text/enriched"]);

/** What a person would read of a message: its own text, then the text of each message it forwards. */
export interface ReadableText {
  text: string;
  /** Whether parts were left out because they are files rather than text. */
  hasAttachments: boolean;
}

interface Found {
  body: string[];
  forwards: Part[];
  hasAttachments: boolean;
  html: HtmlBudget;
}

/**
 * The readable text of a MIME tree.
 *
 * Of alternatives the plain one is taken, or the HTML one where the plain one is missing or blank. A forwarded
 * message stands below a line "Forwarded message", or alone where there is nothing above it.
 *
 * @throws {MailError} when HTML has to be read and is too large or too deep.
 */
export function readableText(root: Part, html: HtmlBudget = newHtmlBudget()): ReadableText {
  const found: Found = { body: [], forwards: [], hasAttachments: false, html };
  collect(root, found);

  const own = found.body.join("\n\n");
  const forwards = found.forwards.map((part) => ({ part, ...readableText(part, html) }));
  const readable = forwards.filter(({ text }) => text !== "");
  const hasAttachments = found.hasAttachments || forwards.some((forward) => forward.hasAttachments);

  const [only] = readable;
  if (own === "" && only !== undefined && readable.length === 1) {
    return { text: only.text, hasAttachments };
  }
  const sections = readable.map(({ part, text }) => `${forwardHeading(part)}\n\n${text}`);
  return { text: [own, ...sections].filter((section) => section !== "").join("\n\n"), hasAttachments };
}

function collect(part: Part, found: Found): void {
  const [message] = part.children;
  if (part.type.startsWith("message/") && message !== undefined) {
    found.forwards.push(message);
  } else if (part.type === "multipart/alternative") {
    collectBestAlternative(part.children, found);
  } else if (part.children.length > 0) {
    for (const child of part.children) collect(child, found);
  } else if (part.disposition === "attachment" || !isText(part)) {
    found.hasAttachments ||= part.body.length > 0;
  } else {
    const text = leafText(part, found.html);
    if (text !== "") found.body.push(text);
  }
}

function collectBestAlternative(alternatives: readonly Part[], found: Found): void {
  const plainFirst = [
    ...alternatives.filter((part) => !leadsWithHtml(part)),
    ...alternatives.filter((part) => leadsWithHtml(part)),
  ];
  for (const part of plainFirst) {
    const attempt: Found = { body: [], forwards: [], hasAttachments: false, html: found.html };
    collect(part, attempt);
    found.hasAttachments ||= attempt.hasAttachments;
    if (attempt.body.length > 0 || attempt.forwards.length > 0) {
      found.body.push(...attempt.body);
      found.forwards.push(...attempt.forwards);
      return;
    }
  }
}

function leadsWithHtml(part: Part): boolean {
  const [first] = part.children;
  return first === undefined ? HTML_TYPES.has(part.type) : leadsWithHtml(first);
}

function isText(part: Part): boolean {
  return PLAIN_TYPES.has(part.type) || HTML_TYPES.has(part.type);
}

function leafText(part: Part, html: HtmlBudget): string {
  const decoded = decodeText(decodeTransfer(part.body, part.encoding), part.params.get("charset") ?? null);
  return cleanText(HTML_TYPES.has(part.type) ? htmlText(decoded, html) : decoded);
}

/** `\n` line ends, no control characters but `\n` and `\t`, no blank lines around; indentation stays. */
export function cleanText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]+/g, "")
    .trimEnd();
  const firstVisible = clean.search(/\S/);
  return clean.slice(clean.lastIndexOf("\n", Math.max(firstVisible, 0)) + 1);
}

function forwardHeading({ headers, params }: Part): string {
  const charset = params.get("charset") ?? null;
  const from = headerText(headers, "from", charset);
  const subject = headerText(headers, "subject", charset);
  return [
    "Forwarded message",
    ...(from === null ? [] : [`From: ${from}`]),
    ...(subject === null ? [] : [`Subject: ${subject}`]),
  ].join("\n");
}

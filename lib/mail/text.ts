import type { Email } from "postal-mime";
import { cleanText } from "./characters";
import { decodeText } from "./charset";
import { type HtmlBudget, htmlText, newHtmlBudget } from "./html";
import { headerText, type Message, type Part } from "./mime";
import { HTML_TYPES, isText } from "./parser";

/** What a person would read of a message: its own text, then the text of each message it forwards. */
export interface ReadableText {
  text: string;
  /** Whether parts were left out because they are files rather than text. */
  hasAttachments: boolean;
}

interface Found {
  body: string[];
  forwards: Message[];
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
  const forwards = found.forwards.map(({ email, body }) => ({ email, ...readableText(body, html) }));
  const readable = forwards.filter(({ text }) => text !== "");
  const hasAttachments = found.hasAttachments || forwards.some((forward) => forward.hasAttachments);

  const [only] = readable;
  if (own === "" && only !== undefined && readable.length === 1) {
    return { text: only.text, hasAttachments };
  }
  const sections = readable.map(({ email, text }) => `${forwardHeading(email)}\n\n${text}`);
  return { text: [own, ...sections].filter((section) => section !== "").join("\n\n"), hasAttachments };
}

function collect(part: Part, found: Found): void {
  if (part.message !== null) {
    found.forwards.push(part.message);
  } else if (part.type === "multipart/alternative") {
    collectBestAlternative(part.children, found);
  } else if (part.children.length > 0) {
    for (const child of part.children) collect(child, found);
  } else if (part.isAttachment || !isText(part)) {
    found.hasAttachments ||= part.content.toString("latin1").trim() !== "";
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

function leafText(part: Part, html: HtmlBudget): string {
  const decoded = decodeText(part.content, part.charset);
  return cleanText(HTML_TYPES.has(part.type) ? htmlText(decoded, html) : decoded);
}

function forwardHeading(email: Email): string {
  const from = headerText(email, "from");
  const subject = headerText(email, "subject");
  return [
    "Forwarded message",
    ...(from === null ? [] : [`From: ${from}`]),
    ...(subject === null ? [] : [`Subject: ${subject}`]),
  ].join("\n");
}

import { compile, type HtmlToTextOptions } from "html-to-text";
import { MailError } from "./mail-error";

/** Newsletters come to some 100 KB. Conversion runs in one go, so this also bounds how long others wait. */
export const MAX_HTML_CHARS = 1024 * 1024;
/** The parser looks back through all open tags at each closing one, hence a bound of its own. */
export const MAX_HTML_TAGS = 20_000;

/** What one message may still spend on HTML; the parts of a message share it. */
export interface HtmlBudget {
  chars: number;
  tags: number;
}

export function newHtmlBudget(): HtmlBudget {
  return { chars: MAX_HTML_CHARS, tags: MAX_HTML_TAGS };
}

// Stands where the converter stopped at one of its limits; a private-use character, so no mail means it.
const CUT = "\uf8ff\uf8fe\uf8ff";

const options: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxDepth: 200, maxInputLength: MAX_HTML_CHARS, ellipsis: CUT },
  formatters: {
    altText: (element, _walk, builder) => {
      const alt: unknown = element.attribs?.alt;
      if (typeof alt === "string" && alt.trim() !== "") builder.addInline(alt);
    },
  },
  selectors: [
    { selector: "head", format: "skip" },
    { selector: "title", format: "skip" },
    { selector: "img", format: "altText" },
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, noAnchorUrl: true } },
    { selector: "ul", options: { itemPrefix: " - " } },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
};
const convert = compile(options);

/**
 * The text of an HTML body: paragraphs and lists as lines, links with their address, images as their alt text.
 *
 * @throws {MailError} when it is too large or too deeply nested to be converted whole; nothing is cut.
 */
export function htmlText(html: string, budget: HtmlBudget): string {
  budget.chars -= html.length;
  if (budget.chars < 0) {
    throw new MailError(`its HTML is larger than ${MAX_HTML_CHARS / 1024 / 1024} MB`);
  }
  budget.tags -= html.split("<").length - 1;
  if (budget.tags < 0) {
    throw new MailError(`its HTML has more than ${MAX_HTML_TAGS} tags`);
  }
  const text = convert(html);
  if (text.includes(CUT)) {
    throw new MailError("its HTML is nested too deeply");
  }
  return text;
}

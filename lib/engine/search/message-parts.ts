/** What a message says itself, and what it repeats of others. */
export interface MessageParts {
  /** Its own words, without signature; of a forwarded message also what it passes on. */
  own: string;
  /** Text of earlier messages that it quotes or forwards, quotation marks taken off; "" if none. */
  quoted: string;
}

// Longer texts are compared by their beginning, so that the work per message stays bounded.
const MOST_CHARACTERS = 20_000;
const MOST_HEADER_CHARACTERS = 1000;
/** A reply with fewer letters than this of its own ("Thanks!") is told apart by what it quotes. */
const FEWEST_OWN_LETTERS = 20;

const SUBJECT_MARK =
  /^\s*(?:re|aw|antw|antwort|sv|vs|odp|ynt|res|rif|fwd?|wg|tr|rv|enc|vb|doorst|回复|答复|回覆|转发|轉寄|返信|転送)(?:\[\d+\]|\(\d+\))?\s*[:：]/iu;

const FORWARDED =
  /^[-\s>]*(?:begin )?(?:forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado)\b[-:\s]*$/i;
const ORIGINAL = /^[-\s]*(?:original message|ursprüngliche nachricht|message d'origine)[-:\s]*$/i;
const ATTRIBUTION =
  /^(?:on|am|le|el|il|op|em|den)\b.{4,200}\b(?:wrote|schrieb|écrit|escribió|scritto|schreef|escreveu|skrev)\b.{0,80}:\s*$/iu;
const HEADER =
  /^\*?(?:from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|à|objet|asunto|para|enviado)\*?\s?:/iu;
const HEADER_OF_SENDER = /^\*?(?:from|von|de)\*?\s?:/iu;
const SIGNATURE = /^--\s?$/;
const DEVICE = /^(?:sent from my|get outlook for|von meinem .{2,40} gesendet|envoyé de mon)\b/iu;

/**
 * Subject of the conversation: reply and forward marks, spacing and case aside.
 *
 * @param subject As written, e.g. with any number of "Re:", "AW:", "Fwd:", "回复：" in front.
 * @example
 * baseSubject("AW: Re[2]:  Broken   ZIP"); // => "broken zip"
 */
export function baseSubject(subject: string): string {
  let rest = subject.slice(0, MOST_HEADER_CHARACTERS).normalize("NFKC");
  while (SUBJECT_MARK.test(rest)) rest = rest.replace(SUBJECT_MARK, "");
  return rest.replaceAll(/\s+/gu, " ").trim().toLowerCase();
}

interface Reading {
  own: string[];
  quoted: string[];
  forwarded: string[];
  into: "own" | "quoted" | "forwarded" | "signature";
}

function startsHeaderBlock(lines: readonly string[], at: number): boolean {
  const following = lines.slice(at + 1, at + 4);
  return HEADER_OF_SENDER.test(lines[at] ?? "") && following.filter((line) => HEADER.test(line)).length >= 2;
}

function readLine(reading: Reading, lines: readonly string[], at: number): void {
  const line = (lines[at] ?? "").trimEnd();
  if (FORWARDED.test(line)) {
    reading.into = "forwarded";
  } else if (ORIGINAL.test(line) || (reading.into === "own" && startsHeaderBlock(lines, at))) {
    reading.into = "quoted";
  } else if (/^\s*>/.test(line)) {
    const unquoted = line.replace(/^[\s>]+/, "");
    if (!HEADER.test(unquoted) && !ATTRIBUTION.test(unquoted)) reading.quoted.push(unquoted);
  } else if (ATTRIBUTION.test(line)) {
    // The quotation marks of the lines below tell what is quoted, unless the mail program left them out.
    const next = lines.slice(at + 1).find((candidate) => candidate.trim() !== "");
    if (next !== undefined && !/^\s*>/.test(next)) reading.into = "quoted";
  } else if (SIGNATURE.test(line) && reading.into === "own") {
    reading.into = "signature";
  } else if (reading.into === "own") {
    if (!DEVICE.test(line)) reading.own.push(line);
  } else if (reading.into !== "signature" && !HEADER.test(line)) {
    reading[reading.into].push(line);
  }
}

/**
 * Splits a plain-text message into its own words and what it repeats.
 *
 * Knows lines quoted with ">", the introductions of common mail programs in a few languages, and
 * forwarded messages. Forwarded text counts on both sides: it is what the message is about, and it is
 * somebody else's. What no rule recognises counts as the message's own. A reply with hardly a word of
 * its own is its quotation.
 *
 * @param body Plain text; beyond its first 20,000 characters nothing is read.
 * @example
 * messageParts("Thank you, it is dry inside now.\n\nOn 3 May Ada wrote:\n> It leaks.");
 * // => { own: "Thank you, it is dry inside now.", quoted: "It leaks." }
 */
export function messageParts(body: string): MessageParts {
  const lines = body.slice(0, MOST_CHARACTERS).split(/\r\n|\r|\n/);
  const reading: Reading = { own: [], quoted: [], forwarded: [], into: "own" };
  for (let at = 0; at < lines.length; at++) readLine(reading, lines, at);

  const textOf = (...parts: string[][]) => parts.flat().join("\n").trim();
  const quoted = textOf(reading.quoted, reading.forwarded);
  const own = textOf(reading.own, reading.forwarded);
  const letters = own.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return { own: letters < FEWEST_OWN_LETTERS ? `${own}\n${quoted}`.trim() : own, quoted };
}

// Forms and shops write for many people under one subject: sharing both says nothing about a conversation.
const AUTOMATIC =
  /^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|notifications?|(?:web|contact)?[-_.]?forms?|wordpress)\b/i;

/**
 * Name of the conversation that a message belongs to: its sender and its subject without reply marks.
 *
 * @param message `sender` as `Name <address>`, or whichever of the two is known.
 * @returns null where the two identify no conversation: no sender, no subject, or an address from which
 *   programs write for many people (no-reply@, forms@, …).
 * @example
 * conversationOf({ sender: "Ada <Ada@example.com>", subject: "Re: Broken zip" }); // => "ada@example.com broken zip"
 */
export function conversationOf({ sender, subject }: { sender: string; subject: string }): string | null {
  const end = sender.slice(-MOST_HEADER_CHARACTERS);
  const address = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(end)?.[1] ?? end.replaceAll(/\s+/g, " ").trim();
  const base = baseSubject(subject);
  if (address === "" || base === "" || AUTOMATIC.test(address)) return null;
  return `${address.toLowerCase()} ${base}`;
}

import { foreignLexiconOf, type Language, languageOf } from "@/lib/llm/simulator/languages";

/** An email as it stands in a message. */
export interface ReceivedEmail {
  sender: string;
  subject: string;
  date: string | null;
  body: string;
}

/** What the email itself says; null where it does not. */
export interface EmailFacts {
  firstName: string | null;
  fullName: string | null;
  /** Subject without "Re:" and list tags; null if empty. */
  subject: string | null;
  language: Language;
  /** "order 4812", "invoice F-2031", in the language of the email. */
  reference: string | null;
  /** "4812" of "order 4812". */
  referenceNumber: string | null;
  amount: string | null;
  /** The thing it is about, without its article: "stove". */
  item: string | null;
  /** What the sender asks for, turned to "you": "us to send the invoice again". */
  ask: string | null;
  remedy: "refund" | "replacement" | "repair" | null;
  /** Sentences that end in a question mark, at most {@link MAX_QUESTIONS}. */
  questions: readonly string[];
  /** Body without quoted lines and signature. */
  text: string;
}

/** Longer headers are read no further: what is looked for stands at their beginning. */
const MAX_HEADER_LENGTH = 300;
const MAX_QUESTIONS = 4;
const MAX_QUESTION_LENGTH = 160;

/** Reads the content of an `<email>` block; text without headers is all body. */
export function readEmail(block: string): ReceivedEmail {
  const [head = "", ...rest] = block.split(/\n\n/);
  if (!/^From: /m.test(head)) return { sender: "", subject: "", date: null, body: block };
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(head)?.[1]?.trim() ?? null;
  return {
    sender: (header("From") ?? "").slice(0, MAX_HEADER_LENGTH),
    subject: (header("Subject") ?? "").slice(0, MAX_HEADER_LENGTH),
    date: header("Date"),
    body: rest.join("\n\n"),
  };
}

export function readFacts(email: ReceivedEmail): EmailFacts {
  const text = ownWords(email.body);
  const everything = `${email.subject}\n${text}`;
  const language = languageOf(everything);
  // Things, requests and remedies are read in English only.
  const isEnglish = language === "english";
  return {
    ...senderNames(email.sender, text),
    language,
    subject: email.subject.replace(/^(\s*((re|fwd?|aw|sv|wg)\s*:|\[[^\]]*\])\s*)+/i, "").trim() || null,
    ...(isEnglish ? readReference(everything) : readForeignReference(everything, language)),
    amount:
      /(?:[€£$]\s?\d[\d.,]{0,12}\d|[€£$]\s?\d|\b\d[\d.,]{0,12} ?(?:euros?|dollars?|pounds?|EUR|USD|GBP|€)(?!\w))/i.exec(
        everything,
      )?.[0] ?? null,
    item: isEnglish ? (readItem(text) ?? readItem(email.subject)) : null,
    ask: isEnglish ? readAsk(text) : null,
    remedy: isEnglish ? readRemedy(text) : null,
    questions: readQuestions(text),
    text,
  };
}

/** Body without quoted lines, attributions and what follows a signature mark. */
function ownWords(body: string): string {
  const lines = (body.split(/\n-- ?\n|\n_{10,}\n|\n-{10,}\n/)[0] ?? "").split("\n");
  return lines
    .filter((line) => !/^\s*[>|}]/.test(line) && !/\b(wrote|writes|schrieb|said)\s*:\s*$/.test(line))
    .join("\n")
    .trim();
}

const roleAddress =
  /^(info|no-?reply|admin|support|sales|contact|office|mail|list|news|help|team|orders?|service|postmaster|webmaster)/i;
const title = /^(mr|mrs|ms|miss|dr|prof|sir|herr|frau)\.?$/i;

function senderNames(sender: string, text: string): Pick<EmailFacts, "firstName" | "fullName"> {
  const display = /^\s*"?([^"<@]+?)"?\s*(?:<|$)/.exec(sender)?.[1]?.trim() ?? "";
  const local = /([^\s<"@]+)@/.exec(sender)?.[1] ?? "";
  const ordered = display.replace(/\s*\(.*?\)/g, "").replace(/^([^,]+), *(.+)$/, "$2 $1");
  const words = ordered
    .split(/[\s.]+/)
    .filter((word) => /^\p{L}[\p{L}'’-]+$/u.test(word) && !title.test(word));
  if (words.length > 0)
    return { firstName: capitalised(words[0] ?? ""), fullName: words.map(capitalised).join(" ") };

  const signature = /\n\s*(?:[-~*]+ ?)?(\p{Lu}\p{Ll}{2,})(?: \p{Lu}[\p{L}'’-]+)?[.!]?\s*$/u.exec(`\n${text}`);
  if (signature?.[1])
    return { firstName: signature[1], fullName: signature[0].replace(/[-~*.!]/g, "").trim() };

  const parts = local.split(/[._+-]/).filter((part) => /^\p{L}{3,}$/u.test(part));
  if (parts.length === 0 || roleAddress.test(local) || /^(list|users?|talk|dev)$/i.test(parts.at(-1) ?? "")) {
    return { firstName: null, fullName: null };
  }
  return { firstName: capitalised(parts[0] ?? ""), fullName: parts.map(capitalised).join(" ") };
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const referenceNoun =
  /\b(order|invoice|booking|reservation|ticket|case|account|subscription|policy|contract|claim|bill)\s*(?:number|numbers|no\.?|nr\.?|id|ref(?:erence)?)?\s*(?:is|was)?\s*[:#(]*\s*((?:[A-Z]{1,4}[- ]?)?#?\d[\dA-Z]*(?:[-/][\dA-Z]+)*)/i;

type Reference = Pick<EmailFacts, "reference" | "referenceNumber">;

function readReference(text: string): Reference {
  const found = referenceNoun.exec(text);
  const noun = (found?.[1] ?? "").toLowerCase();
  return asReference(noun, found?.[2]?.replace("#", ""));
}

function readForeignReference(text: string, language: Language): Reference {
  const lexicon = foreignLexiconOf(language);
  const found = lexicon?.reference.exec(text);
  if (!lexicon || !found) return { reference: null, referenceNumber: null };
  const { invoice, order } = lexicon.referenceNouns;
  return asReference(found[1]?.toLowerCase().startsWith(invoice.toLowerCase()) ? invoice : order, found[2]);
}

function asReference(noun: string, number = ""): Reference {
  if (number.replace(/\D/g, "").length < 2) return { reference: null, referenceNumber: null };
  return { reference: `${noun} ${number}`, referenceNumber: number };
}

function readQuestions(text: string): string[] {
  return text
    .replace(/\s+/g, " ")
    .split(/(?<=[.!?])\s/)
    .filter((sentence) => sentence.endsWith("?") && sentence.length <= MAX_QUESTION_LENGTH)
    .slice(0, MAX_QUESTIONS);
}

const nounWords = "((?:[\\p{L}][\\p{L}'’-]*\\s+(?:\\d+\\s+)?){0,3}?[\\p{L}][\\p{L}'’-]+(?:\\s\\d{1,3})?)";
const itemEnd =
  "(?=\\s+(?:from|for|in|on|of|with|and|that|which|but|arrived|came|is|was|are|were|has|have|at|last|by|this|to|back|again|two|three|because|still|does|do|did|fits?|it|I|we|you|off|as|be|can|will|yesterday|today|through|after|since|before|if|or|so|a|the|yet|please|now|will|would|broke|stopped)\\b|\\s*[.,;:!?()\\n]|\\s+[-–]|\\s*$)";
const article = "(?:a|an|the|my|your|this|our|these|those|one|two|three|four|five|six|\\d+)";

/** Longer phrases first: a name that is written with a capital inside a sentence, "the Thicket sleeping bag". */
const itemPatterns = [
  new RegExp(
    `\\b${article}\\s+(?:[\\p{Ll}]+ ){0,2}?(\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)*(?:(?: \\d{1,3})(?: \\p{Ll}{3,}){0,2}?|(?: \\p{Ll}{3,}){1,2}?| \\p{Lu}\\p{Ll}+))${itemEnd}`,
    "gu",
  ),
  new RegExp(
    `\\b(?:ordered|bought|purchased?|got|received|returned|returning|return|exchange|exchanging|replace|sent me|sent us|send me|sent back|send back|delivered|sell|stock|repair|cancel)\\s+(?:back\\s+)?${article}\\s+(?:new |(?:a )?pair of |set of |second |whole |two |three |four )*${nounWords}${itemEnd}`,
    "giu",
  ),
  new RegExp(
    `\\b(?:my|the|this|your|our)\\s+(?:new |two |three |four )*${nounWords}\\s+(?:\\([^)]*\\)\\s*)?(?:(?:I|we) (?:bought|ordered|got|received)|in order|from order|arrived|came|is|was|has|does|doesn't|did|didn't|are|were|stopped|broke|won't|will not|leaks?|fell|fits?|tore|snapped|cracked|goes)\\b`,
    "giu",
  ),
  new RegExp(
    `\\b(?:about|have|want|like|need|with|of|on)\\s+${article}\\s+(?:new |pair of |set of )*${nounWords}${itemEnd}`,
    "giu",
  ),
];

/** Words that make a phrase something else than the thing the email is about, wherever they stand. */
const noItemWord =
  /\b(it|that|what|you|to|me|us|him|them|not|being|been|few|bit|lot|i|we|they|he|she|there|and|if|of|or|who|how|is|are|was|were|has|have|had|does|did|arrived|came|been|would|could|first|last|next|following|wrong|right|same|other|best|about|old|january|february|march|april|may|june|july|august|september|october|november|december)\b/i;
/** Words that a thing is not called, as the last word of the phrase. */
const noItemHead =
  /\b(orders?|invoices?|parcels?|package|packet|delivery|shipment|money|refund|reply|answer|response|emails?|mail|message|questions?|problems?|issue|times?|days?|weeks?|months?|years?|way|moment|weekend|trip|things?|parts?|one|ones|copy|account|password|address|numbers?|website|site|shop|store|price|cost|payments?|confirmation|receipt|tracking|label|status|look|while|customers?|company|service|team|staff|person|people|phone|card|bank|list|link|page|form|replacement|date|courier|reason|birthday|holiday|morning|evening|afternoon|world|rest|end|fact|case|idea|point|chance|code|system|files?|door|house|son|daughter|husband|wife|neighbou?rs?|friend|school|work|car|postage|hospital|driver|checkout|newsletter|quote|catalogue|office|floor|flame|amount|colleagues?|party|sale|app|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)$/i;

function isItem(phrase: string): boolean {
  if (phrase.length <= 2 || noItemWord.test(phrase) || noItemHead.test(phrase)) return false;
  return !/^(box|set|pair|pack)$/i.test(phrase);
}

function readItem(text: string): string | null {
  for (const pattern of itemPatterns) {
    for (const match of text.matchAll(pattern)) {
      const item = (match[1] ?? "").replace(/\s+/g, " ").trim();
      if (isItem(item)) return item;
    }
  }
  return null;
}

function readRemedy(text: string): EmailFacts["remedy"] {
  if (/\b(replac\w+|a new one|another one|send (me )?(a )?new|exchange (it|them)|swap)\b/i.test(text))
    return "replacement";
  if (/\b(refund\w*|money back|reimburse\w*)\b/i.test(text)) return "refund";
  return /\b(repair\w*|fix (it|them)|mend(ed)?)\b/i.test(text) ? "repair" : null;
}

const MAX_ASK_WORDS = 16;

const askPatterns: readonly { pattern: RegExp; lead: string }[] = [
  {
    pattern:
      /\b(?:could|can|would|will) you (?:please |kindly |possibly )?(?!be |have |let (?:me|us) know|help|do )([^.?!\n;]+)/i,
    lead: "us to",
  },
  {
    pattern:
      /(?:^|[.!?\n]\s*)(?:and |so )?(?:please|kindly) (?!find|note|let (?:me|us) know|see |do )([^.?!\n;]+)/i,
    lead: "us to",
  },
  { pattern: /\bI(?:'d| would) (?:like|love|prefer) (to [^.?!\n;]+)/i, lead: "" },
  { pattern: /\bI want (to [^.?!\n;]+)/i, lead: "" },
  { pattern: /\bI(?:'d| would) (?:like|love|prefer) ((?:a|an|my|the) [^.?!\n;]+)/i, lead: "for" },
  { pattern: /\bI want ((?:a|an|my|the) [^.?!\n;]+)/i, lead: "for" },
  {
    pattern: /\b((?:where|when|how|why|what) (?:is|are|was|were|can|will|should) [^.?!\n;]+)\?/i,
    lead: "question",
  },
  { pattern: /\b((?:do|does|is|are) (?:you|your|the|this|it|there|my) [^.?!\n;]+)\?/i, lead: "whether" },
];

function readAsk(text: string): string | null {
  const flowing = text.replace(/\s+/g, " ");
  for (const { pattern, lead } of askPatterns) {
    const found = pattern
      .exec(flowing)?.[1]
      ?.trim()
      .replace(/[,\s]+$/, "");
    if (!found || /[:<>@]/.test(found)) continue;
    const ask = asReported(found, lead);
    const words = ask?.split(/\s+/).length ?? 0;
    if (ask !== null && words >= 4 && words <= MAX_ASK_WORDS) return ask;
  }
  return null;
}

/** A direct request or question in reported speech; null where its word order cannot be turned safely. */
function asReported(found: string, lead: string): string | null {
  if (lead === "question") {
    const turned =
      /^(\w+) (is|are|was|were|can|will|should) (I|we|you|it|this|they|(?:my|the|your|our) [\w-]+)( .*)?$/i.exec(
        found,
      );
    if (turned === null) return null;
    const [, word = "", verb = "", subject = "", rest = ""] = turned;
    return toYou(`${word.toLowerCase()} ${subject} ${verb.toLowerCase()}${rest}`);
  }
  if (lead === "whether") {
    const auxiliary = /^(?:do) (you|they|I|we) (.+)$/i.exec(found);
    if (auxiliary) return toYou(`whether ${auxiliary[1]} ${auxiliary[2]}`);
    const turned = /^(is|are) (it|this|there|they|you) (.+)$/i.exec(found);
    if (turned === null) return null;
    const [, verb = "", subject = "", rest = ""] = turned;
    return toYou(`whether ${subject.toLowerCase()} ${verb.toLowerCase()} ${rest}`);
  }
  return toYou(lead === "" ? found : `${lead} ${found}`);
}

/** The sender's words as the one who answers would report them: I becomes you, you becomes we. */
function toYou(text: string): string {
  const swap: Record<string, string> = {
    i: "you",
    me: "you",
    my: "your",
    mine: "yours",
    myself: "yourself",
    we: "you",
    us: "us",
    our: "your",
    you: "we",
    your: "our",
    yours: "ours",
    "i'm": "you are",
    "i've": "you have",
    "i'd": "you would",
    am: "are",
  };
  return text.replace(
    /\b(i'm|i've|i'd|i|me|my|mine|myself|we|our|yours?|you|am)\b/gi,
    (word) => swap[word.toLowerCase()] ?? word,
  );
}

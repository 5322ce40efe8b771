import { phraseBook, phraseLengthAt, plainWords } from "@/lib/engine/text/phrases";
import { words } from "@/lib/engine/text/tokens";

/** The frame of an email: how it opens and closes, and what stands between. */
export interface Letter {
  greeting: "none" | "plain" | "by name";
  hasSignOff: boolean;
  /** The text without the lines that hold only the greeting, the sign-off and what follows it. */
  body: string;
}

const greetings = phraseBook(
  `dear, hello, hi, hey, greetings, good morning, good afternoon, good evening, good day,
   hallo, guten tag, guten morgen, guten abend, grüß gott, moin, servus, liebe, lieber, sehr geehrte,
   sehr geehrter, sehr geehrtes,
   hola, buenos días, buen día, buenas tardes, buenas noches, buenas, estimado, estimada, estimados, estimadas,
   querido, querida, apreciado, apreciada,
   bonjour, bonsoir, salut, coucou, cher, chère, chers, chères, madame, monsieur, mesdames`,
);

const titles = new Set(
  "mr mrs ms miss mx dr prof professor frau herr herrn señor señora señorita sr sra srta don doña mme mlle m monsieur madame".split(
    " ",
  ),
);
const conjunctions = new Set(["und", "and", "y", "et"]);
const nobodyInParticular = new Set(
  "there all team everyone everybody sir madam customer valued friend friends folks guys again both i you we your our the this it just here to thanks thank damen herren kunde kundin kunden alle allerseits zusammen team cliente clientes equipo todos todas amigo amiga client cliente clients tous toutes équipe messieurs mesdames à".split(
    " ",
  ),
);

const signOffs = phraseBook(
  `best regards, kind regards, warm regards, kindest regards, warmest regards, regards, best wishes,
   warm wishes, kind wishes, all the best, best, sincerely, yours sincerely, sincerely yours, yours faithfully,
   yours truly, yours, cheers, take care, respectfully, with appreciation, cordially, with thanks,
   with kind regards, with best regards,
   mit freundlichen grüßen, mit freundlichen grüssen, mit besten grüßen, freundliche grüße, freundliche grüsse,
   viele grüße, viele grüsse, liebe grüße, liebe grüsse, beste grüße, beste grüsse, herzliche grüße, schöne grüße,
   herzlichst, hochachtungsvoll, mfg, lg, vg,
   atentamente, cordialmente, saludos, saludos cordiales, un saludo, un cordial saludo, un abrazo,
   reciba un cordial saludo, le saluda, le saludo, muy atentamente, atentos saludos,
   cordialement, bien cordialement, bien à vous, bien à toi, salutations, meilleures salutations,
   salutations distinguées, bises, sincèrement, amicalement, veuillez agréer, veuillez recevoir,
   je vous prie d'agréer, à bientôt`,
);
/** Words that close an email only as a line of their own with a comma or a name below. */
const thanksAsSignOff = phraseBook(
  "thanks, many thanks, thank you, vielen dank, danke, muchas gracias, gracias, merci",
);
const openEnded = phraseBook(
  "veuillez agréer, veuillez recevoir, je vous prie d'agréer, le saluda, le saludo, mit freundlichen grüßen",
);

const MAX_LINE_WORDS = 12;
const CLOSING_LINES = 8;

/** Whether the word can be read as a name: with a capital, or in a script that has none. */
const looksLikeName = (word: string): boolean => /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(word);

const isNameOrTitle = (word: string): boolean =>
  looksLikeName(word) ||
  [titles, conjunctions, nobodyInParticular].some((known) => known.has(word.toLowerCase()));

/**
 * Whether a name may follow the word: "Mrs", "Herr", "Dear", "Hola".
 *
 * @example
 * isTitleOrGreeting("Frau"); // => true
 */
export const isTitleOrGreeting = (word: string): boolean =>
  titles.has(word.toLowerCase()) || phraseLengthAt([word.toLowerCase()], 0, greetings) > 0;

function readGreeting(line: string): { greeting: Letter["greeting"]; isWholeLine: boolean } {
  const opening = line.slice(0, 120);
  const plain = plainWords(opening);
  const length = phraseLengthAt(plain, 0, greetings);
  // "Liebe Grüße" closes an email that has nothing else.
  if (length === 0 || phraseLengthAt(plain, 0, signOffs) > length)
    return { greeting: "none", isWholeLine: false };

  const written = words(opening);
  const after = written.slice(length);
  const last = written[length - 1] ?? "";
  const gap = opening.slice(opening.indexOf(last) + last.length).match(/^[^\p{L}\p{N}]*/u)?.[0] ?? "";
  let at = 0;
  while (titles.has((after[at] ?? "").toLowerCase())) at += 1;
  const name = after[at] ?? "";
  const hasPause = /\S/.test(gap);
  const isAlone = after.length - at <= 2 && line.length <= opening.length && !/[.?]$/.test(line);
  const isWholeLine =
    line.length <= opening.length &&
    (isAlone || (after.length <= 5 && after.every((word) => isNameOrTitle(word)))) &&
    !/[.?]$/.test(line);

  // Without a pause after the greeting any capital will do; after one, or in lower case, only where
  // nothing but the name follows.
  const isGiven = name !== "" && !nobodyInParticular.has(name.toLowerCase());
  const isOnlyWord = isAlone && at + 1 === after.length;
  const fits = isGiven && (isOnlyWord || (looksLikeName(name) && (!hasPause || isAlone)));
  return { greeting: fits ? "by name" : "plain", isWholeLine };
}

function isSignOff(line: string, hasNext: boolean): boolean {
  const trimmed = line.trim();
  const plain = plainWords(trimmed.slice(0, 200));
  if (trimmed.length === 0) return false;
  const length = phraseLengthAt(plain, 0, signOffs);
  if (length > 0) {
    if (phraseLengthAt(plain, 0, openEnded) > 0) return true;
    if (plain.length > MAX_LINE_WORDS) return false;
    const written = words(trimmed).slice(length);
    // "Best, Ada Ray" and "Best regards from Oslo" close; "Best of luck" and "Take care of it." do not.
    const isNames = written.every((word) => /^\p{Lu}/u.test(word));
    return !/[.?]$/.test(trimmed.slice(-1))
      ? isNames || (length > 1 && written.length <= 3)
      : written.length === 0;
  }
  const thanks = phraseLengthAt(plain, 0, thanksAsSignOff);
  return thanks > 0 && thanks === plain.length && (/,$/.test(trimmed) || hasNext);
}

/**
 * Takes the frame off an email in English, German, Spanish or French.
 *
 * @param text A reply.
 * @returns Whether it greets, and by name; whether it signs off within its last eight lines; the body.
 * @example
 * readLetter("Hi Ada,\nit shipped.\nBest,\nTom"); // => { greeting: "by name", hasSignOff: true, body: "it shipped." }
 */
export function readLetter(text: string): Letter {
  const lines = text.split("\n");
  const filled = lines.flatMap((line, i) => (line.trim() === "" ? [] : [i]));
  const first = filled[0];
  if (first === undefined) return { greeting: "none", hasSignOff: false, body: "" };

  const { greeting, isWholeLine } = readGreeting((lines[first] ?? "").trim());
  const closing = filled
    .slice(-CLOSING_LINES)
    .find((i) => i > first && isSignOff(lines[i] ?? "", i !== filled.at(-1)));
  const isOnlySignOff = filled.length === 1 && greeting === "none" && isSignOff(lines[first] ?? "", false);

  const body = lines
    .slice(isWholeLine ? first + 1 : first, closing ?? lines.length)
    .join("\n")
    .trim();
  return { greeting, hasSignOff: closing !== undefined || isOnlySignOff, body: isOnlySignOff ? "" : body };
}

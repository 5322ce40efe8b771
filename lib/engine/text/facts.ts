import { words } from "@/lib/engine/text/tokens";

/** What a text states that can be right or wrong. Values are in lower case, with single blanks, in order. */
export interface Facts {
  links: string[];
  /** Email addresses and telephone numbers. */
  contacts: string[];
  dates: string[];
  times: string[];
  amounts: string[];
  /** Everything else with a digit in it, order numbers included; markers of lists are left out. */
  numbers: string[];
}

// Every pattern is linear: it can start only where a word starts, and repetition over text is bounded
// or cannot overlap with what follows.
const START = "(?<![\\p{L}\\p{N}_])";
const END = "(?![\\p{L}\\p{N}_])";
const pattern = (...alternatives: string[]): RegExp =>
  new RegExp(`${START}(?:${alternatives.join("|")})${END}`, "giu");

const MONTHS = [
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
  "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember",
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre",
  "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre",
].join("|");
const WEEKDAYS = [
  "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
  "(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?",
  "lunes|martes|miércoles|jueves|viernes|sábados?|domingos?",
  "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
].join("|");
const RELATIVE_DAYS =
  "tomorrow|übermorgen|(?<!(?:guten|am|jeden|diesen) )morgen|pasado mañana|(?<!(?:la|esta|cada) )mañana|après-demain|demain";
const DAY = "(?:[12]\\d|3[01]|0?[1-9])";
const YEAR = "(?:19|20)\\d\\d(?!-\\d)";

const LINK = /(?<![\p{L}\p{N}_])(?:https?:\/\/|www\.)[^\s<>"]+/giu;
const EMAIL_ADDRESS = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

const DATE = pattern(
  "\\d{4}-\\d{2}-\\d{2}",
  "\\d{1,2}([./-])\\d{1,2}\\1\\d{2,4}",
  "\\d{1,2}\\.\\d{1,2}\\.(?!\\d)",
  // "5 may be" is the verb.
  `${DAY}(?:st|nd|rd|th|er|\\.)? (?:of |de )?(?:${MONTHS})(?![\\p{L}])(?! (?:be|have|not|need|take))\\.?(?:,? (?:de |del )?${YEAR})?`,
  `(?:${MONTHS})\\.? ${DAY}(?:st|nd|rd|th)?(?:,? ${YEAR})?`,
  WEEKDAYS,
  RELATIVE_DAYS,
);

const HOUR = "(?:2[0-3]|[01]?\\d)";
const TIME = pattern(
  `${HOUR}(?:[:.][0-5]\\d)? ?uhr(?: [0-5]\\d)?`,
  `${HOUR}:[0-5]\\d(?::[0-5]\\d)?(?: ?[ap]\\.?m\\.?| h)?`,
  "(?:1[0-2]|0?[1-9])(?:\\.[0-5]\\d)? ?[ap]\\.?m\\.?",
  `${HOUR} ?h ?[0-5]\\d`,
  `à ${HOUR} ?h(?:eures?)?`,
  `a las? ${HOUR}`,
);

const NUMBER = "(?:\\d{1,3}(?:[ \u00a0\u202f']\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,12}){0,5})";
const SYMBOL = "[$€£¥₹]";
const CODE = "(?:usd|eur|gbp|chf|jpy|cad|aud)";
const UNIT = "(?:dollars?|euros?|pounds?|pence|cents?|cent|dólares?|pesos?|libras?|francs?|franken|livres)";
const AMOUNT = new RegExp(
  `${SYMBOL}\\s?${NUMBER}|${START}(?:${CODE}\\s?${NUMBER}|${NUMBER}\\s?(?:${SYMBOL}|(?:${CODE}|${UNIT})${END}))`,
  "giu",
);

const PHONE =
  /(?<![\p{L}\p{N}_+-])(?:\+\d[\d() /.-]{5,18}\d|\(?0\d{1,5}\)?[ /-][\d /-]{3,14}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\p{L}\p{N}_])/gu;

const LIST_MARKER = /^[ \t]*\d{1,2}[.)](?=[ \t])/gm;

const normal = (value: string): string => value.replace(/\s+/g, " ").trim().toLowerCase();

/**
 * Dates, times, amounts of money, links, contact data and other numbers of a text.
 *
 * Each place counts as one kind only: digits inside a link or a date are no numbers. Names of months and
 * weekdays are known in English, German, Spanish and French.
 *
 * @param text Any text.
 * @returns The values of each kind in the order of the text.
 * @example
 * readFacts("Pay $5 by 3 March, order A17.").dates; // => ["3 march"]
 */
export function readFacts(text: string): Facts {
  let rest = text.replace(LIST_MARKER, " ");
  const take = (kind: RegExp): string[] => {
    const found: string[] = [];
    // A sign that belongs to no pattern keeps the neighbours apart.
    rest = rest.replace(kind, (match) => {
      found.push(normal(match));
      return "¦";
    });
    return found;
  };

  // The order decides who gets a place that two patterns fit.
  const links = take(LINK).map((link) => link.replace(/[.,;:!?)\]]{1,5}$/, ""));
  const addresses = take(EMAIL_ADDRESS);
  const dates = take(DATE);
  const times = take(TIME);
  const amounts = take(AMOUNT);
  const contacts = [...addresses, ...take(PHONE)];
  const numbers = words(rest)
    .filter((word) => /\p{N}/u.test(word))
    .map((word) => word.toLowerCase());
  return { links, contacts, dates, times, amounts, numbers };
}

const COUNT_WORDS =
  "\\d{1,4}|an?|one|two|three|four|five|six|seven|ten|few|couple of|eine[mnr]?|ein|zwei|drei|vier|fünf|sechs|sieben|zehn|un[ao]?|dos|tres|cuatro|cinco|siete|diez|une|deux|trois|quatre|cinq|sept|dix|einige[nr]?|unos|quelques";
const DURATION = pattern(
  `(?:${COUNT_WORDS})[ -](?:(?:to|bis|à?|o|or|oder|ou|-)? ?\\d{1,4} )?(?:(?:business|working|full|volle) )?(?:(?:minute|hour|day|week|month|year)s?|werktagen?|(?:minute|stunde|woche)n?|(?:tag|monat|jahr)(?:en?)?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|heures?|jours?|semaines?|mois|ans?)`,
);

/**
 * Number of stretches of time a text names ("3 days", "zwei Wochen").
 *
 * @param text Any text.
 * @example
 * countDurations("It takes 3 to 5 business days, at most a week."); // => 2
 */
export function countDurations(text: string): number {
  return text.match(DURATION)?.length ?? 0;
}

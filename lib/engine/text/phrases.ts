import { words } from "@/lib/engine/text/tokens";

interface Phrase {
  words: readonly string[];
  isCounted: boolean;
}

/** Phrases by their first word, the longest first. */
export type PhraseBook = ReadonlyMap<string, readonly Phrase[]>;

const INVISIBLE = /[\u00ad\u2060]/g;
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L})/u;
const INVERSION = /-(?:vous|nous|moi|toi|je|tu)$/;

/**
 * Words of a text in the form in which phrases are looked up: composed, lower case, straight
 * apostrophes, no soft hyphens, French elisions and inversions taken apart.
 *
 * @param text Any text.
 * @returns Words in order.
 * @example
 * plainWords("Pouvez-vous dire où j’habite ?"); // => ["pouvez", "vous", "dire", "où", "j'", "habite"]
 */
export function plainWords(text: string): string[] {
  const plain: string[] = [];
  const prepared = text.normalize("NFC").replace(INVISIBLE, "").replaceAll("’", "'").toLowerCase();
  for (const word of words(prepared)) {
    const elided = word.includes("'") ? ELISION.exec(word)?.[0] : undefined;
    let rest = elided === undefined ? word : word.slice(elided.length);
    if (elided !== undefined) plain.push(elided);
    const inverted = rest.includes("-") && rest !== "rendez-vous" ? INVERSION.exec(rest)?.[0] : undefined;
    if (inverted !== undefined) rest = rest.slice(0, -inverted.length);
    plain.push(rest);
    if (inverted !== undefined) plain.push(inverted.slice(1));
  }
  return plain;
}

/**
 * Prepares phrases for counting.
 *
 * @param counted Phrases with commas between them.
 * @param skipped Longer phrases that contain a counted one and are something else: "no thanks".
 * @example
 * countPhrases(["no", "thanks"], phraseBook("thanks", "no thanks")); // => 0
 */
export function phraseBook(counted: string, skipped = ""): PhraseBook {
  const book = new Map<string, Phrase[]>();
  const enter = (list: string, isCounted: boolean) => {
    for (const phrase of list.split(",")) {
      // An elided word is one only before another ("qu'on"), so that one is lent to it.
      const parts = phrase.trimEnd().endsWith("'")
        ? plainWords(`${phrase.trimEnd()}x`).slice(0, -1)
        : plainWords(phrase);
      const [first] = parts;
      if (first === undefined) continue;
      book.set(first, [...(book.get(first) ?? []), { words: parts, isCounted }]);
    }
  };
  enter(counted, true);
  enter(skipped, false);
  for (const phrases of book.values()) phrases.sort((a, b) => b.words.length - a.words.length);
  return book;
}

/**
 * The longest phrase of a book that begins at one place.
 *
 * @param plain Words as `plainWords` gives them.
 * @param at Index of the first word.
 * @returns Its number of words; 0 if none begins there.
 * @example
 * phraseLengthAt(["thank", "you", "all"], 0, phraseBook("thank you")); // => 2
 */
export function phraseLengthAt(plain: readonly string[], at: number, book: PhraseBook): number {
  return phraseAt(plain, at, book)?.words.length ?? 0;
}

function phraseAt(plain: readonly string[], at: number, book: PhraseBook): Phrase | undefined {
  const first = plain[at];
  if (first === undefined) return undefined;
  return book.get(first)?.find((phrase) => phrase.words.every((word, i) => word === plain[at + i]));
}

/**
 * How often phrases of a book occur: from left to right, the longest at each place, without overlap.
 *
 * @param plain Words as `plainWords` gives them.
 * @param book The phrases.
 * @returns Number of occurrences. Takes time in proportion to the words.
 * @example
 * countPhrases(["thank", "you", "and", "thanks"], phraseBook("thank you, thanks")); // => 2
 */
export function countPhrases(plain: readonly string[], book: PhraseBook): number {
  let count = 0;
  for (let i = 0; i < plain.length; i++) {
    const phrase = phraseAt(plain, i, book);
    if (!phrase) continue;
    if (phrase.isCounted) count += 1;
    i += phrase.words.length - 1;
  }
  return count;
}

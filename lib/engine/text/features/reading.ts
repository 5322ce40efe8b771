import { type Facts, readFacts } from "@/lib/engine/text/facts";
import { contentWords, guessLanguage, type Language } from "@/lib/engine/text/language";
import { type Letter, readLetter } from "@/lib/engine/text/letter";
import { countPhrases, type PhraseBook, plainWords } from "@/lib/engine/text/phrases";
import { splitSentences } from "@/lib/engine/text/sentences";
import { words } from "@/lib/engine/text/tokens";

/** A reply taken apart once, for all features to read. */
export interface Reading {
  /** The reply in composed form (NFC). */
  text: string;
  letter: Letter;
  /** Words as written. */
  written: readonly string[];
  /** Words as phrases are looked up. */
  plain: readonly string[];
  language: Language;
  /** Words of the body as written. */
  bodyWords: readonly string[];
  /** Sentences of the body. */
  sentences: readonly string[];
  facts: Facts;
}

/**
 * Takes a reply apart.
 *
 * @param reply Any text; it is composed (NFC) first.
 * @example
 * readReply("Hi Ada,\nit shipped.\nBest,\nTom").sentences; // => ["it shipped."]
 */
export function readReply(reply: string): Reading {
  const text = reply.normalize("NFC");
  const letter = readLetter(text);
  const plain = plainWords(text);
  return {
    text,
    letter,
    written: words(text),
    plain,
    language: guessLanguage(plain),
    bodyWords: words(letter.body),
    sentences: splitSentences(letter.body),
    facts: readFacts(text),
  };
}

/** What the reply answers: the topic words of the email, and those of its questions. */
export interface EmailTopic {
  words: ReadonlySet<string>;
  questionWords: ReadonlySet<string>;
}

/**
 * Topic words of an email, and of the sentences that end in a question mark.
 *
 * @example
 * [...readEmailTopic("My parcel is late. Where is it?").words]; // => ["parcel", "late"]
 */
export function readEmailTopic(email: string): EmailTopic {
  const questions = splitSentences(email).filter((sentence) => /[?？؟][!?"'”’»)\]]{0,4}$/.test(sentence));
  return {
    words: contentWords(plainWords(email)),
    questionWords: contentWords(plainWords(questions.join("\n"))),
  };
}

/**
 * `count` over `total`, where a total of nothing divides as one: a share or mean of nothing is 0.
 *
 * @example
 * per(3, 4); // => 0.75
 */
export const per = (count: number, total: number): number => count / Math.max(1, total);

/**
 * Phrases of a book per 100 words of the reply.
 *
 * @example
 * per100Words(readReply("thanks a lot indeed"), phraseBook("thanks")); // => 25
 */
export const per100Words = ({ plain, written }: Reading, book: PhraseBook): number =>
  per(100 * countPhrases(plain, book), written.length);

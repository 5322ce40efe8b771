import type { Language } from "@/lib/engine/text/language";
import { countPhrases, type PhraseBook, phraseBook } from "@/lib/engine/text/phrases";

// Each book of phrases holds English, German, Spanish and French ones, in this order.

export const formalPhrases = phraseBook(
  `dear, hereby, herewith, kindly, regarding, with regard to, furthermore, moreover, nevertheless, pursuant,
   accordingly, we regret to inform, please find, at your earliest convenience, should you, in accordance with,
   on behalf of, sir, madam, sincerely, faithfully, respectfully, your inquiry, your enquiry, we would like to,
   sehr geehrte, sehr geehrter, sehr geehrtes, damen und herren, hiermit, bezüglich, hinsichtlich, des weiteren,
   anbei, gemäß, mit freundlichen grüßen, mit freundlichen grüssen, hochachtungsvoll, wir möchten sie,
   estimado, estimada, estimados, estimadas, por la presente, asimismo, no obstante, con respecto a,
   le informamos, le saluda, atentamente, cordialmente, muy señor mío, a la brevedad,
   madame, monsieur, mesdames, messieurs, par la présente, veuillez agréer, veuillez recevoir, veuillez trouver,
   salutations distinguées, sentiments distingués, toutefois, néanmoins, concernant, respectueusement`,
  "oh dear, my dear",
);

export const informalPhrases = phraseBook(
  `hey, hiya, yo, yeah, yep, yup, nope, gonna, wanna, gotta, kinda, ok, okay, cool, awesome, btw, asap, fyi, lol,
   thx, cheers, folks, guys, no worries, no problem, sure thing, a bit, a lot of, lots of, stuff, super,
   moin, servus, tschüss, tschüs, ciao, lg, klar, krass, alles klar, echt, bis dann, kein ding, na klar,
   buenas, qué tal, vale, guay, chao, un abrazo, abrazos, besos, nos vemos, tranqui, no pasa nada,
   salut, coucou, bises, bisous, à plus, à toute, ouais, sympa, pas de souci, d'accord, t'inquiète`,
);

const ENGLISH_SHORT_FORM = /(?:n't|'(?:ll|re|ve|m|d))$/;
const englishIsForms = new Set(
  "it's that's let's here's there's what's who's where's how's he's she's everything's".split(" "),
);

/**
 * Number of English short forms ("don't", "we'll", "it's"); a possessive ("Ada's") is none.
 *
 * @param plain Words as `plainWords` gives them.
 * @example
 * countShortForms(["it's", "ada's", "and", "we'll"]); // => 2
 */
export function countShortForms(plain: readonly string[]): number {
  let count = 0;
  for (const word of plain) {
    if (word.includes("'") && (ENGLISH_SHORT_FORM.test(word) || englishIsForms.has(word))) count += 1;
  }
  return count;
}

interface Address {
  formal: PhraseBook;
  familiar: PhraseBook;
}

const nobody = phraseBook("");
const address: Readonly<Record<Language, Address>> = {
  en: { formal: nobody, familiar: nobody },
  de: {
    formal: nobody,
    familiar: phraseBook("du, dich, dir, dein, deine, deinen, deinem, deiner, euch, euer"),
  },
  es: {
    formal: phraseBook("usted, ustedes, le, les"),
    familiar: phraseBook("tú, tu, tus, te, ti, contigo, vosotros, vosotras, os, vuestro, vuestra"),
  },
  fr: { formal: phraseBook("vous, votre, vos"), familiar: phraseBook("tu, te, t', toi, ton, ta, tes") },
};

/** German writes the formal "you" with a capital, "they" without. */
const germanFormalYou = new Set(["Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrem", "Ihrer", "Ihres"]);

/**
 * Number of words that can only be the German formal "you"; at the start of a sentence "Sie" may mean
 * "they" and counts too, as letters to customers hardly ever begin so about others.
 *
 * @example
 * countGermanFormalYou(["Ich", "danke", "Ihnen"]); // => 1
 */
export function countGermanFormalYou(written: readonly string[]): number {
  let count = 0;
  for (const word of written) if (germanFormalYou.has(word)) count += 1;
  return count;
}

/**
 * How the reader is addressed in a language that has two ways.
 *
 * @param plain Words as `plainWords` gives them.
 * @param written The words as written.
 * @returns 1 if formal words (Sie, usted, vous) outnumber familiar ones (du, tú, tu), −1 the other way
 *   round, 0 for neither and for English.
 * @example
 * readAddress(["können", "sie"], ["Können", "Sie"], "de"); // => 1
 */
export function readAddress(
  plain: readonly string[],
  written: readonly string[],
  language: Language,
): number {
  const { formal, familiar } = address[language];
  const capitalised = language === "de" ? countGermanFormalYou(written) : 0;
  return Math.sign(capitalised + countPhrases(plain, formal) - countPhrases(plain, familiar));
}

import type { Language } from "@/lib/engine/text/language";
import { type PhraseBook, phraseBook } from "@/lib/engine/text/phrases";

type Books = Readonly<Record<Language, PhraseBook>>;

// Kept apart by language: "me" and "nos" mean different people in different ones. Spanish verbs mostly
// go without a pronoun, so Spanish counts are low.

export const firstPersonSingular: Books = {
  en: phraseBook("i, me, my, mine, myself, i'm, i'll, i've, i'd"),
  de: phraseBook("ich, mich, mir, mein, meine, meinen, meinem, meiner, meines"),
  es: phraseBook("yo, me, mi, mis, mí, conmigo, mío, mía"),
  fr: phraseBook("je, j', me, m', moi, mon, ma, mes"),
};

export const firstPersonPlural: Books = {
  en: phraseBook("we, us, our, ours, ourselves, we're, we'll, we've, we'd, let's"),
  de: phraseBook("wir, uns, unser, unsere, unseren, unserem, unserer, unseres"),
  es: phraseBook("nosotros, nosotras, nos, nuestro, nuestra, nuestros, nuestras"),
  fr: phraseBook("nous, notre, nos"),
};

/** Without the German formal "you", which only its capital tells apart. */
export const secondPerson: Books = {
  en: phraseBook("you, your, yours, yourself, you're, you'll, you've, you'd"),
  de: phraseBook("du, dich, dir, dein, deine, deinen, deinem, deiner, euch, euer"),
  es: phraseBook("usted, ustedes, tú, tu, tus, te, ti, contigo, vosotros, vosotras, os, vuestro, vuestra"),
  fr: phraseBook("vous, votre, vos, tu, te, t', toi, ton, ta, tes"),
};

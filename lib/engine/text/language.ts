/** The languages whose phrases the text features know. */
export type Language = "en" | "de" | "es" | "fr";

const listOf = (line: string): string[] => line.split(" ");

/** Words that hold sentences together; they tell languages apart and carry no topic. */
const functionWords: Readonly<Record<Language, readonly string[]>> = {
  en: listOf(
    "the and is are was were be been you your to of for we our us will would have has had that this these those with on at by as it its it's i'm my me he she they their them his her not from or if but so an can could please thank thanks sorry hi hello dear what when where which who how why there here about do does did i a in no any all",
  ),
  de: listOf(
    "und der die das ist sind war waren sie ihr ihre ihren ihrem ihrer ihnen wir uns unser unsere nicht mit für auf ein eine einen einem einer den dem des zu zum zur von vom haben hat hatte ich mich mir mein meine du dich dir dein deine bitte werden wird wurde im am bei nach aus dass wenn oder aber auch noch es er kann können vielen dank danke hallo liebe lieber sehr guten leid wie was wann wo wer warum hier an in",
  ),
  es: listOf(
    "el la los las de que y en es un una unos unas su sus por para con no se lo le les nos hemos ha han del al está están usted ustedes yo mi mis tu tus te me pero como si más muy gracias hola estimado estimada buenos buenas favor siento qué cuándo dónde quién cómo este esta esto son fue ser a o",
  ),
  fr: listOf(
    "le la les de des du et est sont un une vous votre vos nous notre nos pour dans que qui ne pas je j' n' l' d' qu' c' s' m' t' ai avons avez a au aux avec sur ce cette ces mon ma mes ton ta tes te tu il elle on en se par plus mais ou si bonjour merci été être très quand où comment désolé désolée",
  ),
};

const languages = ["en", "de", "es", "fr"] as const;

const languagesOf = new Map<string, Language[]>();
for (const language of languages) {
  for (const word of functionWords[language]) {
    languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);
  }
}

/**
 * The language of a text by its function words, out of the four that the features know.
 *
 * @param plainWords Words in lower case, as `plainWords` gives them.
 * @returns The language with the most function words; English if none leads, as for other languages.
 * @example
 * guessLanguage(["wir", "haben", "ihre", "nachricht"]); // => "de"
 */
export function guessLanguage(plainWords: readonly string[]): Language {
  const hits: Record<Language, number> = { en: 0, de: 0, es: 0, fr: 0 };
  for (const word of plainWords) {
    for (const language of languagesOf.get(word) ?? []) hits[language] += 1;
  }
  return languages.reduce((best, language) => (hits[language] > hits[best] ? language : best));
}

/**
 * The words that carry the topic: no function words of the four languages, none of one or two letters.
 *
 * @param plainWords Words in lower case, as `plainWords` gives them.
 * @returns Each word once. Characters of scripts without blanks are words of one letter and are kept.
 * @example
 * [...contentWords(["where", "is", "my", "refund"])]; // => ["refund"]
 */
export function contentWords(plainWords: readonly string[]): Set<string> {
  return new Set(
    plainWords.filter((word) => !languagesOf.has(word) && (word.length > 2 || /\p{N}|\p{Lo}/u.test(word))),
  );
}

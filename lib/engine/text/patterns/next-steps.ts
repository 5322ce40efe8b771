import { countPhrases, phraseBook } from "@/lib/engine/text/phrases";

const namedSteps = phraseBook(
  `next step, next steps, nächster schritt, nächste schritte, nächsten schritte, nächsten schritt, próximo paso,
   próximos pasos, siguiente paso, prochaine étape, prochaines étapes`,
);

const requestVerbs = {
  en: "reply,send,let,confirm,call,contact,choose,click,share,sign,return,provide,check,review,fill,complete,write,email,visit,follow,reach,forward,attach",
  de: "senden,schicken,antworten,bestätigen,rufen,wählen,klicken,unterschreiben,prüfen,geben,teilen,melden,kontaktieren,schreiben,sende,schick,antworte,bestätige,füllen,reichen",
  es: "envíe,envíenos,envíeme,responda,confirme,llame,llámenos,elija,haga,firme,devuelva,indique,indíquenos,complete,escriba,contacte,envía,envíanos,responde,confirma,revise",
  fr: "envoyer,répondre,confirmer,appeler,contacter,choisir,cliquer,signer,retourner,indiquer,vérifier,remplir,compléter,écrire,nous envoyer,nous répondre,nous indiquer,nous confirmer,nous contacter,me confirmer,me répondre,m'envoyer",
} as const;

const eachAfter = (openings: readonly string[], verbs: string): string[] =>
  verbs.split(",").flatMap((verb) => openings.map((opening) => `${opening} ${verb}`));

const requests = phraseBook(
  [
    ...eachAfter(["please", "could you", "can you", "kindly"], requestVerbs.en),
    ...eachAfter(["bitte"], requestVerbs.de),
    ...eachAfter(["por favor"], requestVerbs.es),
    ...eachAfter(["veuillez", "merci de", "merci de bien vouloir", "pourriez-vous"], requestVerbs.fr),
  ].join(","),
);

/** Openings of a promise; what follows decides whether it announces an act. */
const promises = phraseBook(
  "i will, we will, i'll, we'll, i am going to, we are going to, i'm going to, we're going to, ich werde, wir werden, voy a, vamos a, je vais, nous allons",
  "i will not, we will not, i will be happy, i will be glad, we will be happy, we will be glad, i'll be happy, i'll be glad, we'll be happy, we'll be glad",
);

const SPANISH_FUTURE = /\p{L}(?:aré|eré|iré|aremos|eremos|iremos)$/u;
const FRENCH_FUTURE = { "j'": /rai$/, je: /rai$/, nous: /rons$/ } as const;

/** Spanish and French say "we will send" in one verb form. */
function countFutureForms(plain: readonly string[]): number {
  let count = 0;
  for (const [i, word] of plain.entries()) {
    if (word.length < 5) continue;
    // Up to two pronouns may stand between: "nous vous enverrons".
    const isFrench = [1, 2].some((back) => {
      const subject = plain[i - back];
      return (
        (subject === "j'" || subject === "je" || subject === "nous") && FRENCH_FUTURE[subject].test(word)
      );
    });
    if (isFrench || SPANISH_FUTURE.test(word)) count += 1;
  }
  return count;
}

/**
 * Number of next steps a reply names: what the writer will do or what the reader is asked to do, in
 * English, German, Spanish or French.
 *
 * @param plain Words as `plainWords` gives them.
 * @example
 * countNextSteps(["we", "will", "call", "you", "please", "reply"]); // => 2
 */
export function countNextSteps(plain: readonly string[]): number {
  return (
    countPhrases(plain, namedSteps) +
    countPhrases(plain, requests) +
    countPhrases(plain, promises) +
    countFutureForms(plain)
  );
}

const beForms = new Set("is are was were be been being am isn't aren't wasn't weren't".split(" "));
const betweenVerbs = new Set("not been being also now already still".split(" "));
const irregularParticiples = new Set(
  "sent made done given taken paid shown found known kept left lost put set told written chosen broken held brought bought sold built seen begun driven drawn met".split(
    " ",
  ),
);
const NO_PARTICIPLE =
  /^(?:need|indeed|speed|feed|exceed|proceed|succeed|hundred|red|bed|interested|excited|pleased|delighted|sacred|kindred)$/;

/**
 * Number of English verbs that look passive: a form of "be" and a participle ("was sent").
 *
 * @param plain Words as `plainWords` gives them.
 * @example
 * countPassives(["it", "has", "been", "shipped", "and", "was", "not", "paid"]); // => 2
 */
export function countPassives(plain: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < plain.length; i++) {
    if (!beForms.has(plain[i] ?? "")) continue;
    let at = i + 1;
    while (at < i + 4 && (betweenVerbs.has(plain[at] ?? "") || plain[at]?.endsWith("ly"))) at += 1;
    const verb = plain[at] ?? "";
    if (irregularParticiples.has(verb) || (/\p{L}{2}ed$/u.test(verb) && !NO_PARTICIPLE.test(verb))) {
      count += 1;
      i = at;
    }
  }
  return count;
}

import { jargon } from "@/lib/llm/simulator/phrases";

/** What traits are read by in a text, in English, German, Spanish and French alike. */
export const traitPatterns = {
  apology:
    /\b(sorry|apologi[sz]e|apolog(?:y|ies)|regret)\b|\b(entschuldigung|zu entschuldigen|tut mir leid|tun mir leid)|\bsiento (que|las)|\bdisculpas?\b|\bdisculpe\b|désolé|\bexcuses?\b(?= (les|pour|,|car))|nos excuses|excuser ce/gi,
  asked:
    /\byou (have |wrote to )?(ask(ed)?|would like|wanted|requested|need)\b|\bSie .{0,80}\b(gebeten|gefragt|geschrieben)\b|\busted ha (pedido|preguntado|escrito)\b|\bvous avez (demandé|écrit)/i,
  commitment:
    /\b(?:we|I|team|department|specialists)(?:'ll| will| shall| guarantee| promise)\b|\b(?:wir|ich) werden?\b|\bwir sorgen dafür\b|seien Sie versichert|\bwird (?:zeitnah|sich)\b|\b(?:vamos|voy|va) a\b|\bprocederemos\b|\bnous allons\b|\bje vais\b|\bnous procéderons\b|\bva (?:être|traiter)/gi,
  hedge:
    /\b(hope to|aim to|looking into|checking|intention to|cannot (?:be sure|promise)|endeavouring|being (?:reviewed|examined)|under examination)\b|\bwir hoffen\b|\bsind bemüht\b|\bbeabsichtigt\b|\bin Prüfung\b|\bwird derzeit\b|\bgerade (?:an|,)|\besperamos poder\b|\bprocuraremos\b|\bintención\b|\bestá estudiando\b|\ben estudio\b|\bmirando\b|\bviendo\b|\bespérons\b|\bnous efforçons\b|\bl'intention\b|\bcours d'examen\b|à l'étude|\ben ce moment\b|\bcherchons ce/gi,
  formal:
    /\b(yours (?:sincerely|faithfully)|dear sir|to whom it may concern|we shall|we note that|we write in response|we acknowledge)\b|\b(hochachtungsvoll|bestätigen den Eingang|nehmen Bezug auf)\b|\b(atentamente|acusamos recibo|nos dirigimos a usted|muy señores)\b|salutations distinguées|accusons réception|faisons suite/gi,
  thanks:
    /\b(thank you|thanks|danke|dank|bedanken|gracias|agradecemos|merci (?:de nous|de votre|beaucoup)|remercions)\b/gi,
  warm: /lovely to hear from|so glad that you wrote|warm wishes|wie schön, von|freue mich sehr|herzliche grüße|qué alegría|me alegra mucho|mucho cariño|quel plaisir|suis ravie|chaleureusement/gi,
  empathy:
    /\bI can imagine\b|\bI understand how you\b|kann mir vorstellen|verstehe gut, wie|me imagino|entiendo cómo|j'imagine|je comprends ce/gi,
  blame:
    /on the customer's side|should be checked with care|unvollständigen Angaben|datos incompletos|données incomplètes/gi,
  explanation:
    /\b(in detail|for completeness|the background is|the reason is)\b|\b(im Einzelnen|Hintergrund ist|Vollständigkeit halber|der Grund ist)\b|\b(en detalle|para más detalle|el motivo es|la razón es)\b|en détail|pour être complet|la raison en est|le contexte/gi,
  technical:
    /\b(database|interface|server|log records|API|firmware|Datenbank|Schnittstelle|base de datos|interfaz)\b|base de données/gi,
  asksForFacts:
    /\b(send|tell) us (your order number|a photo)|senden Sie uns (Ihre Bestellnummer|ein Foto)|envíenos (su número|una foto)|nous envoyer (votre numéro|une photo)/gi,
  ownership:
    /\bI will (look after|take care of) this\b|\bich werde mich selbst\b|\bvoy a encargar personalmente\b|\bm'en occuper moi-même\b/gi,
  advertising:
    /autumn collection|our newsletter|new products|Herbstkollektion|colección de otoño|collection d'automne/gi,
  compensation: /\bvoucher\b|off your next order|\bGutschein\b|\bun vale de\b|bon d'achat/gi,
  call: /would rather talk|lieber telefonieren|prefiere hablar|en parler au téléphone/gi,
  link: /\bhttps?:\/\/[^\s)"'<>]+/gi,
  emoji: /\p{Extended_Pictographic}/gu,
  signOff:
    /(regards|wishes|sincerely|faithfully|grüßen?|hochachtungsvoll|saludos?|atentamente|cariño|saludos cordiales|cordialement|chaleureusement|salutations(?: distinguées| les meilleures)?),?$/i,
} as const;

/** Office words: what plain language leaves out, each kind counted once. */
export const officeWords: readonly RegExp[] = [
  ...jargon,
  /seien Sie versichert|tenga la seguridad|soyez assuré/i,
  /zuständige Abteilung|departamento correspondiente|service concerné/i,
  /\b(zeitnah|schnellstmöglich)\b|mayor brevedad|debido momento|meilleurs délais|temps utile/i,
  /\b(hiermit|etwaige)\b|le rogamos|vous prions/i,
  /Kundenzufriedenheit|Ihre Zufriedenheit|la satisfacción|su satisfacción|la satisfaction|votre satisfaction/i,
  /zur Kenntnis genommen|tomado nota|pris note/i,
  /Kontaktaufnahme|geschätzte Nachricht|atención al cliente\.|le informamos|vous informons/i,
];

const month = "January|February|March|April|May|June|July|August|September|October|November|December";
const foreignMonth =
  "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const weekday = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday";
const foreignWeekday =
  "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|lunes|martes|miércoles|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";

/** A date or a weekday. */
export const datePattern = new RegExp(
  [
    `\\b(?:${weekday})(?:,? (?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)?(?: (?:${month}))?)?`,
    `\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${month})\\b`,
    `\\b(?:${month}) \\d{1,2}\\b`,
    `\\b(?:${foreignWeekday})(?:,? \\d{1,2}(?:\\.| de)? (?:${month}|${foreignMonth}))?`,
    `\\b\\d{1,2}(?:\\.| de)? (?:${foreignMonth})(?!\\p{L})`,
  ].join("|"),
  "u",
);

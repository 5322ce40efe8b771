import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** Somebody wants to know something before they decide. */
export const inquiryLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["Question about the {item}", "The {item}: a question before I order", "{item}"],
    sentences: [
      [
        "I am thinking of buying the {item} for {price}.",
        "I saw the {item} on your website, and it might be just what I need for {use}.",
        "A friend has your {item} and speaks well of it.",
      ],
      [
        "Do you have it in dark blue, and if not, when will it be back?",
        "How much does it weigh with everything that belongs to it?",
        "Is it made for daily use, or only for a few weekends a year?",
      ],
      [
        "If I order it today, will it be here by {later}?",
        "I would decide this week if you can tell me.",
        "How long is the guarantee, and what does it cover?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Delivery to {place}", "Shipping abroad", "Can you send it here?"],
    sentences: [
      [
        "We live in {place} and would like a {item}.",
        "My {relative} in {place} wants a {item} for {use}.",
        "I could not find {place} in the list at your checkout.",
      ],
      [
        "What would delivery of one cost, and how long does it take?",
        "Are there customs to pay on top of the {price}?",
        "Could it go to a parcel shop instead of the door?",
      ],
      [
        "It would have to be there by {later}.",
        "If it works, we would take a {other} as well.",
        "Otherwise I will ask somebody to bring it in a suitcase.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["{pieces} pieces", "Price for a larger order", "For our club"],
    sentences: [
      [
        "Our walking club would like {pieces} of the {item}.",
        "I am looking for a present for {pieces} colleagues, and the {item} came up.",
        "For a school trip on {later} we need {pieces} of the {item}.",
      ],
      [
        "What would you charge for each at that number?",
        "The price on your page is {price}; is there room for something friendlier?",
        "Could our name be printed on them?",
      ],
      [
        "I need an answer for our meeting on {soon}.",
        "Do you need a deposit, and how much?",
        "A rough figure is enough for now.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Add something to my order", "Order {order}: a change?", "One more thing for the parcel"],
    sentences: [
      [
        "I have just placed order {order} for a {item}.",
        "My {item} is on its way, I think, as order {order}.",
        "On {recent} I ordered a {item} from you.",
      ],
      [
        "Could you add a {other}, if the parcel has not left yet?",
        "Is it possible to change the colour to green?",
        "I would like it sent to my {relative} instead.",
      ],
      [
        "If not, I will order again, but I would rather not pay delivery twice.",
        "Tell me what I have to do for that.",
        "Will that change the day on which it comes?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["How long can I return it?", "Returns", "A present"],
    sentences: [
      [
        "I want to give a {item} to my {relative} on {later}.",
        "The {item} would be a present, and I am not sure about it.",
        "I tend to change my mind, so I ask before I spend {price}.",
      ],
      [
        "How many days would there be to send it back?",
        "Does the box have to be unopened?",
        "Who pays the postage if it doesn't please?",
      ],
      [
        "And is a voucher possible instead of money?",
        "Can the invoice stay out of the parcel?",
        "Thank you for explaining it in plain words.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["{item} or {other}?", "Which one would you take?", "Your advice, please"],
    sentences: [
      [
        "I cannot decide between the {item} and the {other}.",
        "For {use} one could take either the {item} or the {other}, couldn't one?",
        "You know your things: what is better for {use}?",
      ],
      [
        "It will be used about {days} times a month, mostly by my {relative}.",
        "Price matters less to me than that it lasts.",
        "I am tall, impatient and not very handy, if that helps.",
      ],
      [
        "What would you take yourself?",
        "Is the dearer one worth its price?",
        "And is there a newer one coming soon?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Opening hours", "Can I come by?", "Before I make the trip"],
    sentences: [
      [
        "I would like to see the {item} before I buy it.",
        "Is there a place where one can try a {item}?",
        "We will be near you on {soon} and thought of coming by.",
      ],
      [
        "Are you open on Saturdays, and until when?",
        "Do I need an appointment?",
        "Could you put one aside under my name?",
      ],
      [
        "It is quite a drive from {place}.",
        "My {relative} will come along and has many opinions.",
        "I would pay there and then, if cards are fine.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Frage zur {item}", "Vor dem Kauf", "{item} noch lieferbar?"],
    sentences: [
      [
        "ich überlege, die {item} für {price} zu kaufen.",
        "Auf Ihrer Seite habe ich die {item} gesehen.",
        "Eine Freundin hat Ihre {item} und ist begeistert.",
      ],
      [
        "Gibt es sie auch in Dunkelblau?",
        "Eignet sie sich für {use}?",
        "Wie schwer ist sie, und wo wird sie hergestellt?",
      ],
      [
        "Wäre sie bis zum {later} hier, wenn ich heute bestelle?",
        "Wie lange gilt die Garantie?",
        "Sobald ich das weiß, bestelle ich.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["{pieces} Stück", "Lieferung nach {place}", "Anfrage Sammelbestellung"],
    sentences: [
      [
        "wir brauchen für unseren Verein {pieces} Stück, und zwar die {item}.",
        "Meine {relative} in {place} hätte gern eine {item}.",
        "Für den {later} suchen wir {pieces} Geschenke, am liebsten die {item}.",
      ],
      [
        "Was würde das zusammen kosten?",
        "Liefern Sie dorthin, und wie lange dauert es?",
        "Lässt sich unser Name darauf drucken?",
      ],
      [
        "Ich bräuchte die Antwort bis zum {soon}.",
        "Eine ungefähre Zahl genügt mir fürs Erste.",
        "Wäre eine Anzahlung nötig?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Änderung an Bestellung {order}", "Rückgabe möglich?", "Geschenk"],
    sentences: [
      [
        "ich habe gerade eine {item} bestellt, Nummer {order}.",
        "Die {item} soll ein Geschenk für meine {relative} werden.",
        "Am {recent} habe ich eine {item} bestellt.",
      ],
      [
        "Kann noch eine {other} dazu, falls das Paket nicht unterwegs ist?",
        "Wie lange kann man sie zurückgeben, und wer zahlt das Porto?",
        "Lässt sich die Lieferanschrift noch ändern?",
      ],
      [
        "Falls nicht, bestelle ich einfach noch einmal.",
        "Bitte legen Sie keine Rechnung ins Paket.",
        "Sagen Sie mir kurz, was ich tun muss.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["Pregunta sobre la {item}", "Antes de comprar", "¿Queda alguna {item}?"],
    sentences: [
      [
        "Estoy pensando en comprar la {item} por {price}.",
        "He visto la {item} en su página.",
        "Una amiga tiene su {item} y está encantada.",
      ],
      ["¿La tienen en azul oscuro?", "¿Sirve para {use}?", "¿Cuánto pesa y dónde se fabrica?"],
      [
        "Si la pido hoy, ¿llega antes del {later}?",
        "¿Cuánto dura la garantía?",
        "En cuanto lo sepa, hago el pedido.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["{pieces} unidades", "Envío a {place}", "Presupuesto"],
    sentences: [
      [
        "Necesitamos {pieces} unidades de la {item} para nuestro club.",
        "Mi {relative} vive en {place} y quiere una {item}.",
        "Para el {later} buscamos {pieces} regalos, y nos gusta la {item}.",
      ],
      ["¿Cuánto costaría todo?", "¿Hacen envíos allí y cuánto tardan?", "¿Se puede poner nuestro nombre?"],
      [
        "Me haría falta la respuesta antes del {soon}.",
        "Con una cifra aproximada me basta.",
        "¿Hay que pagar algo por adelantado?",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Question sur la {item}", "Avant de commander", "La {item} est-elle disponible ?"],
    sentences: [
      [
        "Je pense acheter la {item} à {price}.",
        "J'ai vu la {item} sur votre site.",
        "Une amie a votre {item} et en dit beaucoup de bien.",
      ],
      [
        "Existe-t-elle en bleu foncé ?",
        "Convient-elle pour {use} ?",
        "Combien pèse-t-elle, et où est-elle fabriquée ?",
      ],
      [
        "Si je la commande aujourd'hui, sera-t-elle là avant le {later} ?",
        "Quelle est la durée de la garantie ?",
        "Dès que je le sais, je passe commande.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["{pieces} exemplaires", "Demande de prix", "Pour notre association"],
    sentences: [
      [
        "Notre association voudrait {pieces} exemplaires de la {item}.",
        "Ma {relative} aimerait une {item}, mais elle habite à l'étranger.",
        "Pour le {later}, il nous faut {pieces} cadeaux, et la {item} nous plaît.",
      ],
      [
        "Quel serait le prix de l'ensemble ?",
        "Livrez-vous aussi loin, et en combien de temps ?",
        "Peut-on y faire imprimer notre nom ?",
      ],
      [
        "Il me faudrait une réponse avant le {soon}.",
        "Un ordre de grandeur me suffit.",
        "Faut-il verser un acompte ?",
      ],
    ],
  },
];

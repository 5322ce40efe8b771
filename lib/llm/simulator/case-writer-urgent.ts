import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** Something has to happen within hours or days. */
export const urgentLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["URGENT: order {order}", "Needed by {soon}", "Please read today"],
    sentences: [
      [
        "I need my {item} by {soon} at the latest.",
        "Order {order} has to be here before we leave on {soon}.",
        "We leave for {use} on {soon}, and the {item} is not here.",
      ],
      [
        "The tracking has not moved since {recent}.",
        "Without it the whole thing falls through.",
        "Your page promised next-day delivery, and I paid extra for that.",
      ],
      [
        "Can you send another one by express today?",
        "Please call me within the next hour.",
        "Tell me now whether I should buy one elsewhere.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Stop order {order}", "Wrong address!", "Please stop the parcel"],
    sentences: [
      [
        "Please stop order {order} at once: it is going to my old address.",
        "I have just ordered a {item} (order {order}) to the wrong place.",
        "The address on my order of today is wrong, and the parcel leaves tonight.",
      ],
      [
        "Nobody lives there any more.",
        "It should go to my {relative} instead.",
        "I noticed it two minutes after paying, and the page won't let me change it.",
      ],
      [
        "Is there still time?",
        "Please confirm as soon as it is stopped.",
        "If it has gone already, how do I get it redirected?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Safety problem with the {item}", "Do not sell this!", "{item}: danger"],
    sentences: [
      [
        "My {item} from order {order} got so hot that it burnt a hole in the table.",
        "The {item} of order {order} gave my {relative} an electric shock.",
        "Something is dangerously wrong with the {item} that I bought for {price}.",
      ],
      [
        "We have put it outside and do not dare to touch it.",
        "It {fault}, and there was smoke as well.",
        "A child was standing next to it.",
      ],
      [
        "What shall we do with it now?",
        "Does it have to be collected by somebody?",
        "You should warn others who bought one.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Event on {soon}", "{pieces} pieces missing", "Our delivery, today please"],
    sentences: [
      [
        "For our event on {soon} we ordered {pieces} of the {item}, order {order}, and only half of them came.",
        "The delivery for order {order} is {days} boxes short.",
        "Tomorrow {pieces} people will stand here, and each of them expects a {item}.",
      ],
      [
        "We cannot put the event off.",
        "The driver said that nothing else was in his van.",
        "I have tried your number all morning.",
      ],
      [
        "Please get the rest here by noon.",
        "Who can decide this today?",
        "What can you do, and by what hour?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Locked out before a deadline", "Account blocked, please help now", "Cannot pay"],
    sentences: [
      [
        "My account is blocked, and I have to order by tonight.",
        "I cannot get into my account, and order {order} must be paid today.",
        "Your site has locked me out in the middle of order {order}.",
      ],
      [
        "The reset link never arrives, I have tried {days} times.",
        "The price of {price} is valid until midnight only.",
        "It says that my address is unknown, which is nonsense.",
      ],
      [
        "Can you open it right away?",
        "Could I pay by telephone instead?",
        "Please keep the price for me until this is solved.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Payment taken, please reverse today", "Unknown charge", "This was not me"],
    sentences: [
      [
        "Somebody has bought a {item} in my name, order {order}.",
        "There is a charge of {price} for order {order} that I did not make.",
        "I have just found a payment to you on my card that is not mine.",
      ],
      [
        "My bank needs a word from you before {soon}.",
        "I have never been to your shop.",
        "My {relative} didn't do it either, I have asked.",
      ],
      [
        "Please stop the delivery and reverse the charge.",
        "To which address was it sent?",
        "What do you need from me, and how fast can it be done?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Medical reason", "Please help quickly", "For my {relative}"],
    sentences: [
      [
        "My {relative} comes out of hospital on {soon} and needs the {item} of order {order} at home.",
        "The {item} was promised for {recent}, and my {relative} cannot do without it.",
        "I depend on order {order} for health reasons.",
      ],
      [
        "The nurse asks me every day where it is.",
        "I would not push if it were only for fun.",
        "We have borrowed one, but must give it back tomorrow.",
      ],
      [
        "Can it come by courier?",
        "I will pay whatever that costs.",
        "Please let me know the hour, so that somebody is there.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["DRINGEND: Bestellung {order}", "Bis {soon}!", "Bitte sofort lesen"],
    sentences: [
      [
        "ich brauche die {item} aus der Bestellung {order} spätestens am {soon}.",
        "Am {soon} fahren wir los, und die Bestellung {order} ist nicht da.",
        "Bis zum {soon} muss die {item} hier sein.",
      ],
      [
        "Seit dem {recent} bewegt sich das Paket nicht.",
        "Für den Expressversand habe ich extra bezahlt.",
        "Ohne sie fällt alles ins Wasser.",
      ],
      [
        "Können Sie heute noch eine zweite losschicken?",
        "Rufen Sie mich bitte innerhalb einer Stunde an.",
        "Sagen Sie mir jetzt, ob ich anderswo kaufen soll.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Paket stoppen!", "Falsche Anschrift", "Bestellung {order} anhalten"],
    sentences: [
      [
        "bitte halten Sie die Bestellung {order} sofort an, die Anschrift ist falsch.",
        "Ich habe eben eine {item} an meine alte Adresse bestellt, Nummer {order}.",
        "Das Paket von heute geht an eine Anschrift, an der niemand mehr wohnt.",
      ],
      [
        "Auf Ihrer Seite lässt sich nichts mehr ändern.",
        "Es soll zu meiner {relative}.",
        "Bemerkt habe ich es zwei Minuten nach dem Bezahlen.",
      ],
      [
        "Ist das noch zu schaffen?",
        "Bitte bestätigen Sie mir das so schnell wie möglich.",
        "Was kann ich selbst tun?",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["URGENTE: pedido {order}", "Para el {soon}", "Léanlo hoy, por favor"],
    sentences: [
      [
        "Necesito la {item} del pedido {order} antes del {soon}.",
        "Salimos el {soon} y el pedido {order} no ha llegado.",
        "La {item} tiene que estar aquí el {soon}.",
      ],
      [
        "El paquete no se mueve desde el {recent}.",
        "Pagué aparte por el envío urgente.",
        "Sin ella se cae todo el plan.",
      ],
      [
        "¿Pueden mandar otra hoy mismo?",
        "Llámenme en la próxima hora, por favor.",
        "Díganme ya si la compro en otro sitio.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["Paren el envío", "Dirección equivocada", "Pedido {order}: ¡alto!"],
    sentences: [
      [
        "Por favor, paren el pedido {order}: la dirección está mal.",
        "Acabo de pedir una {item} a mi dirección antigua, pedido {order}.",
        "El paquete de hoy va a una casa donde ya no vive nadie.",
      ],
      [
        "La página no me deja cambiar nada.",
        "Tiene que ir a casa de mi {relative}.",
        "Me di cuenta dos minutos después de pagar.",
      ],
      ["¿Estamos a tiempo?", "Confírmenmelo cuanto antes.", "¿Qué puedo hacer yo mientras tanto?"],
    ],
  },
  {
    language: "fr",
    subjects: ["URGENT : commande {order}", "Pour le {soon}", "À lire aujourd'hui"],
    sentences: [
      [
        "Il me faut la {item} de la commande {order} le {soon} au plus tard.",
        "Nous partons le {soon} et la commande {order} n'est pas là.",
        "La {item} doit être ici pour le {soon}.",
      ],
      [
        "Le colis ne bouge plus depuis le {recent}.",
        "J'ai payé un supplément pour la livraison rapide.",
        "Sans elle, tout tombe à l'eau.",
      ],
      [
        "Pouvez-vous en envoyer une autre aujourd'hui ?",
        "Appelez-moi dans l'heure, s'il vous plaît.",
        "Dites-moi tout de suite si je dois acheter ailleurs.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Arrêtez l'envoi", "Mauvaise adresse", "Commande {order} à bloquer"],
    sentences: [
      [
        "Merci de bloquer tout de suite la commande {order} : l'adresse est fausse.",
        "Je viens de commander une {item} à mon ancienne adresse, commande {order}.",
        "Le colis d'aujourd'hui part vers un logement vide.",
      ],
      [
        "Votre site ne me laisse plus rien modifier.",
        "Il doit aller chez ma {relative}.",
        "Je m'en suis aperçu deux minutes après le paiement.",
      ],
      ["Est-il encore temps ?", "Confirmez-le-moi dès que possible.", "Que puis-je faire de mon côté ?"],
    ],
  },
];

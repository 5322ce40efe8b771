import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** Something went wrong, and the sender wants it put right. */
export const complaintLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["Where is order {order}?", "Still waiting", "My {item} has not come"],
    sentences: [
      [
        "I ordered a {item} on {past} (order {order}) and it still hasn't arrived.",
        "On {past} I paid {price} for a {item}, order {order}, and I am still waiting for it.",
        "My {item} should have been here days ago.",
      ],
      [
        'The tracking page has said "in transit" for {days} days.',
        "Your confirmation promised delivery in three to five days.",
        "The carrier says that nothing was ever handed over to them.",
      ],
      [
        "Where is it, and when will it come?",
        "Please find out where it is, or send a new one.",
        "If you can't bring it this week, I would like my {price} back.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Damaged {item}", "Order {order} came damaged", "Not as it should be"],
    sentences: [
      [
        "My {item} (order {order}) arrived on {recent} {damage}.",
        "The parcel of order {order} came on {recent}, and the {item} in it arrived {damage}.",
        "The {item} that came on {recent} arrived {damage}.",
      ],
      [
        "The box looked fine from outside.",
        "There was almost no padding around it.",
        "I have kept the box and taken some photos.",
      ],
      [
        "Please send me a new one before {later}.",
        "Can you replace it, or else refund the {price}?",
        "I'd like a replacement, and I don't want to pay for sending this one back.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Wrong item", "Not what I ordered ({order})", "A {other}?"],
    sentences: [
      [
        "I ordered a {item} (order {order}) and on {recent} you sent me a {other}.",
        "The parcel for order {order} should hold a {item}, but there is a {other} in it.",
        "Instead of my {item} I now own a {other} that nobody here asked for.",
      ],
      [
        "The packing slip shows the right item, so it must have been mixed up.",
        "I have not used it and still have the box.",
        "I have no use for it, and my {relative} doesn't want it either.",
      ],
      [
        "When can I have the right one?",
        "Please collect this one and send what I paid for.",
        "How do we swap them, and who pays the postage?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Faulty {item}", "Order {order}: guarantee", "It broke again"],
    sentences: [
      [
        "My {item} from order {order} {fault}.",
        "I paid {price} for a {item} (order {order}), and now it {fault}.",
        "Since {past} my {item} {fault}.",
      ],
      [
        "I have followed the instructions to the letter.",
        "It is getting worse from one week to the next.",
        "I take good care of my things, so don't tell me that I used it wrongly.",
      ],
      [
        "Does the guarantee cover this?",
        "Can you repair it, or will I get a new one?",
        "I need it for {use} on {later}, so tell me where to send it.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Refund for order {order}", "Still no refund", "{price} that you owe me"],
    sentences: [
      [
        "I returned a {item} on {past} (order {order}), and the {price} has still not come back.",
        "You owe me {price} for the {item} of order {order}, which I sent back on {past}.",
        "My refund of {price} is overdue since {recent}.",
      ],
      [
        "Your own tracking shows that the parcel reached the warehouse.",
        'The returns page says "received" and nothing more.',
        "I have kept the receipt for the postage.",
      ],
      [
        "When will I have the money?",
        "Please pay it back and tell me when it is done.",
        "Has it been sent, and to which card?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Charged twice", "Two payments for order {order}", "My bank statement"],
    sentences: [
      [
        "My bank shows two payments of {price} on {past}, but I bought only one {item} (order {order}).",
        "You charged me twice for order {order}.",
        "I see the same {price} on my statement two times, one minute apart.",
      ],
      [
        "The page froze while I was paying.",
        "I have only one confirmation from you.",
        "My bank tells me to ask you first.",
      ],
      [
        "Please return the second payment.",
        "When will I get the second payment back?",
        "Can you check this and refund one of the two by {soon}?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Your support", "Nobody answers", "My message of {past}"],
    sentences: [
      [
        "I have written about my {item}, order {order}, on {past} and again on {recent}, and nobody has answered.",
        "This is my third message about order {order}.",
        "I seem to be writing to a wall about my {item}.",
      ],
      [
        "The only thing I ever got was an automatic confirmation.",
        "Your colleague on the phone was rude and hung up.",
        "Somebody promised to call me back and never did.",
      ],
      [
        "Who is responsible for this, and when will I hear from that person?",
        "I expect a call or a proper answer by {soon}.",
        "What has to happen before somebody looks at it?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Wo bleibt meine {item}?", "Bestellung {order}", "Immer noch nichts da"],
    sentences: [
      [
        "ich habe am {past} eine {item} bestellt (Bestellnummer {order}), und sie ist immer noch nicht da.",
        "Meine {item} aus der Bestellung {order} sollte schon vor Tagen kommen.",
        "Seit dem {past} warte ich auf meine {item}.",
      ],
      [
        "In der Sendungsverfolgung steht seit {days} Tagen dasselbe.",
        "Versprochen waren drei bis fünf Werktage.",
        "Beim Paketdienst weiß niemand etwas davon.",
      ],
      [
        "Wo ist das Paket, und wann kommt es?",
        "Bitte schicken Sie mir eine neue oder erstatten Sie die {price}.",
        "Ich brauche sie am {later} für {use}.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["{item} defekt", "Reklamation {order}", "So nicht"],
    sentences: [
      [
        "Meine {item} (Bestellung {order}) kam am {recent} {damage} an.",
        "Die {item} aus der Bestellung {order} {fault}.",
        "Ich habe {price} bezahlt, und jetzt das: Die {item} {fault}.",
      ],
      [
        "Ich habe Fotos gemacht und den Karton aufgehoben.",
        "Die Anleitung habe ich genau befolgt.",
        "Für {price} darf man mehr erwarten.",
      ],
      [
        "Bekomme ich eine neue, oder wird sie repariert?",
        "Bitte holen Sie sie ab und erstatten Sie mir das Geld.",
        "Wer zahlt in diesem Fall die Rücksendung?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Erstattung fehlt", "Geld zurück, Bestellung {order}", "Doppelt abgebucht"],
    sentences: [
      [
        "ich habe die {item} am {past} zurückgeschickt (Bestellung {order}), aber die {price} sind nicht da.",
        "Für die Bestellung {order} wurden die {price} zweimal abgebucht.",
        "Auf meinem Konto fehlen noch immer {price}.",
      ],
      [
        "Laut Sendungsverfolgung ist das Paket längst bei Ihnen.",
        "Meine Bank sagt, ich solle mich an Sie wenden.",
        "Auf meine erste Mail vom {recent} kam keine Antwort.",
      ],
      [
        "Wann bekomme ich mein Geld?",
        "Bitte überweisen Sie den Betrag bis zum {soon}.",
        "Wer ist bei Ihnen dafür zuständig?",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["¿Dónde está mi pedido?", "Pedido {order}", "Sigo esperando"],
    sentences: [
      [
        "Pedí una {item} el {past} (pedido {order}) y todavía no ha llegado.",
        "Mi pedido {order}, una {item}, tenía que estar aquí hace días.",
        "Llevo desde el {past} esperando mi {item}.",
      ],
      [
        "El seguimiento lleva {days} días sin moverse.",
        "Me prometieron la entrega en cinco días.",
        "La empresa de transporte no sabe nada.",
      ],
      [
        "¿Dónde está y cuándo llega?",
        "Envíenme otra o devuélvanme los {price}.",
        "La necesito el {later} para {use}.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["{item} defectuosa", "Reclamación, pedido {order}", "Así no se puede"],
    sentences: [
      [
        "La {item} del pedido {order} llegó el {recent} {damage}.",
        "Mi {item} (pedido {order}) {fault}.",
        "Pagué {price} por una {item} que {fault}.",
      ],
      [
        "Tengo fotos y he guardado la caja.",
        "He seguido las instrucciones al pie de la letra.",
        "Por ese precio se espera otra cosa.",
      ],
      [
        "¿Me mandan una nueva o la reparan?",
        "Quiero que la recojan y me devuelvan el dinero.",
        "¿Quién paga la devolución?",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Où est ma commande ?", "Commande {order}", "Toujours rien"],
    sentences: [
      [
        "J'ai commandé une {item} le {past} (commande {order}) et elle n'est toujours pas arrivée.",
        "Ma commande {order}, une {item}, devait être là depuis plusieurs jours.",
        "J'attends ma {item} depuis le {past}.",
      ],
      [
        "Le suivi n'a pas bougé depuis {days} jours.",
        "La livraison était promise sous cinq jours.",
        "Le transporteur n'est au courant de rien.",
      ],
      [
        "Où est le colis, et quand arrive-t-il ?",
        "Envoyez-m'en une autre ou remboursez-moi les {price}.",
        "J'en ai besoin le {later} pour {use}.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["{item} défectueuse", "Réclamation, commande {order}", "Très déçu"],
    sentences: [
      [
        "La {item} de la commande {order} est arrivée le {recent} {damage}.",
        "Ma {item} (commande {order}) {fault}.",
        "J'ai payé {price} pour une {item} qui {fault}.",
      ],
      [
        "J'ai pris des photos et gardé le carton.",
        "J'ai pourtant suivi la notice à la lettre.",
        "À ce prix-là, on attend autre chose.",
      ],
      [
        "Est-ce que vous la remplacez ou la réparez ?",
        "Je veux qu'on vienne la chercher et qu'on me rembourse.",
        "Qui paie le retour dans ce cas ?",
      ],
    ],
  },
];

import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** Something does not work, or a question needs an exact answer. */
export const technicalLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["Cannot log in", "Login fails with error {pieces}", "Account for order {order}"],
    sentences: [
      [
        "Since {recent} I cannot log in to look at order {order}.",
        'The login page answers "error {pieces}" when I want to see order {order}.',
        "My password is refused, although I have just set it.",
      ],
      [
        "I have tried {days} times with two browsers and have cleared the cache.",
        "On my telephone the page stays white.",
        "The reset link says that it has expired the moment it arrives.",
      ],
      [
        "What else can I try?",
        "Can you see on your side why it fails?",
        "Please unlock the account or tell me who can.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Checkout does not accept my card", "Payment error", "Bug in your shop"],
    sentences: [
      [
        'At the checkout the button "Pay now" does nothing.',
        "When I pay for the {item}, the page goes back to the basket.",
        'Your shop rejects my card for order {order} with "3-D check failed".',
      ],
      [
        "The console shows a failed call with status {pieces}{days}.",
        "The same card works everywhere else.",
        "It happens in a private window too, so no extension is to blame.",
      ],
      [
        "Is this known?",
        "Was the amount of {price} reserved all the same?",
        "Tell me if you need a screenshot or a log.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["{item}: technical data", "Measurements of the {item}", "Which standard?"],
    sentences: [
      [
        "I need the exact specifications of the {item}.",
        "The page of the {item} gives no tolerances.",
        "For {use} I have to know more about the {item} than the leaflet says.",
      ],
      [
        "At what temperature was it tested, and by which standard?",
        "What are the dimensions to the millimetre, packed and unpacked?",
        "Which material is the coating made of, and does it contain PFAS?",
      ],
      [
        "A data sheet as a PDF would be best.",
        "Please no marketing text, only figures.",
        "Who measured the values on the box?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["{item}: fault report", "It {fault}", "Diagnosis of the {item}"],
    sentences: [
      [
        "My {item} (order {order}) {fault}.",
        "The {item} of order {order} works for a while and then it {fault}.",
        "Here is a fault report about a {item}: it {fault}.",
      ],
      [
        "It happens in {days} of ten tries, more often when it is cold.",
        "I measured it, cleaned it and tested it with other parts: no change.",
        "The serial number is on a label that has come off.",
      ],
      [
        "Which part is worn, and can I get it on its own?",
        "Is there a service manual?",
        "How can I narrow it down further?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Your newsletter and data protection", "Delete my data", "Request under the GDPR"],
    sentences: [
      [
        "Please delete all data that you hold about me.",
        "I ask for a copy of all data you hold about me, order {order} included.",
        "I have unsubscribed {days} times, and your newsletter still comes.",
      ],
      [
        "The link at the bottom leads to an empty page.",
        "Under the law you have a month, that is, until {later}.",
        "My address was given to you by my {relative}, not by me.",
      ],
      [
        "Confirm in writing what was deleted.",
        "Who is your data protection officer?",
        "Which data must you keep, and for how long?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Spare part for the {item}", "Compatible?", "Old model"],
    sentences: [
      [
        "I have an older {item} and need a spare part.",
        "Do the parts of the {item} fit the {other} as well?",
        "The {item} of order {order} lacks one screw, M5 or M6, I cannot tell.",
      ],
      [
        "The number on the old part is half worn away: {days}{pieces}-B.",
        "In the drawing it is called position {days}.",
        "My {relative} could make one on the lathe if I knew the thread.",
      ],
      [
        "Do you still stock it, and at what price?",
        "What is the tightening torque?",
        "Please tell me the exact name so that I can search for it.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Tracking page broken", "Wrong data in my account", "API of your shop"],
    sentences: [
      [
        "The tracking page of order {order} shows somebody else's parcel.",
        "In my account order {order} appears twice with different totals.",
        "We read our orders through your API, and since {recent} it returns an empty list.",
      ],
      [
        "Nothing has changed on our side.",
        "The time stamps are off by {days} hours.",
        "The answer has status 200, so our program believes it.",
      ],
      [
        "When will it be fixed?",
        "Is there a page that shows known faults?",
        "Shall I send you the raw answer?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Anmeldung nicht möglich", "Fehler {pieces}", "Konto gesperrt"],
    sentences: [
      [
        "seit dem {recent} kann ich mich nicht mehr anmelden, um die Bestellung {order} zu sehen.",
        "Beim Anmelden erscheint der Fehler {pieces}, die Bestellung {order} sehe ich gar nicht.",
        "Mein Kennwort wird abgelehnt, obwohl ich es eben gesetzt habe.",
      ],
      [
        "Zwei Browser habe ich probiert und den Zwischenspeicher geleert.",
        "Der Link zum Zurücksetzen ist schon abgelaufen, wenn er kommt.",
        "Auf dem Telefon bleibt die Seite weiß.",
      ],
      [
        "Was kann ich noch versuchen?",
        "Sehen Sie auf Ihrer Seite einen Grund?",
        "Bitte schalten Sie das Konto wieder frei.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Technische Daten der {item}", "Fehlerbeschreibung", "Ersatzteil gesucht"],
    sentences: [
      [
        "Für die {item} brauche ich die genauen technischen Daten.",
        "Die {item} aus der Bestellung {order} {fault}.",
        "Für eine ältere {item} suche ich ein Ersatzteil.",
      ],
      [
        "Der Fehler tritt in {days} von zehn Fällen auf, bei Kälte öfter.",
        "Auf der Seite fehlen die Angaben zu Material und Norm.",
        "Die Nummer auf dem alten Teil ist kaum noch zu lesen.",
      ],
      [
        "Gibt es ein Datenblatt oder eine Anleitung zur Reparatur?",
        "Welches Teil ist verschlissen, und kann ich es einzeln bekommen?",
        "Bitte nur Zahlen, keine Werbung.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["No puedo entrar en mi cuenta", "Error {pieces}", "Fallo al pagar"],
    sentences: [
      [
        "Desde el {recent} no puedo entrar para ver el pedido {order}.",
        "Al pagar el pedido {order} aparece el error {pieces}.",
        "La página rechaza mi contraseña, que acabo de cambiar.",
      ],
      [
        "He probado con dos navegadores y he borrado la caché.",
        "El enlace para cambiarla llega ya caducado.",
        "En el teléfono la pantalla se queda en blanco.",
      ],
      ["¿Qué más puedo probar?", "¿Ven ustedes la causa?", "Desbloqueen la cuenta, por favor."],
    ],
  },
  {
    language: "es",
    subjects: ["Datos técnicos de la {item}", "Informe de avería", "Repuesto"],
    sentences: [
      [
        "Necesito los datos técnicos exactos de la {item}.",
        "La {item} del pedido {order} {fault}.",
        "Busco un repuesto para una {item} antigua.",
      ],
      [
        "Pasa {days} de cada diez veces, y más cuando hace frío.",
        "En la página no se indica el material ni la norma.",
        "El número de la pieza casi no se lee.",
      ],
      [
        "¿Hay una ficha técnica o un manual?",
        "¿Qué pieza está gastada y se vende suelta?",
        "Cifras, por favor, no publicidad.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Connexion impossible", "Erreur {pieces}", "Paiement refusé"],
    sentences: [
      [
        "Depuis le {recent}, je ne peux plus me connecter pour voir la commande {order}.",
        "Au paiement de la commande {order}, j'obtiens l'erreur {pieces}.",
        "Mon mot de passe est refusé alors que je viens de le changer.",
      ],
      [
        "J'ai essayé deux navigateurs et vidé le cache.",
        "Le lien de réinitialisation arrive déjà expiré.",
        "Sur mon téléphone, la page reste blanche.",
      ],
      [
        "Que puis-je tenter d'autre ?",
        "Voyez-vous la cause de votre côté ?",
        "Merci de débloquer le compte.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Données techniques de la {item}", "Rapport de panne", "Pièce détachée"],
    sentences: [
      [
        "Il me faut les données techniques exactes de la {item}.",
        "La {item} de la commande {order} {fault}.",
        "Je cherche une pièce pour une {item} plus ancienne.",
      ],
      [
        "Cela arrive {days} fois sur dix, plus souvent par temps froid.",
        "Le site n'indique ni la matière ni la norme.",
        "Le numéro de la pièce est presque effacé.",
      ],
      [
        "Existe-t-il une fiche technique ou un manuel ?",
        "Quelle pièce est usée, et peut-on l'acheter seule ?",
        "Des chiffres, s'il vous plaît, pas de publicité.",
      ],
    ],
  },
];

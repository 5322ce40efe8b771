import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** Another organisation writes about business. */
export const professionalLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["Overdue invoice for order {order}", "Accounts: please clarify", "Open item in our books"],
    sentences: [
      [
        "Our accounts show order {order} over {price} as unpaid by you.",
        "We have received two invoices for the same goods and can pay only one of them.",
        "With reference to order {order}, the invoice lacks our tax number.",
      ],
      [
        "Our auditors ask for it before {later}.",
        "The amounts differ from our purchase order by {days} per cent.",
        "Payment is blocked until this has been cleared up.",
      ],
      [
        "Please send a corrected document.",
        "Who in your accounts department can we speak to?",
        "Kindly confirm the bank details as well.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Wholesale terms for the {item}", "Resale enquiry", "Carrying your range"],
    sentences: [
      [
        "We run a shop in {place} and would like to sell your {item}.",
        "Our buyers have noticed your {item} and ask for trade terms.",
        "We are considering the {item} for our spring catalogue.",
      ],
      [
        "We would begin with {pieces} pieces and reorder every quarter.",
        "Retail at {price} leaves us little room, so the discount matters.",
        "Our customers ask for it for {use}.",
      ],
      [
        "Please send a price list and your conditions.",
        "Which payment terms do you offer to new partners?",
        "Could a sample reach us by {later}?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Invitation to our trade day", "Speaker for {later}", "Cooperation"],
    sentences: [
      [
        "On {later} we hold our yearly trade day and would be glad to have you with us.",
        "We organise a fair for outdoor makers on {later}.",
        "Our association is putting together a panel on repairs.",
      ],
      [
        "About {pieces} exhibitors have confirmed so far.",
        "A stand costs nothing for first-time guests.",
        "The audience consists of buyers and journalists.",
      ],
      [
        "Could you let us know by {soon} whether you will come?",
        "Whom may we name in the programme?",
        "What would you need from us on the day?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Supplier questionnaire", "Compliance: documents needed", "Annual review of suppliers"],
    sentences: [
      [
        "As part of our annual review we need some papers from you about the {item}.",
        "Our compliance team asks all suppliers for the attached declaration.",
        "For order {order} we are obliged to keep proof of origin.",
      ],
      [
        "The deadline is {later}.",
        "Last year's version is no longer accepted.",
        "We know that such forms are a burden, and ask for your understanding.",
      ],
      [
        "Please tell us who will fill it in.",
        "Does your certificate still cover this product?",
        "If you cannot provide it, let us know the reason.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Meeting on {soon}", "New date for our call", "Agenda"],
    sentences: [
      [
        "Thank you for the talk on {recent}.",
        "I should like to come back to our conversation of {recent}.",
        "Regarding our call about order {order}, something has come up.",
      ],
      [
        "We have agreed on the quantities but not on the date of delivery.",
        "My director wants to see the figures before she signs.",
        "There are {days} points left open on our side.",
      ],
      [
        "Would {soon} at ten suit you instead?",
        "Could you send the summary beforehand?",
        "Please confirm the next steps from your point of view.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Damaged pallets, order {order}", "Delivery note does not match", "Goods received"],
    sentences: [
      [
        "At goods-in on {recent} we found {pieces} pieces of the {item} from order {order} damaged.",
        "The delivery note for order {order} lists {pieces} pieces, our scanner counted fewer.",
        "The pallets that arrived on {recent} were not wrapped as agreed.",
      ],
      [
        "Photographs and the signed note are available.",
        "We have put the goods aside until we hear from you.",
        "Our own customers are waiting for these pieces.",
      ],
      [
        "How would you like to proceed?",
        "Please issue a credit note or send replacements by {later}.",
        "Should the carrier be informed by you or by us?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["Change of our bank and address", "Master data", "New contact"],
    sentences: [
      [
        "We are moving our office on {later}.",
        "From {later} on a new colleague will look after our account with you.",
        "Our company has changed its legal form.",
      ],
      [
        "Open orders such as {order} are not affected.",
        "The old address will work for a few weeks longer.",
        "Our tax number stays the same.",
      ],
      [
        "Please update your records and confirm.",
        "Do you need a form signed for this?",
        "Kindly tell us which documents you require.",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Offene Rechnung, Bestellung {order}", "Rückfrage Buchhaltung", "Rechnungskorrektur"],
    sentences: [
      [
        "in unserer Buchhaltung ist die Bestellung {order} über {price} noch offen.",
        "Zur Bestellung {order} liegen uns zwei Rechnungen vor.",
        "Auf Ihrer Rechnung fehlt unsere Umsatzsteuernummer.",
      ],
      [
        "Die Prüfer benötigen den Beleg bis zum {later}.",
        "Bis zur Klärung ist die Zahlung gesperrt.",
        "Der Betrag weicht von unserer Bestellung ab.",
      ],
      [
        "Bitte senden Sie uns eine korrigierte Fassung.",
        "Wer ist bei Ihnen dafür zuständig?",
        "Können Sie die Bankverbindung noch einmal bestätigen?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Händlerkonditionen", "Anfrage Wiederverkauf", "Ihre {item} in unserem Sortiment"],
    sentences: [
      [
        "wir führen ein Fachgeschäft und möchten Ihre {item} anbieten.",
        "Unser Einkauf ist auf Ihre {item} aufmerksam geworden.",
        "Für unseren Frühjahrskatalog prüfen wir Ihre {item}.",
      ],
      [
        "Beginnen würden wir mit {pieces} Stück.",
        "Bei einem Ladenpreis von {price} kommt es auf den Rabatt an.",
        "Unsere Kundschaft fragt danach.",
      ],
      [
        "Bitte schicken Sie uns Ihre Preisliste.",
        "Welche Zahlungsziele gelten für neue Partner?",
        "Könnten wir bis zum {later} ein Muster erhalten?",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["Factura pendiente, pedido {order}", "Consulta de contabilidad", "Corrección de factura"],
    sentences: [
      [
        "En nuestra contabilidad consta como pendiente el pedido {order}, por {price}.",
        "Hemos recibido dos facturas del pedido {order}.",
        "En su factura falta nuestro número fiscal.",
      ],
      [
        "Los auditores lo piden antes del {later}.",
        "El pago queda bloqueado hasta que se aclare.",
        "El importe no coincide con el acordado.",
      ],
      [
        "Les rogamos que envíen el documento corregido.",
        "¿Con quién podemos hablar de este asunto?",
        "Confirmen también los datos bancarios, por favor.",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["Condiciones para tiendas", "Su {item} en nuestra tienda", "Propuesta de colaboración"],
    sentences: [
      [
        "Tenemos una tienda y nos gustaría vender su {item}.",
        "Nuestro equipo de compras se ha fijado en la {item}.",
        "Estamos preparando el catálogo de primavera y pensamos en su {item}.",
      ],
      [
        "Empezaríamos con {pieces} unidades.",
        "Con un precio de {price}, el descuento es importante.",
        "Nuestros clientes preguntan mucho por ella.",
      ],
      [
        "¿Pueden enviarnos la lista de precios?",
        "¿Qué plazos de pago ofrecen?",
        "¿Sería posible recibir una muestra antes del {later}?",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Facture en attente, commande {order}", "Question de comptabilité", "Facture à corriger"],
    sentences: [
      [
        "Dans nos livres, la commande {order} de {price} reste impayée.",
        "Nous avons reçu deux factures pour la commande {order}.",
        "Notre numéro de TVA manque sur votre facture.",
      ],
      [
        "Les auditeurs la demandent avant le {later}.",
        "Le paiement est bloqué jusqu'à clarification.",
        "Le montant ne correspond pas à notre bon.",
      ],
      [
        "Merci de nous adresser un document corrigé.",
        "Qui peut nous renseigner chez vous ?",
        "Veuillez aussi confirmer vos coordonnées bancaires.",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["Conditions de revente", "Votre {item} dans nos rayons", "Partenariat"],
    sentences: [
      [
        "Nous tenons un magasin et souhaitons proposer votre {item}.",
        "Notre service achats a remarqué votre {item}.",
        "Nous préparons le catalogue de printemps et pensons à votre {item}.",
      ],
      [
        "Nous commencerions par {pieces} pièces.",
        "Avec un prix public de {price}, la remise compte beaucoup.",
        "Nos clients la demandent souvent.",
      ],
      [
        "Pouvez-vous nous envoyer vos tarifs ?",
        "Quels délais de paiement accordez-vous ?",
        "Serait-il possible d'avoir un échantillon avant le {later} ?",
      ],
    ],
  },
];

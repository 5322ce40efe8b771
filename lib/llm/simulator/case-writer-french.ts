import { dayWith, item, type Vocabulary } from "@/lib/llm/simulator/case-writer-vocabulary";

export const french: Vocabulary = {
  items: [
    item(
      "lampe frontale",
      "54 €",
      "avec le verre fendu",
      "s'éteint toute seule au bout de dix minutes",
      "une course de nuit",
    ),
    item(
      "couverture",
      "52 €",
      "avec une longue coupure",
      "est devenue rêche après un seul lavage",
      "une pendaison de crémaillère",
    ),
    item(
      "veste",
      "139 €",
      "avec la fermeture cassée",
      "laisse passer l'eau aux épaules",
      "une semaine de randonnée",
    ),
    item(
      "poêle",
      "64 €",
      "avec le manche cassé",
      "s'est déformée et ne tient plus à plat",
      "un dîner à huit",
    ),
    item(
      "tente",
      "189 €",
      "avec une déchirure",
      "prend l'eau le long de la couture",
      "un week-end de camping",
    ),
    item("bouilloire", "44 €", "sans son couvercle", "goutte sous le bec", "un séjour à la montagne"),
    item("chaise", "95 €", "avec un pied cassé", "grince et penche à gauche", "un repas de famille"),
  ],
  places: ["Belgique", "Corse", "Suisse", "Bretagne", "Norvège"],
  relatives: ["sœur", "fille", "voisine", "mère", "collègue"],
  senders: [
    "Camille Vasseur",
    "Benoît Lemaître",
    "Aïcha Benali",
    "Thibault Garnier",
    "Solène Kerguelen",
    "Mathieu Dujardin",
    "Odile Ferrand",
    "Rémi Castaing",
  ],
  greetings: {
    plain: ["Bonjour,", "Madame, Monsieur,", "Bonjour à toute l'équipe,"],
    casual: ["Salut,", "Coucou,", "Bonjour bonjour,"],
    toHouse: (house) => `Bonjour à l'équipe de ${house},`,
  },
  farewells: {
    plain: ["Cordialement,", "Bien à vous,", "Sincères salutations,"],
    casual: ["À bientôt,", "Bonne journée,", "Bises,"],
  },
  moods: {
    calm: {
      opening: ["", "Je vous écris au sujet d'une affaire à régler.", "J'espère que vous pourrez m'aider."],
      ending: ["", "Merci pour votre aide.", "Dans l'attente de votre réponse."],
    },
    friendly: {
      opening: ["J'espère que vous allez tous bien.", "Tout d'abord, bravo pour votre belle boutique !", ""],
      ending: [
        "Je vous souhaite une belle semaine !",
        "Merci mille fois, rien ne presse.",
        "C'est toujours un plaisir d'échanger avec vous.",
      ],
    },
    annoyed: {
      opening: [
        "Je commence à perdre patience.",
        "Je ne suis vraiment pas satisfait en ce moment.",
        "Je pensais ne pas avoir à vous écrire à nouveau.",
      ],
      ending: [
        "Je souhaite une réponse claire.",
        "Merci de régler cela cette semaine.",
        "Je préférerais ne pas devoir demander une troisième fois.",
      ],
    },
    hostile: {
      opening: [
        "Mais qu'est-ce qui ne va pas chez vous ?",
        "C'est une honte.",
        "On ne m'a jamais traité de la sorte.",
      ],
      ending: [
        "Encore une réponse toute faite, et j'en parle partout.",
        "Vous avez deux jours, ensuite mon avocat prendra le relais.",
        "Gardez vos excuses et faites enfin votre travail.",
      ],
    },
  },
  furtherQuestions: {
    leadIn: ["J'ai aussi d'autres questions.", "Et tant que j'y suis :", "Autre chose :"],
    questions: [
      "Combien de jours ai-je pour renvoyer un article ?",
      "Livrez-vous aussi hors de France, et à quel prix ?",
      "Puis-je choisir le jour de la livraison ?",
      "La garantie est-elle valable sans le ticket de caisse ?",
      "La {other} existe-t-elle aussi en bleu ?",
      "Peut-on payer sur facture ?",
    ],
  },
  asides: [
    "Je devrais peut-être préciser que je n'écris pas souvent ce genre de message. Ma {relative} trouve que je suis bien trop patient, mais je préfère que les choses soient écrites, pour que chacun sache plus tard ce qui a été dit.",
    "Nous sommes clients depuis longtemps, d'ailleurs. Notre premier achat chez vous était une {other}, juste avant des vacances, et elle sert encore, ce qui n'est pas le cas de la plupart des objets de cette maison.",
    "J'ai d'abord essayé par téléphone. Après {days} minutes de musique, une voix m'a dit que toutes les lignes étaient occupées, puis plus rien. Je n'en veux à personne, mais voilà pourquoi vous lisez ce message à présent.",
    "Pour bien comprendre : je travaille en horaires décalés et ne peux pas répondre dans la journée. C'est ma {relative}, qui habite deux portes plus loin, qui prend les colis, mais cette consigne semble se perdre à chaque fois en route.",
    "J'ai lu aussi toutes les questions et réponses de votre site, il y en avait {pieces}, et presque aucune ne parlait de mon cas. Un champ de recherche y serait bien utile, si je peux me permettre une petite suggestion.",
    "Un détail encore, qui a peut-être son importance : nous déménageons le {later}, et plus rien ne devra partir à l'ancienne adresse après ce jour. La banque et la poste le savent déjà, et vous aussi désormais.",
    "Ne le prenez pas mal, je vous en prie. J'ai travaillé moi-même dans une boutique et je sais ce que c'est quand les mêmes personnes demandent la même chose toute la journée. De ce côté du comptoir, on voit pourtant les choses autrement.",
  ],
  day: dayWith(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    (day, month) => `${day === 1 ? "1er" : day} ${month}`,
  ),
};

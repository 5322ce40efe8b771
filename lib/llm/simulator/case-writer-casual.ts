import type { LetterTemplate } from "@/lib/llm/simulator/case-writer-template";

/** A chatty email with a small request in it. */
export const casualLetters: readonly LetterTemplate[] = [
  {
    language: "en",
    subjects: ["hey, quick one", "{item}!!", "me again"],
    sentences: [
      [
        "so I got the {item} (order {order}) and it's great, but one tiny thing.",
        "Just wanted to say the {item} from order {order} is brilliant!",
        "guess who ordered a {item} again, haha.",
      ],
      [
        "My {relative} tried it first and won't give it back.",
        "We took it along for {use} and everybody asked where it's from.",
        "It's the third one in our street now.",
      ],
      [
        "Do you do gift cards?",
        "Any chance of a little bag to go with it?",
        "Oh, and can I still change the colour?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["quick question", "lazy question, sorry", "help me choose"],
    sentences: [
      [
        "bit of a silly question about the {item}.",
        "I'm torn between the {item} and the {other}, so you decide.",
        "My {relative} wants a {item} and I know nothing about such things.",
      ],
      [
        "Can you throw it in the wash, or is that asking for trouble?",
        "Is {price} the final price, or is there a sale coming up, wink wink?",
        "Would it survive {use} with five kids?",
      ],
      [
        "Whatever you say goes.",
        "Answer whenever, I'm on holiday till {later}.",
        "If it's no good just tell me, I can take it.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["parcel update?", "where's my stuff :)", "any news"],
    sentences: [
      [
        "no stress, but where's my {item} (order {order})?",
        "Did order {order} go out yet, or did somebody fall asleep on it? :)",
        "I keep running to the door and it's never my {item}.",
      ],
      [
        'The tracking thing says "processing" and I don\'t speak robot.',
        "My {relative} bets it won't come before {later}.",
        "Would be fab to have it for {use}.",
      ],
      [
        "Give me a shout when you know more?",
        "A rough day would do.",
        "Can the driver leave it behind the bins?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["photos of the {item}", "thought you'd like this", "a picture for you"],
    sentences: [
      [
        "we had the best day ever with the {item}, and I took loads of photos.",
        "Remember order {order}? Here's what became of it.",
        "Your {item} has now been to {place}!",
      ],
      [
        "It got soaked, sat on and nearly eaten by a goat.",
        "My {relative} is on most of them, pulling faces.",
        "Not a scratch on it, I still can't believe it.",
      ],
      [
        "Do you want them for your page?",
        "Is there somewhere I can post a review?",
        "And do you need volunteers for the next one, asking for a friend?",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["oops", "my bad", "I messed up"],
    sentences: [
      [
        "so, erm, I ordered two of the {item} by mistake (order {order}).",
        "I think I clicked twice, so order {order} is a bit bigger than planned.",
        "I've lost the bit that came with the {item}.",
      ],
      ["Totally my fault.", "My {relative} is still laughing.", "It was late and I'd had a glass of wine."],
      [
        "Can one go back without much fuss?",
        "Do you sell the bits on their own?",
        "Tell me what to do and I'll do it.",
      ],
    ],
  },
  {
    language: "en",
    subjects: ["party on {later}", "last-minute idea", "present for my {relative}"],
    sentences: [
      [
        "my {relative} turns {pieces} on {later} and I have no idea what to get.",
        "We're throwing a party on {later} and could do with a {item}.",
        "Somebody said you have nice stuff, so here I am.",
      ],
      [
        "Budget is {price}, give or take.",
        "It has to be something for {use}, I guess.",
        "They already own a {other}, so not that.",
      ],
      ["What would you get?", "Could you wrap it up nicely?", "Will it make it in time if I order tomorrow?"],
    ],
  },
  {
    language: "en",
    subjects: ["job?", "do you need a hand", "long shot"],
    sentences: [
      [
        "do you ever need help in the shop?",
        "I've bought a {item} from you, order {order}, and now I sort of want to work with you.",
        "A random one: my {relative} is looking for a summer job.",
      ],
      [
        "I know my way around a {other}, at least.",
        "I'm free from {later} on.",
        "Friendly, early riser, makes good tea.",
      ],
      ["Who should I talk to?", "Should I send something in?", "If not, no hard feelings!"],
    ],
  },
  {
    language: "de",
    subjects: ["kurze Frage", "{item}!!", "ich schon wieder"],
    sentences: [
      [
        "also die {item} aus der Bestellung {order} ist super, nur eine Kleinigkeit.",
        "Wollte nur sagen: Die {item} (Bestellung {order}) ist klasse!",
        "Ratet mal, wer schon wieder eine {item} bestellt hat.",
      ],
      [
        "Meine {relative} gibt sie gar nicht mehr her.",
        "Wir hatten sie für {use} dabei, und alle haben gefragt, woher sie ist.",
        "In unserer Straße ist das jetzt schon die dritte.",
      ],
      [
        "Habt ihr auch Gutscheine?",
        "Gibt es dazu noch eine kleine Tasche?",
        "Ach ja, kann ich die Farbe noch ändern?",
      ],
    ],
  },
  {
    language: "de",
    subjects: ["Wo steckt mein Paket? :)", "Geschenk für meine {relative}", "Ups"],
    sentences: [
      [
        "kein Stress, aber wo ist denn meine {item} (Bestellung {order})?",
        "Ich habe aus Versehen zwei bestellt, Bestellung {order}.",
        "Meine {relative} hat am {later} Geburtstag, und mir fällt nichts ein.",
      ],
      [
        "War spät gestern.",
        "Ausgeben würde ich so {price}.",
        "Ich renne dauernd zur Tür, und nie ist es für mich.",
      ],
      ["Was würdet ihr nehmen?", "Könnt ihr es nett einpacken?", "Sagt einfach kurz Bescheid, ja?"],
    ],
  },
  {
    language: "es",
    subjects: ["una preguntita", "¡la {item}!", "yo otra vez"],
    sentences: [
      [
        "la {item} del pedido {order} es genial, solo una cosita.",
        "Quería deciros que la {item} (pedido {order}) nos encanta.",
        "¿A que no sabéis quién ha pedido otra {item}?",
      ],
      [
        "Mi {relative} ya no me la devuelve.",
        "La llevamos a {use} y todos preguntaban de dónde era.",
        "En mi calle ya hay tres.",
      ],
      [
        "¿Tenéis tarjetas regalo?",
        "¿Hay alguna bolsita para guardarla?",
        "Ah, ¿puedo cambiar el color todavía?",
      ],
    ],
  },
  {
    language: "es",
    subjects: ["¿y mi paquete? :)", "regalo para mi {relative}", "uy, perdón"],
    sentences: [
      [
        "sin prisa, ¿eh?, pero ¿dónde anda mi {item} (pedido {order})?",
        "He pedido dos sin querer, pedido {order}.",
        "Mi {relative} cumple años el {later} y no se me ocurre nada.",
      ],
      [
        "Era tardísimo cuando hice el pedido.",
        "Quiero gastar unos {price}.",
        "Cada vez que llaman a la puerta, nada.",
      ],
      ["¿Vosotros qué cogeríais?", "¿Lo podéis envolver bonito?", "Decidme algo cuando podáis."],
    ],
  },
  {
    language: "fr",
    subjects: ["petite question", "la {item} !!", "encore moi"],
    sentences: [
      [
        "alors la {item} de la commande {order} est géniale, juste un petit détail.",
        "Je voulais vous dire que la {item} (commande {order}) est top !",
        "Devinez qui a encore commandé une {item}.",
      ],
      [
        "Ma {relative} ne veut plus me la rendre.",
        "On l'a prise pour {use} et tout le monde demandait d'où elle venait.",
        "Dans ma rue, c'est déjà la troisième.",
      ],
      [
        "Vous faites des cartes cadeaux ?",
        "Il y a un petit sac qui va avec ?",
        "Ah oui, je peux encore changer la couleur ?",
      ],
    ],
  },
  {
    language: "fr",
    subjects: ["mon colis ? :)", "un cadeau pour ma {relative}", "oups"],
    sentences: [
      [
        "pas de stress, mais où est ma {item} (commande {order}) ?",
        "J'en ai commandé deux sans le vouloir, commande {order}.",
        "Ma {relative} fête son anniversaire le {later} et je n'ai aucune idée.",
      ],
      [
        "Il était tard, je plaide coupable.",
        "Mon budget, c'est {price} environ.",
        "Je cours à la porte et ce n'est jamais pour moi.",
      ],
      [
        "Vous prendriez quoi, vous ?",
        "Vous pouvez faire un joli paquet ?",
        "Dites-moi ça quand vous pouvez.",
      ],
    ],
  },
];

/** One article of the shop, with what can be wrong with it and what people ask about it. */
export interface ShopItem {
  name: string;
  article: "a" | "an";
  /** With its currency: "£54". */
  price: string;
  /** What it may be needed for, with its article: "a night run". */
  use: string;
  colours: readonly string[];
  /** How it can arrive; follows "arrived". */
  damage: readonly string[];
  /** How it can fail later; follows its name. */
  fault: readonly string[];
  /** Whole questions in which "it" is this item. */
  questions: readonly string[];
}

export const shopItems: readonly ShopItem[] = [
  {
    name: "Ridgeway 2 tent",
    article: "a",
    price: "£189",
    use: "a camping weekend",
    colours: ["green", "sand"],
    damage: ["with a tear in the outer tent", "with a bent pole"],
    fault: ["lets in water along the main seam", "has a zip that no longer closes"],
    questions: [
      "Is there room for two people and a medium-sized dog?",
      "What does it weigh with all the pegs, and how long is it when packed?",
      "Can the outer tent be pitched on its own, without the inner one?",
    ],
  },
  {
    name: "Lumen 400 head-torch",
    article: "a",
    price: "£54",
    use: "a night run",
    colours: ["black", "orange"],
    damage: ["with a cracked lens", "with the battery door broken off"],
    fault: ["switches itself off after ten minutes", "no longer charges"],
    questions: [
      "How long does it last on the middle setting?",
      "Can it be charged with an ordinary USB-C cable?",
      "Does it have a red light that doesn't wake everyone else in the tent?",
    ],
  },
  {
    name: "Emberlite stove",
    article: "an",
    price: "£62",
    use: "a canoe trip",
    colours: ["silver", "black"],
    damage: ["with one leg bent", "with a dent in the burner"],
    fault: ["burns yellow however well I clean it", "hisses at the valve when I screw the canister on"],
    questions: [
      "Which gas canisters fit it?",
      "Will it hold a pot of two litres without tipping over?",
      "Does it still work well a few degrees below zero?",
    ],
  },
  {
    name: "Kestrel 45 rucksack",
    article: "a",
    price: "£118",
    use: "a five-day walk",
    colours: ["navy", "rust"],
    damage: ["with a torn side pocket", "with a broken hip-belt buckle"],
    fault: ["has a shoulder strap that is coming off at the seam", "has a main buckle that slips open"],
    questions: [
      "Does the back length adjust far enough for someone who is 192 cm tall?",
      "Is a rain cover included?",
      "Does it count as hand luggage on most airlines?",
    ],
  },
  {
    name: "Thicket sleeping bag",
    article: "a",
    price: "£129",
    use: "a school camp",
    colours: ["moss green", "dark blue"],
    damage: ["with a hole near the foot end", "with a broken zip"],
    fault: ["loses its filling through a seam", "has a zip that splits open at night"],
    questions: [
      "Down to what temperature is it comfortable for someone who is always cold?",
      "Can two of them be zipped together?",
      "Can I wash it at home, or does it have to go to a cleaner?",
    ],
  },
  {
    name: "Harbour wool blanket",
    article: "a",
    price: "£52",
    use: "a house-warming party",
    colours: ["grey", "charcoal"],
    damage: ["with a long cut in it, as if from a knife", "with a pulled thread right across it"],
    fault: ["has lost its stitching along one edge", "has gone hard after one wash on the wool programme"],
    questions: [
      "Can it go in the washing machine?",
      "Is it scratchy, or could a baby lie on it?",
      "Where does the wool come from?",
    ],
  },
  {
    name: "Wren kettle",
    article: "a",
    price: "£44",
    use: "a weekend in a cabin",
    colours: ["cream", "moss green"],
    damage: ["with chipped enamel around the spout", "with the lid missing its knob"],
    fault: ["drips at the base of the spout", "has a handle that has come loose"],
    questions: [
      "Does it work on an induction hob?",
      "How many cups does it hold?",
      "Does the whistle come off? Mine has to boil while others sleep.",
    ],
  },
  {
    name: "cast-iron skillet",
    article: "a",
    price: "£64",
    use: "a dinner for eight",
    colours: ["black", "dark red"],
    damage: ["with a crack beside the handle", "with the handle broken off"],
    fault: ["has warped and rocks on the hob", "is flaking on the inside"],
    questions: [
      "Is it already seasoned, or do I have to do that first?",
      "Can the handle go in a hot oven?",
      "Would it scratch a glass hob?",
    ],
  },
  {
    name: "Alder dining chair",
    article: "an",
    price: "£95",
    use: "a family lunch",
    colours: ["natural", "white"],
    damage: ["with a split in the seat", "with one leg snapped off"],
    fault: ["creaks and leans to the left", "has a back rest that has worked loose"],
    questions: [
      "How high is the seat?",
      "Does it come built, or do I need tools?",
      "How should I look after the wood?",
    ],
  },
  {
    name: "Meadow picnic rug",
    article: "a",
    price: "£39",
    use: "an outdoor wedding",
    colours: ["blue check", "red check"],
    damage: ["with the strap torn off", "with one corner torn"],
    fault: ["lets the damp through after a few minutes", "is peeling on the underside"],
    questions: [
      "How big is it when it is spread out?",
      "Is the back waterproof, or only water-resistant?",
      "How small does it fold?",
    ],
  },
];

/** Made-up people: first name, last name, local part of the address. */
export const senders: readonly (readonly [first: string, last: string, local: string])[] = [
  ["Anneli", "Koskinen", "anneli.koskinen"],
  ["Babajide", "Ogunleye", "b.ogunleye"],
  ["Carmen", "Ibáñez", "carmen.ibanez"],
  ["Dmitri", "Sokolov", "dmitri.sokolov"],
  ["Elif", "Demir", "elif.demir"],
  ["Farid", "Haddad", "farid.haddad"],
  ["Geraldine", "Whitlock", "geraldine.whitlock"],
  ["Haruka", "Mori", "haruka.mori"],
  ["Imran", "Siddiqui", "imran.siddiqui"],
  ["Josephine", "Achieng", "j.achieng"],
  ["Kieran", "O'Dowd", "kieran.odowd"],
  ["Lien", "Pham", "lien.pham"],
  ["Miriam", "Rosen", "miriam.rosen"],
  ["Niamh", "Gallagher", "niamh.gallagher"],
  ["Oskar", "Lund", "oskar.lund"],
  ["Paola", "Ricci", "paola.ricci"],
  ["Rohan", "Iyer", "rohan.iyer"],
  ["Sina", "Faleolo", "sina.faleolo"],
  ["Thabo", "Molefe", "thabo.molefe"],
  ["Ursula", "Brandt", "ursula.brandt"],
  ["Viktor", "Horváth", "viktor.horvath"],
  ["Winston", "Clarke", "winston.clarke"],
  ["Xiu", "Chen", "xiu.chen"],
  ["Yasmin", "Karimi", "yasmin.karimi"],
];

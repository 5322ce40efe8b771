import type { ShopItem } from "./catalogue";

/** Choices by name, so that adding one choice leaves the others as they were. */
export interface Draw {
  pick: <T>(choice: string, options: readonly T[]) => T;
  integer: (choice: string, low: number, high: number) => number;
  chance: (choice: string, probability: number) => boolean;
}

/** What an email is about. */
export interface Facts {
  item: ShopItem;
  other: ShopItem;
  /** "order 4812" or "order #FH-20931". */
  order: string;
  /** How long ago it began, in days. */
  daysAgo: number;
  /** Day and month, so many days from now, e.g. "3 September". */
  day: (offset: number) => string;
}

/** The sentences of a complaint; a stake may be empty. */
export interface Problem {
  subject: string;
  statement: string;
  detail: string;
  stake: string;
  request: string;
}

export const RELATIVES = ["sister", "father", "daughter", "neighbour", "grandson"] as const;

/** With a capital at the start. */
export const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const withArticle = (item: ShopItem) => `${item.article} ${item.name}`;

/** What can go wrong at the shop: each entry tells one kind of it in the customer's words. */
export const problems: readonly ((draw: Draw, facts: Facts) => Problem)[] = [
  function late(draw, facts) {
    const { item, order, daysAgo, day } = facts;
    return {
      subject: draw.pick("subject", [`Where is ${order}?`, `${capitalized(order)} has not arrived`]),
      statement: draw.pick("statement", [
        `I ordered ${withArticle(item)} on ${day(-daysAgo)} (${order}) and it still hasn't arrived.`,
        `On ${day(-daysAgo)} I paid ${item.price} for ${withArticle(item)}, ${order}, and I am still waiting for it.`,
        `My ${item.name} should have been here days ago. I ordered it on ${day(-daysAgo)}, ${order}.`,
      ]),
      detail: draw.pick("detail", [
        `The tracking page has said "in transit" for ${draw.integer("days in transit", 4, 8)} days.`,
        "The tracking page says that it was delivered, but nobody here has seen it.",
        "Your confirmation promised delivery in three to five days.",
      ]),
      stake: neededFor(draw, facts),
      request: draw.pick("request", [
        "Where is it, and when will it come?",
        "Please find out where it is, or send a new one.",
        `If you can't bring it this week, I would like my ${item.price} back.`,
      ]),
    };
  },
  function damaged(draw, facts) {
    const { item, order, daysAgo, day } = facts;
    return {
      subject: draw.pick("subject", [`Damaged ${item.name}, ${order}`, `${capitalized(order)} came damaged`]),
      statement: draw.pick("statement", [
        `My ${item.name} (${order}, ${item.price}) arrived on ${day(-daysAgo)} ${draw.pick("damage", item.damage)}.`,
        `The parcel of ${order} came on ${day(-daysAgo)}. The ${item.name} in it arrived ${draw.pick("damage", item.damage)}.`,
      ]),
      detail: draw.pick("detail", [
        "The box looked fine from outside.",
        "There was almost no padding around it.",
        "I have kept the box and taken some photos.",
      ]),
      stake: neededFor(draw, facts),
      request: draw.pick("request", [
        "Please send me a new one.",
        `Can you replace it, or else refund the ${item.price}?`,
        "I'd like a replacement, and I don't want to pay for sending this one back.",
      ]),
    };
  },
  function wrongItem(draw, facts) {
    const { item, other, order, daysAgo, day } = facts;
    return {
      subject: draw.pick("subject", [`Wrong item in ${order}`, `Not what I ordered (${order})`]),
      statement: draw.pick("statement", [
        `I ordered ${withArticle(item)} (${order}, ${item.price}) and on ${day(-daysAgo)} you sent me ${withArticle(other)}.`,
        `The parcel for ${order} came on ${day(-daysAgo)}. It should hold ${withArticle(item)}, but there is ${withArticle(other)} in it.`,
      ]),
      detail: draw.pick("detail", [
        "The packing slip shows the right item, so it must have been mixed up while packing.",
        "I have not used it and still have the box.",
        `I have no use for the ${other.name}.`,
      ]),
      stake: neededFor(draw, facts),
      request: draw.pick("request", [
        `When can I have the ${item.name}?`,
        "Please collect this one and send the right one.",
        "How do we swap them, and who pays the postage?",
      ]),
    };
  },
  function faulty(draw, facts) {
    const { item, order, daysAgo, day } = facts;
    return {
      subject: draw.pick("subject", [
        `Faulty ${item.name}`,
        `${capitalized(item.name)}, ${order}: guarantee`,
      ]),
      statement: draw.pick("statement", [
        `My ${item.name} (${order}, bought ${draw.integer("months", 3, 20)} months ago) ${draw.pick("fault", item.fault)}.`,
        `I paid ${item.price} for ${withArticle(item)} from ${order}, and now it ${draw.pick("fault", item.fault)}.`,
      ]),
      detail: draw.pick("detail", [
        `I noticed it on ${day(-daysAgo)}, and it is getting worse.`,
        `It started on ${day(-daysAgo)}, although I have followed the instructions to the letter.`,
        `It has been like this since ${day(-daysAgo)}, and I take good care of my things.`,
      ]),
      stake: draw.pick("stake", [neededForUse(draw, facts), ""]),
      request: draw.pick("request", [
        "Does the guarantee cover this?",
        "Can you repair it, or will I get a new one?",
        "Please tell me where to send it and how long that takes.",
      ]),
    };
  },
  function refundDue(draw, { item, order, daysAgo, day }) {
    return {
      subject: draw.pick("subject", [`Refund for ${order}`, `Still no refund (${item.price})`]),
      statement: draw.pick("statement", [
        `I returned ${withArticle(item)} on ${day(-daysAgo)} (${order}), and the ${item.price} has still not come back.`,
        `You owe me ${item.price} for the ${item.name} from ${order}, which I sent back on ${day(-daysAgo)}.`,
      ]),
      detail: draw.pick("detail", [
        `Your tracking shows that it reached the warehouse on ${day(3 - daysAgo)}.`,
        'The returns page says "received" and nothing more.',
        "I have kept the receipt for the postage.",
      ]),
      stake: draw.pick("stake", [`For me ${item.price} is a lot of money.`, ""]),
      request: draw.pick("request", [
        "When will I have the money?",
        "Please pay it back and tell me when it is done.",
        "Has it been sent, and to which card?",
      ]),
    };
  },
  function chargedTwice(draw, { item, order, daysAgo, day }) {
    return {
      subject: draw.pick("subject", [`Charged twice for ${order}`, `Two payments of ${item.price}`]),
      statement: draw.pick("statement", [
        `My bank shows two payments of ${item.price} on ${day(-daysAgo)}, but I bought only one ${item.name} (${order}).`,
        `You charged me twice for ${order}, ${withArticle(item)}: ${item.price} on ${day(-daysAgo)} and the same again a minute later.`,
      ]),
      detail: draw.pick("detail", [
        "The page froze while I was paying.",
        "I have only one confirmation from you.",
        "My bank tells me to ask you first.",
      ]),
      stake: draw.pick("stake", [`For me ${item.price} is a lot of money.`, ""]),
      request: draw.pick("request", [
        "Please return the second payment.",
        "When will I get the second payment back?",
        "Can you check this and refund one of the two?",
      ]),
    };
  },
];

function neededForUse(draw: Draw, { item, day }: Facts): string {
  return `I need the ${item.name} for ${item.use} on ${day(draw.integer("needed in days", 5, 25))}.`;
}

function neededFor(draw: Draw, facts: Facts): string {
  const { item, day } = facts;
  const neededOn = day(draw.integer("needed in days", 5, 25));
  return draw.pick("stake", [
    neededForUse(draw, facts),
    `The ${item.name} is meant for my ${draw.pick("relative", RELATIVES)}, who needs it on ${neededOn}.`,
    "",
  ]);
}

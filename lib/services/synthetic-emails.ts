import { DAY_MS, months } from "@/lib/engine/calendar";
import { hashToUnit } from "@/lib/engine/random";
import { senders, shopItems } from "./default-lab/catalogue";
import { capitalized, type Draw, type Facts, problems, RELATIVES } from "./default-lab/problems";

/** What a made-up email is about: something went wrong, or somebody wants to know something. */
export type SyntheticScenario = "complaint" | "inquiry";

/** A made-up email to the shop of the default lab. */
export interface SyntheticEmail {
  /** Display name and address under a domain reserved for examples. */
  from: string;
  subject: string;
  body: string;
  /** ISO 8601, UTC, with milliseconds. */
  sentAt: string;
}

const DOMAINS = ["example.com", "example.org", "example.net"] as const;
const GREETINGS = ["Hello,", "Hi,", "Hi there,", "Dear Fernhill team,", "Hello Fernhill,"] as const;
const FAREWELLS = ["Regards,", "Kind regards,", "Best wishes,", "Best,"] as const;
const PLACES = ["Ireland", "Norway", "the Isle of Skye", "Portugal", "Switzerland"] as const;
const GROUPS = ["scout group", "walking club", "office", "nursery", "youth hostel"] as const;

const MOODS = {
  calm: {
    opening: ["I hope you can help me.", "Could you please look into something for me?", ""],
    ending: ["Thank you for your help.", "I look forward to your answer.", "Thanks for looking into it."],
  },
  annoyed: {
    opening: ["I'm not very happy at the moment.", "This is getting a little tiresome.", ""],
    ending: ["Please give me a clear answer.", "I would like to have this settled this week.", ""],
  },
  angry: {
    opening: ["I am really disappointed.", "This is not what I paid for.", "I can hardly believe this."],
    ending: [
      "I expected better from a shop that I have recommended to friends.",
      "If this is not put right, I will not order from you again.",
      "Please do not send me a standard answer.",
    ],
  },
} as const;

function drawFor(scenario: SyntheticScenario, seed: number): Draw {
  const unit = (choice: string) => hashToUnit("synthetic-email", scenario, seed, choice);
  return {
    pick: (choice, options) => {
      const option = options[Math.floor(unit(choice) * options.length)];
      if (option === undefined) throw new RangeError(`no options for the choice ${choice}`);
      return option;
    },
    integer: (choice, low, high) => low + Math.floor(unit(choice) * (high - low + 1)),
    chance: (choice, probability) => unit(choice) < probability,
  };
}

function formatDay(now: Date, offset: number): string {
  const date = new Date(now.getTime() + offset * DAY_MS);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

function factsOf(draw: Draw, now: Date): Facts {
  const item = draw.pick("item", shopItems);
  const number = draw.chance("long number", 0.4)
    ? `#FH-${draw.integer("number", 20_000, 29_999)}`
    : String(draw.integer("number", 4000, 5999));
  return {
    item,
    other: draw.pick(
      "other item",
      shopItems.filter((candidate) => candidate !== item),
    ),
    order: `order ${number}`,
    daysAgo: draw.integer("days ago", 9, 24),
    day: (offset) => formatDay(now, offset),
  };
}

const uncapitalized = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const paragraph = (...sentences: string[]) => sentences.filter((sentence) => sentence !== "").join(" ");

function complaintOf(draw: Draw, facts: Facts): { subject: string; paragraphs: string[] } {
  const mood = MOODS[draw.pick("mood", ["calm", "annoyed", "angry"] as const)];
  const problem = draw.pick("problem", problems)(draw, facts);
  // The event lies at least nine days back, so an earlier email always comes after it.
  const history = draw.chance("history", 0.3)
    ? `I already wrote to you on ${facts.day(-draw.integer("wrote days ago", 2, 5))} and got no answer.`
    : "";
  return {
    subject: problem.subject,
    paragraphs: [
      paragraph(draw.pick("opening", mood.opening), problem.statement, problem.detail),
      paragraph(problem.stake, history, problem.request),
      draw.pick("ending", mood.ending),
    ],
  };
}

function inquiryOf(draw: Draw, { item, order, day }: Facts): { subject: string; paragraphs: string[] } {
  const inDays = draw.integer("needed in days", 8, 30);
  const pieces = draw.integer("pieces", 6, 40);
  const questions = [
    draw.pick("item question", item.questions),
    `Do you have it in ${draw.pick("colour", item.colours)}, and if not, when will it be back?`,
    `Do you deliver to ${draw.pick("place", PLACES)}, and what would that cost?`,
    `If I order it today, will it be here by ${day(inDays)}?`,
    `What would ${pieces} of them cost? They would be for our ${draw.pick("group", GROUPS)}.`,
    "How long is the guarantee, and what does it cover?",
    "How many days do I have to return it if it doesn't suit me?",
  ];
  const hasTwo = draw.chance("two questions", 0.5);
  const first = draw.pick("first question", questions);
  const second = draw.pick("second question", [
    ...questions.filter((question) => question !== first),
    `Could you add one to my ${order}, if that has not left yet?`,
  ]);
  return {
    subject: draw.pick("subject", [
      `Question about the ${item.name}`,
      `${capitalized(item.name)}: a question before I order`,
      capitalized(item.name),
    ]),
    paragraphs: [
      paragraph(
        draw.pick("opening", [
          `I am thinking of buying the ${item.name} (${item.price}).`,
          `I saw the ${item.name} on your website for ${item.price}.`,
          `A friend has the ${item.name} and speaks well of it.`,
          `My ${draw.pick("relative", RELATIVES)} has asked me to find out about the ${item.name} (${item.price}).`,
        ]),
        draw.pick("context", [
          `It is for ${item.use} on ${day(inDays)}.`,
          hasTwo ? "I have two questions before I decide." : "I have one question before I decide.",
          "",
        ]),
      ),
      first,
      hasTwo
        ? `${draw.pick("joint", ["And one more thing:", "My second question:", "Also,"])} ${uncapitalized(second)}`
        : "",
      draw.pick("ending", [
        "Thank you for your help.",
        "Many thanks in advance.",
        "I'd be glad of a quick answer.",
        "",
      ]),
    ],
  };
}

/**
 * Makes up one email to the shop of the default lab, for trying the loop without real mail.
 *
 * Every choice is a hash of scenario and seed. `now` moves the dates in the text, which are days
 * before or after it (in UTC), and is the time of sending; so the same three give the same email.
 *
 * @param options.seed Any finite number.
 * @throws {RangeError} if `seed` is not finite or `now` is not a valid date.
 */
export function composeSyntheticEmail({
  scenario,
  seed,
  now,
}: {
  scenario: SyntheticScenario;
  seed: number;
  now: Date;
}): SyntheticEmail {
  const sentAt = now.toISOString();
  const draw = drawFor(scenario, seed);
  const facts = factsOf(draw, now);
  const { subject, paragraphs } =
    scenario === "complaint" ? complaintOf(draw, facts) : inquiryOf(draw, facts);
  const [first, last, local] = draw.pick("sender", senders);
  const signature = `${draw.pick("farewell", FAREWELLS)}\n${draw.chance("full name", 0.6) ? `${first} ${last}` : first}`;

  return {
    from: `${first} ${last} <${local}@${draw.pick("domain", DOMAINS)}>`,
    subject,
    body: [draw.pick("greeting", GREETINGS), ...paragraphs, signature]
      .filter((part) => part !== "")
      .join("\n\n"),
    sentAt,
  };
}

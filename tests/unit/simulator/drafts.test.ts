import { describe, expect, it } from "vitest";
import type { EmailText } from "@/lib/engine/messages";
import { contradictions } from "@/lib/llm/simulator/contradictions";
import { type InstructionKind, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { showsKind } from "@/lib/llm/simulator/kind-traits";
import type { World } from "@/lib/llm/simulator/worlds";
import {
  draft,
  emails,
  foreignEmails,
  foreignLanguages,
  naivePrompt,
  rate,
  traitsOf,
  worldWith,
} from "./mail";

const shows = (kind: InstructionKind) => (reply: string, email: EmailText) =>
  showsKind[kind](traitsOf(reply, email));

const withoutNumber = emails.map((email) => ({
  ...email,
  body: email.body.replace(/,? ?\(?order \d+\)?/, ""),
}));
const withQuestion = emails.filter(({ body }) => body.includes("?"));
const abroad = foreignLanguages.flatMap(foreignEmails);

/** What each kind is tried on, where the plain case would hide it: a lapse has to be a habit first. */
const settings: Partial<
  Record<InstructionKind, { prompt?: string; mails?: readonly EmailText[]; world?: World }>
> = {
  thanks: { prompt: "Keep it short." },
  avoid_blame: { world: worldWith({ avoid_blame: 0.1 }) },
  stay_on_topic: { world: worldWith({ stay_on_topic: 0.1 }) },
  no_exclamations: { world: worldWith({ no_exclamations: 0.1 }) },
  no_emojis: { world: worldWith({ no_emojis: 0.1 }) },
  sender_language: { mails: abroad, world: worldWith({ sender_language: 0.1 }) },
  english_only: { mails: abroad },
  ask_missing_facts: { mails: withoutNumber },
  answer_every_question: { mails: withQuestion },
};

function rates(kind: InstructionKind, example: string) {
  const { prompt = "", ...options } = settings[kind] ?? {};
  const base = `${naivePrompt} ${prompt}`;
  return {
    without: rate(base, shows(kind), options),
    withIt: rate(`${base} ${example}`, shows(kind), options),
  };
}

const all = instructionTables.flatMap(({ kind, wordings }) =>
  wordings.map(({ example, clarity }) => ({ kind, example, clarity })),
);
const clear = all.filter(({ clarity }) => clarity >= 0.9);
const vague = all.filter(({ clarity }) => clarity < 0.9);

describe("a draft of the simulator", () => {
  it.each(clear)("follows alone and clearly said: $example", ({ kind, example }) => {
    const { without, withIt } = rates(kind, example);
    expect(withIt - without).toBeGreaterThan(0.5);
  });

  it.each(vague)("follows more often than not said at all: $example", ({ kind, example, clarity }) => {
    const { without, withIt } = rates(kind, example);
    expect(withIt - without).toBeGreaterThan(0.25);
    // A short reply of few sentences has little room for office phrases, so some traits show by chance.
    expect(withIt).toBeLessThan(clarity + 0.2);
  });

  it.each(instructionTables.flatMap(({ kind, negated }) => negated.map((sentence) => ({ kind, sentence }))))(
    "obeys: $sentence",
    ({ kind, sentence }) => {
      const { mails } = settings[kind] ?? {};
      const world = worldWith({ [kind]: 0.8 });
      const prompt = kind === "help_link" ? `${naivePrompt} https://help.example.com` : naivePrompt;
      const before = rate(prompt, shows(kind), { mails, world });
      expect(before).toBeGreaterThan(0.4);
      expect(rate(`${prompt} ${sentence}`, shows(kind), { mails, world })).toBeLessThan(before * 0.45);
    },
  );

  it.each(contradictions)("never shows both of $pair, unless they can coexist", ({ pair, coexistence }) => {
    const [one, other] = pair.map((kind) => {
      const table = instructionTables.find((candidate) => candidate.kind === kind);
      return { kind, example: table?.wordings[0]?.example ?? "" };
    });
    if (one === undefined || other === undefined) throw new RangeError("a pair has two kinds");
    const mails = pair.includes("english_only") ? abroad : emails;
    const alone = rate(`${naivePrompt} ${other.example}`, shows(other.kind), { mails });
    const disputed = rate(`${naivePrompt} ${one.example} ${other.example}`, shows(other.kind), { mails });
    expect(disputed).toBeLessThan(alone);
    const both = rate(
      `${naivePrompt} ${one.example} ${other.example}`,
      (reply, email) => shows(one.kind)(reply, email) && shows(other.kind)(reply, email),
      { mails },
    );
    expect(both).toBeLessThanOrEqual(coexistence + 0.12);
  });

  it("follows each instruction less the more there are", () => {
    const others =
      " Use plain words. Restate the request. Say by when it will be done. Do not make promises. Keep a formal tone. Say sorry.";
    const alone = rate(`${naivePrompt} Greet people by their first name.`, shows("greet_by_name"));
    const crowded = rate(
      `${naivePrompt} Greet people by their first name.${others}${others.repeat(3)}`,
      shows("greet_by_name"),
    );
    expect(crowded).toBeLessThan(alone - 0.1);
  });

  it("trades promises against dates, and brevity against everything else", () => {
    const dated = rate(`${naivePrompt} Name a date.`, shows("next_step"));
    const guarded = rate(`${naivePrompt} Name a date. Do not make promises.`, shows("next_step"));
    expect(guarded).toBeLessThan(dated - 0.3);
    const sorry = rate(`${naivePrompt} Say sorry.`, shows("apologise"));
    const short = rate(`${naivePrompt} Say sorry. Use at most 20 words.`, shows("apologise"));
    expect(short).toBeLessThan(sorry);
  });

  it("says sorry only where something went wrong, when told so", async () => {
    const question = {
      sender: "Ann Lee <ann@example.com>",
      subject: "Invoice",
      body: "Please send me an invoice for order 4812.",
      sentOn: null,
    };
    let conditional = 0;
    let always = 0;
    for (let seed = 0; seed < 40; seed++) {
      const sometimes = await draft(`${naivePrompt} Say sorry if something went wrong.`, question, { seed });
      if (/sorry|apolog/i.test(sometimes)) conditional++;
      if (/sorry|apolog/i.test(await draft(`${naivePrompt} Say sorry.`, question, { seed }))) always++;
    }
    expect(conditional).toBe(0);
    expect(always).toBeGreaterThan(30);
  });

  it("is wordy and general when nothing is asked of it", async () => {
    const words = await Promise.all(
      emails.map(async (email) => (await draft(naivePrompt, email)).split(/\s+/).length),
    );
    expect(words.reduce((sum, count) => sum + count, 0) / words.length).toBeGreaterThan(100);
    expect(rate(naivePrompt, (reply, email) => traitsOf(reply, email).jargon >= 2)).toBeGreaterThan(0.8);
  });

  it("is what a support person would write under good instructions", async () => {
    const prompt = `${naivePrompt} Greet by first name. Say sorry if something went wrong. Restate the request. Give one next step with a date. Keep it under 70 words. Use plain words.`;
    const replies = await Promise.all(emails.map((email) => draft(prompt, email)));
    const good = replies.filter((reply) =>
      /^(Hello|Hi) \p{L}+,\n\n(I am|We are) sorry that .*\border \d{4}\b.*\. You .* by (Wednesday|Thursday|Friday) \d+ September\.\n\n(Kind regards|Best wishes),\nFernhill Outfitters$/u.test(
        reply,
      ),
    );
    expect(good.length / replies.length).toBeGreaterThan(0.25);
    for (const reply of replies) expect(reply).not.toMatch(/[{}]|undefined|null/);
  });
});

describe("the randomness of drafts", () => {
  const email = emails[0];
  if (email === undefined) throw new RangeError("no emails");

  it("repeats itself for the same request", async () => {
    for (const seed of [0, 1, 4_294_967_295]) {
      expect(await draft(naivePrompt, email, { seed })).toBe(await draft(naivePrompt, email, { seed }));
    }
  });

  it("differs with the seed", async () => {
    const drafts = new Set<string>();
    for (let seed = 0; seed < 30; seed++) drafts.add(await draft(naivePrompt, email, { seed }));
    expect(drafts.size).toBeGreaterThanOrEqual(29);
  });

  it("pays no regard to the seed at temperature 0", async () => {
    const cold = (seed: number) => draft(naivePrompt, email, { seed, temperature: 0 });
    expect(new Set([await cold(1), await cold(2), await cold(3)]).size).toBe(1);
  });
});

describe("mail of every sort", () => {
  it.each([
    { case: "an empty email", mail: { sender: "", subject: "", body: "", sentOn: null } },
    {
      case: "no letters at all",
      mail: { sender: "<>", subject: "???", body: "\n\n-- \n", sentOn: "not a date" },
    },
    {
      case: "replacement patterns",
      mail: {
        sender: "$& $1 <a@b.c>",
        subject: "$`",
        body: "Can you send me $& and $' for $$ please?",
        sentOn: null,
      },
    },
    {
      case: "a list message",
      mail: {
        sender: '"Tabor J. Wells" <x@fsckit.net>',
        subject: "Re: [Razor-users] Authentication Error",
        body: "> quoted\n\nI believe this is fixed in 2.125",
        sentOn: "2002-07-23",
      },
    },
  ])("gets a whole reply: $case", async ({ mail }) => {
    for (let seed = 0; seed < 10; seed++) {
      const reply = await draft(
        `${naivePrompt} Restate the request. Greet by name. Give a date. Say sorry.`,
        mail,
        { seed },
      );
      expect(reply).not.toMatch(/\{\w+\}|undefined|null|NaN|Invalid/);
      expect(reply.split("\n\n").length).toBeGreaterThanOrEqual(3);
    }
  });

  it("restates the subject where there are no facts", async () => {
    const mail = {
      sender: "Patrick <p@x.net>",
      subject: "[Razor-users] Histogram totals",
      body: "I'll give it a go.",
      sentOn: null,
    };
    expect(await draft(`${naivePrompt} Restate the request.`, mail, { temperature: 0 })).toContain(
      "“Histogram totals”",
    );
  });
});

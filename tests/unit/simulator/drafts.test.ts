import { describe, expect, it } from "vitest";
import type { EmailText } from "@/lib/engine/messages";
import { type InstructionKind, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { draft, emails, naivePrompt, rate, traitsOf } from "./mail";

type Shows = (reply: string, email: EmailText) => boolean;

const shows: Record<InstructionKind, Shows> = {
  greet_by_name: (reply, email) => traitsOf(reply, email).greetsByName,
  apologise: (reply, email) => traitsOf(reply, email).apologies > 0,
  next_step: (reply, email) => traitsOf(reply, email).date !== null,
  restate: (reply, email) => traitsOf(reply, email).saysWhatWasAsked,
  brevity: (reply) => reply.split(/\s+/).length <= 80,
  plain_language: (reply, email) => traitsOf(reply, email).jargon === 0,
  no_promises: (reply, email) => traitsOf(reply, email).commitments === 0,
  formal_tone: (reply) => /Yours (sincerely|faithfully)/.test(reply),
};
// A short reply of few sentences has little room for office phrases, so some traits show by chance.
const clear = instructionTables.flatMap(({ kind, wordings }) =>
  wordings
    .filter(({ clarity }) => clarity >= 0.9)
    .map(({ example, clarity }) => ({ kind, example, clarity })),
);
const vague = instructionTables.flatMap(({ kind, wordings }) =>
  wordings.filter(({ clarity }) => clarity < 0.9).map(({ example, clarity }) => ({ kind, example, clarity })),
);

describe("a draft of the simulator", () => {
  it.each(clear)("follows alone and clearly said: $example", async ({ kind, example }) => {
    const without = await rate(naivePrompt, shows[kind]);
    const withIt = await rate(`${naivePrompt} ${example}`, shows[kind]);
    expect(withIt - without).toBeGreaterThan(0.5);
  });

  it.each(vague)("follows more often than not said at all: $example", async ({ kind, example, clarity }) => {
    const without = await rate(naivePrompt, shows[kind]);
    const withIt = await rate(`${naivePrompt} ${example}`, shows[kind]);
    expect(withIt - without).toBeGreaterThan(0.25);
    expect(withIt).toBeLessThan(clarity + 0.2);
  });

  it.each([
    { kind: "apologise" as const, off: "Do not apologise.", on: "Apologise." },
    { kind: "greet_by_name" as const, off: "Never greet people by name.", on: "Greet people by name." },
    { kind: "restate" as const, off: "There is no need to restate the request.", on: "Restate the request." },
    { kind: "next_step" as const, off: "Do not give a date.", on: "Give a date." },
  ])("obeys: $off", async ({ kind, off, on }) => {
    expect(await rate(`${naivePrompt} ${off}`, shows[kind])).toBeLessThan(0.08);
    expect(await rate(`${naivePrompt} ${on}`, shows[kind])).toBeGreaterThan(0.7);
  });

  it("follows each instruction less the more there are", async () => {
    const others =
      " Use plain words. Restate the request. Say by when it will be done. Do not make promises. Keep a formal tone. Say sorry.";
    const alone = await rate(`${naivePrompt} Greet people by their first name.`, shows.greet_by_name);
    const crowded = await rate(
      `${naivePrompt} Greet people by their first name.${others}${others.repeat(3)}`,
      shows.greet_by_name,
    );
    expect(crowded).toBeLessThan(alone - 0.1);
  });

  it("trades promises against dates, and brevity against everything else", async () => {
    const dated = await rate(`${naivePrompt} Name a date.`, shows.next_step);
    const guarded = await rate(`${naivePrompt} Name a date. Do not make promises.`, shows.next_step);
    expect(guarded).toBeLessThan(dated - 0.3);
    const sorry = await rate(`${naivePrompt} Say sorry.`, shows.apologise);
    const short = await rate(`${naivePrompt} Say sorry. Use at most 20 words.`, shows.apologise);
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
    expect(await rate(naivePrompt, (reply, email) => traitsOf(reply, email).jargon >= 2)).toBeGreaterThan(
      0.8,
    );
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

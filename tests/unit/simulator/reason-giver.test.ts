import { describe, expect, it } from "vitest";
import type { EmailText } from "@/lib/engine/messages";
import { parseReasons, reasonMessages, reasonsJson } from "@/lib/engine/reasons";
import { draft, emails, naivePrompt, request, simulator } from "./mail";

const email: EmailText = {
  sender: "Maria Lopez <m@example.com>",
  subject: "Stove",
  body: "My stove, order 4812, arrived damaged.",
  sentOn: null,
};

async function reasonsFor(reply: string, mail = email) {
  const { text } = await simulator.generate(
    request(reasonMessages({ prompt: "Always apologise and greet by name.", email: mail, reply }), {
      json: reasonsJson,
    }),
  );
  return parseReasons(text);
}
const texts = async (reply: string) => (await reasonsFor(reply)).map(({ text }) => text);

describe("reasons of the simulator", () => {
  it.each([
    {
      trait: "greets by name",
      reply: "Hello Maria,\n\nIt is on its way.",
      other: "Hello,\n\nIt is on its way.",
    },
    { trait: "says sorry", reply: "Hi,\n\nI am sorry.", other: "Hi,\n\nIt is on its way." },
    {
      trait: "gives a date: Friday 18 September",
      reply: "Hi,\n\nWe will send it by Friday 18 September.",
      other: "Hi,\n\nSoon.",
    },
    { trait: "gives no date", reply: "Hi,\n\nSoon.", other: "Hi,\n\nOn Monday." },
    { trait: "short", reply: "Hi,\n\nSoon.", other: `Hi,\n\n${"It is on its way. ".repeat(30)}` },
    { trait: "long", reply: `Hi,\n\n${"It is on its way. ".repeat(30)}`, other: "Hi,\n\nSoon." },
    {
      trait: "promises a refund",
      reply: "Hi,\n\nWe will refund you on Monday.",
      other: "Hi,\n\nWe will look into it.",
    },
    {
      trait: "uses stock phrases",
      reply: "Rest assured, valued customer, that in due course we facilitate it.",
      other: "Hi,\n\nSoon.",
    },
  ])("name what the reply has ($trait), and only then", async ({ trait, reply, other }) => {
    expect(await texts(reply)).toContain(trait);
    expect(await texts(other)).not.toContain(trait);
  });

  it("are surer where a trait shows more clearly", async () => {
    const confidence = async (words: number) =>
      (await reasonsFor(`Hi Maria,\n\n${"soon ".repeat(words)}`)).find(({ text }) => text === "short")
        ?.confidence ?? 0;
    expect(await confidence(10)).toBeGreaterThan(await confidence(60));
  });

  it("describe any draft, and an empty one, by the contract", async () => {
    for (const mail of emails)
      expect((await reasonsFor(await draft(naivePrompt, mail), mail)).length).toBeGreaterThanOrEqual(2);
    expect((await reasonsFor("")).length).toBeGreaterThanOrEqual(2);
  });
});

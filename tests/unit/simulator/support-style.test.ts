import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { draftMessages } from "@/lib/engine/drafting";
import type { EmailText } from "@/lib/engine/messages";
import { tokenF1 } from "@/lib/engine/reward/text-overlap";
import { defaultLab } from "@/lib/services/default-lab";
import { request, simulator } from "./mail";

const goodInstructions =
  "Greet the customer by first name. If something went wrong, say sorry in one sentence. Restate the request. Give one next step with a date. Keep it under 70 words. Use plain words.";

async function meanF1(prompt: string): Promise<number> {
  let total = 0;
  let count = 0;
  for (const { from, subject, body, sentAt, reply } of defaultLab.emails) {
    const sentOn = sentAt.slice(0, 10);
    const email: EmailText = { sender: from, subject, body, sentOn };
    for (const seed of [1, 2, 3]) {
      const messages = draftMessages({ prompt, values: { ...defaultLab.variables, today: sentOn }, email });
      const { text } = await simulator.generate(request(messages, { seed, temperature: 0.7 }));
      total += tokenF1(text, reply);
      count++;
    }
  }
  return total / count;
}

describe("drafts for the default lab", () => {
  it("come nearer to the replies people wrote when the prompt says how they write", async () => {
    const naive = await meanF1(defaultLab.prompt);
    const good = await meanF1(`${defaultLab.prompt} ${goodInstructions}`);
    expect(good / naive).toBeGreaterThan(1.1);
  });

  it("come nearer with each single instruction that people follow themselves, brevity first", async () => {
    const naive = await meanF1(defaultLab.prompt);
    for (const instruction of [
      "Keep it under 70 words.",
      "Greet the customer by first name.",
      "Give one next step with a date.",
    ]) {
      expect(await meanF1(`${defaultLab.prompt} ${instruction}`)).toBeGreaterThan(naive);
    }
  });
});

const pairsFile = fileURLToPath(new URL("../../../../shared/data/email-replies.jsonl", import.meta.url));

describe.skipIf(!existsSync(pairsFile))("drafts for real mail", () => {
  it("are whole replies to every one of them", async () => {
    const rows = readFileSync(pairsFile, "utf8").trim().split("\n");
    expect(rows.length).toBeGreaterThan(200);
    for (const row of rows) {
      // The file's rows are `{input: {sender, subject, body}}`; a row of another shape fails below.
      const { input } = JSON.parse(row) as { input: { sender: string; subject: string; body: string } };
      const email: EmailText = { ...input, sentOn: "2002-09-02" };
      const prompt = `Answer for {{company}}. ${goodInstructions}`;
      const messages = draftMessages({ prompt, values: { company: "Fernhill" }, email });
      const { text } = await simulator.generate(request(messages));
      expect(text).not.toMatch(/\{\w+\}|undefined|\bnull\b|NaN/);
      expect(text.trim().split("\n\n").length).toBeGreaterThanOrEqual(3);
    }
  });
});

import { delimitedEmail, draftMessages } from "@/lib/engine/drafting";
import type { EmailText } from "@/lib/engine/messages";
import type { GenerateRequest } from "@/lib/llm/language-model";
import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import { readTraits } from "@/lib/llm/simulator/traits";

/** The prompt a new lab starts with, its variables filled in. */
export const naivePrompt =
  "You answer the email that customers send to Fernhill Outfitters. Today is 2026-09-14. Write a reply to the email.";

const troubles = [
  "my {item} from order {number} arrived damaged. Can you send me a new one?",
  "I ordered a {item} two weeks ago (order {number}) and it has not arrived yet. Where is it?",
  "you charged me twice for my {item}, order {number}. Please return the second payment.",
  "my {item} stopped working after two months. It was order {number}. Is it still covered by the guarantee?",
  "I sent back my {item}, order {number}, three weeks ago and I am still waiting for my refund.",
];
const items = ["stove", "green tent", "jacket", "lamp", "kettle", "rucksack"];
const names = ["Maria Lopez", "Tom Baker", "Aylin Demir", "Piotr Nowak", "Grace Obi", "Jonas Weber"];

/** Thirty emails about something that went wrong. */
export const emails: readonly EmailText[] = troubles.flatMap((trouble, row) =>
  items.map((item, column): EmailText => {
    const name = names[(row + column) % names.length] ?? "";
    const text = trouble.replace("{item}", item).replace("{number}", String(4100 + row * 10 + column));
    return {
      sender: `${name} <${name.toLowerCase().replace(" ", ".")}@example.com>`,
      subject: "My order",
      body: `Hello,\n\n${text}\n\nRegards,\n${name}`,
      sentOn: "2026-09-11",
    };
  }),
);

export const simulator = createSimulator({ seed: 11, sleep: async () => {} });

export function request(
  messages: GenerateRequest["messages"],
  rest: Partial<GenerateRequest> = {},
): GenerateRequest {
  return { messages, temperature: 1, maxTokens: 4000, seed: 1, logprobs: false, ...rest };
}

export async function draft(
  prompt: string,
  email: EmailText,
  rest: Partial<GenerateRequest> = {},
): Promise<string> {
  const { text } = await simulator.generate(request(draftMessages({ prompt, values: {}, email }), rest));
  return text;
}

export function factsOf(email: EmailText) {
  return readFacts(readEmail(delimitedEmail(email).split("\n").slice(1, -1).join("\n")));
}

export function traitsOf(reply: string, email: EmailText) {
  return readTraits(reply, factsOf(email));
}

/** Share of drafts over all emails and two seeds that show something. */
export async function rate(
  prompt: string,
  shows: (reply: string, email: EmailText) => boolean,
): Promise<number> {
  let hits = 0;
  for (const email of emails) {
    for (const seed of [1, 2]) {
      if (shows(await draft(prompt, email, { seed }), email)) hits++;
    }
  }
  return hits / (emails.length * 2);
}

import { delimitedEmail, draftMessages } from "@/lib/engine/drafting";
import type { EmailText } from "@/lib/engine/messages";
import type { GenerateRequest } from "@/lib/llm/language-model";
import { draftReply, emailKey } from "@/lib/llm/simulator/drafter";
import { readEmail, readFacts } from "@/lib/llm/simulator/email-facts";
import type { InstructionKind } from "@/lib/llm/simulator/instruction-kinds";
import { createSampler } from "@/lib/llm/simulator/sampler";
import { createSimulator } from "@/lib/llm/simulator/simulator";
import { readTraits } from "@/lib/llm/simulator/traits";
import { type World, worldNamed } from "@/lib/llm/simulator/worlds";

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

const emailBlock = (email: EmailText) => delimitedEmail(email).split("\n").slice(1, -1).join("\n");

export function factsOf(email: EmailText) {
  return readFacts(readEmail(emailBlock(email)));
}

export function traitsOf(reply: string, email: EmailText) {
  return readTraits(reply, factsOf(email));
}

/** The default world with other habits. */
export function worldWith(habits: Partial<Record<InstructionKind, number>>): World {
  const support = worldNamed("support");
  return { ...support, habits: { ...support.habits, ...habits } };
}

interface RateOptions {
  mails?: readonly EmailText[];
  world?: World;
}

/** Drafts of every email for two seeds. */
export function drafts(prompt: string, { mails = emails, world = worldNamed("support") }: RateOptions = {}) {
  return mails.flatMap((email) =>
    [1, 2].map((requestSeed) => {
      const block = emailBlock(email);
      const sampler = createSampler({ seed: 11, requestSeed, temperature: 1, subject: emailKey(block) });
      return { email, reply: draftReply(prompt, block, sampler, world) };
    }),
  );
}

/** Share of drafts over all emails and two seeds that show something. */
export function rate(
  prompt: string,
  shows: (reply: string, email: EmailText) => boolean,
  options: RateOptions = {},
): number {
  const all = drafts(prompt, options);
  return all.filter(({ reply, email }) => shows(reply, email)).length / all.length;
}

const foreignTroubles = {
  german: [
    "meine Bestellung {number} ist noch nicht angekommen. Wo ist sie? Ich warte seit zwei Wochen.",
    "die Lampe aus der Bestellung {number} ist kaputt bei mir angekommen. Können Sie mir eine neue senden?",
    "ich habe die Jacke zurückgeschickt und warte noch auf die Erstattung der Bestellung {number}. Wann kommt mein Geld?",
  ],
  spanish: [
    "mi pedido {number} todavía no ha llegado. ¿Dónde está? Hace dos semanas que lo espero.",
    "la lámpara del pedido {number} ha llegado rota. ¿Me pueden enviar una nueva, por favor?",
    "devolví la chaqueta y espero el reembolso del pedido {number}. ¿Cuándo me llega mi dinero?",
  ],
  french: [
    "ma commande {number} n'est pas encore arrivée. Où est-elle ? Je vous écris pour la deuxième fois.",
    "la lampe de la commande {number} est arrivée cassée. Pouvez-vous m'en envoyer une autre ?",
    "je vous ai renvoyé la veste et j'attends le remboursement de la commande {number}. Quand est-ce que je le reçois ?",
  ],
} as const;
const foreignGreetings = { german: "Guten Tag,", spanish: "Hola:", french: "Bonjour," } as const;

export type ForeignLanguage = keyof typeof foreignTroubles;
export const foreignLanguages: readonly ForeignLanguage[] = ["german", "spanish", "french"];

/** Fifteen emails in a language, each with a question and a number. */
export function foreignEmails(language: ForeignLanguage): EmailText[] {
  return foreignTroubles[language].flatMap((trouble, row) =>
    names.slice(0, 5).map((name, column): EmailText => {
      const text = trouble.replace("{number}", String(7100 + row * 10 + column));
      return {
        sender: `${name} <${name.toLowerCase().replace(" ", ".")}@example.com>`,
        subject: { german: "Meine Bestellung", spanish: "Mi pedido", french: "Ma commande" }[language],
        body: `${foreignGreetings[language]}\n\n${text}\n\n${name}`,
        sentOn: "2026-09-11",
      };
    }),
  );
}

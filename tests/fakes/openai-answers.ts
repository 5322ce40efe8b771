/** A request for a completion, as the fake has read and checked it. */
export interface FakeRequest {
  model: string;
  messages: { role: string; content: string }[];
  temperature?: number;
  seed?: number;
  max_tokens?: number;
  max_completion_tokens?: number;
  logprobs?: boolean;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  response_format?: { type: string; json_schema?: { name: string; schema: JsonSchema } };
}

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
}

/** The text of an answer: the same for the same request, another for another seed. */
export function composeAnswer(request: FakeRequest): string {
  const key = hash(JSON.stringify([request.messages, request.seed, request.temperature]));
  const schema = request.response_format?.json_schema?.schema;
  if (schema) return JSON.stringify(fill(schema, { name: "value", key, root: schema, request }));
  return composeReply(request, key);
}

export interface FakeToken {
  token: string;
  logprob: number;
  bytes: number[];
}

/**
 * A text cut into tokens that join to it again. How likely one is depends on what stands before it, so a
 * text has the same log-probs as an answer and as a part of an echoed prompt.
 */
export function composeLogprobs(text: string, context = ""): FakeToken[] {
  let before = context;
  return tokensOf(text).map((token) => {
    before += token;
    return { token, logprob: -(hash(before) % 3000) / 1000, bytes: [...new TextEncoder().encode(token)] };
  });
}

/** Words with the blank before them; line breaks stand alone. */
export function tokensOf(text: string): string[] {
  return text.match(/\n+|[^\S\n]*\S+|[^\S\n]+/g) ?? [];
}

/** The chat as one text, which ends where the assistant's answer begins. */
export function renderChat(messages: readonly { role: string; content: string }[]): string {
  return `${messages.map(({ role, content }) => `<|${role}|>\n${content}\n`).join("")}<|assistant|>\n`;
}

/** A vector of eight numbers: the same for the same text. */
export function composeEmbedding(text: string): number[] {
  return Array.from({ length: 8 }, (_, index) => (hash(`${text}@${index}`) % 2001) / 1000 - 1);
}

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

const openings = [
  "Thank you for your message",
  "Thanks for getting in touch",
  "I have read your message",
  "Good to hear from you",
];
const middles = [
  "I am looking into it now and will come back to you by tomorrow noon.",
  "I have passed it to the colleague in charge, who will answer you today.",
  "To take the next step I need one detail: which date suits you best?",
  "This is done on our side; you need not do anything further.",
  "I can confirm the point you raised, and will send the papers this week.",
];
const closings = ["Best regards", "Kind regards", "Many thanks", "With best wishes"];

function composeReply({ messages }: FakeRequest, key: number): string {
  const email = messages.findLast(({ role }) => role === "user")?.content ?? "";
  const name = /^\s*(?:from|sender):\s*"?([A-Z][\p{L}]+)/imu.exec(email)?.[1];
  const subject = /^\s*subject:\s*(.{1,80})/im.exec(email)?.[1]?.trim();
  const about = subject ? ` about "${subject}"` : "";
  return [
    name ? `Hello ${name},` : "Hello,",
    `${pick(openings, key)}${about}. ${pick(middles, key >>> 4)}`,
    `${pick(closings, key >>> 8)}`,
  ].join("\n\n");
}

interface FillContext {
  name: string;
  key: number;
  root: JsonSchema;
  request: FakeRequest;
}

function fill(schema: JsonSchema, context: FillContext): unknown {
  const { key, root } = context;
  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.split("/").at(-1) ?? ""];
    if (!target) throw new Error(`the fake cannot follow ${schema.$ref}`);
    return fill(target, context);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[key % schema.enum.length];
  const [alternative] = schema.anyOf ?? schema.oneOf ?? [];
  if (alternative) return fill(alternative, context);

  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const names = schema.required ?? Object.keys(schema.properties ?? {});
    return Object.fromEntries(
      names.map((name) => [
        name,
        fill(schema.properties?.[name] ?? {}, { ...context, name, key: hash(`${key}.${name}`) }),
      ]),
    );
  }
  if (type === "array") {
    const length = Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 2, 1));
    return Array.from({ length }, (_, index) =>
      fill(schema.items ?? {}, { ...context, key: hash(`${key}[${index}]`) }),
    );
  }
  if (type === "number" || type === "integer") {
    const low = schema.minimum ?? 0;
    const high = schema.maximum ?? Math.max(1, low + 1);
    const value = low + (high - low) * ((key % 101) / 100);
    return type === "integer" ? Math.round(value) : Number(value.toFixed(4));
  }
  if (type === "boolean") return key % 2 === 0;
  if (type === "null") return null;
  return composeField(context);
}

/** A string that suits the name of its field; two fields of one answer seldom get the same. */
function composeField({ name, key, request }: FillContext): string {
  if (/prompt|instruction/i.test(name)) {
    const manner = pick(["friendly", "brief", "warm", "factual", "polite"], key);
    const detail = pick(
      [
        "Answer every question that the email asks.",
        "State the next step and when it will happen.",
        "Use short paragraphs and no jargon.",
        "Close with an offer to help further.",
      ],
      key >>> 4,
    );
    return `Write a ${manner} reply to the email. ${detail} Keep it under ${80 + (key % 9) * 10} words.`;
  }
  if (/reason|rationale|why|explanation|note/i.test(name)) {
    return pick(
      [
        "Answers the question directly",
        "Keeps a polite tone",
        "Names the next step",
        "Is short enough to read at once",
      ],
      key,
    );
  }
  if (/subject|title/i.test(name)) return pick(["Your order", "Meeting next week", "A question"], key);
  if (/body|content|text|reply|draft|answer/i.test(name)) return composeReply(request, key);
  return `${name} ${key % 1000}`;
}

function pick<T>(items: readonly [T, ...T[]] | readonly T[], key: number): T {
  const item = items[(key >>> 0) % items.length];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** FNV-1a, 32-bit unsigned. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

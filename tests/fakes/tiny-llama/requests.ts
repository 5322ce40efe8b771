import { z } from "zod";

/** A request that the server will not carry out, in OpenAI's form. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
    this.name = "RequestError";
  }
}

const count = z.number().int().positive();
const temperature = z.number().min(0).max(2).default(1);
const seed = z
  .number()
  .int()
  .transform((value) => value >>> 0)
  .optional();
const messages = z
  .array(z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() }))
  .min(1);

export const ChatRequest = z.strictObject({
  model: z.string(),
  messages,
  max_tokens: count.optional(),
  temperature,
  seed,
  logprobs: z.boolean().default(false),
  stream: z.boolean().default(false),
  stream_options: z.strictObject({ include_usage: z.boolean() }).optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

export const CompletionRequest = z.strictObject({
  model: z.string(),
  prompt: z.string(),
  max_tokens: z.number().int().nonnegative().default(16),
  temperature,
  seed,
  /** How many alternatives to tell per token, beside the token itself. */
  logprobs: z.number().int().min(0).max(5).optional(),
  echo: z.boolean().default(false),
});
export type CompletionRequest = z.infer<typeof CompletionRequest>;

export const EmbeddingRequest = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.string()).min(1)]),
});

export const TemplateRequest = z.strictObject({ messages });

/**
 * Reads a body as one of the requests above. Whatever the server does not do is refused by name, and
 * nothing is quietly left out.
 *
 * @throws {RequestError} 400, naming the parameter.
 */
export function readRequest<T>(schema: z.ZodType<T>, body: string): T {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new RequestError(400, "invalid_json", "The body is not JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const param = [...issue.path, issue.keys[0]].join(".");
    throw new RequestError(400, "unknown_parameter", `Unknown parameter: '${param}'.`, param);
  }
  const param = issue?.path.join(".") ?? "";
  throw new RequestError(400, "invalid_value", `Invalid value for '${param}': ${issue?.message}.`, param);
}

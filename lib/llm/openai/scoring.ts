import { z } from "zod";
import { ProviderError, type ScoredText, type ScoreRequest, unsupported } from "../language-model";
import { HttpFailure } from "../server-failure";
import type { OpenAiClient } from "./client";
import { readEcho } from "./echo";

type Scored = Pick<ScoredText, "tokens" | "rendering" | "usage" | "latencyMs"> & { model: string };

interface ScoringOptions {
  signal: AbortSignal | undefined;
  /** To be called for every request. */
  count(): void;
}

export interface Scorer {
  /** False once the server was seen to have no way of doing it. */
  readonly able: boolean;
  /**
   * Log-probs of a given answer.
   *
   * @throws {ProviderError} `unsupported` if the server has no such endpoint, does not echo log-probs, or
   *   puts the beginning of this text into one token with what stands before it.
   */
  score(request: ScoreRequest, options: ScoringOptions): Promise<Scored>;
}

/**
 * Scores by `POST /completions` with `echo`: the server repeats prompt and answer and says how likely
 * each token of it was. The chat is put into one text by the server's own template where it shows one
 * (`/apply-template`, as llama.cpp does), else with the roles in plain words. That is another text than a
 * chat call sees, so its perplexities are compared with one another only.
 */
export function createScorer(client: OpenAiClient, model: string): Scorer {
  let able = true;
  let showsTemplate = true;

  async function applyTemplate({ messages }: ScoreRequest, options: ScoringOptions): Promise<string | null> {
    if (!showsTemplate) return null;
    options.count();
    try {
      // It stands beside `/v1`, not below it.
      const { body } = await client.post("/../apply-template", { messages }, options.signal);
      const parsed = Template.safeParse(JSON.parse(body));
      if (parsed.success) return parsed.data.prompt;
    } catch (error) {
      if (!(error instanceof SyntaxError) && !isRefusal(error)) throw error;
    }
    showsTemplate = false;
    return null;
  }

  return {
    get able() {
      return able;
    },
    async score(request, options) {
      const { text } = request;
      if (text === "") throw new RangeError("a text to be scored must not be empty");
      const template = await applyTemplate(request, options);
      const prefix = template ?? plainChat(request);

      // Some servers refuse to generate nothing; one token more is left out when the answer is read.
      const prompt = prefix + text;
      const body = { model, prompt, max_tokens: 1, temperature: 0, logprobs: 1, echo: true };
      options.count();
      const raw = await client.post("/completions", body, options.signal).catch((error: unknown) => {
        if (!(error instanceof ProviderError && cannotScore(error))) throw error;
        able = false;
        throw unsupported(`A given text cannot be scored. ${error.message}`);
      });
      const echo = readEcho(raw.body, { prefix, text });
      if (echo === "not_told") {
        able = false;
        throw unsupported(
          `The server at ${client.names.address} does not tell the log-probs of a given text.`,
        );
      }
      if (echo === "no_boundary") {
        const what =
          "joins the beginning of this text to what stands before it, so it cannot be scored alone";
        throw unsupported(`The tokeniser of the server at ${client.names.address} ${what}.`);
      }
      able = true;
      return {
        tokens: echo.tokens,
        rendering: template === null ? "plain" : "template",
        usage: echo.usage,
        model: echo.model ?? model,
        latencyMs: raw.latencyMs,
      };
    },
  };
}

const Template = z.object({ prompt: z.string().min(1) });

const roles = { system: "System", user: "User", assistant: "Assistant" } as const;

function plainChat({ messages }: ScoreRequest): string {
  const turns = messages.map(({ role, content }) => `${roles[role]}: ${content}\n\n`);
  // On a line of its own, or a tokeniser may join the text to the colon.
  return `${turns.join("")}${roles.assistant}:\n`;
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof ProviderError && error.cause instanceof HttpFailure)) return false;
  return [400, 403, 404, 405, 422, 501].includes(error.cause.httpStatus);
}

/**
 * Whether a server says that it does not score, as opposed to refusing this one text, such as a long one.
 * Some versions of llama.cpp refuse `echo` with status 500, hence the look at the words.
 */
function cannotScore({ cause }: ProviderError): boolean {
  if (!(cause instanceof HttpFailure)) return false;
  if ([404, 405, 501].includes(cause.httpStatus)) return true;
  const { message } = cause.details;
  return /\b(echo|logprobs?)\b/i.test(message) && /support|allow|permit|unknown|unexpected/i.test(message);
}

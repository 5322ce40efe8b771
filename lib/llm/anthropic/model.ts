import type { Calls } from "../calls";
import {
  type Capabilities,
  type GenerateOptions,
  type GenerateRequest,
  type LanguageModel,
  ProviderError,
  type ProviderStatus,
} from "../language-model";
import { neverAsked } from "../never-asked";
import { HttpFailure } from "../server-failure";
import { assertUsable } from "../usable-answer";
import { type ClientOptions, createAnthropicClient } from "./client";
import { adaptRefused, answeringTool, type MessageRequest, messageRequest, type Refused } from "./dialect";
import { readStreamed } from "./stream";
import { type Message, readMessage, readModels } from "./wire";

export interface AnthropicOptions extends ClientOptions {
  /** Shared by all models of this server. */
  calls: Calls;
}

const statusTimeoutMs = 5_000;

interface Attempt {
  message: Message;
  latencyMs: number;
  firstTokenMs: number | null;
}

/**
 * A model of Anthropic, or of any server that speaks its Messages API.
 *
 * It has no log-probs, no embeddings and no seed: tokens are always null, and the same request may be
 * answered differently each time. A parameter that the model refuses as unsupported is left out and the
 * request repeated at once; what was found is remembered for the life of the model, and `status` tells it.
 * JSON is checked to parse and never repaired; whether it fits the schema is for the caller to check.
 *
 * Address and key come from the environment and are trusted; others must be checked before they get here.
 *
 * @throws {RangeError} if an option cannot be used.
 * @see https://platform.claude.com/docs/en/api/messages
 */
export function createAnthropicModel(options: AnthropicOptions): LanguageModel {
  const { model, calls } = options;
  const client = createAnthropicClient(options);
  let refused: Refused = new Set();
  const found: Pick<Capabilities, "jsonSchema" | "streaming"> = {
    jsonSchema: "unknown",
    streaming: "unknown",
  };

  /** One try: one request, and one more for each parameter that the model refuses as unsupported. */
  async function attempt(
    request: GenerateRequest,
    { signal, onText }: GenerateOptions,
    count: () => void,
  ): Promise<Attempt> {
    const before = refused;
    let current = before;
    for (;;) {
      const body = messageRequest(model, request, current, { stream: onText !== undefined });
      count();
      let answer: Attempt;
      try {
        answer = onText === undefined ? await whole(body, signal) : await streamed(body, onText, signal);
      } catch (error) {
        const next = adaptable(error) ? adaptRefused(current, error.cause.details, body) : null;
        if (!next) throw error;
        current = next;
        continue;
      }
      // Remembered only now: a refusal that the repeat did not cure was about something else.
      if (current !== before) refused = new Set([...refused, ...current]);
      assertUsable(answer.message, request, client);
      return answer;
    }
  }

  async function whole(body: MessageRequest, signal: AbortSignal | undefined): Promise<Attempt> {
    const { value: message, latencyMs } = await client.message(
      body,
      async (response) => readMessage(await response.text(), answeringTool(body)),
      signal,
    );
    return { message, latencyMs, firstTokenMs: null };
  }

  async function streamed(
    body: MessageRequest,
    onText: (piece: string) => void,
    signal: AbortSignal | undefined,
  ): Promise<Attempt> {
    const { value, latencyMs } = await client.message(
      body,
      (response, progress) => readStreamed(response, progress, { tool: answeringTool(body), onText }),
      signal,
    );
    found.streaming = value.streamed ? "yes" : "no";
    return { message: value.message, latencyMs, firstTokenMs: value.firstTokenMs };
  }

  const capabilities = (): Capabilities => ({
    tokenLogprobs: "no",
    // The input of a tool is asked for by the schema, but not held to it.
    jsonSchema: refused.has("output_config") ? "no" : found.jsonSchema,
    streaming: found.streaming,
    embeddings: "no",
    scoring: "no",
  });

  return {
    provider: "anthropic",
    model,
    simulated: false,
    address: client.names.address,
    embeddingModel: null,
    get capabilities() {
      return capabilities();
    },

    async generate(request, options = {}) {
      const { value, attempts } = await calls.run((count, number) => {
        if (number > 1) options.onRestart?.();
        return attempt(request, options, count);
      }, options);
      const { message, latencyMs, firstTokenMs } = value;
      if (request.json) found.jsonSchema = "yes";
      return {
        text: message.text,
        tokens: null,
        finishReason: message.finishReason,
        usage: message.usage,
        model: message.model ?? model,
        latencyMs,
        firstTokenMs,
        attempts,
      };
    },

    async score() {
      throw neverAsked("Anthropic does not tell the log-probs of a given text; it has no endpoint for that.");
    },

    async embed() {
      throw neverAsked("Anthropic has no embeddings.");
    },

    async status({ signal } = {}) {
      const base = { provider: "anthropic", model, simulated: false, capabilities: capabilities() } as const;
      const startedAt = performance.now();
      try {
        const { value: body, latencyMs } = await client.listModels(statusTimeoutMs, signal);
        const models = readModels(body);
        if (!models) {
          const { address, addressSetting, addressAdvice } = client.names;
          const detail = `${address} answered, but not with a list of models. Check ${addressSetting}${addressAdvice}.`;
          return { ...base, reachable: false, latencyMs, models: null, detail };
        }
        return { ...base, reachable: true, latencyMs, models, detail: wanting(model, models, refused) };
      } catch (error) {
        return { ...base, models: null, ...unlisted(error, Math.round(performance.now() - startedAt)) };
      }
    },
  };
}

function adaptable(error: unknown): error is ProviderError & { cause: HttpFailure } {
  if (!(error instanceof ProviderError) || !(error.cause instanceof HttpFailure)) return false;
  return [400, 422].includes(error.cause.httpStatus);
}

/** What of a request the model does not honour. */
function wanting(model: string, models: readonly string[], refused: Refused): string {
  const found: string[] = [];
  if (!models.some((id) => isNamed(id, model))) {
    found.push(
      `The model ${model} is not among the ${models.length} that the server lists. Check ANTHROPIC_MODEL.`,
    );
  }
  found.push("It takes no seed, so the same request may be answered differently each time.");
  found.push(
    refused.has("temperature")
      ? "The model takes no temperature, so none is sent."
      : "A temperature above 1 is sent as 1.",
  );
  if (refused.has("thinking")) {
    found.push("Its thinking cannot be switched off, and counts against the limit of tokens.");
  }
  if (refused.has("output_config")) {
    found.push("It takes no schema for its answer, so JSON is had by making it call a tool.");
  }
  return found.join(" ");
}

/** Models are listed by name and date, and may be asked for by the name alone. */
function isNamed(id: string, asked: string): boolean {
  const name = asked.replace(/-latest$/, "");
  return id === asked || (id.startsWith(`${name}-`) && /^\d{8}$/.test(id.slice(name.length + 1)));
}

/** A server that refuses to list its models is there all the same, with something wanting. */
function unlisted(
  error: unknown,
  elapsedMs: number,
): Pick<ProviderStatus, "reachable" | "latencyMs" | "detail"> {
  const detail = error instanceof Error ? error.message : String(error);
  const status = error instanceof ProviderError ? error.status : null;
  const reachable = status !== null && status >= 400 && status < 500;
  return { reachable, latencyMs: status === null ? null : elapsedMs, detail };
}

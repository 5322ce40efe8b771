import { randomInt } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { chatCompletion, chatLogprob, createDecoder, textLogprobs, usage } from "./answers";
import { continueText, meanHidden, type ScoredToken } from "./generation";
import { applyTemplate, openTinyLlama, type TinyLlama } from "./model";
import {
  ChatRequest,
  CompletionRequest,
  EmbeddingRequest,
  RequestError,
  readRequest,
  TemplateRequest,
} from "./requests";

export interface TinyLlamaServer {
  /** Base URL as OPENAI_BASE_URL wants it: it ends in `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A server on loopback that speaks OpenAI's protocol for a real, if tiny, language model. Log-probs are
 * what the model computed: natural logarithms of the full softmax at temperature 1, of the token that
 * was drawn at the temperature asked for. Embeddings are means of the last hidden states.
 *
 * What it does not do (JSON by schema, several choices, other samplers) it refuses by name.
 *
 * @throws {RangeError} if the model's file is missing; see `absence`.
 */
export async function startTinyLlama(): Promise<TinyLlamaServer> {
  const llama = openTinyLlama();
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    answer(llama, request, response, gone.signal).catch((error: unknown) => {
      if (gone.signal.aborted) return;
      if (response.headersSent) response.destroy();
      else sendError(response, error);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  let closing: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    close: () => {
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

async function answer(
  llama: TinyLlama,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const body = await readText(request);
  const route = `${request.method} ${request.url}`;
  switch (route) {
    case "GET /v1/models":
      return sendJson(response, {
        object: "list",
        data: [{ id: llama.name, object: "model", created: 0, owned_by: "tiny-llama" }],
      });
    case "POST /v1/chat/completions": {
      const asked = readRequest(ChatRequest, body);
      return asked.stream ? streamChat(llama, asked, response, signal) : chat(llama, asked, response, signal);
    }
    case "POST /v1/completions":
      return complete(llama, readRequest(CompletionRequest, body), response, signal);
    case "POST /v1/embeddings":
      return embed(llama, readRequest(EmbeddingRequest, body), response);
    case "POST /apply-template":
      return sendJson(response, { prompt: applyTemplate(readRequest(TemplateRequest, body).messages) });
    default:
      throw new RequestError(404, "unknown_url", `Unknown request URL: ${route}.`);
  }
}

async function chat(
  llama: TinyLlama,
  asked: ChatRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const prompt = promptOf(llama, asked.model, applyTemplate(asked.messages));
  const decode = createDecoder(llama.tokenizer);
  const tokens: ScoredToken[] = [];
  let text = "";
  const ending = await continueText(llama, prompt, samplingOf(asked), {
    signal,
    onToken(token, part) {
      if (part === "prompt") return;
      tokens.push(token);
      text += decode(token.id);
    },
  });
  const whole = { model: llama.name, text, tokens, promptTokens: prompt.length, ending };
  sendJson(response, chatCompletion(whole, llama.tokenizer, asked.logprobs));
}

async function streamChat(
  llama: TinyLlama,
  asked: ChatRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const prompt = promptOf(llama, asked.model, applyTemplate(asked.messages));
  const decode = createDecoder(llama.tokenizer);
  const created = Math.floor(Date.now() / 1000);
  const chunk = (choices: object[], more = {}) => {
    const head = { id: "chatcmpl-tiny-llama", object: "chat.completion.chunk", created, model: llama.name };
    response.write(`data: ${JSON.stringify({ ...head, choices, ...more })}\n\n`);
  };
  const delta = (delta: object, logprobs: object | null, finish_reason: string | null) =>
    chunk([{ index: 0, delta, logprobs, finish_reason }]);

  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  delta({ role: "assistant", content: "" }, null, null);
  let made = 0;
  const ending = await continueText(llama, prompt, samplingOf(asked), {
    signal,
    onToken(token, part) {
      if (part === "prompt") return;
      made += 1;
      const logprobs = asked.logprobs ? { content: [chatLogprob(token, llama.tokenizer)] } : null;
      delta({ content: decode(token.id) }, logprobs, null);
    },
  });
  delta({}, null, ending);
  if (asked.stream_options?.include_usage) chunk([], { usage: usage(prompt.length, made) });
  response.end("data: [DONE]\n\n");
}

async function complete(
  llama: TinyLlama,
  asked: CompletionRequest,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const prompt = promptOf(llama, asked.model, asked.prompt);
  const decode = createDecoder(llama.tokenizer);
  const tokens: ScoredToken[] = [];
  let text = "";
  const sampling = { ...samplingOf(asked), maxTokens: asked.max_tokens };
  const finish_reason = await continueText(llama, prompt, sampling, {
    signal,
    onToken(token, part) {
      tokens.push(token);
      if (part === "answer") text += decode(token.id);
    },
  });
  const from = asked.echo ? 0 : prompt.length;
  const told = asked.logprobs === undefined ? null : textLogprobs(tokens, llama.tokenizer, asked.logprobs);
  sendJson(response, {
    id: "cmpl-tiny-llama",
    object: "text_completion",
    created: Math.floor(Date.now() / 1000),
    model: llama.name,
    choices: [
      {
        index: 0,
        text: asked.echo ? asked.prompt + text : text,
        logprobs: told && {
          tokens: told.tokens.slice(from),
          token_logprobs: told.token_logprobs.slice(from),
          top_logprobs: told.top_logprobs.slice(from),
          text_offset: told.text_offset.slice(from),
        },
        finish_reason,
      },
    ],
    usage: usage(prompt.length, tokens.length - prompt.length),
  });
}

function embed(
  llama: TinyLlama,
  { model, input }: { model: string; input: string | readonly string[] },
  response: ServerResponse,
): void {
  const texts = [input].flat().map((text) => promptOf(llama, model, text));
  const data = texts.map((tokens, index) => ({
    object: "embedding",
    index,
    embedding: [...meanHidden(llama, tokens)],
  }));
  const prompt_tokens = texts.reduce((sum, { length }) => sum + length, 0);
  sendJson(response, {
    object: "list",
    model: llama.name,
    data,
    usage: { prompt_tokens, total_tokens: prompt_tokens },
  });
}

/** @throws {RequestError} if the model is not this one, or the text is longer than its context. */
function promptOf({ name, tokenizer, weights }: TinyLlama, model: string, text: string): number[] {
  if (model !== name) {
    throw new RequestError(
      404,
      "model_not_found",
      `The model '${model}' does not exist; there is ${name}.`,
      "model",
    );
  }
  const tokens = tokenizer.encode(text);
  const { context } = weights.shape;
  if (tokens.length > context) {
    const message = `The context holds ${context} tokens, and the text has ${tokens.length}.`;
    throw new RequestError(400, "context_length_exceeded", message);
  }
  return tokens;
}

function samplingOf({ temperature, seed, max_tokens }: ChatRequest | CompletionRequest) {
  return { temperature, seed: seed ?? randomInt(2 ** 32), maxTokens: max_tokens ?? Infinity };
}

async function readText(request: IncomingMessage): Promise<string> {
  request.setEncoding("utf8");
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof RequestError) {
    const { status, code, message, param } = error;
    sendJson(response, { error: { message, type: "invalid_request_error", code, param } }, status);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  sendJson(response, { error: { message, type: "server_error", code: null, param: null } }, 500);
}

function sendJson(response: ServerResponse, body: object, status = 200): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}

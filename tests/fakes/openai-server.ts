import { createServer, type IncomingMessage } from "node:http";
import {
  composeAnswer,
  composeEmbedding,
  composeLogprobs,
  countWords,
  type FakeRequest,
  renderChat,
} from "./openai-answers";
import { deliverStream, deliverWhole, sendError, sendInstead, sendJson, usageOf } from "./openai-delivery";
import type { OpenAiFault } from "./openai-faults";
import { findMistake, parseObject, readText } from "./openai-requests";

export type { Fault, OpenAiFault, StreamFault } from "./openai-faults";

export interface FakeOptions {
  /** Text of the answer, at once or later; undefined leaves it to the fake. */
  respond?(request: FakeRequest): string | undefined | Promise<string | undefined>;
  /** One entry per chat, completion or embedding; null is a good answer, and so is all after the last. */
  script?: readonly (OpenAiFault | null)[];
  /** Parameters that this server refuses by name, as OpenAI does. */
  unsupported?: readonly string[];
  /** Turns a refused parameter into the server's way of saying so. */
  refuse?(param: string): { status: number; body: unknown };
  /** Endpoints that this server lacks. */
  without?: readonly ("completions" | "embeddings" | "template")[];
  /** Answers whole though a stream is asked for. */
  ignoresStream?: boolean;
  /** Size of the packets in which a stream leaves; one per event unless told. */
  packetBytes?: number;
  /** Key that every request must carry; null refuses none. */
  apiKey?: string | null;
  models?: readonly string[];
}

export interface RecordedRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  /** Parsed JSON, or null for a request without a body. */
  body: Record<string, unknown> | null;
  /** Settles when the client closed the connection before it had the whole answer. */
  closedEarly: Promise<void>;
}

export interface FakeOpenAi {
  /** Base URL as OPENAI_BASE_URL wants it: it ends in `/v1`. */
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  /** The requests for chat completions among them. */
  readonly completions: readonly RecordedRequest[];
  /** Faults for the requests to come, after those already scripted. */
  enqueue(...faults: (OpenAiFault | null)[]): void;
  close(): Promise<void>;
}

const endpoints = {
  "/v1/chat/completions": "chat",
  "/v1/completions": "completions",
  "/v1/embeddings": "embeddings",
} as const;

/**
 * A server on loopback that speaks OpenAI's protocol: chats, whole and streamed, completions with `echo`,
 * embeddings, and llama.cpp's `/apply-template`. Answers are composed from the request and the same for
 * the same request. A request that OpenAI would refuse is refused here too.
 */
export async function startFakeOpenAi(options: FakeOptions = {}): Promise<FakeOpenAi> {
  const { apiKey = null, models = ["fake-model"], without = [] } = options;
  const requests: RecordedRequest[] = [];
  const script = [...(options.script ?? [])];

  const server = createServer(async (request, response) => {
    const text = await readText(request).catch(() => null);
    if (text === null) return;
    const body = parseObject(text);
    const path = request.url ?? "/";
    requests.push({
      method: request.method ?? "",
      path,
      headers: request.headers,
      body,
      closedEarly: new Promise((resolve) => {
        response.on("close", () => !response.writableFinished && resolve());
      }),
    });

    if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`) {
      const given = request.headers.authorization?.replace("Bearer ", "") ?? "";
      return sendError(response, 401, {
        message: `Incorrect API key provided: ${given}.`,
        code: "invalid_api_key",
      });
    }
    if (request.method === "GET" && path === "/v1/models") {
      const data = models.map((id) => ({ id, object: "model", created: 0, owned_by: "fake" }));
      return sendJson(response, 200, { object: "list", data });
    }
    if (request.method === "POST" && path === "/apply-template" && !without.includes("template")) {
      // What the product sends has been checked by the chat endpoint's tests.
      const { messages } = body as unknown as Pick<FakeRequest, "messages">;
      return sendJson(response, 200, { prompt: renderChat(messages) });
    }
    // An unknown path is no key of it, which the next line sees.
    const endpoint = request.method === "POST" ? endpoints[path as keyof typeof endpoints] : undefined;
    if (!endpoint || (endpoint !== "chat" && without.includes(endpoint))) {
      return sendError(response, 404, {
        message: `Unknown request URL: ${request.method} ${path}`,
        code: "unknown_url",
      });
    }
    const fault = script.shift() ?? null;
    if (fault && sendInstead(response, fault)) return;
    const wrong = findMistake(request, path, body);
    if (wrong) return sendError(response, 400, wrong);
    const refused = options.unsupported?.find((param) => body && param in body);
    if (refused) {
      const said = options.refuse?.(refused);
      if (said) return sendJson(response, said.status, said.body);
      const message = `Unsupported parameter: '${refused}' is not supported with this model.`;
      return sendError(response, 400, { message, code: "unsupported_parameter", param: refused });
    }

    // `findMistake` has checked every member that is read.
    if (endpoint === "embeddings")
      return sendJson(response, 200, embeddings(body as unknown as EmbeddingRequest));
    if (endpoint === "completions") return sendJson(response, 200, echo(body as unknown as EchoRequest));
    const asked = body as unknown as FakeRequest;
    const composed = (await options.respond?.(asked)) ?? composeAnswer(asked);
    if (!asked.stream || options.ignoresStream) return deliverWhole(response, asked, fault, composed);
    deliverStream(response, asked, fault, { composed, packetBytes: options.packetBytes });
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the fake has no port");
  let closing: Promise<void> | undefined;

  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    get completions() {
      return requests.filter(({ path }) => path === "/v1/chat/completions");
    },
    enqueue: (...faults) => void script.push(...faults),
    close: () => {
      closing ??= new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      return closing;
    },
  };
}

interface EmbeddingRequest {
  model: string;
  input: string[];
}

function embeddings({ model, input }: EmbeddingRequest) {
  const words = input.reduce((sum, text) => sum + countWords(text), 0);
  return {
    object: "list",
    model,
    data: input.map((text, index) => ({ object: "embedding", index, embedding: composeEmbedding(text) })),
    usage: { prompt_tokens: words, total_tokens: words },
  };
}

interface EchoRequest {
  model: string;
  prompt: string;
  echo: boolean;
}

/** One more token than the prompt; with `echo` the prompt and its log-probs before it. */
function echo({ model, prompt, echo }: EchoRequest) {
  const all = [...composeLogprobs(prompt, ""), ...composeLogprobs(" end", prompt)];
  const from = echo ? 0 : all.length - 1;
  const told = all.slice(from);
  let at = echo ? 0 : [...prompt].length;
  const text_offset = told.map(({ token }) => {
    const begin = at;
    at += [...token].length;
    return begin;
  });
  return {
    id: "cmpl-fake",
    object: "text_completion",
    created: 0,
    model,
    choices: [
      {
        index: 0,
        text: told.map(({ token }) => token).join(""),
        logprobs: {
          tokens: told.map(({ token }) => token),
          token_logprobs: told.map(({ logprob }, index) => (echo && index === 0 ? null : logprob)),
          text_offset,
          top_logprobs: null,
        },
        finish_reason: "length",
      },
    ],
    usage: usageOf(countWords(prompt), 1),
  };
}

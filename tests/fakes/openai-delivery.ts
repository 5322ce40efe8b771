import type { ServerResponse } from "node:http";
import {
  composeLogprobs,
  countWords,
  type FakeRequest,
  type FakeToken,
  renderChat,
  tokensOf,
} from "./openai-answers";
import type { OpenAiFault } from "./openai-faults";
import type { FakeError } from "./openai-requests";

const json = { "content-type": "application/json" };

interface Answer {
  content: string;
  refusal: string | null;
  finishReason: string;
  tokens: FakeToken[];
  usage: object;
}

/** Sends what stands in the place of any answer; false for a fault that spoils a good one. */
export function sendInstead(response: ServerResponse, fault: OpenAiFault): boolean {
  if (fault.kind === "status") {
    const body = fault.body ?? {
      error: { message: `scripted ${fault.status}`, type: "scripted", code: null, param: null },
    };
    send(response, fault.status, typeof body === "string" ? body : JSON.stringify(body), {
      "content-type": typeof body === "string" ? "text/html" : "application/json",
      ...fault.headers,
    });
  } else if (fault.kind === "html") {
    send(response, 200, "<!doctype html><title>Welcome</title>", { "content-type": "text/html" });
  } else if (fault.kind === "body") {
    send(response, 200, fault.raw, { "content-type": fault.contentType ?? "application/json" });
  } else {
    return fault.kind === "hang";
  }
  return true;
}

/** The answer to a request with this text, cut at the request's limit of tokens and spoilt by the fault. */
function answerTo(request: FakeRequest, fault: OpenAiFault | null, composed: string): Answer {
  const pieces = tokensOf(composed);
  const most = request.max_tokens ?? request.max_completion_tokens ?? pieces.length;
  const cut = pieces.slice(0, most).join("");
  const content =
    fault?.kind === "empty" || fault?.kind === "refusal"
      ? ""
      : fault?.kind === "finish"
        ? (fault.text ?? composed)
        : cut;
  const prompt = request.messages.reduce((sum, message) => sum + countWords(message.content), 0);
  const tokens = composeLogprobs(content, renderChat(request.messages));
  return {
    content,
    refusal: fault?.kind === "refusal" ? fault.text : null,
    finishReason: fault?.kind === "finish" ? fault.reason : pieces.length > most ? "length" : "stop",
    tokens,
    usage: usageOf(prompt, tokens.length),
  };
}

export function usageOf(prompt: number, completion: number) {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: Math.floor(prompt / 2) },
  };
}

export function deliverWhole(
  response: ServerResponse,
  request: FakeRequest,
  fault: OpenAiFault | null,
  composed: string,
): void {
  const { content, refusal, finishReason, tokens, usage } = answerTo(request, fault, composed);
  const choice = {
    index: 0,
    message: { role: "assistant", content: refusal === null ? content : null, refusal },
    logprobs: request.logprobs ? { content: tokens, refusal: null } : null,
    finish_reason: finishReason,
  };
  const body = JSON.stringify({
    id: "chatcmpl-fake",
    object: "chat.completion",
    created: 0,
    model: request.model,
    choices: fault?.kind === "no_choices" ? [] : [choice],
    usage,
  });

  if (fault?.kind === "reset") {
    response.writeHead(200, { ...json, "content-length": Buffer.byteLength(body) });
    response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
  } else if (fault?.kind === "drip") {
    response.writeHead(200, json);
    inPackets(response, body, { bytes: 16, everyMs: fault.everyMs });
  } else if (fault?.kind === "truncated") {
    send(response, 200, body.slice(0, body.length / 2), json);
  } else {
    send(response, 200, fault?.kind === "logprobs" ? withRawLogprobs(body, fault.raw) : body, json);
  }
}

/** @param packetBytes Size of the packets in which the stream leaves; undefined for one per event. */
export function deliverStream(
  response: ServerResponse,
  request: FakeRequest,
  fault: OpenAiFault | null,
  { composed, packetBytes }: { composed: string; packetBytes: number | undefined },
): void {
  const events = eventsOf(request, fault, answerTo(request, fault, composed));
  const half = Math.ceil(events.length / 2);
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
  });
  const lines = (datas: readonly string[]) => datas.map((data) => `data: ${data}\n\n`).join("");

  if (fault?.kind === "silence") {
    response.write(lines(events.slice(0, 1)));
  } else if (fault?.kind === "reset") {
    response.write(lines(events.slice(0, half)), () => response.socket?.resetAndDestroy());
  } else if (fault?.kind === "truncated") {
    response.end(`${lines(events.slice(0, half))}data: ${events[half]?.slice(0, 20)}`);
  } else if (fault?.kind === "event") {
    response.end(lines([...events.slice(0, half), fault.data, ...events.slice(half)]));
  } else if (fault?.kind === "drip") {
    inPackets(response, lines(events), { bytes: 16, everyMs: fault.everyMs });
  } else if (packetBytes !== undefined) {
    inPackets(response, lines(events), { bytes: packetBytes, everyMs: 0 });
  } else {
    for (const event of events) response.write(lines([event]));
    response.end();
  }
}

function eventsOf(request: FakeRequest, fault: OpenAiFault | null, answer: Answer): string[] {
  const chunk = (choices: unknown[], usage?: unknown) =>
    JSON.stringify({
      id: "chatcmpl-fake",
      object: "chat.completion.chunk",
      created: 0,
      model: request.model,
      choices: fault?.kind === "no_choices" ? [] : choices,
      ...(usage !== undefined && { usage }),
    });
  const asksUsage = request.stream_options?.include_usage === true;
  const withUsage = asksUsage ? null : undefined;
  const part = (delta: object, logprobs: unknown = null, finish_reason: string | null = null) =>
    chunk([{ index: 0, delta, logprobs, finish_reason }], withUsage);

  const pieces = answer.tokens.map((entry) => {
    const event = part(
      { content: entry.token },
      request.logprobs ? { content: [entry], refusal: null } : null,
    );
    return fault?.kind === "logprobs" ? withRawLogprobs(event, fault.raw) : event;
  });
  return [
    part({ role: "assistant", content: "", refusal: null }),
    ...(answer.refusal === null ? pieces : [part({ refusal: answer.refusal })]),
    ...(fault?.kind === "unfinished" ? [] : [part({}, null, answer.finishReason)]),
    ...(asksUsage ? [chunk([], answer.usage)] : []),
    "[DONE]",
  ];
}

function withRawLogprobs(body: string, raw: string | null): string {
  const marked = body.replace(/"logprobs":(null|\{.*?"refusal":null\})/, () =>
    raw === null ? '"no_logprobs":true' : `"logprobs":${raw}`,
  );
  if (marked === body) throw new Error("the fake found no log-probs to replace");
  return marked;
}

function inPackets(
  response: ServerResponse,
  body: string,
  { bytes, everyMs }: { bytes: number; everyMs: number },
): void {
  response.socket?.setNoDelay(true);
  const whole = Buffer.from(body);
  let at = 0;
  const next = () => {
    if (response.destroyed) return;
    if (at >= whole.length) return void response.end();
    response.write(whole.subarray(at, at + bytes));
    at += bytes;
    if (everyMs === 0) setImmediate(next);
    else timer = setTimeout(next, everyMs);
  };
  let timer = setTimeout(next, everyMs);
  response.on("close", () => clearTimeout(timer));
}

export function sendError(response: ServerResponse, status: number, error: FakeError): void {
  sendJson(response, status, { error: { type: "invalid_request_error", code: null, param: null, ...error } });
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, status, JSON.stringify(body), json);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  response.writeHead(status, { "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

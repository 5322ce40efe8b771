import { hashToSeed } from "@/lib/engine/random";
import { type Calls, createCalls } from "@/lib/llm/calls";
import {
  type CallOptions,
  type Capabilities,
  type GenerateOptions,
  type GenerateRequest,
  type Generation,
  type LanguageModel,
  ProviderError,
  type ScoredText,
  type ScoreRequest,
} from "@/lib/llm/language-model";
import { neverAsked } from "@/lib/llm/never-asked";
import { cancelled } from "@/lib/llm/retry";
import { answerTo } from "@/lib/llm/simulator/answers";
import { injectFault } from "@/lib/llm/simulator/faults";
import { supportTokenModel } from "@/lib/llm/simulator/token-model";
import { tokenize } from "@/lib/llm/simulator/tokens";
import { defaultWorld, worldNamed, worlds } from "@/lib/llm/simulator/worlds";

interface SimulatorOptions {
  /** Two simulators of one seed and one world answer alike. */
  seed: number;
  /** Length of a call, in milliseconds; spread over the pieces of a stream. 0 unless told. */
  latencyMs?: number;
  /** Share of tries that fail as real providers do, from 0 to 1; 0 unless told. */
  faultRate?: number;
  /** Name of a world; "support" unless told. */
  world?: string;
  /** How calls are limited and retried; without them the simulator makes its own, without a limit. */
  calls?: Calls;
  /** Waits; rejects when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const MODEL = "simulator-1";
/** A stream has at most as many pieces: timers cannot keep a shorter beat. */
const MOST_PIECES = 20;

const capabilities: Capabilities = {
  tokenLogprobs: "yes",
  jsonSchema: "yes",
  streaming: "yes",
  embeddings: "no",
  scoring: "yes",
};

/**
 * Name under which the simulator of a world goes, as a model's name.
 *
 * @throws {RangeError} listing the worlds, if there is none of that name.
 * @example
 * simulatorName("support"); // => "simulator-1"
 * simulatorName("helpdesk"); // => "simulator-1/helpdesk"
 */
export function simulatorName(world: string): string {
  const { name } = worldNamed(world);
  return name === defaultWorld ? MODEL : `${MODEL}/${name}`;
}

/**
 * The world of a simulator's name: what `simulatorName` makes of it, read back.
 *
 * @throws {RangeError} listing the worlds, if the name is of none of them.
 * @example
 * worldOfSimulator("simulator-1/helpdesk"); // => "helpdesk"
 */
export function worldOfSimulator(name: string): string {
  return name === MODEL ? defaultWorld : worldNamed(name.replace(`${MODEL}/`, "")).name;
}

/**
 * The built-in model: it drafts replies, explains them and rewrites prompts by rules that it reads
 * from its messages, so that the whole product runs with no provider and no key.
 *
 * It knows no more than a real model would: the messages. Its words are a function of its seed, its
 * world and the request; at temperature 0 the request's seed changes nothing. Its log-probs come from
 * an n-gram model over a corpus of support mail, and say nothing about any other model.
 *
 * @throws {RangeError} if `seed` is not finite, `latencyMs` is negative, `faultRate` is not from 0 to
 *   1, or there is no world of that name.
 */
export function createSimulator(options: SimulatorOptions): LanguageModel {
  const { seed, latencyMs = 0, faultRate = 0, sleep } = options;
  if (!Number.isFinite(seed)) throw new RangeError(`the simulator's seed must be finite, got ${seed}`);
  if (!(latencyMs >= 0)) throw new RangeError(`latencyMs must be zero or more, got ${latencyMs}`);
  if (!(faultRate >= 0 && faultRate <= 1))
    throw new RangeError(`faultRate must be from 0 to 1, got ${faultRate}`);
  const world = worldNamed(options.world ?? defaultWorld);
  const model = simulatorName(world.name);
  const calls = options.calls ?? ownCalls(sleep);

  // Tries of requests that fail, also over several calls: trouble that passes is drawn anew when a run
  // comes back to what it could not get. A request that succeeds is forgotten.
  const triesInVain = new Map<number, number>();

  /** Begins one try: counted, and failed where the fault rate asks for it. */
  function begin(request: GenerateRequest | ScoreRequest, count: () => void): number {
    count();
    if (faultRate > 0) {
      const key = hashToSeed("tries", JSON.stringify(request));
      const attempt = (triesInVain.get(key) ?? 0) + 1;
      triesInVain.set(key, attempt);
      injectFault({ rate: faultRate, seed, request, attempt });
      triesInVain.delete(key);
    }
    return performance.now();
  }

  async function streamed(
    tokens: readonly string[],
    { onText, signal }: GenerateOptions,
  ): Promise<number | null> {
    const pieces = onText ? piecesOf(tokens) : [tokens.join("")];
    const startedAt = performance.now();
    let firstTokenMs: number | null = null;
    for (const piece of pieces) {
      await wait(latencyMs / pieces.length, sleep, signal);
      if (!onText || piece === "") continue;
      firstTokenMs ??= Math.round(performance.now() - startedAt);
      onText(piece);
    }
    return firstTokenMs;
  }

  return {
    provider: "simulator",
    model,
    simulated: true,
    address: null,
    embeddingModel: null,
    capabilities,

    async generate(request, callOptions = {}) {
      let unfit = 0;
      const { value, attempts } = await calls.run(async (count, attempt) => {
        if (attempt > 1) callOptions.onRestart?.();
        const startedAt = begin(request, count);
        const allTokens = tokenize(answerTo(request, { seed, world, unfit }));
        const tokens = allTokens.slice(0, request.maxTokens);
        const firstTokenMs = await streamed(tokens, callOptions);
        const text = tokens.join("");
        const isCut = tokens.length < allTokens.length;
        if (request.json !== undefined && !isJson(text)) {
          unfit += 1;
          throw notJson(request, isCut);
        }
        const latency = Math.round(performance.now() - startedAt);
        return { ...generated(request, tokens, isCut), firstTokenMs, latencyMs: latency };
      }, callOptions);
      return { ...value, model, attempts };
    },

    async score(request, { signal, queue } = {}) {
      if (request.text === "") throw new RangeError("a text to be scored must not be empty");
      const { value, attempts } = await calls.run(
        async (count) => {
          const startedAt = begin(request, count);
          await wait(latencyMs, sleep, signal);
          return { ...scored(request), latencyMs: Math.round(performance.now() - startedAt) };
        },
        { signal, queue },
      );
      return { ...value, model, attempts };
    },

    async embed() {
      throw neverAsked("The simulator has no embeddings.");
    },

    status: async () => ({
      provider: "simulator",
      model,
      simulated: true,
      reachable: true,
      latencyMs: 0,
      capabilities,
      models: worlds.map(({ name }) => simulatorName(name)),
      detail: null,
    }),
  };
}

function ownCalls(sleep: SimulatorOptions["sleep"]): Calls {
  return createCalls("The simulator", {
    concurrency: Number.MAX_SAFE_INTEGER,
    sleep,
    random: Math.random,
    now: () => new Date(),
  });
}

/** Tokens in pieces of nearly equal length. */
function piecesOf(tokens: readonly string[]): string[] {
  const size = Math.max(1, Math.ceil(tokens.length / MOST_PIECES));
  const pieces = Array.from({ length: Math.ceil(tokens.length / size) }, (_, index) =>
    tokens.slice(index * size, (index + 1) * size).join(""),
  );
  return pieces.length > 0 ? pieces : [""];
}

async function wait(
  ms: number,
  sleep: SimulatorOptions["sleep"],
  signal: CallOptions["signal"],
): Promise<void> {
  if (signal?.aborted) throw cancelled(signal);
  if (ms === 0) return;
  try {
    await sleep(ms, signal);
  } catch (error) {
    if (signal?.aborted) throw cancelled(signal);
    throw error;
  }
  if (signal?.aborted) throw cancelled(signal);
}

function generated(
  request: GenerateRequest,
  tokens: readonly string[],
  isCut: boolean,
): Pick<Generation, "text" | "tokens" | "finishReason" | "usage"> {
  const inputs = request.messages.map(({ content }) => content);
  return {
    text: tokens.join(""),
    tokens: request.logprobs ? supportTokenModel().score(tokens, inputs) : null,
    finishReason: isCut ? "length" : "stop",
    usage: { inputTokens: tokensIn(inputs), outputTokens: tokens.length, cachedInputTokens: 0 },
  };
}

/** The very log-probs that the text would have if it had been generated as the answer. */
function scored({ messages, text }: ScoreRequest): Pick<ScoredText, "tokens" | "rendering" | "usage"> {
  const inputs = messages.map(({ content }) => content);
  return {
    tokens: supportTokenModel().score(tokenize(text), inputs),
    rendering: "plain",
    usage: { inputTokens: tokensIn([...inputs, text]), outputTokens: 0, cachedInputTokens: 0 },
  };
}

function tokensIn(texts: readonly string[]): number {
  return texts.reduce((total, text) => total + tokenize(text).length, 0);
}

function notJson({ maxTokens }: GenerateRequest, isCut: boolean): ProviderError {
  const why = isCut ? `, cut off at its limit of ${maxTokens} tokens.` : ".";
  return new ProviderError(
    "invalid_response",
    `The simulator was asked for JSON and gave text that is not JSON${why}`,
    { retryable: true, status: 200 },
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

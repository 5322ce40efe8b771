import { describe, expect, it } from "vitest";
import { caseBriefs, caseMessages, casesJson, parseCases } from "@/lib/engine/case-writing";
import { draftMessages } from "@/lib/engine/drafting";
import { parseReasons, reasonMessages, reasonsJson } from "@/lib/engine/reasons";
import { planProposals } from "@/lib/engine/rewriting/plan";
import { parseProposal, proposalJson, proposalMessages } from "@/lib/engine/rewriting/proposal";
import { isAppError } from "@/lib/errors";
import { createCalls } from "@/lib/llm/calls";
import { type GenerateRequest, ProviderError } from "@/lib/llm/language-model";
import { createSimulator, simulatorName, worldOfSimulator } from "@/lib/llm/simulator/simulator";
import { tokenize } from "@/lib/llm/simulator/tokens";
import { emails, naivePrompt, request, simulator } from "./mail";

const [email] = emails;
if (email === undefined) throw new RangeError("no emails");
const drafting = draftMessages({ prompt: naivePrompt, values: {}, email });

async function failureOf(call: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await call.then(
    () => new Error("the call succeeded"),
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw error;
  expect(error.code).toBe("provider_failed");
  if (!(error.cause instanceof ProviderError)) throw new Error("no provider error behind it");
  return error.cause;
}

describe("createSimulator", () => {
  it("says what it is", async () => {
    expect(simulator).toMatchObject({
      provider: "simulator",
      model: "simulator-1",
      simulated: true,
      address: null,
      embeddingModel: null,
    });
    expect(await simulator.status()).toMatchObject({
      reachable: true,
      simulated: true,
      models: expect.arrayContaining(["simulator-1"]),
    });
    expect(simulator.capabilities).toEqual({
      tokenLogprobs: "yes",
      jsonSchema: "yes",
      streaming: "yes",
      embeddings: "no",
      scoring: "yes",
    });
  });

  it("answers alike for one seed and otherwise for another", async () => {
    const text = async (seed: number) =>
      (await createSimulator({ seed, sleep: async () => {} }).generate(request(drafting))).text;
    expect(await text(11)).toBe(await text(11));
    expect(new Set([await text(1), await text(2), await text(3)]).size).toBeGreaterThan(1);
  });

  it("gives log-probs of the very tokens of its text, only when asked", async () => {
    const { text, tokens, usage, finishReason } = await simulator.generate(
      request(drafting, { logprobs: true }),
    );
    expect(tokens?.map(({ token }) => token).join("")).toBe(text);
    expect(tokens?.every(({ logprob }) => logprob <= 0 && Number.isFinite(logprob))).toBe(true);
    expect(usage).toEqual({
      inputTokens: drafting.reduce((sum, { content }) => sum + tokenize(content).length, 0),
      outputTokens: tokenize(text).length,
      cachedInputTokens: 0,
    });
    expect(finishReason).toBe("stop");
    expect((await simulator.generate(request(drafting))).tokens).toBeNull();
  });

  it("stops at the limit of tokens, and says so", async () => {
    const whole = await simulator.generate(request(drafting));
    const cut = await simulator.generate(request(drafting, { maxTokens: 10, logprobs: true }));
    expect(cut.finishReason).toBe("length");
    expect(cut.usage?.outputTokens).toBe(10);
    expect(cut.tokens).toHaveLength(10);
    expect(whole.text.startsWith(cut.text)).toBe(true);
    const exact = await simulator.generate(request(drafting, { maxTokens: whole.usage?.outputTokens ?? 0 }));
    expect(exact.finishReason).toBe("stop");
  });

  it("tells the tasks apart without a JSON schema", async () => {
    const reasons = await simulator.generate(
      request(reasonMessages({ prompt: "Hi", email, reply: "Hello" })),
    );
    expect(parseReasons(reasons.text).length).toBeGreaterThanOrEqual(2);
    const [plan] = planProposals({ count: 1, failures: [], seed: 1 });
    if (plan === undefined) throw new RangeError("no plan");
    const rewrite = await simulator.generate(request(proposalMessages({ prompt: "Hi", plan, maxWords: 90 })));
    expect(parseProposal(rewrite.text).changes.length).toBeGreaterThanOrEqual(0);
    const bare: GenerateRequest["messages"] = [{ role: "user", content: "Where is my order 4812?" }];
    expect((await simulator.generate(request(bare))).text).toMatch(/regards|sincerely|faithfully|wishes/);
  });

  it("satisfies a JSON schema that is none of its tasks", async () => {
    const schema = { type: "object", required: ["works"], properties: { works: { type: "boolean" } } };
    const { text } = await simulator.generate(request(drafting, { json: { name: "test", schema } }));
    expect(JSON.parse(text)).toEqual({ works: true });
  });

  it("refuses a JSON schema it cannot satisfy", async () => {
    const schema = { type: "weather" };
    const call = simulator.generate(request(drafting, { json: { name: "forecast", schema } }));
    const failure = await failureOf(call);
    expect(failure.kind).toBe("refused");
    expect(failure.message).toContain("weather");
    expect(failure.retryable).toBe(false);
  });

  it("waits as long as told, through the sleep it was given", async () => {
    const waits: number[] = [];
    const slow = createSimulator({ seed: 1, latencyMs: 250, sleep: async (ms) => void waits.push(ms) });
    const { firstTokenMs, latencyMs } = await slow.generate(request(drafting));
    expect(waits).toEqual([250]);
    expect(firstTokenMs).toBeNull();
    expect(latencyMs).toBeGreaterThanOrEqual(0);
  });

  it("streams the very text that it gives whole, its latency spread over the pieces", async () => {
    const waits: number[] = [];
    const slow = createSimulator({ seed: 11, latencyMs: 250, sleep: async (ms) => void waits.push(ms) });
    const pieces: string[] = [];
    const streamed = await slow.generate(request(drafting), { onText: (piece) => void pieces.push(piece) });
    const whole = await slow.generate(request(drafting));
    expect(pieces.join("")).toBe(whole.text);
    expect(streamed.text).toBe(whole.text);
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.length).toBeLessThanOrEqual(20);
    expect(waits.slice(0, -1)).toHaveLength(pieces.length);
    expect(waits.slice(0, -1).reduce((sum, ms) => sum + ms, 0)).toBeCloseTo(250, 6);
    expect(streamed.firstTokenMs).not.toBeNull();
    expect(streamed.firstTokenMs).toBeLessThanOrEqual(streamed.latencyMs);
  });

  it("streams no further than its limit of tokens", async () => {
    const pieces: string[] = [];
    const { text } = await simulator.generate(request(drafting, { maxTokens: 7 }), {
      onText: (piece) => void pieces.push(piece),
    });
    expect(pieces.join("")).toBe(text);
    expect(tokenize(text)).toHaveLength(7);
  });

  it.each([
    { case: "before the call", abortAt: "before" },
    { case: "while it waits", abortAt: "during" },
  ])("is cancelled $case", async ({ abortAt }) => {
    const controller = new AbortController();
    const slow = createSimulator({
      seed: 1,
      latencyMs: 100,
      sleep: async () => {
        controller.abort();
        throw new DOMException("stopped", "AbortError");
      },
    });
    if (abortAt === "before") controller.abort();
    const failure = await failureOf(slow.generate(request(drafting), { signal: controller.signal }));
    expect(failure.kind).toBe("cancelled");
    expect(failure.retryable).toBe(false);
  });

  it("hides no failure of the sleep", async () => {
    const broken = createSimulator({
      seed: 1,
      latencyMs: 1,
      sleep: () => Promise.reject(new Error("no timer")),
    });
    await expect(broken.generate(request(drafting))).rejects.toThrow("no timer");
  });

  it.each([
    { case: "a seed that is no number", options: { seed: Number.NaN } },
    { case: "a negative wait", options: { seed: 1, latencyMs: -1 } },
    { case: "a fault rate above 1", options: { seed: 1, faultRate: 1.5 } },
    { case: "a fault rate that is no number", options: { seed: 1, faultRate: Number.NaN } },
    { case: "a world that does not exist", options: { seed: 1, world: "atlantis" } },
  ])("refuses $case", ({ options }) => {
    expect(() => createSimulator({ ...options, sleep: async () => {} })).toThrow(RangeError);
  });
});

describe("the name of a simulator", () => {
  it.each([
    { world: "support", name: "simulator-1" },
    { world: "helpdesk", name: "simulator-1/helpdesk" },
    { world: "indifferent", name: "simulator-1/indifferent" },
  ])("is $name in the world $world", async ({ world, name }) => {
    expect(simulatorName(world)).toBe(name);
    const model = createSimulator({ seed: 1, world, sleep: async () => {} });
    expect(model.model).toBe(name);
    expect((await model.generate(request(drafting))).model).toBe(name);
    expect((await model.status()).models).toContain(name);
    expect(worldOfSimulator(name)).toBe(world);
  });

  it("is refused for an unknown world, with the names there are", () => {
    expect(() => simulatorName("atlantis")).toThrow(/support, helpdesk/);
  });
});

describe("a given text", () => {
  it("is scored as if it had been generated", async () => {
    const { text, tokens } = await simulator.generate(request(drafting, { logprobs: true }));
    const scored = await simulator.score({ messages: drafting, text });
    expect(scored.tokens).toEqual(tokens);
    expect(scored).toMatchObject({ rendering: "plain", model: "simulator-1", attempts: 1 });
    expect(scored.usage?.outputTokens).toBe(0);
  });

  it("is likelier when its facts stand in the messages", async () => {
    const text = "I am sorry about your zeppelin, order 90210.";
    const mean = async (content: string) => {
      const { tokens } = await simulator.score({ messages: [{ role: "user", content }], text });
      return tokens.reduce((sum, { logprob }) => sum + logprob, 0) / tokens.length;
    };
    expect(await mean("My zeppelin, order 90210, is late.")).toBeGreaterThan((await mean("Hello.")) + 0.5);
  });

  it("must not be empty", async () => {
    await expect(simulator.score({ messages: drafting, text: "" })).rejects.toThrow(RangeError);
  });

  it("has no embedding, and none is made up", async () => {
    const failure = await failureOf(simulator.embed(["a"]));
    expect(failure.kind).toBe("unsupported");
    expect(failure.retryable).toBe(false);
  });
});

describe("faults", () => {
  const instant = { sleep: async () => {}, random: () => 0, now: () => new Date(0) };
  const faulty = (faultRate: number, attempts = 4) =>
    createSimulator({
      seed: 5,
      faultRate,
      sleep: async () => {},
      calls: createCalls("The simulator", {
        ...instant,
        concurrency: 4,
        retry: { attempts },
        breaker: { failures: 1_000, pauseMs: 1, mostPauseMs: 1 },
      }),
    });

  it("pass: a request that failed to its last try can be had when it is asked again", async () => {
    const model = faulty(0.6, 1);
    for (let seed = 0; seed < 20; seed++) {
      let asked = 0;
      let answer: string | null = null;
      while (answer === null && asked < 60) {
        asked += 1;
        const got = await model.generate(request(drafting, { seed })).catch(() => null);
        answer = got?.text ?? null;
      }
      expect(answer, `request ${seed} after ${asked} calls`).not.toBeNull();
    }
  });

  it("are retried by the policy of all providers, and the text is the same as without them", async () => {
    const calm = createSimulator({ seed: 5, sleep: async () => {} });
    let retried = 0;
    for (let seed = 0; seed < 30; seed++) {
      let restarts = 0;
      const pieces: string[] = [];
      const onRestart = () => {
        restarts += 1;
        pieces.length = 0;
      };
      const answer = await faulty(0.4, 20).generate(request(drafting, { seed }), {
        onText: (piece) => void pieces.push(piece),
        onRestart,
      });
      expect(answer.text).toBe((await calm.generate(request(drafting, { seed }))).text);
      expect(pieces.join("")).toBe(answer.text);
      expect(restarts).toBe(answer.attempts - 1);
      if (answer.attempts > 1) retried += 1;
    }
    expect(retried).toBeGreaterThan(3);
    expect(retried).toBeLessThan(25);
  });

  it("end the call when they do not end, with the number of tries", async () => {
    const error: unknown = await faulty(1)
      .generate(request(drafting))
      .catch((reason: unknown) => reason);
    expect(isAppError(error) && error.extra).toMatchObject({ attempts: 4 });
    await expect(faulty(1).score({ messages: drafting, text: "Hello" })).rejects.toThrow();
  });
});

describe("JSON", () => {
  it("that was cut off at the limit of tokens is a failure and no answer", async () => {
    const messages = reasonMessages({ prompt: "Hi", email, reply: "Hello" });
    const call = simulator.generate(request(messages, { json: reasonsJson, maxTokens: 5 }));
    const failure = await failureOf(call);
    expect(failure.kind).toBe("invalid_response");
    expect(failure.message).toContain("cut off at its limit of 5 tokens");
  });

  it("that came out broken is asked for again, and then drawn anew", async () => {
    const [plan] = planProposals({ count: 1, failures: [], seed: 1 });
    if (plan === undefined) throw new RangeError("no plan");
    const messages = proposalMessages({ prompt: "Hi", plan, maxWords: 90 });
    let repeated = 0;
    for (let seed = 0; seed < 150; seed++) {
      const { text, attempts } = await simulator.generate(request(messages, { json: proposalJson, seed }));
      expect(() => JSON.parse(text)).not.toThrow();
      if (attempts > 1) repeated += 1;
    }
    // About one answer in fifty breaks off.
    expect(repeated).toBeGreaterThan(0);
    expect(repeated).toBeLessThan(15);
  });

  it("of made-up cases is answered by the contract", async () => {
    const briefs = caseBriefs({ count: 3, seed: 1 });
    const lab = { name: "Support", description: "", house: null, prompt: "Reply briefly." };
    const messages = caseMessages({ lab, briefs, today: "2026-09-14" });
    const { text } = await simulator.generate(request(messages, { json: casesJson }));
    expect(parseCases(text, 3)).toHaveLength(3);
  });
});

describe("hostile text", () => {
  it.each([
    { case: "blanks", text: " ".repeat(200_000) },
    { case: "line breaks", text: "\n".repeat(200_000) },
    { case: "one endless word", text: "x".repeat(200_000) },
    { case: "digits and marks", text: "1,".repeat(100_000) },
    { case: "half an address", text: "a@".repeat(100_000) },
    { case: "a word the patterns look for", text: "my order ".repeat(20_000) },
  ])("is read in linear time: $case", async ({ text }) => {
    const startedAt = performance.now();
    for (const mail of [
      { ...email, body: text },
      { ...email, subject: text },
      { ...email, sender: text },
    ]) {
      await simulator.generate(request(draftMessages({ prompt: naivePrompt, values: {}, email: mail })));
    }
    await simulator.generate(request(draftMessages({ prompt: text, values: {}, email })));
    // Quadratic patterns took 20 to 60 seconds here.
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });
});

import { describe, expect, it } from "vitest";
import { draftMessages } from "@/lib/engine/drafting";
import { parseReasons, reasonMessages } from "@/lib/engine/reasons";
import { planProposals } from "@/lib/engine/rewriting/plan";
import { parseProposal, proposalMessages } from "@/lib/engine/rewriting/proposal";
import { isAppError } from "@/lib/errors";
import { type GenerateRequest, ProviderError } from "@/lib/llm/language-model";
import { createSimulator } from "@/lib/llm/simulator/simulator";
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
    expect(simulator).toMatchObject({ provider: "simulator", model: "simulator-1", simulated: true });
    expect(await simulator.status()).toMatchObject({
      reachable: true,
      simulated: true,
      models: ["simulator-1"],
    });
    expect(simulator.capabilities).toEqual({
      tokenLogprobs: true,
      jsonSchema: true,
      embeddings: false,
      scoring: false,
      streaming: false,
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

  it("refuses a JSON schema it does not know", async () => {
    const call = simulator.generate(request(drafting, { json: { name: "weather", schema: {} } }));
    const failure = await failureOf(call);
    expect(failure.kind).toBe("refused");
    expect(failure.message).toContain("weather");
    expect(failure.retryable).toBe(false);
  });

  it("waits as long as told, through the sleep it was given", async () => {
    const waits: number[] = [];
    const slow = createSimulator({ seed: 1, latencyMs: 250, sleep: async (ms) => void waits.push(ms) });
    await slow.generate(request(drafting));
    expect(waits).toEqual([250]);
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
  ])("refuses $case", ({ options }) => {
    expect(() => createSimulator({ ...options, sleep: async () => {} })).toThrow(RangeError);
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

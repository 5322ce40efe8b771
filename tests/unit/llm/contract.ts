import { afterEach, describe, expect, it } from "vitest";
import { reasonMessages, reasonsJson } from "@/lib/engine/reasons";
import { isAppError } from "@/lib/errors";
import {
  type Capabilities,
  type Finding,
  type GenerateRequest,
  type Generation,
  type LanguageModel,
  ProviderError,
  type TokenLogprob,
} from "@/lib/llm/language-model";

/** What a provider is held to. Where a capability is `unknown`, it is held to what it says of itself. */
export interface Expected extends Capabilities {
  /** Whether the same seed, messages and parameters give the same text. */
  repeatable: boolean;
  /** Whether a time-out can pass at all; the simulator is no server. */
  timesOut: boolean;
}

export interface Subject {
  model: LanguageModel;
  expected: Expected;
  close(): Promise<void>;
}

export interface SubjectOptions {
  /** Time-out of one whole request, in milliseconds. */
  totalMs?: number;
  /** One answer takes more than two seconds. */
  slow?: boolean;
  /** Limit that the one request will have, for a fake that has to be told to keep to it. */
  maxTokens?: number;
}

const email = {
  sender: "Ann Becker <ann@example.org>",
  subject: "Refund",
  body: "Hello,\n\nwhere is my refund for order 1042? It was due on Monday.\n\nAnn",
  sentOn: null,
};

const draft: GenerateRequest = {
  messages: [
    { role: "system", content: "Write a short and friendly reply to the email." },
    { role: "user", content: `From: ${email.sender}\nSubject: ${email.subject}\n\n${email.body}` },
  ],
  temperature: 0,
  maxTokens: 60,
  seed: 7,
  logprobs: true,
};

const reasons: GenerateRequest = {
  ...draft,
  messages: reasonMessages({ prompt: "Reply briefly.", email, reply: "Hello Ann, it is on its way." }),
  maxTokens: 400,
  json: reasonsJson,
};

/**
 * What every provider must do, whichever protocol it speaks.
 *
 * @param make Opens the provider anew, on a server that is closed after the test.
 */
export function describeContract(name: string, make: (options?: SubjectOptions) => Promise<Subject>): void {
  const open: Subject[] = [];
  const subject = async (options?: SubjectOptions) => {
    const made = await make(options);
    open.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ close }) => close()));
  });

  describe(`the contract of a language model: ${name}`, () => {
    it("generates text, and tells what it took", async () => {
      const { model, expected } = await subject();
      const answer = await model.generate(draft);
      expect(answer.text.trim()).not.toBe("");
      expect(["stop", "length"]).toContain(answer.finishReason);
      expect(answer.model).not.toBe("");
      expect(answer.attempts).toBeGreaterThanOrEqual(model.simulated ? 0 : 1);
      expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
      expect(answer.firstTokenMs).toBeNull();
      expectUsage(answer);
      expectTokens(answer, found(model, expected, "tokenLogprobs"));
    });

    it("gives no log-probs that were not asked for", async () => {
      const { model } = await subject();
      expect((await model.generate({ ...draft, logprobs: false })).tokens).toBeNull();
    });

    it("ends at the limit of tokens, and says so", async () => {
      const { model } = await subject({ maxTokens: 4 });
      const answer = await model.generate({ ...draft, maxTokens: 4 });
      expect(answer.finishReason).toBe("length");
      expect(answer.text).not.toBe("");
      expect(answer.usage?.outputTokens ?? 4).toBeLessThanOrEqual(4);
      expect(answer.tokens?.length ?? 4).toBeLessThanOrEqual(4);
    });

    it("says the same for the same seed where it promises to", async () => {
      const { model, expected } = await subject();
      const [first, second] = [await model.generate(draft), await model.generate(draft)];
      if (expected.repeatable) {
        expect(second.text).toBe(first.text);
        expect(second.tokens).toEqual(first.tokens);
      }
      const drawn = { ...draft, temperature: 0.8 };
      const [third, fourth] = [await model.generate(drawn), await model.generate(drawn)];
      if (expected.repeatable) expect(fourth.text).toBe(third.text);
    });

    it("gives JSON when JSON is asked for, or fails", async () => {
      const { model, expected } = await subject();
      const outcome = await model.generate(reasons).catch((error: unknown) => error);
      if (isAppError(outcome)) {
        expect(expected.jsonSchema).not.toBe("yes");
        // `refused`: the schema in words can be more than the context of a small model holds.
        expect(["invalid_response", "empty_answer", "refused"]).toContain(kindOf(outcome));
        return;
      }
      // What is no AppError is a defect, and fails as the answer that it is not.
      const { text, tokens } = outcome as Generation;
      // Those of before a grammar was applied would not be those of the text.
      expect(tokens === null || joined(tokens) === text).toBe(true);
      const value: unknown = JSON.parse(text);
      if (found(model, expected, "jsonSchema") === "yes") {
        expect(value).toMatchObject({
          reasons: expect.arrayContaining([{ text: expect.any(String), confidence: expect.any(Number) }]),
        });
      }
    });

    it("streams pieces that join to the text, and tells what it took", async () => {
      const { model, expected } = await subject();
      const pieces: string[] = [];
      const answer = await model.generate(draft, { onText: (piece) => void pieces.push(piece) });
      expect(pieces.join("")).toBe(answer.text);
      if (found(model, expected, "streaming") === "yes") {
        expect(pieces.length).toBeGreaterThan(1);
        expect(answer.firstTokenMs).toBeLessThanOrEqual(answer.latencyMs);
      }
      expectUsage(answer);
      expectTokens(answer, found(model, expected, "tokenLogprobs"));
      if (expected.repeatable) {
        const { text, tokens, finishReason, usage } = await model.generate(draft);
        expect(answer).toMatchObject({
          text,
          tokens,
          finishReason,
          usage: usage && { outputTokens: usage.outputTokens },
        });
      }
    });

    it.each([
      { case: "whole", streamed: false },
      { case: "streamed", streamed: true },
    ])("ends within a second when it is cancelled in the middle: $case", async ({ streamed }) => {
      const { model } = await subject({ slow: true });
      const controller = new AbortController();
      const onText = streamed ? () => {} : undefined;
      const pending = failureOf(
        model.generate({ ...draft, maxTokens: 400 }, { signal: controller.signal, onText }),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      const cancelledAt = performance.now();
      controller.abort();
      expect(kindOf(await pending)).toBe("cancelled");
      expect(performance.now() - cancelledAt).toBeLessThan(1_000);
    });

    it("does nothing when it is cancelled before", async () => {
      const { model } = await subject();
      const signal = AbortSignal.abort();
      const pieces: string[] = [];
      const error = await failureOf(
        model.generate(draft, { signal, onText: (piece) => void pieces.push(piece) }),
      );
      expect(error).toMatchObject({ code: "provider_failed", extra: { kind: "cancelled", attempts: 0 } });
      expect(pieces).toEqual([]);
    });

    it("ends with a time-out when there is no time", async () => {
      const { model, expected } = await subject({ totalMs: 1 });
      if (!expected.timesOut) return;
      const error = await failureOf(model.generate(draft));
      expect(error).toMatchObject({ code: "provider_failed", cause: { kind: "timeout", retryable: true } });
    });

    it("embeds texts in vectors of one length, or says that it cannot", async () => {
      const { model, expected } = await subject();
      const texts = ["Where is my refund?", "Thank you!", "Where is my refund?"];
      const outcome = await model.embed(texts).catch((error: unknown) => error);
      if (found(model, expected, "embeddings") === "no") {
        expect(kindOf(outcome)).toBe("unsupported");
      } else {
        // As above.
        const { vectors } = outcome as Awaited<ReturnType<LanguageModel["embed"]>>;
        expect(vectors).toHaveLength(3);
        expect(new Set(vectors.map(({ length }) => length)).size).toBe(1);
        expect(vectors.flat().every(Number.isFinite)).toBe(true);
        expect(vectors[2]).toEqual(vectors[0]);
        expect(vectors[1]).not.toEqual(vectors[0]);
      }
    });

    it("scores a given text token by token, or says that it cannot", async () => {
      const { model, expected } = await subject();
      const text = "Hello Ann, your refund is on its way.";
      const outcome = await model.score({ messages: draft.messages, text }).catch((error: unknown) => error);
      if (found(model, expected, "scoring") === "no") {
        expect(kindOf(outcome)).toBe("unsupported");
      } else {
        // As above.
        const { tokens } = outcome as Awaited<ReturnType<LanguageModel["score"]>>;
        expect(joined(tokens)).toBe(text);
        expectNats(tokens);
      }
    });

    it("finds its own greedy answer as likely as it was when it gave it", async () => {
      const { model, expected } = await subject();
      if (expected.scoring === "no" || expected.tokenLogprobs === "no") return;
      const { text, tokens } = await model.generate(draft);
      const scored = await model.score({ messages: draft.messages, text }).catch((error: unknown) => {
        if (expected.scoring === "yes" || kindOf(error) !== "unsupported") throw error;
        return null;
      });
      if (scored === null || tokens === null) return;
      // In plain words the roles are another text than the chat was.
      if (scored.rendering === "plain" && !model.simulated) return;
      expect(scored.tokens.map(({ token }) => token)).toEqual(tokens.map(({ token }) => token));
      for (const [index, { logprob }] of scored.tokens.entries()) {
        expect(logprob).toBeCloseTo(tokens[index]?.logprob ?? Number.NaN, 2);
      }
    });

    it("tells its status without an answer from it", async () => {
      const { model } = await subject();
      const status = await model.status();
      expect(status).toMatchObject({
        provider: model.provider,
        model: model.model,
        simulated: model.simulated,
        reachable: true,
        capabilities: model.capabilities,
      });
    });
  });
}

function expectUsage({ usage }: Generation): void {
  expect(usage).toMatchObject({
    inputTokens: expect.any(Number),
    outputTokens: expect.any(Number),
    cachedInputTokens: expect.any(Number),
  });
  expect(usage?.inputTokens).toBeGreaterThan(0);
  expect(usage?.outputTokens).toBeGreaterThan(0);
  expect(usage?.cachedInputTokens).toBeLessThanOrEqual(usage?.inputTokens ?? 0);
}

/** What the model has found out by now, which is never `unknown` after a call that shows it. */
function found(model: LanguageModel, expected: Expected, name: keyof Capabilities): Finding {
  const finding = model.capabilities[name];
  expect([name, finding]).toEqual([
    name,
    expected[name] === "unknown" ? expect.stringMatching(/^(yes|no)$/) : expected[name],
  ]);
  return finding;
}

function expectTokens({ text, tokens, usage }: Generation, tokenLogprobs: Finding): void {
  if (tokenLogprobs === "no") {
    expect(tokens).toBeNull();
    return;
  }
  expect(joined(tokens ?? [])).toBe(text);
  expectNats(tokens ?? []);
  // Some count the mark that ends the answer.
  expect((usage?.outputTokens ?? 0) - (tokens?.length ?? 0)).toBeGreaterThanOrEqual(0);
  expect((usage?.outputTokens ?? 0) - (tokens?.length ?? 0)).toBeLessThanOrEqual(1);
}

function expectNats(tokens: readonly TokenLogprob[]): void {
  expect(tokens.length).toBeGreaterThan(0);
  for (const { logprob } of tokens) {
    expect(logprob).toBeLessThanOrEqual(0);
    expect(Number.isFinite(logprob)).toBe(true);
  }
}

const joined = (tokens: readonly TokenLogprob[]) => tokens.map(({ token }) => token).join("");

function kindOf(error: unknown): unknown {
  if (!isAppError(error) || !(error.cause instanceof ProviderError)) return error;
  return error.cause.kind;
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("expected a failure"),
    (error: unknown) => error,
  );
}

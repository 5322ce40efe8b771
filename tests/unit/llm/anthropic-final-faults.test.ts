import { describe, expect, it } from "vitest";
import { sleep } from "@/lib/llm/retry";
import type { Fault } from "@/tests/fakes/anthropic-server";
import { events, fake, key, listener, modelOn, request, said, status, thrown } from "./anthropic-harness";

interface FinalCase {
  case: string;
  fault: Fault;
  kind: string;
  /** A part of what the caller reads. */
  message: string;
  stream?: boolean;
}

describe("a fault that stays", () => {
  it.each<FinalCase>([
    {
      case: "400",
      fault: status(400, {}, said("invalid_request_error", "Your credit balance is too low.")),
      kind: "refused",
      message: "answered 400: Your credit balance is too low.",
    },
    {
      case: "401",
      fault: status(401),
      kind: "refused",
      message: "answered 401: scripted 401. Check ANTHROPIC_API_KEY.",
    },
    { case: "402", fault: status(402), kind: "refused", message: "answered 402: scripted 402." },
    {
      case: "403",
      fault: status(403),
      kind: "refused",
      message: "Check that ANTHROPIC_API_KEY may use the model fake-model.",
    },
    {
      case: "404",
      fault: status(404, {}, said("not_found_error", "model: fake-model")),
      kind: "refused",
      message:
        "answered 404: model: fake-model. Check ANTHROPIC_MODEL, which is fake-model, and ANTHROPIC_BASE_URL, which has no /v1 at its end.",
    },
    {
      case: "a redirect",
      fault: status(302, { location: "/v2" }),
      kind: "refused",
      message: "Redirects are not followed: check ANTHROPIC_BASE_URL.",
    },
    {
      case: "a spend limit, which looks like a rate limit",
      fault: status(
        429,
        {},
        said("rate_limit_error", "You reached it.", { error_code: "enforced_spend_limit_reached" }),
      ),
      kind: "rate_limited",
      message: "answered 429: the spend limit behind ANTHROPIC_API_KEY is reached; waiting does not help.",
    },
    {
      case: "a refusal by the model",
      fault: { kind: "refusal", explanation: "I cannot help." },
      kind: "refused",
      message: "declined to answer: I cannot help.",
    },
    {
      case: "a refusal without a word",
      fault: { kind: "refusal", explanation: null },
      kind: "refused",
      message: "declined to answer: it gave no reason",
    },
    {
      case: "a refusal amid a stream",
      stream: true,
      fault: { kind: "refusal", explanation: "I cannot help." },
      kind: "refused",
      message: "declined to answer: I cannot help.",
    },
    {
      case: "a refused request amid a stream",
      stream: true,
      fault: { kind: "stream_error", type: "invalid_request_error", message: "No." },
      kind: "refused",
      message: "answered with an error in its stream: No.",
    },
  ])("is not retried: $case", async ({ fault, kind, message, stream }) => {
    const server = await fake({ script: [fault] });
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request(), stream ? listener().options : {}))).toMatchObject({
      code: "provider_failed",
      message: expect.stringContaining(message),
      cause: { kind, retryable: false },
      extra: { attempts: 1 },
    });
    expect(server.requests).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it("waits for a limit of the rate that names its details", async () => {
    const body = said("rate_limit_error", "Slow down.", { error_code: "ramp_limit_exceeded" });
    const server = await fake({ script: [status(429, {}, body)] });
    expect((await modelOn(server.url).model.generate(request())).attempts).toBe(2);
  });

  it.each([
    { case: "of Anthropic's form", apiKey: key },
    { case: "of another form", apiKey: "Zm9v/YmFy+9==" },
  ])("never shows a key $case, though the server quotes it", async ({ apiKey }) => {
    const quoting = events(said("authentication_error", `invalid x-api-key: ${apiKey}`));
    const refusing = await fake({ apiKey: "another" });
    const streaming = await fake({ script: [quoting] });
    const spent = said("rate_limit_error", `the key ${apiKey}`, {
      error_code: "enforced_spend_limit_reached",
    });
    const limiting = await fake({ script: [status(429, {}, spent)] });
    const errors = [
      await thrown(modelOn(refusing.url, { apiKey }).model.generate(request())),
      await thrown(modelOn(streaming.url, { apiKey }).model.generate(request(), listener().options)),
      await thrown(modelOn(limiting.url, { apiKey }).model.generate(request())),
    ];
    expect(errors).toMatchObject([
      { message: expect.stringContaining("invalid x-api-key: [key].") },
      { message: expect.stringContaining("invalid x-api-key: [key].") },
      { message: expect.stringContaining("the spend limit"), cause: { cause: { message: "the key [key]" } } },
    ]);
    for (const error of errors) {
      for (let part: unknown = error; part instanceof Error; part = part.cause) {
        expect(`${part.message} ${JSON.stringify(part)} ${part.stack}`).not.toContain(apiKey);
      }
    }
  });

  it("never shows credentials of the address", async () => {
    const server = await fake({ script: [status(400)] });
    const { model } = modelOn(server.url.replace("http://", "http://user:hidden@"));
    const error = await thrown(model.generate(request()));
    expect(error).toMatchObject({ message: expect.stringContaining(`API at ${server.url} answered 400`) });
  });

  it("says so for a refused connection, after four tries", async () => {
    const server = await fake();
    await server.close();
    const { model, waits } = modelOn(server.url);
    expect(await thrown(model.generate(request()))).toMatchObject({
      message: `Nothing listens at ${server.url} (connection refused). Is it running? Check ANTHROPIC_BASE_URL. Gave up after 4 attempts.`,
      cause: { kind: "connection", retryable: true },
    });
    expect(waits).toHaveLength(3);
  });
});

describe("cancelling", () => {
  it("closes the socket of the request under way and makes no other", async () => {
    const server = await fake({ script: [{ kind: "hang" }] });
    const controller = new AbortController();
    const pending = thrown(modelOn(server.url).model.generate(request(), { signal: controller.signal }));
    await expect.poll(() => server.requests.length).toBe(1);
    controller.abort();
    expect(await pending).toMatchObject({ message: "The call was cancelled.", extra: { kind: "cancelled" } });
    await server.requests[0]?.closedEarly;
    expect(server.requests).toHaveLength(1);
  });

  it("closes the socket amid a stream, at the first piece of it", async () => {
    const server = await fake({ script: [{ kind: "drip", everyMs: 20 }] });
    const controller = new AbortController();
    const pieces: string[] = [];
    const error = await thrown(
      modelOn(server.url).model.generate(request(), {
        signal: controller.signal,
        onText: (piece) => {
          pieces.push(piece);
          controller.abort();
        },
      }),
    );
    expect(error).toMatchObject({ message: "The call was cancelled.", extra: { attempts: 1 } });
    expect(pieces).toHaveLength(1);
    await server.requests[0]?.closedEarly;
    expect(server.requests).toHaveLength(1);
  });

  it("ends a wait for the provider at once", async () => {
    const server = await fake({ script: [status(429, { "retry-after": "30" })] });
    const { model } = modelOn(server.url, { sleep });
    const signal = AbortSignal.timeout(100);
    expect(await thrown(model.generate(request(), { signal }))).toMatchObject({
      extra: { kind: "cancelled" },
    });
    expect(server.requests).toHaveLength(1);
  });
});

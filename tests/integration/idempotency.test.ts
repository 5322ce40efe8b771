import { expect, it } from "vitest";
import * as drafts from "@/app/api/emails/[emailId]/generate-drafts/route";
import * as synthetic from "@/app/api/generate-synthetic-email/route";
import * as trigger from "@/app/api/optimization/trigger/route";
import type { LanguageModel } from "@/lib/llm/language-model";
import { createClock } from "@/tests/fakes/clock";
import { meeting } from "@/tests/fakes/meeting";
import { simulator } from "./contexts";
import { openEmails } from "./lab-work";
import { answerOf, problemOf, send, serve } from "./requests";
import { eachDatabase, openOn } from "./stores";

const make = (key: string, json: unknown = { scenario: "inquiry" }, path = "/api/generate-synthetic-email") =>
  send(synthetic.POST, path, { json, headers: { "idempotency-key": key } });

eachDatabase((open) => {
  it("answers a repeated request with the first answer, and says so", async () => {
    const ctx = await open();
    serve(ctx);
    const first = await make("a");
    const again = await make("a");
    // The address with a slash at its end is the same address.
    const withSlash = await make("a", { scenario: "inquiry" }, "/api/generate-synthetic-email/");

    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const email = await answerOf(first, 201);
    expect(await answerOf(again, 201)).toEqual(email);
    expect(await answerOf(withSlash, 201)).toEqual(email);
    expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(61);
  });

  it("refuses the key for another body, and takes it at another address", async () => {
    const ctx = await open();
    serve(ctx);
    await make("a");
    await problemOf(await make("a", { scenario: "complaint" }), 409);
    const elsewhere = await send(trigger.POST, "/api/optimization/trigger", {
      json: { force: true },
      headers: { "idempotency-key": "a" },
    });
    expect(elsewhere.status).toBe(202);
    expect((await make("b")).status).toBe(201);
    expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(62);
  });

  it("asks a repeat to wait while the first is under way", async () => {
    const begun = meeting(2);
    const answer = meeting(2);
    const model: LanguageModel = {
      ...simulator(),
      generate: async (...call) => {
        void begun();
        await answer();
        return simulator().generate(...call);
      },
    };
    const ctx = await open({ model });
    serve(ctx);
    const emailId = (await openEmails(ctx, 1))[0]?.id ?? "";
    const draft = () =>
      send(drafts.POST, `/api/emails/${emailId}/generate-drafts`, {
        params: { emailId },
        json: { count: 1 },
        headers: { "idempotency-key": "drafts" },
      });
    const first = draft();
    await begun();

    const meanwhile = await draft();
    expect(meanwhile.headers.get("retry-after")).toBe("1");
    expect((await problemOf(meanwhile, 409)).type).toBe("urn:loop-learner:problem:in_progress");

    void answer();
    const written = await answerOf(await first, 201);
    expect(await answerOf(await draft(), 201)).toEqual(written);
  });

  it("does the work of 50 deliveries at once one time", async () => {
    const ctx = await open();
    serve(ctx);
    const responses = await Promise.all(Array.from({ length: 50 }, () => make("storm")));

    expect(new Set(responses.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const response of responses) {
      if (response.status === 409) expect(response.headers.get("retry-after")).toBe("1");
      else expect(response.status).toBe(201);
    }
    const done = responses.filter(
      ({ status, headers }) => status === 201 && headers.get("idempotency-replayed") === null,
    );
    expect(done).toHaveLength(1);
    expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(61);
  });

  it("gives the key back after a refusal, so that the corrected request passes", async () => {
    serve(await open());
    const start = (json: unknown) =>
      send(trigger.POST, "/api/optimization/trigger", { json, headers: { "idempotency-key": "start" } });
    expect((await problemOf(await start({ force: false }), 409)).conditions).toHaveLength(4);
    expect((await start({ force: true })).status).toBe(202);
  });
});

it("takes over a key whose request died, once its lease has run out", async () => {
  const clock = createClock("2026-03-01T12:00:00.000Z");
  const ctx = await openOn("sqlite")({ now: clock.now });
  let failing = true;
  serve({
    ...ctx,
    newSeed: () => {
      if (failing) throw new Error("the process dies here");
      return 1;
    },
  });
  await problemOf(await make("a"), 500);
  failing = false;
  await problemOf(await make("a"), 409);
  clock.advance(300_001);
  expect((await make("a")).status).toBe(201);
  expect(await ctx.store.db.$count(ctx.store.t.emails)).toBe(61);
});

it.each(["", "k".repeat(201)])("refuses a key of the wrong length", async (key) => {
  serve(await openOn("sqlite")());
  expect((await problemOf(await make(key), 400)).errors?.[0]?.path).toBe("headers.idempotency-key");
});

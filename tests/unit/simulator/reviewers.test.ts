import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delimited } from "@/lib/engine/drafting";
import { instructionKinds, instructionTables } from "@/lib/llm/simulator/instruction-kinds";
import { readFailures } from "@/lib/llm/simulator/quoted-failures";
import { editedReply } from "@/lib/llm/simulator/reviewer-edits";
import { complaintAbout } from "@/lib/llm/simulator/reviewer-words";
import { type Review, reviewReply } from "@/lib/llm/simulator/reviewers";
import { tasteOf } from "@/lib/llm/simulator/world-tastes";
import { worldNamed, worlds } from "@/lib/llm/simulator/worlds";
import { drafts, emails, factsOf, foreignEmails, naivePrompt, traitsOf } from "./mail";

const [email] = emails;
if (email === undefined) throw new RangeError("no emails");
const wordy = `Dear Valued Customer,\n\n${"Rest assured that our team will look into this matter in due course. ".repeat(9)}\n\nBest regards,\nFernhill`;
const good =
  "Hello Maria,\n\nI am sorry that your stove arrived damaged. You asked for a new one. It is with you by Friday 18 September.\n\nKind regards,\nFernhill";

const reviews = (reply: string, world: string) =>
  Array.from({ length: 60 }, (_, seed) => reviewReply({ world, email, reply, seed }));
const share = (all: readonly Review[], action: Review["action"]) =>
  all.filter((review) => review.action === action).length / all.length;

describe("reviewReply", () => {
  it.each([
    // Of the weights 1.5, 1.5, 1, 1, 1 and 0.7 of the taste for support, all are met.
    { case: "has all", reply: good, score: 1, mostly: "accept" as const },
    { case: "has nothing", reply: wordy, score: 0, mostly: "reject" as const },
    // All but the date: 5.2 of 6.7.
    {
      case: "lacks a date",
      reply: good.replace(" by Friday 18 September", ""),
      score: 5.2 / 6.7,
      mostly: "accept" as const,
    },
    // Neither name nor date nor apology: 3.2 of 6.7.
    {
      case: "lacks name, date and apology",
      reply: "Hello,\n\nYou asked for a new one. It is on its way.\n\nKind regards,\nFernhill",
      score: 3.2 / 6.7,
      mostly: "edit" as const,
    },
  ])("mostly decides to $mostly what $case", ({ reply, score, mostly }) => {
    const all = reviews(reply, "support");
    for (const review of all) expect(review.score).toBeCloseTo(score, 12);
    expect(share(all, mostly)).toBeGreaterThan(0.5);
  });

  it("gives a reason for what it rejects or edits, and a text for what it edits, only", () => {
    for (const { name } of worlds) {
      const mails = [...emails.slice(0, 10), ...foreignEmails("german").slice(0, 5)];
      for (const { reply, email: mail } of drafts(`${naivePrompt} Name a date.`, {
        mails,
        world: worldNamed(name),
      })) {
        const { action, reason, editedText } = reviewReply({ world: name, email: mail, reply, seed: 3 });
        expect(reason !== null).toBe(action === "edit" || action === "reject");
        expect(editedText !== null).toBe(action === "edit");
        if (editedText !== null) expect(editedText).not.toBe(reply);
      }
    }
  });

  it("names what matters most among what is missing", () => {
    const all = reviews(wordy, "forgetful").filter(({ action }) => action === "reject");
    // A date and brevity weigh 1.5 each; the date stands first.
    for (const { reason } of all) expect(reason).toMatch(/date|When/);
  });

  it.each([
    // Of 1.5, 1.2, 1.2, 1 and -0.7 the email gives cause for all but the missing number; it is 4.4 in all.
    {
      case: "an apology at the helpdesk",
      world: "helpdesk",
      reply: good,
      other: good.replace("I am sorry", "I see"),
      weight: 0.7 / 4.4,
    },
    // Of 1.5, 1.2, 1, 1, 0.7 and -1: 6.4 in all.
    {
      case: "a voucher from an authority",
      world: "authority",
      reply: good.replace("You asked", "Here is a voucher. You asked"),
      other: good,
      weight: 1 / 6.4,
    },
  ])("marks down what people dislike: $case", ({ world, reply, other, weight }) => {
    const score = (text: string) => reviewReply({ world, email, reply: text, seed: 1 }).score;
    expect(score(other) - score(reply)).toBeCloseTo(weight, 12);
  });

  it("skips now and then, whatever the reply is like", () => {
    const many = Array.from({ length: 1000 }, (_, seed) =>
      reviewReply({ world: "support", email, reply: good, seed }),
    );
    // 4 %, with a standard deviation of 0.6 points.
    expect(share(many, "skip")).toBeGreaterThan(0.02);
    expect(share(many, "skip")).toBeLessThan(0.06);
  });

  it("is the same for the same options and differs between reviewers", () => {
    const borderline = good
      .replace("I am sorry that your stove arrived damaged. ", "")
      .replace("Maria", "there");
    const actions = (reviewer: string) =>
      Array.from(
        { length: 40 },
        (_, seed) => reviewReply({ world: "support", email, reply: borderline, seed, reviewer }).action,
      );
    expect(actions("ann")).toEqual(actions("ann"));
    expect(actions("ann")).not.toEqual(actions("bob"));
  });

  it("expects no apology where nothing went wrong, and no name of a stranger", () => {
    const question = {
      sender: "info@example.com",
      subject: "Invoice",
      body: "Please send an invoice.",
      sentOn: null,
    };
    const reply =
      "Hello,\n\nYou asked for an invoice. It is with you by Friday 18 September.\n\nKind regards,\nF";
    expect(reviewReply({ world: "support", email: question, reply, seed: 1 }).score).toBe(1);
  });

  it("likes a world's own instructions when they are followed, but not in the indifferent one", () => {
    for (const { name } of worlds) {
      const said = [...tasteOf(name).weights].map(([kind, weight]) => {
        const table = instructionTables.find((candidate) => candidate.kind === kind);
        return weight > 0 ? table?.wordings[0]?.example : table?.negated[0];
      });
      const score = (prompt: string) => {
        const mails = [...emails.slice(0, 10), ...foreignEmails("german").slice(0, 6)];
        const all = drafts(prompt, { mails, world: worldNamed(name) }).map(
          ({ reply, email: mail }) => reviewReply({ world: name, email: mail, reply, seed: 1 }).score,
        );
        return all.reduce((sum, value) => sum + value, 0) / all.length;
      };
      const gain = score(`${naivePrompt} ${said.join(" ")}`) - score(naivePrompt);
      if (name === "indifferent") expect(gain).toBe(0);
      else expect(gain, name).toBeGreaterThan(0.15);
    }
  });

  it("says what it misses in words that a rewriter can make out", () => {
    const weighed = worlds.flatMap(({ name }) =>
      [...tasteOf(name).weights].map(([kind, weight]) => ({ kind, wanted: weight > 0 })),
    );
    for (const shortcoming of weighed) {
      const said = complaintAbout(shortcoming, 0);
      const failure = `${delimited("person_said", said)}\n${delimited("reply", "Hello")}`;
      const [read] = readFailures(delimited("failure", failure, ' number="1" kind="rejected"'));
      expect(read?.complaints, said).toContainEqual(shortcoming);
    }
  });

  it("knows no other world", () => {
    expect(() => reviewReply({ world: "atlantis", email, reply: good, seed: 1 })).toThrow(RangeError);
  });
});

describe("editedReply", () => {
  const facts = factsOf(email);
  const edit = (reply: string, kind: (typeof instructionKinds)[number], wanted = true) =>
    editedReply(reply, { facts, email, wanted: [{ kind, wanted }] });

  it.each([
    { case: "puts the name in", kind: "greet_by_name" as const, expected: /^Hello Maria,\n/ },
    { case: "adds a date", kind: "next_step" as const, expected: /Friday 18 September: We will/ },
    {
      case: "strikes out office phrases",
      kind: "plain_language" as const,
      expected: /^Hello,\n\nWe will look into it/,
    },
    { case: "says sorry first", kind: "apologise" as const, expected: /\n\nI am sorry for the trouble\. / },
    {
      case: "takes commitments back",
      kind: "no_promises" as const,
      expected: /\n\nWe are looking into it now\./,
    },
    { case: "closes formally", kind: "formal_tone" as const, expected: /Yours sincerely,\nFernhill$/ },
  ])("$case", ({ kind, expected }) => {
    const edited = edit(wordy, kind);
    expect(edited).toMatch(expected);
  });

  it("shortens to at most 80 words and keeps something to say", () => {
    const edited = edit(wordy, "brevity") ?? "";
    expect(traitsOf(edited, email).words).toBeLessThanOrEqual(80);
    expect(traitsOf(edited, email).bodyParagraphs).toBe(1);
  });

  it("leaves what takes a new reply", () => {
    expect(edit(good, "sender_language")).toBeNull();
    expect(edit(good, "numbered_steps")).toBeNull();
    // Without the day of the email nobody can name a date.
    expect(
      editedReply(wordy, {
        facts,
        email: { ...email, sentOn: null },
        wanted: [{ kind: "next_step", wanted: true }],
      }),
    ).toBeNull();
  });

  it("brings about what it is for, or nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...instructionKinds),
        fc.boolean(),
        fc.constantFrom(good, wordy),
        (kind, wanted, reply) => {
          const edited = edit(reply, kind, wanted);
          if (edited === null) return;
          expect(edited).not.toBe(reply);
          expect(edited).not.toMatch(/\{\w+\}|undefined/);
          expect(complaintAbout({ kind, wanted }, 0)).toMatch(/\w/);
        },
      ),
    );
  });
});

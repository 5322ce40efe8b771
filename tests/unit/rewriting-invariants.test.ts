import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { candidateProblems, comparablePrompt } from "@/lib/engine/rewriting/invariants";
import { trainingIndex } from "@/lib/engine/rewriting/training-index";
import { type TrainingText, trainingTextsOf } from "@/lib/engine/rewriting/training-text";
import { defaultLab } from "@/lib/services/default-lab";

const baseline = "Reply for {{company}} on {{today}}.";
const body = (text: string): TrainingText => ({ kind: "body", text });
const mail = "I ordered the green tent last week and it has not come. Write to maria@example.com please.";

type Check = Partial<Parameters<typeof candidateProblems>[0]>;
const check = (candidate: string, rest: Check = {}) =>
  candidateProblems({
    baseline,
    candidate,
    earlier: [],
    maxWords: 40,
    training: trainingIndex([body(mail)]),
    ...rest,
  });
const codes = (candidate: string, rest: Check = {}) => check(candidate, rest).map(({ code }) => code);
const messages = (candidate: string, rest: Check = {}) =>
  check(candidate, rest).map(({ message }) => message);

describe("variables and length", () => {
  it.each([
    { case: "a sound rewrite", candidate: "Be brief. Reply for {{company}} on {{ today }}.", found: [] },
    { case: "an empty text", candidate: " \n", found: ["empty"] },
    { case: "marks alone", candidate: "-- … !", found: ["empty"] },
    { case: "a lost variable", candidate: "Reply for {{company}} now.", found: ["missing_variable"] },
    { case: "two lost variables", candidate: "Reply now.", found: ["missing_variable", "missing_variable"] },
    {
      case: "an invented variable",
      candidate: "{{name}}: reply for {{company}} on {{today}}.",
      found: ["unknown_variable"],
    },
    {
      case: "another spelling of a variable",
      candidate: "Be brief. Reply for {{Company}} on {{today}}.",
      found: ["missing_variable", "unknown_variable"],
    },
    {
      case: "braces that are no variable",
      candidate: `${baseline} Greet {{first name}}.`,
      found: ["unknown_variable"],
    },
    { case: "an unclosed variable", candidate: `${baseline} On {{today.`, found: ["unknown_variable"] },
    {
      case: "a zero-width character in a variable",
      candidate: "Be brief. Reply for {{com\u200bpany}} on {{today}}.",
      found: ["missing_variable", "unknown_variable"],
    },
    { case: "too many words", candidate: `${baseline} ${"word ".repeat(36)}`, found: ["too_long"] },
    { case: "exactly as many words as allowed", candidate: `${baseline} ${"word ".repeat(35)}`, found: [] },
    {
      case: "too many words without blanks",
      candidate: `${baseline} ${"字".repeat(36)}`,
      found: ["too_long"],
    },
  ])("finds $found for $case", ({ candidate, found }) => {
    expect(codes(candidate)).toEqual(found);
  });

  it("does not hold braces of the baseline against a candidate", () => {
    const owned = `${baseline} Write {{like this}}.`;
    expect(codes(`${owned} Be brief.`, { baseline: owned })).toEqual([]);
  });

  it.each([0, -1, Number.NaN])("refuses a limit of %d words", (maxWords) => {
    expect(() => check(baseline, { maxWords })).toThrow(`maxWords must be positive, got ${maxWords}`);
  });
});

describe("frozen clauses", () => {
  const clause = "Never promise a refund.";
  it.each([
    { case: "kept", text: "Never promise a refund.", kept: true },
    { case: "kept over a line break", text: "Never promise\n  a refund.", kept: true },
    { case: "kept in compatibility forms", text: "Ｎever promise a refund.", kept: true },
    { case: "in another case", text: "never promise a refund.", kept: false },
    { case: "in other words", text: "Do not promise a refund.", kept: false },
    { case: "cut off", text: "Never promise a", kept: false },
  ])("are $case: $kept", ({ text, kept }) => {
    expect(codes(`${baseline} ${text}`, { frozenClauses: [clause] })).toEqual(kept ? [] : ["missing_clause"]);
  });

  it.each([
    { text: "No refunds.", kept: false },
    { text: "Allow No refund.", kept: true },
    { text: "aNo refund.", kept: false },
    { text: "No refunds, and No refund.", kept: true },
  ])("are found as whole words in '$text': $kept", ({ text, kept }) => {
    expect(codes(`${baseline} ${text}`, { frozenClauses: ["No refund"] })).toEqual(
      kept ? [] : ["missing_clause"],
    );
  });

  it("are named when they are missing, each of them", () => {
    expect(messages(`${baseline} Hi.`, { frozenClauses: ["Sign\nas the team.", clause] })).toEqual([
      'The frozen clause "Sign as the team." is missing.',
      'The frozen clause "Never promise a refund." is missing.',
    ]);
  });

  it("must not be blank", () => {
    expect(() => check(baseline, { frozenClauses: [" "] })).toThrow("frozenClauses must not hold a blank");
  });
});

describe("repeats", () => {
  it.each([
    { case: "case and spacing", candidate: "reply for  {{company}}\non {{today}}." },
    { case: "punctuation at the end", candidate: "Reply for {{company}} on {{today}}!" },
    { case: "a zero-width space", candidate: "Re\u200bply for {{company}} on {{today}}." },
    { case: "wide letters", candidate: "Ｒeply for {{company}} on {{today}}." },
  ])("are seen through $case", ({ candidate }) => {
    expect(codes(candidate)).toEqual(["unchanged"]);
  });

  it("are seen through punctuation at the end of each line", () => {
    const lines = "Reply for {{company}} on {{today}}.\nBe kind.\nBe brief.";
    const same = "Reply for {{company}} on {{today}}\n\n Be kind;\nBe brief…";
    expect(codes(same, { baseline: lines })).toEqual(["unchanged"]);
    expect(codes(same.replace("kind", "kind, always"), { baseline: lines })).toEqual([]);
  });

  it("are found among earlier candidates", () => {
    const candidate = `${baseline}\nBe brief.`;
    const earlier = ["Other.", candidate.replace("Be brief.", "be brief")];
    expect(check(candidate, { earlier })).toEqual([
      { code: "duplicate", message: "The prompt equals candidate 2 of this run." },
    ]);
  });

  it("take no long time over a line of marks", () => {
    const start = process.cpuUsage().user;
    comparablePrompt(`${".".repeat(100_000)}x`);
    expect(process.cpuUsage(undefined).user - start).toBeLessThan(1_000_000);
  });
});

describe("copied phrases", () => {
  it.each([
    { case: "eight words", text: "ordered the green tent last week and it", found: ["leaked_phrase"] },
    { case: "seven words", text: "ordered the green tent last week and.", found: [] },
    {
      case: "eight words through case and marks",
      text: 'ORDERED the "green" tent, last week; and it!',
      found: ["leaked_phrase"],
    },
    {
      case: "eight words with soft hyphens and zero-width characters",
      text: "or\u00addered the gr\u200been tent last week and it",
      found: ["leaked_phrase"],
    },
    {
      case: "eight words in wide letters",
      text: "ｏrdered the ｇreen tent last week and it",
      found: ["leaked_phrase"],
    },
    {
      case: "eight words joined by hyphens",
      text: "ordered-the-green-tent-last-week-and-it",
      found: ["leaked_phrase"],
    },
    { case: "eight words in another order", text: "the ordered green tent last week and it", found: [] },
  ])("are $found for $case", ({ text, found }) => {
    expect(codes(`${baseline} Not: ${text}`)).toEqual(found);
  });

  it("are found through quotes of either form, ß, and in Chinese by the character", () => {
    const training = trainingIndex([
      body("We don’t know where the parcel is at this time"),
      body("Die Straße ist wegen der Baustelle gesperrt worden"),
      body("请问我的订单什么时候发货"),
    ]);
    expect(messages(`${baseline} We don't know where the parcel is at`, { training })).toEqual([
      'The passage "We don\'t know where the parcel is at" comes from an email, a reply or feedback.',
    ]);
    expect(codes(`${baseline} We dont know where the parcel is at`, { training })).toEqual(["leaked_phrase"]);
    expect(codes(`${baseline} DIE STRASSE IST WEGEN DER BAUSTELLE GESPERRT WORDEN`, { training })).toContain(
      "leaked_phrase",
    );
    expect(codes(`${baseline} 我的订单什么时候`, { training })).toEqual(["leaked_phrase"]);
    expect(codes(`${baseline} 我的订单什么时`, { training })).toEqual([]);
  });

  it("are quoted at full length, each passage once", () => {
    const text = "Say the green tent last week and it has not, or: I ordered the green tent last week and.";
    expect(messages(`${baseline} ${text}`)).toEqual([
      'The passage "the green tent last week and it has not" comes from an email, a reply or feedback.',
      'The passage "I ordered the green tent last week and" comes from an email, a reply or feedback.',
    ]);
  });

  it("do not reach from one text into the next", () => {
    const training = trainingIndex([body("one two three four"), body("five six seven eight")]);
    expect(codes(`${baseline} one two three four five six seven eight`, { training })).toEqual([]);
  });

  it("are no leak in the owner's words, nor without training texts", () => {
    const owned = `${baseline} Do not say I ordered the green tent last week and it has not come, maria@example.com.`;
    expect(check(`${owned} Be brief.`, { baseline: owned })).toEqual([]);
    const clause = "Say I ordered the green tent last week and it has not come.";
    expect(check(`${baseline} ${clause}`, { frozenClauses: [clause] })).toEqual([]);
    expect(check(`${baseline} ${mail}`, { training: undefined })).toEqual([]);
  });
});

describe("copied identifiers", () => {
  const training = trainingIndex([
    { kind: "sender", text: "Ann <ann.b@shop.example>" },
    body(
      [
        "My order WX-48126 and invoice INV-42 came to 10:30 on 2026-09-11, call +44 (20) 7946-0958.",
        "See https://track.example/p/77?x=1, or www.parcels.example. Account DE89 3704 0044, code B7K9,",
        "in 2026 we paid 5000 for 250ml within 30-day terms at 10am, order #4812.",
      ].join("\n"),
    ),
  ]);
  it.each([
    { case: "an address", text: "Write to ANN.B@shop.example.", found: ["leaked_address"] },
    {
      case: "an address with a hidden character",
      text: "ann\u200b.b@shop.example",
      found: ["leaked_address"],
    },
    { case: "an address in wide letters", text: "ann.b＠shop.example", found: ["leaked_address"] },
    { case: "an address nobody wrote", text: "Write to help@shop.example.", found: [] },
    { case: "a link", text: "Link https://track.example/p/77?x=1.", found: ["leaked_url"] },
    { case: "another page of its host", text: "Link http://track.example/help", found: ["leaked_url"] },
    { case: "a link without protocol", text: "www.parcels.example", found: ["leaked_url"] },
    { case: "a link nobody wrote", text: "https://other.example/p", found: [] },
    { case: "a phone number", text: "Call +44 20 79460958", found: ["leaked_phone"] },
    { case: "its national form", text: "Call 020 7946 0958", found: ["leaked_phone"] },
    { case: "another phone number", text: "Call 0151 496 0123", found: [] },
    { case: "a code", text: "as in WX-48126", found: ["leaked_number"] },
    { case: "the number of a code", text: "as in 48126", found: ["leaked_number"] },
    { case: "a short code", text: "as in inv-42 and INV-42", found: ["leaked_number"] },
    { case: "a number with a sign", text: "as in #4812", found: ["leaked_number"] },
    { case: "a mixed code", text: "as in B7K9", found: ["leaked_number"] },
    { case: "a date", text: "as on 2026-09-11", found: ["leaked_number"] },
    { case: "a year", text: "since 2026", found: [] },
    { case: "a round number", text: "under 5000 characters", found: [] },
    { case: "a time and amounts", text: "by 10:30 or 10am, 250ml, a 30-day term, 42 words", found: [] },
  ])("are $found for $case", ({ text, found }) => {
    expect(codes(`${baseline} ${text}`, { training })).toEqual(found);
  });

  it("are the owner's where baseline, clauses or variables hold them", () => {
    const owned = `${baseline} Refer to https://track.example/start and order 4812.`;
    expect(codes(`${owned} See https://track.example/faq.`, { baseline: owned, training })).toEqual([]);
    expect(
      codes(`${baseline} Write to ann.b@shop.example.`, { training, variableValues: ["ann.b@shop.example"] }),
    ).toEqual([]);
  });
});

describe("training texts", () => {
  it("name every text that a person or a model wrote, and no edit summary", () => {
    const email = { sender: "Ann", subject: "Tent", body: "Where is it?", sentOn: "2026-09-11" };
    const texts = trainingTextsOf(
      [
        {
          feedbackId: "f",
          kind: "edited",
          email,
          reply: "Soon.",
          said: "no date",
          editedReply: "On Friday.",
          changes: ["added a date"],
        },
      ],
      [{ ...email, body: "Other" }],
    );
    expect(texts.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      "sender: Ann",
      "subject: Tent",
      "body: Where is it?",
      "reply: Soon.",
      "comment: no date",
      "reply: On Friday.",
      "sender: Ann",
      "subject: Tent",
      "body: Other",
    ]);
  });
});

describe("problems", () => {
  const texts = defaultLab.emails
    .slice(0, 12)
    .flatMap(({ from, subject, body: text, reply }): TrainingText[] => [
      { kind: "sender", text: from },
      { kind: "subject", text: subject },
      { kind: "body", text },
      { kind: "reply", text: reply },
    ]);
  const pieces = texts.flatMap(({ text }) => text.match(/\S+(?:\s+\S+){0,9}/g) ?? []);

  it("do not depend on the order of the training texts", () => {
    const candidates = fc.array(fc.constantFrom(...pieces, "{{x}}", "Be brief.", "Maria", "order 4812"), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(candidates, fc.infiniteStream(fc.nat()), (parts, keys) => {
        const order = [...keys.take(texts.length)];
        const shuffled = texts
          .map((text, i) => ({ text, key: order[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ text }) => text);
        const candidate = parts.join(" ");
        expect(check(candidate, { training: trainingIndex(shuffled) })).toEqual(
          check(candidate, { training: trainingIndex(texts) }),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("name what they are about", () => {
    const training = trainingIndex(texts);
    const said = new Set<string>();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, "{{x}}", "{{a b}}"), { maxLength: 20 }), (parts) => {
        const candidate = parts.join(" ");
        for (const { code, message } of check(candidate, { training, frozenClauses: ["Sign off."] })) {
          said.add(code);
          const [, subject = ""] = /"(.+)"|(?:\{\{.+\}\})/s.exec(message) ?? [];
          if (code.startsWith("leaked_")) {
            expect(candidate.replace(/\s+/g, " ")).toContain(subject);
            expect(subject.length).toBeGreaterThan(1);
          }
          if (code === "missing_variable") expect(message).toMatch(/\{\{(company|today)\}\}/);
          if (code === "unknown_variable") expect(message).toMatch(/\{\{x\}\}|\{\{a b\}\}/);
          if (code === "missing_clause") expect(message).toContain('"Sign off."');
          if (code === "too_long") expect(message).toMatch(/\d+ words; at most 40/);
        }
      }),
      { numRuns: 60 },
    );
    for (const code of ["leaked_phrase", "leaked_name", "leaked_number", "too_long"]) {
      expect(said).toContain(code);
    }
  });

  it("come in moments for 1 MB of mail, traps for slow patterns included", () => {
    const long = [
      ..."x"
        .repeat(200)
        .split("")
        .map((_, i) => body(`${mail} `.repeat(60).slice(i, i + 5000))),
      body("a".repeat(200_000)),
      body("<".repeat(20_000)),
      body("1-".repeat(20_000)),
      body(`${" ".repeat(50_000)}x`),
      { kind: "sender" as const, text: "(".repeat(50_000) },
    ];
    const before = process.cpuUsage().user;
    const training = trainingIndex(long);
    check(`${baseline} ${"Maria waits for it ".repeat(5000)}`, { training });
    for (let i = 0; i < 10; i++) check(`${baseline} ${"Be brief and kind. ".repeat(100)}`, { training });
    expect(process.cpuUsage().user - before).toBeLessThan(1_500_000);
  });
});

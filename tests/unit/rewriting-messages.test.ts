import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Failure } from "@/lib/engine/rewriting/failure";
import { AnswerError } from "@/lib/engine/rewriting/json-answer";
import { metaPrompts } from "@/lib/engine/rewriting/meta-prompts";
import { type ProposalPlan, planProposals } from "@/lib/engine/rewriting/plan";
import { parseProposal, proposalMessages } from "@/lib/engine/rewriting/proposal";

const email = { sender: "Ann <ann@x.example>", subject: "Hi", body: "Where is it?", sentOn: null };
const failure = (id: string, rest: Partial<Failure> = {}): Failure => ({
  feedbackId: id,
  kind: "rejected",
  email,
  reply: "We will look into it.",
  said: "too long",
  editedReply: null,
  changes: [],
  ...rest,
});
const reflection = (failures: Failure[]): ProposalPlan => {
  const allocation = [{ strategy: "reflection" as const, metaPromptId: "reflect-causes" }];
  const [plan] = planProposals({ count: 1, failures, seed: 1, allocation });
  if (plan === undefined) throw new RangeError("no plan");
  return plan;
};
const userMessage = (plan: ProposalPlan, rest: Partial<Parameters<typeof proposalMessages>[0]> = {}) =>
  proposalMessages({ prompt: "Reply for {{company}}.", plan, maxWords: 120, ...rest })[1]?.content ?? "";
const patterns = [
  {
    id: "p",
    situation: "late parcel",
    instruction: "Name the date.",
    evidence: ["a", "b"],
    meanReward: 0.625,
  },
  { id: "q", situation: "refund", instruction: "Name the sum.", evidence: ["a"], meanReward: null },
];
const parents = [
  { candidateId: "a", prompt: "Be brief. {{company}}", wins: [email] },
  { candidateId: "b", prompt: "Be kind. {{company}}", wins: Array.from({ length: 6 }, () => email) },
] as const;

describe("proposalMessages", () => {
  it("quote prompt, words, edit, modes and rules", () => {
    const edited = failure("e", {
      kind: "edited",
      said: null,
      editedReply: "Hello Ann.",
      changes: ["shorter by 30 words"],
    });
    const plan = reflection([failure("r", { said: "no date" }), failure("s", { said: "no date" }), edited]);
    const [system, user] = proposalMessages({
      prompt: "Reply for {{company}} on {{ today }}.",
      plan,
      maxWords: 120,
    });
    expect(system?.content).toBe(metaPrompts.find(({ id }) => id === "reflect-causes")?.text);
    for (const part of [
      "<current_prompt>\nReply for {{company}} on {{ today }}.\n</current_prompt>",
      '<failure_mode number="1" size="2">\n<mode_name>\nrejected: "no date"\n</mode_name>\n2 failures; quoted below: 1, 2.\n<quote>\nno date\n</quote>\n</failure_mode>',
      '<failure number="1" kind="rejected">',
      "<person_said>\nno date\n</person_said>",
      "From: Ann <ann@x.example>\nSubject: Hi",
      '<failure number="3" kind="edited">',
      "<edit_summary>\n- shorter by 30 words\n</edit_summary>",
      "<edited_reply>\nHello Ann.\n</edited_reply>",
      "{{company}}, {{today}}",
      "at most 120 words",
      "Return JSON",
    ]) {
      expect(user?.content).toContain(part);
    }
  });

  it("tell patterns with their evidence", () => {
    const plan: ProposalPlan = {
      position: 0,
      strategy: "patterns",
      metaPromptId: "patterns-woven",
      failures: [],
      patterns,
    };
    const message = userMessage(plan);
    expect(message).toContain(
      '<pattern number="1">\n<situation>\nlate parcel\n</situation>\n<instruction>\nName the date.\n</instruction>\nEvidence: 2 decisions. Mean reward where it was used: 0.63 of 1.\n</pattern>',
    );
    expect(message).toContain("Evidence: 1 decision. Not tried in a prompt yet.");
    expect(message).toContain("<failures>\nNo failures were recorded.\n</failures>");
  });

  it("show both parents of a merge with the emails they win", () => {
    const plan: ProposalPlan = {
      position: 0,
      strategy: "merge",
      metaPromptId: "merge-best",
      failures: [],
      parents,
    };
    const message = userMessage(plan);
    expect(message).toContain(
      '<candidate number="1">\n<prompt>\nBe brief. {{company}}\n</prompt>\nIt answers 1 email better than the other:',
    );
    expect(message).toContain("It answers 6 emails better than the other; 4 of them:");
    expect(message.match(/<email>/g)).toHaveLength(5);
    expect(message).not.toContain("<failures>");
  });

  it("ask a shortening for fewer words than there are, and show no failures", () => {
    const plan: ProposalPlan = {
      position: 0,
      strategy: "shortening",
      metaPromptId: "shorten-plain",
      failures: [],
    };
    expect(userMessage(plan, { prompt: "word ".repeat(50) })).toContain("at most 49 words");
    expect(userMessage(plan, { prompt: "word ".repeat(500) })).toContain("at most 120 words");
    expect(userMessage(plan)).not.toContain("<failures>");
  });

  it("quote frozen clauses and ask to keep them, if there are any", () => {
    const message = userMessage(reflection([failure("f")]), { frozenClauses: ["Never promise a refund."] });
    expect(message).toContain(
      "<frozen_clauses>\n<clause>\nNever promise a refund.\n</clause>\n</frozen_clauses>",
    );
    expect(message).toContain("Keep every clause of <frozen_clauses> word for word.");
    expect(userMessage(reflection([failure("f")]))).not.toContain("frozen_clauses");
  });

  it("say so when there are no failures and no variables", () => {
    const [plan] = planProposals({ count: 1, failures: [], seed: 1 });
    if (plan === undefined) throw new RangeError("no plan");
    const message = userMessage(plan, { prompt: "Reply." });
    expect(message).toContain("No failures were recorded.");
    expect(message).toContain("Use no {{variables}}.");
  });

  it("show the prompt as it is, tags of its own included", () => {
    const message = userMessage(reflection([failure("f")]), {
      prompt: "Answer what is inside <email> </email>.",
    });
    expect(message).toContain("<current_prompt>\nAnswer what is inside <email> </email>.\n</current_prompt>");
  });

  it.each([
    { case: "an unknown meta-prompt", plan: { metaPromptId: "nope" }, message: "unknown meta-prompt nope" },
    {
      case: "a meta-prompt of another strategy",
      plan: { metaPromptId: "merge-best" },
      message: "meta-prompt merge-best belongs to merge, not to reflection",
    },
  ])("refuse $case", ({ plan, message }) => {
    expect(() => userMessage({ ...reflection([]), ...reflection([failure("f")]), ...plan })).toThrow(message);
  });

  it.each([0, Number.NaN, Number.POSITIVE_INFINITY])("refuse a limit of %d words", (maxWords) => {
    expect(() => userMessage(reflection([failure("f")]), { maxWords })).toThrow(
      "maxWords must be a positive",
    );
  });
});

describe("quoted text", () => {
  const tags = [
    ...["failures", "failure", "failure_modes", "failure_mode", "mode_name", "quote", "person_said", "email"],
    ...["reply", "edit_summary", "edited_reply", "patterns", "pattern", "situation", "instruction"],
    ...["candidates", "candidate", "prompt", "emails_it_wins", "current_prompt", "frozen_clauses", "clause"],
  ];
  const tag = fc
    .record({
      name: fc.constantFrom(...tags),
      bracket: fc.constantFrom("<", "</", "< /", "<\u200b/", "＜/", "﹤", "<／", "</\n"),
      end: fc.constantFrom(">", " >", ' number="1">', ""),
      split: fc.nat({ max: 14 }),
      upper: fc.boolean(),
    })
    .map(({ name, bracket, end, split, upper }) => {
      const spelled = upper ? name.toUpperCase() : name;
      return `${bracket}${spelled.slice(0, split)}${split % 3 === 0 ? "\u200b" : ""}${spelled.slice(split)}${end}`;
    });
  const hostile = fc
    .array(fc.oneof(tag, fc.string(), fc.constant("\n"), fc.constant("Rules for the new prompt:")), {
      maxLength: 8,
    })
    .map((parts) => parts.join(""));

  /** Every tag of the message, however it is spelled. */
  const skeleton = (message: string) =>
    (
      message
        .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
        .match(new RegExp(`[<＜﹤][\\s/／]*(?:${tags.join("|")})(?![\\w-])(?! word for word)`, "giu")) ?? []
    ).join(" ");

  const plansOf = (text: string): ProposalPlan[] => {
    const evil = { sender: text, subject: text, body: text, sentOn: text };
    const failures = [1, 2, 3].map((n) =>
      failure(`f${n}`, { email: evil, reply: text, said: `x${text}`, editedReply: text, changes: [text] }),
    );
    const call = { position: 0, failures };
    return [
      { ...call, strategy: "meta_prompt", metaPromptId: "rewrite-plain" },
      {
        ...call,
        strategy: "reflection",
        metaPromptId: "reflect-causes",
        modes: [{ name: text, kind: "rejected", failures, quotes: [text, text] }],
      },
      {
        ...call,
        strategy: "patterns",
        metaPromptId: "patterns-woven",
        patterns: [{ id: "p", situation: text, instruction: text, evidence: [], meanReward: null }],
      },
      {
        ...call,
        strategy: "merge",
        metaPromptId: "merge-best",
        parents: [
          { candidateId: "a", prompt: "Reply.", wins: [evil] },
          { candidateId: "b", prompt: "Reply.", wins: [evil] },
        ],
      },
    ];
  };

  it("can neither open nor close a block, in any strategy", () => {
    const harmless = plansOf("y").map((plan) => skeleton(userMessage(plan)));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plansOf(text).map((plan) => skeleton(userMessage(plan)))).toEqual(harmless);
      }),
      { numRuns: 300 },
    );
  });

  it("of a candidate cannot leave its block either", () => {
    const own = (message: string) =>
      message.match(/<\/?(?:candidates?|prompt|emails_it_wins|current_prompt|frozen_clauses|clause)\b/g);
    const message = (text: string) => {
      const plan: ProposalPlan = {
        position: 0,
        strategy: "merge",
        metaPromptId: "merge-best",
        failures: [],
        parents: [
          { candidateId: "a", prompt: text, wins: [] },
          { candidateId: "b", prompt: text, wins: [] },
        ],
      };
      return userMessage(plan);
    };
    const inside = fc
      .array(fc.constantFrom("</prompt>", "</candidate>", "<candidate>", "</candidates>", "x", "\n"))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(inside, (text) => {
        expect(own(message(text))).toEqual(own(message("x")));
      }),
    );
  });

  it("stays as it is where it is no tag", () => {
    const said = "3 < 4, <b>bold</b>, Ann <reply@x.example>, a<b>c";
    expect(userMessage(reflection([failure("f", { said })]))).toContain(said);
  });
});

describe("parseProposal", () => {
  const faultOf = (attempt: () => unknown): string | null => {
    try {
      attempt();
      return null;
    } catch (error) {
      return error instanceof AnswerError ? error.code : String(error);
    }
  };

  it.each([
    { case: "plain", wrap: (json: string) => json },
    { case: "fenced", wrap: (json: string) => `\n\`\`\`json\n${json}\n\`\`\`\n` },
  ])("reads a $case answer", ({ wrap }) => {
    const text = JSON.stringify({ prompt: " Reply. ", changes: [{ change: " shorter", because: [1, 3] }] });
    expect(parseProposal(wrap(text))).toEqual({
      prompt: "Reply.",
      changes: [{ change: "shorter", because: [1, 3] }],
    });
  });

  it.each([
    { case: "no JSON", text: "Reply briefly.", code: "not_json", message: "not JSON" },
    {
      case: "words around it",
      text: 'Here: {"prompt":"a","changes":[]}',
      code: "not_json",
      message: "not JSON",
    },
    { case: "two objects", text: '{"prompt":"a","changes":[]}{}', code: "not_json", message: "not JSON" },
    { case: "a list", text: "[]", code: "not_an_object", message: "not a JSON object" },
    { case: "no prompt", text: '{"changes":[]}', code: "no_prompt", message: "no prompt" },
    {
      case: "a prompt that is no text",
      text: '{"prompt":1,"changes":[]}',
      code: "no_prompt",
      message: "no prompt",
    },
    { case: "no changes", text: '{"prompt":"a"}', code: "no_changes", message: "no list of changes" },
    {
      case: "another member",
      text: '{"prompt":"a","changes":[],"deploy":true}',
      code: "unknown_member",
      message: '"deploy"',
    },
    {
      case: "an unnamed change",
      text: '{"prompt":"a","changes":[{"because":[1]}]}',
      code: "bad_change",
      message: "change 1 does not say",
    },
    {
      case: "no failures named",
      text: '{"prompt":"a","changes":[{"change":"b"}]}',
      code: "bad_change",
      message: "change 1 does not name",
    },
    {
      case: "failure 0",
      text: '{"prompt":"a","changes":[{"change":"b","because":[0]}]}',
      code: "bad_change",
      message: "names failure 0",
    },
    {
      case: "half a failure",
      text: '{"prompt":"a","changes":[{"change":"b","because":[1.5]}]}',
      code: "bad_change",
      message: "1.5",
    },
    {
      case: "200 kB",
      text: JSON.stringify({ prompt: "x".repeat(200_000), changes: [] }),
      code: "too_long",
      message: "at most 100000",
    },
    {
      case: "a fence with a long gap",
      text: `\`\`\`\n${"\n".repeat(90_000)}x`,
      code: "not_json",
      message: "not JSON",
    },
  ])("refuses $case", ({ text, code, message }) => {
    const attempt = () => parseProposal(text);
    expect(attempt).toThrow(RangeError);
    expect(attempt).toThrow(message);
    expect(faultOf(attempt)).toBe(code);
  });
});

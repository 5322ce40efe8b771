import { describe, expect, it } from "vitest";
import {
  afterDeployment,
  behindChange,
  confidenceWords,
  formatGain,
  originWords,
  outcomeSentence,
  rankCandidates,
  readable,
  statusWords,
  stepReached,
  testWords,
} from "@/app/_components/runs/run-words";
import type { PromptChange } from "@/lib/contracts/prompts";
import type { Candidate, Decision, QuotedFailure, RunSummary } from "@/lib/contracts/runs";

const decision: Decision = {
  basis: "held_out",
  verdict: "no_improvement",
  improvement: 3.14,
  improvementKind: "relative",
  confidence: 0.7,
  pValue: 0.3,
  n: 24,
  wins: 12,
  losses: 9,
  ties: 3,
  baselineMean: 0.5,
  candidateMean: 0.5157,
  interval: { low: -2, high: 8 },
  test: "paired permutation test",
  reasons: [],
};

const run: RunSummary = {
  id: "0192a000-0000-7000-8000-000000000001",
  labId: "0192a000-0000-7000-8000-000000000002",
  labName: "Support",
  status: "no_improvement",
  step: "finished",
  origin: "trigger",
  startedBy: "trigger",
  progress: { done: 1, total: 1 },
  baselineVersion: 4,
  resultVersion: null,
  resultLive: false,
  decision,
  cost: {
    calls: 0,
    cachedCalls: 0,
    failedCalls: 0,
    unmeteredCalls: 0,
    inputTokens: 0,
    outputTokens: 0,
    usd: null,
    unpricedCalls: 0,
  },
  simulated: false,
  cancelRequested: false,
  error: null,
  createdAt: "2026-09-14T14:02:00.000Z",
  startedAt: null,
  finishedAt: null,
};

describe("formatGain", () => {
  it.each([
    { value: 11.44, kind: "relative" as const, expected: "+11.4\u00a0%" },
    { value: -2, kind: "relative" as const, expected: "-2.0\u00a0%" },
    { value: 0, kind: null, expected: "0.0\u00a0%" },
    { value: 3.25, kind: "absolute" as const, expected: "+3.3\u00a0points" },
  ])("writes $value as $expected", ({ value, kind, expected }) => {
    expect(formatGain(value, kind)).toBe(expected);
  });
});

describe("outcomeSentence", () => {
  it.each([
    {
      case: "a kept prompt",
      change: {},
      expected: "Kept v4: the best candidate made +3.1\u00a0% on 24 held-out emails.",
    },
    {
      case: "no candidate at all",
      change: { decision: null },
      expected: "Kept v4: no candidate was better.",
    },
    {
      case: "a deployment",
      change: { status: "deployed" as const, resultVersion: 5, decision: { ...decision, improvement: 11.4 } },
      expected: "Replaced v4 with v5: +11.4\u00a0% on 24 held-out emails.",
    },
    {
      case: "missing data",
      change: { status: "needs_data" as const, decision: { ...decision, improvement: null, n: 0 } },
      expected: "Kept v4: not enough data to decide.",
    },
    {
      case: "a proposal that has no version yet",
      change: { status: "needs_approval" as const },
      expected: "Waits for a person: the new prompt against v4, +3.1\u00a0% on 24 held-out emails.",
    },
    {
      case: "one email",
      change: { decision: { ...decision, n: 1 } },
      expected: "Kept v4: the best candidate made +3.1\u00a0% on 1 held-out email.",
    },
    { case: "a run under way", change: { status: "running" as const }, expected: null },
  ])("tells $case", ({ change, expected }) => {
    expect(outcomeSentence({ ...run, ...change })).toBe(expected);
  });
});

describe("statusWords and originWords", () => {
  it("names the deployed version", () => {
    expect(
      statusWords({ status: "deployed", resultVersion: 5, resultLive: true, cancelRequested: false }),
    ).toEqual({
      label: "Deployed v5",
      tone: "good",
    });
  });

  it("says when the deployed version is no longer live", () => {
    const run = { status: "deployed" as const, resultVersion: 5, resultLive: false, cancelRequested: false };
    expect(statusWords(run).label).toBe("Deployed v5, not live now");
  });

  it.each([
    { status: "running" as const, expected: "Cancelling …" },
    { status: "queued" as const, expected: "Cancelling …" },
    { status: "cancelled" as const, expected: "Cancelled" },
    { status: "deployed" as const, expected: "Deployed v5" },
  ])("says $expected of a run $status that was asked to end", ({ status, expected }) => {
    expect(statusWords({ status, resultVersion: 5, resultLive: true, cancelRequested: true }).label).toBe(
      expected,
    );
  });

  it.each([
    { origin: "trigger" as const, expected: "by trigger" },
    { origin: "person" as const, expected: "by Ada" },
    { origin: "dataset" as const, expected: "on chosen datasets, by Ada" },
  ])("says who started a run of origin $origin", ({ origin, expected }) => {
    expect(originWords({ origin, startedBy: "Ada" })).toBe(expected);
  });
});

const candidate = (position: number, change: Partial<Candidate>): Candidate => ({
  id: `0192a000-0000-7000-8000-00000000001${position}`,
  position,
  role: position === 0 ? "baseline" : "candidate",
  content: "text",
  strategy: null,
  metaPrompt: null,
  changes: [],
  state: "dropped",
  problems: [],
  developmentMean: null,
  developmentCases: 0,
  heldOutMean: null,
  heldOutCases: 0,
  failedCases: 0,
  ...change,
});

describe("readable, testWords and confidenceWords", () => {
  it.each([
    { name: "reflection", expected: "repaired after reflection on the feedback" },
    { name: "rewrite-short", expected: "as short as possible" },
    { name: "token_overlap", expected: "token overlap" },
    { name: "toString", expected: "toString" },
  ])("reads $name as $expected", ({ name, expected }) => {
    expect(readable(name)).toBe(expected);
  });

  it.each([
    { test: "none", expected: null },
    { test: "sign_flip", expected: "paired permutation test (sign flips)" },
    { test: "paired t test", expected: "paired t test" },
  ])("tells the test $test as $expected", ({ test, expected }) => {
    expect(testWords(test)).toBe(expected);
  });

  it.each([
    { confidence: null, expected: "not measured" },
    { confidence: 0.934, expected: "93.4 %" },
    { confidence: 0.999, expected: "99.9 %" },
    // 1 - 2^-22, the most that 22 pairs can give, would round to 100 %
    { confidence: 1 - 2 ** -22, expected: "over 99.9 %" },
  ])("tells the confidence $confidence as $expected", ({ confidence, expected }) => {
    expect(confidenceWords(confidence).replaceAll("\u00a0", " ")).toBe(expected);
  });
});

describe("stepReached", () => {
  const ended = { status: "needs_data", step: "finished" } as const;
  it.each([
    { case: "no candidate", candidates: [candidate(0, {})], expected: "collecting" },
    {
      case: "candidates that were never tried",
      candidates: [candidate(0, {}), candidate(1, {})],
      expected: "proposing",
    },
    {
      case: "development emails only",
      candidates: [candidate(0, { developmentCases: 3 }), candidate(1, { developmentCases: 3 })],
      expected: "racing",
    },
    {
      case: "held-out emails",
      candidates: [candidate(1, { developmentCases: 3, heldOutCases: 2 })],
      expected: "finished",
    },
  ])("of an ended run with $case is $expected", ({ candidates, expected }) => {
    expect(stepReached({ ...ended, candidates })).toBe(expected);
  });

  it("of a run under way is the step it is at", () => {
    expect(stepReached({ status: "running", step: "validating", candidates: [] })).toBe("validating");
  });
});

describe("behindChange", () => {
  const said = (kind: QuotedFailure["kind"], words: string | null): QuotedFailure => ({
    feedbackId: run.id,
    kind,
    subject: "Refund",
    said: words,
    changes: [],
  });

  it("counts what was said alike and puts the most frequent first", () => {
    const failures = [
      said("edited", null),
      said("rejected", "Too cold"),
      said("disliked_reason", "too cold"),
      said("rejected", "too cold "),
    ];
    expect(behindChange(failures)).toEqual([
      "“Too cold” (2 rejections)",
      "1 edit",
      "“too cold” (1 disliked reason)",
    ]);
  });

  it("has nothing to say without feedback", () => {
    expect(behindChange([])).toEqual([]);
  });
});

describe("rankCandidates", () => {
  it("puts the survivor first, then who got further, then the higher mean, refused ones last", () => {
    const candidates = [
      candidate(0, { state: "racing", developmentMean: 0.5, developmentCases: 12 }),
      candidate(1, { state: "invalid" }),
      candidate(2, { developmentMean: 0.9, developmentCases: 3 }),
      candidate(3, { state: "survivor", developmentMean: 0.6, developmentCases: 12 }),
      candidate(4, { developmentMean: 0.55, developmentCases: 10, failedCases: 2 }),
      candidate(5, { developmentMean: 0.4, developmentCases: 3 }),
    ];

    expect(rankCandidates(candidates).map(({ position }) => position)).toEqual([3, 4, 0, 2, 5, 1]);
  });

  it("keeps every candidate and leaves its input alone", () => {
    const candidates = [candidate(1, {}), candidate(0, { developmentMean: 0.1, developmentCases: 1 })];
    const ranked = rankCandidates(candidates);

    expect(candidates.map(({ position }) => position)).toEqual([1, 0]);
    expect(ranked.map(({ position }) => position)).toEqual([0, 1]);
  });
});

describe("afterDeployment", () => {
  const change = (
    revision: number,
    from: number | null,
    to: number,
    runId: string | null = null,
  ): PromptChange => ({
    revision,
    fromVersion: from,
    toVersion: to,
    actor: "Ada",
    reason: "why",
    runId,
    at: "2026-09-14T14:02:00.000Z",
  });
  const deployed = { id: run.id, resultVersion: 5 };

  it.each([
    {
      case: "still live",
      changes: [change(1, null, 4), change(2, 4, 5, run.id)],
      replaced: null,
      back: false,
    },
    {
      case: "rolled back, by the run's own page",
      changes: [change(3, 5, 4, run.id), change(2, 4, 5, run.id)],
      replaced: 3,
      back: true,
    },
    {
      case: "replaced by a newer version",
      changes: [change(2, 4, 5, run.id), change(3, 5, 6)],
      replaced: 3,
      back: false,
    },
  ])("knows a version that is $case", ({ changes, replaced, back }) => {
    const after = afterDeployment(changes, deployed);

    expect(after.deployed?.revision).toBe(2);
    expect(after.replaced?.revision ?? null).toBe(replaced);
    expect(after.rolledBack).toBe(back);
  });

  it("finds nothing for a run that deployed nothing", () => {
    expect(afterDeployment([change(1, null, 4)], { id: run.id, resultVersion: null })).toEqual({
      deployed: null,
      replaced: null,
      rolledBack: false,
    });
  });
});

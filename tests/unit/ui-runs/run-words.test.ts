import { describe, expect, it } from "vitest";
import {
  afterDeployment,
  formatGain,
  originWords,
  outcomeSentence,
  rankCandidates,
  statusWords,
} from "@/app/_components/runs/run-words";
import type { PromptChange } from "@/lib/contracts/prompts";
import type { Candidate, Decision, RunSummary } from "@/lib/contracts/runs";

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
  decision,
  cost: { calls: 0, cachedCalls: 0, failedCalls: 0, inputTokens: 0, outputTokens: 0, usd: null },
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
      expected: "Kept v4: the best candidate gained +3.1\u00a0% on 24 held-out emails.",
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
      case: "one email",
      change: { decision: { ...decision, n: 1 } },
      expected: "Kept v4: the best candidate gained +3.1\u00a0% on 1 held-out email.",
    },
    { case: "a run under way", change: { status: "running" as const }, expected: null },
  ])("tells $case", ({ change, expected }) => {
    expect(outcomeSentence({ ...run, ...change })).toBe(expected);
  });
});

describe("statusWords and originWords", () => {
  it("names the deployed version", () => {
    expect(statusWords({ status: "deployed", resultVersion: 5 })).toEqual({
      label: "Deployed v5",
      tone: "good",
    });
  });

  it.each([
    { origin: "trigger" as const, expected: "by trigger" },
    { origin: "person" as const, expected: "by Ada" },
    { origin: "dataset" as const, expected: "on chosen datasets, by Ada" },
  ])("says who started a run of origin $origin", ({ origin, expected }) => {
    expect(originWords({ origin, startedBy: "Ada" })).toBe(expected);
  });
});

describe("rankCandidates", () => {
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

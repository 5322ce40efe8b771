import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { WordDiff } from "@/app/_components/diff/word-diff";
import { CandidateTable } from "@/app/_components/runs/candidate-table";
import { RunPrompt } from "@/app/_components/runs/run-prompt";
import { RunStepper } from "@/app/_components/runs/run-stepper";
import type { Candidate, Run } from "@/lib/contracts/runs";

/** What a reader hears or sees: the text alone, white space evened out. */
const readOut = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replace(/\s+/g, " ")
    .trim();

const id = (n: number) => `0192a000-0000-7000-8000-0000000000${String(n).padStart(2, "0")}`;

const candidate = (position: number, change: Partial<Candidate>): Candidate => ({
  id: id(position),
  position,
  role: position === 0 ? "baseline" : "candidate",
  content: "Be kind.",
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

const run: Run = {
  id: id(90),
  labId: id(91),
  labName: "Support",
  status: "running",
  step: "racing",
  origin: "person",
  startedBy: "Ada",
  progress: { done: 3, total: 12 },
  baselineVersion: 4,
  resultVersion: null,
  resultLive: false,
  decision: null,
  cost: {
    calls: 9,
    cachedCalls: 1,
    failedCalls: 0,
    unmeteredCalls: 0,
    inputTokens: 900,
    outputTokens: 300,
    usd: null,
    unpricedCalls: 0,
  },
  simulated: true,
  cancelRequested: false,
  error: null,
  createdAt: "2026-09-14T14:02:00.000Z",
  startedAt: "2026-09-14T14:02:01.000Z",
  finishedAt: null,
  seed: 7,
  provider: "simulator",
  similarityBy: null,
  model: "simulator",
  cases: { development: 12, heldOut: 20 },
  failures: [{ feedbackId: id(80), kind: "rejected", subject: "Refund", said: "too cold", changes: [] }],
  baselinePrompt: "Be kind.",
  candidates: [
    candidate(0, { state: "racing", developmentMean: 0.41, developmentCases: 12 }),
    candidate(1, {
      state: "survivor",
      content: "Be kind and warm.",
      strategy: "reflection",
      developmentMean: 0.52,
      developmentCases: 12,
      changes: [{ change: "asks for warmth", feedbackIds: [id(80)] }],
    }),
    candidate(2, { state: "invalid", problems: [{ code: "variable_lost", message: "lost {{subject}}" }] }),
  ],
  survivorId: id(1),
  canRollBack: false,
};

describe("WordDiff", () => {
  it("marks both sides of a change for eyes and ears", () => {
    const markup = renderToStaticMarkup(<WordDiff before="Hi Ada" after="Dear Ada" label="v1 to v2" />);

    expect(markup).toMatch(/<del[^>]*>.*Hi.*<\/del><ins[^>]*>.*Dear.*<\/ins>/);
    expect(readOut(markup)).toBe("[removed: Hi ] [added: Dear ] Ada");
  });

  it("says so when nothing differs", () => {
    expect(renderToStaticMarkup(<WordDiff before="Hi" after="Hi" label="" />)).toContain("the same");
  });
});

describe("CandidateTable", () => {
  const rows = renderToStaticMarkup(<CandidateTable run={run} />)
    .split("<tr")
    .slice(2)
    .map((row) => readOut(`<tr${row}`));

  it("ranks the candidates, and shows the live prompt without a rank", () => {
    expect(rows).toEqual([
      expect.stringMatching(
        /^1 Candidate 1 repaired after reflection on the feedback 0\.52 n = 12 – 0 Survived the race/,
      ),
      expect.stringMatching(/^Live prompt, v4 0\.41 n = 12 – 0 Live prompt, evaluated afresh$/),
      expect.stringMatching(/^Candidate 2 – – 0 Refused lost \{\{subject\}\}/),
    ]);
  });
});

describe("RunPrompt", () => {
  it("quotes the feedback behind each change", () => {
    expect(readOut(renderToStaticMarkup(<RunPrompt run={run} />))).toMatch(
      /\[added: and warm \].*asks for warmth Behind it: “too cold” \(1 rejection\)\.$/,
    );
  });

  it("waits while no candidate has come through", () => {
    expect(renderToStaticMarkup(<RunPrompt run={{ ...run, survivorId: null }} />)).toContain("as soon as");
  });
});

describe("RunStepper", () => {
  it("names the step it is at and how far that has come", () => {
    const markup = renderToStaticMarkup(<RunStepper run={run} />);

    expect(markup).toMatch(/aria-current="step"(?:(?!<\/li>).)*Race/);
    expect(readOut(markup)).toContain("3 of 12");
  });

  it("shows no progress after the end", () => {
    const markup = renderToStaticMarkup(
      <RunStepper run={{ ...run, status: "deployed", step: "finished" }} />,
    );
    expect(markup).not.toContain("progressbar");
  });

  it("does not claim steps that an ended run never came to", () => {
    const early: Run = { ...run, status: "needs_data", step: "finished", candidates: [candidate(0, {})] };
    const heard = readOut(renderToStaticMarkup(<RunStepper run={early} />));

    expect(heard).toContain("Collect feedback , done");
    expect(heard).toContain("Validate the best , not reached");
  });

  it("says that a run is being ended", () => {
    const ending = renderToStaticMarkup(<RunStepper run={{ ...run, cancelRequested: true }} />);
    expect(ending).toContain("It stops as soon as");
  });
});

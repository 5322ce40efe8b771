import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ContradictionList } from "@/app/_components/docs/contradiction-list";
import { InstructionList } from "@/app/_components/docs/instruction-list";
import { ConnectionReport } from "@/app/_components/models/connection-report";
import { ModelChoiceFields } from "@/app/_components/models/model-choice-fields";
import { PriceTable } from "@/app/_components/models/price-table";
import type { ConfiguredProvider, ConnectionTest, ModelChoice } from "@/lib/contracts/models";

/** What a reader hears or sees: the text alone, white space evened out. */
const readOut = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replace(/\s+/g, " ")
    .trim();

const report: ConnectionTest = {
  provider: "openai",
  model: "fake-model",
  simulated: false,
  reachable: true,
  latencyMs: 31,
  models: ["fake-model"],
  detail: null,
  tests: [],
  calls: 5,
  testedAt: "2026-01-02T03:04:05.000Z",
};

describe("ConnectionReport", () => {
  it("tells reachability, time, models and calls", () => {
    const text = readOut(renderToStaticMarkup(<ConnectionReport report={report} />));
    expect(text).toContain("reachable fake-model, answered in 31 ms, lists 1 model 5 calls,");
  });

  it.each([
    { case: "that answered", change: {}, word: " reachable fake" },
    { case: "that is down", change: { reachable: false, latencyMs: null }, word: "not reachable" },
    { case: "that refused the key", change: { models: null }, word: "reachable, lists no models" },
  ])("says so of a server $case", ({ change, word }) => {
    const text = readOut(renderToStaticMarkup(<ConnectionReport report={{ ...report, ...change }} />));
    expect(` ${text}`).toContain(word);
  });

  it("tells trouble with the server once, and other findings each", () => {
    const detail = "It answered 401.";
    const tests: ConnectionTest["tests"] = [
      { capability: "generation", found: "unknown", detail, latencyMs: null },
      { capability: "embeddings", found: "no", detail: "No model for it.", latencyMs: null },
    ];
    const text = readOut(renderToStaticMarkup(<ConnectionReport report={{ ...report, detail, tests }} />));
    expect(text.split(detail)).toHaveLength(2);
    expect(text).toContain("Answers not known The same.");
    expect(text).toContain("Embeddings no No model for it.");
  });
});

describe("PriceTable", () => {
  const line = { key: "a", provider: "Ollama", model: "llama", source: "in no list" };
  it.each([
    { case: "an unknown price in words, not as 0", price: null, shown: "Ollama, in no list unknown" },
    {
      case: "a cached price that is not set",
      price: { input: 0.4, cachedInput: null, output: 1.6 },
      shown: "$0.40 as input $1.60",
    },
    {
      case: "a price of nothing",
      price: { input: 0, cachedInput: 0, output: 0 },
      shown: "$0.00 $0.00 $0.00",
    },
  ])("shows $case", ({ price, shown }) => {
    const table = <PriceTable caption="Today" lines={[{ ...line, price }]} />;
    expect(readOut(renderToStaticMarkup(table)).replaceAll(" ,", ",")).toContain(shown);
  });
});

const inPage = (children: ReactNode) =>
  renderToStaticMarkup(<QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>);
const providers: ConfiguredProvider[] = [
  { provider: "openai", model: "fake-model", isDefault: true, simulated: false },
  { provider: "simulator", model: "simulator-1", isDefault: false, simulated: true },
];

describe("ModelChoiceFields", () => {
  const fields = (choice: ModelChoice | null) =>
    inPage(
      <ModelChoiceFields
        label="Drafting"
        none="As the server"
        lost="No draft can be written."
        providers={providers}
        choice={choice}
        error={undefined}
        onChange={() => {}}
      />,
    );

  it("asks for no model where none is chosen", () => {
    expect(fields(null)).not.toContain("Drafting: model");
  });

  it("offers the models of the simulator, that of the lab among them", () => {
    const text = readOut(fields({ provider: "simulator", model: "simulator-1/export" }));
    expect(text).toContain("Drafting: model simulator-1 simulator-1/export");
  });

  it("keeps showing a provider that is gone, and says what follows", () => {
    const markup = fields({ provider: "ollama", model: "llama3.2:3b" });
    expect(readOut(markup)).toContain(
      "Ollama is not set up on this server any more. No draft can be written.",
    );
    expect(markup).toMatch(/<option value="ollama" selected="">Ollama \(not set up\)/);
    expect(markup).toMatch(/<input[^>]*value="llama3.2:3b"/);
    expect(markup).toMatch(/<input[^>]*disabled=""/);
  });
});

describe("InstructionList and ContradictionList", () => {
  it("shows wordings with their clarity, and what rules a kind out", () => {
    const instruction = {
      kind: "brevity",
      title: "Brevity",
      effect: "Short.",
      wordings: [{ example: "Be brief.", clarity: 0.97 }],
      negated: ["Do not be brief."],
      contradicts: ["Detail"],
    };
    expect(readOut(renderToStaticMarkup(<InstructionList instructions={[instruction]} />))).toBe(
      "Brevity Short. Not with: Detail 1 wording of Brevity Wording Clarity Be brief. 97 % Ruled out by: Do not be brief.",
    );
  });

  it.each([
    { case: "never go together", coexistence: 0, expected: "Warm against Formal" },
    { case: "sometimes do", coexistence: 0.4, expected: "Warm against Formal ; both in 40 % of replies" },
  ])("tells of pairs that $case", ({ coexistence, expected }) => {
    const list = <ContradictionList contradictions={[{ pair: ["Warm", "Formal"], coexistence }]} />;
    expect(readOut(renderToStaticMarkup(list))).toBe(expected);
  });
});

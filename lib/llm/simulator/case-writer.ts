import { readDate } from "@/lib/engine/calendar";
import { type CaseBrief, mailMoods, mailScenarios, mailTwists } from "@/lib/engine/case-writing";
import { ProviderError } from "@/lib/llm/language-model";
import { type Block, blockContent, blocksOf } from "@/lib/llm/simulator/blocks";
import { languages } from "@/lib/llm/simulator/case-writer-languages";
import { composeLetter } from "@/lib/llm/simulator/case-writer-letter";
import type { Sampler } from "@/lib/llm/simulator/sampler";

/**
 * Made-up emails from templates, as JSON of the contract `casesJson`: one per `<brief>`, in their order.
 *
 * @param user The user message of `caseMessages`.
 * @throws {ProviderError} `refused` if it names no day, no brief, or a brief that cannot be understood.
 */
export function writeCases(user: string, sampler: Sampler): string {
  const blocks = blocksOf(user);
  const house = blockContent(blocks, "house");
  const now = readDate(/^Today is (\d{4}-\d{2}-\d{2})\.$/m.exec(user)?.[1] ?? "");
  if (now === null) throw refused("the request names no day that emails could be written on");
  const briefs = blocks.filter(({ tag }) => tag === "brief").map(briefOf);
  if (briefs.length === 0) throw refused("the request holds no brief to write an email from");
  const cases = briefs.map((brief, place) =>
    composeLetter({ brief, now, house, unit: (choice) => sampler.unit(`case ${place} ${choice}`) }),
  );
  return JSON.stringify({ cases });
}

function briefOf({ attributes: { scenario, language, mood, twist, words } }: Block): CaseBrief {
  return {
    scenario: oneOf(mailScenarios, scenario, "scenario"),
    language: oneOf(languages, language, "language"),
    mood: oneOf(mailMoods, mood, "mood"),
    twist: oneOf(mailTwists, twist, "twist"),
    words: wordCount(words),
  };
}

function oneOf<T extends string>(known: readonly T[], value: string | undefined, what: string): T {
  const found = known.find((name) => name === value);
  if (found === undefined) throw refused(`it knows no ${what} "${value ?? ""}"`);
  return found;
}

function wordCount(value: string | undefined): number {
  const words = Number(value);
  if (!(words > 0 && Number.isFinite(words))) throw refused(`"${value ?? ""}" is no number of words`);
  return words;
}

const refused = (why: string): ProviderError =>
  new ProviderError("refused", `The simulator wrote no cases: ${why}.`, { retryable: false });

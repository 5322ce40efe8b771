import { describe, expect, it } from "vitest";
import { fieldErrors } from "@/app/_components/labs/field-errors";
import {
  type GroupName,
  SETTINGS_GROUPS,
  type SettingsGroup,
  settingsChange,
  shown,
} from "@/app/_components/labs/settings-fields";
import { ApiError } from "@/app/_hooks/api-client";
import { LabSettings } from "@/lib/contracts/labs";

const settings = LabSettings.parse({
  rewardWeights: {
    exactMatch: 0.1,
    tokenF1: 0.3,
    perplexity: 0.2,
    human: 0.3,
    length: 0.05,
    similarity: 0.05,
  },
  triggerConfig: {
    minFeedbackCount: 10,
    minNegativeFeedbackRatio: 0.29,
    feedbackWindowHours: 24,
    minTimeSinceLastOptimizationHours: 6,
    maxOptimizationFrequencyPerDay: 4,
  },
  deploymentConfig: { minImprovement: 5, minConfidence: 0.8, minHeldOutCases: 20, mode: "auto" },
  drafting: { draftCount: 2, temperature: 0.7, maxTokens: 600 },
  search: { candidates: 10, maxPromptWords: 400 },
  variables: {},
  models: { drafting: null, rewriting: null },
});

function group(name: GroupName): SettingsGroup {
  const found = SETTINGS_GROUPS.find((one) => one.name === name);
  if (!found) throw new Error(`no group ${name}`);
  return found;
}

function field(name: GroupName, fieldName: string): string {
  const found = group(name).fields.find((one) => one.name === fieldName);
  if (!found) throw new Error(`no field ${fieldName}`);
  return shown(settings, group(name), found);
}

describe("shown", () => {
  it.each([
    { group: "triggerConfig" as const, name: "minNegativeFeedbackRatio", expected: "29" },
    { group: "deploymentConfig" as const, name: "minConfidence", expected: "80" },
    { group: "deploymentConfig" as const, name: "minImprovement", expected: "5" },
    { group: "deploymentConfig" as const, name: "mode", expected: "auto" },
    { group: "rewardWeights" as const, name: "length", expected: "0.05" },
  ])("shows $name as $expected", ({ group: name, name: fieldName, expected }) => {
    expect(field(name, fieldName)).toBe(expected);
  });

  it("has a form field for every setting but the variables and the models", () => {
    for (const { name, fields } of SETTINGS_GROUPS) {
      expect(fields.map((one) => one.name).toSorted()).toEqual(Object.keys(settings[name]).toSorted());
    }
    expect([...SETTINGS_GROUPS.map(({ name }) => name), "variables", "models"].toSorted()).toEqual(
      Object.keys(settings).toSorted(),
    );
  });
});

describe("settingsChange", () => {
  it.each<{ case: string; group: GroupName; typed: Record<string, string>; change: object }>([
    {
      case: "only what was touched",
      group: "triggerConfig" as const,
      typed: { minFeedbackCount: "12" },
      change: { triggerConfig: { minFeedbackCount: 12 } },
    },
    {
      case: "percent as a share",
      group: "deploymentConfig" as const,
      typed: { minConfidence: "57", mode: "approval" },
      change: { deploymentConfig: { minConfidence: 0.57, mode: "approval" } },
    },
    {
      case: "all weights, because they count only together",
      group: "rewardWeights" as const,
      typed: { human: "0.5" },
      change: { rewardWeights: { ...settings.rewardWeights, human: 0.5 } },
    },
  ])("sends $case", ({ group: name, typed, change }) => {
    expect(settingsChange(settings, group(name), typed)).toEqual({ change });
  });

  it.each<{ case: string; group: GroupName; typed: Record<string, string>; path: string }>([
    {
      case: "an emptied field",
      group: "drafting" as const,
      typed: { maxTokens: " " },
      path: "drafting.maxTokens",
    },
    {
      case: "a share above 100 %",
      group: "triggerConfig" as const,
      typed: { minNegativeFeedbackRatio: "130" },
      path: "triggerConfig.minNegativeFeedbackRatio",
    },
    {
      case: "weights that are all 0",
      group: "rewardWeights" as const,
      typed: { exactMatch: "0", tokenF1: "0", perplexity: "0", human: "0", length: "0", similarity: "0" },
      path: "rewardWeights",
    },
    { case: "letters", group: "search" as const, typed: { candidates: "many" }, path: "search.candidates" },
  ])("refuses $case at its field", ({ group: name, typed, path }) => {
    expect(settingsChange(settings, group(name), typed)).toEqual({ errors: { [path]: expect.any(String) } });
  });

  it("gives back what is shown", () => {
    for (const one of SETTINGS_GROUPS) {
      const typed = Object.fromEntries(one.fields.map((each) => [each.name, shown(settings, one, each)]));
      expect(settingsChange(settings, one, typed)).toEqual({ change: { [one.name]: settings[one.name] } });
    }
  });
});

describe("fieldErrors", () => {
  const refused = (errors: { path: string; message: string }[]) =>
    new ApiError({ type: "about:blank", title: "no", status: 400, detail: "no", errors });

  it.each([
    {
      case: "the server's path",
      error: refused([{ path: "body.drafting.maxTokens", message: "too big" }]),
      expected: { "drafting.maxTokens": "too big" },
    },
    {
      case: "a case of a list",
      error: refused([{ path: "body.cases[0].input.sender", message: "must not be empty" }]),
      expected: { "cases[0].input.sender": "must not be empty" },
    },
    {
      case: "two messages for one field",
      error: refused([
        { path: "body.name", message: "one" },
        { path: "body.name", message: "two" },
      ]),
      expected: { name: "one; two" },
    },
    { case: "another fault", error: new Error("offline"), expected: {} },
  ])("reads $case", ({ error, expected }) => {
    expect(fieldErrors(error)).toEqual(expected);
  });
});

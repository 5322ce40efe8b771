import { LabChange, type LabSettings } from "@/lib/contracts/labs";
import { REWARD_SIGNALS } from "./reward-signals";

export type GroupName = "rewardWeights" | "triggerConfig" | "deploymentConfig" | "drafting" | "search";

export interface NumberField {
  name: string;
  label: string;
  /** With its unit in words. */
  hint: string;
  /** The form shows the stored value times this; 100 turns a share into percent. */
  scale?: number;
}

export interface ChoiceField {
  name: string;
  label: string;
  hint: string;
  options: readonly { value: string; label: string }[];
}

export type SettingsField = NumberField | ChoiceField;

export interface SettingsGroup {
  name: GroupName;
  title: string;
  note: string;
  /** The server takes the group as a whole only, so unchanged members are sent along. */
  whole?: boolean;
  fields: readonly SettingsField[];
}

const CASES = "In emails.";

/** The forms of the settings page, with the units that the contracts state. */
export const SETTINGS_GROUPS: readonly SettingsGroup[] = [
  {
    name: "rewardWeights",
    title: "Reward weights",
    note: "Relative weights, 0 or more; they are shared out over the signals that a draft has.",
    whole: true,
    fields: REWARD_SIGNALS.map(({ key, label, hint }) => ({ name: key, label, hint })),
  },
  {
    name: "triggerConfig",
    title: "When a run starts",
    note: "A run starts by itself once all of these hold.",
    fields: [
      { name: "minFeedbackCount", label: "Decisions needed", hint: "Number of decisions in the window." },
      {
        name: "minNegativeFeedbackRatio",
        label: "Negative share needed",
        hint: "In percent: rejections and heavy edits.",
        scale: 100,
      },
      { name: "feedbackWindowHours", label: "Window", hint: "In hours, back from now." },
      {
        name: "minTimeSinceLastOptimizationHours",
        label: "Wait after a run",
        hint: "In hours; 0 switches the wait off.",
      },
      {
        name: "maxOptimizationFrequencyPerDay",
        label: "Most runs a day",
        hint: "Runs in 24 hours; 0 switches the limit off.",
      },
    ],
  },
  {
    name: "deploymentConfig",
    title: "When a prompt goes live",
    note: "A candidate replaces the live prompt only if all of these hold on the held-out emails.",
    fields: [
      { name: "minImprovement", label: "Gain needed", hint: "In percent of the live prompt’s mean reward." },
      {
        name: "minConfidence",
        label: "Confidence needed",
        hint: "In percent, 50 to 99.99: one minus the one-sided p value.",
        scale: 100,
      },
      { name: "minHeldOutCases", label: "Held-out emails needed", hint: CASES },
      {
        name: "mode",
        label: "Mode",
        hint: "Whether a person has the last word.",
        options: [
          { value: "auto", label: "Automatic: deploy what the statistics allow" },
          { value: "approval", label: "Approval: wait for a person" },
        ],
      },
    ],
  },
  {
    name: "drafting",
    title: "Drafts",
    note: "How the replies in the Demo are written.",
    fields: [
      { name: "draftCount", label: "Drafts for each email", hint: "1 to 5." },
      { name: "temperature", label: "Temperature", hint: "0 to 2; higher varies more." },
      { name: "maxTokens", label: "Longest reply", hint: "In tokens, 16 to 8,192." },
    ],
  },
  {
    name: "search",
    title: "Search",
    note: "How a run looks for better prompts.",
    fields: [
      { name: "candidates", label: "Candidates for each run", hint: "1 to 20." },
      { name: "maxPromptWords", label: "Longest prompt", hint: "In words, 20 to 4,000." },
    ],
  },
];

const isChoice = (field: SettingsField): field is ChoiceField => "options" in field;

// So that 0.29 × 100 shows as 29 and 29 / 100 is stored as 0.29.
const tidy = (value: number): number => Number(value.toPrecision(12));

/** The stored value of a field as the form shows it. */
export function shown(settings: LabSettings, group: SettingsGroup, field: SettingsField): string {
  const values: Readonly<Record<string, number | string>> = settings[group.name];
  const value = values[field.name];
  if (typeof value !== "number" || isChoice(field)) return String(value ?? "");
  return String(tidy(value * (field.scale ?? 1)));
}

/** A change ready to be sent, or the message of each bad field by its path, as `drafting.maxTokens`. */
export type SettingsChange = { change: LabChange } | { errors: Record<string, string> };

/**
 * Turns what a person typed into one group of settings into a change, checked by the contract.
 *
 * @param typed Texts of the fields that were touched, by field name.
 */
export function settingsChange(
  settings: LabSettings,
  group: SettingsGroup,
  typed: Readonly<Record<string, string>>,
): SettingsChange {
  const sent: Record<string, unknown> = {};
  for (const field of group.fields) {
    const text = typed[field.name] ?? (group.whole ? shown(settings, group, field) : undefined);
    if (text === undefined) continue;
    if (isChoice(field)) sent[field.name] = text;
    // An emptied field is no number; Number("") would make it 0.
    else sent[field.name] = text.trim() === "" ? null : tidy(Number(text) / (field.scale ?? 1));
  }
  const parsed = LabChange.safeParse({ [group.name]: sent });
  if (parsed.success) return { change: parsed.data };
  return {
    errors: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join("."), message])),
  };
}

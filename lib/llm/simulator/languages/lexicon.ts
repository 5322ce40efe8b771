import type { Register, RegisterPhrases } from "@/lib/llm/simulator/phrases";

/** Languages the simulator reads and writes. */
export type Language = "english" | "german" | "spanish" | "french";

/** Sentences for what a prompt may ask for, whatever the register. */
export interface ExtraPhrases {
  explanations: readonly string[];
  technical: readonly string[];
  warm: readonly string[];
  warmSignOff: string;
  thanks: readonly string[];
  empathy: readonly string[];
  /** {question} is a question of the email. */
  answers: readonly string[];
  missingNumber: readonly string[];
  missingPhoto: readonly string[];
  /** {reference} is what the email names: "order 4812". */
  mention: readonly string[];
  blame: readonly string[];
  ownership: readonly string[];
  advertising: readonly string[];
  closingQuestions: readonly string[];
  compensation: readonly string[];
  call: readonly string[];
  /** {url}. */
  link: readonly string[];
  /** Stand beside the step where the prompt wants a list. */
  listItems: readonly [string, string];
}

/** What a matter is called in a language; {thing} and {amount} are filled from the email. */
export interface MatterPhrases {
  /** Ends the apology; empty where nothing went wrong. */
  problems: readonly string[];
  requests: readonly string[];
  actions: readonly string[];
}

/** How a topic is told in mail of a language other than English. */
export interface ForeignTopic extends MatterPhrases {
  /** Id of the English topic. */
  id: string;
  signals: readonly RegExp[];
}

export interface Lexicon {
  registers: Record<Register, RegisterPhrases>;
  extras: ExtraPhrases;
  /** Under a reply whose prompt names no sender. */
  house: string;
  /** Where no date is known: follows "by". */
  endOfWeek: string;
  spokenDate(date: Date): string;
}

/** A language other than English, with all that English has tables of its own for. */
export interface ForeignLexicon extends Lexicon {
  /** Words that hardly any other of these languages has. */
  commonWords: ReadonlySet<string>;
  /** Finds "Bestellung Nr. 4812": the noun, then the number. */
  reference: RegExp;
  /** What the number belongs to, by the beginning of the noun. */
  referenceNouns: { invoice: string; order: string };
  /** {thing} of an email without a number, and with one ({reference}). */
  thing: string;
  thingWithReference: string;
  fullAmount: string;
  topics: readonly ForeignTopic[];
  /** For mail that fits no topic. */
  other: MatterPhrases;
}

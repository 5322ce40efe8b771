import type { Language } from "@/lib/engine/text/language";
import { english } from "@/lib/llm/simulator/case-writer-english";
import { french } from "@/lib/llm/simulator/case-writer-french";
import { german } from "@/lib/llm/simulator/case-writer-german";
import { spanish } from "@/lib/llm/simulator/case-writer-spanish";
import type { Vocabulary } from "@/lib/llm/simulator/case-writer-vocabulary";

/** The languages in which the simulator makes up emails. */
export const languages = ["en", "de", "es", "fr"] as const satisfies readonly Language[];

export const vocabularies: Readonly<Record<Language, Vocabulary>> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
};

import type { Language } from "@/lib/engine/text/language";

/**
 * The skeleton of a made-up email: sentences in order, each with several ways of saying it.
 *
 * Slots in braces: {item} and {other} (another item), {damage} (follows "arrived"), {fault} (follows the
 * item), {use}, {price}, {order}, {place}, {relative}, {pieces}, {days}; dates {past}, {recent}, {soon} and {later} in this order. At least one wording of each sentence holds
 * no {order}, so that it can be withheld. Items are feminine in German, Spanish and French, so that every
 * article fits.
 */
export interface LetterTemplate {
  language: Language;
  subjects: readonly string[];
  sentences: readonly (readonly string[])[];
}

import type { MailMood } from "@/lib/engine/case-writing";

export interface Item {
  name: string;
  /** Follows "arrived". */
  damage: string;
  /** Follows the item's name in a main clause. */
  fault: string;
  /** With its article: "a night run". */
  use: string;
  price: string;
}

/** What all letters of one language draw from. */
export interface Vocabulary {
  items: readonly Item[];
  places: readonly string[];
  relatives: readonly string[];
  /** First and last name. */
  senders: readonly string[];
  greetings: { plain: readonly string[]; casual: readonly string[]; toHouse: (house: string) => string };
  farewells: { plain: readonly string[]; casual: readonly string[] };
  moods: Readonly<Record<MailMood, { opening: readonly string[]; ending: readonly string[] }>>;
  /** Lead-in and questions that any letter may add. */
  furtherQuestions: { leadIn: readonly string[]; questions: readonly string[] };
  /** Paragraphs of people who like to write, for long letters. */
  asides: readonly string[];
  day: (date: Date) => string;
}

/** An item in the order in which the vocabularies list its parts. */
export const item = (name: string, price: string, damage: string, fault: string, use: string): Item => ({
  name,
  price,
  damage,
  fault,
  use,
});

/** Writes a day and a month by its name, of twelve names with blanks between them. */
export const dayWith =
  (monthNames: string, text: (day: number, month: string) => string) =>
  (date: Date): string =>
    text(date.getUTCDate(), monthNames.split(" ")[date.getUTCMonth()] ?? "");

import { distance as distanceOfUnits } from "fastest-levenshtein";

const MAX_UNITS = 0x10000;

/**
 * Edit distance by Unicode code point: insertions, deletions and replacements of single characters.
 *
 * Time grows with the product of the lengths, so callers bound what they pass in; for long texts use
 * `analyzeEdit`, which works on words.
 *
 * @param a One text; not normalised, so "é" as one character and as two differ.
 * @param b The other text.
 * @returns `distance` in code points; `similarity` = 1 − distance / length of the longer text (1 if both are empty).
 * @throws {RangeError} if the texts hold more than 65,536 different characters.
 * @see Levenshtein (1966); Myers, "A fast bit-vector algorithm for approximate string matching" (1999)
 * @example
 * levenshtein("gumbo", "gambol").distance; // => 2
 */
export function levenshtein(a: string, b: string): { distance: number; similarity: number } {
  // The package compares UTF-16 units, so each code point is renamed to a unit of its own.
  const units = new Map<string, string>();
  const rename = (text: string): string[] =>
    Array.from(text, (character) => {
      let unit = units.get(character);
      if (unit === undefined) {
        if (units.size === MAX_UNITS) throw new RangeError("levenshtein: too many different characters");
        unit = String.fromCharCode(units.size);
        units.set(character, unit);
      }
      return unit;
    });

  const left = rename(a);
  const right = rename(b);
  const longer = Math.max(left.length, right.length);
  const distance = distanceOfUnits(left.join(""), right.join(""));
  return { distance, similarity: longer === 0 ? 1 : 1 - distance / longer };
}

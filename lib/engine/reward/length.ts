/**
 * Reward signal `length`: how close a reply's length is to that of its reference.
 *
 * Defined as exp(-|ln(candidate / reference)|), which is the shorter length over the longer one: half
 * as long and twice as long cost the same.
 *
 * @param candidateWords Words of the reply, a whole number of 0 or more.
 * @param referenceWords Words of the text a person wrote, a whole number of 0 or more.
 * @returns 0 (one text is empty) to 1 (equal length, also if both are empty), dimensionless.
 * @throws {RangeError} if a count is negative or not whole.
 * @example
 * lengthScore(60, 80); // => 0.75
 */
export function lengthScore(candidateWords: number, referenceWords: number): number {
  for (const [name, count] of Object.entries({ candidateWords, referenceWords })) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`${name} must be a whole number of 0 or more, got ${count}`);
    }
  }
  if (candidateWords === referenceWords) return 1;
  return Math.min(candidateWords, referenceWords) / Math.max(candidateWords, referenceWords);
}

/**
 * Refuses what is no probability or share.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is outside 0 to 1, or NaN.
 * @example
 * assertShare("p", 0.5);
 */
export function assertShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must lie from 0 to 1, got ${value}`);
}

/**
 * Refuses 0 and 1 too: an alpha, a power or a confidence that no test can have.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is not strictly between 0 and 1.
 * @example
 * assertInside("alpha", 0.2);
 */
export function assertInside(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie inside 0 to 1, got ${value}`);
}

/**
 * Refuses NaN and infinities.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is not finite.
 * @example
 * assertNumber("mean", -0.5);
 */
export function assertNumber(name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, got ${value}`);
}

/**
 * Refuses what is no shape or number of degrees of freedom.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is not above 0 and finite.
 * @example
 * assertPositive("df", 2.5);
 */
export function assertPositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be above 0 and finite, got ${value}`);
  }
}

/**
 * Refuses what is no spread, duration or sum of shares.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is negative, NaN or infinite.
 * @example
 * assertNotNegative("sd", 0);
 */
export function assertNotNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be 0 or more and finite, got ${value}`);
  }
}

/**
 * Refuses what is no count.
 *
 * @param name Of the argument, for the message.
 * @throws {RangeError} if `value` is negative, not whole, or too large to be exact.
 * @example
 * assertCount("cases", 40);
 */
export function assertCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number of 0 or more, got ${value}`);
  }
}

/**
 * Refuses a count of some among more than there are: 4 successes of 3 trials.
 *
 * @param part Name and count of the part. @param whole The same of what it is a part of.
 * @throws {RangeError} if a count is negative or not whole, or the part exceeds the whole.
 * @example
 * assertPart(["successes", 3], ["trials", 10]);
 */
export function assertPart(
  [partName, part]: readonly [string, number],
  [wholeName, whole]: readonly [string, number],
): void {
  assertCount(partName, part);
  assertCount(wholeName, whole);
  if (part > whole) throw new RangeError(`${partName} must be at most ${wholeName}, got ${part} of ${whole}`);
}

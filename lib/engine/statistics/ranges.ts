/**
 * Refuses what is no probability or share.
 *
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
 * @throws {RangeError} if `value` is not strictly between 0 and 1.
 * @example
 * assertInside("alpha", 0.2);
 */
export function assertInside(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie inside 0 to 1, got ${value}`);
}

/**
 * Refuses what is no shape or number of degrees of freedom.
 *
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
 * Refuses what is no count.
 *
 * @throws {RangeError} if `value` is negative, not whole, or too large to be exact.
 * @example
 * assertCount("cases", 40);
 */
export function assertCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} must be a whole number of 0 or more, got ${value}`);
  }
}

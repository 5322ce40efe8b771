import fc from "fast-check";
import { expect } from "vitest";

/** Whole numbers: permuting, shifting and scaling them is exact, so that ties stay ties. */
export const value = fc.integer({ min: -20, max: 20 });

/** Equal up to the rounding of a different order of sums; null only to null. */
export function expectSame(found: number | null, expected: number | null): void {
  if (found === null || expected === null || !Number.isFinite(expected)) expect(found).toBe(expected);
  else expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}

/** −x, without a negative zero. */
export const negated = (x: number | null) => (x === null ? null : 0 - x);

import { describe, expect, it } from "vitest";
import { hashToSeed, hashToUnit, seededRandom } from "@/lib/engine/random";

describe("hashToSeed", () => {
  it.each([
    { case: "where a name ends", left: ["a", "bc"], right: ["ab", "c"] },
    { case: "an empty part", left: ["a"], right: ["a", ""] },
    { case: "a number and its text", left: [1], right: ["1"] },
    { case: "the order", left: ["a", "b"], right: ["b", "a"] },
    { case: "a part that imitates the encoding", left: ["as1:b"], right: ["a", "b"] },
    { case: "characters beyond 8 bits", left: ["é"], right: ["ĩ"] },
  ])("tells apart $case", ({ left, right }) => {
    expect(hashToSeed(...left)).not.toBe(hashToSeed(...right));
    expect(hashToUnit(...left)).not.toBe(hashToUnit(...right));
  });

  it("is an unsigned 32-bit integer and stays the same between releases", () => {
    expect(hashToSeed("run", 1)).toBe(hashToSeed("run", 1));
    expect(["", "a", "loop"].map((part) => hashToSeed(part))).toMatchInlineSnapshot(`
      [
        4065753507,
        3687629858,
        1919775973,
      ]
    `);
    expect(["", "a", "loop"].map((part) => hashToUnit(part))).toMatchInlineSnapshot(`
      [
        0.9466320065032789,
        0.8585932355755184,
        0.44698268153161536,
      ]
    `);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (part) => {
    expect(() => hashToSeed(part)).toThrow(RangeError);
  });
});

/** Pearson's chi-square of counts against equal shares. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe.each([
  { name: "hashToUnit of numbers", draw: (i: number) => hashToUnit("case", i) },
  {
    name: "hashToUnit of padded names",
    draw: (i: number) => hashToUnit(`c${String(i).padStart(6, "0")}`, "s"),
  },
  { name: "seededRandom", draw: (i: number) => seededRandom(i)() },
])("$name", ({ draw }) => {
  const values = Array.from({ length: 20_000 }, (_, i) => draw(i));

  it("lies in [0, 1)", () => {
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  // 99.99 % points of chi-square: 27.9 for 7 degrees of freedom, 158 for 99.
  it("is spread evenly, also in pairs of neighbours", () => {
    const single = new Array<number>(100).fill(0);
    const pairs = new Array<number>(8).fill(0);
    values.forEach((value, i) => {
      const cell = Math.floor(value * 100);
      single[cell] = (single[cell] ?? 0) + 1;
      const [a = 0, b = 0, c = 0] = [value, values[i + 1], values[i + 2]].map((v = 0) => Math.floor(v * 2));
      pairs[4 * a + 2 * b + c] = (pairs[4 * a + 2 * b + c] ?? 0) + 1;
    });
    expect(chiSquare(single)).toBeLessThan(158);
    expect(chiSquare(pairs)).toBeLessThan(40);
  });
});

describe("seededRandom", () => {
  it("repeats with its seed and differs with another", () => {
    const draws = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])("refuses the seed %s", (seed) => {
    expect(() => seededRandom(seed)).toThrow(RangeError);
  });
});

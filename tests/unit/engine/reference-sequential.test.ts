import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { referenceDefects, sequentialFunctions } from "../reference-sequential";

interface ReferenceCase {
  id: string;
  fn: string;
  input: Record<string, unknown>;
  expected: Record<string, number | string>;
  tolerance: { rel: number; abs: number };
}

const cases = ["sequential", "bayesian", "cuped"].flatMap((name) => {
  const file = path.join(import.meta.dirname, `../../fixtures/reference/${name}.json`);
  // The shape is the folder's own contract; a file that breaks it fails below.
  return (JSON.parse(readFileSync(file, "utf8")) as { cases: ReferenceCase[] }).cases;
});

describe("cases set right", () => {
  it.each(Object.keys(referenceDefects))("%s still holds no number", (id) => {
    expect(cases.find((entry) => entry.id === id)?.expected.prob).toBe("NaN");
  });
});

describe("reference values of the sequential methods", () => {
  it.each(cases)("$id", ({ id, fn, input, expected, tolerance }) => {
    const got = Object(sequentialFunctions[fn]?.(input)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(referenceDefects[id] ?? expected)) {
      if (typeof value === "string") expect(got[name], name).toBe(Number(value));
      else {
        expect(typeof got[name], name).toBe("number");
        const difference = Math.abs(Number(got[name]) - value);
        expect(difference, `${name}: ${got[name]} for ${value}`).toBeLessThanOrEqual(
          tolerance.abs + tolerance.rel * Math.abs(value),
        );
      }
    }
  });
});

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { referenceDefects } from "./reference-sequential";
import { notYetImplemented, type ReferenceInput, referenceTable } from "./reference-table";

/** Where the reference values lie; another folder of the same form can be named to check against it. */
const folder = process.env.REFERENCE_DIR ?? path.join(import.meta.dirname, "../fixtures/reference");

interface ReferenceCase {
  id: string;
  fn: string;
  input: ReferenceInput;
  expected: unknown;
  tolerance: { rel: number; abs: number };
  note?: string;
}

const SPECIAL: Readonly<Record<string, number>> = {
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  NaN: Number.NaN,
};

/** JSON has no infinities and no NaN; the files spell them out. */
function decode(_key: string, value: unknown): unknown {
  return typeof value === "string" && Object.hasOwn(SPECIAL, value) ? SPECIAL[value] : value;
}

function readCases(): ReferenceCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      // The shape is the folder's own contract; a file that breaks it fails below with its case id.
      const file = JSON.parse(readFileSync(path.join(folder, name), "utf8"), decode) as {
        cases: ReferenceCase[];
      };
      return file.cases;
    });
}

/** Empty where `got` agrees, else one line per value that does not. */
function mismatches(
  got: unknown,
  expected: unknown,
  tolerance: ReferenceCase["tolerance"],
  at = "",
): string[] {
  const wrong = [`${at}: got ${JSON.stringify(got) ?? got}, expected ${JSON.stringify(expected)}`];
  if (expected === null) return got === null || Number.isNaN(got) ? [] : wrong;
  if (typeof expected === "number") {
    if (typeof got !== "number") return wrong;
    if (Object.is(got, expected) || got === expected) return [];
    return Math.abs(got - expected) <= tolerance.abs + tolerance.rel * Math.abs(expected) ? [] : wrong;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return wrong;
    return expected.flatMap((value, i) => mismatches(got[i], value, tolerance, `${at}[${i}]`));
  }
  if (typeof expected === "object") {
    if (typeof got !== "object" || got === null) return wrong;
    const members = new Map(Object.entries(got));
    return Object.entries(expected).flatMap(([name, value]) =>
      mismatches(members.get(name), value, tolerance, `${at}.${name}`),
    );
  }
  return got === expected ? [] : wrong;
}

/** What a case expects; where its own computation came to no number, the value derived by hand. */
function expectedOf(id: string, expected: unknown): unknown {
  const derived = referenceDefects[id];
  if (!derived || typeof expected !== "object" || expected === null) return expected;
  return Object.values(expected).every(Number.isNaN) ? derived : expected;
}

function isRefusal(result: unknown): boolean {
  const values = typeof result === "object" && result !== null ? Object.values(result) : [result];
  return values.every((value) => value === null || Number.isNaN(value));
}

function checkInvalid(compute: (input: ReferenceInput) => unknown, input: ReferenceInput): void {
  let result: unknown;
  try {
    result = compute(input);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return;
  }
  expect(isRefusal(result), `accepted invalid input: ${JSON.stringify(result)}`).toBe(true);
}

const cases = readCases();
const passed = new Map<string, number>();

afterAll(() => {
  const total = new Map<string, number>();
  for (const { fn } of cases) total.set(fn, (total.get(fn) ?? 0) + 1);
  const lines = [...total].map(([fn, count]) =>
    Object.hasOwn(referenceTable, fn)
      ? `${fn}: ${passed.get(fn) ?? 0} of ${count} passed`
      : `${fn}: ${count} not yet implemented`,
  );
  console.info(lines.join("\n"));
});

describe("reference values", () => {
  it("are there", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it("belong to functions that are implemented, or named as missing, but not both", () => {
    const unknown = [...new Set(cases.map(({ fn }) => fn))].filter(
      (fn) => Object.hasOwn(referenceTable, fn) === notYetImplemented.includes(fn),
    );
    expect(unknown).toEqual([]);
  });

  it("of a refusal are told from a value", () => {
    expect(isRefusal({ low: null, high: Number.NaN })).toBe(true);
    expect(isRefusal({ low: 0, high: null })).toBe(false);
  });

  const implemented = cases.filter(({ fn }) => Object.hasOwn(referenceTable, fn));
  it.each(implemented)("$id", ({ id, fn, input, expected, tolerance }) => {
    const compute = referenceTable[fn];
    if (!compute) throw new Error(`${fn} is missing from the table`);
    const isInvalid = typeof expected === "object" && expected !== null && "invalid" in expected;
    if (isInvalid) checkInvalid(compute, input);
    else expect(mismatches(compute(input), expectedOf(id, expected), tolerance)).toEqual([]);
    passed.set(fn, (passed.get(fn) ?? 0) + 1);
  });
});

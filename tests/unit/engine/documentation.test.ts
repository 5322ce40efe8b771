import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { Digits, differences, exportedFunctions, programOf, stepsOf } from "./documentation";

const engine = path.join(import.meta.dirname, "../../../lib/engine");

/** Files and folders whose examples are only reported, not held to the rule yet. */
const stillToCome: readonly string[] = [];

const files = readdirSync(engine, { recursive: true, encoding: "utf8" })
  .map((name) => name.split(path.sep).join("/"))
  .filter((name) => name.endsWith(".ts"))
  .sort();

const functions = files.flatMap((file) =>
  exportedFunctions(file, readFileSync(path.join(engine, file), "utf8")).map((found) => ({ ...found, file })),
);
const isHeld = ({ file }: { file: string }) => !stillToCome.some((prefix) => file.startsWith(prefix));

/** What the docstring of a function lacks. */
function lacks({ hasDescription, examples, hasThrows, refuses }: (typeof functions)[number]): string[] {
  return [
    ...(hasDescription ? [] : ["a description"]),
    ...(examples.length > 0 ? [] : ["an @example"]),
    ...(refuses && !hasThrows ? ["@throws for its RangeError"] : []),
  ];
}

const modules = new Map<string, Readonly<Record<string, unknown>>>();
async function moduleOf(file: string): Promise<Readonly<Record<string, unknown>>> {
  const known = modules.get(file);
  if (known) return known;
  // A namespace of a file found by its name has no static type.
  const loaded = (await import(pathToFileURL(path.join(engine, file)).href)) as Record<string, unknown>;
  modules.set(file, loaded);
  return loaded;
}

/** Where each exported name of the engine lives; a name of two files is in neither's reach but its own. */
const homes = new Map<string, string | null>();
for (const file of files) {
  const exported = readFileSync(path.join(engine, file), "utf8").matchAll(
    /^export (?:const|function|class) (\w+)/gm,
  );
  for (const [, name = ""] of exported) homes.set(name, homes.has(name) ? null : file);
}

/** The module's own exports, and those of other files of the engine that the example names. */
async function scopeOf(file: string, program: string): Promise<Record<string, unknown>> {
  const scope: Record<string, unknown> = {};
  for (const [name, home] of homes) {
    const isUsed = new RegExp(`\\b${name}\\b`).test(program);
    const declared = new RegExp(`\\b(?:const|let|function)\\s+(?:\\{[^}]*\\b|\\[[^\\]]*\\b)?${name}\\b`).test(
      program,
    );
    if (!isUsed || declared || home === null) continue;
    scope[name] = (await moduleOf(home))[name];
  }
  for (const [name, value] of Object.entries(await moduleOf(file))) scope[name] = value;
  return scope;
}

const tally = { checked: 0, ran: 0, prose: [] as string[] };

/** Runs an example and compares every value it promises; empty if all is as it says. */
async function runExample(file: string, example: string): Promise<string[]> {
  const steps = stepsOf(example);
  const promises = steps.filter(({ expected }) => expected !== null).length;
  tally.checked += promises;
  const program = programOf(steps);
  const scope = await scopeOf(file, program);
  const results: [unknown, unknown][] = [];
  const digits = (written: string, exponent: string) => new Digits(written, exponent);
  const names = [...Object.keys(scope), "results", "digits"];
  try {
    const run = new Function(...names, `"use strict";\n{\n${program}\n}`);
    run(...Object.values(scope), results, digits);
  } catch (error) {
    // Without a promise an example may speak of what the reader has: an email, a run.
    if (promises > 0 || !(error instanceof ReferenceError)) return [`${error}`];
    tally.prose.push(`${file}: ${example.split("\n")[0]}`);
    return [];
  }
  if (promises === 0) tally.ran += 1;
  return results.flatMap(([got, promised]) => differences(got, promised));
}

/** What the functions still to come lack, and where their examples are wrong. */
async function pendingLines(): Promise<string[]> {
  const lines: string[] = [];
  for (const found of functions.filter((entry) => !isHeld(entry))) {
    const at = `not held to the rule yet: ${found.file}: ${found.name}`;
    const missing = lacks(found);
    if (missing.length > 0) lines.push(`${at} lacks ${missing.join(", ")}`);
    for (const example of found.examples) {
      const wrong = await runExample(found.file, example).catch((error) => [`${error}`]);
      lines.push(...wrong.map((line) => `${at}: ${line}`));
    }
  }
  return lines;
}

afterAll(async () => {
  const pending = await pendingLines();
  const counts = `${functions.length} exported functions; ${tally.checked} values of examples computed, ${tally.ran} examples run without a value, ${tally.prose.length} are prose`;
  console.info([counts, ...tally.prose.map((line) => `  ${line}`), ...pending].join("\n"));
});

describe("documentation of the engine", () => {
  it("is looked for in real functions", () => {
    expect(functions.map(({ name }) => name)).toContain("hashToSeed");
    expect(functions.length).toBeGreaterThan(80);
  });

  it.each(functions.filter(isHeld))("$file: $name", async (found) => {
    expect(lacks(found)).toEqual([]);
    for (const example of found.examples) expect(await runExample(found.file, example), example).toEqual([]);
  });
});

describe("the check itself", () => {
  const documented = (docstring: string, body: string) =>
    exportedFunctions("x.ts", `${docstring}\nexport function f(x: number): number {${body}}`)[0];

  it.each([
    { case: "no docstring", doc: "", body: "return x;", description: false, examples: 0, refuses: false },
    {
      case: "tags alone",
      doc: "/** @returns x */",
      body: "return x;",
      description: false,
      examples: 0,
      refuses: false,
    },
    {
      case: "everything",
      doc: "/**\n * Says x.\n *\n * @example\n * f(1); // => 1\n * f({ a: 1 });\n */",
      body: 'throw new RangeError("x");',
      description: true,
      examples: 1,
      refuses: true,
    },
    {
      case: "an assertion of another file",
      doc: "/** Says x. */",
      body: 'assertShare("x", x); return x;',
      description: true,
      examples: 0,
      refuses: true,
    },
  ])("sees $case", ({ doc, body, description, examples, refuses }) => {
    const found = documented(doc, body);
    expect(found).toMatchObject({ hasDescription: description, refuses, hasThrows: false });
    expect(found?.examples.length).toBe(examples);
  });

  it("sees a refusal through another function of the file, and functions held by constants", () => {
    const source = `
      const check = (x: number) => { if (x < 0) throw new RangeError("x"); };
      export const f = (x: number) => { check(x); return x; };
      export const notOne = 3;
      function hidden() {}
    `;
    expect(exportedFunctions("x.ts", source)).toMatchObject([{ name: "f", refuses: true }]);
  });

  it.each([
    { example: "f(1); // => 2", steps: [{ code: "f(1);", expected: "2" }] },
    { example: "f(\n  1,\n); // => [-1, null]", steps: [{ code: "f(\n  1,\n);", expected: "[-1, null]" }] },
    { example: "f(1);\n// => { a: 1,\n//   b: 2 }", steps: [{ code: "f(1);", expected: "{ a: 1, b: 2 }" }] },
    { example: "f(1); // => about 2", steps: [{ code: "f(1);", expected: null }] },
    { example: "f(1); // => { a: 1, … }", steps: [{ code: "f(1);", expected: null }] },
    { example: "f(1); // => 0.25…", steps: [{ code: "f(1);", expected: 'digits("0.25", "")' }] },
    { example: "f(1); // => Math.PI / 3", steps: [{ code: "f(1);", expected: "Math.PI / 3" }] },
    { example: "f(1); // => g(2)", steps: [{ code: "f(1);", expected: null }] },
    {
      example: "const x = f(1);\nx; // => 1",
      steps: [
        { code: "const x = f(1);", expected: null },
        { code: "x;", expected: "1" },
      ],
    },
  ])("reads $example", ({ example, steps }) => {
    expect(stepsOf(example)).toEqual(steps);
  });

  it.each([
    { case: "equal", got: [1, { a: null }], promised: [1, { a: null }], wrong: 0 },
    { case: "a last bit", got: 0.1 + 0.2, promised: 0.3, wrong: 0 },
    { case: "the ninth digit", got: 1.00000001, promised: 1, wrong: 1 },
    { case: "a member too many", got: { a: 1, b: 2 }, promised: { a: 1 }, wrong: 1 },
    { case: "a member too few", got: {}, promised: { a: 1 }, wrong: 1 },
    { case: "null for 0", got: null, promised: 0, wrong: 1 },
    { case: "a list for an object", got: [1], promised: { 0: 1 }, wrong: 1 },
    { case: "cut digits", got: 0.4629, promised: new Digits("0.462", ""), wrong: 0 },
    { case: "rounded digits", got: 0.4629, promised: new Digits("0.463", ""), wrong: 1 },
    { case: "cut digits of a small number", got: 7.619e-24, promised: new Digits("7.61", "e-24"), wrong: 0 },
    { case: "another sign", got: 0.4629, promised: new Digits("-0.462", ""), wrong: 1 },
  ])("tells $case apart", ({ got, promised, wrong }) => {
    expect(differences(got, promised)).toHaveLength(wrong);
  });

  it("finds a wrong example and an undefined name", async () => {
    expect(await runExample("random.ts", 'hashToSeed("a") === hashToSeed("a"); // => false')).toHaveLength(1);
    expect(await runExample("random.ts", "nowhere(1); // => 1")).toEqual([
      expect.stringContaining("nowhere"),
    ]);
  });
});

import ts from "typescript";

/** An exported function of the engine as its source shows it. */
export interface ExportedFunction {
  name: string;
  line: number;
  hasDescription: boolean;
  examples: string[];
  hasThrows: boolean;
  /** A RangeError is thrown in it, in a function of the same file it calls, or by an `assert…` of the engine. */
  refuses: boolean;
}

type Callable = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;

interface Declared {
  name: string;
  callable: Callable;
  /** The statement that carries the docstring. */
  statement: ts.Statement;
}

function isCallable(node: ts.Node | undefined): node is ts.ArrowFunction | ts.FunctionExpression {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}

/** Functions at the top level of a file, whether declared or held by a constant. */
function declaredIn(file: ts.SourceFile): Declared[] {
  return file.statements.flatMap((statement): Declared[] => {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      return [{ name: statement.name.text, callable: statement, statement }];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && isCallable(initializer)
        ? [{ name: name.text, callable: initializer, statement }]
        : [],
    );
  });
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

/** Names called in a function, and whether it throws a RangeError by itself. */
function callsOf(callable: Callable): { called: Set<string>; throws: boolean } {
  const called = new Set<string>();
  let throws = false;
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText() === "RangeError") throws = true;
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) called.add(node.expression.text);
    ts.forEachChild(node, visit);
  };
  if (callable.body) visit(callable.body);
  return { called, throws };
}

function refusingNames(functions: readonly Declared[]): ReadonlySet<string> {
  const calls = new Map(functions.map(({ name, callable }) => [name, callsOf(callable)]));
  const refusing = new Set<string>();
  for (let before = -1; before < refusing.size; ) {
    before = refusing.size;
    for (const [name, { called, throws }] of calls) {
      const byAnother = [...called].some(
        (other) => refusing.has(other) || (/^assert[A-Z]/.test(other) && !calls.has(other)),
      );
      if (throws || byAnother) refusing.add(name);
    }
  }
  return refusing;
}

const textOf = (comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string =>
  (ts.getTextOfJSDocComment(comment) ?? "").trim();

/**
 * The text of an `@example` as written. The parser itself would take a `@` or a brace in it for markup.
 */
function exampleTexts(docstring: string): string[] {
  const lines = docstring
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, ""));
  const examples: string[][] = [];
  let current: string[] | null = null;
  for (const line of lines) {
    const tag = /^\s*@(\w+)(.*)$/.exec(line);
    if (tag) {
      current = tag[1] === "example" ? [tag[2] ?? ""] : null;
      if (current) examples.push(current);
    } else current?.push(line);
  }
  return examples.map((block) => block.join("\n").trim());
}

/** Every exported function of one file with what its docstring holds. */
export function exportedFunctions(fileName: string, source: string): ExportedFunction[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const functions = declaredIn(file);
  const refusing = refusingNames(functions);
  return functions
    .filter(({ statement }) => isExported(statement))
    .map(({ name, statement }) => {
      const docs = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
      return {
        name,
        line: file.getLineAndCharacterOfPosition(statement.getStart()).line + 1,
        hasDescription: docs.some(({ comment }) => textOf(comment) !== ""),
        examples: docs.flatMap((doc) => exampleTexts(doc.getText())),
        hasThrows: docs.some(({ tags }) => tags?.some(({ tagName }) => tagName.text === "throws")),
        refuses: refusing.has(name),
      };
    });
}

/** One statement of an example with the value it promises, if it promises one that can be compared. */
export interface ExampleStep {
  code: string;
  /** The right side of `// =>`; null where the statement promises nothing that can be compared. */
  expected: string | null;
}

const CONSTANTS = new Set(["undefined", "Infinity", "NaN", "Math", "Number"]);

/** Literals, their signs and arithmetic, and constants of Math: what may stand right of `// =>`. */
function isLiteral(node: ts.Node): boolean {
  if (ts.isNumericLiteral(node) || ts.isStringLiteral(node)) return true;
  if (ts.isNoSubstitutionTemplateLiteral(node)) return true;
  if (ts.isIdentifier(node)) return CONSTANTS.has(node.text);
  const { kind } = node;
  if (kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword) return true;
  if (kind === ts.SyntaxKind.NullKeyword) return true;
  if (ts.isParenthesizedExpression(node)) return isLiteral(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return isLiteral(node.operand);
  if (ts.isBinaryExpression(node)) return isLiteral(node.left) && isLiteral(node.right);
  if (ts.isPropertyAccessExpression(node)) return isLiteral(node.expression);
  if (ts.isCallExpression(node)) return isLiteral(node.expression) && node.arguments.every(isLiteral);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every(
      (property) => ts.isPropertyAssignment(property) && isLiteral(property.initializer),
    );
  }
  return false;
}

/** A number cut off by "…" becomes a call of `digits`, which compares the digits that are written. */
function withCutNumbers(text: string): string {
  return text.replace(
    /(-?\d+\.\d+)…(e-?\d+)?/g,
    (_, digits, exponent = "") => `digits("${digits}", "${exponent}")`,
  );
}

function literalIn(text: string): string | null {
  const source = withCutNumbers(text.trim());
  const plain = source.replace(/digits\("[^"]*", "[^"]*"\)/g, "0");
  const file = ts.createSourceFile("expected.ts", `(${plain});`, ts.ScriptTarget.ESNext, true);
  // The parser keeps its complaints on the file; the property is not in its public type.
  const { parseDiagnostics } = file as ts.SourceFile & { parseDiagnostics?: readonly unknown[] };
  if ((parseDiagnostics?.length ?? 0) > 0 || file.statements.length !== 1) return null;
  const [statement] = file.statements;
  return statement && ts.isExpressionStatement(statement) && isLiteral(statement.expression) ? source : null;
}

/** The comment behind a statement, on its line or the lines after it, from `// =>` on. */
function promiseAfter(source: string, end: number, next: number): string | null {
  const between = source.slice(end, next);
  const at = between.indexOf("// =>");
  if (at < 0) return null;
  return between
    .slice(at + "// =>".length)
    .split("\n")
    .map((line) => line.replace(/^\s*\/\//, "").trim())
    .join(" ")
    .trim();
}

/** The statements of an example, in order. */
export function stepsOf(example: string): ExampleStep[] {
  const file = ts.createSourceFile("example.ts", example, ts.ScriptTarget.ESNext, true);
  return file.statements.map((statement, i) => {
    const next = file.statements[i + 1]?.getStart() ?? example.length;
    const promise = promiseAfter(example, statement.getEnd(), next);
    const expected = promise === null || !ts.isExpressionStatement(statement) ? null : literalIn(promise);
    return { code: statement.getText(), expected };
  });
}

/** JavaScript of an example that collects a pair of value and promised value for each of its promises. */
export function programOf(steps: readonly ExampleStep[]): string {
  const lines = steps.map(({ code, expected }) => {
    if (expected === null) return code;
    return `results.push([(${code.replace(/;\s*$/, "")}), (${expected})]);`;
  });
  return ts.transpileModule(lines.join("\n"), {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  }).outputText;
}

/** A number of which an example shows the first digits only: anything that begins with them. */
export class Digits {
  constructor(
    readonly written: string,
    readonly exponent: string,
  ) {}

  matches(value: unknown): boolean {
    if (typeof value !== "number" || !Number.isFinite(value)) return false;
    const unit = 10 ** Number(this.exponent.slice(1) || 0);
    const places = this.written.split(".")[1]?.length ?? 0;
    const excess = (Math.abs(value) / unit - Math.abs(Number(this.written))) * 10 ** places;
    const sameSign = Math.sign(value) === Math.sign(Number(this.written)) || Number(this.written) === 0;
    // Cut off, not rounded: the value lies from the digits written to just under the next.
    return sameSign && excess >= -1e-6 && excess < 1 + 1e-6;
  }

  toString(): string {
    return `${this.written}…${this.exponent}`;
  }
}

const RELATIVE = 1e-9;

/** Empty where a value is the promised one, else a line per place where it is not. */
export function differences(got: unknown, promised: unknown, at = "result"): string[] {
  const wrong = [
    `${at} is ${JSON.stringify(got) ?? got}, the example says ${JSON.stringify(promised) ?? promised}`,
  ];
  if (promised instanceof Digits) {
    return promised.matches(got) ? [] : [`${at} is ${got}, the example says ${promised}`];
  }
  if (typeof promised === "number" && typeof got === "number") {
    if (Object.is(got, promised) || got === promised) return [];
    return Math.abs(got - promised) <= RELATIVE * Math.abs(promised) ? [] : wrong;
  }
  if (typeof promised !== "object" || promised === null) return Object.is(got, promised) ? [] : wrong;
  if (typeof got !== "object" || got === null) return wrong;
  const isList = Array.isArray(promised);
  if (isList !== (Array.isArray(got) || ArrayBuffer.isView(got))) return wrong;
  const [mine, theirs] = [new Map(Object.entries(got)), new Map(Object.entries(promised))];
  // A member that is undefined is as good as absent.
  const names = [...new Set([...mine.keys(), ...theirs.keys()])].filter(
    (name) => mine.get(name) !== undefined || theirs.get(name) !== undefined,
  );
  return names.flatMap((name) => differences(mine.get(name), theirs.get(name), `${at}.${name}`));
}

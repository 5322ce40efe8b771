import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where a file belongs: the first row whose prefix matches. */
const layers = [
  { name: "api", prefix: "app/api/" },
  { name: "actions", prefix: "app/actions.ts" },
  { name: "client", prefix: "app/_components/" },
  { name: "client", prefix: "app/_hooks/" },
  { name: "page", prefix: "app/" },
  { name: "instrumentation", prefix: "instrumentation.ts" },
  { name: "engine-text", prefix: "lib/engine/text/" },
  { name: "engine", prefix: "lib/engine/" },
  { name: "contracts", prefix: "lib/contracts/" },
  { name: "llm", prefix: "lib/llm/" },
  { name: "mail", prefix: "lib/mail/" },
  { name: "access", prefix: "lib/services/access.ts" },
  { name: "access", prefix: "lib/services/idempotency.ts" },
  { name: "services", prefix: "lib/services/" },
  { name: "runner", prefix: "lib/runner/" },
  { name: "http", prefix: "lib/http/" },
  { name: "cli", prefix: "lib/cli/" },
  { name: "config", prefix: "lib/config.ts" },
  { name: "context", prefix: "lib/context.ts" },
  { name: "errors", prefix: "lib/errors.ts" },
  { name: "log", prefix: "lib/log.ts" },
  { name: "db", prefix: "db/" },
] as const;
type Layer = (typeof layers)[number]["name"];

/** The staircase: what each layer may import beside itself. */
const allowed: Record<Layer, readonly Layer[]> = {
  api: ["http", "services", "runner", "contracts", "errors"],
  actions: ["http", "services", "contracts"],
  // A server page may read through the services, and through nothing else.
  page: ["client", "contracts", "services"],
  client: ["actions", "contracts", "engine-text"],
  instrumentation: ["runner"],
  runner: ["access", "services", "contracts", "context", "config", "errors", "db"],
  http: ["access", "contracts", "context", "config", "errors", "log"],
  services: [
    "access",
    "db",
    "llm",
    "mail",
    "engine",
    "engine-text",
    "contracts",
    "context",
    "config",
    "errors",
  ],
  access: ["db", "contracts", "context", "config", "errors"],
  context: ["db", "llm", "config", "log"],
  log: ["config"],
  config: ["contracts"],
  db: ["contracts", "engine", "engine-text", "errors"],
  llm: ["contracts", "engine", "engine-text", "errors"],
  mail: ["contracts", "engine", "engine-text", "errors"],
  contracts: ["engine", "engine-text"],
  engine: ["engine-text"],
  "engine-text": ["engine"],
  cli: ["context", "runner", "services", "config"],
  errors: [],
};

/** Packages that only some layers may know. */
const packages: { name: RegExp; layers: readonly Layer[] }[] = [
  { name: /^(next|react|react-dom)(\/|$)/, layers: ["api", "actions", "page", "client", "http"] },
  { name: /^(drizzle-orm|better-sqlite3|pg)(\/|$)/, layers: ["db"] },
  { name: /^(openai|ollama|@anthropic-ai\/sdk)(\/|$)/, layers: ["llm"] },
  { name: /^(postal-mime|html-to-text)(\/|$)/, layers: ["mail"] },
  { name: /^pino$/, layers: ["log"] },
];

const layerOf = (file: string): Layer | null =>
  layers.find(({ prefix }) => file.startsWith(prefix))?.name ?? null;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const files = [...["app", "lib", "db"].flatMap(sources), "instrumentation.ts"];

/** Specifiers of static and dynamic imports and of re-exports. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport\s*\(|^import)\s*["']([^"']+)["']/gm)].flatMap(
    ([, name]) => name ?? [],
  );
}

/** Path inside the checkout, or null for a package. */
function target(file: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : null;
}

function violation(file: string, specifier: string): string | null {
  const from = layerOf(file);
  if (from === null) return `${file} belongs to no layer`;
  const path = target(file, specifier);
  if (path === null) {
    const rule = packages.find(({ name }) => name.test(specifier));
    return rule && !rule.layers.includes(from) ? `${file} (${from}) may not know ${specifier}` : null;
  }
  const to = layerOf(`${path}.ts`) ?? layerOf(`${path}/`);
  // Styles and other assets have no layer.
  if (to === null)
    return /\.(css|svg)$/.test(path) ? null : `${file} imports ${path}, which belongs to no layer`;
  return to === from || allowed[from].includes(to)
    ? null
    : `${file} (${from}) may not import ${path} (${to})`;
}

describe("architecture", () => {
  it("imports only what lies below", () => {
    const violations = files.flatMap((file) =>
      importsOf(readFileSync(join(root, file), "utf8")).flatMap(
        (specifier) => violation(file, specifier) ?? [],
      ),
    );
    expect(violations).toEqual([]);
  });

  it.each([
    { file: "lib/engine/decision.ts", specifier: "@/lib/llm/openai" },
    { file: "lib/services/labs.ts", specifier: "next/headers" },
    { file: "db/queries/labs.ts", specifier: "../../lib/services/labs" },
    { file: "app/labs/page.tsx", specifier: "@/db/store" },
    { file: "app/_components/ui/button.tsx", specifier: "@/lib/services/labs" },
    { file: "lib/mail/message.ts", specifier: "@/lib/llm/retry" },
  ])("would notice $specifier in $file", ({ file, specifier }) => {
    expect(violation(file, specifier)).not.toBeNull();
  });

  it("has no cycle between files of lib and db", () => {
    expect(cycles(files.filter((file) => /^(lib|db)\/.*\.ts$/.test(file)))).toEqual([]);
  });

  it("lets nobody but the scripted reviewers know what simulated people like", () => {
    const tastes = "lib/llm/simulator/world-tastes";
    const knowing = files.filter((file) =>
      importsOf(readFileSync(join(root, file), "utf8")).some((name) => target(file, name) === tastes),
    );
    expect(knowing).toEqual(["lib/llm/simulator/reviewers.ts"]);
  });

  it("reads the environment in lib/config alone", () => {
    const readers = files
      .filter(
        (file) => /\.(ts|tsx)$/.test(file) && /process\.env\b/.test(readFileSync(join(root, file), "utf8")),
      )
      .filter((file) => file !== "lib/config.ts" && file !== "instrumentation.ts");
    expect(readers).toEqual([]);
  });

  it("keeps route handlers to 25 lines per method", () => {
    const long = files
      .filter((file) => file.startsWith("app/api/"))
      .filter((file) => {
        const text = readFileSync(join(root, file), "utf8");
        const methods = [...text.matchAll(/^export const (GET|POST|PATCH|PUT|DELETE)\b/gm)].length || 1;
        return text.split("\n").length > 25 * methods;
      });
    expect(long).toEqual([]);
  });

  it("keeps the engine free of clock, chance and environment", () => {
    const impure = files
      .filter((file) => file.startsWith("lib/engine/"))
      .filter((file) =>
        /Math\.random|Date\.now|new Date\(\)|\bfetch\(/.test(readFileSync(join(root, file), "utf8")),
      );
    expect(impure).toEqual([]);
  });
});

/** Import cycles, those of types among them: they vanish when compiled, but not for a reader. */
function cycles(nodes: readonly string[]): string[] {
  const known = new Set(nodes);
  const edges = new Map(
    nodes.map((file) => {
      const targets = importsOf(readFileSync(join(root, file), "utf8")).flatMap((specifier) => {
        const path = target(file, specifier);
        return path === null
          ? []
          : [`${path}.ts`, `${path}/index.ts`].filter((candidate) => known.has(candidate));
      });
      return [file, targets] as const;
    }),
  );
  const found: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, path: readonly string[]) => {
    if (state.get(file) === "open") found.push([...path.slice(path.indexOf(file)), file].join(" > "));
    if (state.has(file)) return;
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, "done");
  };
  for (const file of nodes) visit(file, []);
  return found;
}

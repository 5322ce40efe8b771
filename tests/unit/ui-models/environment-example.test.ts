import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readConfig } from "@/lib/config";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

const example = Object.fromEntries(
  [...read(".env.example").matchAll(/^([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]),
);
const known = [...read("lib/config.ts").matchAll(/^ {2}([A-Z][A-Z0-9_]*): /gm)].map(([, name = ""]) => name);
// npm and the host set these.
const notOurs = ["NODE_ENV", "VERCEL"];

describe(".env.example", () => {
  it("holds every variable that is read, and no other", () => {
    expect(known.length).toBeGreaterThan(20);
    expect(Object.keys(example).sort()).toEqual(known.filter((name) => !notOurs.includes(name)).sort());
  });

  it("changes nothing as it stands: it shows the defaults", () => {
    // The address is shown although the server gets it from `npm start`.
    expect(readConfig({ ...example, HOST: "" })).toEqual(readConfig({}));
  });
});

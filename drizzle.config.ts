import { defineConfig } from "drizzle-kit";

const postgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "");
const dialect = postgres ? "postgresql" : "sqlite";
const name = postgres ? "postgres" : "sqlite";

export default defineConfig({
  dialect,
  casing: "snake_case",
  schema: `./db/schema.${name}.ts`,
  out: `./drizzle/${name}`,
});

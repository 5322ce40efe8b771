// Writes the migrations of both databases from the one schema; they travel in one commit.
import { spawnSync } from "node:child_process";

const databases = { sqlite: "", postgres: "postgres://unused" };
for (const [name, url] of Object.entries(databases)) {
  console.log(`Migrations for ${name}`);
  const { status } = spawnSync("npx", ["drizzle-kit", "generate", ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url },
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

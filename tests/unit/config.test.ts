import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "@/lib/config";

describe("readConfig", () => {
  it("runs on the simulator and a SQLite file when nothing is set", () => {
    const config = readConfig({});
    expect(config.database).toEqual({ kind: "sqlite", file: "data/loop-learner.db" });
    expect(config.llm.provider.name).toBe("simulator");
    expect(config.cron.secret).toBeNull();
    expect(config.host).toBeNull();
  });

  it.each([
    { case: "a key", environment: { OPENAI_API_KEY: "sk-1" }, baseUrl: "https://api.openai.com/v1" },
    {
      case: "a server",
      environment: { OPENAI_BASE_URL: "http://127.0.0.1:8080/v1/" },
      baseUrl: "http://127.0.0.1:8080/v1",
    },
  ])("takes OpenAI's protocol when $case is set", ({ environment, baseUrl }) => {
    expect(readConfig(environment).llm.provider).toMatchObject({ name: "openai", baseUrl });
  });

  it.each(["simulator", "mock"])(
    "stays on the simulator for LLM_PROVIDER=%s, whatever keys there are",
    (name) => {
      const config = readConfig({ LLM_PROVIDER: name, OPENAI_API_KEY: "sk-1" });
      expect(config.llm.provider.name).toBe("simulator");
    },
  );

  it("counts an empty variable as left out", () => {
    expect(readConfig({ OPENAI_API_KEY: "", PORT: " " }).port).toBe(3000);
  });

  it.each([
    { name: "PORT", value: "http" },
    { name: "PORT", value: "70000" },
    { name: "DATABASE_URL", value: "mysql://localhost/x" },
    { name: "LLM_PROVIDER", value: "openia" },
    { name: "OPENAI_BASE_URL", value: "localhost:8080" },
    { name: "CRON_SECRET", value: "short" },
    { name: "AUTH_MODE", value: "off" },
    { name: "LOG_LEVEL", value: "loud" },
    { name: "LLM_CONCURRENCY", value: "0" },
    { name: "APP_ORIGIN", value: "ftp://example.com" },
  ])("refuses $name=$value in a sentence that names it", ({ name, value }) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(
      new RegExp(`^The environment variable ${name} (must|can|is) .+\\.$`),
    );
  });

  it("tells all wrong variables at once", () => {
    expect(() => readConfig({ PORT: "x", LOG_LEVEL: "loud" })).toThrow(/PORT.*\n.*LOG_LEVEL/);
  });

  it("names the key that LLM_PROVIDER=openai misses", () => {
    expect(() => readConfig({ LLM_PROVIDER: "openai" })).toThrow("OPENAI_API_KEY");
  });
});

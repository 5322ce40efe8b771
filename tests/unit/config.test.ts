import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "@/lib/config";

describe("readConfig", () => {
  it("runs on the simulator and a SQLite file when nothing is set", () => {
    const config = readConfig({});
    expect(config.database).toEqual({ kind: "sqlite", file: "data/loop-learner.db" });
    expect(config.llm.defaultProvider).toBe("simulator");
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
    const { defaultProvider, providers } = readConfig(environment).llm;
    expect(defaultProvider).toBe("openai");
    expect(providers.openai).toMatchObject({ baseUrl });
  });

  it.each(["simulator", "mock"])(
    "stays on the simulator for LLM_PROVIDER=%s, whatever keys there are",
    (name) => {
      const config = readConfig({ LLM_PROVIDER: name, OPENAI_API_KEY: "sk-1" });
      expect(config.llm.defaultProvider).toBe("simulator");
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
    { name: "OLLAMA_HOST", value: "http://" },
    { name: "SIMULATOR_FAULT_RATE", value: "1.5" },
    { name: "SIMULATOR_FAULT_RATE", value: "often" },
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

  it.each([
    { case: "an Anthropic key", environment: { ANTHROPIC_API_KEY: "sk-ant-1" }, expected: "anthropic" },
    { case: "an Ollama host", environment: { OLLAMA_HOST: "127.0.0.1" }, expected: "ollama" },
    {
      case: "several, OpenAI first",
      environment: { OLLAMA_HOST: "h", ANTHROPIC_API_KEY: "k", OPENAI_API_KEY: "k" },
      expected: "openai",
    },
    {
      case: "several, and one by name",
      environment: { LLM_PROVIDER: "ollama", OPENAI_API_KEY: "k" },
      expected: "ollama",
    },
  ])("chooses the default provider for $case", ({ environment, expected }) => {
    expect(readConfig(environment).llm.defaultProvider).toBe(expected);
  });

  it("sets up every provider that the environment names, and no other but the simulator", () => {
    const { providers } = readConfig({ ANTHROPIC_API_KEY: "k", OLLAMA_HOST: "localhost" }).llm;
    expect(providers.openai).toBeNull();
    expect(providers.ollama).toMatchObject({ host: "http://localhost:11434", model: "llama3.2:3b" });
    expect(providers.anthropic).toMatchObject({ baseUrl: "https://api.anthropic.com" });
    expect(providers.simulator).toMatchObject({ faultRate: 0, world: "support" });
  });

  it.each([
    { given: "127.0.0.1", host: "http://127.0.0.1:11434" },
    { given: "0.0.0.0:8080", host: "http://0.0.0.0:8080" },
    { given: "http://box:80", host: "http://box" },
    { given: "https://ollama.example/base/", host: "https://ollama.example/base" },
  ])("reads OLLAMA_HOST=$given", ({ given, host }) => {
    expect(readConfig({ OLLAMA_HOST: given }).llm.providers.ollama?.host).toBe(host);
  });

  it("names the key that LLM_PROVIDER=anthropic misses", () => {
    expect(() => readConfig({ LLM_PROVIDER: "anthropic" })).toThrow("ANTHROPIC_API_KEY");
  });
});

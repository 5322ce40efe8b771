import { describe, expect, it } from "vitest";
import { sampleOf } from "@/lib/llm/simulator/json-sample";

describe("sampleOf", () => {
  it.each<{ case: string; schema: unknown; expected: unknown }>([
    { case: "a boolean", schema: { type: "boolean" }, expected: true },
    { case: "a constant", schema: { const: 7 }, expected: 7 },
    { case: "the first of an enum", schema: { enum: ["short", "long"] }, expected: "short" },
    { case: "a whole number above 2.5", schema: { type: "integer", minimum: 2.5 }, expected: 3 },
    { case: "text of 4 characters or more", schema: { type: "string", minLength: 4 }, expected: "ok.." },
    {
      case: "two items",
      schema: { type: "array", minItems: 2, items: { type: "boolean" } },
      expected: [true, true],
    },
    {
      case: "what an object must have, and no more",
      schema: {
        type: "object",
        required: ["a"],
        properties: { a: { type: "object" }, b: { type: "string" } },
      },
      expected: { a: {} },
    },
  ])("makes $case", ({ schema, expected }) => {
    expect(sampleOf(schema)).toEqual(expected);
  });

  it.each<{ case: string; schema: unknown; named: RegExp }>([
    { case: "no schema", schema: undefined, named: /is no object/ },
    { case: "a type of its own", schema: { type: "date" }, named: /asks for type "date"/ },
    { case: "a property without one", schema: { type: "object", required: ["a"] }, named: /is no object/ },
  ])("refuses $case", ({ schema, named }) => {
    expect(() => sampleOf(schema)).toThrow(named);
  });
});

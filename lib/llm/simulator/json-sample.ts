import { isRecord } from "@/lib/engine/rewriting/json-answer";
import { ProviderError } from "@/lib/llm/language-model";

/**
 * The plainest value that satisfies a JSON Schema, for a schema that is none of the product's tasks: what a
 * model answers that is held to a schema and has nothing to say. Knows `const`, `enum`, `type`, `required`,
 * `properties`, `items`, `minItems`, `minLength` and `minimum`.
 *
 * @throws {ProviderError} `refused` for a schema that asks for anything else.
 * @example
 * sampleOf({ type: "object", required: ["ok"], properties: { ok: { type: "boolean" } } }); // => { ok: true }
 */
export function sampleOf(schema: unknown): unknown {
  if (!isRecord(schema)) return refuse("is no object");
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case "boolean":
      return true;
    case "null":
      return null;
    case "number":
    case "integer":
      return Math.ceil(wholeOf(schema.minimum));
    case "string":
      return "ok".padEnd(wholeOf(schema.minLength), ".");
    case "array":
      return Array.from({ length: wholeOf(schema.minItems) }, () => sampleOf(schema.items));
    case "object": {
      const properties = isRecord(schema.properties) ? schema.properties : {};
      const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name])]));
    }
    default:
      return refuse(`asks for type ${JSON.stringify(schema.type ?? null)}`);
  }
}

const wholeOf = (value: unknown): number => (typeof value === "number" ? value : 0);

function refuse(why: string): never {
  throw new ProviderError("refused", `The simulator cannot satisfy this JSON Schema, which ${why}.`, {
    retryable: false,
  });
}

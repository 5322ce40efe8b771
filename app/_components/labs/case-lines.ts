import { z } from "zod";
import { NewCase } from "@/lib/contracts/datasets";

/** Most cases that one request takes. */
export const CASES_MOST = 1000;

export interface LineError {
  /** Counted from 1, as editors count. */
  line: number;
  message: string;
}

export interface ParsedLines {
  cases: NewCase[];
  errors: LineError[];
}

/** The wire form of files: one object a line, `expected_output` as in common datasets; further members are left out. */
const CaseLine = z
  .object({ input: z.unknown(), expected_output: z.unknown(), expectedOutput: z.unknown() })
  .partial()
  .transform(({ input, expected_output, expectedOutput }) => ({
    input,
    expectedOutput: expected_output ?? expectedOutput,
  }));

const asWritten = (path: readonly PropertyKey[]): string =>
  path.map((part) => (part === "expectedOutput" ? "expected_output" : String(part))).join(".");

function readLine(source: string): NewCase | string {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return "is not JSON; each line must be one complete object";
  }
  const line = CaseLine.safeParse(value);
  if (!line.success) return "is not an object with input and expected_output";
  const parsed = NewCase.safeParse(line.data);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${asWritten(path)}: ${message}`).join("; ");
}

/**
 * Reads JSON lines `{"input": {"sender", "subject", "body"}, "expected_output"}` into cases.
 *
 * Empty lines are passed over. A line that cannot be read becomes an error with its number; the others
 * are still returned, so that a person can decide to go on without it.
 *
 * @param text Contents of a file, or what was pasted; a byte-order mark and CRLF are fine.
 */
export function parseCaseLines(text: string): ParsedLines {
  const cases: NewCase[] = [];
  const errors: LineError[] = [];
  text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .forEach((source, index) => {
      if (source.trim() === "") return;
      const read = readLine(source);
      if (typeof read === "string") errors.push({ line: index + 1, message: read });
      else cases.push(read);
    });
  return { cases, errors };
}

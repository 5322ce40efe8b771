/** One measured task and the plain form of the same work. */
export interface Task {
  name: string;
  /** What the other side of the ratio is. */
  beside: string;
  ours: () => unknown;
  plain: () => unknown;
}

export interface Timing {
  name: string;
  beside: string;
  oursMs: number;
  plainMs: number;
  /** Median of ours / plain over the rounds: below 1, ours is faster. */
  ratio: number;
}

const WARM_UP_ROUNDS = 3;
const ROUNDS = 11;

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function millisecondsOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Times both sides in turn, so that a busy machine slows both alike; who goes first alternates. */
export function time({ name, beside, ours, plain }: Task): Timing {
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    ours();
    plain();
  }
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    if (round % 2 === 0) {
      const oursMs = millisecondsOf(ours);
      return { oursMs, plainMs: millisecondsOf(plain) };
    }
    const plainMs = millisecondsOf(plain);
    return { oursMs: millisecondsOf(ours), plainMs };
  });
  return {
    name,
    beside,
    oursMs: medianOf(rounds.map(({ oursMs }) => oursMs)),
    plainMs: medianOf(rounds.map(({ plainMs }) => plainMs)),
    ratio: medianOf(rounds.map(({ oursMs, plainMs }) => oursMs / plainMs)),
  };
}

/** The timings as a table for a terminal or a Markdown page. */
export function tableOf(timings: readonly Timing[]): string {
  const rows = timings.map(({ name, beside, oursMs, plainMs, ratio }) => [
    name,
    `${oursMs.toFixed(1)} ms`,
    `${plainMs.toFixed(1)} ms`,
    beside,
    ratio.toFixed(2),
  ]);
  const table = [["work", "engine", "beside", "which is", "ratio"], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = table;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

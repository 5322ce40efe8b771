const SPACE = "\u00a0";
const MISSING = "unavailable";

/** A share of 0 to 1 as percent, "42 %"; null reads "unavailable". */
export function formatPercent(share: number | null, digits = 0): string {
  return share === null ? MISSING : `${fixed(share * 100, digits)}${SPACE}%`;
}

/** A change already counted in percent, with its sign: "+11.4 %"; null reads "unavailable". */
export function formatChange(percent: number | null, digits = 1): string {
  if (percent === null) return MISSING;
  const text = fixed(percent, digits);
  return `${percent > 0 && Number(text) !== 0 ? "+" : ""}${text}${SPACE}%`;
}

/** A count or measure with grouped digits, at most `digits` after the point; null reads "unavailable". */
export function formatNumber(value: number | null, digits = 2): string {
  return value === null ? MISSING : value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** A score on the scale 0 to 1 with two digits, "0.72"; null reads "unavailable". */
export function formatScore(score: number | null): string {
  return score === null ? MISSING : fixed(score, 2);
}

/** A span in milliseconds as "45 s", "6 min 12 s" or "2 h 5 min"; null reads "unavailable". */
export function formatDuration(ms: number | null): string {
  if (ms === null) return MISSING;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${SPACE}s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

/** The time of one call in milliseconds as "412 ms" or "1.3 s"; null reads "unavailable". */
export function formatLatency(ms: number | null): string {
  if (ms === null) return MISSING;
  return Math.round(ms) < 1000 ? `${Math.round(ms)}${SPACE}ms` : `${fixed(ms / 1000, 1)}${SPACE}s`;
}

function fixed(value: number, digits: number): string {
  const text = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${large}${SPACE}${largeUnit}`;
  return small === 0 ? head : `${head} ${small}${SPACE}${smallUnit}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long ago (or in how long) `at` is, in the words a person would use.
 *
 * @param at The moment.
 * @param now The present.
 * @returns For example "just now", "5 min ago", "in 2 h", "3 days ago"; a date once a month has passed.
 */
export function relativeTime(at: Date, now: Date): string {
  const past = now.getTime() - at.getTime();
  const span = Math.abs(past);
  if (span < MINUTE) return "just now";
  if (span >= 30 * DAY) {
    return at.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" });
  }

  const words =
    span < HOUR
      ? `${Math.floor(span / MINUTE)} min`
      : span < DAY
        ? `${Math.floor(span / HOUR)} h`
        : days(Math.floor(span / DAY));
  return past >= 0 ? `${words} ago` : `in ${words}`;
}

function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}

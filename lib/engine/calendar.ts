/** The Gregorian calendar in UTC, and its English names. */

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

export const DAY_MS = 86_400_000;

/**
 * The first calendar date in a text, at midnight UTC.
 *
 * Reads ISO (`2026-09-14`) before English (`14 September 2026`, `Sept 14th, 2026`).
 *
 * @param text Any text.
 * @returns null where there is no such date, or none that the calendar has (30 February).
 * @example
 * readDate("by 14 September 2026")?.toISOString(); // => "2026-09-14T00:00:00.000Z"
 * readDate("2026-02-30"); // => null
 */
export function readDate(text: string): Date | null {
  const iso = /\b(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (iso) return calendarDate(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));

  const names = months.map((month) => `${month.slice(0, 3)}[a-z]*`).join("|");
  const dayFirst = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${names})\\.?,? (\\d{4})`, "i").exec(
    text,
  );
  if (dayFirst) return calendarDate(Number(dayFirst[3]), monthIndex(dayFirst[2] ?? ""), Number(dayFirst[1]));
  const monthFirst = new RegExp(`\\b(${names})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`, "i").exec(text);
  if (monthFirst)
    return calendarDate(Number(monthFirst[3]), monthIndex(monthFirst[1] ?? ""), Number(monthFirst[2]));
  return null;
}

function monthIndex(name: string): number {
  return months.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3).toLowerCase()));
}

function calendarDate(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month, day));
  // Date.UTC carries a 30 February over into March, and takes the year 26 for 1926.
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month && date.getUTCDate() === day;
  return isReal ? date : null;
}

/**
 * The date a number of working days (Monday to Friday) later; public holidays are not known.
 *
 * @param days Whole number of 0 or more.
 * @returns The same time of day in UTC.
 * @throws {RangeError} if `date` is no date, or `days` is negative or not whole.
 * @example
 * addWorkingDays(new Date("2026-09-11T00:00:00.000Z"), 1).toISOString(); // => "2026-09-14T00:00:00.000Z"
 */
export function addWorkingDays(date: Date, days: number): Date {
  if (Number.isNaN(date.getTime())) throw new RangeError("date must be a valid date");
  if (!Number.isInteger(days) || days < 0) {
    throw new RangeError(`days must be a whole number of 0 or more, got ${days}`);
  }
  let result = date;
  for (let left = days; left > 0; ) {
    result = new Date(result.getTime() + DAY_MS);
    const weekday = result.getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return result;
}

/**
 * A date as people write it, in UTC, without the year.
 *
 * @throws {RangeError} if `date` is no date.
 * @example
 * spokenDate(new Date("2026-09-17T00:00:00.000Z")); // => "Thursday 17 September"
 */
export function spokenDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new RangeError("date must be a valid date");
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

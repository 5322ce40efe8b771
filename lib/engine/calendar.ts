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

/** A calendar date at midnight UTC, from ISO (`2026-09-14`) or English (`14 September 2026`); else null. */
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
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date : null;
}

/** The date a number of working days (Monday to Friday) later. */
export function addWorkingDays(date: Date, days: number): Date {
  let result = date;
  for (let left = days; left > 0; ) {
    result = new Date(result.getTime() + DAY_MS);
    const weekday = result.getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return result;
}

/** As people write it: "Thursday 17 September". */
export function spokenDate(date: Date): string {
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

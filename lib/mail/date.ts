const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

// RFC 5322 section 4.3; military letters and unknown names mean "zone unknown", hence UTC.
const ZONE_HOURS: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  bst: 1,
  cet: 1,
  cest: 2,
};

const RFC_5322 =
  /^(?:[a-z]{2,9}\.?(?:, *| +))?(\d{1,2})[ -]+([a-z]{3})[a-z]*\.?[ -]+(\d{2,4})[, ]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)? *([+-]\d{4}|[+-]\d\d:\d\d|[a-z]{1,5})?/i;
const ASCTIME =
  /^[a-z]{3,9},? +([a-z]{3})[a-z]* +(\d{1,2}),? +(\d{1,2}):(\d{2})(?::(\d{2}))? +(?:([+-]\d{4}|[a-z]{1,5}) +)?(\d{4})(?: +([+-]\d{4}))?/i;
const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)? *(Z|[+-]\d\d:?\d\d)?$/i;

interface Parts {
  year: string | undefined;
  month: number;
  day: string | undefined;
  hour: string | undefined;
  minute: string | undefined;
  second: string | undefined;
  zone: string | undefined;
}

/**
 * The time of a Date header, in UTC.
 *
 * Stricter than `Date.parse`, which finds a date in nearly anything. Reads RFC 5322 with its obsolete forms
 * (two-digit years, zone names, missing seconds), the order of asctime, and ISO 8601. No zone means UTC.
 *
 * @returns null when it is none of these, or no such day or time exists.
 * @see RFC 5322, sections 3.3 and 4.3
 */
export function mailDate(header: string): Date | null {
  const text = header.slice(0, 200).trim();

  const mail = RFC_5322.exec(text);
  if (mail) {
    const [, day, month = "", year, hour, minute, second, zone] = mail;
    return toDate({ year, month: monthIndex(month), day, hour, minute, second, zone });
  }
  const asctime = ASCTIME.exec(text);
  if (asctime) {
    const [, month = "", day, hour, minute, second, zoneBefore, year, zoneAfter] = asctime;
    return toDate({
      year,
      month: monthIndex(month),
      day,
      hour,
      minute,
      second,
      zone: zoneAfter ?? zoneBefore,
    });
  }
  const iso = ISO_8601.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    return toDate({ year, month: Number(month) - 1, day, hour, minute, second, zone });
  }
  return null;
}

function monthIndex(name: string): number {
  return MONTHS.indexOf(name.toLowerCase());
}

function toDate({ year, month, day, hour, minute, second, zone }: Parts): Date | null {
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second ?? 0) };
  // 60 is a leap second, which the next minute's zero stands for.
  if (month < 0 || month > 11 || clock.hour > 23 || clock.minute > 59 || clock.second > 60) {
    return null;
  }
  const local = new Date(
    Date.UTC(fullYear(year ?? ""), month, Number(day), clock.hour, clock.minute, clock.second),
  );
  const dayExists = new Date(Date.UTC(fullYear(year ?? ""), month, Number(day))).getUTCDate() === Number(day);
  return dayExists ? new Date(local.getTime() - zoneMinutes(zone ?? "") * 60_000) : null;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 3) return year;
  return digits.length === 2 && year < 50 ? year + 2000 : year + 1900;
}

function zoneMinutes(zone: string): number {
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return offset[1] === "-" ? -minutes : minutes;
  }
  return (ZONE_HOURS[zone.toLowerCase()] ?? 0) * 60;
}

// RFC 5322 section 4.3 and three of Europe; military letters and unknown names mean "zone unknown", hence UTC.
const ZONE_HOURS = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };
const ZONES = new Map(Object.entries({ ...ZONE_HOURS, BST: 1, CET: 1, CEST: 2 }));

const CLOCK = String.raw`(?<hour>[01]?\d|2[0-3])[:.](?<minute>[0-5]\d)(?:[:.](?<second>[0-5]\d|60))?(?:\.\d+)?`;
const ZONE = String.raw`(?<zone>[+-]\d\d:?\d\d|[a-z]{1,5})?`;
const SHAPES = [
  String.raw`(?:[a-z]{2,9}\.?(?:, *| +))?(?<day>\d{1,2})[ -]+(?<month>[a-z]{3})[a-z]*\.?[ -]+(?<year>\d{2,4})[, ]+${CLOCK} *${ZONE}`,
  String.raw`[a-z]{3,9},? +(?<month>[a-z]{3})[a-z]* +(?<day>\d{1,2}),? +${CLOCK} +(?:(?<name>[a-z]{1,5}) +)?(?<year>\d{4}) *${ZONE}`,
  String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ]${CLOCK} *${ZONE}`,
].map((shape) => new RegExp(`^${shape}`, "i"));

/**
 * The time of a Date header, in UTC.
 *
 * `Date.parse`, which the library uses, finds a date in nearly anything ("invoice 12"), makes 1 March of
 * 29 February and reads a missing zone as that of the server. So it only gets what has the shape of RFC 5322
 * with its obsolete forms, of asctime or of ISO 8601, and always with a zone; none means UTC.
 *
 * @returns null when it is none of these, or no such day or time exists.
 * @see RFC 5322, sections 3.3 and 4.3
 */
export function mailDate(header: string): Date | null {
  const text = header.slice(0, 200).trim();
  const parts = SHAPES.map((shape) => shape.exec(text)?.groups).find((groups) => groups !== undefined);
  if (parts === undefined) return null;
  const { year = "", month = "", day, hour, minute, second = "0", name, zone = name ?? "" } = parts;

  // Programs that count years from 1900 write 102 for 2002. A month in digits stands first, as V8 reads it.
  const fullYear = year.length === 3 ? Number(year) + 1900 : year;
  const date = /\d/.test(month) ? `${month}/${day}/${fullYear}` : `${day} ${month} ${fullYear}`;
  const midnight = new Date(`${date} UTC`);
  const inUtc = Date.parse(`${date} ${hour}:${minute} ${/^[+-]/.test(zone) ? zone : "UTC"}`);
  if (Number.isNaN(inUtc) || midnight.getUTCDate() !== Number(day)) return null;

  // 60 is a leap second, which the next minute's zero stands for.
  const zoneHours = ZONES.get(zone.toUpperCase()) ?? 0;
  return new Date(inUtc + Number(second) * 1000 - zoneHours * 3_600_000);
}
